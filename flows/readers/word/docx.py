"""Word documents (.docx, .docm): paragraphs, and tables as full grids, straight from the XML.

Read as Word shows the document with all tracked changes accepted, numbers of lists included. Not read:
bullets, pictures, comments, and what notes name: embedded objects that are no workbooks, charts, other documents.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from flows.model.exceptions import DamagedReport, UnsupportedFormat
from flows.model.report import Block, Cell, Paragraph, Part, Report, Table
from flows.readers.grid import make_table
from flows.readers.marks import with_marks
from flows.readers.nested import unfolded
from flows.readers.overleaf import with_rests
from flows.readers.packing.opc import open_package
from flows.readers.unseen import Item, Kind, Unseen, arranged
from flows.readers.word.docx_changes import settle
from flows.readers.word.docx_formatting import without_looks
from flows.readers.word.docx_looks import OFF, Looks, W, value
from flows.readers.word.docx_merges import Merges, count, merges_of, row_cells
from flows.readers.word.docx_numbering import ListNumbers
from flows.readers.word.docx_objects import Embedded
from flows.readers.word.docx_styles import Styles
from flows.readers.word.docx_text import ParagraphText

_P, _TBL, _TR = f"{W}p", f"{W}tbl", f"{W}tr"
_TR_PROPERTIES = f"{W}trPr"
_GRID_BEFORE, _GRID_AFTER = f"{W}gridBefore", f"{W}gridAfter"
_HIDDEN_ROW = f"{W}hidden"
_NOTES = frozenset({f"{W}footnote", f"{W}endnote"})

# What is shown but not read, with what a clerk calls it.
_EMBEDDED = (
    (f"{W}object", "个嵌入对象（如 Excel 表格）"),
    (f"{W}altChunk", "处嵌入的外部文档"),
    ("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart", "个图表"),
    ("{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds", "个 SmartArt 图形"),
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What holds for the part `name` of the package while it is read.

    `labels` are the numbers of list paragraphs; a paragraph `without_end` lost its end to a tracked change
    and goes on in the next one.
    """

    source: Path
    name: str
    part: Part
    embedded: Embedded
    labels: Mapping[etree._Element, str]
    without_end: frozenset[etree._Element]
    merges: Merges
    looks: Looks


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
    styles = Styles(package, main)
    lists, looks = styles.lists(root), styles.looks(root)
    embedded = Embedded(package)
    reading = _reading(embedded, main, root, "body", lists, looks)
    blocks, notes = arranged(
        with_rests([*_blocks(reading, body), *_surroundings(embedded, main, lists, looks)], source)
    )
    if not blocks and any(name.startswith("word/media/") for name in package.members):
        raise UnsupportedFormat(source, "只有图片的 Word 文档", "含文字的 .docx")
    return Report("docx", blocks, (*notes, *embedded.notes, *_notes(root, embedded), *package.notes()))


def _reading(
    embedded: Embedded, name: str, root: etree._Element, part: Part, lists: ListNumbers, looks: Looks
) -> _Reading:
    """Settles the tree, numbers its lists and takes note of its styles."""
    without_end = settle(root)
    looks.meet(root)
    labels, source = lists.labels(root, without_end), embedded.package.source
    return _Reading(source, name, part, embedded, labels, without_end, merges_of(root), looks)


def _surroundings(embedded: Embedded, main: str, lists: ListNumbers, looks: Looks) -> Iterator[Item]:
    """Headers, footers and notes; a text that several sections repeat comes once."""
    package = embedded.package
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
            for block in _blocks(_reading(embedded, name, root, part, lists, looks), root):
                if isinstance(block, Paragraph) and kind in {"header", "footer"}:
                    if block.text in seen:
                        continue
                    seen.add(block.text)
                yield block


def _notes(root: etree._Element, embedded: Embedded) -> Iterator[str]:
    for tag, name in _EMBEDDED:
        if left := sum(element not in embedded.read for element in root.iter(tag)):
            yield f"文档含 {left} {name}，其中内容未读取"


def _content(reading: _Reading, container: etree._Element) -> Iterator[ParagraphText | etree._Element]:
    """Paragraphs with what they say, and whatever else a container holds, in order."""
    open_text: ParagraphText | None = None
    for element in container:
        if element.tag == _P:
            text = open_text or ParagraphText(reading.looks)
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


def _blocks(reading: _Reading, container: etree._Element) -> Iterator[Item]:
    """Non-empty paragraphs and tables of a container, in order, whatever wraps them."""
    for item in _content(reading, container):
        if isinstance(item, ParagraphText):
            if text := with_marks(item.shown).strip():
                yield Paragraph(0, text, reading.part)
            yield from _attached(reading, item)
        elif item.tag == _TBL:
            yield from _table(reading, item)
        elif item.tag in _NOTES and item.get(f"{W}type") in {None, "normal"}:
            yield from _blocks(reading, item)


def _attached(reading: _Reading, text: ParagraphText, row_no: int | None = None) -> Iterator[Item]:
    """What a paragraph hides, then the text boxes and the workbooks in it."""
    for kind, pieces in text.unseen.items():
        if hidden := with_marks(pieces).strip():
            yield Unseen(Paragraph(0, hidden), kind, row_no=row_no)
    for box in text.boxes:
        yield from _blocks(replace(reading, part="textbox"), box)
    for element, is_hidden in text.objects:
        for block in reading.embedded.blocks(reading.name, element, reading.part):
            yield Unseen(block, "hidden") if is_hidden else block


@dataclass(slots=True)
class _Spot:
    """A cell as its rows come in: where it begins, how far it spans, what it says."""

    row: int
    column: int
    column_span: int
    text: str
    row_span: int = 1
    inner: Sequence[Block] = ()


