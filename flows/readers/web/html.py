"""Web pages, and what Word, WPS or LibreOffice save as one: paragraphs and tables without the site around
them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from flows.model.exceptions import DamagedReport, EmptyReport, NoReport
from flows.model.report import Block, Paragraph, Report, Table
from flows.readers.encoding import utf16_without_mark
from flows.readers.grid import make_table
from flows.readers.marks import Rise, with_marks
from flows.readers.nested import unfolded
from flows.readers.notes import attached
from flows.readers.overleaf import with_rests
from flows.readers.served import MOST_TEXT, refuse_served
from flows.readers.unseen import Item, Kind, Unseen, arranged
from flows.readers.web.chrome import Weights, is_chrome, weigh
from flows.readers.web.elsewhere import (
    attachments_of,
    beginning_of,
    is_made_by_script,
    refuse_frames,
)  # fmt: skip
from flows.readers.web.fields import fill_in
from flows.readers.web.hiding import Hiding, hiding_of, may_hide
from flows.readers.web.raising import Raising, raises, raising_of
from flows.readers.web.styles import Sheets
from flows.readers.web.table import Row, is_layout, place_cells, rows_of

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_SUBSETS_OF_GB18030 = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "chinese"})

_BLOCK_NAMES = (
    "address article blockquote body caption center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary tbody td "
    "tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())

_SOFT_BREAK = "\x1f"  # a line break of the source, which is no line break of the page
_SOURCE_BREAKS = re.compile(r"[ \t\f]*[\r\n][ \t\r\n\f]*")
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BREAK_IN_WIDE_TEXT = re.compile(f"(?<={_WIDE}){_SOFT_BREAK}+(?={_WIDE})")
_BLANKS = re.compile(f"[ \t\xa0{_SOFT_BREAK}]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n(?=\u3000)")


def read_html(data: bytes, source: Path) -> Report:
    """The page's paragraphs and tables; menus, link lists, scripts and small forms are left out.

    Raises `DamagedReport` where elements nest too deep or are too long to be read to the end, `NoReport` where a server
    sent something else or all stands in other files, `EmptyReport` where there is nothing.
    """
    page = _encoded(decode_html(data))
    root = _parse(page, source)
    attachments = _refuse_others(root, source)
    blocks, notes = arranged(_items_of(root, page, source))
    note = attached("网页", attachments)
    if not blocks and attachments:
        raise NoReport(source, f"网页只有嵌在其中的文件（{'、'.join(attachments)}）", "请下载该文件")
    if not blocks and is_made_by_script(root):
        raise NoReport(source, "网页的正文由脚本生成，没有存进文件", "请在浏览器中打开并看到报告，另存为 PDF 或 .mht")
    return Report("html", blocks, (*notes, note) if note else notes)


def _refuse_others(root: etree._Element, source: Path) -> tuple[str, ...]:
    """The page's attachments; raises `NoReport` for pages of servers and of frames."""
    attachments = attachments_of(root)
    beginning = beginning_of(root, MOST_TEXT)
    refuse_frames(root, beginning, source)
    asks_password = any(field.get("type", "").lower() == "password" for field in root.iter("input"))
    if not attachments:
        refuse_served(beginning, source, root.findtext("head/title") or "", asks_password)
    return attachments


def page_items(text: str, source: Path) -> list[Item]:
    """What a page within a file of several holds, not numbered yet; raises as `read_html` does."""
    page = _encoded(text)
    return _items_of(_parse(page, source), page, source)


def _encoded(text: str) -> bytes:
    return text.replace("\0", "").encode("utf-8", errors="replace")


def _items_of(root: etree._Element, page: bytes, source: Path) -> list[Item]:
    found = root.find("body")
    body = root if found is None else found
    fill_in(body)
    small, sheets = page.lower(), Sheets(root, _counts_in_part)
    reading = _Page(source, body, weigh(body), hiding_of(root, small, sheets), raising_of(small, sheets))
    return with_rests(reading.blocks_of(body), source)


def _counts_in_part(name: str, value: str, has_names: bool) -> bool:
    """What counts of a selector of which only the last part is known: where the rest of it does not apply, it hides
    nothing, so only what it may show; and what raises, where the part is more than a tag.
    """
    return not may_hide(name, value) and (has_names or not raises(name))


