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
from flows.model.report import Paragraph, Report
from flows.readers.marks import with_marks
from flows.readers.notes import sheets_behind
from flows.readers.packing.opc import Package, open_package
from flows.readers.sheets.empty_rows import without_empty_rows
from flows.readers.sheets.extents import LAST_COLUMN, LAST_ROW, hidden_columns, is_row_hidden, rows_not_listed
from flows.readers.sheets.hiding import Spot, Worksheet, items_of
from flows.readers.sheets.looks import PLAIN, Runs, parted, run_text, runs_of
from flows.readers.sheets.number_format import shown, shown_text
from flows.readers.sheets.paper import MOST_CELLS, Sheet
from flows.readers.sheets.references import Area, area_of, index_of, place_of
from flows.readers.sheets.styles import UNSTYLED, Style, styles_of
from flows.readers.unseen import Item, Kind, Told, Unseen, arranged

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005F)_")
_CONTROLS = {"0009": "\t", "000A": "\n", "000D": "\r", "005F": "_"}
_CONSTANT = re.compile(r"(?P<number>-?[0-9]{1,15}(?:\.[0-9]{1,15})?)(?P<percent>%?)")
_FALSE = frozenset({"", "0", "false"})
_MOST_CONDITIONS = 500  # ranges of a sheet that are looked at one by one


@dataclass(slots=True)
class _Workbook:
    """What the sheets of a workbook share, and what is counted over all of them."""

    source: Path
    texts: Sequence[str]
    runs: Mapping[int, Runs]
    styles: Sequence[Style]
    is_1904: bool
    cell_count: int = 0
    unsaved: int = 0
    notes: list[str] = field(default_factory=list)


def read_xlsx(data: bytes, source: Path) -> Report:
    """The tables and lines of all sheets in the order of their tabs; hidden sheets as parts "hidden".

    Raises `DamagedReport`, `EncryptedReport` or `OversizedReport`, and `UnsupportedFormat` for the binary
    kind (.xlsb).
    """
    return _report(open_package(data, source), only_in_front=False)


def sheet_in_front(package: Package) -> Report:
    """As `read_xlsx`, of the sheet that a document shows which holds the workbook; notes name the others."""
    return _report(package, only_in_front=True)


def _report(package: Package, only_in_front: bool) -> Report:
    source = package.source
    main = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    if main.endswith(".bin"):
        raise UnsupportedFormat(source, "二进制工作簿（.xlsb）", ".xlsx")
    root = package.xml(main)
    properties = root.find(f"{_S}workbookPr")
    shared = [item for name in package.related(main, "sharedStrings") for item in _items(package, name, "si")]
    workbook = _Workbook(
        source,
        [_text(item) for item in shared],
        {number: runs for number, item in enumerate(shared) if (runs := runs_of(item))},
        [style for name in package.related(main, "styles") for style in styles_of(package.xml(name))],
        properties is not None and properties.get("date1904", "") not in _FALSE,
    )
    parts = package.targets(main)
    items: list[Item | Told] = []
    elements = root.findall(f"{_S}sheets/{_S}sheet")
    if only_in_front:
        elements, others = _in_front(root, elements)
        workbook.notes.extend(sheets_behind([element.get("name", "") for element in others]))
    for element in elements:
        name, identifier = element.get("name", ""), element.get(f"{_R}id", "")
        if not identifier:
            continue  # a module of macros has no sheet
        part = parts.get(identifier, "")
        if not package.has(part):
            raise DamagedReport(source, f"缺少工作表“{name}”")
        is_hidden = element.get("state", "visible") != "visible"
        sheet = _sheet(workbook, package.xml(part, without_empty_rows), name, is_hidden)
        items += [*items_of(sheet, source), *_text_boxes(package, part, sheet)]
    blocks, notes = arranged(items)
    workbook.notes += notes
    if workbook.unsaved:
        note = f"{workbook.unsaved} 个公式没有保存计算结果：请用 Excel 或 WPS 打开并保存后重新放入"
        workbook.notes.append(note)
    return Report("xlsx", blocks, (*workbook.notes, *package.notes()))


