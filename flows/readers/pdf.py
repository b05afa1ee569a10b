"""PDF with a text layer: ruled tables as grids, joined over pages, and paragraphs rebuilt from their wrapped
lines.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.exceptions import EmptyReport, UnsupportedFormat
from flows.readers.grid import numbered
from flows.readers.pdf_document import read_pages
from flows.readers.pdf_lines import Line, Margins, continues, join, lines_of, margins
from flows.readers.pdf_page import UNMAPPED, Page, rounded
from flows.readers.pdf_tables import Piece, as_table, goes_on, joined, tables_on
from flows.report import Block, Paragraph, Part, Report

_EDGE = 0.12  # of the page's height: where headers, footers and page numbers stand
_PAGE_NUMBER = re.compile(
    r"[-—–－·.\s]*(?:page\s*)?第?\s*\d{1,4}\s*页?(?:\s*(?:[/／,，]|of|共)?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－·.\s]*",
    re.IGNORECASE,
)
_MOST_UNMAPPED = 0.3
_FEWEST_REPEATS = 3
_ENOUGH_PROSE = 8
_NEARLY_AS_WIDE = 0.8

Item = Line | Piece


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as far as it is understood by itself."""

    page_no: int
    size: tuple[int, int]
    height: float
    items: tuple[Item, ...]
    glyph_count: int
    unmapped: int
    picture_count: int
    slanted: int

    def is_at_edge(self, item: Item) -> bool:
        """Whether it is a line in the top or the bottom margin."""
        return isinstance(item, Line) and not _EDGE < (item.top + item.bottom) / 2 / self.height < 1 - _EDGE


def read_pdf(data: bytes, source: Path) -> Report:
    """The document's paragraphs and tables; page numbers are dropped, running headers and footers come once
    at the end.

    Raises `EncryptedReport`, `DamagedReport`, `OversizedReport`, and `UnsupportedFormat` for scans and
    for text that its fonts do not decode.
    """
    sheets = [_sheet(page) for page in read_pages(data, source)]
    glyph_count = sum(sheet.glyph_count for sheet in sheets)
    if not glyph_count and not any(sheet.picture_count for sheet in sheets):
        raise EmptyReport(source)
    if not glyph_count:
        raise UnsupportedFormat(source, "扫描件（无文字层）", "带文字层的 PDF 或 .docx")
    if sum(sheet.unmapped for sheet in sheets) > glyph_count * _MOST_UNMAPPED:
        raise UnsupportedFormat(source, "字体缺少编码表的 PDF", ".docx")
    running = _running_lines(sheets)
    body = _joined_tables([item for sheet in sheets for item in _without_margins(sheet, running)])
    blocks = [
        *_blocks(body, _margins(sheets), source),
        *(Paragraph(0, text, part) for text, part in running.items()),
    ]
    return Report("pdf", numbered(blocks), tuple(_notes(sheets)))


def _sheet(page: Page) -> _Sheet:
    tables, outside = tables_on(page)
    items: list[Item] = [*tables, *lines_of(outside, page.page_no)]
    items.sort(key=lambda item: item.top)
    text = "".join([glyph.text for glyph in page.glyphs])
    return _Sheet(
        page.page_no,
        (round(page.width), round(page.height)),
        page.height,
        tuple(items),
        len("".join(text.split())),
        text.count(UNMAPPED),
        page.picture_count,
        page.slanted,
    )


def _running_lines(sheets: Sequence[_Sheet]) -> Mapping[str, Part]:
    """Lines in the margins that most pages repeat."""
    counts: Counter[str] = Counter()
    parts: dict[str, Part] = {}
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item, Line) and sheet.is_at_edge(item) and not _PAGE_NUMBER.fullmatch(item.text):
                counts[item.text] += 1
                parts[item.text] = "header" if item.top < sheet.height / 2 else "footer"
    return {text: parts[text] for text, count in counts.items() if count >= _FEWEST_REPEATS and count * 2 > len(sheets)}


def _without_margins(sheet: _Sheet, running: Mapping[str, Part]) -> list[Item]:
    """The page's own content: no running lines, and no page number above or below everything else."""
    items = [
        item for item in sheet.items if not (isinstance(item, Line) and sheet.is_at_edge(item) and item.text in running)
    ]
    for outermost in (0, -1):
        item = items[outermost] if items else None
        if isinstance(item, Line) and sheet.is_at_edge(item) and _PAGE_NUMBER.fullmatch(item.text):
            del items[outermost]
    return items


def _joined_tables(items: Iterable[Item]) -> list[Item]:
    """The items, with a table that ends one page and begins the next as one."""
    result: list[Item] = []
    last_page = 0
    for item in items:
        before = result[-1] if result else None
        if (
            isinstance(item, Piece)
            and isinstance(before, Piece)
            and item.page_no == last_page + 1
            and goes_on(before, item)
        ):
            result[-1] = joined(before, item)
        else:
            result.append(item)
        last_page = item.page_no
    return result


def _margins(sheets: Sequence[_Sheet]) -> Mapping[int, Margins]:
    """The margins of each page: those of all pages of its size, or its own where that is about as wide."""
    by_size: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for sheet in sheets:
        by_size[sheet.size].extend(_prose(sheet))
    result: dict[int, Margins] = {}
    for sheet in sheets:
        shared = margins(by_size[sheet.size], sheet.size[0])
        own = margins(_prose(sheet), sheet.size[0])
        is_own = len(_prose(sheet)) >= _ENOUGH_PROSE and own.width >= _NEARLY_AS_WIDE * shared.width
        result[sheet.page_no] = own if is_own else shared
    return result


def _prose(sheet: _Sheet) -> list[Line]:
    return [item for item in sheet.items if isinstance(item, Line) and not sheet.is_at_edge(item)]


def _blocks(items: Iterable[Item], edges: Mapping[int, Margins], source: Path) -> Iterator[Block]:
    paragraph: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            if paragraph and not continues(paragraph[-1], item, edges[item.page_no], len(paragraph) == 1):
                yield _paragraph(paragraph)
                paragraph = []
            paragraph.append(item)
            continue
        if paragraph:
            yield _paragraph(paragraph)
            paragraph = []
        yield as_table(item, source)
    if paragraph:
        yield _paragraph(paragraph)


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        text = join(text, line.text)
    page_no = lines[0].page_no
    begun = [line for line in lines if line.page_no == page_no]
    box = rounded(
        min(line.x0 for line in begun), begun[0].top, max(line.x1 for line in begun), max(line.bottom for line in begun)
    )
    return Paragraph(0, text, page_no=page_no, box=box)


def _notes(sheets: Sequence[_Sheet]) -> Iterator[str]:
    if pictures := [str(sheet.page_no) for sheet in sheets if sheet.picture_count and not _says_something(sheet)]:
        yield f"第 {'、'.join(pictures)} 页是图片，没有文字层，未读取"
    if unmapped := sum(sheet.unmapped for sheet in sheets):
        yield f"有 {unmapped} 个字符因字体缺少编码表而无法识别，显示为 {UNMAPPED}"
    if slanted := sum(sheet.slanted for sheet in sheets):
        yield f"有 {slanted} 个倾斜的字符（如水印）未读取"


def _says_something(sheet: _Sheet) -> bool:
    return any(isinstance(item, Piece) or not _PAGE_NUMBER.fullmatch(item.text) for item in sheet.items)
