"""Comparisons as edits in the sense of Fellegi and Holt (1976): what each asks of the figures it is linear in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from flows.model.facts import Comparison

_NONE = Decimal(0)
_INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Edit:
    """A comparison that is linear in its figures: `gap`, left minus right, may be up to `slack`, and in a sum down to
    its negative. `signs` holds how often each figure, by its number, counts to the left.
    """

    number: int
    signs: Mapping[int, int]
    gap: Decimal
    slack: Decimal
    is_sum: bool
    holds: bool

    @property
    def room(self) -> tuple[Decimal, Decimal]:
        """How much may be added to the left side, at least and at most, for the edit to hold."""
        return (-self.slack if self.is_sum else -_INFINITY) - self.gap, self.slack - self.gap

    def bounds(self, figure_no: int, printed: Decimal) -> tuple[Decimal, Decimal]:
        """What the figure may be for the edit to hold, the others being as they are."""
        sign = self.signs[figure_no]
        ends = [printed + end / sign for end in self.room]
        return min(ends), max(ends)


def edit_of(comparison: Comparison) -> Edit | None:
    """The comparison as an edit, None where it is not linear (rates, points), lacks a term or its terms cancel out."""
    if comparison.relation not in ("eq", "le") or comparison.left_value is None or comparison.right_value is None:
        return None
    if len(comparison.terms) < 2 or any(term.figure_no is None for term in comparison.terms) or not comparison.is_sum:
        return None
    gap = comparison.left_value - comparison.right_value
    signs: dict[int, int] = {}
    for term in comparison.terms:
        if term.figure_no is not None:
            signs[term.figure_no] = signs.get(term.figure_no, 0) + term.weight
    signs = {figure_no: sign for figure_no, sign in signs.items() if sign}
    is_sum, holds = comparison.relation == "eq", comparison.status == "pass"
    return Edit(comparison.comparison_no, signs, gap, comparison.slack, is_sum, holds) if signs else None
