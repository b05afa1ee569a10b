"""A cell without a number that a sum lacks, and what it would have to hold there."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.judging.intervals import Range
from flows.judging.register import Rule
from flows.judging.sides import Signed
from flows.model.facts import Figure
from flows.model.report import Place


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell without a number that a sum lacks: where it is, and what it would need to hold there.

    `terms` are the signed figures of the sum that are printed, left minus right, each with its range in `ranges` by its
    number; `sign` is the blank's own, `model` a figure of the same column for name and unit. `is_of_constant` where the
    total is not printed but always the same.
    """

    rule: Rule
    report_no: int
    scope_name: str
    place: Place
    model: Figure
    sign: int
    needed: Range
    terms: tuple[Signed, ...]
    ranges: Mapping[int, Range]
    is_of_constant: bool = False

    @property
    def is_total(self) -> bool:
        """Whether the blank stands alone on its side, so that nothing printed is short of it."""
        return all(sign == -self.sign for sign, _ in self.terms)
