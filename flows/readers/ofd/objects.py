"""What the objects of an OFD page print: characters, outlines and pictures, set where a page of points has them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import hypot, isfinite
from pathlib import Path

from lxml import etree

from flows.model.exceptions import OversizedReport
from flows.readers.layout.outlines import IDENTITY, Matrix, Point, Shape, moved, times
from flows.readers.layout.page import Frame, Glyph
from flows.readers.layout.upright import ASCENT, Turn, turn_of
from flows.readers.ofd.numbers import box_of, distances, matrix_of, number_of, outlines_of
from flows.readers.ofd.parts import first, local, named
from flows.readers.unseen import WHITE

MOST_OBJECTS = 5_000_000  # characters and objects of a document, its templates counted on every page
_MOST_SHADED = 1_000
_MOST_POINTS = 200_000  # of a page's outlines
_DEEPEST = 8  # drawings inside drawings
_FALSE = frozenset({"false", "0"})
_NARROW = 0.5  # of its height: how wide a character is that is no Han, where nothing says it
_WIDEST = 1.2  # of its height: a distance beyond that is a gap behind the character
_FIRST_WIDE = "\u2e80"
_QUARTERS: Mapping[str, Matrix] = {
    "90": (0, 1, -1, 0, 0, 0),
    "180": (-1, 0, 0, -1, 0, 0),
    "270": (0, -1, 1, 0, 0, 0),
}  # clockwise, in coordinates that begin at the upper left


@dataclass(slots=True)
class Count:
    """How many characters and objects a document has so far."""

    source: Path
    objects: int = 0

    def one_more(self) -> None:
        """Raises `OversizedReport` past the limit."""
        self.objects += 1
        if self.objects > MOST_OBJECTS:
            raise OversizedReport(self.source, "版面对象数", MOST_OBJECTS, self.objects)


@dataclass(slots=True)
class Printed:
    """What a page prints so far.

    `frame` is the page as it lies, in points from the lower left; `drawings` gives the content of a drawing that
    several places use. `overlaid` counts characters of watermarks, `unseen` those without ink or off the page.
    """

    frame: Frame
    count: Count
    drawings: Callable[[str], etree._Element | None]
    by_turn: dict[Turn, list[Glyph]] = field(default_factory=dict)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[tuple[Point, Point]] = field(default_factory=list)
    shaded: list[tuple[Point, Point]] = field(default_factory=list)
    overlaid: int = 0
    unseen: int = 0
    points: int = 0

    def print(self, container: etree._Element, matrix: Matrix, is_seen: bool = True, depth: int = 0) -> None:
        """Adds what the container's objects print; objects that are switched off only count."""
        for element in container:
            self.count.one_more()
            name = local(element)
            is_on = is_seen and _is_on(element)
            if name == "TextObject":
                self._text(element, _placed(element, matrix), is_on)
            elif name == "PathObject":
                if is_on:
                    self._path(element, _placed(element, matrix))
            elif name == "ImageObject":
                if is_on:
                    corners = _corners(element, matrix)
                    self.pictures.append(corners)
                    self.shaded.append(corners)
            elif name == "CompositeObject":
                content = self.drawings(element.get("ResourceID", "")) if depth < _DEEPEST else None
                if content is not None:
                    self.print(content, _placed(element, matrix), is_on, depth + 1)
            elif name in {"PageBlock", "Layer"}:
                self.print(element, matrix, is_on, depth)

    def _text(self, element: etree._Element, matrix: Matrix, is_on: bool) -> None:
        size = number_of(element.get("Size"), 0)
        has_ink = is_on and self._has_ink(element, matrix)
        quarter = times(_QUARTERS.get(element.get("CharDirection", ""), IDENTITY), matrix)
        turn = turn_of(*_upwards(quarter))
        frame = self.frame._replace(turn=turn or 0)
        height = size * hypot(quarter[2], quarter[3])
        for code in named(element, "TextCode"):
            for text, x, y, width in _characters(code, element, size):
                self.count.one_more()
                left, top = _around(x, y, width, size, quarter, matrix)
                x0, x1, y0, y1 = frame.place_box(*left, *top)
                if not has_ink or not _is_on_page(x0, x1, y0, y1, frame):
                    self.unseen += not text.isspace()
                    continue
                glyph = Glyph(text, x0, x1, y0, y1, (x0 + x1) / 2, (y0 + y1) / 2, height)
                self.by_turn.setdefault(turn, []).append(glyph)

    def _has_ink(self, element: etree._Element, matrix: Matrix) -> bool:
        """Whether text is painted; white text only where something darker lies under it."""
        is_filled = element.get("Fill", "true").lower() not in _FALSE
        is_stroked = element.get("Stroke", "false").lower() not in _FALSE
        if not (is_filled or is_stroked):
            return False
        color = first(element, "FillColor" if is_filled else "StrokeColor")
        if _is_clear(color):
            return False
        if not _is_white(color):
            return True
        _, _, width, height = box_of(element.get("Boundary")) or (0, 0, 0, 0)
        x, y = moved(matrix, width / 2, height / 2)
        # Among more shapes than any table has shaded cells it is taken as seen.
        return len(self.shaded) > _MOST_SHADED or any(
            left <= x <= right and low <= y <= high for (left, low), (right, high) in self.shaded
        )

    def _path(self, element: etree._Element, matrix: Matrix) -> None:
        is_stroked = element.get("Stroke", "true").lower() not in _FALSE and not _is_pale(first(element, "StrokeColor"))
        fill = first(element, "FillColor")
        is_filled = element.get("Fill", "false").lower() not in _FALSE and not _is_pale(fill)
        if not (is_stroked or is_filled):
            return
        data = first(element, "AbbreviatedData")
        for outline in outlines_of("" if data is None else data.text or "", _MOST_POINTS - self.points):
            self.points += len(outline)
            shape = Shape(tuple(moved(matrix, x, y) for x, y in outline), is_stroked)
            self.shapes.append(shape)
            if is_filled:
                across, down = zip(*shape.points, strict=True)
                self.shaded.append(((min(across), min(down)), (max(across), max(down))))


