"""Cells as text (.csv, .tsv, and what is named .xls but is text): the sheet that was saved, without its lines.

Where lines were drawn, and which cells of a head were one, is told by what stands where.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from flows.model.exceptions import DamagedReport, EmptyReport, OversizedReport
from flows.model.report import Report
from flows.readers.encoding import decode
from flows.readers.grid import numbered
from flows.readers.separated import Row, rows_of, separator_of
from flows.readers.sheets.paper import MOST_CELLS, Sheet, blocks_of
from flows.readers.sheets.references import Area
from flows.readers.sheets.spans import Cells, has_value, spans

_LABELLED = re.compile(r"[^:：]{1,20}[:：]\s*[^\s:：].*", re.DOTALL)  # 填报单位：青禾县民政局


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
    tables = list(_tables(rows, source))
    bordered = frozenset((row_no, column) for area in tables for row_no, column in _places(area))
    merges = [merge for area in tables for merge in spans(rows, area)]
    sheet = Sheet(texts, bordered, merges)
    return Report("csv", numbered(blocks_of(sheet, source)), tuple(decoded.notes()))


def _filled(rows: Iterable[Row], source: Path) -> dict[int, Cells]:
    """The rows that say something."""
    found: dict[int, Cells] = {}
    count = 0
    for row_no, row in enumerate(rows):
        count += len(row)
        if count > MOST_CELLS:
            raise OversizedReport(source, "表格的单元格数", MOST_CELLS, count)
        if cells := {column: text for column, cell in enumerate(row) if (text := cell.strip())}:
            found[row_no] = cells
    return found


def _tables(rows: Mapping[int, Cells], source: Path) -> Iterator[Area]:
    """Where tables lie: from the first row of several cells to the last, without the lines of text around them."""
    count = 0
    for run in _runs(rows):
        inside = [row_no for row_no in run if len(rows[row_no]) > 1 and not _is_labelled(rows[row_no])]
        if not inside:
            continue
        area = Area(inside[0], 0, inside[-1], max(max(rows[row_no]) for row_no in run))
        count += (area.bottom - area.top + 1) * (area.right + 1)
        if count > MOST_CELLS:
            raise OversizedReport(source, "表格的单元格数", MOST_CELLS, count)
        yield area


def _places(area: Area) -> Iterator[tuple[int, int]]:
    return product(range(area.top, area.bottom + 1), range(area.left, area.right + 1))


def _runs(rows: Mapping[int, Cells]) -> Iterator[Sequence[int]]:
    """The rows without an empty one between them; below an empty row numbers go on with what stands above it."""
    run: list[int] = []
    for row_no, cells in rows.items():
        goes_on = run and (row_no == run[-1] + 1 or (len(cells) > 1 and has_value(cells)))
        if run and not goes_on:
            yield run
            run = []
        run.append(row_no)
    if run:
        yield run


def _is_labelled(cells: Cells) -> bool:
    """Whether the row is a line of a form around its table, as its department and its unit side by side."""
    return all(_LABELLED.fullmatch(text) for text in cells.values())
