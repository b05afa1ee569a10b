"""Bytes as text in the encodings that Chinese offices use, with what of them is no text.

UTF-8 first, then GB 18030, then Big5; UTF-16 by its mark, or without one by the halves of its characters that are
zero. A few broken bytes do not cost a file: they stay as U+FFFD where they are.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

BROKEN = "\ufffd"
_REPLACED = BROKEN.encode()

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = ("utf-8-sig", "gb18030", "big5")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_END_OF_FILE = "\x1a"  # as DOS ends a text; what follows is padding
_WRITTEN = re.compile(
    r"[\t\n\r\x20-\x7e\u00a0-\u00ff\u2000-\u2bff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_LOOKED_AT = 64 * 1024
_MOSTLY = 0.95
_FEW = 100  # one in so many characters may be broken
_OF_ONE = 3  # as many as one broken character of UTF-8 may leave
_SURE = 10  # so many characters of three bytes for each broken one are UTF-8 beyond doubt
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without zero bytes; what was no text in it is U+FFFD."""

    text: str
    encoding: str

    def notes(self) -> Iterator[str]:
        """What a clerk is told of broken bytes: in which lines they stand."""
        if BROKEN not in self.text:
            return
        lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        numbers = [str(number) for number, line in enumerate(lines, start=1) if BROKEN in line]
        where = "、".join(numbers[:_MOST_TOLD]) + (" 等" if len(numbers) > _MOST_TOLD else "")
        yield f"第 {where} 行有无法识别的字节，已用“{BROKEN}”代替：请核对该处文字和数字"


def decode(data: bytes, is_cut: bool = False) -> Decoded | None:
    """The text of the bytes, None where they are none.

    Of bytes that are cut off (`is_cut`) a character that the end breaks is left out.
    """
    if data.startswith(_UTF16_MARKS):
        return Decoded(_cleaned(_decoded(data, "utf-16", "replace", is_cut)), "utf-16")
    if encoding := utf16_without_mark(data):
        return _mostly_text(_decoded(data, encoding, "replace", is_cut), encoding)
    for encoding in _ENCODINGS:
        try:
            return _mostly_text(_decoded(data, encoding, "strict", is_cut), encoding, allowed=data.count(_REPLACED))
        except UnicodeDecodeError:
            mended = _decoded(data, encoding, "replace", is_cut)
            if encoding == _ENCODINGS[0] and mended.count(BROKEN) * _SURE <= _wide(mended):
                return _mostly_text(mended, encoding)
    readings = [(_decoded(data, encoding, "replace", is_cut), encoding) for encoding in _ENCODINGS]
    return _mostly_text(*min(readings, key=lambda reading: reading[0].count(BROKEN)))


def utf16_without_mark(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where the bytes are plainly that, else ''."""
    head = data[: _LOOKED_AT & ~1]
    if b"\0" not in head:
        return ""
    for encoding, zeros, others in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros.count(0) > others.count(0) * 20:
            text = head[: len(head) & ~1].decode(encoding, "replace")
            if len(_WRITTEN.findall(text)) >= len(text) * _MOSTLY:
                return encoding
    return ""


def _decoded(data: bytes, encoding: str, errors: str, is_cut: bool) -> str:
    if not is_cut:
        return data.decode(encoding, errors)
    return codecs.getincrementaldecoder(encoding)(errors).decode(data)


def _wide(text: str) -> int:
    return sum(character >= "\u0800" for character in text) - text.count(BROKEN)


def _cleaned(text: str) -> str:
    """Without the end that DOS puts to a text and without zero bytes; other control characters are broken."""
    text = text.replace("\0", "").removeprefix("\ufeff")
    end = text.find(_END_OF_FILE)
    if end >= 0 and not text[end:].strip(f"{_END_OF_FILE} \r\n\t"):
        text = text[:end]
    return _NO_TEXT.sub(BROKEN, text)


def _mostly_text(text: str, encoding: str, allowed: int = 0) -> Decoded | None:
    """`allowed` of its U+FFFD were written as such and speak against nothing."""
    text = _cleaned(text)
    broken = text.count(BROKEN) - allowed
    return None if broken > max(_OF_ONE, len(text) // _FEW) else Decoded(text, encoding)
