"""Whether one slip of the pen explains a comparison that fails: a digit, two that changed places, a unit, a sign."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from math import prod

from flows.model.facts import Comparison, Term
from flows.model.slips import misprinted

_POWERS = tuple(Decimal(10) ** exponent for exponent in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8))
_HUNDRED = Decimal(100)
_SIDES = ("left", "right")
_NEAR = Decimal("0.001")


def is_misprint(failing: Comparison) -> bool | None:
    """Whether the comparison holds with one of its numbers printed otherwise.

    None where its sides are no sums, quotients or products of their terms.
    """
    values = (failing.left_value, failing.right_value)
    sides = [_side(failing.terms, side) for side in _SIDES]
    for value, side in zip(values, sides, strict=True):
        if value is None or side is None or abs(side - value) > _NEAR * max(abs(value), Decimal(1)):
            return None
    return any(_holds(failing, terms) for terms in _reprinted(failing.terms))


def _holds(failing: Comparison, terms: Sequence[Term]) -> bool:
    """Whether the sides agree; what they may differ by grows with a quotient, and shrinks with it."""
    left, right = (_side(terms, side) for side in _SIDES)
    if left is None or right is None:
        return False
    worth = abs(failing.right_value or Decimal(0))
    share = min(abs(right) / worth, Decimal(1)) if worth else Decimal(1)
    return abs(left - right) <= failing.slack * share


def _side(terms: Sequence[Term], side: str) -> Decimal | None:
    """What the terms of a side come to, None where they are not worked out."""
    here = [term for term in terms if term.side == side]
    roles = {term.role for term in here}
    if roles == {"addend"}:
        return _sum(here)
    if roles == {"factor"}:
        return prod((term.value for term in here), start=Decimal(1))
    if roles == {"dividend", "divisor"}:
        lower = _sum([term for term in here if term.role == "divisor"])
        return _HUNDRED * _sum([term for term in here if term.role == "dividend"]) / lower if lower else None
    return None


def _sum(terms: Sequence[Term]) -> Decimal:
    return sum((term.sign * term.value for term in terms), Decimal(0))


def _reprinted(terms: Sequence[Term]) -> Iterator[Sequence[Term]]:
    """The terms with one number printed otherwise, wherever that number stands among them."""
    for figure_no in dict.fromkeys(term.figure_no for term in terms if term.figure_no is not None):
        printed = next(term for term in terms if term.figure_no == figure_no)
        for value in _misprints(printed):
            yield [replace(term, value=value) if term.figure_no == figure_no else term for term in terms]


def _misprints(term: Term) -> Iterator[Decimal]:
    """What may have been meant."""
    yield -term.value
    yield from (term.value * power for power in _POWERS)
    text = "".join(character for character in term.printed if character in "0123456789.")
    if not text.strip(".0"):
        return
    worth = term.value / Decimal(text)
    yield from (worth * Decimal(other) for other in misprinted(text))
