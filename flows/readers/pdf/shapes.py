"""What is drawn on a PDF page: outlines, pictures, texts by how they are painted, and what covers them."""

from collections.abc import Callable, Iterator
from ctypes import addressof, c_float, c_int, cast, create_string_buffer
from functools import partial
from struct import Struct
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from flows.readers.layout.outlines import IDENTITY, THICK, Matrix, Point, Shape, moved, times
from flows.readers.pdf.calls import (
    address_of,
    draw_mode_of,
    fill_color_of,
    is_closing,
    kind_of,
    object_bounds_of,
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
from flows.readers.unseen import WHITE

_NO_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_PALE = 128  # of 255: the darkest of a watermark
_MOST_SEGMENTS = 6  # of a rectangle

PictureBox = tuple[float, float, float, float]  # left, bottom, right, top in the page's own coordinates
_MATRIX = Struct("6f")
_COLOR = Struct("4I")
_TEXT, _FILL = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_TEXTRENDERMODE_FILL


class TextObject(NamedTuple):
    """The address of a text object, and the matrix that it is drawn in besides its own."""

    address: int
    matrix: Matrix

    def placed(self) -> Matrix:
        """What turns and moves its first character."""
        return times(_matrix(self.address), self.matrix)


class Drawing(NamedTuple):
    """What is drawn on a page: its visible outlines, white ones left out, and where its pictures are.

    `unpainted` are the addresses of text objects that leave no ink. `white` and `pale` are others, and `texts`, where
    any of them may be unseen, all in the order in which they are painted. `covers` are boxes that are filled so that
    nothing shines through, each with the number of the texts painted before it.
    """

    shapes: list[Shape]
    pictures: list[PictureBox]
    unpainted: frozenset[int]
    texts: list[TextObject]
    white: list[TextObject]
    pale: list[TextObject]
    covers: list[tuple[PictureBox, int]]


def drawing_on(page: Any) -> Drawing:
    """All that is on a page; of its text only where it is and whether it has a colour that is seen."""
    drawing = _Drawing()
    drawing.add(pdfium.FPDFPage_CountObjects(page), partial(object_on_page, address_of(page)), IDENTITY)
    may_be_unseen = drawing.white or drawing.pale or drawing.covers
    return Drawing(
        drawing.shapes,
        drawing.pictures,
        frozenset(drawing.unpainted),
        [TextObject(*text) for text in drawing.texts] if may_be_unseen else [],
        drawing.white,
        drawing.pale,
        drawing.covers,
    )


class _Drawing:
    """A drawing while its objects, and those inside forms, come in."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.pictures: list[PictureBox] = []
        self.unpainted: list[int] = []
        self.texts: list[tuple[int, Matrix]] = []
        self.white: list[TextObject] = []
        self.pale: list[TextObject] = []
        self.covers: list[tuple[PictureBox, int]] = []
        self._color = create_string_buffer(_COLOR.size)
        at = addressof(self._color)
        self._color_at = (at, at + 4, at + 8, at + 12)
        self._modes = c_int(), c_int()

    def add(self, count: int, entry_at: Callable[[int], Any], matrix: Matrix) -> None:
        color, (red, green, blue, alpha) = self._color, self._color_at
        painted = self.texts.append
        dark = b""  # the colour of the last text that is neither white nor pale
        for index in range(count):
            address = entry_at(index)
            kind = kind_of(address)
            if kind == _TEXT:  # nearly all that a page has
                mode = render_mode_of(address)
                if mode in _NO_INK:
                    self.unpainted.append(address)
                    continue
                painted((address, matrix))
                if mode == _FILL and fill_color_of(address, red, green, blue, alpha) and color.raw != dark:
                    dark = self._add_bright(TextObject(address, matrix)) or dark
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                inside = times(_matrix(address), matrix)
                parts = pdfium.FPDFFormObj_CountObjects(cast(address, pdfium.FPDF_PAGEOBJECT))
                self.add(parts, partial(object_in_form, address), inside)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                corners = [moved(times(_matrix(address), matrix), x, y) for x in (0, 1) for y in (0, 1)]
                across, down = zip(*corners, strict=True)
                self.pictures.append((min(across), min(down), max(across), max(down)))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(address, matrix)

    def _add_path(self, path: int, matrix: Matrix) -> None:
        fill, stroke = self._modes
        if not draw_mode_of(path, addressof(fill), addressof(stroke)):
            return
        is_filled, is_stroked = bool(fill.value), bool(stroke.value)
        if is_stroked or is_filled:
            self.shapes.extend(self._shapes(path, matrix, is_stroked=is_stroked))
        if is_filled and self.texts and (box := self._cover(path, matrix)):
            self.covers.append((box, len(self.texts)))

    def _shapes(self, path: int, outer: Matrix, *, is_stroked: bool) -> Iterator[Shape]:
        color_of = stroke_color_of if is_stroked else fill_color_of
        if color_of(path, *self._color_at):
            red, green, blue, alpha = _COLOR.unpack(self._color)
            if not alpha or min(red, green, blue) >= WHITE:
                return
        matrix = _matrix(path)
        if outer is not IDENTITY:
            matrix = times(matrix, outer)
        for outline in _outlines(path):
            points = outline if matrix == IDENTITY else [moved(matrix, x, y) for x, y in outline]
            yield Shape(tuple(points), is_stroked)

    def _cover(self, path: int, outer: Matrix) -> PictureBox | None:
        """What a filled rectangle hides of all that was drawn before, None where it is a line or lets it shine
        through.
        """
        if segment_count(path) > _MOST_SEGMENTS:
            return None
        box = bounds_of(path, outer)
        if box is None or box[2] - box[0] <= THICK or box[3] - box[1] <= THICK:
            return None
        is_solid = fill_color_of(path, *self._color_at) and _COLOR.unpack(self._color)[3] == 255
        entry = cast(path, pdfium.FPDF_PAGEOBJECT)
        if not is_solid or pdfium.FPDFPageObj_HasTransparency(entry):
            return None
        return _clipped(box, entry, outer)

    def _add_bright(self, text: TextObject) -> bytes:
        """Adds the text to those of its brightness, by the colour that was just asked for; which is it where it is
        dark, and b'' otherwise.
        """
        red, green, blue, alpha = _COLOR.unpack(self._color.raw)
        darkest = 255 - (255 - min(red, green, blue)) * alpha // 255
        if darkest < _PALE:
            return self._color.raw
        (self.white if darkest >= WHITE else self.pale).append(text)
        return b""


def _clipped(box: PictureBox, entry: Any, outer: Matrix) -> PictureBox | None:
    """What is left of a shape where it is cut down, None where nothing is or the cut is no rectangle."""
    clip = pdfium.FPDFPageObj_GetClipPath(entry)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    left, bottom, right, top = box
    x, y = c_float(), c_float()
    for number in range(max(count, 0)):
        corners: list[Point] = []
        segments = pdfium.FPDFClipPath_CountPathSegments(clip, number)
        if segments > _MOST_SEGMENTS:
            return None
        for at in range(max(segments, 0)):
            if pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, number, at), x, y):
                corners.append(moved(outer, x.value, y.value))
        if corners:
            across, down = zip(*corners, strict=True)
            left, right = max(left, min(across)), min(right, max(across))
            bottom, top = max(bottom, min(down)), min(top, max(down))
    return (left, bottom, right, top) if left < right and bottom < top else None


def bounds_of(address: int, outer: Matrix) -> PictureBox | None:
    """The box that an object takes up on the page."""
    edges = (c_float * 4)()
    at = addressof(edges)
    if not object_bounds_of(address, at, at + 4, at + 8, at + 12):
        return None
    left, bottom, right, top = edges
    if outer is IDENTITY:
        return left, bottom, right, top
    across, down = zip(*[moved(outer, x, y) for x in (left, right) for y in (bottom, top)], strict=True)
    return min(across), min(down), max(across), max(down)


def _matrix(address: int) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not object_matrix_of(address, addressof(matrix)):
        return IDENTITY
    a, b, c, d, e, f = _MATRIX.unpack(matrix)
    return a, b, c, d, e, f


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
