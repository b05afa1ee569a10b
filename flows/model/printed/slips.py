"""What a slip of the pen makes of a number: a digit that is another, or two that changed places."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

T = TypeVar("T")
WRONG_UNITS = tuple(Decimal(10) ** exponent for exponent in (-4, -1, 1, 4))  # 万元 for 元, a point that slid

_DIGITS = "0123456789"
_PRINTED = f"{_DIGITS}."
_ACCIDENTS, _SPREAD = Decimal("0.04"), 4  # of one search at most; powers of e between the numbers of a document
_FEWEST_DIGITS = 3  # of a number in which one is wrong: of a shorter one the others say too little


@dataclass(frozen=True, slots=True)
class Tried(Generic[T]):
    """A reading with whether it fits by each slip of one of its numbers, and which share of the numbers of its size it
    would fit.
    """

    reading: T
    fits: Sequence[bool]
    width: Decimal


def digits(printed: str) -> str:
    """The digits and the point that are printed, those of full width as the others."""
    return "".join(one for one in unicodedata.normalize("NFKC", printed) if one in _PRINTED)


def misprinted(text: str) -> Iterator[str]:
    """The printed digits with one of them changed, or two in each other's place; a first 0 stays, and none comes."""
    others = list(turned(text))
    if len(text.replace(".", "").lstrip("0")) >= _FEWEST_DIGITS:
        others += [text[:at] + digit + text[at + 1 :] for at in _places(text) for digit in _DIGITS if digit != text[at]]
    yield from (other for other in others if other.startswith("0") == text.startswith("0"))


def turned(text: str, *, apart: int | None = None) -> Iterator[str]:
    """The printed digits with two in each other's place, that are no further than so many digits apart."""
    places = _places(text)
    for first, at in enumerate(places):
        for other in places[first + 1 : None if apart is None else first + 1 + apart]:
            swapped = list(text)
            swapped[at], swapped[other] = swapped[other], swapped[at]
            yield "".join(swapped)


def turned_values(printed: str, value: Decimal, *, apart: int, fewest: int = 2) -> list[Decimal]:
    """What a number may have been before two of its digits changed places: other values of as many digits.

    None for a number of fewer digits than `fewest`.
    """
    text = digits(printed)
    if not text.strip(".0") or len(text.replace(".", "")) < fewest:
        return []
    worth = value / Decimal(text)
    others = dict.fromkeys(other for other in turned(text, apart=apart) if other != text)
    return [worth * Decimal(other) for other in others if other.startswith("0") == text.startswith("0")]


def hardly_by_accident(tried: Iterable[Tried[T]], most: Decimal = _ACCIDENTS) -> T | None:
    """The one reading that a slip explains; None where several do, or where so many were tried that one had to fit."""
    found: list[T] = []
    accidents = Decimal(0)
    for one in tried:
        accidents += len(one.fits) * one.width / _SPREAD
        if any(one.fits):
            found.append(one.reading)
    return found[0] if len(found) == 1 and accidents <= most else None


def _places(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if character in _DIGITS]
