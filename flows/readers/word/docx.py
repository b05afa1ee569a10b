"""Word documents (.docx, .docm): paragraphs, and tables as full grids, straight from the XML.

Read as Word shows the document with all tracked changes accepted, numbers of lists included. Not read:
bullets, pictures, comments, and what notes name: embedded objects, charts, other documents.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from flows.model.exceptions import DamagedReport, UnsupportedFormat
from flows.model.report import Block, Cell, Paragraph, Part, Report
from flows.readers.grid import MOST_COLUMNS, make_table, numbered
from flows.readers.nested import unfolded
from flows.readers.overleaf import joined
from flows.readers.packing.opc import Package, open_package
from flows.readers.word.docx_changes import settle
from flows.readers.word.docx_formatting import without_looks
from flows.readers.word.docx_numbering import ListNumbers, list_numbers
from flows.readers.word.docx_text import ParagraphText, W, value

_P, _TBL, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_TR_PROPERTIES, _TC_PROPERTIES = f"{W}trPr", f"{W}tcPr"
_GRID_BEFORE, _GRID_AFTER = f"{W}gridBefore", f"{W}gridAfter"
_GRID_SPAN, _V_MERGE, _H_MERGE = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_CELL_MERGED, _TRACKED_MERGES = f"{W}cellMerge", {"rest": "restart", "cont": "continue"}
_NOTES = frozenset({f"{W}footnote", f"{W}endnote"})

# What is shown but not read, with what a clerk calls it.
_EMBEDDED = (
    (f"{W}object", "个嵌入对象（如 Excel 表格）"),
    (f"{W}altChunk", "处嵌入的外部文档"),
    ("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart", "个图表"),
    ("{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds", "个 SmartArt 图形"),
)


@dataclass(slots=True)
class _Merge:
    """Width of a cell in the grid, and its merges: '' for none, else restart or continue."""

    span: int = 1
    vertical: str = ""
    horizontal: str = ""


_ALONE = _Merge()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What holds for a part of the package while it is read.

    `labels` are the numbers of list paragraphs; a paragraph `without_end` lost its end to a tracked change
    and goes on in the next one.
    """

    source: Path
    part: Part
    labels: Mapping[etree._Element, str]
    without_end: frozenset[etree._Element]
    merges: Mapping[etree._Element, _Merge]


def read_docx(data: bytes, source: Path) -> Report:
    """The document's body, then headers, footers and notes, each once.

    Raises `DamagedReport`, `EncryptedReport` or `OversizedReport`, and `UnsupportedFormat` for a document
    of pictures only.
    """
    package = open_package(data, source)
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    root = package.xml(main, without_looks)
    body = root.find(f"{W}body")
    if body is None:
        raise DamagedReport(source, f"{main} 中没有正文")
    lists = _lists(package, main, root)
    blocks = [*_blocks(_reading(source, root, "body", lists), body), *_surroundings(package, main, lists)]
    if not blocks and any(name.startswith("word/media/") for name in package.members):
        raise UnsupportedFormat(source, "只有图片的 Word 文档", "含文字的 .docx")
    return Report("docx", numbered(joined(blocks, source)), (*_notes(root), *package.notes()))


def _lists(package: Package, main: str, root: etree._Element) -> ListNumbers:
    """The lists of the document; the parts that define them are parsed only where something is numbered."""
    has_styles = next(root.iter(f"{W}pStyle"), None) is not None
    if not has_styles and next(root.iter(f"{W}numPr"), None) is None:
        return ListNumbers({}, {}, {})
    numbering = next(filter(package.has, package.related(main, "numbering")), None)
    styles = next(filter(package.has, package.related(main, "styles")), None)
    is_styled = has_styles and styles is not None and package.mentions(styles, b"numId")
    return list_numbers(
        package.xml(numbering, without_looks) if numbering else None,
        package.xml(styles, without_looks) if styles and is_styled else None,
    )


