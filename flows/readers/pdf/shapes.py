"""What is drawn on a PDF page: outlines, pictures, and text that leaves no ink."""

from collections.abc import Callable, Iterator
from ctypes import addressof, c_float, c_int, c_uint, cast
from functools import partial
from struct import Struct
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from flows.readers.layout.outlines import IDENTITY, Matrix, Point, Shape, moved, times
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

_NO_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_WHITE = 253  # of 255

PictureBox = tuple[float, float, float, float]  # left, bottom, right, top in the page's own coordinates
_MATRIX = Struct("6f")


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
        pdfium.FPDFPage_CountObjects(page), partial(object_on_page, address_of(page)), IDENTITY, unpainted
    ):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = [moved(times(_matrix(entry), matrix), x, y) for x in (0, 1) for y in (0, 1)]
            across, down = zip(*corners, strict=True)
            pictures.append((min(across), min(down), max(across), max(down)))
        else:
            shapes.extend(_shapes(entry, matrix))
    return Drawing(shapes, pictures, frozenset(unpainted))


def _objects(
    count: int, entry_at: Callable[[int], Any], matrix: Matrix, unpainted: list[int]
) -> Iterator[tuple[int, int, Matrix]]:
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
            inside = times(_matrix(address), matrix)
            parts = pdfium.FPDFFormObj_CountObjects(cast(address, pdfium.FPDF_PAGEOBJECT))
            yield from _objects(parts, partial(object_in_form, address), inside, unpainted)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield address, kind, matrix


def _matrix(address: int) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not object_matrix_of(address, addressof(matrix)):
        return IDENTITY
    a, b, c, d, e, f = _MATRIX.unpack(matrix)
    return a, b, c, d, e, f


def _shapes(path: int, outer: Matrix) -> Iterator[Shape]:
    fill, stroke = c_int(), c_int()
    if not draw_mode_of(path, addressof(fill), addressof(stroke)) or not (fill.value or stroke.value):
        return
    if _is_white(path, stroke_color_of if stroke.value else fill_color_of):
        return
    matrix = _matrix(path)
    if outer is not IDENTITY:
        matrix = times(matrix, outer)
    for outline in _outlines(path):
        points = outline if matrix == IDENTITY else [moved(matrix, x, y) for x, y in outline]
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
