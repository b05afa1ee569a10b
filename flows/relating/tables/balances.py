"""Both sides of a balance: 收入总计 and 支出总计 that stand side by side in one row print the same amounts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from flows.model.relations import Operand, Relation
from flows.relating.tables.grid import Grid, Number
from flows.relating.tables.wording import wording

_GRAND = "grand"
_CONFIDENCE = Decimal("0.9")


def balanced(panels: Sequence[Grid], report_no: int) -> Iterator[Relation]:
    """Each two panels side by side that print grand totals in one row, column by column where they have as many."""
    for left, right in pairwise(panels):
        for row in left.of_rows.numbered:
            heads = left.of_rows.heads(row), right.of_rows.heads(row)
            if any(wording(one).total != _GRAND for one in heads):
                continue
            firsts, seconds = _in_order(left, row), _in_order(right, row)
            if len(firsts) != len(seconds):
                continue
            for first, second in zip(firsts, seconds, strict=True):
                if first.unit == second.unit:
                    yield Relation(
                        report_no,
                        "equal",
                        "words",
                        (Operand(first.number_no),),
                        (Operand(second.number_no),),
                        is_closed=True,
                        is_meant=True,
                        confidence=_CONFIDENCE,
                        quote=" ".join(word for one in heads for word in one.words),
                    )


def _in_order(grid: Grid, row: int) -> list[Number]:
    numbers = grid.of_rows.at(row)
    return [numbers[column] for column in sorted(numbers) if numbers[column].kind == "amount"]
