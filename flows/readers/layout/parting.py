"""Rows that no line parts: a ruled cell that holds several lines of numbers is several rows where the other cells of
its row are too.

What tells rows apart are baselines: whole numbers that stand below each other, on lines that another cell shares. A
number or a label that only its cell's width wrapped is one, as is a row whose cells share no baselines.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from flows.readers.layout.cells import Meeting, cell_text, is_amount, meeting
from flows.readers.layout.lines import Line, Margins
from flows.readers.layout.tables import Box, Piece

_ONE_LINE = 0.45  # of a character's height: middles no farther apart stand on one baseline
_CENTRED = 0.6  # of a character's height: how far a cell's text may be off its middle
_MOST_PADDING = 8.0
_FIRST_HAN = "\u2e80"


def with_rows_parted(piece: Piece) -> Piece:
    """The table of one page, with every row that no line parts as a row of its own."""
    if not any(len(box.lines) > 1 for box in piece.boxes):
        return piece
    boxes = _cut_beside(piece.boxes)
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for index, box in enumerate(boxes):
        if box.row_span == 1:
            by_row[box.row].append(index)
    partings: dict[int, _Parting] = {}
    padding = _padding(boxes)
    for row, members in by_row.items():
        if sum(len(boxes[index].lines) > 1 for index in members) > 1:
            parting = _parting([boxes[index] for index in members], padding)
            if parting:
                partings[row] = parting
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
    result = [box for box in boxes if box not in tall]
    for box in tall:
        result.extend(_cut_by(box, by_row) or [box])
    return tuple(sorted(result, key=lambda box: (box.row, box.left)))


def _are_amounts(box: Box) -> bool:
    edges = Margins(box.left, box.right)
    return all(is_amount(line.text) for line in box.lines) and all(
        meeting(upper, lower, edges) == "apart" for upper, lower in pairwise(box.lines)
    )


def _cut_by(box: Box, by_row: Mapping[int, Sequence[Box]]) -> list[Box]:
    """The cell cut where the cells beside it are; nothing where a number stands level with none of them."""
    rows = range(box.row, box.row + box.row_span)
    if not all(by_row.get(row) for row in rows):
        return []
    here: defaultdict[int, list[Line]] = defaultdict(list)
    for line in box.lines:
        row = next((row for row in rows if by_row[row][0].top <= _middle(line) < by_row[row][0].bottom), None)
        beside = [other for other in by_row[row] for other in other.lines] if row is not None else []
        if row is None or not any(_are_level(line, other) for other in beside):
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


@dataclass(frozen=True, slots=True)
class _Unit:
    """Lines of a cell that say one thing."""

    lines: tuple[Line, ...]
    is_number: bool

    @property
    def top(self) -> float:
        return _middle(self.lines[0])

    @property
    def bottom(self) -> float:
        return _middle(self.lines[-1])

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def holds(self, y: float) -> bool:
        slack = _ONE_LINE * self.lines[0].size
        return self.top - slack <= y <= self.bottom + slack


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _are_level(one: Line, other: Line) -> bool:
    return abs(_middle(one) - _middle(other)) <= _ONE_LINE * max(one.size, other.size)


def _parting(cells: Sequence[Box], padding: float) -> _Parting | None:
    """The rows that the cells of one ruled row hold; None where it is one row."""
    units = _units(cells, padding)
    numbers = [unit for found in units for unit in found if unit.is_number]
    anchors = _clustered(numbers)
    spanning = {
        index
        for index, (cell, found) in enumerate(zip(cells, units, strict=True))
        if len(found) == 1 and not found[0].is_number and _reaches_over(cell, found[0], anchors)
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
            row = min(range(len(rows)), key=lambda row: _distance(unit, rows[row]))
            here[row].extend(unit.lines)
            if unit.is_number:
                numbered.add(row)
        placed.append(here)
        with_number.append(numbered)
    if not _is_evident(placed, with_number):
        return None
    boundaries = _boundaries(cells, placed, len(rows))
    if not boundaries:
        return None
    parts = [_parts(here, cell, index in spanning, boundaries) for index, (cell, here) in enumerate(zip(cells, placed, strict=True))]
    return _Parting(boundaries, parts)


def _units(cells: Sequence[Box], padding: float) -> list[list[_Unit]]:
    """What each cell says, from top to bottom: lines that its width wrapped are one."""
    meetings: list[list[Meeting]] = [
        [meeting(*pair, Margins(cell.left + padding, cell.right - padding)) for pair in pairwise(cell.lines)]
        for cell in cells
    ]
    sure = [
        pair
        for cell, met in zip(cells, meetings, strict=True)
        for pair, how in zip(pairwise(cell.lines), met, strict=True)
        if how == "apart"
    ]

    def is_open(upper: Line, lower: Line) -> bool:
        return not any(_are_level(upper, one) and _are_level(lower, other) for one, other in sure)

    chained: list[list[list[Line]]] = []
    for cell, met in zip(cells, meetings, strict=True):
        chains: list[list[Line]] = []
        for index, line in enumerate(cell.lines):
            how = met[index - 1] if index else "apart"
            if how == "open" and is_amount(line.text) and not is_open(chains[-1][-1], line):
                how = "apart"
            if how == "apart":
                chains.append([line])
            else:
                chains[-1].append(line)
        chained.append(chains)
    lone = [line for chains in chained for chain in chains if len(chain) == 1 for line in chain if is_amount(line.text)]
    return [list(_split(cell, chains, lone)) for cell, chains in zip(cells, chained, strict=True)]


def _split(cell: Box, chains: Sequence[Sequence[Line]], lone: Sequence[Line]) -> Iterator[_Unit]:
    """The chains of a cell as units, parted where a line begins level with a number of its own."""
    if len(cell.lines) > 1 and all(len(line.text) == 1 and line.text > _FIRST_HAN for line in cell.lines):
        yield _Unit(cell.lines, False)
        return
    for chain in chains:
        begin, has_number = 0, False
        for index, line in enumerate(chain):
            is_numbered = any(_are_level(line, other) for other in lone)
            if is_numbered and has_number:
                yield _unit(chain[begin:index])
                begin = index
            has_number = has_number or is_numbered
        yield _unit(chain[begin:])


def _unit(lines: Sequence[Line]) -> _Unit:
    is_wrapped = len(lines) > 1 and all(not any(c > _FIRST_HAN for c in line.text) for line in lines)
    return _Unit(tuple(lines), is_wrapped or any(is_amount(line.text) for line in lines))


def _clustered(numbers: Sequence[_Unit]) -> list[float]:
    """The baselines of the numbers, from top to bottom."""
    result: list[float] = []
    for unit in sorted(numbers, key=lambda unit: unit.middle):
        if not result or unit.middle - result[-1] > _ONE_LINE * unit.lines[0].size:
            result.append(unit.middle)
    return result


def _reaches_over(cell: Box, unit: _Unit, anchors: Sequence[float]) -> bool:
    """Whether a cell's only text stands beside all rows: in its middle, and level with none of them."""
    held = [anchor for anchor in anchors if unit.holds(anchor)]
    is_centred = abs(unit.middle - (cell.top + cell.bottom) / 2) < _CENTRED * unit.lines[0].size
    return len(held) > 1 or (is_centred and not held)


def _rows(anchors: Sequence[float], units: Sequence[_Unit]) -> list[tuple[float, float]]:
    """Where rows stand: those of numbers, and those of words that stand beside none."""
    rows = [(anchor, anchor) for anchor in anchors]
    free = [unit for unit in units if not any(unit.holds(anchor) for anchor in anchors)]
    for unit in sorted(free, key=lambda unit: unit.top):
        slack = _ONE_LINE * unit.lines[0].size
        if len(rows) > len(anchors) and unit.top <= rows[-1][1] + slack:
            rows[-1] = (rows[-1][0], max(rows[-1][1], unit.bottom))
        else:
            rows.append((unit.top, unit.bottom))
    return sorted(rows)


def _distance(unit: _Unit, row: tuple[float, float]) -> float:
    return max(0.0, unit.top - row[1], row[0] - unit.bottom) or (abs(unit.middle - sum(row) / 2) * 1e-3)


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
        if max(map(_middle, upper)) + _ONE_LINE * lower[0].size >= min(map(_middle, lower)):
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
