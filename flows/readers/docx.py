"""Word documents (.docx, .docm): paragraphs, and tables as full grids, straight from the XML.

Read as Word shows the document with all tracked changes accepted. Not read: automatic list numbers (they
are in no run), pictures, comments, embedded objects (counted in a note).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from flows.exceptions import DamagedReport, UnsupportedFormat
from flows.readers.docx_text import MC, W, paragraph_text, value
from flows.readers.grid import MOST_COLUMNS, make_table, numbered
from flows.readers.opc import Package, open_package
from flows.report import Block, Cell, Paragraph, Part, Report

_P, _TBL, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"

# Elements that only wrap blocks, rows or cells; of an alternate content only the choice is shown.
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")) | {
    f"{MC}AlternateContent",
    f"{MC}Choice",
}


def read_docx(data: bytes, source: Path) -> Report:
    """The document's body, then headers, footers and notes, each once.

    Raises `DamagedReport`, `EncryptedReport` or `OversizedReport`, and `UnsupportedFormat` for a document
    of pictures only.
    """
    package = open_package(data, source)
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    root = package.xml(main)
    body = root.find(f"{W}body")
    if body is None:
        raise DamagedReport(source, f"{main} 中没有正文")
    blocks = [*_blocks(source, body, "body"), *_surroundings(package, main)]
    if not blocks and any(name.startswith("word/media/") for name in package.members):
        raise UnsupportedFormat(source, "只有图片的 Word 文档", "含文字的 .docx")
    return Report("docx", numbered(blocks), tuple(_notes(root)))


def _surroundings(package: Package, main: str) -> Iterator[Block]:
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
            for block in _blocks(package.source, package.xml(name), part):
                if isinstance(block, Paragraph) and kind in {"header", "footer"}:
                    if block.text in seen:
                        continue
                    seen.add(block.text)
                yield block


def _notes(root: etree._Element) -> Iterator[str]:
    if objects := sum(1 for _ in root.iter(f"{W}object")):
        yield f"文档含 {objects} 个嵌入对象（如 Excel 表格），其中内容未读取"
    if chunks := sum(1 for _ in root.iter(f"{W}altChunk")):
        yield f"文档含 {chunks} 处嵌入的外部文档，其中内容未读取"


def _blocks(source: Path, container: etree._Element, part: Part) -> Iterator[Block]:
    """Non-empty paragraphs and tables of a container, in order, whatever wraps them."""
    for element in _unwrapped(container):
        if element.tag == _P:
            yield from _paragraph(source, element, part)
        elif element.tag == _TBL:
            yield from _table(source, element, part)
        elif element.tag in {f"{W}footnote", f"{W}endnote"} and element.get(f"{W}type") in {None, "normal"}:
            yield from _blocks(source, element, part)


def _paragraph(source: Path, element: etree._Element, part: Part) -> Iterator[Block]:
    """The paragraph, then what it hides, then the text boxes anchored in it."""
    content = paragraph_text(element)
    if text := content.shown.strip():
        yield Paragraph(0, text, part)
    yield from _attached(source, content.hidden, content.boxes)


def _attached(source: Path, hidden: str, boxes: Sequence[etree._Element]) -> Iterator[Block]:
    if hidden.strip():
        yield Paragraph(0, hidden.strip(), "hidden")
    for box in boxes:
        yield from _blocks(source, box, "textbox")


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


def _table(source: Path, element: etree._Element, part: Part) -> Iterator[Block]:
    """The table, then the tables nested in it, its text boxes and hidden text."""
    grid = _Grid()
    for row in _unwrapped(element):
        if row.tag == _TR and row.find(f"{W}trPr/{W}del") is None:
            _add_row(source, grid, row, part)
    cells = (Cell(spot.row, spot.column, spot.text, spot.row_span, spot.column_span) for spot in grid.spots)
    if grid.column_count:
        yield make_table(source, cells, grid.row_count, grid.column_count, part)
    yield from grid.attached


def _add_row(source: Path, grid: _Grid, row: etree._Element, part: Part) -> None:
    """Places a row's cells.

    A vertical merge goes on only where the row above has a merged cell at the same column and of the same
    width; a continuation of nothing is a cell of its own. What a continued cell says is not shown by Word
    and is not read.
    """
    column = _count(value(row.find(f"{W}trPr/{W}gridBefore")), 0)
    still_open: dict[int, _Spot] = {}
    for element, span, vertical in _row_cells(row):
        above = grid.open.get(column)
        if vertical == "continue" and above is not None and above.column_span == span:
            above.row_span += 1
            still_open[column] = above
        else:
            spot = _Spot(grid.row_count, column, span, _cell_text(source, grid, element, part))
            grid.spots.append(spot)
            if vertical:
                still_open[column] = spot
        column += span
    column += _count(value(row.find(f"{W}trPr/{W}gridAfter")), 0)
    grid.open = still_open
    grid.row_count += 1
    grid.column_count = max(grid.column_count, column)


def _row_cells(row: etree._Element) -> list[tuple[etree._Element, int, str]]:
    """Each cell with its width and its vertical merge; old horizontal merges become width."""
    cells: list[tuple[etree._Element, int, str]] = []
    for element in _unwrapped(row):
        if element.tag != _TC:
            continue
        span, vertical, horizontal = _merges(element.find(f"{W}tcPr"))
        if horizontal == "continue" and cells:
            first, width, first_vertical = cells[-1]
            cells[-1] = (first, width + span, first_vertical)
        else:
            cells.append((element, span, vertical))
    return cells


def _merges(properties: etree._Element | None) -> tuple[int, str, str]:
    """Grid span, vertical and horizontal merge of a cell: '' for none, else restart or continue."""
    if properties is None:
        return 1, "", ""
    span = max(1, _count(value(properties.find(f"{W}gridSpan")), 1))
    return (span, _merge(properties.find(f"{W}vMerge")), _merge(properties.find(f"{W}hMerge")))


def _merge(element: etree._Element | None) -> str:
    return "" if element is None else value(element) or "continue"


def _cell_text(source: Path, grid: _Grid, element: etree._Element, part: Part) -> str:
    """A cell's paragraphs, one a line, without blank lines around them; nested tables go to the grid's
    attachments.
    """
    lines: list[str] = []
    for child in _unwrapped(element):
        if child.tag == _P:
            content = paragraph_text(child)
            lines.append(content.shown.rstrip())
            grid.attached.extend(_attached(source, content.hidden, content.boxes))
        elif child.tag == _TBL:
            grid.attached.extend(_table(source, child, part))
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)


def _unwrapped(element: etree._Element) -> Iterator[etree._Element]:
    """The children, with those of wrappers in their place."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _count(printed: str, otherwise: int) -> int:
    """A count as an attribute gives it, bounded; a broken one is as good as none."""
    return min(int(printed), MOST_COLUMNS) if printed.isascii() and printed.isdigit() else otherwise
