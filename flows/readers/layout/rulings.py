"""From ruling lines to grids: which lines form a table, and which rectangles between them are its cells."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from flows.readers.layout.page import Page, Ruling

SNAP = 2.5  # lines no farther apart than this are one boundary
REACH = 3.0  # a line that ends this near to another still meets it
_MOST_RULINGS = 4_000  # beyond, the page is a drawing
_SIDE = 0.5  # of its length: how far a line that meets none must run beside another of its table
_FEWEST_SIDES = 3  # of a row that one level line closes
_LOWEST_ROW = 8.0  # points
_FRAME = 0.6  # a single cell over more than this share of the page is a frame around it

Slot = tuple[int, int]  # row, column


class Area(NamedTuple):
    """A cell of a lattice; a tuple, as every character looks its own up."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """One table's geometry: its boundaries from left to right and from top to bottom, and the cell of every
    slot.

    `open_above` and `open_below` are the columns that no line closes at the table's top and at its bottom.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    area_of: Mapping[Slot, Area]
    open_above: frozenset[int]
    open_below: frozenset[int]

    def area_at(self, x: float, y: float) -> Area | None:
        """The cell that holds the point, None outside the table."""
        return self.area_of.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def box_of(self, area: Area) -> tuple[float, float, float, float]:
        """The cell's left, right, top and bottom."""
        column, row = area.column, area.row
        return self.xs[column], self.xs[column + area.column_span], self.ys[row], self.ys[row + area.row_span]

    def areas(self) -> list[Area]:
        """Every cell once, by row, then by column."""
        return sorted(set(self.area_of.values()), key=lambda area: (area.row, area.column))


def lattices(page: Page) -> tuple[list[Lattice], tuple[Ruling, ...]]:
    """The tables of a page, from top to bottom, and the level lines that belong to none.

    Smaller tables inside a cell of another are tables too.
    """
    rulings = _joined(page.rulings)
    if len(rulings) > _MOST_RULINGS:
        return [], ()
    found: list[Lattice] = []
    rules: list[Ruling] = []
    for group in _with_loose_sides(list(_meeting(rulings))):
        lattice = _lattice(group)
        if not lattice:
            rules.extend(ruling for ruling in group if not ruling.is_vertical)
        elif not _is_frame(lattice, page):
            found.append(lattice)
    found.sort(key=lambda lattice: (lattice.ys[0], lattice.xs[0]))
    return found, tuple(sorted(rules, key=lambda rule: rule.at))


def boundaries(positions: Iterable[float]) -> tuple[float, ...]:
    """The positions with those that snap together as one, in order."""
    result: list[float] = []
    for position in sorted(positions):
        if not result or position - result[-1] > SNAP:
            result.append(position)
    return tuple(result)


