"""What is drawn on a PDF page, and its ruling lines, whether strokes, thin rectangles or outlines."""

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

THIN = 3.0  # what is not thicker than this is a line, however it was drawn

_FEWEST_DOTS = 5  # in a line
_DOT_STEP = 6.0  # from one to the next
_THICK = 6.0  # bars up to this are lines too if they are long
_LONG = 15.0  # times their thickness
_NO_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_WHITE = WHITE
_PALE = 128  # of 255: the darkest of a watermark
_MOST_SEGMENTS = 6  # of a rectangle
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


class TextObject(NamedTuple):
    """The address of a text object, and the matrix that it is drawn in besides its own."""

    address: int
    matrix: _Matrix

    def placed(self) -> _Matrix:
        """What turns and moves its first character."""
        return _times(_matrix(self.address), self.matrix)


class Drawing(NamedTuple):
    """What is drawn on a page: its visible outlines, white ones left out, and where its pictures are.

    `unpainted` are the addresses of text objects that leave no ink; `texts` are all others in the order in which they
    are painted, among them `white` and `pale` ones. `covers` are boxes that are filled so that nothing shines through,
    each with the number of the texts painted before it.
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
    drawing.add(pdfium.FPDFPage_CountObjects(page), partial(object_on_page, address_of(page)), _IDENTITY)
    return Drawing(
        drawing.shapes,
        drawing.pictures,
        frozenset(drawing.unpainted),
        drawing.texts,
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
        self.texts: list[TextObject] = []
        self.white: list[TextObject] = []
        self.pale: list[TextObject] = []
        self.covers: list[tuple[PictureBox, int]] = []
        self._color = (c_uint * 4)()
        at = addressof(self._color)
        self._color_at = (at, at + 4, at + 8, at + 12)

    def add(self, count: int, entry_at: Callable[[int], Any], matrix: _Matrix) -> None:
        for index in range(count):
            address = entry_at(index)
            kind = kind_of(address)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._add_text(address, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                inside = _times(_matrix(address), matrix)
                parts = pdfium.FPDFFormObj_CountObjects(cast(address, pdfium.FPDF_PAGEOBJECT))
                self.add(parts, partial(object_in_form, address), inside)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                corners = [_moved(_times(_matrix(address), matrix), x, y) for x in (0, 1) for y in (0, 1)]
                across, down = zip(*corners, strict=True)
                self.pictures.append((min(across), min(down), max(across), max(down)))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.shapes.extend(_shapes(address, matrix))
                if self.texts and (box := _cover(address, matrix)):
                    self.covers.append((box, len(self.texts)))

    def _add_text(self, address: int, matrix: _Matrix) -> None:
        mode = render_mode_of(address)
        if mode in _NO_INK:
            self.unpainted.append(address)
            return
        text = TextObject(address, matrix)
        self.texts.append(text)
        if mode == pdfium.FPDF_TEXTRENDERMODE_FILL and fill_color_of(address, *self._color_at):
            red, green, blue, alpha = self._color
            darkest = 255 - (255 - min(red, green, blue)) * alpha // 255
            if darkest >= _WHITE:
                self.white.append(text)
            elif darkest >= _PALE:
                self.pale.append(text)


def _cover(path: int, outer: _Matrix) -> PictureBox | None:
    """What a filled rectangle hides of all that was drawn before, None where it is a line or lets it shine through."""
    fill, stroke = c_int(), c_int()
    if not draw_mode_of(path, addressof(fill), addressof(stroke)) or not fill.value:
        return None
    if segment_count(path) > _MOST_SEGMENTS:
        return None
    box = bounds_of(path, outer)
    if box is None or box[2] - box[0] <= _THICK or box[3] - box[1] <= _THICK:
        return None
    color = (c_uint * 4)()
    at = addressof(color)
    entry = cast(path, pdfium.FPDF_PAGEOBJECT)
    is_solid = fill_color_of(path, at, at + 4, at + 8, at + 12) and color[3] == 255
    if not is_solid or pdfium.FPDFPageObj_HasTransparency(entry):
        return None
    return _clipped(box, entry, outer)


def _clipped(box: PictureBox, entry: Any, outer: _Matrix) -> PictureBox | None:
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
                corners.append(_moved(outer, x.value, y.value))
        if corners:
            across, down = zip(*corners, strict=True)
            left, right = max(left, min(across)), min(right, max(across))
            bottom, top = max(bottom, min(down)), min(top, max(down))
    return (left, bottom, right, top) if left < right and bottom < top else None


def bounds_of(address: int, outer: _Matrix) -> PictureBox | None:
    """The box that an object takes up on the page."""
    edges = [c_float() for _ in range(4)]
    if not object_bounds_of(address, *map(addressof, edges)):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    if outer is _IDENTITY:
        return left, bottom, right, top
    across, down = zip(*[_moved(outer, x, y) for x in (left, right) for y in (bottom, top)], strict=True)
    return min(across), min(down), max(across), max(down)


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
