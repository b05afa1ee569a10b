"""The inside of a Word 97 file: its text in order, and what is said of each stretch of it.

Word keeps the text in pieces anywhere in one stream, and the properties of paragraphs and characters in
pages of 512 bytes that are found by the text's place in the file, not by its place in the document.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.model.exceptions import DamagedReport, EncryptedReport, UnsupportedFormat
from flows.readers.packing.ole import streams

# Word 97 up to 2003, and what LibreOffice and WPS write.
_MARK, _FIRST_VERSION = 0xA5EC, 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PAGE = 512
_LENGTHS = 0x4C  # of the parts of the text, seven numbers from here, the fourth without use
_PARTS = ("main", "footnote", "header", "", "comment", "endnote", "textbox", "header_textbox")
_POINTERS: Mapping[str, int] = {"stories": 0xF2, "characters": 0xFA, "paragraphs": 0x102, "pieces": 0x1A2}
_OPERAND_SIZES = (1, 1, 2, 4, 2, 2, -1, 3)
_TABLE_DEFINITIONS = frozenset({0xD606, 0xD608})
_TAB_CHANGES = 0xC615
CELL_MERGES = frozenset({0x5624, 0xD62B})  # cells first to last in one; one cell with those below
_HUGE = frozenset({0x6645, 0x6646})  # the properties stand in the data stream

Properties = Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of the file with the same properties, in order; `ends` excludes."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    properties: tuple[Properties, ...]

    def at(self, offset: int) -> Properties:
        """What is said of the character at this offset of the file."""
        found = bisect_right(self.starts, offset) - 1
        return self.properties[found] if found >= 0 and offset < self.ends[found] else {}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that stand together in the file; `width` is bytes a character."""

    start: int
    text: str
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class DocFile:
    """The text with its parts as (start, end) in characters, and the properties by offset in the file."""

    pieces: tuple[Piece, ...]
    parts: Mapping[str, tuple[int, int]]
    stories: tuple[int, ...]
    paragraphs: Runs
    characters: Runs

    @property
    def text(self) -> str:
        """The text of all parts, one after the other."""
        return "".join(piece.text for piece in self.pieces)

    def offset_of(self, position: int) -> int:
        """Where in the file the character at this position of the text stands."""
        piece = self.pieces[bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1]
        return piece.offset + (position - piece.start) * piece.width


def open_doc(data: bytes, source: Path) -> DocFile:
    """The file taken apart.

    Raises `EncryptedReport`, `UnsupportedFormat` for versions before Word 97, and `DamagedReport`.
    """
    found = streams(data, source, ("WordDocument", "0Table", "1Table", "Data"))
    main = found.get("WordDocument", b"")
    try:
        return _open(main, found, source)
    except (struct.error, IndexError) as error:
        raise DamagedReport(source, "Word 文档的内部目录不完整") from error


def _open(main: bytes, found: Mapping[str, bytes], source: Path) -> DocFile:
    mark, version = struct.unpack_from("<HH", main)
    [flags] = struct.unpack_from("<H", main, 10)
    if mark != _MARK or version < _FIRST_VERSION:
        raise UnsupportedFormat(source, "Word 95 及更早的文档", ".docx")
    if flags & _ENCRYPTED:
        raise EncryptedReport(source)
    table = found.get("1Table" if flags & _SECOND_TABLE else "0Table", b"")
    tables = {name: _slice(main, table, at) for name, at in _POINTERS.items()}
    pieces = tuple(_pieces(main, tables["pieces"]))
    if not pieces:
        raise DamagedReport(source, "Word 文档没有正文")
    parts: dict[str, tuple[int, int]] = {}
    start = 0
    for name, length in zip(_PARTS, struct.unpack_from("<8i", main, _LENGTHS), strict=True):
        if name:
            parts[name] = (start, start + max(length, 0))
            start += max(length, 0)
    stories = tables["stories"]
    return DocFile(
        pieces,
        parts,
        struct.unpack_from(f"<{len(stories) // 4}i", stories),
        _runs(main, tables["paragraphs"], found.get("Data", b""), is_paragraphs=True),
        _runs(main, tables["characters"], b"", is_paragraphs=False),
    )


def _slice(main: bytes, table: bytes, at: int) -> bytes:
    offset, length = struct.unpack_from("<II", main, at)
    return table[offset : offset + length]


