"""Units of measurement, and the intervals that hedge words make of a number."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.model.words import longest_first, read_seed

UPWARD = frozenset({"以上", "不低于", "不少于", "至少", "≥", "≧", "超", "超过", "多于", ">", "＞"})
DOWNWARD = frozenset({"以内", "以下", "不超过", "不高于", "≤", "≦", "低于", "少于", "<", "＜"})
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
    """Every printed unit by its name."""
    return {
        row["unit"]: Unit(row["unit"], row["base_unit"], Decimal(row["factor"]), row["family"])
        for row in read_seed("units")
    }


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
