"""Rows typed below each other into the cells of one row: a label a line, and a number a line beside it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import accumulate

from flows.model.report import Cell, Report, Table
from flows.readers.grid import MOST_POSITIONS, is_number

_NOTHING = re.compile(r"[-—–－─/]{0,3}")
_FEWEST_STACKS = 2  # of numbers: two lines in a single cell may be one number that was broken
_TALL = 3  # lines of a stack that needs no other beside it

_Lines = tuple[str, ...]


def with_stacks_parted(report: Report) -> Report:
    """The report with each such row parted into the rows that a person sees; what has one line reaches over them.

    Pages are left as they are: there the lines themselves tell what stands beside what. So are tables that would have
    more positions than one may.
    """
    blocks = tuple(_parted(block) if isinstance(block, Table) else block for block in report.blocks)
    is_same = all(new is old for new, old in zip(blocks, report.blocks, strict=True))
    return report if is_same else replace(report, blocks=blocks)


def _parted(table: Table) -> Table:
    if not any("\n" in cell.text for cell in table.cells):
        return table
    stacked = {number: lines for number, row in enumerate(table.rows()) if (lines := _stacked(row))}
    if not stacked:
        return table
    heights = [stacked.get(number, {0: ("",)}) for number in range(table.row_count)]
    counts = [max(map(len, lines.values())) for lines in heights]
    starts = [0, *accumulate(counts)]
    if starts[-1] * table.column_count > MOST_POSITIONS:
        return table
    cells = [new for cell in table.cells for new in _laid(cell, stacked.get(cell.row, {}), starts)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(table, cells=tuple(cells), row_count=starts[-1])


def _laid(cell: Cell, stacks: Mapping[int, _Lines], starts: list[int]) -> Iterator[Cell]:
    """The cell where its row stands now, or a cell for each of its lines."""
    first, end = starts[cell.row], starts[cell.row + cell.row_span]
    if cell.column not in stacks:
        yield replace(cell, row=first, row_span=end - first)
        return
    for number, line in enumerate(stacks[cell.column]):
        yield replace(cell, row=first + number, text=line)


def _stacked(row: list[Cell]) -> dict[int, _Lines]:
    """The lines of each cell of a row that are rows of their own, by column; nothing where the row is one.

    All stacks of numbers have the same number of lines, and so has a stack of words; words of other lines are wrapped.
    """
    lines = {cell.column: tuple(map(str.strip, cell.text.split("\n"))) for cell in row if cell.text.strip()}
    numbers = [told for told in lines.values() if len(told) > 1 and _are_numbers(told)]
    if len({len(told) for told in numbers}) != 1 or len(numbers) < (1 if len(numbers[0]) >= _TALL else _FEWEST_STACKS):
        return {}
    stacks = {column: told for column, told in lines.items() if len(told) == len(numbers[0])}
    is_one_page = all(cell.row_span == 1 and cell.box is None for cell in row if cell.column in stacks)
    is_named = any(all(told) and not any(map(is_number, told)) for told in stacks.values())
    return stacks if is_one_page and is_named else {}


def _are_numbers(lines: _Lines) -> bool:
    """Whether every line is a number or stands for none, most are numbers, and two are no number that was broken."""
    if any(line.startswith((".", ",")) for line in lines):
        return False
    count = sum(map(is_number, lines))
    is_whole = len(lines) >= _TALL or all("." in line for line in lines)
    return is_whole and 2 * count > len(lines) and all(is_number(line) or _NOTHING.fullmatch(line) for line in lines)
