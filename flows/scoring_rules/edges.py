"""Where bands of one rule meet: each ends where the next begins, and an edge belongs to whom the text gives it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from flows.scoring_rules.conditions import Bounds

_ZERO = Decimal(0)


def settled(bounds: Sequence[Bounds]) -> list[Bounds]:
    """The bounds without overlap as far as the text tells, in their order."""
    apart = [_apart(one, bounds) for one in bounds]
    given = [_given(one, [other for other in apart if other is not one]) for one in apart]
    return [_closed(one, given) for one in given]


def _apart(one: Bounds, every: Sequence[Bounds]) -> Bounds:
    """Bounds that end where the next begin: beside 90%以上, 80%以上 means up to 90 %."""
    if one.high is None and one.low is not None:
        low = one.low
        above = [other for other in every if other.low is not None and other.low > low]
        if above:
            nearest = min(above, key=lambda other: other.low or _ZERO)
            return replace(one, high=nearest.low, has_high=not nearest.has_low)
    if one.low is None and one.high is not None:
        high = one.high
        below = [other for other in every if other.high is not None and other.high < high]
        if below:
            nearest = max(below, key=lambda other: other.high or _ZERO)
            return replace(one, low=nearest.high, has_low=not nearest.has_high)
    return one


def _given(one: Bounds, others: Sequence[Bounds]) -> Bounds:
    """Bounds without an edge that only habit counts in, where others that say so have it: 5%-10%(含10%), 10%以上."""
    if one.is_said:
        return one
    said = [other for other in others if other.is_said]
    has_low = one.has_low and not any(other.high == one.low and other.has_high for other in said)
    has_high = one.has_high and not any(other.low == one.high and other.has_low for other in said)
    return replace(one, has_low=has_low, has_high=has_high)


def _closed(one: Bounds, every: Sequence[Bounds]) -> Bounds:
    """Bounds from one number to another with an end that belongs to none: 95%(含)-100%, where 100 % is the most."""
    if one.low is None or one.high is None or one.has_high or any(_holds(other, one.high) for other in every):
        return one
    return replace(one, has_high=True) if all(other.low != one.high for other in every) else one


def _holds(bounds: Bounds, value: Decimal) -> bool:
    is_above = bounds.low is None or value > bounds.low or (value == bounds.low and bounds.has_low)
    is_below = bounds.high is None or value < bounds.high or (value == bounds.high and bounds.has_high)
    return is_above and is_below
