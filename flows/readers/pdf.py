"""PDF with a text layer: ruled tables as grids, joined over pages, and paragraphs rebuilt from their wrapped
lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from flows.exceptions import EmptyReport, UnsupportedFormat
from flows.readers.grid import numbered
from flows.readers.pdf_aligned import with_aligned_tables
from flows.readers.pdf_columns import is_row
from flows.readers.pdf_document import read_pages
from flows.readers.pdf_joining import goes_on, joined
from flows.readers.pdf_lines import Line, Margins, continues, join, lines_of, margins
from flows.readers.pdf_page import UNMAPPED, Page, rounded
from flows.readers.pdf_running import Item, Sheet, is_page_number, running_lines, without_margins
from flows.readers.pdf_tables import Piece, as_table, tables_on
from flows.report import Block, Paragraph, Report

_MOST_UNMAPPED = 0.3
_ENOUGH_PROSE = 8
_NEARLY_AS_WIDE = 0.8


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
    running = running_lines(sheets)
    body = _joined_tables([without_margins(sheet, running) for sheet in sheets])
    body = with_aligned_tables(body, {sheet.page_no: sheet.rules for sheet in sheets})
    blocks = [
        *_blocks(body, _margins(sheets), source),
        *(Paragraph(0, text, part) for text, part in running.lines.values()),
    ]
    return Report("pdf", numbered(blocks), tuple(_notes(sheets)))


def _sheet(page: Page) -> Sheet:
    tables, outside, rules = tables_on(page)
    items: list[Item] = [*tables, *lines_of(outside, page.page_no)]
    items.sort(key=lambda item: item.top)
    text = "".join([glyph.text for glyph in page.glyphs])
    return Sheet(
        page.page_no,
        (round(page.width), round(page.height)),
        page.height,
        tuple(items),
        len("".join(text.split())),
        text.count(UNMAPPED),
        rules,
        page.picture_count,
        page.slanted,
        page.unseen,
    )


def _joined_tables(pages: Iterable[tuple[Sequence[Item], Line | None]]) -> list[Item]:
    """The items of all pages, with a table that ends one page and begins the next as one.

    A running line right above a table that begins anew is its caption, and comes before it.
    """
    result: list[Item] = []
    last_page = 0
    for items, caption in pages:
        for index, item in enumerate(items):
            before = result[-1] if result else None
            is_next = item.page_no == last_page + 1
            if is_next and isinstance(item, Piece) and isinstance(before, Piece) and goes_on(before, item):
                result[-1] = joined(before, item)
            else:
                if caption and not index and isinstance(item, Piece):
                    result.append(caption)
                result.append(item)
            last_page = item.page_no
    return result


def _margins(sheets: Sequence[Sheet]) -> Mapping[int, Margins]:
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


def _prose(sheet: Sheet) -> list[Line]:
    return [item for item in sheet.items if isinstance(item, Line) and not sheet.is_at_edge(item)]


def _blocks(items: Iterable[Item], edges: Mapping[int, Margins], source: Path) -> Iterator[Block]:
    paragraph: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            # A number set apart ends its line, as in a list of amounts that is too short to be a table.
            if paragraph and (
                is_row(paragraph[-1])
                or is_row(item)
                or not continues(paragraph[-1], item, edges[item.page_no], len(paragraph) == 1)
            ):
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


def _notes(sheets: Sequence[Sheet]) -> Iterator[str]:
    if pictures := [str(sheet.page_no) for sheet in sheets if sheet.picture_count and not _says_something(sheet)]:
        yield f"第 {'、'.join(pictures)} 页是图片，没有文字层，未读取"
    if unmapped := sum(sheet.unmapped for sheet in sheets):
        yield f"有 {unmapped} 个字符因字体缺少编码表而无法识别，显示为 {UNMAPPED}"
    if slanted := sum(sheet.slanted for sheet in sheets):
        yield f"有 {slanted} 个倾斜或压在正文上的字符（如水印）未读取"
    if unseen := sum(sheet.unseen for sheet in sheets):
        yield f"有 {unseen} 个看不见的字符（隐藏文字，或在页面之外）未读取"


def _says_something(sheet: Sheet) -> bool:
    return any(isinstance(item, Piece) or not is_page_number(item.text) for item in sheet.items)
