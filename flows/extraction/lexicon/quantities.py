"""A number of a text with its value, unit and hedge.

A value is a Decimal in the base unit of `units.csv`; hedge words become intervals (约480 is 475 to 485).
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from flows.extraction.lexicon.units import unit_named
from flows.model.words import remembered

SCALES = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "十万": 100_000, "百万": 1_000_000,
          "千万": 10_000_000, "亿": 100_000_000}  # fmt: skip
_BLANKS = frozenset({"", "-", "--", "—", "——", "－", "−", "/", "／", "\\", "无", "……", "…", "―", "＼"})
_CURRENCY_SIGNS = frozenset("¥￥")  # an amount of 0 is ¥- in formats of accounting
# No county's money, area or head count comes near: the digits of several numbers ran together, or of an account.
_MOST_CREDIBLE = Decimal(10) ** 17


@dataclass(frozen=True, slots=True)
class Quantity:
    """One numeric token; `start` and `end` span the number itself, `unit_end` what belongs to it.

    `value` is None for a range and for an ignored token. `step` is the worth of the last printed place.
    `marks` are the tokens of notes that stand at a number which fills its cell.
    """

    start: int
    end: int
    unit_end: int
    printed: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    hedge: str
    unit: str
    printed_unit: str
    family: str
    step: Decimal
    ignored_reason: str = ""
    note: str = ""
    marks: tuple["Quantity", ...] = ()


def ignored_token(text: str, start: int, end: int, unit_end: int, reason: str) -> Quantity:
    """A token without a value, for a named reason or, where that is '', unexplained."""
    return Quantity(start, end, unit_end, text[start:end], None, None, None, "", "", "", "", Decimal(0), reason)


def with_unit(quantity: Quantity, unit_name: str) -> Quantity:
    """The quantity in the unit that a header, caption or line names, if it carries none itself."""
    unit = unit_named(unit_name)
    if quantity.printed_unit or unit is None:
        return quantity
    scale = unit.factor
    return credible(
        replace(
            quantity,
            value=_times(quantity.value, scale),
            low=_times(quantity.low, scale),
            high=_times(quantity.high, scale),
            step=quantity.step * scale,
            unit=unit.base,
            family=unit.family,
        )
    )


def credible(quantity: Quantity) -> Quantity:
    """The quantity; where digits ran together, as in a list of accounts, one without a value."""
    value, low, high = quantity.value, quantity.low, quantity.high
    if _is_credible(value) and (low is value or _is_credible(low)) and (high is value or _is_credible(high)):
        return quantity
    return replace(quantity, value=None, low=None, high=None, step=Decimal(0), note="数字过大，未取值")


def _is_credible(bound: Decimal | None) -> bool:
    return bound is None or -_MOST_CREDIBLE <= bound <= _MOST_CREDIBLE


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def negated(quantity: Quantity) -> Quantity:
    """The quantity below zero."""
    value = quantity.value
    return replace(quantity, value=None if value is None else -value, low=None if value is None else -value,
                   high=None if value is None else -value)  # fmt: skip


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or a dash in any of its forms. A printed 0 is not blank."""
    flat = "".join(text.split())
    return (flat[1:] if flat[:1] in _CURRENCY_SIGNS else flat) in _BLANKS


@remembered
def holds_digit(text: str) -> bool:
    """Whether there is a digit in a unit, as in m2 and m²."""
    return any(map(str.isdigit, text))


def overlaps(taken: bytearray, start: int, end: int) -> bool:
    """Whether a token before has taken a character of the stretch."""
    return taken.find(1, start, end) >= 0
