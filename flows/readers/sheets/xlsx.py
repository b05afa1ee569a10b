"""Excel workbooks (.xlsx, .xlsm): what each cell shows, straight from the XML.

Formulas are read by the result that was saved with them. Not read: charts, pictures and comments.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from flows.model.exceptions import DamagedReport, OversizedReport, UnsupportedFormat
from flows.model.report import Block, Paragraph, Report
from flows.readers.grid import numbered
from flows.readers.notes import hidden_sheet
from flows.readers.packing.opc import Package, open_package
from flows.readers.sheets.number_format import BUILT_IN, shown, shown_text
from flows.readers.sheets.paper import MOST_CELLS, Area, Sheet, blocks_of

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005F)_")
_CONTROLS = {"0009": "\t", "000A": "\n", "000D": "\r", "005F": "_"}
_SIDES = frozenset(f"{_S}{side}" for side in ("left", "right", "top", "bottom", "start", "end"))
_FALSE = frozenset({"", "0", "false"})
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class _Style:
    """How a cell shows its number, and whether lines are drawn around it."""

    code: str = "General"
    is_boxed: bool = False


@dataclass(slots=True)
class _Workbook:
    """What the sheets of a workbook share, and what is counted over all of them."""

    source: Path
    texts: Sequence[str]
    styles: Sequence[_Style]
    is_1904: bool
    cell_count: int = 0
    unsaved: int = 0
    notes: list[str] = field(default_factory=list)


def read_xlsx(data: bytes, source: Path) -> Report:
    """The tables and lines of all sheets in the order of their tabs; hidden sheets as parts "hidden".

    Raises `DamagedReport`, `EncryptedReport` or `OversizedReport`, and `UnsupportedFormat` for the binary
    kind (.xlsb).
    """
    package = open_package(data, source)
    main = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    if main.endswith(".bin"):
        raise UnsupportedFormat(source, "二进制工作簿（.xlsb）", ".xlsx")
    root = package.xml(main)
    properties = root.find(f"{_S}workbookPr")
    workbook = _Workbook(
        source,
        [_text(item) for name in package.related(main, "sharedStrings") for item in _items(package, name, "si")],
        [style for name in package.related(main, "styles") for style in _styles(package.xml(name))],
        properties is not None and properties.get("date1904", "") not in _FALSE,
    )
    parts = package.targets(main)
    blocks: list[Block] = []
    for element in root.iterfind(f"{_S}sheets/{_S}sheet"):
        name, identifier = element.get("name", ""), element.get(f"{_R}id", "")
        if not identifier:
            continue  # a module of macros has no sheet
        part = parts.get(identifier, "")
        if not package.has(part):
            raise DamagedReport(source, f"缺少工作表“{name}”")
        sheet = _sheet(workbook, package.xml(part), name, element.get("state", "visible") != "visible")
        found = [*blocks_of(sheet, source), *_text_boxes(package, part, sheet)]
        if found and sheet.is_hidden:
            workbook.notes.append(hidden_sheet(name))
        blocks.extend(found)
    if workbook.unsaved:
        note = f"{workbook.unsaved} 个公式没有保存计算结果：请用 Excel 或 WPS 打开并保存后重新放入"
        workbook.notes.append(note)
    return Report("xlsx", numbered(blocks), (*workbook.notes, *package.notes()))


def _text_boxes(package: Package, part: str, sheet: Sheet) -> Iterator[Block]:
    """What is written in the shapes that lie on a sheet, a paragraph each."""
    for drawing in package.related(part, "drawing"):
        root = package.xml(drawing) if package.has(drawing) else ()
        for shape in (body for element in root for body in element.iter(f"{_D}txBody")):
            for paragraph in shape.iterfind(f"{_A}p"):
                text = "".join(element.text or "" for element in paragraph.iter(f"{_A}t")).strip()
                if text:
                    yield Paragraph(0, text, "hidden" if sheet.is_hidden else "textbox", sheet=sheet.name)


def _items(package: Package, name: str, tag: str) -> Iterator[etree._Element]:
    yield from package.xml(name).iterfind(f"{_S}{tag}")


def _styles(root: etree._Element) -> Iterator[_Style]:
    """The styles that cells refer to by number."""
    codes = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in root.iterfind(f"{_S}numFmts/{_S}numFmt")
    }
    borders = [_is_boxed(element) for element in root.iterfind(f"{_S}borders/{_S}border")]
    for element in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        number = element.get("numFmtId", "0")
        code = codes.get(number) or BUILT_IN.get(_index(number), "General")
        border = _index(element.get("borderId"))
        yield _Style(code, 0 <= border < len(borders) and borders[border])


def _is_boxed(border: etree._Element) -> bool:
    """Whether two sides are drawn: one alone is a line under a title."""
    return sum(1 for side in border if side.tag in _SIDES and side.get("style", "none") != "none") > 1


def _sheet(workbook: _Workbook, root: etree._Element, name: str, is_hidden: bool) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    bordered: set[tuple[int, int]] = set()
    row_no = column_no = -1
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        row_no = _index(row.get("r"), row_no + 2) - 1
        column_no = -1
        for cell in row.iterfind(f"{_S}c"):
            row_no, column_no = _place(cell.get("r")) or (row_no, column_no + 1)
            if not (0 <= row_no < _LAST_ROW and column_no < _LAST_COLUMN):
                raise DamagedReport(workbook.source, f"工作表“{name}”中有不存在的单元格")
            style = _style(workbook, cell)
            if text := _shown(workbook, cell, style).strip():
                texts[row_no, column_no] = text
            if style.is_boxed:
                bordered.add((row_no, column_no))
        workbook.cell_count += len(row)
        if workbook.cell_count > MOST_CELLS:
            raise OversizedReport(workbook.source, "工作簿的单元格数", MOST_CELLS, workbook.cell_count)
    references = (merge.get("ref", "") for merge in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"))
    merges = [area for reference in references if (area := _area(reference))]
    return Sheet(name, texts, frozenset(bordered), merges, is_hidden)


def _style(workbook: _Workbook, cell: etree._Element) -> _Style:
    number = _index(cell.get("s"), 0)
    return workbook.styles[number] if 0 <= number < len(workbook.styles) else _Style()


def _shown(workbook: _Workbook, cell: etree._Element, style: _Style) -> str:
    """What the cell shows; '' for an empty one and for a formula whose result was not saved."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{_S}is")
        return "" if inline is None else shown_text(_text(inline), style.code)
    stored = cell.findtext(f"{_S}v")
    if not stored:
        workbook.unsaved += kind != "str" and cell.find(f"{_S}f") is not None
        return ""
    return _KINDS.get(kind, _number)(workbook, stored, style)


