"""Printed numbers as intervals, and the one place that decides whether a comparison holds.

A number printed with d decimals means anything within half a unit of its last place; a hedge word widens
that. Sides and slack are kept to four decimals, so that whoever reads them back comes to the same verdict.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from functools import cache

from flows.model.facts import Figure
from flows.model.words import read_seed

FINEST = Decimal("0.0001")
_HUNDRED = Decimal(100)
_PERCENT = "%"
_MONEY = "元"
_ALWAYS_ROUNDED = 100_000_000
_IN_SENTENCES = ("sentences",)
_AVERAGE = "per_head"  # 5人 a group is rounded, 225人 are not


@dataclass(frozen=True, slots=True)
class Range:
    """A value and the bounds within which the true one lies; a bound may be infinite."""

    value: Decimal
    low: Decimal
    high: Decimal

    def times(self, sign: int) -> "Range":
        """The range with its sign (1, 0 or -1) applied."""
        if sign == 0:
            return exact(Decimal(0))
        return self if sign > 0 else Range(-self.value, -self.high, -self.low)

    def plus(self, other: "Range") -> "Range":
        """The sum of two ranges."""
        return Range(self.value + other.value, self.low + other.low, self.high + other.high)

    @property
    def is_finite(self) -> bool:
        """Whether both bounds are numbers."""
        return self.low.is_finite() and self.high.is_finite()


def exact(value: Decimal) -> Range:
    """A value without any doubt."""
    return Range(value, value, value)


def total(ranges: Iterable[Range]) -> Range:
    """The sum of ranges, 0 for none."""
    result = exact(Decimal(0))
    for one in ranges:
        result = result.plus(one)
    return result


def product(ranges: Iterable[Range]) -> Range:
    """The product of ranges of which none is negative, 1 for none."""
    result = exact(Decimal(1))
    for one in ranges:
        result = Range(result.value * one.value, result.low * max(one.low, Decimal(0)), result.high * one.high)
    return result


def percentage(part: Range, whole: Range) -> Range | None:
    """Part of whole in per cent; None where the whole may be 0 or negative, or a side is unbounded."""
    if whole.low <= 0 or not (part.is_finite and whole.is_finite):
        return None
    corners = [_HUNDRED * one / other for one in (part.low, part.high) for other in (whole.low, whole.high)]
    return Range(_HUNDRED * part.value / whole.value, min(corners), max(corners))


def cut_off(printed: Range, step: Decimal, against: Range) -> Range:
    """The range of a number that may have been cut off instead of rounded: up to one unit of its last place more, away
    from 0; short of it where what it is compared `against` is exact.
    """
    reach = step if against.low < against.high else step - FINEST
    up = printed.value + reach if printed.value >= 0 else printed.high
    down = printed.value - reach if printed.value <= 0 else printed.low
    return Range(printed.value, min(printed.low, down), max(printed.high, up))


def rounded(value: Decimal) -> Decimal:
    """A side as it is stored, to four decimals."""
    return value.quantize(FINEST, ROUND_HALF_EVEN)


def slack_between(left: Range, right: Range, relation: str) -> Decimal:
    """How far the sides may lie apart before rounding and hedges no longer explain it."""
    gap = right.value - left.value
    if relation == "le":
        slack = (left.value - left.low) + (right.high - right.value)
    elif gap >= 0:
        slack = (left.high - left.value) + (right.value - right.low)
    else:
        slack = (left.value - left.low) + (right.high - right.value)
    if not slack.is_finite():
        slack = abs(gap)  # an open bound allows any difference in its direction, and no column holds infinity
    return slack.quantize(FINEST, ROUND_CEILING)


def holds(left: Decimal, right: Decimal, slack: Decimal, relation: str) -> bool:
    """Whether the stored sides agree: eq within the slack, le up to it, same_direction by signs."""
    if relation == "eq":
        return abs(left - right) <= slack
    if relation == "le":
        return left - right <= slack
    if relation == "same_direction":
        return (left > 0) - (left < 0) == (right > 0) - (right < 0)
    raise ValueError(f"unknown relation {relation!r}")


def agree(left: Range, right: Range) -> bool:
    """Whether two ranges are one value once they are stored: rounding and hedges explain what lies between them."""
    return holds(rounded(left.value), rounded(right.value), slack_between(left, right, "eq"), "eq")


def holds_exactly(left: Decimal, right: Decimal, relation: str) -> bool:
    """Whether the sides agree without any slack."""
    return holds(left, right, Decimal(0), relation)


def decimals(printed: str) -> int:
    """The digits that stand behind the decimal point."""
    _, point, tail = printed.translate(str.maketrans("．０１２３４５６７８９", ".0123456789")).strip().partition(".")
    return sum(1 for character in tail if character.isdigit()) if point else 0


def plain_number(value: Decimal) -> str:
    """A number without an exponent and without idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def factor_of(figure: Figure) -> Decimal:
    """What one printed unit is worth in the base unit: 10000 for 万元."""
    return figure.step.scaleb(decimals(figure.printed))


