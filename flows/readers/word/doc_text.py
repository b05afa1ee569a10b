"""What the characters of a Word 97 file say: fields by their result, deleted text gone, hidden text apart."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag

from flows.readers.folding import raised
from flows.readers.word.doc_file import DocFile, Properties

_DELETED_CODE, _HIDDEN_CODE, _SYMBOL_CODE, _RAISED_CODE = 0x0800, 0x083C, 0x6A09, 0x2A48
_FIELD = re.compile("[\x13\x14\x15]")
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN: Mapping[int, str | None] = {
    **dict.fromkeys(range(0x20)),
    0x09: "\t",
    0x0B: "\n",
    0x0E: "\n",
    0x1E: "-",
}


class _Fate(IntFlag):
    """Why a character is not read as part of its paragraph."""

    GONE = 1
    HIDDEN = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a file, and for each character what becomes of it (0: it is shown)."""

    text: str
    fates: bytearray

    def shown(self, start: int, end: int) -> str:
        """What the page says there."""
        return self._of(start, end, 0)

    def hidden(self, start: int, end: int) -> str:
        """What is formatted as hidden there."""
        return self._of(start, end, _Fate.HIDDEN)

    def _of(self, start: int, end: int, fate: int) -> str:
        text, fates = self.text[start:end], self.fates[start:end]
        count = fates.count(fate)
        if count != len(text):
            text = "".join(letter for letter, found in zip(text, fates, strict=True) if found == fate)
        text = text.translate(_SHOWN)
        if _SURROGATE.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text


def words_of(file: DocFile) -> Words:
    """The text with its tracked changes accepted and the codes of its fields, and page numbers, left out."""
    text = file.text
    fates = bytearray(len(text))
    runs = file.characters
    known = [_fate(properties) for properties in runs.properties]
    letters = list(text) if any(map(_is_raised, runs.properties)) else []
    for piece in file.pieces:
        end = piece.offset + len(piece.text) * piece.width
        at = max(bisect_right(runs.starts, piece.offset) - 1, 0)
        while at < len(runs.starts) and runs.starts[at] < end:
            first = max((runs.starts[at] - piece.offset) // piece.width, 0) + piece.start
            last = (min(runs.ends[at], end) - piece.offset) // piece.width + piece.start
            if known[at] and last > first:
                fates[first:last] = bytes((known[at],)) * (last - first)
            if letters and _is_raised(runs.properties[at]) and last > first:
                letters[first:last] = raised(text[first:last], text[first - 1 : first])
            at += 1
    _drop_symbols(file, text, fates)
    _drop_field_codes(text, fates)
    return Words("".join(letters) or text, fates)


def _fate(properties: Properties) -> int:
    if properties.get(_DELETED_CODE, b"\0")[:1] not in {b"\0", b""}:
        return _Fate.GONE
    return _Fate.HIDDEN if properties.get(_HIDDEN_CODE, b"\0")[:1] == b"\x01" else 0


def _is_raised(properties: Properties) -> bool:
    return properties.get(_RAISED_CODE, b"\0")[:1] == b"\x01"


def _drop_symbols(file: DocFile, text: str, fates: bytearray) -> None:
    """A sign of a symbol font stands as a bracket in the text."""
    if not any(_SYMBOL_CODE in properties for properties in file.characters.properties):
        return
    for match in re.finditer(r"\(", text):
        if _SYMBOL_CODE in file.characters.at(file.offset_of(match.start())):
            fates[match.start()] = _Fate.GONE


def _drop_field_codes(text: str, fates: bytearray) -> None:
    """Of a field (begin, code, separator, result, end) the result stays; of a page number nothing."""
    begun: list[tuple[int, int]] = []
    for match in _FIELD.finditer(text):
        at = match.start()
        if match.group() == "\x13":
            begun.append((at, at))
        elif begun and match.group() == "\x14":
            begun[-1] = (begun[-1][0], at)
        elif begun:
            begin, separator = begun.pop()
            has_result = separator > begin and not _PAGE_FIELD.match(text, begin + 1)
            last = separator if has_result else at
            fates[begin : last + 1] = bytes((_Fate.GONE,)) * (last + 1 - begin)