def _in_front(
    root: etree._Element, sheets: Sequence[etree._Element]
) -> tuple[list[etree._Element], list[etree._Element]]:
    """The sheet whose tab was open when the workbook was saved, and the others that are not hidden."""
    view = root.find(f"{_S}bookViews/{_S}workbookView")
    at = min(index_of("0" if view is None else view.get("activeTab"), 0), len(sheets) - 1)
    others = [sheet for sheet in sheets if sheet is not sheets[at] and sheet.get("state", "visible") == "visible"]
    return list(sheets[at : at + 1]), others


def _text_boxes(package: Package, part: str, sheet: Worksheet) -> Iterator[Item]:
    """What is written in the shapes that lie on a sheet, a paragraph each."""
    for drawing in package.related(part, "drawing"):
        root = package.xml(drawing) if package.has(drawing) else ()
        for shape in (body for element in root for body in element.iter(f"{_D}txBody")):
            for paragraph in shape.iterfind(f"{_A}p"):
                text = "".join(element.text or "" for element in paragraph.iter(f"{_A}t")).strip()
                if text:
                    box = Paragraph(0, text, "textbox", sheet=sheet.name)
                    yield Unseen(box, "sheet", sheet.name) if sheet.is_hidden else box


def _items(package: Package, name: str, tag: str) -> Iterator[etree._Element]:
    yield from package.xml(name).iterfind(f"{_S}{tag}")


