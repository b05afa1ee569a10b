"""Cells as text (.csv, .tsv, and what is named .xls but is text): the sheet that was saved, without its lines.

Where lines were drawn, and which cells of a head were one, is told by what stands where.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product, takewhile
from pathlib import Path

from flows.model.exceptions import DamagedReport, EmptyReport, OversizedReport
from flows.model.report import Report
from flows.readers.encoding import decode
from flows.readers.grid import numbered
from flows.readers.separated import Row, rows_of, separator_of
from flows.readers.sheets.paper import MOST_CELLS, Area, Sheet, blocks_of

_LABELLED = re.compile(r"[^:：]{1,20}[:：]\s*[^\s:：].*", re.DOTALL)  # 填报单位：青禾县民政局

_VALUE = re.compile(r"[≥≤=<>＞＜]*[-(（]?\d[\d,，]*(?:\.\d+)?[%％]?[^\d\s年、]{0,4}")  # ≥3200户, and no year

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
    tables = list(_tables(rows, source))
    bordered = frozenset((row_no, column) for area in tables for row_no, column in _places(area))
    merges = [merge for area in tables for merge in _merges(rows, area)]
    sheet = Sheet("", texts, bordered, merges)
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


def _tables(rows: Mapping[int, _Cells], source: Path) -> Iterator[Area]:
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


def _merges(rows: Mapping[int, _Cells], area: Area) -> Iterator[Area]:
    """The cells that spanned several columns, of which the text keeps only the first.

    A table is bands of a head, which is rows without numbers, over rows with them.
    """
    width = area.right + 1
    heads: list[int] = []
    body: list[int] = []
    starts: set[int] = set()
    for row_no in range(area.top, area.bottom + 1):
        cells = rows.get(row_no, {})
        if not cells:
            continue
        if _has_number(cells) or (body and not _is_merged(starts, width) and starts.issuperset(cells)):
            body.append(row_no)
            starts.update(cells)
            continue
        if body:
            yield from _merges_of_band(rows, heads, body, starts, width)
            heads, body = [], []
        heads.append(row_no)
        starts = set(cells)
    if body:
        yield from _merges_of_band(rows, heads, body, starts, width)


def _merges_of_band(
    rows: Mapping[int, _Cells], heads: Sequence[int], body: Sequence[int], starts: Collection[int], width: int
) -> Iterator[Area]:
    """In a row of a head that is mostly empty, or where columns of the band are, a cell spans the empty ones beside it,
    but not beyond where a row above begins another; in another row those below which the next row parts what it names.
    Under the head a cell ends where any row of the band begins one.
    """
    above: set[int] = set()
    for row_no in heads:
        cells, below = rows[row_no], rows.get(row_no + 1, {})
        above = set() if 0 in cells else above
        is_sparse = len(cells) * 2 <= width or _is_merged(starts, width)
        for column, following in pairwise((*sorted(cells), width)):
            parted = range(column + 1, following if is_sparse or column in below else column)
            yield from _merge(
                row_no, column, takewhile(lambda at: at not in above and (is_sparse or at in below), parted)
            )
        above |= set(cells)
    for row_no in body:
        cells = rows[row_no]
        inside = {*starts, *cells}
        if _is_merged(starts, width) and len(cells) > 1:
            first, second = sorted(cells)[:2]
            if _VALUE.fullmatch(cells[second]) and not _VALUE.fullmatch(cells[first]):
                inside.difference_update(range(first + 1, second))  # the label of a total
        for column, following in pairwise((*sorted(inside), width)):
            if following > column + 1:
                yield Area(row_no, column, row_no, following - 1)


def _is_merged(starts: Collection[int], width: int) -> bool:
    """Whether so many columns are without a cell that a page was laid out with them."""
    return len(starts) * 4 <= width * 3


def _merge(row_no: int, column: int, others: Iterable[int]) -> Iterator[Area]:
    """The cell with the empty ones to its right, nothing where there are none."""
    last = max(others, default=column)
    if last > column:
        yield Area(row_no, column, row_no, last)


def _runs(rows: Mapping[int, _Cells]) -> Iterator[Sequence[int]]:
    """The rows without an empty one between them; below an empty row numbers go on with what stands above it."""
    run: list[int] = []
    for row_no, cells in rows.items():
        goes_on = run and (row_no == run[-1] + 1 or (len(cells) > 1 and _has_number(cells)))
        if run and not goes_on:
            yield run
            run = []
        run.append(row_no)
    if run:
        yield run


def _is_labelled(cells: _Cells) -> bool:
    """Whether the row is a line of a form around its table, as its department and its unit side by side."""
    return all(_LABELLED.fullmatch(text) for text in cells.values())


def _has_number(cells: _Cells) -> bool:
    return any(map(_VALUE.fullmatch, cells.values()))
