"""What a worksheet is referred to by: places, areas and numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the sheet; all four edges belong to it and count from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, other: "Area") -> bool:
        """Whether the other one lies inside."""
        return (
            self.top <= other.top
            and self.left <= other.left
            and other.bottom <= self.bottom
            and other.right <= self.right
        )

    def holds_place(self, row: int, column: int) -> bool:
        """Whether the cell at this place lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def cut(self, top: int, left: int, bottom: int, right: int) -> "Area":
        """What of it lies between these edges."""
        return Area(max(self.top, top), max(self.left, left), min(self.bottom, bottom), min(self.right, right))

    def __str__(self) -> str:
        """As the worksheet calls it: B5:D7, a single cell B5."""
        ends = dict.fromkeys(
            f"{letters_of(column)}{row + 1}" for row, column in ((self.top, self.left), (self.bottom, self.right))
        )
        return ":".join(ends)


def areas_of(places: Iterable[tuple[int, int]]) -> list[Area]:
    """The areas that cells next to each other make, from top to bottom: those of a row first, then rows alike."""
    found: dict[tuple[int, int], list[Area]] = {}
    for area in _runs(places):
        above = found.setdefault((area.left, area.right), [])
        if above and above[-1].bottom == area.top - 1:
            area = Area(above.pop().top, area.left, area.bottom, area.right)
        above.append(area)
    return sorted((area for areas in found.values() for area in areas), key=lambda area: (area.top, area.left))


def _runs(places: Iterable[tuple[int, int]]) -> Iterator[Area]:
    """The cells of each row that stand side by side, row by row."""
    first = last = None
    for row, column in sorted(places):
        if first and last == (row, column - 1):
            last = row, column
            continue
        if first and last:
            yield Area(*first, *last)
        first = last = row, column
    if first and last:
        yield Area(*first, *last)


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
