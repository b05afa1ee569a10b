"""Rows that no line parts: a ruled cell that holds several lines of numbers is several rows where the other cells of
its row are too.

What tells rows apart are baselines: whole numbers that stand below each other, on lines that another cell shares. A
number or a label that only its cell's width wrapped is one, as is a row whose cells share no baselines.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from flows.readers.layout.cells import cell_text, is_amount, meeting
from flows.readers.layout.lines import Line, Margins
from flows.readers.layout.tables import Box, Piece
from flows.readers.layout.units import Unit, Way, anchored, baselines, chains_of, middle_of, ways_by_fit

_ONE_LINE = 0.45  # of a character's height: middles no farther apart stand on one baseline
_CENTRED = 0.6  # of a character's height: how far a cell's text may be off its middle
_MOST_PADDING = 8.0


def with_rows_parted(piece: Piece) -> Piece:
    """The table of one page, with every row that no line parts as a row of its own."""
    if not any(len(box.lines) > 1 for box in piece.boxes):
        return piece
    boxes = _cut_beside(piece.boxes)
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for index, box in enumerate(boxes):
        if box.row_span == 1:
            by_row[box.row].append(index)
    padding = _padding(boxes)
    chained = {
        row: chains_of([boxes[index] for index in members], padding)
        for row, members in by_row.items()
        if _may_part([boxes[index] for index in members])
    }
    ways = ways_by_fit(chained.values())
    partings = {
        row: parting
        for row, chains in chained.items()
        if (parting := _parting([boxes[index] for index in by_row[row]], chains, ways))
    }
    if not partings:
        return piece if boxes is piece.boxes else replace(piece, boxes=boxes)
    starts = [0]
    for row in range(piece.row_count):
        starts.append(starts[-1] + (partings[row].row_count if row in partings else 1))
    result: list[Box] = []
    for index, box in enumerate(boxes):
        first, last = starts[box.row], starts[box.row + box.row_span]
        if box.row_span == 1 and box.row in partings:
            parting = partings[box.row]
            parts = parting.parts[by_row[box.row].index(index)]
            result.extend(_boxes(box, parts, first, parting.boundaries, padding))
        else:
            result.append(replace(box, row=first, row_span=last - first))
    return replace(piece, boxes=tuple(result), row_count=starts[-1])


def _may_part(cells: Sequence[Box]) -> bool:
    """Whether two cells have several lines, one of them with a number: all others are one row."""
    several = [cell for cell in cells if len(cell.lines) > 1]
    return len(several) > 1 and any(is_amount(line.text) for cell in several for line in cell.lines)


class _Part(NamedTuple):
    """What a cell holds in some of the rows."""

    row: int
    row_span: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Parting:
    """The rows that a ruled row is: where each begins and ends, and the parts of every cell from top to bottom."""

    boundaries: Sequence[float]
    parts: Sequence[Sequence[_Part]]

    @property
    def row_count(self) -> int:
        return len(self.boundaries) - 1


def _boxes(box: Box, parts: Sequence[_Part], first: int, ys: Sequence[float], padding: float) -> Iterator[Box]:
    for part in parts:
        end = part.row + part.row_span
        yield replace(
            box,
            row=first + part.row,
            row_span=part.row_span,
            top=ys[part.row],
            bottom=ys[end],
            lines=part.lines,
            text=cell_text(part.lines, box.left + padding, box.right - padding),
            is_cut_above=box.is_cut_above and not part.row,
            is_cut_below=box.is_cut_below and end == len(ys) - 1,
        )


def _padding(boxes: Sequence[Box]) -> float:
    """How far the table's text keeps from its lines at the left."""
    return min(max(0.0, min((line.x0 - box.left for box in boxes for line in box.lines), default=0)), _MOST_PADDING)


# Cells of several ruled rows


