"""The sides of comparisons worked out anew from the numbers as printed, by what their terms say they are."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from math import prod
from typing import Any

import pandas as pd

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
        values = [term["sign"] * Fraction(term["value"]) for term in terms]  # 12 months, and nobody prints how many
        least = prod((max(value - _UNSTORED, Fraction()) for value in values), start=Fraction(1))
        most = prod((value + _UNSTORED for value in values), start=Fraction(1))
        return round(least * _PARTS), round(most * _PARTS)
    return None


def _total(terms: list[Mapping[Any, Any]], role: str) -> tuple[Fraction, Fraction]:
    values = [term["sign"] * Fraction(term["value"]) for term in terms if term["role"] == role]
    middle, doubt = sum(values, Fraction()), _UNSTORED * len(values)
    return middle - doubt, middle + doubt
