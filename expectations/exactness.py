"""Amounts as whole ten-thousandths: what the warehouse stores, compared without rounding."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal

import pandas as pd

_PARTS = 10_000


def ten_thousandths(value: object) -> int | None:
    """The value times 10 000 as an int, None for a missing one; text that is no number raises ValueError.

    A float comes from drivers that have no decimal type; its shortest text is what was stored.
    """
    if value is None or value is pd.NA or value != value:
        return None
    if isinstance(value, int):
        return value * _PARTS
    try:
        amount = value if isinstance(value, Decimal) else Decimal(str(value))
        return int((amount * _PARTS).to_integral_value(ROUND_HALF_EVEN))
    except ArithmeticError as error:
        raise ValueError(f"{value!r} is no amount") from error


def whole_column(values: Iterable[object]) -> "pd.Series[int]":
    """A column of amounts as Python ints, so that no amount overflows; missing ones are None."""
    return pd.Series([ten_thousandths(value) for value in values], dtype=object)


def agrees(left: int, right: int, slack: int, relation: str) -> bool:
    """Whether two sides in ten-thousandths satisfy the relation; an unknown relation raises ValueError."""
    match relation:
        case "eq":
            return -slack <= left - right <= slack
        case "le":
            return left <= right + slack
        case "same_direction":
            return (left > 0, left < 0) == (right > 0, right < 0)
        case _:
            raise ValueError(f"unknown relation {relation!r}")
