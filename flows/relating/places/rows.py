"""The rows of tables, and last year's amount in a sentence beside that which the row of this year's prints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.relating.places.changed.directions import CHANGE, sign_of
from flows.relating.places.facts import is_cell
from flows.relating.places.subjects import words_of
from flows.relating.places.twins import UNCERTAIN

_FEWEST_DIGITS = 3  # fewer are the same by chance
_FEWEST_OF_SUMS = 5
_AMOUNTS = frozenset({"amount", "count"})

Row = tuple[int, int | None, int | None]


def last_year_of_rows(figures: Sequence[Figure]) -> Iterator[Relation]:
    """Last year's amount in a sentence beside that in the row which prints this year's, as the sentence makes it.

    比2022年的40.10万元增加3.20万元 is told of the row that prints 43.30 for 2023, whatever it calls it.
    """
    rows = rows_of(figures)
    cells = cells_by_value(rows)
    for before, change in pairwise(figures):
        if is_cell(change) or change.figure_role != CHANGE or not _is_last_year_told(before, change):
            continue
        sign = sign_of(change.label.rpartition(" / ")[2])
        now = (before.value or Decimal(0)) + sign * (change.value or Decimal(0))
        its = [
            other
            for cell in cells.get((before.report_no, now), ())
            if sign and cell.unit == before.unit and digits_of(cell) >= _FEWEST_OF_SUMS
            for other in rows[row_of(cell)]
            if is_last_year(other, cell) and other.basis == cell.basis
        ]
        if len({other.value for other in its}) == 1:
            yield Relation(
                before.report_no, "equal", "places", (Operand(before.figure_no),), (Operand(its[0].figure_no),),
                is_closed=True, is_meant=False, confidence=UNCERTAIN, quote=change.quote or change.label,
            )  # fmt: skip


def _is_last_year_told(before: Figure, change: Figure) -> bool:
    """Whether a change is told right behind last year's amount, both in one sentence, unit and exactly."""
    if (before.place.block_no, before.quote, before.unit) != (change.place.block_no, change.quote, change.unit):
        return False
    if None in (before.value, change.value, before.period_year, change.period_year) or before.hedge or change.hedge:
        return False
    return before.figure_role in _AMOUNTS and before.period_year == (change.period_year or 0) - 1


def rows_of(figures: Iterable[Figure]) -> Mapping[Row, Sequence[Figure]]:
    """The amounts and counts of the rows of tables, those that are 0 left out."""
    rows: defaultdict[Row, list[Figure]] = defaultdict(list)
    for figure in figures:
        if is_cell(figure) and figure.value and figure.figure_role in _AMOUNTS and not figure.hedge:
            rows[row_of(figure)].append(figure)
    return rows


def row_of(figure: Figure) -> Row:
    """The row that a cell stands in."""
    return figure.report_no, figure.place.block_no, figure.place.row_no


def _what(figure: Figure) -> tuple[object, ...]:
    return figure.report_no, figure.value


def cells_by_value(rows: Mapping[Row, Sequence[Figure]]) -> Mapping[tuple[object, ...], Sequence[Figure]]:
    """The cells of rows by report and value, those of few digits left out."""
    cells: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for row in rows.values():
        for cell in row:
            if digits_of(cell) >= _FEWEST_DIGITS:
                cells[_what(cell)].append(cell)
    return cells


def digits_of(figure: Figure) -> int:
    """How many digits are printed, without those that only fill the number up."""
    return len("".join(one for one in figure.printed if one.isdecimal()).strip("0"))


def is_last_year(other: Figure, cell: Figure) -> bool:
    """Whether a cell is of the year before that of another in its row, by its year or the words of its head."""
    if other.unit != cell.unit or other.figure_no == cell.figure_no:
        return False
    if None not in (other.period_year, cell.period_year) and other.period_year != cell.period_year:
        return other.period_year == (cell.period_year or 0) - 1
    return any(word in other.label and word not in cell.label for word in words_of("last_year"))