@dataclass(slots=True)
class _Grid:
    """A table while it is walked."""

    spots: list[_Spot] = field(default_factory=list)
    open: dict[int, _Spot] = field(default_factory=dict)
    row_count: int = 0
    column_count: int = 0
    unseen: list[Item] = field(default_factory=list)
    attached: list[Item] = field(default_factory=list)
    inner: dict[tuple[int, int], list[Block]] = field(default_factory=dict)  # of cells that hold tables


def _table(reading: _Reading, element: etree._Element) -> Iterator[Item]:
    """The table with those nested in it in their places, then its text boxes and hidden text."""
    grid = _Grid()
    for row in element:
        if row.tag == _TR:
            _add_row(reading, grid, row)
    cells = (Cell(spot.row, spot.column, spot.text, spot.row_span, spot.column_span) for spot in grid.spots)
    if grid.column_count and grid.row_count:
        outer = make_table(reading.source, cells, grid.row_count, grid.column_count, reading.part)
        yield from unfolded(outer, grid.inner, reading.source)
    yield from grid.unseen
    yield from grid.attached


def _add_row(reading: _Reading, grid: _Grid, row: etree._Element) -> None:
    """Places a row's cells, or sets the row apart where nobody sees it.

    A vertical merge goes on only where the row above has a merged cell at the same column and of the same
    width; a continuation of nothing is a cell of its own. What a continued cell says is not shown by Word
    and is not read.
    """
    properties = row.find(_TR_PROPERTIES)
    settings = {} if properties is None else {child.tag: value(child) for child in properties}
    column = count(settings.get(_GRID_BEFORE, ""), 0)
    still_open: dict[int, _Spot] = {}
    begun: list[_Spot] = []
    attached: list[list[Item]] = []  # of each cell that begins here
    for element, span, vertical in row_cells(reading.merges, row):
        above = grid.open.get(column)
        if vertical == "continue" and above is not None and above.column_span == span:
            still_open[column] = above
        else:
            attached.append([])
            said = _cell(reading, attached[-1], element, grid.row_count)
            spot = _Spot(grid.row_count, column, span, said.text, inner=said.blocks)
            begun.append(spot)
            if vertical:
                still_open[column] = spot
        column += span
    column += count(settings.get(_GRID_AFTER, ""), 0)
    grid.column_count = max(grid.column_count, column)
    is_hidden = settings.get(_HIDDEN_ROW, "off") not in OFF
    if is_hidden or (any(attached) and _is_unseen(begun, attached)):
        grid.unseen += _hidden_row(reading, begun, attached, column, is_hidden)
        return
    grid.attached.extend(item for items in attached for item in items)
    grid.spots += begun
    grid.inner |= {(spot.row, spot.column): list(spot.inner) for spot in begun if spot.inner}
    for spot in still_open.values():
        spot.row_span += spot.row < grid.row_count
    grid.open = still_open
    grid.row_count += 1


def _is_unseen(begun: Sequence[_Spot], attached: Sequence[Sequence[Item]]) -> bool:
    """Whether all that a row says is hidden, and that is more than a mark in a row that was left blank."""
    hidden = sum(any(isinstance(item, Unseen) for item in items) for items in attached)
    return bool(hidden) and 2 * hidden >= len(begun) and not any(spot.text for spot in begun)


def _hidden_row(
    reading: _Reading, begun: Sequence[_Spot], attached: Sequence[Sequence[Item]], width: int, is_hidden: bool
) -> Iterator[Item]:
    """The row as a table of its own, then what else its cells hold, which is hidden with them."""
    kinds = [item.kind for items in attached for item in items if isinstance(item, Unseen)]
    kind: Kind = "row" if is_hidden or not kinds else kinds[0]
    cells: list[Cell] = []
    for spot, items in zip(begun, attached, strict=True):
        pieces = [item.block.text for item in items if isinstance(item, Unseen) and isinstance(item.block, Paragraph)]
        cells.append(Cell(0, spot.column, "\n".join(filter(None, (spot.text, *pieces))), 1, spot.column_span))
    if any(cell.text for cell in cells):
        yield Unseen(make_table(reading.source, cells, 1, width), kind)
    for item in (item for items in attached for item in items if not isinstance(item, Unseen)):
        yield Unseen(item, kind)
    for block in (block for spot in begun for block in spot.inner if isinstance(block, Table)):
        yield Unseen(block, kind)


class _CellSaid(NamedTuple):
    """What a cell says, and where it holds tables its blocks in order."""

    text: str
    blocks: Sequence[Block]


def _cell(reading: _Reading, attached: list[Item], element: etree._Element, row_no: int) -> _CellSaid:
    """A cell's paragraphs, one a line, without blank lines around them; what else stands there is `attached`."""
    lines: list[str] = []
    inner: list[Block] = []
    told = 0
    for item in _content(reading, element):
        if isinstance(item, ParagraphText):
            lines.append(with_marks(item.shown).rstrip())
            if item.unseen or item.boxes or item.objects:
                attached.extend(_attached(reading, item, row_no))
        elif item.tag == _TBL:
            inner += _paragraph(lines[told:], reading.part)
            told = len(lines)
            for block in _table(reading, item):
                if isinstance(block, Unseen) or block.part != reading.part:
                    attached.append(block)
                else:
                    inner.append(block)
    blocks = [*inner, *_paragraph(lines[told:], reading.part)] if inner else ()
    return _CellSaid(_without_blank_ends(lines), blocks)


def _paragraph(lines: Sequence[str], part: Part) -> list[Block]:
    text = _without_blank_ends(lines)
    return [Paragraph(0, text, part)] if text else []


def _without_blank_ends(lines: Sequence[str]) -> str:
    told = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[told[0] : told[-1] + 1]) if told else ""
