"""Tables of a PDF: filled from a page's lattice, joined over page breaks, laid out as a full grid."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress
from pathlib import Path

from flows.readers.grid import make_table
from flows.readers.pdf_lines import Line, Margins, cell_text, is_full, join, lines_of
from flows.readers.pdf_page import Glyph, Page, rounded
from flows.readers.pdf_rulings import Area, Lattice, boundaries, lattices, nearest
from flows.report import Cell, Table

_SAME_EDGE = 3.0
_MOST_HEADER_ROWS = 5
_FAR_DOWN = 0.75  # of the page's height: a table that ends below may go on overleaf with other columns
_MOST_PADDING = 8.0


@dataclass(frozen=True, slots=True)
class Box:
    """A cell while its table is still in pieces: columns are given by their x, as pages cut them
    differently.
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


def tables_on(page: Page) -> tuple[list[Piece], list[Glyph]]:
    """The page's tables with their text, and the characters outside them; a character goes to the smallest
    table.
    """
    found = lattices(page)
    by_size = sorted(found, key=lambda lattice: (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0]))
    inside: dict[int, defaultdict[Area, list[Glyph]]] = {id(lattice): defaultdict(list) for lattice in found}
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        for lattice in by_size:
            if area := lattice.area_at(glyph.x, glyph.y):
                inside[id(lattice)][area].append(glyph)
                break
        else:
            outside.append(glyph)
    return [_piece(page, lattice, inside[id(lattice)]) for lattice in found if inside[id(lattice)]], outside


def _piece(page: Page, lattice: Lattice, glyphs: dict[Area, list[Glyph]]) -> Piece:
    lines = {area: tuple(lines_of(glyphs.get(area, ()), page.page_no)) for area in lattice.areas()}
    gaps = [line.x0 - lattice.xs[area.column] for area, inside in lines.items() for line in inside]
    padding = min(max(0.0, min(gaps)), _MOST_PADDING)
    boxes = []
    for area in lattice.areas():
        left, right = lattice.xs[area.column], lattice.xs[area.column + area.column_span]
        top, bottom = lattice.ys[area.row], lattice.ys[area.row + area.row_span]
        text = cell_text(lines[area], left + padding, right - padding)
        boxes.append(Box(area.row, area.row_span, left, top, right, bottom, lines[area], text, page.page_no))
    xs, ys = lattice.xs, lattice.ys
    return Piece(tuple(boxes), len(ys) - 1, xs[0], xs[-1], ys[0], ys[-1] / page.height, page.page_no)


def goes_on(piece: Piece, following: Piece) -> bool:
    """Whether the following piece, first on the next page, is the same table.

    Its outer edges must be the same; its columns too, unless the piece reaches far down its page.
    """
    edges = ((piece.left, following.left), (piece.right, following.right))
    if any(abs(before - after) > _SAME_EDGE for before, after in edges):
        return False
    return piece.bottom >= _FAR_DOWN or _columns(piece) == _columns(following)


def _columns(piece: Piece) -> tuple[int, ...]:
    return tuple(round((x - piece.left) / _SAME_EDGE / 2) for x in boundaries(box.left for box in piece.all_boxes()))


def joined(piece: Piece, following: Piece) -> Piece:
    """Both as one: without the repeated header, a row cut in two whole again, a merged cell reaching over
    the break.
    """
    following = _without_rows(following, _repeated_rows(piece, following))
    merged = [box.left for box in following.row(0) if not box.text and box.row_span > 1]
    if _is_row_rest(piece, following):
        piece = _with_rest(piece, following.row(0))
        following = _without_rows(following, 1)
    elif _is_empty_rest(piece, following):
        following = _without_rows(following, 1)
    boxes = _reaching_over(piece, following, merged)
    row_count = piece.row_count + following.row_count
    is_open = [box.row < _MOST_HEADER_ROWS or box.row + box.row_span == row_count for box in boxes]
    return replace(
        piece,
        boxes=tuple(compress(boxes, is_open)),
        settled=(*piece.settled, tuple(box for box, still in zip(boxes, is_open, strict=True) if not still)),
        row_count=row_count,
        bottom=following.bottom,
    )


def _repeated_rows(piece: Piece, following: Piece) -> int:
    """How many rows at the top of the following piece only repeat the table's first rows."""
    repeated = 0
    for row_no in range(min(_MOST_HEADER_ROWS, piece.row_count, following.row_count - 1)):
        ours, theirs = piece.row(row_no), following.row(row_no)
        if [box.text for box in ours] != [box.text for box in theirs] or not any(box.text for box in ours):
            break
        if all(box.row + box.row_span <= row_no + 1 for box in following.boxes if box.row <= row_no):
            repeated = row_no + 1
    return repeated


