"""Whether one slip of the pen explains a comparison that fails: a digit, two that changed places, a unit, a sign."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from math import prod

from flows.model.facts import Comparison, Term
from flows.model.printed.slips import digits, misprinted

_POWERS = tuple(Decimal(10) ** exponent for exponent in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8))
_WORTHS = frozenset(_POWERS)  # by which the last place is worth more or less, too
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
    spread = _spread(failing.terms)
    allowed = failing.slack / spread if spread else Decimal(1)
    if all(term.role == "addend" for term in failing.terms):
        return _is_mended(failing, spread, allowed)
    return any(_holds(terms, allowed) for terms in _reprinted(failing.terms))


def _is_mended(failing: Comparison, spread: Decimal, allowed: Decimal) -> bool:
    """The same of two sums, where what a number is changed by is what the gap changes by, however many there are."""
    gap = sum((term.weight * term.value for term in failing.terms), Decimal(0))
    weights: dict[int, int] = {}
    for term in failing.terms:
        if term.figure_no is not None:
            weights[term.figure_no] = weights.get(term.figure_no, 0) + term.weight
    for no, printed in _numbers(failing.terms):
        half = _half(printed)
        for value in _misprints(printed):
            share = abs(value / printed.value) if printed.value and half else Decimal(1)
            worth = share if share in _WORTHS else Decimal(1)
            if abs(gap + weights[no] * (value - printed.value)) <= allowed * (spread - half + half * worth):
                return True
    return False


def _holds(terms: Sequence[Term], allowed: Decimal) -> bool:
    """Whether the sides agree within so many times what the last places leave open."""
    left, right = (_side(terms, side) for side in _SIDES)
    return left is not None and right is not None and abs(left - right) <= allowed * _spread(terms)


def _spread(terms: Sequence[Term]) -> Decimal:
    """How far the sides may lie apart where each number is off by half of its last place."""
    total = Decimal(0)
    for side in _SIDES:
        here = [term for term in terms if term.side == side]
        divisors = [term for term in here if term.role == "divisor"]
        lower, upper = _sum(divisors), _sum([term for term in here if term.role == "dividend"])
        worth = prod((abs(term.sign * term.value) for term in here if term.role == "factor"), start=Decimal(1))
        for term in here:
            if term.role == "factor":
                total += worth / abs(term.value) * _half(term) if term.value else Decimal(0)
            elif divisors and lower:
                total += _half(term) * _HUNDRED * (abs(upper / lower) if term.role == "divisor" else 1) / abs(lower)
            else:
                total += _half(term)
    return total


def _half(term: Term) -> Decimal:
    """Half of what the last printed place is worth; nothing is exact."""
    text = digits(term.printed)
    if not text.strip(".0"):
        return Decimal(0)
    _, _, tail = text.partition(".")
    return abs(term.value / Decimal(text)).scaleb(-len(tail)) / 2


def _side(terms: Sequence[Term], side: str) -> Decimal | None:
    """What the terms of a side come to, None where they are not worked out."""
    here = [term for term in terms if term.side == side]
    roles = {term.role for term in here}
    if roles == {"addend"}:
        return _sum(here)
    if roles == {"factor"}:
        return prod((term.sign * term.value for term in here), start=Decimal(1))
    if roles == {"dividend", "divisor"}:
        lower = _sum([term for term in here if term.role == "divisor"])
        return _HUNDRED * _sum([term for term in here if term.role == "dividend"]) / lower if lower else None
    return None


def _sum(terms: Sequence[Term]) -> Decimal:
    return sum((term.sign * term.value for term in terms), Decimal(0))


def _numbers(terms: Sequence[Term]) -> Iterator[tuple[int, Term]]:
    """Each number that is a figure, once."""
    return iter({term.figure_no: term for term in terms if term.figure_no is not None}.items())


def _reprinted(terms: Sequence[Term]) -> Iterator[Sequence[Term]]:
    """The terms with one number printed otherwise, wherever that number stands among them."""
    for figure_no, printed in _numbers(terms):
        for value in _misprints(printed):
            yield [replace(term, value=value) if term.figure_no == figure_no else term for term in terms]


def _misprints(term: Term) -> Iterator[Decimal]:
    """What may have been meant."""
    yield -term.value
    yield from (term.value * power for power in _POWERS)
    text = digits(term.printed)
    if not text.strip(".0"):
        return
    worth = term.value / Decimal(text)
    yield from (worth * Decimal(other) for other in misprinted(text))
