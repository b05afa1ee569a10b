"""The one face that stands in for the faces that a PDF names and does not embed: no font of the machine is asked.

PDFium leaves out text without extent, as has a character that stands alone and that the font in its place lacks. This
face gives every character some extent, so what is read is the same whichever fonts a machine has.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, memmove, string_at
from functools import cache
from itertools import accumulate
from struct import pack
from typing import Any

import pypdfium2.raw as pdfium

_GLYPHS = 0xFFFF  # the most that a face holds: a character's is its code within its plane
_PLANES = 17
_BLANKS = (0x20, 0xA0, 0x3000)
_EM = 1000
_ASCENT, _DESCENT = 880, -120
_ADVANCE = 500  # of a character whose width the PDF does not say
# Of a character's outline: PDFium takes the larger of this and what the PDF says, so it is less than any width.
_WIDTH, _HEIGHT = 200, 500
_COLLECTION = int.from_bytes(b"ttcf", "big")
_WHOLE = (0, _COLLECTION)  # the names by which PDFium asks for all of the file, not for one table
_HANDLE = 1  # of the face; 0 would be none
# PDFium has these itself for Latin text, and knows their widths where a PDF leaves them out.
_STANDARD = frozenset(
    [family + style for family in (b"Courier", b"Helvetica") for style in (b"", b"-Bold", b"-BoldOblique", b"-Oblique")]
    + [b"Times-Roman", b"Times-Bold", b"Times-BoldItalic", b"Times-Italic"]
)


def measure_alike() -> None:
    """Has PDFium measure faces that are not embedded by the one face, in documents opened from now on."""
    pdfium.FPDF_SetSystemFontInfo(byref(_STAND_IN))


@contextmanager
def standard_faces() -> Iterator[None]:
    """While it lasts, documents opened draw faces that are not embedded with those that PDFium has itself: they have
    Latin letters and digits, where the one face has no ink.
    """
    pdfium.FPDF_SetSystemFontInfo(None)
    try:
        yield
    finally:
        measure_alike()


@cache
def _file() -> bytes:
    """The face as a TrueType collection, which PDFium holds once, whatever names it stands in for."""
    # Two outlines of a single point, at opposite corners, have an extent and nothing to fill.
    outline = pack(">5h 2H H 2B 4h", 2, 0, 0, _WIDTH, _HEIGHT, 0, 1, 0, 1, 1, 0, _WIDTH, 0, _HEIGHT)
    lengths = [len(outline)] * _GLYPHS
    for blank in _BLANKS:
        lengths[blank] = 0
    planes = [pack(">3I", plane << 16, (plane << 16) + _GLYPHS - 1, 0) for plane in range(_PLANES)]
    codes = pack(">2H 3I", 12, 0, 16 + 12 * _PLANES, 0, _PLANES) + b"".join(planes)
    version = 1 << 16
    tables = {
        b"cmap": pack(">2H 2HI", 0, 1, 3, 1, 12) + codes,
        b"glyf": outline * (_GLYPHS - len(_BLANKS)),
        b"head": pack(
            ">4I 2H 2Q 4h 2H 3h", version, 0, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _WIDTH, _HEIGHT, 0, 8, 2, 1, 0
        ),
        b"hhea": pack(">I 3h H 11h H", version, _ASCENT, _DESCENT, 0, _ADVANCE, *[0] * 11, 1),
        b"hmtx": pack(">H", _ADVANCE) + bytes(2 * _GLYPHS),
        b"loca": pack(f">{_GLYPHS + 1}I", *accumulate(lengths, initial=0)),
        b"maxp": pack(">I 14H", version, _GLYPHS, 2, 2, 0, 0, 1, *[0] * 8),
        b"post": pack(">8I", 3 * version, *[0] * 7),  # without names of glyphs
    }
    head = pack(">4s3I I4H", b"ttcf", version, 1, 16, version, len(tables), 0, 0, 0)
    directory, content = b"", b""
    for tag, table in tables.items():
        directory += pack(">4s3I", tag, 0, len(head) + 16 * len(tables) + len(content), len(table))
        content += table + bytes(-len(table) % 4)
    return head + directory + content


def _handle_for(
    _info: Any, _weight: int, _italic: int, charset: int, _pitch: int, name: Any, _is_exact: Any
) -> int | None:
    is_standard = charset == pdfium.FXFONT_ANSI_CHARSET and string_at(name) in _STANDARD
    return None if is_standard else _HANDLE


def _copied(_info: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
    """How long the file is, which is copied as far as the buffer holds it; 0 for a table of it."""
    if table not in _WHOLE:
        return 0
    if buffer:
        memmove(buffer, _file(), min(size, len(_file())))
    return len(_file())


def _let_go(_info: Any, _handle: Any) -> None:
    """The face stays."""


_CALLS = dict(pdfium.FPDF_SYSFONTINFO._fields_)
_STAND_IN = pdfium.FPDF_SYSFONTINFO(
    version=1,
    MapFont=_CALLS["MapFont"](_handle_for),
    GetFontData=_CALLS["GetFontData"](_copied),
    DeleteFont=_CALLS["DeleteFont"](_let_go),
)
