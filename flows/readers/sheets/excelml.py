"""Workbooks as Excel 2002 and 2003 save them in one XML file, often named .xls: what each cell shows.

The elements and attributes are those of the XML Spreadsheet Reference of Office 2003.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from flows.model.exceptions import DamagedReport, OversizedReport
from flows.model.report import Report
from flows.readers.marks import Raised, with_marks
from flows.readers.packing.markup import parse_xml
from flows.readers.packing.opc import MOST_INFLATED
from flows.readers.sheets.extents import LAST_COLUMN, LAST_ROW, is_gone, measure
from flows.readers.sheets.hiding import Worksheet, items_of
from flows.readers.sheets.number_format import shown, shown_text
from flows.readers.sheets.paper import MOST_CELLS, Sheet
from flows.readers.sheets.references import Area
from flows.readers.unseen import arranged

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_SUPERSCRIPT = "{http://www.w3.org/TR/REC-html40}Sup"
_FIRST_DAY = datetime(1899, 12, 30, tzinfo=UTC)
_NAMED_FORMATS = {
    "General Number": "General",
    "General Date": "yyyy-mm-dd h:mm",
    **dict.fromkeys(("Long Date", "Medium Date", "Short Date"), "yyyy-mm-dd"),
    **dict.fromkeys(("Long Time", "Medium Time", "Short Time"), "h:mm"),
    **dict.fromkeys(("Currency", "Euro Currency"), '"¥"#,##0.00'),
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}
_Places = dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class _Style:
    """How a cell shows its number, and whether lines are drawn around it."""

    code: str = "General"
    is_boxed: bool = False


_UNSTYLED = _Style()


@dataclass(slots=True)
class _Grid:
    """A worksheet as stored, with the rows and columns that are hidden, and what number formats hide of its cells."""

    texts: _Places = field(default_factory=dict)
    bordered: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    blanked: _Places = field(default_factory=dict)


def read_excelml(data: bytes, source: Path) -> Report:
    """The tables and lines of all sheets in their order; hidden sheets, rows and columns as parts "hidden".

    Raises `DamagedReport` or `OversizedReport`.
    """
    if len(data) > MOST_INFLATED:
        raise OversizedReport(source, "文件字节数", MOST_INFLATED, len(data))
    root = parse_xml(data.lstrip(b" \t\r\n"), "工作簿", source)
    styles = _styles(root)
    sheets: list[Worksheet] = []
    count = 0
    for element in root.iterfind(f"{_S}Worksheet"):
        name = element.get(f"{_S}Name", "")
        grid = _Grid()
        for table in element.iterfind(f"{_S}Table"):
            count += _fill(grid, table, styles, count, source)
        is_hidden = element.findtext(f"{_X}WorksheetOptions/{_X}Visible", "SheetVisible") != "SheetVisible"
        whole = Sheet(grid.texts, frozenset(grid.bordered), grid.merges)
        rows, columns = grid.hidden_rows, grid.hidden_columns
        sheets.append(Worksheet(name, whole, rows, columns, is_hidden=is_hidden, blanked=grid.blanked))
    return Report("excelml", *arranged(item for sheet in sheets for item in items_of(sheet, source)))


def _styles(root: etree._Element) -> Mapping[str, _Style]:
    """The styles by the names that cells use; what one does not say it has from its parent, above it in the file."""
    found: dict[str, _Style] = {}
    for element in root.iterfind(f"{_S}Styles/{_S}Style"):
        parent = found.get(element.get(f"{_S}Parent", "Default"), _UNSTYLED)
        formatted = element.find(f"{_S}NumberFormat")
        code = parent.code if formatted is None else formatted.get(f"{_S}Format", "General")
        drawn = element.find(f"{_S}Borders")
        sides = () if drawn is None else drawn.iterfind(f"{_S}Border")
        lines = sum(side.get(f"{_S}LineStyle", "None") != "None" for side in sides)
        is_boxed = parent.is_boxed if drawn is None else lines > 1  # one alone is a line under a title
        found[element.get(f"{_S}ID", "")] = _Style(_NAMED_FORMATS.get(code, code), is_boxed)
    return found


def _fill(grid: _Grid, table: etree._Element, styles: Mapping[str, _Style], count: int, source: Path) -> int:
    """Puts the cells of the table where they belong; how many there are comes back.

    `count` are those of the tables before it.
    """
    column = -1
    column_styles: dict[int, str] = {}
    for element in table.iterfind(f"{_S}Column"):
        column = max(column + 1, _number(element, "Index", 0) - 1)
        last = min(column + _number(element, "Span", 0), LAST_COLUMN - 1)
        if _is_hidden(element, "Width"):
            grid.hidden_columns.update(range(column, last + 1))
        if named := element.get(f"{_S}StyleID"):
            column_styles.update(dict.fromkeys(range(column, last + 1), named))
        column = last
    row_no = -1
    own = 0
    for row in table.iterfind(f"{_S}Row"):
        row_no = max(row_no + 1, _number(row, "Index", 0) - 1)
        last = row_no + _number(row, "Span", 0)
        if last >= LAST_ROW:
            raise DamagedReport(source, "有不存在的单元格")
        if _is_hidden(row, "Height"):
            grid.hidden_rows.update(range(row_no, last + 1))
        column = -1
        for cell in row.iterfind(f"{_S}Cell"):
            own += 1
            if count + own > MOST_CELLS:
                raise OversizedReport(source, "工作簿的单元格数", MOST_CELLS, count + own)
            column = max(column + 1, _number(cell, "Index", 0) - 1)
            across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
            if column + across >= LAST_COLUMN or row_no + down >= LAST_ROW:
                raise DamagedReport(source, "有不存在的单元格")
            own_style = cell.get(f"{_S}StyleID") or row.get(f"{_S}StyleID")
            style = styles.get(own_style or column_styles.get(column, "Default"), _UNSTYLED)
            data = cell.find(f"{_S}Data")
            if text := _shown(data, style).strip():
                grid.texts[row_no, column] = text
            elif held := _shown(data, _UNSTYLED).strip():
                grid.blanked[row_no, column] = held
            if style.is_boxed:
                grid.bordered.add((row_no, column))
            if across or down:
                grid.merges.append(Area(row_no, column, row_no + down, column + across))
            column += across
        row_no = last
    return own


def _is_hidden(line: etree._Element, extent: str) -> bool:
    """Whether a row or a column is hidden by its mark, or drawn to nothing."""
    return bool(_number(line, "Hidden", 0)) or is_gone(measure(line.get(f"{_S}{extent}")))


def _shown(data: etree._Element | None, style: _Style) -> str:
    """What the cell shows; '' for one without data."""
    if data is None:
        return ""
    stored = with_marks(list(_pieces(data))).replace("\r\n", "\n").replace("\r", "\n")
    match data.get(f"{_S}Type", "String"):
        case "Number":
            try:
                number = float(stored)
            except ValueError:
                return stored
            return shown(number, style.code) if math.isfinite(number) else stored
        case "DateTime":
            return _moment(stored.strip(), style.code)
        case "Boolean":
            return "FALSE" if stored.strip() in {"", "0"} else "TRUE"
        case "Error":
            return stored
        case _:
            return shown_text(stored, style.code)


def _pieces(element: etree._Element) -> Iterator[str]:
    """The texts of an element in order, those above the line as `Raised`."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            inside = _pieces(child)
            yield from map(Raised, inside) if child.tag == _SUPERSCRIPT else inside
        yield child.tail or ""


def _moment(stored: str, code: str) -> str:
    try:
        moment = datetime.fromisoformat(stored)
        days = (moment.replace(tzinfo=UTC) - _FIRST_DAY).total_seconds() / 86_400
    except (ValueError, OverflowError):
        return stored
    return shown(days, code if code != "General" else "yyyy-mm-dd") if days >= 0 else stored


def _number(element: etree._Element, name: str, otherwise: int) -> int:
    """A whole number as an attribute gives it; a broken one is none."""
    printed = element.get(f"{_S}{name}", "")
    return int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 10 else otherwise
