"""What the characters of a Word 97 file say: fields by their result, deleted text gone, what nobody sees apart."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntFlag

from flows.readers.marks import Raised, Rise, risen, with_marks
from flows.readers.unseen import WHITE, Kind
from flows.readers.word.doc_file import DocFile, Properties

_DELETED_CODE, _HIDDEN_CODE, _SYMBOL_CODE, _RAISED_CODE = 0x0800, 0x083C, 0x6A09, 0x2A48
_RISE_CODE, _SIZE_CODE = 0x4845, 0x4A43  # in half points
_STRUCK_CODES = (0x0837, 0x2A53)
_COLOUR_CODE, _PALETTE_CODE, _WHITE_OF_PALETTE = 0x6870, 0x2A42, b"\x08"
_PAPER_CODES = (0x2A0C, 0xCA71, 0x4866)  # highlighted, shaded
_FIELD = re.compile("[\x13\x14\x15]")
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_WORDS = re.compile("[^\r\x07\x0c]+")  # of one paragraph or cell
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
    STRUCK = 4
    WHITE = 8


_KINDS: Mapping[int, Kind] = {_Fate.HIDDEN: "hidden", _Fate.STRUCK: "struck", _Fate.WHITE: "white"}


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a file, and for each character what becomes of it (0: it is shown)."""

    text: str
    fates: bytearray

    def shown(self, start: int, end: int, is_on_white: bool) -> str:
        """What the page says there; white letters where they lie on a colour."""
        return self._of(start, end, (0,) if is_on_white else (0, _Fate.WHITE))

    def unseen(self, start: int, end: int, is_on_white: bool) -> Iterator[tuple[Kind, str]]:
        """What nobody sees there, by what hides it."""
        fates = self.fates[start:end]
        for fate, kind in _KINDS.items():
            if fate in fates and (is_on_white or fate != _Fate.WHITE):
                yield kind, self._of(start, end, (fate,))

    def _of(self, start: int, end: int, wanted: tuple[int, ...]) -> str:
        text, fates = self.text[start:end], self.fates[start:end]
        if sum(map(fates.count, wanted)) != len(text):
            text = "".join(letter for letter, found in zip(text, fates, strict=True) if found in wanted)
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
    rises = [_rise(properties) for properties in runs.properties]
    risen_at: list[tuple[int, int, Rise]] = []
    for piece in file.pieces:
        end = piece.offset + len(piece.text) * piece.width
        at = max(bisect_right(runs.starts, piece.offset) - 1, 0)
        while at < len(runs.starts) and runs.starts[at] < end:
            first = max((runs.starts[at] - piece.offset) // piece.width, 0) + piece.start
            last = (min(runs.ends[at], end) - piece.offset) // piece.width + piece.start
            if known[at] and last > first:
                fates[first:last] = bytes((known[at],)) * (last - first)
            if rises[at] and last > first:
                risen_at.append((first, last, rises[at]))
            at += 1
    _drop_symbols(file, text, fates)
    _drop_field_codes(text, fates)
    return Words(_with_marks(text, risen_at) if risen_at else text, fates)


def _fate(properties: Properties) -> int:
    if properties.get(_DELETED_CODE, b"\0")[:1] not in {b"\0", b""}:
        return _Fate.GONE
    if properties.get(_HIDDEN_CODE, b"\0")[:1] == b"\x01":
        return _Fate.HIDDEN
    if any(properties.get(code, b"\0")[:1] == b"\x01" for code in _STRUCK_CODES):
        return _Fate.STRUCK
    colour = properties.get(_COLOUR_CODE, b"")
    is_white = (
        min(colour[:3], default=0) >= WHITE and colour[3:4] == b"\0"
        if colour
        else (properties.get(_PALETTE_CODE) == _WHITE_OF_PALETTE)
    )
    return _Fate.WHITE if is_white and not any(any(properties.get(code, b"")) for code in _PAPER_CODES) else 0


def _rise(properties: Properties) -> Rise:
    if properties.get(_RAISED_CODE, b"\0")[:1] == b"\x01":
        return Raised
    if not (height := int.from_bytes(properties.get(_RISE_CODE, b""), "little", signed=True)):
        return None
    return risen(height / 2, int.from_bytes(properties.get(_SIZE_CODE, b""), "little") / 2)


def _with_marks(text: str, risen_at: Iterable[tuple[int, int, Rise]]) -> str:
    """The text with marks where it is raised: no character more or less, so that all places stay."""
    kinds: list[Rise] = [None] * len(text)
    for first, last, kind in risen_at:
        kinds[first:last] = [kind] * (last - first)
    letters = list(text)
    for words in _WORDS.finditer(text):
        first, last = words.span()
        if any(kinds[first:last]):
            pairs = zip(words[0], kinds[first:last], strict=True)
            letters[first:last] = with_marks([kind(letter) if kind else letter for letter, kind in pairs])
    return "".join(letters)


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
