"""The grid of an HTML table: rows, spans that clash or overshoot, and tables that only lay out a page."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from flows.model.exceptions import OversizedReport
from flows.model.report import Cell
from flows.readers.grid import MOST_COLUMNS
from flows.readers.unseen import Kind
from flows.readers.web.hiding import Hiding

_CELLS = frozenset({"td", "th"})
_NO_ROWS = frozenset({"table", "caption", "colgroup", "col", "script", "style", "template"})
_BORDER_STYLE = re.compile(r"border[\w-]*\s*:(?!\s*(?:0|none|hidden|inherit|initial))", re.IGNORECASE)
_FEW_CELLS = 4

Row = list[etree._Element]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table that are seen, and what is not: rows that are hidden, and cells that are gone."""

    seen: list[Row] = field(default_factory=list)
    unseen: list[tuple[Row, Kind]] = field(default_factory=list)


def rows_of(table: etree._Element, hiding: Hiding) -> Rows:
    """The cells of each row, without nested tables; cells outside any row make a row of their own."""
    rows = Rows()
    _gather_rows(table, rows, hiding, None)
    return rows


def _gather_rows(element: etree._Element, rows: Rows, hiding: Hiding, hidden: Kind | None) -> None:
    """Adds the rows of an element; `hidden` says why nobody sees it."""
    loose: Row | None = None
    for child in element:
        if child.tag in _CELLS:
            if loose is None:
                loose = []
                rows.seen.append(loose)
            loose.append(child)
            continue
        loose = None
        if child.tag in _NO_ROWS or not isinstance(child.tag, str):
            continue
        kind = hidden or hiding.hides(child)
        if child.tag != "tr":
            _gather_rows(child, rows, hiding, kind)
            continue
        cells = list(_row_cells(child))
        if kind:
            rows.unseen.append((cells, "row" if kind == "hidden" else kind))
            continue
        gone = [cell for cell in cells if hiding.removes(cell)]
        rows.seen.append([cell for cell in cells if cell not in gone] if gone else cells)
        if gone:
            rows.unseen.append((gone, "hidden"))


def _row_cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag in _CELLS:
            yield child
        elif child.tag not in _NO_ROWS:
            yield from _row_cells(child)


def is_layout(table: etree._Element, rows: Sequence[Row]) -> bool:
    """Whether the table only arranges the page: no border anywhere, and either one cell that says something,
    made of blocks, or nested tables beside a few other cells.
    """
    cells = [cell for row in rows for cell in row]
    if _has_border(table) or any(_has_border(cell) for cell in cells):
        return False
    speaking = [cell for cell in cells if _says_something(cell)]
    holders = [cell for cell in speaking if next(cell.iter("table"), None) is not None]
    if holders:
        return len(speaking) - len(holders) <= _FEW_CELLS
    return len(speaking) == 1 and next(speaking[0].iter("p", "div", "h1", "h2", "h3"), None) is not None


def _says_something(cell: etree._Element) -> bool:
    return any(text.strip() for text in cell.itertext())


def _has_border(element: etree._Element) -> bool:
    border = element.get("border")
    if border is not None and border.strip() not in {"", "0", "0px"}:
        return True
    return bool(_BORDER_STYLE.search(element.get("style", "")))


def place_cells(rows: Sequence[Row], text_of: Callable[[etree._Element], str], source: Path) -> tuple[list[Cell], int]:
    """The cells at their places, and the number of columns; `text_of` is asked once for each cell, in order.

    A span ends at the last row; a cell that would run into one from above is cut short there, as no
    position may be covered twice.
    """
    cells: list[Cell] = []
    busy: list[int] = []  # for each column, how many more rows a cell from above takes
    for row_no, row in enumerate(rows):
        column = 0
        begun: list[Cell] = []
        for element in row:
            while column < len(busy) and busy[column]:
                column += 1
            wanted = _span(element.get("colspan"), MOST_COLUMNS)
            free = next((width for width in range(1, wanted) if _is_busy(busy, column + width)), wanted)
            height = _span(element.get("rowspan"), len(rows)) if element.get("rowspan") != "0" else len(rows)
            begun.append(Cell(row_no, column, text_of(element), min(height, len(rows) - row_no), free))
            column += free
            if column > MOST_COLUMNS:
                raise OversizedReport(source, "一张表格的列数", MOST_COLUMNS, column)
        busy = [max(0, left - 1) for left in busy] + [0] * (column - len(busy))
        for cell in begun:
            busy[cell.column : cell.column + cell.column_span] = [cell.row_span - 1] * cell.column_span
        cells.extend(begun)
    return cells, len(busy)


def _is_busy(busy: Sequence[int], column: int) -> bool:
    return column < len(busy) and busy[column] > 0


def _span(printed: str | None, most: int) -> int:
    """A span as written, at least 1 and at most `most`; a broken one is 1, as in browsers."""
    match = re.match(r"\s*(\d{1,9})", printed or "")
    return min(max(int(match.group(1)), 1), most) if match else 1
