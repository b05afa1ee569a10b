"""Word 97 documents (.doc, and .wps of WPS, which is the same format), read as Word shows them.

A table is no object here: paragraphs say that they lie in one, and the mark at the end of a row says where
the borders between its cells are. Not read: automatic list numbers, pictures, comments, embedded objects
(counted in a note).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from flows.model.exceptions import DamagedReport, UnsupportedFormat
from flows.model.report import Block, Paragraph, Part, Report
from flows.readers.grid import numbered
from flows.readers.notes import MACROS
from flows.readers.overleaf import joined
from flows.readers.packing.ole import has_macros
from flows.readers.word.doc_file import DocFile, Properties, open_doc
from flows.readers.word.doc_table import Row, row_of, table_of
from flows.readers.word.doc_text import Words, words_of

_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_INNER_CELL_END, _INNER_ROW_END = 0x244B, 0x244C
_DEEPEST = 64
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
    blocks = [*document.blocks(*file.parts["main"], "body"), *_margins(document)]
    for name, part in _AFTER_BODY:
        blocks.extend(document.blocks(*file.parts[name], part))
    if not blocks and any(sign in document.words.text for sign in _PICTURES):
        raise UnsupportedFormat(source, "只有图片的 Word 文档", "含文字的 .docx")
    objects = len(_OBJECT.findall(document.words.text))
    notes = (f"文档含 {objects} 个嵌入对象（如 Excel 表格），其中内容未读取",) if objects else ()
    return Report("doc", numbered(joined(blocks, source)), (*notes, *((MACROS,) if has_macros(data) else ())))


def _margins(document: "_Document") -> Iterator[Block]:
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


@dataclass(slots=True)
class _Table:
    """A table while its paragraphs come in."""

    rows: list[Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    attached: list[Block] = field(default_factory=list)

    def end_cell(self) -> None:
        """The paragraphs so far are a cell, without blank lines around them."""
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        while self.lines and not self.lines[0].strip():
            self.lines.pop(0)
        self.cells.append("\n".join(self.lines))
        self.lines.clear()

    def end_row(self, properties: Properties) -> None:
        """The cells so far are a row; the text of a cell without its mark is a cell all the same."""
        if any(line.strip() for line in self.lines):
            self.end_cell()
        self.lines.clear()
        if self.cells:
            self.rows.append(row_of(self.cells, properties))
        self.cells.clear()

    def blocks(self, source: Path, part: Part) -> Iterator[Block]:
        """The table, then what its cells hold besides text."""
        self.end_row({})
        if self.rows:
            yield table_of(self.rows, source, part)
        yield from self.attached


@dataclass(frozen=True, slots=True)
class _Document:
    """What every step of the walk needs to know."""

    file: DocFile
    words: Words
    source: Path

    def blocks(self, start: int, end: int, part: Part) -> Iterator[Block]:
        """Non-empty paragraphs and tables of a stretch of text, in order."""
        tables: list[_Table] = []
        for first, last in self._paragraphs(start, end):
            properties = self.file.paragraphs.at(self.file.offset_of(last))
            depth = self._depth(properties)
            yield from self._close(tables, depth, part)
            while len(tables) < depth:
                tables.append(_Table())
            shown, hidden = self.words.shown(first, last), self.words.hidden(first, last).strip()
            aside = [Paragraph(0, hidden, "hidden")] if hidden else []
            if not tables:
                if text := shown.strip():
                    yield Paragraph(0, text, part)
                yield from aside
                continue
            tables[-1].attached.extend(aside)
            if _is_set(properties, _INNER_ROW_END if depth > 1 else _ROW_END):
                tables[-1].end_row(properties)
                continue
            tables[-1].lines.append(shown.rstrip())
            if _is_set(properties, _INNER_CELL_END) if depth > 1 else self.words.text[last] == "\x07":
                tables[-1].end_cell()
        yield from self._close(tables, 0, part)

    def _close(self, tables: list[_Table], depth: int, part: Part) -> Iterator[Block]:
        """Ends the tables that are deeper; an inner one comes after the one that holds it."""
        while len(tables) > depth:
            blocks = tables.pop().blocks(self.source, part)
            if tables:
                tables[-1].attached.extend(blocks)
            else:
                yield from blocks

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """First character and end mark of each paragraph; text after the last mark is none of Word's."""
        for match in _END.finditer(self.words.text, start, end):
            yield start, match.start()
            start = match.end()

    def _depth(self, properties: Properties) -> int:
        depth = int.from_bytes(properties.get(_DEPTH, b"\0"), "little")
        if depth > _DEEPEST:
            raise DamagedReport(self.source, "表格嵌套过深")
        return max(depth, int(_is_set(properties, _IN_TABLE)))


def _is_set(properties: Properties, code: int) -> bool:
    return properties.get(code, b"\0")[:1] == b"\x01"
