"""The sides of comparisons worked out anew from the numbers as printed, by what their terms say they are."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import prod
from typing import Any

import pandas as pd

from expectations.exactness import ten_thousandths

_PER_CENT = 100
_PARTS = 10_000
# A value is stored to eight decimals: of a number printed with more, this much may be missing.
_UNSTORED = Fraction(1, 2 * 10**8)

SideKey = tuple[str, str]
Bounds = tuple[int, int]


def printed_sides(terms: pd.DataFrame) -> Mapping[SideKey, Bounds]:
    """What addends add up to, dividends over divisors come to in per cent, or factors make, in ten-thousandths, by
    comparison and side: the least and the most that it may be, which are one where eight decimals hold all that is
    printed.

    A side that was worked out in another way (points by a rule), or of which a value is missing, is left out.
    """
    rows = terms.sort_values(["comparison_id", "side"]).to_dict("records")
    sides = groupby(rows, key=lambda row: (row["comparison_id"], row["side"]))
    return {key: worth for key, own in sides if (worth := _worth(list(own))) is not None}


def _worth(terms: list[Mapping[Any, Any]]) -> Bounds | None:
    roles = {term["role"] for term in terms}
    if any(pd.isna(term["value"]) for term in terms):
        return None
    if roles == {"addend"}:
        least, most = _total(terms, "addend")
        return round(least * _PARTS), round(most * _PARTS)
    if roles == {"dividend", "divisor"} and (divisors := _total(terms, "divisor"))[0] > 0:
        corners = [upper / lower for upper in _total(terms, "dividend") for lower in divisors]
        return round(min(corners) * _PER_CENT * _PARTS), round(max(corners) * _PER_CENT * _PARTS)
    if roles == {"factor"} and all(term["value"] >= 0 for term in terms):
        values = [Fraction(term["value"]) for term in terms]
        least = prod((max(value - _UNSTORED, Fraction()) for value in values), start=Fraction(1))
        most = prod((value + _UNSTORED for value in values), start=Fraction(1))
        return round(least * _PARTS), round(most * _PARTS)
    return None


def _total(terms: list[Mapping[Any, Any]], role: str) -> tuple[Fraction, Fraction]:
    values = [term["sign"] * Fraction(term["value"]) for term in terms if term["role"] == role]
    middle, doubt = sum(values, Fraction()), _UNSTORED * len(values)
    return middle - doubt, middle + doubt


def disagreements(terms: pd.DataFrame, comparisons: pd.DataFrame) -> Iterator[str]:
    """The decided sides that the printed numbers do not make up, to the four decimals that are stored."""
    sides = printed_sides(terms)
    for row in comparisons.itertuples(index=False):
        for side, name, stored in (("left", "左边", row.left_value), ("right", "右边", row.right_value)):
            bounds, kept = sides.get((str(row.comparison_id), side)), ten_thousandths(stored)
            if bounds is not None and kept is not None and not bounds[0] <= kept <= bounds[1]:
                again = Decimal(bounds[0]) / _PARTS
                yield f"{row.rule_code} 比对 {row.comparison_id} 的{name}为 {stored}，按所印各项重算为 {again}"