def _without_rows(piece: Piece, count: int) -> Piece:
    """The piece without its first rows; a cell that reaches below them loses only its part in them."""
    boxes = tuple(
        replace(box, row=max(box.row - count, 0), row_span=min(box.row_span, box.row + box.row_span - count))
        for box in piece.boxes
        if box.row + box.row_span > count
    )
    return replace(piece, boxes=boxes, row_count=piece.row_count - count)


def _is_row_rest(piece: Piece, following: Piece) -> bool:
    """Whether the first row overleaf is the rest of the last row: the same cells, and each that says
    something goes on a cell whose text broke off for want of room.
    """
    above, below = _last_row(piece), following.row(0)
    if len(above) != len(below) or not any(box.text for box in below):
        return False
    pairs = list(zip(above, below, strict=True))
    if any(not _same_columns(one, other) or (other.text and other.row_span > 1) for one, other in pairs):
        return False
    if all(other.text for other in below) and len(below) > 1:
        return False  # a row that fills every cell stands by itself
    return all(_breaks_off(one, other) for one, other in pairs if other.text)


def _is_empty_rest(piece: Piece, following: Piece) -> bool:
    """Whether the first row overleaf is only the empty foot of a cell that ends the page, beside merged
    cells if any.
    """
    below = [box for box in following.row(0) if box.text or box.row_span == 1]
    if len(below) != 1 or below[0].text:
        return False
    return any(box.text and _same_columns(box, below[0]) for box in _last_row(piece))


def _last_row(piece: Piece) -> list[Box]:
    reaching = [box for box in piece.boxes if box.row + box.row_span == piece.row_count]
    return sorted(reaching, key=lambda box: box.left)


def _breaks_off(above: Box, below: Box) -> bool:
    """Whether the text below goes on that above: a full last line, or prose of several lines."""
    if not above.lines:
        return False
    padding = min(_MOST_PADDING, above.lines[0].x0 - above.left)
    is_cut = is_full(above.lines[-1], below.lines[0], Margins(above.left + padding, above.right - padding))
    return is_cut or len(above.lines) > 2 or (len(above.lines) > 1 and not above.text.endswith("。"))


def _with_rest(piece: Piece, rest: Sequence[Box]) -> Piece:
    by_left = {nearest([box.left for box in rest], above.left): above for above in _last_row(piece)}
    longer = {id(above): _longer(above, rest[index]) for index, above in by_left.items() if rest[index].text}
    return replace(piece, boxes=tuple(longer.get(id(box), box) for box in piece.boxes))


def _longer(above: Box, below: Box) -> Box:
    padding = min(_MOST_PADDING, above.lines[0].x0 - above.left)
    is_cut = is_full(above.lines[-1], below.lines[0], Margins(above.left + padding, above.right - padding))
    text = join(above.text, below.text) if is_cut else f"{above.text}\n{below.text}"
    return replace(above, text=text, lines=(*above.lines, *below.lines))


def _reaching_over(piece: Piece, following: Piece, merged: Sequence[float]) -> tuple[Box, ...]:
    """All cells, the following ones below the piece's.

    A merged label is printed on its first page only: overleaf an empty merged cell (`merged` has their
    left edges) is its rest.
    """
    boxes = list(piece.boxes)
    ends = {index: box for index, box in enumerate(boxes) if box.row + box.row_span == piece.row_count and box.text}
    for rest in following.boxes:
        owner = None
        if rest.row == 0 and not rest.text and any(abs(rest.left - left) < 1 for left in merged):
            owner = next((index for index, box in ends.items() if _same_columns(box, rest)), None)
        if owner is None:
            boxes.append(replace(rest, row=rest.row + piece.row_count))
        else:
            boxes[owner] = replace(boxes[owner], row_span=boxes[owner].row_span + rest.row_span)
    return tuple(boxes)


def _same_columns(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) <= _SAME_EDGE and abs(one.right - other.right) <= _SAME_EDGE


def as_table(piece: Piece, source: Path) -> Table:
    """The full grid: columns are all boundaries that any of its pages shows."""
    boxes = piece.all_boxes()
    xs = boundaries(x for box in boxes for x in (box.left, box.right))
    cells = []
    for box in boxes:
        first, last = nearest(xs, box.left), nearest(xs, box.right)
        place = rounded(box.left, box.top, box.right, box.bottom)
        cells.append(Cell(box.row, first, box.text, box.row_span, last - first, box.page_no, place))
    return make_table(source, cells, piece.row_count, len(xs) - 1, page_no=piece.page_no)
