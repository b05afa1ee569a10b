"""How OFD writes numbers: lists with blanks, distances that repeat, and the outlines of paths."""

import re
from collections.abc import Iterator
from itertools import islice

from flows.readers.layout.outlines import IDENTITY, Matrix, Point

_WORD = re.compile(r"[A-Za-z](?![A-Za-z])|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_TAKEN = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # numbers that each command takes
_LONGEST_NUMBER = 40
_LARGEST = 1e9  # millimetres


def number_of(printed: str | None, otherwise: float) -> float:
    """The number, `otherwise` where it is none, or larger than anything on a page."""
    try:
        value = float(printed[:_LONGEST_NUMBER]) if printed else otherwise
    except ValueError:
        return otherwise
    return value if abs(value) < _LARGEST else otherwise


def box_of(printed: str | None) -> tuple[float, float, float, float] | None:
    """Left, top, width and height; None where they are not four numbers."""
    numbers = _numbers(printed, 4)
    return None if len(numbers) < 4 else (numbers[0], numbers[1], numbers[2], numbers[3])


def matrix_of(printed: str | None) -> Matrix:
    """The six numbers of a transformation; none at all where they are not six."""
    numbers = _numbers(printed, 6)
    if len(numbers) < 6:
        return IDENTITY
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def distances(printed: str | None, count: int) -> list[float]:
    """At most `count` distances; `g n d` among them says the distance `d` n times."""
    found: list[float] = []
    # What stands behind the last distance that is wanted is not cut into words.
    words = iter((printed or "")[: (3 * count + 3) * _LONGEST_NUMBER].replace(",", " ").split())
    while len(found) < count and (word := next(words, None)) is not None:
        if word in {"g", "G"}:
            times = int(number_of(next(words, None), 0))
            distance = number_of(next(words, None), 0)
            found.extend([distance] * max(0, min(times, count - len(found))))
        else:
            found.append(number_of(word, 0))
    return found


def outlines_of(printed: str, most: int) -> Iterator[list[Point]]:
    """The outlines of a path apart, with the points that its curves bend to; an arc parts two of them.

    No more than `most` points in all.
    """
    points: list[Point] = []
    command, numbers, count = "", list[float](), 0
    for word in (match[0] for match in (_WORD.finditer(printed) if most > 0 else ())):
        if word.isalpha():
            command, numbers = word.upper(), []
            if command == "C" and points:
                points.append(points[0])
            if command in {"M", "S"} and points:
                yield points
                points = []
            continue
        numbers.append(number_of(word, 0))
        if not command or len(numbers) < _TAKEN.get(command, 1):
            continue
        if command == "A":
            if points:
                yield points
            points = [(numbers[5], numbers[6])]
        elif command in _TAKEN:
            points.extend(zip(numbers[::2], numbers[1::2], strict=True))
        numbers = []
        count += 1
        if count > most:
            break
    if points:
        yield points


def _numbers(printed: str | None, count: int) -> list[float]:
    words = (printed or "").replace(",", " ").split()
    return [number_of(word, 0) for word in islice(words, count)]
