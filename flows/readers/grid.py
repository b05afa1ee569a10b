"""From cells that were found to a full grid, and from blocks that were found to numbered ones."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path

from flows.model.exceptions import OversizedReport
from flows.model.report import Block, Cell, Part, Table

MOST_POSITIONS = 1_000_000  # of one table: a span typed as 99999 must not eat the machine
MOST_COLUMNS = 1_000
_LONGEST_NUMBER = 40
_NUMBER = re.compile(r"[-(]?[\d,]*\.?\d+[%)]?")


def is_number(text: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    return len(text) <= _LONGEST_NUMBER and bool(_NUMBER.fullmatch(text))


def make_table(
    source: Path,
    cells: Iterable[Cell],
    row_count: int,
    column_count: int,
    part: Part = "body",
    page_no: int | None = None,
) -> Table:
    """A table whose every position is covered exactly once: positions that no cell covers get an empty cell.

    `cells` may not overlap. Cells come back by row, then by column. Raises `OversizedReport` beyond a
    million positions or a thousand columns.
    """
    check_size(source, row_count, column_count)
    covered = bytearray(row_count * column_count)
    placed = list(cells)
    for cell in placed:
        for row in range(cell.row, cell.row + cell.row_span):
            start = row * column_count + cell.column
            covered[start : start + cell.column_span] = b"\1" * cell.column_span
    at = covered.find(0)
    while at >= 0:
        row, column = divmod(at, column_count)
        placed.append(Cell(row, column, "", page_no=page_no))
        at = covered.find(0, at + 1)
    placed.sort(key=lambda cell: (cell.row, cell.column))
    return Table(0, 0, row_count, column_count, tuple(placed), part, page_no)


def check_size(source: Path, row_count: int, column_count: int) -> None:
    """Raises `OversizedReport` for a table that no page of a report holds."""
    for what, most, found in (
        ("一张表格的格数", MOST_POSITIONS, row_count * column_count),
        ("一张表格的列数", MOST_COLUMNS, column_count),
    ):
        if found > most:
            raise OversizedReport(source, what, most, found)


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks with block and table numbers in the order given; tables that nobody sees are counted last."""
    listed = list(blocks)
    seen = count()
    unseen = count(sum(isinstance(block, Table) and block.part != "hidden" for block in listed))
    result: list[Block] = []
    for block in listed:
        if isinstance(block, Table):
            table_no = next(unseen if block.part == "hidden" else seen)
            result.append(replace(block, block_no=len(result), table_no=table_no))
        else:
            result.append(replace(block, block_no=len(result)))
    return tuple(result)
