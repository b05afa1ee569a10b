"""What a slip of the pen makes of a number: a digit that is another, or two that changed places."""

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

_DIGITS = "0123456789"
_PRINTED = f"{_DIGITS}."
_FEWEST_DIGITS = 3  # of a number in which one is wrong: of a shorter one the others say too little


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


def turned_values(printed: str, value: Decimal, *, apart: int) -> list[Decimal]:
    """What a number may have been before two of its digits changed places: other values of as many digits."""
    text = digits(printed)
    if not text.strip(".0"):
        return []
    worth = value / Decimal(text)
    others = dict.fromkeys(other for other in turned(text, apart=apart) if other != text)
    return [worth * Decimal(other) for other in others if other.startswith("0") == text.startswith("0")]


def _places(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if character in _DIGITS]
