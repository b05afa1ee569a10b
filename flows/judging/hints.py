"""The likely cause of a difference: the number that would mend it, and the slip that explains it."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from flows.judging.intervals import factor_of, plain_number
from flows.judging.naming import names_of
from flows.model.facts import Figure

_MOST_HINTS = 2
_NONE = Decimal(0)
_POWERS = {Decimal(10) ** exponent: exponent for exponent in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8)}


def likely_cause(parts: Sequence[tuple[int, Figure]], shortfall: Decimal, accused: Sequence[Figure] = ()) -> str:
    """Chinese words on which number would make the equation hold, '' where no single slip explains it.

    `parts` are the signed figures of left minus right; `shortfall` is what has to be added to their sum. Where other
    sums have `accused` some figures, no other one is suggested. A figure that stands alone is held against a quotient,
    which is rounded to the figure's own places.
    """
    if len(parts) == 2 and all(figure.value is not None for _, figure in parts):
        [(_, one), (_, other)] = parts
        slip = slip_between(one.value or _NONE, other.value or _NONE, one)
        first, second = names_of([one, other])[1]
        return f"{_named(first, one)}与{_named(second, other)}：{slip}" if slip else ""
    hints = []
    names = names_of([figure for _, figure in parts])[1]
    for (sign, figure), name in zip(parts, names, strict=True):
        if figure.value is None or sign == 0 or (accused and figure not in accused):
            continue
        needed = figure.value + sign * shortfall
        if len(parts) == 1:
            needed = (needed / figure.step).to_integral_value(ROUND_HALF_UP) * figure.step
        if slip := slip_between(figure.value, needed, figure):
            printed = plain_number(figure.value / factor_of(figure))
            hints.append(f"「{name}」印作 {printed}，若为 {plain_number(needed / factor_of(figure))} 则相符：{slip}")
    return "；".join(hints[:_MOST_HINTS])


def _named(name: str, figure: Figure) -> str:
    return f"「{name}」{plain_number((figure.value or _NONE) / factor_of(figure))}"


def slip_between(printed: Decimal, needed: Decimal, figure: Figure) -> str:
    """The slip that turns the needed value into the printed figure's, '' where none is known."""
    return slip(printed, needed, figure.step)


def slip(value: Decimal, needed: Decimal, step: Decimal) -> str:
    """The slip that turns the needed value into the one printed, '' where none is known.

    The digits are compared as printed: in the number's own unit, to its own places, of which one is worth `step`.
    """
    if needed <= 0 or value <= 0 or needed == value:
        return ""
    if needed / value in _POWERS:
        return _unit_slip(needed / value)
    if needed % step:
        return ""
    one, other = str(int(value / step)), str(int(needed / step))
    difference = abs(int(one) - int(other))
    if sorted(one) == sorted(other) and difference % 9 == 0:
        return "疑似数字颠倒"
    if len(one) == len(other) and len(one) > 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1:
        return "疑似一位数字录错"
    return ""


def _unit_slip(ratio: Decimal) -> str:
    exponent = abs(_POWERS[ratio])
    if exponent in (4, 8):
        return f"疑似单位错位（相差 {10**exponent} 倍，请核对元与万元、亿元）"
    return f"疑似小数点错位（相差 {10**exponent} 倍）"
