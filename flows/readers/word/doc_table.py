"""The grid of a Word 97 table: each row says where its own borders are, the columns are what they have in
common.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from flows.model.report import Cell, Part, Table
from flows.readers.grid import make_table
from flows.readers.word.doc_file import CELL_MERGES, Properties

_DEFINITION, _MERGED_ACROSS, _MERGED_DOWN = 0xD608, *sorted(CELL_MERGES)
_CELL_SIZE = 20
_MOST_CELLS = 63  # of one row, by the format
_NEAR = 15  # twentieths of a point: borders drawn over each other differ by rounding
_DEFAULT_WIDTH = 1_000
_CONTINUED, _RESTARTED = 1, 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells' texts, their edges from left to right (one more), and how they are merged.

    In `across` a mark belongs to the cells of one wide cell, whose first carries the first mark; in `down`
    1 goes on with the cell above and 3 begins a tall one.
    """

    texts: tuple[str, ...]
    edges: tuple[int, ...]
    across: tuple[int, ...]
    down: tuple[int, ...]


@dataclass(slots=True)
class _Spot:
    row: int
    column: int
    column_span: int
    text: str
    row_span: int = 1


def row_of(texts: Sequence[str], properties: Properties) -> Row:
    """The row with these texts, as the mark at its end defines it; a cell that it does not define is as wide
    as usual.
    """
    definition = properties.get(_DEFINITION, b"")[2:]
    count = min(definition[0], _MOST_CELLS) if definition else 0
    if len(definition) < 1 + 2 * (count + 1):
        count = 0
    edges = list(struct.unpack_from(f"<{count + 1}h", definition, 1)) if count else [0]
    marks = [
        int.from_bytes(definition[at : at + 2], "little")
        for at in range(3 + 2 * count, 3 + 2 * count + _CELL_SIZE * count, _CELL_SIZE)
    ]
    across = [mark & 3 for mark in marks]
    down = [mark >> 5 & 3 for mark in marks]
    for first, last in _pairs(properties.get(_MERGED_ACROSS, b"")):
        for at in range(first, min(last, max(count, len(texts)))):
            across.extend([0] * (at + 1 - len(across)))
            across[at] = 1 if at == first else 2
    for _, cell, flag in zip(*[iter(properties.get(_MERGED_DOWN, b""))] * 3, strict=False):
        if cell < max(count, len(texts)):
            down.extend([0] * (cell + 1 - len(down)))
            down[cell] = flag & 3
    return row_within(texts, edges, across, down)


def row_within(texts: Sequence[str], edges: Sequence[int], across: Sequence[int] = (), down: Sequence[int] = ()) -> Row:
    """The row between these edges, at least one; cells beyond the last are as wide as usual, marks that are missing
    are none.
    """
    wide = list(edges)
    wide += [edges[-1] + _DEFAULT_WIDTH * number for number in range(1, len(texts) + 2 - len(edges))]
    for at in range(1, len(wide)):
        wide[at] = max(wide[at], wide[at - 1] + 1)
    count = len(wide) - 1
    filled = (*texts, *[""] * (count - len(texts)))
    return Row(filled, tuple(wide), *((*marks, *[0] * (count - len(marks))) for marks in (across, down)))


def table_of(rows: Sequence[Row], source: Path, part: Part) -> Table:
    """The full grid of the rows.

    A tall cell goes on only where the row above has one at the same column and of the same width; a
    continuation of nothing is a cell of its own. What a continued cell says is not shown by Word and is not
    read.
    """
    columns = _columns(rows)
    spots: list[_Spot] = []
    above: dict[int, _Spot] = {}
    for row_no, row in enumerate(rows):
        still_open: dict[int, _Spot] = {}
        for text, first, last, down in _wide_cells(row):
            column = bisect_right(columns, first) - 1
            span = bisect_right(columns, last) - 1 - column
            over = above.get(column)
            if down == _CONTINUED and over is not None and over.column_span == span:
                over.row_span += 1
                still_open[column] = over
                continue
            spot = _Spot(row_no, column, span, text)
            spots.append(spot)
            if down:
                still_open[column] = spot
        above = still_open
    cells = (Cell(spot.row, spot.column, spot.text, spot.row_span, spot.column_span) for spot in spots)
    return make_table(source, cells, len(rows), len(columns) - 1, part)


def _pairs(operands: bytes) -> Iterable[tuple[int, int]]:
    return zip(operands[::2], operands[1::2], strict=False)


def _wide_cells(row: Row) -> list[tuple[str, int, int, int]]:
    """Text, left and right edge, and the mark for merges downwards, of each cell that is shown.

    Programs do not agree which mark is the first of a wide cell and which the others; a cell with the same
    mark as the first begins another wide cell.
    """
    cells: list[tuple[str, int, int, int]] = []
    first_mark = 0
    for text, (left, right), mark, down in zip(row.texts, pairwise(row.edges), row.across, row.down, strict=True):
        if mark and first_mark and mark != first_mark:
            shown, begin, _, first_down = cells[-1]
            cells[-1] = (shown, begin, right, first_down)
            continue
        first_mark = mark
        cells.append((text, left, right, down))
    return cells


def _columns(rows: Sequence[Row]) -> list[int]:
    """The left edges of all columns and the right edge of the last; edges that nearly meet are one."""
    shown = [[cell[1:3] for cell in _wide_cells(row)] for row in rows]
    edges = sorted({edge for row in shown for cell in row for edge in cell})
    columns: list[int] = []
    for edge in edges:
        if not columns or edge - columns[-1] > _NEAR:
            columns.append(edge)
    cells = [cell for row in shown for cell in row]
    has_lost_one = any(bisect_right(columns, left) == bisect_right(columns, right) for left, right in cells)
    return edges if has_lost_one else columns
