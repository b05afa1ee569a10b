"""Writes Word 97 files as small as they can be: a compound file, a piece table, pages of properties."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SECTOR = 512
IN_TABLE = bytes.fromhex("162401")
INNER_CELL_END, INNER_ROW_END = bytes.fromhex("4B2401"), bytes.fromhex("4C2401")


@dataclass(frozen=True)
class Typed:
    """A stretch of text up to its mark, its properties, and those of its characters."""

    text: str
    properties: bytes = b""
    characters: bytes = b""


def cell(text: str, characters: bytes = b"") -> Typed:
    return Typed(text + "\x07", IN_TABLE, characters)


def depth(level: int) -> bytes:
    return struct.pack("<HI", 0x6649, level)


def row_definition(edges: Sequence[int], marks: Sequence[int] = ()) -> bytes:
    """Where the borders of the row's cells are; a mark is 1 or 2 for merges across, 0x20 or 0x60 for down."""
    count = len(edges) - 1
    cells = b"".join(struct.pack("<H18x", mark) for mark in (*marks, *[0] * (count - len(marks))))
    body = bytes([count]) + struct.pack(f"<{count + 1}h", *edges) + cells
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


def row_end(edges: Sequence[int], marks: Sequence[int] = ()) -> Typed:
    return Typed("\x07", IN_TABLE + bytes.fromhex("172401") + row_definition(edges, marks))


def document(
    *stretches: Typed,
    parts: Mapping[int, int] | None = None,
    stories: Sequence[int] = (),
    is_narrow: bool = False,
    is_encrypted: bool = False,
    version: int = 0x00C1,
) -> bytes:
    """The file; `parts` gives the lengths of the text's parts after the first, by their number."""
    text = "".join(stretch.text for stretch in stretches)
    raw = text.encode("cp1252") if is_narrow else text.encode("utf-16-le")
    width, begin = (1 if is_narrow else 2), 2 * SECTOR
    ends = [begin]
    for stretch in stretches:
        ends.append(ends[-1] + len(stretch.text.encode("utf-16-le")) // 2 * width)
    main = bytearray(begin) + raw
    main += b"\0" * (-len(main) % SECTOR)
    paragraph_pages = _pages(main, ends, [stretch.properties for stretch in stretches], is_paragraphs=True)
    character_pages = _pages(main, ends, [stretch.characters for stretch in stretches], is_paragraphs=False)
    length = len(raw) // width
    place = begin * 2 | 0x4000_0000 if is_narrow else begin
    pieces = struct.pack("<II", 0, length) + struct.pack("<HIH", 0, place, 0)
    tables = {
        0xF2: struct.pack(f"<{len(stories)}i", *stories),
        0xFA: character_pages,
        0x102: paragraph_pages,
        0x1A2: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
    }
    struct.pack_into("<HH", main, 0, 0xA5EC, version)
    struct.pack_into("<H", main, 10, 0x0100 if is_encrypted else 0)
    others = dict(parts or {})
    counts = [length - sum(others.values()), *(others.get(number, 0) for number in range(1, 8))]
    struct.pack_into("<8i", main, 0x4C, *counts)
    table = b""
    for at, content in tables.items():
        struct.pack_into("<II", main, at, len(table), len(content))
        table += content
    return compound_file({"WordDocument": bytes(main), "0Table": table})


def _pages(main: bytearray, ends: Sequence[int], groups: Sequence[bytes], is_paragraphs: bool) -> bytes:
    """Appends one page for each stretch, and gives the plan that finds them."""
    numbers = []
    for start, end, group in zip(ends, ends[1:], groups, strict=False):
        page = bytearray(SECTOR)
        body = struct.pack("<BBH", 0, (len(group) + 3) // 2, 0) + group
        if not is_paragraphs:
            body = bytes([len(group)]) + group
        at = (SECTOR - 2 - len(body)) & ~1
        page[at : at + len(body)] = body
        struct.pack_into("<IIB", page, 0, start, end, at // 2)
        page[-1] = 1
        numbers.append(len(main) // SECTOR)
        main += page
    return struct.pack(f"<{len(ends)}I", *ends) + struct.pack(f"<{len(numbers)}I", *numbers)


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """The streams in one file, as OLE keeps them; from 4096 bytes on a stream needs no small blocks."""
    end, none = 0xFFFF_FFFE, 0xFFFF_FFFF
    body, chain, entries = b"", [], []
    root_child = 1
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % SECTOR)
        first, count = len(chain), len(padded) // SECTOR
        chain += [*range(first + 1, first + count), end]
        body += padded
        sibling = len(entries) + 2 if len(entries) + 1 < len(streams) else none
        entries.append(_entry(name, 2, none, sibling, none, first, len(padded)))
    directory = _entry("Root Entry", 5, none, none, root_child, end, 0) + b"".join(entries)
    directory += b"\0" * (-len(directory) % SECTOR)
    first_directory, count = len(chain), len(directory) // SECTOR
    chain += [*range(first_directory + 1, first_directory + count), end]
    body += directory
    fat_count = 1
    while (len(chain) + fat_count) > fat_count * 128:
        fat_count += 1
    fats = list(range(len(chain), len(chain) + fat_count))
    table = [*chain, *[0xFFFF_FFFD] * fat_count]
    table += [none] * (fat_count * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, fat_count, first_directory, 0, 4096, end, 0, end, 0)
    header += struct.pack(f"<{len(fats)}I", *fats).ljust(436, b"\xff")
    return header + body + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, left: int, right: int, child: int, first: int, size: int) -> bytes:
    spelled = (name + "\0").encode("utf-16-le")
    return (
        spelled.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(spelled), kind, 1, left, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", first, size)
    )