def _pieces(main: bytes, directory: bytes) -> Iterator[Piece]:
    at = 0
    while directory[at : at + 1] == b"\x01":  # changes of a quick save, which newer programs do not write
        at += 3 + struct.unpack_from("<H", directory, at + 1)[0]
    if directory[at : at + 1] != b"\x02":
        return
    [length] = struct.unpack_from("<I", directory, at + 1)
    plan = directory[at + 5 : at + 5 + length]
    count = (len(plan) - 4) // 12
    starts = struct.unpack_from(f"<{count + 1}I", plan)
    for number in range(count):
        [place] = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * number + 2)
        characters = starts[number + 1] - starts[number]
        is_narrow = bool(place & 0x4000_0000)
        offset = (place & 0x3FFF_FFFF) // 2 if is_narrow else place & 0x3FFF_FFFF
        width = 1 if is_narrow else 2
        raw = main[offset : offset + max(characters, 0) * width]
        text = raw.decode("cp1252" if is_narrow else "utf-16-le", errors="replace")
        if len(text) != characters and len(raw) == characters * width:
            # Characters of two units: places count units, so they stay apart until they are shown.
            text = "".join(map(chr, struct.unpack(f"<{characters}H", raw)))
        if len(text) != characters:
            raise IndexError("a piece lies outside the file")
        yield Piece(starts[number], text, offset, width)


def _runs(main: bytes, plan: bytes, data: bytes, is_paragraphs: bool) -> Runs:
    """The runs of all property pages that the plan names."""
    count = (len(plan) - 4) // 8
    found: dict[int, tuple[int, Properties]] = {}
    for number in range(max(count, 0)):
        [page_no] = struct.unpack_from("<I", plan, 4 * (count + 1) + 4 * number)
        page = main[(page_no & 0x3F_FFFF) * _PAGE :][:_PAGE]
        for start, end, properties in _page_runs(page, data, is_paragraphs):
            if end > start:
                found[start] = (end, properties)
    starts = tuple(sorted(found))
    return Runs(starts, tuple(found[start][0] for start in starts), tuple(found[start][1] for start in starts))


def _page_runs(page: bytes, data: bytes, is_paragraphs: bool) -> Iterator[tuple[int, int, Properties]]:
    count = page[_PAGE - 1]
    offsets = struct.unpack_from(f"<{count + 1}I", page)
    step = 13 if is_paragraphs else 1
    for number in range(count):
        at = page[4 * (count + 1) + step * number] * 2
        yield offsets[number], offsets[number + 1], _properties(page, at, data, is_paragraphs)


def _properties(page: bytes, at: int, data: bytes, is_paragraphs: bool) -> Properties:
    if not at:
        return {}
    if not is_paragraphs:
        return _joined(_modifiers(page[at + 1 : at + 1 + page[at]]))
    size, begin = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
    found = _joined(_modifiers(page[begin + 2 : begin + size]))
    for huge in _HUGE & found.keys():
        [offset] = struct.unpack("<I", found[huge])
        if offset + 2 <= len(data):
            [length] = struct.unpack_from("<H", data, offset)
            found.update(_joined(_modifiers(data[offset + 2 : offset + 2 + length])))
    return found


def _joined(modifiers: Iterable[tuple[int, bytes]]) -> dict[int, bytes]:
    """The last word on each property; what is said of single cells adds up."""
    found: dict[int, bytes] = {}
    for code, operand in modifiers:
        found[code] = found.get(code, b"") + operand if code in CELL_MERGES else operand
    return found


def _modifiers(group: bytes) -> Iterator[tuple[int, bytes]]:
    """Code and operand of each property; the size of the operand is part of the code."""
    at = 0
    while at + 2 < len(group):
        [code] = struct.unpack_from("<H", group, at)
        at += 2
        size = _OPERAND_SIZES[code >> 13]
        if code in _TABLE_DEFINITIONS:
            size = struct.unpack_from("<H", group, at)[0] + 1 if at + 2 <= len(group) else 0
        elif code == _TAB_CHANGES and group[at] == 255:
            deleted = 2 + 4 * group[at + 1]
            size = deleted + 1 + 3 * group[at + deleted]
        elif size < 0:
            size = 1 + group[at]
        yield code, group[at : at + size]
        at += size
