"""Cells that spanned several columns, found again where a sheet was saved as text, which keeps only the first."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from flows.readers.sheets.references import Area

_VALUE = re.compile(r"[≥≤=<>＞＜]*[-(（]?\d[\d,，]*(?:\.\d+)?[%％]?[^\d\s年、]{0,4}")  # ≥3200户, and no year

Cells = Mapping[int, str]  # what the cells of a row say, by their columns


def has_value(cells: Cells) -> bool:
    """Whether one of the cells is a number, with its unit perhaps."""
    return any(map(_VALUE.fullmatch, cells.values()))


def spans(rows: Mapping[int, Cells], area: Area) -> Iterator[Area]:
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
        if has_value(cells) or (body and not _is_merged(starts, width) and starts.issuperset(cells)):
            body.append(row_no)
            starts.update(cells)
            continue
        if body:
            yield from _of_band(rows, heads, body, starts, width)
            heads, body = [], []
        heads.append(row_no)
        starts = set(cells)
    if body:
        yield from _of_band(rows, heads, body, starts, width)


def _of_band(
    rows: Mapping[int, Cells], heads: Sequence[int], body: Sequence[int], starts: Collection[int], width: int
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
            last = column
            while last + 1 < following and last + 1 not in above and (is_sparse or {column, last + 1} <= below.keys()):
                last += 1
            if last > column:
                yield Area(row_no, column, row_no, last)
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