def _reading(source: Path, root: etree._Element, part: Part, lists: ListNumbers) -> _Reading:
    """Settles the tree and numbers its lists."""
    without_end = settle(root)
    return _Reading(source, part, lists.labels(root, without_end), without_end, _merges(root))


def _merges(root: etree._Element) -> dict[etree._Element, _Merge]:
    """How each cell is merged that is: found in one pass, as most cells are not."""
    found: dict[etree._Element, _Merge] = {}
    for element in root.iter(_GRID_SPAN, _V_MERGE, _H_MERGE, _CELL_MERGED):
        properties = element.getparent()
        cell = None if properties is None or properties.tag != _TC_PROPERTIES else properties.getparent()
        if cell is None or cell.tag != _TC:
            continue  # what a tracked change keeps of an earlier state
        merge = found.setdefault(cell, _Merge())
        tag = element.tag
        if tag == _GRID_SPAN:
            merge.span = max(1, _count(value(element), 1))
        elif tag == _V_MERGE:
            merge.vertical = value(element) or "continue"
        elif tag == _H_MERGE:
            merge.horizontal = value(element) or "continue"
        else:
            merge.vertical = _TRACKED_MERGES.get(element.get(f"{W}vMerge", ""), "")
    return found


def _surroundings(package: Package, main: str, lists: ListNumbers) -> Iterator[Block]:
    """Headers, footers and notes; a text that several sections repeat comes once."""
    parts: tuple[tuple[str, Part], ...] = (
        ("header", "header"),
        ("footer", "footer"),
        ("footnotes", "footnote"),
        ("endnotes", "footnote"),
    )
    for kind, part in parts:
        seen: set[str] = set()
        for name in package.related(main, kind):
            if not package.has(name):
                continue
            root = package.xml(name, without_looks)
            for block in _blocks(_reading(package.source, root, part, lists), root):
                if isinstance(block, Paragraph) and kind in {"header", "footer"}:
                    if block.text in seen:
                        continue
                    seen.add(block.text)
                yield block


def _notes(root: etree._Element) -> Iterator[str]:
    for tag, name in _EMBEDDED:
        if count := sum(1 for _ in root.iter(tag)):
            yield f"文档含 {count} {name}，其中内容未读取"


def _content(reading: _Reading, container: etree._Element) -> Iterator[ParagraphText | etree._Element]:
    """Paragraphs with what they say, and whatever else a container holds, in order."""
    open_text: ParagraphText | None = None
    for element in container:
        if element.tag == _P:
            text = open_text or ParagraphText()
            text.read(element)
            if element in reading.without_end:
                open_text = text
                continue
            if element in reading.labels and text.shown:
                text.shown.insert(0, reading.labels[element])
            yield text
        elif open_text is not None:
            yield open_text
            yield element
        else:
            yield element
        open_text = None
    if open_text is not None:
        yield open_text


def _blocks(reading: _Reading, container: etree._Element) -> Iterator[Block]:
    """Non-empty paragraphs and tables of a container, in order, whatever wraps them."""
    for item in _content(reading, container):
        if isinstance(item, ParagraphText):
            if text := "".join(item.shown).strip():
                yield Paragraph(0, text, reading.part)
            yield from _attached(reading, item)
        elif item.tag == _TBL:
            yield from _table(reading, item)
        elif item.tag in _NOTES and item.get(f"{W}type") in {None, "normal"}:
            yield from _blocks(reading, item)


def _attached(reading: _Reading, text: ParagraphText) -> Iterator[Block]:
    """What a paragraph hides, then the text boxes anchored in it."""
    if hidden := "".join(text.hidden).strip():
        yield Paragraph(0, hidden, "hidden")
    for box in text.boxes:
        yield from _blocks(replace(reading, part="textbox"), box)


@dataclass(slots=True)
class _Spot:
    """A cell as its rows come in: where it begins, how far it spans, what it says."""

    row: int
    column: int
    column_span: int
    text: str
    row_span: int = 1