@cache
def _counted_units() -> frozenset[str]:
    return frozenset(row["base_unit"] for row in read_seed("units") if row["family"] in ("count", "points_scored"))


def is_counted(figure: Figure) -> bool:
    """Whether the number counts whole things or points: 162 人 is exactly 162, while 1.4 万人 is rounded."""
    return figure.unit in _counted_units() and factor_of(figure) == 1


class Precision:
    """How finely each figure is known: to the finest place printed in its table or sentence and unit.

    Money in sentences is known to the place that most of its amounts in that unit print in the report, those without
    decimals left out: 8万元 beside 12.35万元 has lost its zeros, while one amount with four places says nothing of the
    others. An amount in 亿元 is always rounded. A percentage is known to its own last place: writers round one to 14%
    beside another of 99.72%.
    """

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._finest: dict[tuple[object, ...], Decimal] = {}
        printed: dict[tuple[object, ...], list[Decimal]] = {}
        for figure in figures:
            key = self._key(figure)
            if key[1] == _IN_SENTENCES:
                printed.setdefault(key, []).append(figure.step)
            else:
                self._finest[key] = min(figure.step, self._finest.get(key, figure.step))
        for key, steps in printed.items():
            whole = key[-1]
            fractions = sorted(step for step in steps if step != whole)
            self._finest[key] = fractions[(len(fractions) - 1) // 2] if fractions else min(steps)

    @staticmethod
    def _key(figure: Figure) -> tuple[object, ...]:
        place = figure.place
        if place.table_no is not None and figure.figure_kind not in ("prose", "percentage"):
            where: tuple[object, ...] = ("table", place.table_no)
        elif figure.unit == _MONEY and factor_of(figure) < _ALWAYS_ROUNDED:
            where = _IN_SENTENCES
        else:
            where = (place.block_no, place.row_no, place.column_no, figure.quote)
        return (figure.report_no, where, figure.unit, factor_of(figure))

    def range_of(self, figure: Figure) -> Range:
        """The interval a printed figure stands for; a figure without a value is no operand and raises."""
        if figure.value is None:
            raise ValueError(f"figure {figure.figure_no} has no single value")
        if figure.hedge and (figure.value_low, figure.value_high) != (figure.value, figure.value):
            low = Decimal("-Infinity") if figure.value_low is None else figure.value_low
            high = Decimal("Infinity") if figure.value_high is None else figure.value_high
            if low.is_finite() or high.is_finite():
                return Range(figure.value, min(low, figure.value), max(high, figure.value))
        if is_counted(figure) and figure.figure_role != _AVERAGE:
            return exact(figure.value)
        is_alone = figure.unit == _PERCENT or figure.figure_role == _AVERAGE
        usual = figure.step if is_alone else self._finest.get(self._key(figure), figure.step)
        half = min(figure.step, usual) / 2
        return Range(figure.value, figure.value - half, figure.value + half)
