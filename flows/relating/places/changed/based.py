"""Changes of a base that their sentence prints, where the amount that it became stands in another sentence or a table.

Names need not meet: an amount of the document that lies from the base by just the change is what it became, and whether
it is the larger of the two shows which way the change went.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.relating.places.changed.anchored import printed_digits
from flows.relating.places.changed.directions import CHANGE, direction_of
from flows.relating.places.facts import is_cell
from flows.relating.places.twins import UNCERTAIN

_FEWEST_DIGITS = 4  # of the change and of its base: fewer are the same by chance
_AMOUNT, _INITIAL = "amount", "initial_budget"
_ADJUSTED = frozenset({"annual_budget", "adjusted_budget"})
_BUDGETS = frozenset({_INITIAL, "budget", *_ADJUSTED})

_Key = tuple[int, str, Decimal | None]


def told_of_bases(figures: Sequence[Figure], explained: Collection[int]) -> Iterator[Relation]:
    """A relation for every change right behind its base of which one amount is the one that it led to; none is sure.

    What their own sentences have `explained` is left out.
    """
    amounts: dict[_Key, list[Figure]] = {}
    for figure in figures:
        if figure.figure_role == _AMOUNT and not figure.hedge:
            amounts.setdefault((figure.report_no, figure.unit, figure.value), []).append(figure)
    for base, change in pairwise(figures):
        sign = direction_of(change.label)
        if not sign or change.figure_no in explained or not _is_changed(base, change):
            continue
        for way in (sign, -sign):
            became = _value(base) + way * _value(change)
            every = amounts.get((base.report_no, base.unit, became), ())
            if now := next((one for one in every if _may_have_become(one, base, change)), None):
                right = (Operand(now.figure_no, sign), Operand(base.figure_no, -sign))
                yield Relation(
                    change.report_no, "difference", "places", (Operand(change.figure_no),), right, is_closed=True,
                    is_meant=False, confidence=UNCERTAIN, quote=change.quote or change.label,
                )  # fmt: skip
                break


def _is_changed(base: Figure, change: Figure) -> bool:
    """Whether a change stands behind an amount of the year before, or behind the budget of the beginning of its own."""
    is_pair = change.figure_role == CHANGE and base.figure_role == _AMOUNT and base.unit == change.unit
    is_beside = base.place.block_no == change.place.block_no and base.quote == change.quote and not is_cell(change)
    is_told = min(printed_digits(base), printed_digits(change)) >= _FEWEST_DIGITS and not (base.hedge or change.hedge)
    if not (is_pair and is_beside and is_told):
        return False
    years = base.period_year, change.period_year
    return base.basis == _INITIAL if years[0] == years[1] else None not in years and years[0] == (years[1] or 0) - 1


def _may_have_become(one: Figure, base: Figure, change: Figure) -> bool:
    """Whether an amount is of the time and the stage that a base was changed to."""
    if base.basis == _INITIAL and base.period_year == change.period_year:
        return one.basis in _ADJUSTED and one.period_year == base.period_year
    is_of_stage = (one.basis in _BUDGETS) == (base.basis in _BUDGETS)
    return is_of_stage and one.period_year == change.period_year


def _value(figure: Figure) -> Decimal:
    return figure.value or Decimal(0)
