"""References of a workbook's XML: places, areas and numbers."""

import re

from flows.readers.sheets.paper import Area

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def place_of(reference: str | None) -> tuple[int, int] | None:
    """Row and column of a reference as B5, counted from 0; None where it is missing or broken."""
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)) - 1, column - 1


def area_of(reference: str) -> Area | None:
    """What a reference as B5:C7 spans, None for any other."""
    first, _, last = reference.partition(":")
    start, end = place_of(first), place_of(last)
    if start is None or end is None or start > end or start[1] > end[1] or start[0] < 0:
        return None
    return Area(*start, *end)


def index_of(printed: str | None, otherwise: int = -1) -> int:
    """A number as an attribute gives it; a broken one is none that exists."""
    return int(printed) if printed and printed.isascii() and printed.isdigit() and len(printed) < 10 else otherwise


def letters_of(column: int) -> str:
    """The name of a column that counts from 0: 0 is A, 26 is AA."""
    name = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name
