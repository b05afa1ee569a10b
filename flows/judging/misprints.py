"""Whether one slip of the pen explains a comparison that fails: a digit, two that changed places, a unit, a sign."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import prod

from flows.model.facts import Comparison, Term
from flows.model.printed.slips import digits, misprinted

_POWERS = tuple(Decimal(10) ** exponent for exponent in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8))
_HUNDRED = Decimal(100)
_SIDES = ("left", "right")
_NEAR = Decimal("0.001")


Halves = Mapping[int, Decimal]  # how far each number may be off by what its last place leaves open


def is_misprint(failing: Comparison, exact: Collection[int] = ()) -> bool | None:
    """Whether the comparison holds with one of its numbers printed otherwise; `exact` are those that count things.

    None where its sides are no sums, quotients or products of their terms.
    """
    values = (failing.left_value, failing.right_value)
    sides = [_side(failing.terms, side) for side in _SIDES]
    for value, side in zip(values, sides, strict=True):
        if value is None or side is None or abs(side - value) > _NEAR * max(abs(value), Decimal(1)):
            return None
    halves = {no: Decimal(0) if no in exact else _half(term) for no, term in _numbers(failing.terms)}
    spread = _spread(failing.terms, halves)
    allowed = failing.slack / spread if spread else Decimal(1)
    if all(term.role == "addend" for term in failing.terms):
        return _is_mended(failing, halves, spread, allowed)
    return any(_holds(terms, allowed, known) for terms, known in _reprinted(failing.terms, halves))


def _is_mended(failing: Comparison, halves: Halves, spread: Decimal, allowed: Decimal) -> bool:
    """The same of two sums, where what a number is changed by is what the gap changes by, however many there are."""
    gap = sum((term.weight * term.value for term in failing.terms), Decimal(0))
    weights: dict[int, int] = {}
    for term in failing.terms:
        if term.figure_no is not None:
            weights[term.figure_no] = weights.get(term.figure_no, 0) + term.weight
    for no, printed in _numbers(failing.terms):
        half = halves[no]
        for value, worth in _misprints(printed):
            if abs(gap + weights[no] * (value - printed.value)) <= allowed * (spread - half + half * worth):
                return True
    return False


def _holds(terms: Sequence[Term], allowed: Decimal, halves: Halves) -> bool:
    """Whether the sides agree within so many times what the last places leave open."""
    left, right = (_side(terms, side) for side in _SIDES)
    return left is not None and right is not None and abs(left - right) <= allowed * _spread(terms, halves)


def _spread(terms: Sequence[Term], halves: Halves) -> Decimal:
    """How far the sides may lie apart where each number is off by half of its last place."""
    total = Decimal(0)
    for side in _SIDES:
        here = [term for term in terms if term.side == side]
        divisors = [term for term in here if term.role == "divisor"]
        lower, upper = _sum(divisors), _sum([term for term in here if term.role == "dividend"])
        product = prod((abs(term.sign * term.value) for term in here if term.role == "factor"), start=Decimal(1))
        for term in here:
            half = _half(term) if term.figure_no is None else halves[term.figure_no]
            if term.role == "factor":
                total += product / abs(term.value) * half if term.value else Decimal(0)
            elif divisors and lower:
                total += half * _HUNDRED * (abs(upper / lower) if term.role == "divisor" else 1) / abs(lower)
            else:
                total += half
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


def _reprinted(terms: Sequence[Term], halves: Halves) -> Iterator[tuple[Sequence[Term], Halves]]:
    """The terms with one number printed otherwise, wherever that number stands among them."""
    for figure_no, printed in _numbers(terms):
        for value, worth in _misprints(printed):
            told = [replace(term, value=value) if term.figure_no == figure_no else term for term in terms]
            yield told, {**halves, figure_no: halves[figure_no] * worth}


def _misprints(term: Term) -> Iterator[tuple[Decimal, Decimal]]:
    """What may have been meant, and how many times as much its last place is worth then."""
    yield -term.value, Decimal(1)
    yield from ((term.value * power, power) for power in _POWERS)
    text = digits(term.printed)
    if not text.strip(".0"):
        return
    worth = term.value / Decimal(text)
    yield from ((worth * Decimal(other), Decimal(1)) for other in misprinted(text))