def nearest(positions: Sequence[float], position: float) -> int:
    """The index of the nearest of the sorted positions."""
    after = bisect_left(positions, position)
    around = [index for index in (after - 1, after) if 0 <= index < len(positions)]
    return min(around, key=lambda index: abs(positions[index] - position))


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings at one position that touch or overlap, as one: producers draw a border for each cell."""
    result: list[Ruling] = []
    for is_vertical in (True, False):
        same = [ruling for ruling in rulings if ruling.is_vertical is is_vertical]
        snapped = boundaries(ruling.at for ruling in same)
        at_position: defaultdict[int, list[Ruling]] = defaultdict(list)
        for ruling in same:
            at_position[nearest(snapped, ruling.at)].append(ruling)
        for index, members in at_position.items():
            members.sort(key=lambda ruling: ruling.start)
            start, end = members[0].start, members[0].end
            for ruling in members[1:]:
                if ruling.start > end + REACH:
                    result.append(Ruling(is_vertical, snapped[index], start, end))
                    start = ruling.start
                end = max(end, ruling.end)
            result.append(Ruling(is_vertical, snapped[index], start, end))
    return result


def _meeting(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Groups of rulings that hang together."""
    leader = list(range(len(rulings)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    horizontal = sorted((index for index, r in enumerate(rulings) if not r.is_vertical), key=lambda i: rulings[i].at)
    heights = [rulings[index].at for index in horizontal]
    for index, ruling in enumerate(rulings):
        if not ruling.is_vertical:
            continue
        crossed = range(bisect_left(heights, ruling.start - REACH), bisect_right(heights, ruling.end + REACH))
        for other in (horizontal[place] for place in crossed):
            if rulings[other].start - REACH <= ruling.at <= rulings[other].end + REACH:
                leader[find(index)] = find(other)
    groups: defaultdict[int, list[Ruling]] = defaultdict(list)
    for index, ruling in enumerate(rulings):
        groups[find(index)].append(ruling)
    yield from groups.values()


def _with_loose_sides(groups: Sequence[list[Ruling]]) -> list[list[Ruling]]:
    """The groups, with an upright line that meets no other in the group that it begins or ends level with.

    So stands the outer side of a merged cell that reaches over the whole page.
    """
    loose = [group for group in groups if len(group) == 1 and group[0].is_vertical]
    if not loose:
        return list(groups)
    result = [group for group in groups if len(group) > 1 or not group[0].is_vertical]
    for [side] in loose:
        for group in result:
            upright = [ruling for ruling in group if ruling.is_vertical]
            if any(_stand_level(side, ruling) for ruling in upright) and len(group) - len(upright) > 1:
                group.append(side)
                break
    return result


def _stand_level(one: Ruling, other: Ruling) -> bool:
    is_level = abs(one.start - other.start) < REACH or abs(one.end - other.end) < REACH
    shared = min(one.end, other.end) - max(one.start, other.start)
    return is_level and shared > _SIDE * (one.end - one.start)


def _lattice(group: Sequence[Ruling]) -> Lattice | None:
    """The grid of rulings that hang together, None where they are no table.

    An edge of the table may be missing (a row cut off by the page, a form open at its sides): where the
    crossing lines end, there it is.
    """
    vertical = [ruling for ruling in group if ruling.is_vertical]
    horizontal = [ruling for ruling in group if not ruling.is_vertical]
    if not vertical or (len(horizontal) < 2 and not _is_open_row(vertical, horizontal)):
        return None
    xs = _with_ends([ruling.at for ruling in vertical], horizontal)
    ys = _with_ends([ruling.at for ruling in horizontal], vertical)
    if len(xs) < 2 or len(ys) < 2:
        return None
    walls = {(row, index) for index, row in _passed(vertical, xs, ys)}
    floors = {(index, column) for index, column in _passed(horizontal, ys, xs)}
    row_count, column_count = len(ys) - 1, len(xs) - 1
    open_above, open_below = (
        frozenset(column for column in range(column_count) if (edge, column) not in floors) for edge in (0, row_count)
    )
    return Lattice(xs, ys, _areas(row_count, column_count, walls, floors), open_above, open_below)


def _is_open_row(vertical: Sequence[Ruling], horizontal: Sequence[Ruling]) -> bool:
    """Whether one level line closes a row that the page break leaves open: its sides are as long as each other."""
    if len(horizontal) != 1 or len(vertical) < _FEWEST_SIDES:
        return False
    [floor], side = horizontal, vertical[0]
    first, last = (pick(ruling.at for ruling in vertical) for pick in (min, max))
    return (
        side.end - side.start > _LOWEST_ROW
        and all(abs(o.start - side.start) + abs(o.end - side.end) < REACH for o in vertical)
        and min(abs(floor.at - side.start), abs(floor.at - side.end)) < REACH
        and abs(floor.start - first) + abs(floor.end - last) < REACH
    )


def _with_ends(positions: Sequence[float], crossing: Sequence[Ruling]) -> tuple[float, ...]:
    first, last = (min(ruling.start for ruling in crossing), max(ruling.end for ruling in crossing))
    outer = [end for end, edge in ((first, min(positions)), (last, max(positions))) if abs(end - edge) > REACH]
    inside = [end for end in outer if not min(positions) <= end <= max(positions)]
    return boundaries([*positions, *inside])


def _passed(rulings: Iterable[Ruling], at: Sequence[float], across: Sequence[float]) -> Iterator[tuple[int, int]]:
    """For each ruling its boundary, with each band between crossing boundaries whose middle it passes."""
    middles = [(low + high) / 2 for low, high in pairwise(across)]
    for ruling in rulings:
        boundary = nearest(at, ruling.at)
        for band in range(bisect_left(middles, ruling.start), bisect_right(middles, ruling.end)):
            yield boundary, band


def _areas(row_count: int, column_count: int, walls: set[Slot], floors: set[Slot]) -> dict[Slot, Area]:
    """The cell of every slot: slots without a line between them are one cell, if together they are a
    rectangle.

    `walls` are left edges and `floors` are top edges of slots. What is no rectangle falls apart into its
    rows.
    """
    runs: list[Area] = []
    for row in range(row_count):
        begin = 0
        for column in range(1, column_count + 1):
            if column == column_count or (row, column) in walls:
                runs.append(Area(row, begin, 1, column - begin))
                begin = column
    merged: dict[Slot, Area] = {}
    above: dict[int, Area] = {}
    for run in runs:
        upper = above.get(run.column)
        is_open = not any((run.row, run.column + offset) in floors for offset in range(run.column_span))
        if is_open and upper and upper.column_span == run.column_span and upper.row + upper.row_span == run.row:
            run = Area(upper.row, run.column, upper.row_span + 1, run.column_span)
        above[run.column] = run
        for row in range(run.row, run.row + run.row_span):
            merged.update({(row, run.column + offset): run for offset in range(run.column_span)})
    return merged


def _is_frame(lattice: Lattice, page: Page) -> bool:
    area = (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0])
    return len(lattice.xs) == len(lattice.ys) == 2 and area > _FRAME * page.width * page.height
