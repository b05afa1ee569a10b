"""Tables of a PDF: filled from a page's lattice, laid out as a full grid."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from flows.model.report import Cell, Table
from flows.readers.grid import make_table
from flows.readers.layout.cells import cell_text
from flows.readers.layout.lines import Line, least, lines_of
from flows.readers.layout.page import Glyph, Page, Ruling, rounded
from flows.readers.layout.rulings import Area, Lattice, boundaries, lattices, nearest

_MOST_PADDING = 8.0


@dataclass(frozen=True, slots=True)
class Box:
    """A cell while its table is still in pieces: columns are given by their x, as pages cut them
    differently.

    `is_cut_above` and `is_cut_below` say that it ends with the table there, and no line closes it.
    """

    row: int
    row_span: int
    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[Line, ...]
    text: str
    page_no: int
    is_cut_above: bool = False
    is_cut_below: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A table as far as the pages read so far hold it; `bottom` is a share of its last page's height.

    `boxes` are the cells that the next page may still touch or repeat; `settled` are the others, by page, so
    that a join costs no more for a table of 300 pages than for one of two.
    """

    boxes: tuple[Box, ...]
    row_count: int
    left: float
    right: float
    top: float
    bottom: float
    page_no: int
    settled: tuple[tuple[Box, ...], ...] = ()

    def all_boxes(self) -> list[Box]:
        """Every cell of the table."""
        return [*chain.from_iterable(self.settled), *self.boxes]

    def row(self, row_no: int) -> list[Box]:
        """The cells that begin in the row, one of the first, from left to right."""
        return sorted((box for box in self.boxes if box.row == row_no), key=lambda box: box.left)


def tables_on(page: Page) -> tuple[list[Piece], list[Glyph], tuple[Ruling, ...]]:
    """The page's ruled tables with their text, the characters outside them, and the level lines outside them.

    A character goes to the smallest table that it is in.
    """
    found, rules = lattices(page)
    by_size = sorted(found, key=lambda lattice: (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0]))
    inside: dict[int, defaultdict[Area, list[Glyph]]] = {id(lattice): defaultdict(list) for lattice in found}
    outside: list[Glyph] = []
    if not found:
        return [], list(page.glyphs), rules
    here: list[Glyph] = outside
    left = right = top = bottom = 0.0
    for glyph in page.glyphs:
        x, y = glyph[5], glyph[6]
        if not (left <= x < right and top <= y < bottom):  # characters of one cell mostly follow each other
            here, left, right, top, bottom = outside, 0.0, 0.0, 0.0, 0.0
            for lattice in by_size:
                if area := lattice.area_at(x, y):
                    here = inside[id(lattice)][area]
                    if lattice is by_size[0]:  # no smaller table stands in this cell
                        left, right, top, bottom = lattice.box_of(area)
                    break
        here.append(glyph)
    pieces = (_piece(page, lattice, inside[id(lattice)]) for lattice in found if inside[id(lattice)])
    return [piece for piece in pieces if any(box.lines for box in piece.boxes)], outside, rules


def _piece(page: Page, lattice: Lattice, glyphs: dict[Area, list[Glyph]]) -> Piece:
    lines = {area: tuple(lines_of(glyphs.get(area, ()), page.page_no)) for area in lattice.areas()}
    gaps = [line.x0 - lattice.xs[area.column] for area, inside in lines.items() for line in inside]
    padding = min(max(0.0, min(gaps, default=0.0)), _MOST_PADDING)
    boxes = []
    for area in lattice.areas():
        left, right, top, bottom = lattice.box_of(area)
        text = cell_text(lines[area], left + padding, right - padding)
        cut_above = not area.row and area.column in lattice.open_above
        cut_below = area.row + area.row_span == len(lattice.ys) - 1 and area.column in lattice.open_below
        boxes.append(
            Box(
                area.row, area.row_span, left, top, right, bottom, lines[area], text, page.page_no, cut_above, cut_below
            )
        )  # fmt: skip
    xs, ys = lattice.xs, lattice.ys
    return Piece(tuple(boxes), len(ys) - 1, xs[0], xs[-1], ys[0], ys[-1] / page.height, page.page_no)


def as_table(piece: Piece, source: Path) -> Table:
    """The full grid: columns are all boundaries that any of its pages shows."""
    boxes = piece.all_boxes()
    edges = {x for box in boxes for x in (box.left, box.right)}
    xs = boundaries(edges)
    column_at = {x: nearest(xs, x) for x in edges}
    cells = []
    for box in boxes:
        first, last = column_at[box.left], column_at[box.right]
        place = rounded(box.left, box.top, box.right, box.bottom)
        sure = least(line.confidence for line in box.lines)
        cells.append(Cell(box.row, first, box.text, box.row_span, last - first, box.page_no, place, sure))
    return make_table(source, cells, piece.row_count, len(xs) - 1, page_no=piece.page_no)