def _number(workbook: _Workbook, stored: str, style: _Style) -> str:
    try:
        number = float(stored)
    except ValueError as error:
        raise DamagedReport(workbook.source, f"单元格的数值“{stored[:20]}”不是数") from error
    return shown(number, style.code, workbook.is_1904) if math.isfinite(number) else stored


def _shared(workbook: _Workbook, stored: str, style: _Style) -> str:
    number = _index(stored)
    if not 0 <= number < len(workbook.texts):
        raise DamagedReport(workbook.source, f"缺少第 {stored[:20]} 个共享字符串")
    return shown_text(workbook.texts[number], style.code)


def _formula_text(workbook: _Workbook, stored: str, style: _Style) -> str:
    return shown_text(_unescaped(stored), style.code)


def _as_stored(workbook: _Workbook, stored: str, style: _Style) -> str:
    """Errors are text already, and so is a date of this kind: 2020-12-31T00:00:00."""
    return stored.removesuffix("T00:00:00").replace("T", " ")


def _truth(workbook: _Workbook, stored: str, style: _Style) -> str:
    return "FALSE" if stored in _FALSE else "TRUE"


_KINDS: Mapping[str, Callable[[_Workbook, str, _Style], str]] = {
    "s": _shared,
    "str": _formula_text,
    "e": _as_stored,
    "d": _as_stored,
    "b": _truth,
}


def _text(item: etree._Element) -> str:
    """The runs of a text without the reading aids above them."""
    runs = (element.text or "" for element in item.iterfind(f"{_S}t"))
    rich = (element.text or "" for element in item.iterfind(f"{_S}r/{_S}t"))
    return _unescaped("".join((*runs, *rich)))


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(lambda match: _CONTROLS.get(match.group(1).upper(), ""), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _place(reference: str | None) -> tuple[int, int] | None:
    """Row and column of a reference as B5, counted from 0; None where it is missing or broken."""
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)) - 1, column - 1


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    if start is None or end is None or start > end or start[1] > end[1] or start[0] < 0:
        return None
    return Area(*start, *end)


def _index(printed: str | None, otherwise: int = -1) -> int:
    """A number as an attribute gives it; a broken one is none that exists."""
    return int(printed) if printed and printed.isascii() and printed.isdigit() and len(printed) < 10 else otherwise