def _placed(element: etree._Element, matrix: Matrix) -> Matrix:
    """What takes the object's own coordinates to the page's."""
    left, top, _, _ = box_of(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    return times(times(matrix_of(element.get("CTM")), (1, 0, 0, 1, left, top)), matrix)


def _corners(element: etree._Element, matrix: Matrix) -> tuple[Point, Point]:
    """The lower left and the upper right of the box that an object says it takes."""
    left, top, width, height = box_of(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    (x0, y0), (x1, y1) = moved(matrix, left, top), moved(matrix, left + width, top + height)
    return (min(x0, x1), min(y0, y1)), (max(x0, x1), max(y0, y1))


def _upwards(matrix: Matrix) -> tuple[float, float, float]:
    """What `turn_of` asks of a matrix, for text whose own coordinates begin at the upper left."""
    a, b, _, d, _, _ = matrix
    return a, b, -d


def _characters(
    code: etree._Element, element: etree._Element, size: float
) -> Iterator[tuple[str, float, float, float]]:
    """Each character with where its baseline begins and how wide it is."""
    text = (code.text or "").strip("\r\n\t")
    x, y = number_of(code.get("X"), 0), number_of(code.get("Y"), 0)
    steps = max(len(text) - 1, 0)
    across, down = distances(code.get("DeltaX"), steps), distances(code.get("DeltaY"), steps)
    narrowed = number_of(element.get("HScale"), 1)
    is_downwards = element.get("ReadDirection", "") in {"90", "270"}
    for index, character in enumerate(text):
        usual = size * (1 if character >= _FIRST_WIDE else _NARROW) * (narrowed if 0 < narrowed <= 1 else 1)
        step = across[index] if index < len(across) else 0.0
        # Text that runs to the right is as wide as its steps, unless they leave gaps.
        yield character, x, y, step if 0 < step <= _WIDEST * size else usual
        if index < len(across) or index < len(down):
            x += step
            y += down[index] if index < len(down) else 0.0
        elif is_downwards:
            y += size
        else:
            x += usual


def _around(x: float, y: float, width: float, size: float, quarter: Matrix, matrix: Matrix) -> tuple[Point, Point]:
    """Two opposite corners of a character that begins at x and y of the object, each turned by its own direction."""
    begin_x, begin_y = moved(matrix, x, y)
    a, b, c, d, _, _ = quarter
    up, low = -ASCENT * size, (1 - ASCENT) * size
    return (begin_x + c * up, begin_y + d * up), (begin_x + a * width + c * low, begin_y + b * width + d * low)


def _is_on_page(x0: float, x1: float, y0: float, y1: float, frame: Frame) -> bool:
    return isfinite(x1 - x0 + y1 - y0) and x1 > 0 and x0 < frame.width and y1 > 0 and y0 < frame.height


def _is_on(element: etree._Element) -> bool:
    alpha = element.get("Alpha")
    return element.get("Visible", "true").lower() not in _FALSE and (alpha is None or number_of(alpha, 255) > 0)


def _is_pale(color: etree._Element | None) -> bool:
    return _is_clear(color) or _is_white(color)


def _is_clear(color: etree._Element | None) -> bool:
    return color is not None and number_of(color.get("Alpha"), 255) <= 0


def _is_white(color: etree._Element | None) -> bool:
    """Whether a color is white as red, green and blue, or as gray; others are ink."""
    levels = (color.get("Value") or "").split() if color is not None else []
    return len(levels) in {1, 3} and all(number_of(level, 0) >= WHITE for level in levels)
