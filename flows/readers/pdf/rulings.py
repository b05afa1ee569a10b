"""The ruling lines of a PDF page, whether drawn as strokes, as thin rectangles or as outlines."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import isfinite

from flows.readers.layout.page import Frame, Ruling
from flows.readers.pdf.shapes import THICK, Point, Shape

THIN = 3.0  # what is not thicker than this is a line, however it was drawn

_FEWEST_DOTS = 5  # in a line
_DOT_STEP = 6.0  # from one to the next
_LONG = 15.0  # times its thickness: a bar that is a line
_STRAIGHT = 1.0  # how far the ends of an upright or level line may be out


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
