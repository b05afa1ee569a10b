"""Cells as text (.csv, .tsv, and what is named .xls but is text): the sheet that was saved, without its lines.

Where lines were drawn is told by the cells: a table is the rows of several cells, without the lines of text around it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from flows.model.exceptions import DamagedReport, EmptyReport, OversizedReport
from flows.model.report import Report
from flows.readers.encoding import decode
from flows.readers.grid import numbered
from flows.readers.separated import Row, rows_of, separator_of
from flows.readers.sheets.paper import MOST_CELLS, Sheet, blocks_of

_LABELLED = re.compile(r"[^:：]{1,20}[:：]\s*[^\s:：].*", re.DOTALL)  # 填报单位：青禾县民政局
_NUMBER = re.compile(r"[-(（]?[\d,，]*\.?\d+[%％)）]?")

_Cells = Mapping[int, str]  # what the cells of a row say, by their columns


def read_csv(data: bytes, source: Path) -> Report:
    """The tables and lines of text as the sheet showed them; the separator is told by the content.

    Raises `EmptyReport`, `DamagedReport` where the bytes are no text, and `OversizedReport`.
    """
    decoded = decode(data)
    if decoded is None:
        raise DamagedReport(source, "无法识别文字编码")
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise EmptyReport(source)
    rows = _filled(rows_of(text, separator_of(text)), source)
    texts = {(row_no, column): text for row_no, row in rows.items() for column, text in row.items()}
    sheet = Sheet("", texts, frozenset(_bordered(rows, source)))
    return Report("csv", numbered(blocks_of(sheet, source)), tuple(decoded.notes()))


def _filled(rows: Iterable[Row], source: Path) -> dict[int, _Cells]:
    """The rows that say something."""
    found: dict[int, _Cells] = {}
    count = 0
    for row_no, row in enumerate(rows):
        count += len(row)
        if count > MOST_CELLS:
            raise OversizedReport(source, "表格的单元格数", MOST_CELLS, count)
        if cells := {column: text for column, cell in enumerate(row) if (text := cell.strip())}:
            found[row_no] = cells
    return found


def _bordered(rows: Mapping[int, _Cells], source: Path) -> Iterator[tuple[int, int]]:
    """The places that lie within tables."""
    count = 0
    for run in _runs(rows):
        inside = [row_no for row_no in run if len(rows[row_no]) > 1 and not _is_labelled(rows[row_no])]
        if not inside:
            continue
        width = max(max(rows[row_no]) for row_no in run) + 1
        count += (inside[-1] - inside[0] + 1) * width
        if count > MOST_CELLS:
            raise OversizedReport(source, "表格的单元格数", MOST_CELLS, count)
        yield from ((row_no, column) for row_no in range(inside[0], inside[-1] + 1) for column in range(width))


def _runs(rows: Mapping[int, _Cells]) -> Iterator[Sequence[int]]:
    """The rows without an empty one between them; below an empty row numbers go on with what stands above it."""
    run: list[int] = []
    for row_no, cells in rows.items():
        goes_on = run and (row_no == run[-1] + 1 or (len(cells) > 1 and any(map(_NUMBER.fullmatch, cells.values()))))
        if run and not goes_on:
            yield run
            run = []
        run.append(row_no)
    if run:
        yield run


def _is_labelled(cells: _Cells) -> bool:
    """Whether the row is a line of a form around its table, as its department and its unit side by side."""
    return all(_LABELLED.fullmatch(text) for text in cells.values())
