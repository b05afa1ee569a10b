"""Rich text (.rtf), read as Word shows it, by the words of its specification.

A table is no object here: paragraphs say that they lie in one, and the words before the end of a row say where its
cells end. Not read: pictures and comments, and embedded objects, which a note counts.
"""

from pathlib import Path

from flows.model.exceptions import DamagedReport, UnsupportedFormat
from flows.model.report import Paragraph, Part, Report
from flows.readers.overleaf import with_rests
from flows.readers.rtf.reading import Reading
from flows.readers.rtf.state import State
from flows.readers.rtf.stories import RowDefinition, Story
from flows.readers.rtf.tokens import is_wide_page, page_of_number, tokens_of
from flows.readers.unseen import Item, arranged

_AT_THE_END: tuple[Part, ...] = ("header", "footer", "footnote")
_HEAD = 4096  # bytes in which a document says what code page it is in


def read_rtf(data: bytes, source: Path) -> Report:
    """The document's body, then headers, footers and notes, each once.

    Raises `DamagedReport`, `OversizedReport`, and `UnsupportedFormat` for a document of pictures only.
    """
    start = data.find(b"{\\rtf")
    if start < 0:
        raise DamagedReport(source, "缺少 RTF 的开头")
    page = _document_page(data[start:])
    body = Story(source, "body")
    reading = Reading(source, page, State(body, RowDefinition()))
    for token in tokens_of(data[start:], is_wide_page(page)):
        reading.take(token)
        if reading.is_whole:
            break
    reading.end()
    items = body.close()
    for part in _AT_THE_END:
        items.extend(_once(reading.ending.get(part, []), part))
    blocks, unseen = arranged(with_rests(items, source))
    if not blocks and reading.has_pictures:
        raise UnsupportedFormat(source, "只有图片的 RTF 文档", "含文字的 .docx")
    notes = [*unseen]
    if reading.objects:
        notes.append(f"文档含 {reading.objects} 个嵌入对象（如 Excel 表格），其中内容未读取")
    if not reading.is_whole:
        notes.append("RTF 文件的结尾不完整，可能没有下载完：已读取实有的内容，请对照原件核对")
    return Report("rtf", blocks, tuple(notes))


def _document_page(data: bytes) -> str:
    """The code page that the document says its bytes are in."""
    for token in tokens_of(data[:_HEAD], is_wide=False):
        if token.kind == "word" and token.value == b"ansicpg":
            return page_of_number(token.number or 0)
    return page_of_number(0)


def _once(items: list[Item], part: Part) -> list[Item]:
    """The blocks, with a line that the headers or footers of several sections repeat once."""
    seen: set[str] = set()
    kept: list[Item] = []
    for block in items:
        if isinstance(block, Paragraph) and part != "footnote":
            if block.text in seen:
                continue
            seen.add(block.text)
        kept.append(block)
    return kept
