"""The ruling lines of a page, whether drawn as strokes, as thin rectangles or as outlines, and the matrices that
place what is drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

from flows.readers.layout.page import Frame, Ruling

THIN = 3.0  # what is not thicker than this is a line, however it was drawn
THICK = 6.0  # bars up to this are lines if they are long, and cover nothing

_FEWEST_DOTS = 5  # in a line
_DOT_STEP = 6.0  # from one to the next
_LONG = 15.0  # times its thickness: a bar that is a line
_STRAIGHT = 1.0  # how far the ends of an upright or level line may be out

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]  # a row times it: x' = ax + cy + e, y' = bx + dy + f
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Shape(NamedTuple):
    """One visible outline in the page's own coordinates; `is_stroked` says that its edges are drawn."""

    points: tuple[Point, ...]
    is_stroked: bool


def times(first: Matrix, second: Matrix) -> Matrix:
    """One matrix that does what the first does, then what the second does."""
    a, b, c, d, e, f = first
    (x0, y0), (x1, y1), (x2, y2) = (moved(second, x, y) for x, y in ((0, 0), (1, 0), (0, 1)))
    right, up = (x1 - x0, y1 - y0), (x2 - x0, y2 - y0)
    return (
        a * right[0] + b * up[0],
        a * right[1] + b * up[1],
        c * right[0] + d * up[0],
        c * right[1] + d * up[1],
        e * right[0] + f * up[0] + x0,
        e * right[1] + f * up[1] + y0,
    )


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """Where the matrix takes the point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def rulings_of(shapes: Iterable[Shape], frame: Frame) -> tuple[Ruling, ...]:
    """The lines of a page as it is read; shading is none, and the dots and dashes of a line are one."""
    rulings: list[Ruling] = []
    dots: list[Point] = []
    for points, is_stroked in shapes:
        placed = [frame.place(x, y) for x, y in points]
        across, down = [x for x, _ in placed], [y for _, y in placed]
        x0, x1, top, bottom = min(across), max(across), min(down), max(down)
        width, height = x1 - x0, bottom - top
        if not isfinite(width + height):
            continue
        if width <= THIN and height <= THIN:
            dots.append(((x0 + x1) / 2, (top + bottom) / 2))
        elif width <= THIN or (width <= THICK and height > _LONG * width):
            rulings.append(Ruling(True, (x0 + x1) / 2, top, bottom))
        elif height <= THIN or (height <= THICK and width > _LONG * height):
            rulings.append(Ruling(False, (top + bottom) / 2, x0, x1))
        elif is_stroked:
            rulings.extend(_edges(placed))
    if len(dots) >= _FEWEST_DOTS:
        rulings.extend(_dotted(dots))
    return tuple(rulings)


def _edges(points: Sequence[Point]) -> Iterator[Ruling]:
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ax - bx) < _STRAIGHT and abs(ay - by) > THIN:
            yield Ruling(True, (ax + bx) / 2, min(ay, by), max(ay, by))
        elif abs(ay - by) < _STRAIGHT and abs(ax - bx) > THIN:
            yield Ruling(False, (ay + by) / 2, min(ax, bx), max(ax, bx))


def _dotted(dots: Sequence[Point]) -> Iterator[Ruling]:
    """The lines that dots in a row stand for, level and upright."""
    for is_vertical in (False, True):
        ordered = sorted((round(x), y) if is_vertical else (round(y), x) for x, y in dots)
        run: list[tuple[int, float]] = []
        for dot in ordered:
            if run and (dot[0] != run[0][0] or dot[1] - run[-1][1] > _DOT_STEP):
                yield from _line_of(run, is_vertical)
                run = []
            run.append(dot)
        yield from _line_of(run, is_vertical)


def _line_of(run: Sequence[tuple[int, float]], is_vertical: bool) -> Iterator[Ruling]:
    if len(run) >= _FEWEST_DOTS:
        yield Ruling(is_vertical, run[0][0], run[0][1], run[-1][1])
