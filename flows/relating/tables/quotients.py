"""Rates without a word: a line that is the quotient of two others near it, or the growth from one to the other."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log10

from flows.relating.tables.grid import RATES, Lines, Number
from flows.relating.tables.layouts import Layout, LayoutKind, Tried
from flows.relating.tables.runs import sample

_WINDOW = 10  # lines on each side among which two may make a rate
_PROPOSALS = 6
_MOST_LINES = 300  # of lines that nothing says are rates
_SHIFT: Mapping[LayoutKind, float] = {"ratio": 0.0, "growth": 1.0}  # growth is a quotient less one
_EPSILON = 1e-9


def quotients(lines: Lines, sequence: Sequence[int]) -> Iterator[Tried]:
    """Lines that are a quotient or a growth of two others near them, the likeliest first."""
    for index, target in enumerate(sequence):
        numbers = lines.at(target)
        if len(sequence) > _MOST_LINES and not is_of_rates(numbers):
            continue
        near = [line for line in sequence[max(index - _WINDOW, 0) : index + _WINDOW + 1] if line != target]
        votes: dict[tuple[Layout, bool], int] = {}
        for position in sample(numbers):
            for proposal in _proposed(lines, target, near, position):
                votes[proposal] = votes.get(proposal, 0) + 1
        for layout, is_percent in sorted(votes, key=lambda one: -votes[one])[:_PROPOSALS]:
            yield tried_quotient(lines, layout, is_percent=is_percent)


def is_of_rates(numbers: Mapping[int, Number]) -> bool:
    """Whether most numbers of a line are rates."""
    return 2 * sum(number.kind in RATES for number in numbers.values()) > len(numbers)


def _proposed(lines: Lines, target: int, near: Sequence[int], position: int) -> Iterator[tuple[Layout, bool]]:
    rate = lines.at(target)[position]
    values = sorted(
        (float(number.value), line) for line in near if (number := lines.at(line).get(position)) and number.value
    )
    amounts = [value for value, _ in values]
    is_whole = rate.value == rate.value.to_integral_value()
    for is_percent in (True,) if rate.unit == "%" else (True, False):
        low, high = _bounds(rate, is_percent=is_percent)
        for kind, shift in _SHIFT.items():
            if kind == "growth" and is_whole and not is_percent:
                continue  # growth by a whole multiple, and told as one, is rare
            for base, divisor in values:
                ends = sorted((base * (low + shift), base * (high + shift)))
                first = bisect_left(amounts, ends[0] - _EPSILON * abs(ends[0]))
                last = bisect_right(amounts, ends[1] + _EPSILON * abs(ends[1]))
                for _, dividend in values[first : min(last, first + _PROPOSALS)]:
                    if dividend != divisor:
                        yield Layout(kind, target, ((1, dividend), (-1, divisor))), is_percent


def tried_quotient(lines: Lines, layout: Layout, *, is_percent: bool) -> Tried:
    """The layout at every position that its three lines share; a quotient of equal or no amounts proves nothing."""
    (_, dividend), (_, divisor) = layout.parts
    uppers, lowers, rates = lines.at(dividend), lines.at(divisor), lines.at(layout.target)
    has_rates = any(rate.kind in RATES for rate in rates.values())
    threes = (
        (position, rate, uppers.get(position), lowers.get(position))
        for position, rate in rates.items()
        if rate.kind in RATES or not has_rates
    )
    return tried_threes(layout, threes, is_percent=is_percent)


def tried_threes(
    layout: Layout, threes: Iterable[tuple[int, Number, Number | None, Number | None]], *, is_percent: bool
) -> Tried:
    """The layout at each position; one rate over and over proves no more than once."""
    holds: list[int] = []
    fails: list[int] = []
    seen: set[tuple[int, int]] = set()
    rates: set[int] = set()
    against: set[tuple[int, int]] = set()
    strength = 0.0
    for position, rate, upper, lower in threes:
        if upper is None or lower is None or lower.value <= lower.half or upper.unit != lower.unit:
            continue
        if upper.kind in RATES or lower.kind in RATES:
            continue
        values = (upper.units, lower.units)
        off = steps_off(layout.kind, rate, upper, lower, is_percent=is_percent)
        if off > 0:
            if off > 1:  # the last place may be rounded up
                against.add(values)
                fails.append(position)
            continue
        holds.append(position)
        if rate.value and upper.value and upper.value != lower.value and values not in seen:
            seen.add(values)
            rates.add(rate.units)
            strength += max(log10(abs(float(rate.value)) / max(2 * float(rate.half), _EPSILON) + _EPSILON), 0.0)
    distinct = min(len(seen), len(rates))
    return Tried(layout, tuple(holds), tuple(fails), (), distinct, len(against), strength)


def steps_off(kind: LayoutKind, rate: Number, upper: Number, lower: Number, *, is_percent: bool) -> float:
    """How many units of its last place the rate lies from the quotient, 0 where rounding or cutting off explains it.

    The divisor must be above its own half unit.
    """
    scale = 100 if is_percent else 1
    shift = _SHIFT[kind]
    quotients_of = [
        (numerator / denominator - shift) * scale
        for numerator in (float(upper.value - upper.half), float(upper.value + upper.half))
        for denominator in (float(lower.value - lower.half), float(lower.value + lower.half))
    ]
    value, half = float(rate.value), float(rate.half)
    low, high = value - half, value + half
    if value >= 0:
        high = value + 2 * half
    if value <= 0:
        low = value - 2 * half
    reach = _EPSILON * (abs(value) + 1)
    distance = max(min(quotients_of) - high, low - max(quotients_of)) - reach
    return max(distance, 0.0) / max(half, _EPSILON)


def _bounds(rate: Number, *, is_percent: bool) -> tuple[float, float]:
    scale = 100 if is_percent else 1
    return float(rate.value - rate.half) / scale, float(rate.value + rate.half) / scale
