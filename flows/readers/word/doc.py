"""Word 97 documents (.doc, and .wps of WPS, which is the same format), read as Word shows them.

A table is no object here: paragraphs say that they lie in one, and the mark at the end of a row says where
the borders between its cells are. Not read: automatic list numbers, pictures, comments, embedded objects
(counted in a note).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from flows.model.exceptions import UnsupportedFormat
from flows.model.report import Paragraph, Part, Report
from flows.readers.notes import MACROS
from flows.readers.overleaf import with_rests
from flows.readers.packing.ole import has_macros
from flows.readers.unseen import Item, Unseen, arranged
from flows.readers.word.doc_file import DocFile, Properties, open_doc
from flows.readers.word.doc_table import row_of
from flows.readers.word.doc_text import Words, words_of
from flows.readers.word.open_tables import OpenTables

_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_INNER_CELL_END, _INNER_ROW_END = 0x244B, 0x244C
_SHADED = (0xC64D, 0x442D)
_END = re.compile("[\r\x07\x0c]")
_OBJECT = re.compile("\x13\\s*EMBED\\s", re.IGNORECASE)
_PICTURES = ("\x01", "\x08")

# The six stories of a section: headers of even, odd and first pages are the first, second and fifth.
_STORIES = 6
_HEADERS = frozenset({0, 1, 4})
_AFTER_BODY: tuple[tuple[str, Part], ...] = (
    ("footnote", "footnote"),
    ("endnote", "footnote"),
    ("textbox", "textbox"),
    ("header_textbox", "textbox"),
)


def read_doc(data: bytes, source: Path) -> Report:
    """The document's body, then headers, footers, notes and text boxes.

    Raises `DamagedReport`, `EncryptedReport`, `OversizedReport`, and `UnsupportedFormat` for versions
    before Word 97 and for a document of pictures only.
    """
    file = open_doc(data, source)
    document = _Document(file, words_of(file), source)
    items = [*document.blocks(*file.parts["main"], "body"), *_margins(document)]
    for name, part in _AFTER_BODY:
        items.extend(document.blocks(*file.parts[name], part))
    blocks, unseen = arranged(with_rests(items, source))
    if not blocks and any(sign in document.words.text for sign in _PICTURES):
        raise UnsupportedFormat(source, "只有图片的 Word 文档", "含文字的 .docx")
    objects = len(_OBJECT.findall(document.words.text))
    notes = (f"文档含 {objects} 个嵌入对象（如 Excel 表格），其中内容未读取",) if objects else ()
    return Report("doc", blocks, (*unseen, *notes, *((MACROS,) if has_macros(data) else ())))


def _margins(document: "_Document") -> Iterator[Item]:
    """Headers, then footers; a text that several sections repeat comes once."""
    start, end = document.file.parts["header"]
    edges = [min(start + max(place, 0), end) for place in document.file.stories]
    stories = list(pairwise(edges))[_STORIES:]
    for part in ("header", "footer"):
        seen: set[str] = set()
        for number, (first, last) in enumerate(stories):
            if (number % _STORIES in _HEADERS) != (part == "header"):
                continue
            for block in document.blocks(first, last, part):
                if isinstance(block, Paragraph):
                    if block.text in seen:
                        continue
                    seen.add(block.text)
                yield block


@dataclass(frozen=True, slots=True)
class _Document:
    """What every step of the walk needs to know."""

    file: DocFile
    words: Words
    source: Path

    def blocks(self, start: int, end: int, part: Part) -> Iterator[Item]:
        """Non-empty paragraphs and tables of a stretch of text, in order."""
        tables = OpenTables(self.source, part)
        for first, last in self._paragraphs(start, end):
            properties = self.file.paragraphs.at(self.file.offset_of(last))
            depth = self._depth(properties)
            yield from tables.at_depth(depth)
            # The colour under a cell is told at the end of its row: what is white there is taken as seen.
            is_on_white = not depth and not any(any(properties.get(code, b"")) for code in _SHADED)
            shown = self.words.shown(first, last, is_on_white)
            unseen = [
                Unseen(Paragraph(0, text.strip()), kind)
                for kind, text in self.words.unseen(first, last, is_on_white)
                if text.strip()
            ]
            if not depth:
                if text := shown.strip():
                    yield Paragraph(0, text, part)
                yield from unseen
                continue
            table = tables.innermost
            table.unseen.extend(unseen)
            if _is_set(properties, _INNER_ROW_END if depth > 1 else _ROW_END):
                table.end_row(partial(row_of, properties=properties))
                continue
            table.lines.append(shown.rstrip())
            if _is_set(properties, _INNER_CELL_END) if depth > 1 else self.words.text[last] == "\x07":
                table.end_cell()
        yield from tables.at_depth(0)

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """First character and end mark of each paragraph; text after the last mark is none of Word's."""
        for match in _END.finditer(self.words.text, start, end):
            yield start, match.start()
            start = match.end()

    def _depth(self, properties: Properties) -> int:
        depth = int.from_bytes(properties.get(_DEPTH, b"\0"), "little")
        return max(depth, int(_is_set(properties, _IN_TABLE)))


def _is_set(properties: Properties, code: int) -> bool:
    return properties.get(code, b"\0")[:1] == b"\x01"
