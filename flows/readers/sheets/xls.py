"""Old Excel workbooks (.xls, and .et of WPS, which is the same format)."""

import io
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from pathlib import Path
from typing import Any

import xlrd

from flows.model.exceptions import DamagedReport, EncryptedReport, OversizedReport, ReportError
from flows.model.report import Report
from flows.readers.marks import Raised, with_marks
from flows.readers.notes import MACROS, sheets_behind
from flows.readers.packing.ole import has_macros, streams
from flows.readers.sheets.extents import POINTS_OF_DIGIT, is_gone
from flows.readers.sheets.hiding import Spot, Worksheet, items_of
from flows.readers.sheets.looks import PLAIN, Font, Runs, parted
from flows.readers.sheets.number_format import shown, shown_text
from flows.readers.sheets.paper import MOST_CELLS, Sheet
from flows.readers.sheets.references import Area
from flows.readers.unseen import WHITE, Kind, arranged

_SUPERSCRIPT = 1
_TWIPS, _WIDTHS = 20, 256  # that heights are counted in, of a point; and widths, of a digit


def read_xls(data: bytes, source: Path) -> Report:
    """The tables and lines of all sheets in the order of their tabs; hidden sheets as parts "hidden".

    Raises `DamagedReport`, `EncryptedReport` or `OversizedReport`.
    """
    return _report(data, source, only_in_front=False)


def sheet_in_front(data: bytes, source: Path) -> Report:
    """As `read_xls`, of the sheet that a document shows which holds the workbook; notes name the others."""
    return _report(data, source, only_in_front=True)


def _report(data: bytes, source: Path, only_in_front: bool) -> Report:
    # The library's own way into the compound file never ends on chains that run in a circle.
    found = streams(data, source, ("Workbook", "Book"))
    if not found:
        raise DamagedReport(source, "缺少工作簿")
    try:
        book = xlrd.open_workbook(
            file_contents=next(iter(found.values())),
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
        )
        tabs = book.sheets()
        # Excel marks the tab that is open in two ways, others in one.
        front = max(tabs, key=lambda tab: (tab.sheet_visible, tab.sheet_selected), default=None)
        sheets = list(_sheets(book, [tab for tab in tabs if tab is front or not only_in_front], source))
    except ReportError:
        raise
    except Exception as error:
        # The library checks little before it uses it: a broken record ends in whatever Python raises.
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error):
            raise EncryptedReport(source) from error
        raise DamagedReport(source, "工作簿结构不完整") from error
    blocks, notes = arranged(item for sheet in sheets for item in items_of(sheet, source))
    behind = [tab.name for tab in tabs if tab is not front and tab.visibility == 0] if only_in_front else []
    macros = (MACROS,) if has_macros(data) else ()
    return Report("xls", blocks, (*notes, *sheets_behind(behind), *macros))


def _sheets(book: Any, tabs: Iterable[Any], source: Path) -> Iterator[Worksheet]:
    cell_count = 0
    fonts = {font.font_index: _font_of(book, font) for font in book.font_list}
    for sheet in tabs:
        texts: dict[Spot, str] = {}
        bordered: set[Spot] = set()
        pieces: list[tuple[Spot, Kind, str]] = []
        blanked: dict[Spot, str] = {}
        for row in range(sheet.nrows):
            cells = sheet.row(row)
            cell_count += len(cells)
            if cell_count > MOST_CELLS:
                raise OversizedReport(source, "工作簿的单元格数", MOST_CELLS, cell_count)
            for column, cell in enumerate(cells):
                style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
                runs = sheet.rich_text_runlist_map.get((row, column), ())
                if runs and cell.ctype == xlrd.XL_CELL_TEXT:
                    cell.value = _with_marks(book, cell.value, runs)
                if text := _shown(book, cell, style).strip():
                    runs = _runs(book, sheet, (row, column), text)
                    font = fonts[style.font_index] if style is not None and style.font_index in fonts else PLAIN
                    if runs or font != PLAIN:
                        seen, unseen = parted(runs or ((text, None),), font, style is None or _is_on_white(book, style))
                        pieces += (((row, column), kind, piece) for kind, piece in unseen)
                        text = seen.strip() if unseen else text
                    texts[row, column] = text
                elif held := _shown(book, cell, None).strip():
                    blanked[row, column] = held
                if style is not None and _is_boxed(style.border):
                    bordered.add((row, column))
        merges = [
            Area(top, left, bottom - 1, right - 1)
            for top, bottom, left, right in sheet.merged_cells
            if top < bottom and left < right
        ]
        rows, columns = _hidden_rows(sheet), _hidden_columns(sheet)
        whole = Sheet(texts, frozenset(bordered), merges)
        yield Worksheet(sheet.name, whole, rows, columns, pieces, sheet.visibility != 0, blanked)