def decode_html(data: bytes, declared_outside: str = "") -> str:
    """The page as text: by byte order mark, else as declared where that works, else UTF-8, else GB 18030.

    What is declared outside the page, by what carried it, counts before its own words. Bytes that fit none become
    U+FFFD, so that one broken byte does not cost the page.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if encoding := utf16_without_mark(data):
        return data.decode(encoding, errors="replace")
    inside = [match.group(1).decode("ascii").lower() for match in _DECLARED.finditer(data[:4096])]
    declared = [declared_outside, *inside] if declared_outside else inside
    known = ["gb18030" if name in _SUBSETS_OF_GB18030 else name for name in declared]
    for encoding in ("utf-8-sig", *known) if data.startswith(b"\xef\xbb\xbf") else (*known, "utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except (ValueError, LookupError):  # a name with a zero byte in it is no name at all
            continue
    readings = [data.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030")]
    return min(readings, key=lambda text: text.count("\ufffd"))


def _parse(page: bytes, source: Path) -> etree._Element:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        root = lxml_html.document_fromstring(page, parser=parser)
    except etree.ParserError as error:
        raise EmptyReport(source) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DamagedReport(source, "网页元素嵌套过深，或有一处内容超过 10 MB")
    return root


@dataclass(slots=True)
class _Flow:
    """Blocks so far, the line that is being gathered, and what is hidden in it."""

    blocks: list[Item] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    keeps_blank: bool = False

    def raise_from(self, at: int, rise: Rise) -> None:
        """What the line gathered from there on stands above it, where anything raises it."""
        if rise:
            self.line[at:] = [rise("".join(self.line[at:]))]

    def end_line(self, is_paragraph: bool = False) -> None:
        """Closes the line; in a cell an empty paragraph is kept, as it separates what stands around it."""
        text = _BREAK_IN_WIDE_TEXT.sub("", with_marks(self.line))
        text = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text)).strip(" \n")
        self.line.clear()
        if self.keeps_blank:
            if text or is_paragraph:
                self.blocks.append(Paragraph(0, text))
        else:
            paragraphs = (paragraph.strip() for paragraph in _PARAGRAPH_BREAK.split(text))
            self.blocks += (Paragraph(0, paragraph) for paragraph in paragraphs if paragraph)
        self.blocks += self.unseen
        self.unseen.clear()


@dataclass(frozen=True, slots=True)
class _Page:
    """The page that is read: what every step of the walk needs to know."""

    source: Path
    body: etree._Element
    weights: Weights
    hiding: Hiding
    raising: Raising

    def blocks_of(self, container: etree._Element, keeps_blank: bool = False) -> list[Item]:
        flow = _Flow(keeps_blank=keeps_blank)
        self._walk(container, flow, container.tag == "pre")
        flow.end_line()
        return flow.blocks

    def _walk(self, element: etree._Element, flow: _Flow, is_pre: bool) -> None:
        flow.line.append(_flowing(element.text, is_pre))
        for child in element:
            if isinstance(child.tag, str) and not is_chrome(child, self.weights, self.body):
                kind = self.hiding.hides(child)
                if kind and (self.hiding.removes(child) or _says_something(child)):
                    flow.unseen += self._unseen(child, kind)
                else:
                    self._child(child, flow, is_pre)
            flow.line.append(_flowing(child.tail, is_pre))

    def _child(self, child: etree._Element, flow: _Flow, is_pre: bool) -> None:
        if child.tag == "br":
            flow.line.append("\n")
        elif child.tag == "table":
            flow.end_line()
            flow.blocks.extend(self._table(child, flow.keeps_blank))
        elif child.tag in _BLOCKS:
            flow.end_line()
            before = len(flow.blocks)
            self._walk(child, flow, is_pre or child.tag == "pre")
            flow.end_line(is_paragraph=child.tag == "p" and len(flow.blocks) == before)
        else:
            at, count = len(flow.line), len(flow.blocks)
            self._walk(child, flow, is_pre)
            if len(flow.blocks) == count:
                flow.raise_from(at, self.raising.of(child))

    def _unseen(self, element: etree._Element, kind: Kind) -> list[Unseen]:
        """What a hidden element says, as far as it says a number: of buttons and notices a page hides many."""
        items = self._table(element, False) if element.tag == "table" else self.blocks_of(element)
        return _hidden(items, kind)

    def _table(self, element: etree._Element, keeps_blank: bool) -> list[Item]:
        """The caption and the table; of a layout table what its cells hold."""
        rows = rows_of(element, self.hiding)
        blocks: list[Item] = []
        for caption in element.iterchildren("caption"):
            blocks.extend(self.blocks_of(caption))
        if is_layout(element, rows.seen):
            for row in rows.seen:
                for cell in row:
                    blocks.extend(self._of_cell(cell, keeps_blank))
        else:
            blocks.extend(self._data_table(rows.seen))
        for row, kind in rows.unseen:
            blocks.extend(_hidden(self._data_table([row]), kind))
        return blocks

    def _of_cell(self, cell: etree._Element, keeps_blank: bool) -> list[Item]:
        if kind := self.hiding.hides(cell):
            return list(self._unseen(cell, kind))
        return self.blocks_of(cell, keeps_blank)

    def _data_table(self, rows: list[Row]) -> list[Item]:
        held: list[list[Block]] = []  # by the cells in order
        unseen: list[Item] = []

        def text_of(cell: etree._Element) -> str:
            items = self._of_cell(cell, keeps_blank=True)
            unseen.extend(item for item in items if isinstance(item, Unseen))
            held.append([item for item in items if not isinstance(item, Unseen)])
            return "\n".join(block.text for block in held[-1] if isinstance(block, Paragraph)).strip("\n")

        cells, column_count = place_cells(rows, text_of, self.source)
        inner = {
            (cell.row, cell.column): [block for block in blocks if isinstance(block, Table) or block.text]
            for cell, blocks in zip(cells, held, strict=True)
            if any(isinstance(block, Table) for block in blocks)
        }
        if not inner and not any(cell.text for cell in cells):
            return unseen
        return [*unfolded(make_table(self.source, cells, len(rows), column_count), inner, self.source), *unseen]


def _hidden(items: Iterable[Item], kind: Kind) -> list[Unseen]:
    blocks = (item.block if isinstance(item, Unseen) else item for item in items)
    return [Unseen(block, kind) for block in blocks if _says_number(block)]


def _says_something(element: etree._Element) -> bool:
    """What shows nothing but a blank parts the words beside it, seen or not."""
    return any(map(str.strip, map(str, element.itertext())))


def _says_number(block: Block) -> bool:
    texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
    return any(letter.isdigit() for text in texts for letter in text)


def _flowing(text: str | None, is_pre: bool) -> str:
    if not text:
        return ""
    return text if is_pre else _SOURCE_BREAKS.sub(_SOFT_BREAK, text)
