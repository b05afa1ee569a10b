"""Tables in a cell of a table: the grid of the inner one takes the place of the cell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from flows.model.report import Block, Cell, Table
from flows.readers.grid import MOST_COLUMNS, MOST_POSITIONS, make_table

_MOST_CELLS = 50_000  # of inner tables: each level copies those in it once more

Place = tuple[int, int]


def unfolded(outer: Table, inner: Mapping[Place, Sequence[Block]], source: Path) -> list[Block]:
    """The table with what its cells hold, by row and column, in their places.

    Where every cell that says something holds tables, the outer one only lays them out: they come one after another.
    So they do behind the table where words stand beside them in their cell, or the whole would be too large.
    """
    if not inner:
        return [outer]
    if all((cell.row, cell.column) in inner for cell in outer.cells if cell.text.strip()):
        return [block for place in sorted(inner) for block in inner[place]]
    held = {place: [one for one in inner[place] if isinstance(one, Table)] for place in sorted(inner)}
    alone = {place: tables for place, tables in held.items() if len(tables) == len(inner[place])}
    whole = _in_place(outer, alone, source) if alone else None
    return [
        whole or outer,
        *(one for place, tables in held.items() if not whole or place not in alone for one in tables),
    ]


def _in_place(outer: Table, inner: Mapping[Place, Sequence[Table]], source: Path) -> Table | None:
    """The table with those in its cells in their places, None where the whole would be too large."""
    if sum(len(table.cells) for tables in inner.values() for table in tables) > _MOST_CELLS:
        return None
    grids = {place: _stacked(tables, source) for place, tables in inner.items()}
    cells = {place: cell for cell in outer.cells if (place := (cell.row, cell.column)) in grids}
    heights, widths = [1] * outer.row_count, [1] * outer.column_count
    for place, grid in sorted(grids.items()):
        _make_room(heights, place[0], cells[place].row_span, grid.row_count)
        _make_room(widths, place[1], cells[place].column_span, grid.column_count)
    if sum(widths) > MOST_COLUMNS or sum(widths) * sum(heights) > MOST_POSITIONS:
        return None
    tops, lefts = [0, *accumulate(heights)], [0, *accumulate(widths)]
    result: list[Cell] = []
    for cell in outer.cells:
        top, left = tops[cell.row], lefts[cell.column]
        height, width = tops[cell.row + cell.row_span] - top, lefts[cell.column + cell.column_span] - left
        room = replace(cell, row=top, column=left, row_span=height, column_span=width)
        inside = grids.get((cell.row, cell.column))
        result += [room] if inside is None else _placed(inside, room)
    return make_table(source, result, tops[-1], lefts[-1], outer.part, outer.page_no)


def _make_room(sizes: list[int], first: int, count: int, needed: int) -> None:
    """Widens the last of these rows or columns until what is needed fits in them."""
    sizes[first + count - 1] += max(0, needed - sum(sizes[first : first + count]))


def _stacked(tables: Sequence[Table], source: Path) -> Table:
    """The tables of a cell below each other, the last column of those with fewer as wide as it has to be."""
    width = max(table.column_count for table in tables)
    cells: list[Cell] = []
    row_count = 0
    for table in tables:
        for cell in table.cells:
            reach = _filling(cell.column, cell.column_span, table.column_count, width)
            cells.append(replace(cell, row=cell.row + row_count, column_span=reach))
        row_count += table.row_count
    return make_table(source, cells, row_count, width, tables[0].part)


def _placed(grid: Table, room: Cell) -> list[Cell]:
    """The cells of the grid in a room of its size or larger; those at its edges fill it."""
    return [
        replace(
            cell,
            row=room.row + cell.row,
            column=room.column + cell.column,
            row_span=_filling(cell.row, cell.row_span, grid.row_count, room.row_span),
            column_span=_filling(cell.column, cell.column_span, grid.column_count, room.column_span),
        )
        for cell in grid.cells
    ]


def _filling(first: int, span: int, count: int, room: int) -> int:
    return room - first if first + span == count else span
