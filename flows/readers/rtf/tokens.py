"""The bytes of a rich text file as tokens, and which code page its bytes of text are in."""

import codecs
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["open", "close", "word", "sign", "bytes"]

_CONTROL = (
    rb"(?P<close>\})|(?P<open>\{)|\\(?:(?P<word>[A-Za-z]{1,40})(?P<number>-?[0-9]{1,11})?\ ?"
    rb"|'(?P<byte>[0-9A-Fa-f]{2})|(?P<sign>[^A-Za-z]))|(?P<end>[\r\n\0]+)|(?P<stray>\\)|"
)
_TOKEN = re.compile(_CONTROL + rb"(?P<text>[^\\{}\r\n\0]+)", re.DOTALL)
# Where a character may take two bytes, the second can look like a brace or a backslash.
_WIDE_TOKEN = re.compile(_CONTROL + rb"(?P<text>(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[^\\{}\r\n\0])++)", re.DOTALL)

# By what a font says of the characters in it; what stands for the document's own is left out.
_OF_CHARSET = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437",
}  # fmt: skip
SYMBOLS = 2  # the charset of a font whose characters are signs
_WIDE = frozenset({"cp932", "cp949", "johab", "gb18030", "cp950"})
_USUAL = "cp1252"


class Token(NamedTuple):
    """A brace, a control word with its number, a control sign, or bytes of text."""

    kind: Kind
    value: bytes
    number: int | None = None


def tokens_of(data: bytes, is_wide: bool) -> Iterator[Token]:
    """The tokens in order; binary data is left out, and so are ends of lines, which mean nothing.

    `is_wide` says that text without an escape is in a code page of two bytes a character.
    """
    pattern = _WIDE_TOKEN if is_wide else _TOKEN
    at = 0
    while match := pattern.match(data, at):
        at = match.end()
        match match.lastgroup:
            case "open" | "close" as brace:
                yield Token("open" if brace == "open" else "close", b"")
            case "byte":
                yield Token("bytes", bytes((int(match["byte"], 16),)))
            case "sign":
                yield Token("sign", match["sign"])
            case "text":
                yield Token("bytes", match.group())
            case "word" | "number":
                number = int(match["number"]) if match["number"] else None
                if match["word"] == b"bin":
                    at += max(0, number or 0)
                else:
                    yield Token("word", match["word"], number)


def page_of_charset(charset: int) -> str:
    """The code page of a font's characters, '' for the document's."""
    return _OF_CHARSET.get(charset, "")


def page_of_number(number: int) -> str:
    """The code page of this number; Western where there is none such."""
    if number == 936:
        return "gb18030"
    name = {10000: "mac_roman", 10008: "gb18030", 54936: "gb18030", 65001: "utf-8", 1361: "johab"}.get(number)
    try:
        return codecs.lookup(name or f"cp{number}").name
    except LookupError:
        return _USUAL


def is_wide_page(page: str) -> bool:
    """Whether its characters may take two bytes."""
    return page in _WIDE
