"""Units of measurement, and the intervals that hedge words make of a number."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.model.words import longest_first, read_seed

UPWARD = frozenset({"以上", "不低于", "不少于", "至少", "≥", "≧", "超", "超过", "多于", ">", "＞"})
DOWNWARD = frozenset({"以内", "以下", "不超过", "不高于", "≤", "≦", "低于", "少于", "<", "＜"})
_THOUSANDS = {"千": 1_000, "万": 10_000, "亿": 100_000_000}
_NEVER_COUNTED = frozenset({"percent", "points", "points_scored"})
ABOUT = frozenset({"约", "大约", "左右", "近约"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: its base unit, how many of those it is, and its family (money, percent, count …)."""

    name: str
    base: str
    factor: Decimal
    family: str


@cache
def units() -> dict[str, Unit]:
    """Every printed unit by its name, the price of each thing that is counted among them (元/场)."""
    printed = [Unit(row["unit"], row["base_unit"], Decimal(row["factor"]), row["family"]) for row in read_seed("units")]
    counted = [one for one in printed if one.family == "count" and one.factor == 1]
    prices = [Unit(f"元/{one.name}", f"元/{one.base}", Decimal(1), "money_rate") for one in counted]
    return {one.name: one for one in (*prices, *printed)}


@cache
def unit_named(name: str) -> Unit | None:
    """The unit that a heading or a line calls by its name, thousands of it too (万公里, 亿千瓦时); None for no unit."""
    own = units().get(name)
    counted = units().get(name[1:]) if own is None and name[:1] in _THOUSANDS else None
    if counted is None or counted.family in _NEVER_COUNTED:
        return own
    return Unit(name, counted.base, counted.factor * _THOUSANDS[name[0]], counted.family)


@cache
def unit_pattern() -> str:
    """An alternation of every unit, the longest first."""
    names = (re.escape(name) + (r"(?!\d)" if name[-1].isdigit() else "") for name in longest_first(units()))
    return "|".join(names)


def last_nonzero_place(number: Decimal) -> Decimal:
    """The worth of the last digit that is not 0: 10 for 480, 0.1 for 3.50."""
    digits, exponent = number.as_tuple().digits, int(number.as_tuple().exponent)
    for zeros, digit in enumerate(reversed(digits)):
        if digit:
            return Decimal(1).scaleb(exponent + zeros)
    return Decimal(1)


def interval(value: Decimal, place: Decimal, hedge: str) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest value that a hedged number may mean; None where there is no bound."""
    if hedge in UPWARD:
        return value, None
    if hedge in DOWNWARD:
        return None, value
    if hedge in {"余", "多", "几"}:
        return value, value + place
    if hedge in {"近", "将近"}:
        return value - place / 2, value
    return value - place / 2, value + place / 2
