"""The ruling lines of a PDF page, whether drawn as strokes, as thin rectangles or as outlines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import addressof, c_float, c_int, c_uint, cast
from functools import partial
from itertools import pairwise
from math import isfinite
from struct import Struct
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from flows.readers.layout.page import Frame, Ruling
from flows.readers.pdf.calls import (
    address_of,
    draw_mode_of,
    fill_color_of,
    is_closing,
    kind_of,
    object_in_form,
    object_matrix_of,
    object_on_page,
    point_of,
    render_mode_of,
    segment_count,
    segment_kind,
    segment_of,
    stroke_color_of,
)

THIN = 3.0  # what is not thicker than this is a line, however it was drawn

_FEWEST_DOTS = 5  # in a line
_DOT_STEP = 6.0  # from one to the next
_THICK = 6.0  # bars up to this are lines too if they are long
_LONG = 15.0  # times their thickness
_NO_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_WHITE = 253  # of 255
_STRAIGHT = 1.0  # how far the ends of an upright or level line may be out

Point = tuple[float, float]
PictureBox = tuple[float, float, float, float]  # left, bottom, right, top in the page's own coordinates
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)
_MATRIX = Struct("6f")


class Shape(NamedTuple):
    """One visible outline in the page's own coordinates; `is_stroked` says that its edges are drawn."""

    points: tuple[Point, ...]
    is_stroked: bool


class Drawing(NamedTuple):
    """What is drawn on a page: its visible outlines, white ones left out, and where its pictures are.

    `unpainted` are the addresses of text objects that leave no ink.
    """

    shapes: list[Shape]
    pictures: list[PictureBox]
    unpainted: frozenset[int]


def drawing_on(page: Any) -> Drawing:
    """All that is on a page but its visible text."""
    shapes: list[Shape] = []
    pictures: list[PictureBox] = []
    unpainted: list[int] = []
    for entry, kind, matrix in _objects(
        pdfium.FPDFPage_CountObjects(page), partial(object_on_page, address_of(page)), _IDENTITY, unpainted
    ):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = [_moved(_times(_matrix(entry), matrix), x, y) for x in (0, 1) for y in (0, 1)]
            across, down = zip(*corners, strict=True)
            pictures.append((min(across), min(down), max(across), max(down)))
        else:
            shapes.extend(_shapes(entry, matrix))
    return Drawing(shapes, pictures, frozenset(unpainted))


def _objects(
    count: int, entry_at: Callable[[int], Any], matrix: _Matrix, unpainted: list[int]
) -> Iterator[tuple[int, int, _Matrix]]:
    """Addresses of outlines and pictures with the matrix that they are drawn in, those inside forms too; text that
    leaves no ink is added to `unpainted`.
    """
    for index in range(count):
        address = entry_at(index)
        kind = kind_of(address)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if render_mode_of(address) in _NO_INK:
                unpainted.append(address)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            inside = _times(_matrix(address), matrix)
            parts = pdfium.FPDFFormObj_CountObjects(cast(address, pdfium.FPDF_PAGEOBJECT))
            yield from _objects(parts, partial(object_in_form, address), inside, unpainted)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield address, kind, matrix


def _matrix(address: int) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not object_matrix_of(address, addressof(matrix)):
        return _IDENTITY
    a, b, c, d, e, f = _MATRIX.unpack(matrix)
    return a, b, c, d, e, f


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    """One matrix that does what the first does, then what the second does."""
    a, b, c, d, e, f = first
    (x0, y0), (x1, y1), (x2, y2) = (_moved(second, x, y) for x, y in ((0, 0), (1, 0), (0, 1)))
    right, up = (x1 - x0, y1 - y0), (x2 - x0, y2 - y0)
    return (
        a * right[0] + b * up[0],
        a * right[1] + b * up[1],
        c * right[0] + d * up[0],
        c * right[1] + d * up[1],
        e * right[0] + f * up[0] + x0,
        e * right[1] + f * up[1] + y0,
    )


def _moved(matrix: _Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _shapes(path: int, outer: _Matrix) -> Iterator[Shape]:
    fill, stroke = c_int(), c_int()
    if not draw_mode_of(path, addressof(fill), addressof(stroke)) or not (fill.value or stroke.value):
        return
    if _is_white(path, stroke_color_of if stroke.value else fill_color_of):
        return
    matrix = _matrix(path)
    if outer is not _IDENTITY:
        matrix = _times(matrix, outer)
    for outline in _outlines(path):
        points = outline if matrix == _IDENTITY else [_moved(matrix, x, y) for x, y in outline]
        yield Shape(tuple(points), bool(stroke.value))


def _is_white(path: int, color_of: Callable[..., int]) -> bool:
    color = (c_uint * 4)()
    at = addressof(color)
    if not color_of(path, at, at + 4, at + 8, at + 12):
        return False
    red, green, blue, alpha = color
    return not alpha or min(red, green, blue) >= _WHITE


def _outlines(path: int) -> Iterator[list[Point]]:
    """The path's outlines apart, each closed if the file closes it."""
    x, y = c_float(), c_float()
    at_x, at_y = addressof(x), addressof(y)
    points: list[Point] = []
    for index in range(segment_count(path)):
        segment = segment_of(path, index)
        if not point_of(segment, at_x, at_y):
            continue
        if segment_kind(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if is_closing(segment):
            points.append(points[0])
    if points:
        yield points


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
        elif width <= THIN or (width <= _THICK and height > _LONG * width):
            rulings.append(Ruling(True, (x0 + x1) / 2, top, bottom))
        elif height <= THIN or (height <= _THICK and width > _LONG * height):
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