def _sheet(workbook: _Workbook, root: etree._Element, name: str, is_hidden: bool) -> Worksheet:
    texts: dict[Spot, str] = {}
    bordered: set[Spot] = set()
    rows: set[int] = set()
    listed: list[int] = []
    pieces: list[tuple[Spot, Kind, str]] = []
    blanked: dict[Spot, str] = {}
    coloured = _coloured(root)
    row_no = column_no = -1
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        row_no = index_of(row.get("r"), row_no + 2) - 1
        column_no = -1
        listed.append(row_no)
        if is_row_hidden(row):
            rows.add(row_no)
        for cell in row.iterfind(f"{_S}c"):
            row_no, column_no = place_of(cell.get("r")) or (row_no, column_no + 1)
            if not (0 <= row_no < LAST_ROW and column_no < LAST_COLUMN):
                raise DamagedReport(workbook.source, f"工作表“{name}”中有不存在的单元格")
            style = _style(workbook, cell)
            if text := _shown(workbook, cell, style).strip():
                runs = _runs(workbook, cell)
                if runs or style.font != PLAIN:
                    is_on_white = style.is_on_white and not any(
                        area.holds_place(row_no, column_no) for area in coloured
                    )
                    seen, unseen = parted(runs or ((text, None),), style.font, is_on_white)
                    pieces += (((row_no, column_no), kind, _unescaped(piece)) for kind, piece in unseen)
                    text = _unescaped(seen).strip() if unseen else text
                texts[row_no, column_no] = text
            elif len(cell) and (held := _held(workbook, cell)):
                blanked[row_no, column_no] = held
            if style.is_boxed:
                bordered.add((row_no, column_no))
        workbook.cell_count += len(row)
        if workbook.cell_count > MOST_CELLS:
            raise OversizedReport(workbook.source, "工作簿的单元格数", MOST_CELLS, workbook.cell_count)
    references = (merge.get("ref", "") for merge in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"))
    merges = [area for reference in references if (area := area_of(reference))]
    whole = Sheet(texts, frozenset(bordered), merges)
    rows |= rows_not_listed(root, listed, row_no)
    return Worksheet(name, whole, rows, hidden_columns(root), pieces, is_hidden, blanked)


def _coloured(root: etree._Element) -> Sequence[Area]:
    """Where a cell may have another colour than its own: under conditions, and all over in the style of a table."""
    everywhere = [Area(0, 0, LAST_ROW, LAST_COLUMN)]
    if root.find(f"{_S}tableParts") is not None or root.find(f"{_S}picture") is not None:
        return everywhere
    ranges = (element.get("sqref", "") for element in root.iterfind(f"{_S}conditionalFormatting"))
    references = [reference for text in ranges for reference in text.split()]
    if len(references) > _MOST_CONDITIONS:
        return everywhere
    return [area for one in references if (area := area_of(one if ":" in one else f"{one}:{one}"))]


def _runs(workbook: _Workbook, cell: etree._Element) -> Runs:
    """The runs of a rich text with looks of their own, () for any other cell."""
    kind = cell.get("t")
    if kind == "s":
        return workbook.runs.get(index_of(cell.findtext(f"{_S}v")), ()) if workbook.runs else ()
    inline = cell.find(f"{_S}is") if kind == "inlineStr" else None
    return () if inline is None else runs_of(inline)


def _style(workbook: _Workbook, cell: etree._Element) -> Style:
    number = index_of(cell.get("s"), 0)
    return workbook.styles[number] if 0 <= number < len(workbook.styles) else UNSTYLED


def _shown(workbook: _Workbook, cell: etree._Element, style: Style) -> str:
    """What the cell shows; '' for an empty one and for a formula whose result was not saved, unless it is one number
    (=100%), which needs no calculation.
    """
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{_S}is")
        return "" if inline is None else shown_text(_text(inline), style.code)
    stored = cell.findtext(f"{_S}v")
    if not stored:
        formula = None if kind == "str" else cell.findtext(f"{_S}f")
        if formula is not None and (constant := _CONSTANT.fullmatch(formula.strip())):
            return _constant(workbook, constant, style)
        workbook.unsaved += formula is not None
        return ""
    return _KINDS.get(kind, _number)(workbook, stored, style)


def _held(workbook: _Workbook, cell: etree._Element) -> str:
    """What a cell that shows nothing holds all the same: its number format hides it."""
    is_stored = cell.findtext(f"{_S}v") or cell.find(f"{_S}is") is not None
    return _shown(workbook, cell, UNSTYLED).strip() if is_stored else ""


def _constant(workbook: _Workbook, constant: re.Match[str], style: Style) -> str:
    """What a formula that is one number shows; without a format of its own the cell takes that of the number."""
    if constant["percent"] and style.code == "General":
        return constant[0]
    return shown(float(constant["number"]) / (100 if constant["percent"] else 1), style.code, workbook.is_1904)


def _number(workbook: _Workbook, stored: str, style: Style) -> str:
    try:
        number = float(stored)
    except ValueError as error:
        raise DamagedReport(workbook.source, f"单元格的数值“{stored[:20]}”不是数") from error
    return shown(number, style.code, workbook.is_1904) if math.isfinite(number) else stored


def _shared(workbook: _Workbook, stored: str, style: Style) -> str:
    number = index_of(stored)
    if not 0 <= number < len(workbook.texts):
        raise DamagedReport(workbook.source, f"缺少第 {stored[:20]} 个共享字符串")
    return shown_text(workbook.texts[number], style.code)


def _formula_text(workbook: _Workbook, stored: str, style: Style) -> str:
    return shown_text(_unescaped(stored), style.code)


def _error(workbook: _Workbook, stored: str, style: Style) -> str:
    return stored


def _moment(workbook: _Workbook, stored: str, style: Style) -> str:
    """A date of this kind is text already: 2020-12-31T00:00:00. It is hidden as the number would be that others are."""
    return stored.removesuffix("T00:00:00").replace("T", " ") if shown(1, style.code).strip() else ""


def _truth(workbook: _Workbook, stored: str, style: Style) -> str:
    return "FALSE" if stored in _FALSE else "TRUE"


_KINDS: Mapping[str, Callable[[_Workbook, str, Style], str]] = {
    "s": _shared,
    "str": _formula_text,
    "e": _error,
    "d": _moment,
    "b": _truth,
}


def _text(item: etree._Element) -> str:
    """The runs of a text without the reading aids above them."""
    plain = (element.text or "" for element in item.iterfind(f"{_S}t"))
    return _unescaped(with_marks([*plain, *map(run_text, item.iterfind(f"{_S}r"))]))


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(lambda match: _CONTROLS.get(match.group(1).upper(), ""), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")