def _cut_beside(boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """The cells, with numbers that stand in one cell beside several ruled rows each in the row that it stands level
    with.
    """
    tall = [box for box in boxes if box.row_span > 1 and len(box.lines) > 1 and _are_amounts(box)]
    if not tall:
        return boxes
    by_row: defaultdict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        if box.row_span == 1:
            by_row[box.row].append(box)
    heights = {row: sorted(middle_of(line) for box in found for line in box.lines) for row, found in by_row.items()}
    cut = {id(box): _cut_by(box, by_row, heights) for box in tall}
    result = [part for box in boxes for part in cut.get(id(box)) or (box,)]
    return tuple(sorted(result, key=lambda box: (box.row, box.left)))


def _are_amounts(box: Box) -> bool:
    edges = Margins(box.left, box.right)
    return all(is_amount(line.text) for line in box.lines) and all(
        meeting(upper, lower, edges) == "apart" for upper, lower in pairwise(box.lines)
    )


def _cut_by(box: Box, by_row: Mapping[int, Sequence[Box]], heights: Mapping[int, Sequence[float]]) -> list[Box]:
    """The cell cut where the cells beside it are; nothing where a number stands level with none of them."""
    rows = range(box.row, box.row + box.row_span)
    if not all(by_row.get(row) for row in rows):
        return []
    tops = [by_row[row][0].top for row in rows]
    here: defaultdict[int, list[Line]] = defaultdict(list)
    for line in box.lines:
        row = rows[max(bisect_right(tops, middle_of(line)) - 1, 0)]
        if not Unit((line,)).beside(heights[row]):
            return []
        here[row].append(line)
    if len(here) < 2:
        return []
    return [
        replace(
            box,
            row=row,
            row_span=1,
            top=by_row[row][0].top,
            bottom=by_row[row][0].bottom,
            lines=tuple(here[row]),
            text=cell_text(here[row], box.left, box.right),
            is_cut_above=box.is_cut_above and row == rows[0],
            is_cut_below=box.is_cut_below and row == rows[-1],
        )
        for row in rows
    ]


# One ruled row


def _parting(cells: Sequence[Box], chains: Sequence[Sequence[Unit]], ways: Sequence[Way]) -> _Parting | None:
    """The rows that the cells of one ruled row hold; None where it is one row."""
    anchors = baselines(chains)
    units = [[part for unit in found for part in anchored(unit, anchors, ways)] for found in chains]
    spanning = {
        index
        for index, (cell, found) in enumerate(zip(cells, units, strict=True))
        if len(found) == 1 and found[0].number is None and _reaches_over(cell, found[0], anchors)
    }
    rows = _rows(anchors, [unit for index, found in enumerate(units) if index not in spanning for unit in found])
    if len(rows) < 2:
        return None
    placed: list[dict[int, list[Line]]] = []
    with_number: list[set[int]] = []
    for index, found in enumerate(units):
        here: defaultdict[int, list[Line]] = defaultdict(list)
        numbered: set[int] = set()
        for unit in found if index not in spanning else ():
            row = _row_of(unit, rows)
            here[row].extend(unit.lines)
            if unit.number is not None:
                numbered.add(row)
        placed.append(here)
        with_number.append(numbered)
    if not _is_evident(placed, with_number):
        return None
    boundaries = _boundaries(cells, placed, len(rows))
    if not boundaries:
        return None
    parts = [
        _parts(here, cell, index in spanning, boundaries)
        for index, (cell, here) in enumerate(zip(cells, placed, strict=True))
    ]
    return _Parting(boundaries, parts)


def _reaches_over(cell: Box, unit: Unit, anchors: Sequence[float]) -> bool:
    """Whether a cell's only text stands beside all rows: in its middle, and level with none of them."""
    held = unit.beside(anchors)
    is_centred = abs(unit.middle - (cell.top + cell.bottom) / 2) < _CENTRED * unit.lines[0].size
    return len(held) > 1 or (is_centred and not held)


def _rows(anchors: Sequence[float], units: Sequence[Unit]) -> list[tuple[float, float]]:
    """Where rows stand: those of numbers, and those of words that stand beside none."""
    rows = [(anchor, anchor) for anchor in anchors]
    free = [unit for unit in units if not unit.beside(anchors)]
    for unit in sorted(free, key=lambda unit: unit.top):
        slack = _ONE_LINE * unit.lines[0].size
        if len(rows) > len(anchors) and unit.top <= rows[-1][1] + slack:
            rows[-1] = (rows[-1][0], max(rows[-1][1], unit.bottom))
        else:
            rows.append((unit.top, unit.bottom))
    return sorted(rows)


def _row_of(unit: Unit, rows: Sequence[tuple[float, float]]) -> int:
    """The row that the unit stands in: that of its number, else the nearest to its middle."""
    y = unit.middle if unit.number is None else unit.number
    after = bisect_left(rows, (y, y))
    return min(
        range(max(after - 1, 0), min(after + 1, len(rows))), key=lambda row: max(rows[row][0] - y, y - rows[row][1])
    )


def _is_evident(placed: Sequence[Mapping[int, object]], with_number: Sequence[set[int]]) -> bool:
    """Whether two cells share two rows, one of them with a number in both, or with a name above its number."""
    for index, (here, numbered) in enumerate(zip(placed, with_number, strict=True)):
        shared = [here.keys() & other.keys() for at, other in enumerate(placed) if at != index]
        if any(len(rows & numbered) > 1 for rows in shared):
            return True
        if numbered and any(min(rows) < min(numbered) and rows & numbered for rows in shared if rows):
            return True
    return False


def _boundaries(cells: Sequence[Box], placed: Sequence[Mapping[int, Sequence[Line]]], row_count: int) -> list[float]:
    """Where each row begins and ends; nothing where lines of two rows stand beside each other."""
    lines: list[list[Line]] = [[] for _ in range(row_count)]
    for here in placed:
        for row, found in here.items():
            lines[row].extend(found)
    if not all(lines):
        return []
    ys = [cells[0].top]
    for upper, lower in pairwise(lines):
        if max(map(middle_of, upper)) + _ONE_LINE * lower[0].size >= min(map(middle_of, lower)):
            return []
        ys.append((max(line.bottom for line in upper) + min(line.top for line in lower)) / 2)
    return [*ys, cells[0].bottom]


def _parts(
    here: Mapping[int, Sequence[Line]], cell: Box, is_spanning: bool, boundaries: Sequence[float]
) -> list[_Part]:
    count = len(boundaries) - 1
    if is_spanning or not cell.lines:
        return [_Part(0, count, cell.lines)] if is_spanning else [_Part(row, 1, ()) for row in range(count)]
    return [_Part(row, 1, tuple(here.get(row, ()))) for row in range(count)]
