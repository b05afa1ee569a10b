"""Pages become a report: ruled tables as grids, joined over pages, and paragraphs rebuilt from their wrapped
lines.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from pathlib import Path

from flows.model.exceptions import EmptyReport, UnsupportedFormat
from flows.model.report import Block, Paragraph, Report
from flows.readers import recognition
from flows.readers.layout.aligned import with_aligned_tables
from flows.readers.layout.columns import is_row
from flows.readers.layout.headed import with_heads
from flows.readers.layout.joining import goes_on, joined
from flows.readers.layout.lines import Line, Margins, continues, join, least, margins
from flows.readers.layout.page import UNMAPPED, Page, rounded
from flows.readers.layout.parting import with_rows_parted
from flows.readers.layout.running import Item, Sheet, running_lines, without_margins
from flows.readers.layout.shifted import laid_under
from flows.readers.layout.tables import Piece, as_table, tables_on
from flows.readers.layout.text_columns import in_columns
from flows.readers.overleaf import with_rests
from flows.readers.unseen import Kind, Unseen, arranged

_MOST_UNMAPPED = 0.3
_ENOUGH_PROSE = 8
_NEARLY_AS_WIDE = 0.8


def report_of(format_name: str, pages: Iterable[Page], source: Path, stated: int | None = None) -> Report:
    """What pages say one after another; `stated` is how many the file says it has, None where it does not say.

    Raises `EmptyReport` where no page holds anything, `MissingTool` where all must be recognised and nothing here
    can, and `UnsupportedFormat` where recognition finds no text.
    """
    sheets = [_sheet(page) for page in pages]
    glyph_count = sum(sheet.glyph_count for sheet in sheets)
    if not glyph_count and not any(sheet.picture_count or sheet.hidden for sheet in sheets):
        raise EmptyReport(source)
    unmapped = sum(sheet.unmapped for sheet in sheets)
    has_none = not glyph_count and not any(sheet.hidden for sheet in sheets)
    if (has_none or unmapped > glyph_count * _MOST_UNMAPPED) and not recognition.recogniser():
        raise recognition.missing(source)
    if has_none:
        raise UnsupportedFormat(source, "看不出文字的图片", "带文字层的 PDF 或 .docx")
    if unmapped > glyph_count * _MOST_UNMAPPED:
        raise UnsupportedFormat(source, "字体缺少编码表的 PDF", ".docx")
    running = running_lines(sheets)
    pictures = {sheet.page_no for sheet in sheets if sheet.origin == "picture"}
    body = _joined_tables([without_margins(sheet, running) for sheet in sheets], pictures)
    body = with_aligned_tables(body, {sheet.page_no: sheet.rules for sheet in sheets})
    items: list[Block | Unseen] = [
        *with_rests(_blocks(body, _edges(sheets), source), source),
        *(Paragraph(0, text, part) for text, part in running.lines.values()),
        *(_unseen(kind, text, sheet.page_no) for sheet in sheets for kind, text in sheet.hidden),
    ]
    blocks, unseen = arranged(items)
    notes: Iterator[str] = chain(_notes(sheets), unseen)
    if stated not in {None, len(sheets)}:
        notes = chain([f"文件标明 {stated} 页，实有 {len(sheets)} 页：已读取实有的各页，请核对是否完整"], notes)
    return Report(format_name, blocks, tuple(notes))


def _unseen(kind: Kind, text: str, page_no: int) -> Unseen:
    return Unseen(Paragraph(0, text, page_no=page_no), kind, f"第 {page_no} 页")


def _sheet(page: Page) -> Sheet:
    tables, outside, rules = tables_on(page)
    lines, columns = in_columns(outside, page.page_no, tables, rules)
    items: list[Item] = [*map(with_rows_parted, tables), *lines]
    items.sort(key=columns.order if columns else attrgetter("top"))
    text = "".join([glyph.text for glyph in page.glyphs])
    return Sheet(
        page.page_no,
        (round(page.width), round(page.height)),
        page.height,
        tuple(with_heads(items)),
        len("".join(text.split())),
        text.count(UNMAPPED),
        rules,
        page.picture_count,
        page.slanted,
        page.unseen,
        page.origin,
        page.illegible,
        page.hidden,
        columns,
    )


def _joined_tables(pages: Iterable[tuple[Sequence[Item], Line | None]], pictures: Set[int]) -> list[Item]:
    """The items of all pages, with a table that ends one page and begins the next as one; `pictures` are scans.

    A running line right above a table that begins anew is its caption, and comes before it.
    """
    result: list[Item] = []
    last_page = 0
    for items, caption in pages:
        for index, item in enumerate(items):
            before = result[-1] if result else None
            is_next = item.page_no == last_page + 1
            last_page = item.page_no
            if is_next and isinstance(item, Piece) and isinstance(before, Piece):
                below = laid_under(item, before) if item.page_no in pictures else item
                if goes_on(before, below):
                    result[-1] = joined(before, below)
                    continue
            if caption and not index and isinstance(item, Piece):
                result.append(caption)
            result.append(item)
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
    return [
        item
        for item in sheet.items
        if isinstance(item, Line)
        and not sheet.is_at_edge(item)
        and not (sheet.columns and sheet.columns.margins_of(item))
    ]


def _edges(sheets: Sequence[Sheet]) -> Callable[[Line], Margins]:
    """What says between which margins a line stands: those of its column of text, else those of its page."""
    pages = _margins(sheets)
    columns = {sheet.page_no: sheet.columns for sheet in sheets if sheet.columns}

    def edges_of(line: Line) -> Margins:
        beside = columns.get(line.page_no)
        return (beside.margins_of(line) if beside else None) or pages[line.page_no]

    return edges_of


def _blocks(items: Iterable[Item], edges_of: Callable[[Line], Margins], source: Path) -> Iterator[Block]:
    paragraph: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            # A number set apart ends its line, as in a list of amounts that is too short to be a table.
            if paragraph and (
                is_row(paragraph[-1])
                or is_row(item)
                or not _goes_on(paragraph[-1], item, edges_of, len(paragraph) == 1)
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


def _goes_on(line: Line, following: Line, edges_of: Callable[[Line], Margins], is_first: bool) -> bool:
    """Whether prose goes on, also from the foot of a column to the top of the next."""
    edges = edges_of(following)
    aside = edges.left - edges_of(line).left if line.page_no == following.page_no else 0.0
    if aside:
        line = replace(line, x0=line.x0 + aside, x1=line.x1 + aside)
    return continues(line, following, edges, is_first)


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        text = join(text, line.text)
    page_no = lines[0].page_no
    begun = [line for line in lines if line.page_no == page_no]
    box = rounded(
        min(line.x0 for line in begun), begun[0].top, max(line.x1 for line in begun), max(line.bottom for line in begun)
    )
    return Paragraph(0, text, page_no=page_no, box=box, confidence=least(line.confidence for line in lines))


def _notes(sheets: Sequence[Sheet]) -> Iterator[str]:
    if mute := _page_list(sheet for sheet in sheets if sheet.origin == "picture" and not sheet.glyph_count):
        yield f"{mute}是图片，没有认出文字"
    if recognised := _page_list(sheet for sheet in sheets if sheet.origin == "picture" and sheet.glyph_count):
        yield f"{recognised}的文字由图片识别，请对照原件核对"
    if hidden := _page_list(sheet for sheet in sheets if sheet.origin == "hidden"):
        yield f"{hidden}是图片，文字取自扫描软件附带的隐藏文字层，未经核对"
    if unread := _page_list(sheet for sheet in sheets if sheet.origin == "unread"):
        yield f"{unread}是图片，未读取：{recognition.why_unread()}"
    if illegible := sum(sheet.illegible for sheet in sheets):
        yield f"图片中有 {illegible} 处文字无法辨认，未读取"
    if unmapped := sum(sheet.unmapped for sheet in sheets):
        yield (
            f"有 {unmapped} 个字符因字体缺少编码表而无法识别，显示为 {UNMAPPED}："
            "文字不可信，请核对原件，或用原软件重新导出 PDF"
        )
    if slanted := sum(sheet.slanted for sheet in sheets):
        yield f"有 {slanted} 个倾斜或压在正文上的字符（如水印）未读取"
    if unseen := sum(sheet.unseen for sheet in sheets):
        yield f"有 {unseen} 个看不见的字符（隐藏文字，或在页面之外）未读取"


def _page_list(sheets: Iterable[Sheet]) -> str:
    """The numbers of the pages, as in 第 1–3、5 页; '' for none."""
    numbers = [sheet.page_no for sheet in sheets]
    if not numbers:
        return ""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    runs = [f"{start}" if start == end else f"{start}–{end}" for start, end in zip(starts, ends, strict=True)]
    return f"第 {'、'.join(runs)} 页"
