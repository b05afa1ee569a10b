"""One cause, one finding: failing comparisons that one value in one cell would mend hang together.

A wrong number fails its row, its column, its change and its share at once. The comparison that tells it best leads; the
others are its consequences, and each still says that it fails.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import prod

from flows.judging.intervals import holds, rounded
from flows.judging.register import SEVERITIES
from flows.judging.sums.localization import Suspect, suspects
from flows.model.facts import Comparison, Figure, Term

_FULL = Decimal(100)


def with_causes(comparisons: Sequence[Comparison], figures: Sequence[Figure]) -> tuple[Comparison, ...]:
    """The comparisons, each consequence with the number of the one that leads it.

    The cells that mend most come first, and a comparison is the consequence of one cell only. What is worked out by a
    rule, or from words, is no consequence of a cell: whether it would hold is not known here.
    """
    accused: dict[int, Suspect] = {}
    for found in suspects(comparisons, figures).values():
        for suspect in found:
            accused.setdefault(suspect.figure.figure_no, suspect)
    open_ones = {one.comparison_no: one for one in comparisons if one.status == "fail"}
    leaders: dict[int, int] = {}
    joining: dict[int, list[_Failing]] = {}
    for failing in map(_Failing, open_ones.values()):
        for no in failing.numbers & accused.keys():
            joining.setdefault(no, []).append(failing)
    mended = {no: [one.told for one in joining.get(no, ()) if one.would_hold(of)] for no, of in accused.items()}
    for figure_no in sorted(
        accused, key=lambda no: (accused[no].left, -len(mended[no]), accused[no].improbability, no)
    ):
        group = [one for one in mended[figure_no] if one.comparison_no in open_ones]
        if len(group) > 1:
            leader, *others = sorted(group, key=lambda one: _order(one, figure_no))
            leaders |= {one.comparison_no: leader.comparison_no for one in others}
            open_ones = {no: one for no, one in open_ones.items() if one not in group}
    return tuple(replace(one, cause_no=leaders.get(one.comparison_no)) for one in comparisons)


def _order(one: Comparison, figure_no: int) -> tuple[object, ...]:
    """The most severe first, then one that starts from the cell, then the one with the fewest numbers to look at."""
    starts_here = bool(one.terms) and one.terms[0].figure_no == figure_no
    return SEVERITIES.index(one.severity), not one.is_sum, not starts_here, len(one.terms), one.comparison_no


class _Failing:
    """A failing comparison whose sums are added up once, however many cells may be the wrong one of a long total."""

    def __init__(self, told: Comparison) -> None:
        self.told = told
        self.numbers = {term.figure_no for term in told.terms if term.figure_no is not None}
        self._sides = [
            (terms := [term for term in told.terms if term.side == side], constant, _worth(terms, constant, {}))
            for side, constant in (("left", told.left_value), ("right", told.right_value))
        ]
        self._signed: dict[tuple[str, int], list[Term]] = {}
        for term in told.terms:
            if term.figure_no is not None:
                self._signed.setdefault((term.side, term.figure_no), []).append(term)

    def would_hold(self, suspect: Suspect) -> bool:
        """Whether it holds once the suspect's cell prints what it should."""
        left, right = (self._changed(suspect, side) for side in (0, 1))
        if left is None or right is None or self.told.relation not in ("eq", "le"):
            return False
        return holds(rounded(left), rounded(right), self.told.slack, self.told.relation)

    def _changed(self, suspect: Suspect, side: int) -> Decimal | None:
        """What a side comes to with the needed number in the cell."""
        terms, constant, worth = self._sides[side]
        number = suspect.figure.figure_no
        own = self._signed.get((("left", "right")[side], number), [])
        if not own:
            return worth
        if worth is not None and all(term.role == "addend" for term in own):
            return worth + sum((term.sign * (suspect.needed - term.value) for term in own), Decimal(0))
        return _worth(terms, constant, {number: suspect.needed})


def _worth(terms: Sequence[Term], constant: Decimal | None, changed: Mapping[int, Decimal]) -> Decimal | None:
    """What a side comes to with the changed numbers, None where its numbers do not make it up; a side without numbers
    stays what it is.
    """
    if not terms:
        return constant
    roles = {term.role for term in terms}
    values = {
        role: [_value(term, changed) for term in terms if term.role == role]
        for role in ("addend", "dividend", "divisor", "factor")
    }
    if any(term.figure_no is None or term.document_id for term in terms):
        return None
    if roles == {"addend"}:
        return sum(values["addend"], Decimal(0))
    if roles == {"factor"}:
        return prod(values["factor"], start=Decimal(1))
    if roles == {"dividend", "divisor"} and (base := sum(values["divisor"], Decimal(0))):
        return _FULL * sum(values["dividend"], Decimal(0)) / base
    return None


def _value(term: Term, changed: Mapping[int, Decimal]) -> Decimal:
    return term.sign * (changed.get(term.figure_no, term.value) if term.figure_no is not None else term.value)