def _hidden_rows(sheet: Any) -> AbstractSet[int]:
    """The rows that are hidden or drawn to nothing; those that the sheet does not list, where it says so of them."""
    listed = sheet.rowinfo_map
    low = {row for row, info in listed.items() if not info.has_default_height and is_gone(info.height / _TWIPS)}
    others = set(range(sheet.nrows)).difference(listed) if sheet.default_row_hidden else set()
    return {row for row, info in listed.items() if info.hidden} | low | others


def _hidden_columns(sheet: Any) -> AbstractSet[int]:
    """The columns that are hidden, or drawn to nothing by their own width or that of all which have none."""
    found = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    widths = ((column, sheet.computed_column_width(column) / _WIDTHS) for column in range(sheet.ncols))
    return found | {column for column, width in widths if is_gone(width * POINTS_OF_DIGIT)}


def _font_of(book: Any, font: Any) -> Font:
    return Font(bool(font.struck_out), _is_white(book, font.colour_index))


def _is_white(book: Any, colour_index: int) -> bool:
    colour = book.colour_map.get(colour_index)
    return colour is not None and min(colour) >= WHITE


def _is_on_white(book: Any, style: Any) -> bool:
    """Whether a cell is not filled, or filled in white."""
    fill = style.background
    return fill.fill_pattern == 0 or (fill.fill_pattern == 1 and _is_white(book, fill.pattern_colour_index))


def _runs(book: Any, sheet: Any, place: Spot, text: str) -> Runs:
    """The runs of a rich text, () for any other; what stands before the first has the font of the cell."""
    starts = sheet.rich_text_runlist_map.get(place, ())
    if not starts:
        return ()
    value = str(sheet.cell_value(*place)).replace("\r\n", "\n").replace("\r", "\n")
    if value.strip() != text:
        return ()  # its format adds words, so that the runs tell no places in it
    ends = [*(start for start, _ in starts[1:]), len(value)]
    known = len(book.font_list)
    fonts = [_font_of(book, book.font_list[number]) if 0 <= number < known else None for _, number in starts]
    first = (value[: starts[0][0]], None)
    return (first, *((value[start:end], font) for (start, _), end, font in zip(starts, ends, fonts, strict=True)))


def _shown(book: Any, cell: Any, style: Any) -> str:
    """What the cell shows: its value through its format, errors and truths in words."""
    code: str = "General" if style is None else book.format_map[style.format_key].format_str
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return shown_text(cell.value, code).replace("\r\n", "\n").replace("\r", "\n")
    if cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        return shown(cell.value, code, is_1904=book.datemode == 1)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return ""


def _with_marks(book: Any, text: str, runs: Sequence[tuple[int, int]]) -> str:
    """The text with its runs that are raised above the line as marks; a run is where it begins and its font."""
    pieces = [text[: runs[0][0]]]
    for (start, font), (end, _) in pairwise([*runs, (len(text), 0)]):
        is_raised = font < len(book.font_list) and book.font_list[font].escapement == _SUPERSCRIPT
        pieces.append(Raised(text[start:end]) if is_raised else text[start:end])
    return with_marks(pieces)


def _is_boxed(border: Any) -> bool:
    """Whether two sides are drawn: one alone is a line under a title."""
    sides = (
        border.left_line_style,
        border.right_line_style,
        border.top_line_style,
        border.bottom_line_style,
    )
    return sum(1 for style in sides if style) > 1
