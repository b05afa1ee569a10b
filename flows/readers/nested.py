"""Tables in a cell of a table: the grid of the inner one takes the place of the cell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from flows.model.report import Block, Cell, Paragraph, Table
from flows.readers.grid import MOST_COLUMNS, MOST_POSITIONS, make_table

_MOST_CELLS = 50_000  # of inner tables: each level copies those in it once more

Place = tuple[int, int]


def unfolded(outer: Table, inner: Mapping[Place, Sequence[Block]], source: Path) -> list[Block]:
    """The table with what its cells hold, by row and column, in their places.

    Where every cell that says something holds tables, the outer one only lays them out: they come one after another.
    So they do behind the table where the whole would be too large.
    """
    if not inner:
        return [outer]
    if all((cell.row, cell.column) in inner for cell in outer.cells if cell.text.strip()):
        return [block for place in sorted(inner) for block in inner[place]]
    tables = [block for place in sorted(inner) for block in inner[place] if isinstance(block, Table)]
    if sum(len(table.cells) for table in tables) > _MOST_CELLS:
        return [outer, *tables]
    grids = {place: _stacked(blocks, source) for place, blocks in inner.items()}
    cells = {place: cell for cell in outer.cells if (place := (cell.row, cell.column)) in grids}
    heights, widths = [1] * outer.row_count, [1] * outer.column_count
    for place, grid in sorted(grids.items()):
        _make_room(heights, place[0], cells[place].row_span, grid.row_count)
        _make_room(widths, place[1], cells[place].column_span, grid.column_count)
    if sum(widths) > MOST_COLUMNS or sum(widths) * sum(heights) > MOST_POSITIONS:
        return [outer, *tables]
    tops, lefts = [0, *accumulate(heights)], [0, *accumulate(widths)]
    result: list[Cell] = []
    for cell in outer.cells:
        top, left = tops[cell.row], lefts[cell.column]
        height, width = tops[cell.row + cell.row_span] - top, lefts[cell.column + cell.column_span] - left
        room = replace(cell, row=top, column=left, row_span=height, column_span=width)
        inside = grids.get((cell.row, cell.column))
        result += [room] if inside is None else _placed(inside, room)
    return [make_table(source, result, tops[-1], lefts[-1], outer.part, outer.page_no)]


def _make_room(sizes: list[int], first: int, count: int, needed: int) -> None:
    """Widens the last of these rows or columns until what is needed fits in them."""
    sizes[first + count - 1] += max(0, needed - sum(sizes[first : first + count]))


def _stacked(blocks: Sequence[Block], source: Path) -> Table:
    """What a cell holds as one grid, a line of text over its whole width."""
    width = max(block.column_count for block in blocks if isinstance(block, Table))
    cells: list[Cell] = []
    row_count = 0
    part = blocks[0].part
    for block in blocks:
        if isinstance(block, Paragraph):
            cells.append(Cell(row_count, 0, block.text, 1, width))
            row_count += 1
            continue
        for cell in block.cells:
            reach = width - cell.column if cell.column + cell.column_span == block.column_count else cell.column_span
            cells.append(replace(cell, row=cell.row + row_count, column_span=reach))
        row_count += block.row_count
    return make_table(source, cells, row_count, width, part)


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