@dataclass(slots=True)
class _Grid:
    """A table while it is walked."""

    spots: list[_Spot] = field(default_factory=list)
    open: dict[int, _Spot] = field(default_factory=dict)
    row_count: int = 0
    column_count: int = 0
    attached: list[Block] = field(default_factory=list)
    inner: dict[tuple[int, int], list[Block]] = field(default_factory=dict)  # of cells that hold tables


def _table(reading: _Reading, element: etree._Element) -> Iterator[Block]:
    """The table with those nested in it in their places, then its text boxes and hidden text."""
    grid = _Grid()
    for row in element:
        if row.tag == _TR:
            _add_row(reading, grid, row)
    cells = (Cell(spot.row, spot.column, spot.text, spot.row_span, spot.column_span) for spot in grid.spots)
    if grid.column_count:
        outer = make_table(reading.source, cells, grid.row_count, grid.column_count, reading.part)
        yield from unfolded(outer, grid.inner, reading.source)
    yield from grid.attached


def _add_row(reading: _Reading, grid: _Grid, row: etree._Element) -> None:
    """Places a row's cells.

    A vertical merge goes on only where the row above has a merged cell at the same column and of the same
    width; a continuation of nothing is a cell of its own. What a continued cell says is not shown by Word
    and is not read.
    """
    properties = row.find(_TR_PROPERTIES)
    settings = {} if properties is None else {child.tag: value(child) for child in properties}
    column = _count(settings.get(_GRID_BEFORE, ""), 0)
    still_open: dict[int, _Spot] = {}
    for element, span, vertical in _row_cells(reading, row):
        above = grid.open.get(column)
        if vertical == "continue" and above is not None and above.column_span == span:
            above.row_span += 1
            still_open[column] = above
        else:
            spot = _Spot(grid.row_count, column, span, _cell_text(reading, grid, element, column))
            grid.spots.append(spot)
            if vertical:
                still_open[column] = spot
        column += span
    column += _count(settings.get(_GRID_AFTER, ""), 0)
    grid.open = still_open
    grid.row_count += 1
    grid.column_count = max(grid.column_count, column)


def _row_cells(reading: _Reading, row: etree._Element) -> list[tuple[etree._Element, int, str]]:
    """Each cell with its width and its vertical merge; old horizontal merges become width."""
    cells: list[tuple[etree._Element, int, str]] = []
    for element in row:
        if element.tag != _TC:
            continue
        merge = reading.merges.get(element, _ALONE)
        if merge.horizontal == "continue" and cells:
            first, width, first_vertical = cells[-1]
            cells[-1] = (first, width + merge.span, first_vertical)
        else:
            cells.append((element, merge.span, merge.vertical))
    return cells


def _cell_text(reading: _Reading, grid: _Grid, element: etree._Element, column: int) -> str:
    """A cell's paragraphs, one a line, without blank lines around them; what a cell with tables holds goes to the
    grid as well, in order.
    """
    lines: list[str] = []
    inner: list[Block] = []
    told = 0
    for item in _content(reading, element):
        if isinstance(item, ParagraphText):
            lines.append("".join(item.shown).rstrip())
            if item.hidden or item.boxes:
                grid.attached.extend(_attached(reading, item))
        elif item.tag == _TBL:
            inner += _paragraph(lines[told:], reading.part)
            told = len(lines)
            for block in _table(reading, item):
                (inner if block.part == reading.part else grid.attached).append(block)
    if inner:
        grid.inner[grid.row_count, column] = [*inner, *_paragraph(lines[told:], reading.part)]
    return _without_blank_ends(lines)


def _paragraph(lines: Sequence[str], part: Part) -> list[Block]:
    text = _without_blank_ends(lines)
    return [Paragraph(0, text, part)] if text else []


def _without_blank_ends(lines: Sequence[str]) -> str:
    told = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[told[0] : told[-1] + 1]) if told else ""


def _count(printed: str, otherwise: int) -> int:
    """A count as an attribute gives it, bounded; a broken one is as good as none."""
    if not (printed.isascii() and printed.isdigit()):
        return otherwise
    return min(int(printed[:9]), MOST_COLUMNS)
