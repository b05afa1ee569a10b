"""The characters of a PDF page, set upright, with boxes as high as their font's size."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from ctypes import addressof, c_ushort
from functools import partial
from itertools import pairwise
from math import hypot, isfinite
from struct import Struct
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from flows.readers.layout.page import UNMAPPED, Frame, Glyph
from flows.readers.layout.upright import ASCENT, Turn, turn_of
from flows.readers.pdf.calls import (
    address_of,
    font_size_of,
    is_generated,
    is_unmapped,
    loose_box,
    matrix_of,
    object_of,
)
from flows.readers.unseen import Kind

_SAME_LINE = 1.0  # point
_FIRST_HAN = "\u2e80"
_WORD_GAP = 0.2  # of a character's height: typesetters leave as much between Han and Latin without a blank
_LINE_END_HYPHENS = frozenset("\x02\ufffe")  # what PDFium makes of a hyphen at a line's end
_BLANKS = frozenset(" \r\n")  # what PDFium puts in where it sees a gap or a line's end
_BOX = Struct("4f")
_MATRIX = Struct("6f")
# The constructor without its Python layer, which would cost as much as reading the character.
_make_glyph: Callable[[tuple[str, float, float, float, float, float, float, float, None]], Glyph] = partial(
    tuple.__new__, Glyph
)


class _Stand(NamedTuple):
    """How characters stand: their turn, the page so turned, and their height."""

    turn: Turn
    frame: Frame
    size: float


class Characters(NamedTuple):
    """The characters of a page by the turn that they need, and how many are left out as nobody sees them.

    `hidden` are words that are printed and not seen, and why.
    """

    by_turn: dict[Turn, list[Glyph]]
    unseen: int
    hidden: list[tuple[Kind, str]]


def characters_of(text_page: Any, frame: Frame, unpainted: frozenset[int], hidden: Mapping[int, Kind]) -> Characters:
    """The characters, each placed on the page turned as it needs, in the order of the file.

    `frame` is the page as it lies; what stands outside it is not seen, nor what an `unpainted` object prints. What a
    `hidden` object prints comes apart.
    Blanks are those of the file and those between words set apart.
    """
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    at_page, at_box, at_matrix = address_of(text_page), addressof(box), addressof(matrix)
    unpack_box, unpack_matrix = _BOX.unpack_from, _MATRIX.unpack
    stands: dict[tuple[float, ...], _Stand] = {}
    result: dict[Turn, list[Glyph]] = {}
    left_edge, top_edge, right_edge = frame.left, frame.top, frame.right
    unseen = 0
    words = _Words()
    piece, after_gap, is_level = b"", False, False
    last_left = last_high = last_low = 0.0
    for index, text in enumerate(_texts(text_page)):
        if text in _BLANKS and is_generated(at_page, index):
            after_gap = text == " "
            continue
        if not text:
            continue
        if is_unmapped(at_page, index):
            text = UNMAPPED
        if not loose_box(at_page, index, at_box):
            continue
        left, high, right, low = unpack_box(box)
        if hidden and (kind := hidden.get(object_of(at_page, index))):
            words.add(kind, text, low)
            continue
        is_beside = high == last_high and low == last_low
        # On a level line, a character exactly as high as the one before it stands as that one does.
        if not (is_beside and is_level):
            if not matrix_of(at_page, index, at_matrix):
                continue
            if (seen := bytes(matrix)) != piece:
                piece = seen
                a, b, c, d, base_x, base_y = unpack_matrix(seen)
                key = a, b, c, d, font_size_of(at_page, index)
                turn, turned, size = stands.get(key) or stands.setdefault(key, _stand(*key, frame))
                glyphs = result.setdefault(turn, [])
                baseline = turned.place(base_x, base_y)[1] if turn else top_edge - base_y
                middle = baseline + (0.5 - ASCENT) * size
                top, bottom = baseline - ASCENT * size, baseline + (1 - ASCENT) * size
            is_level = turn == 0 and b == c == 0 and frame.bottom <= low <= high <= top_edge and isfinite(top)
        if is_beside and left == last_left and glyphs and _is_same_piece(at_page, index):
            # A ligature: one printed character that stands for several.
            glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + text)
            continue
        last_left, last_high, last_low = left, high, low
        if turn:
            x0, x1, y0, y1 = turned.place_box(left, high, right, low)
        else:
            x0, x1, y0, y1 = left - left_edge, right - left_edge, top_edge - high, top_edge - low
        is_inside = is_level and left_edge <= left <= right <= right_edge
        if not (is_inside or _is_on_page(x0, x1, y0, y1, turned)) or (
            unpainted and object_of(at_page, index) in unpainted
        ):
            unseen += not text.isspace()
            continue
        if y0 - size / 2 < baseline < y1 + size / 2 and isfinite(size):
            glyph = _make_glyph((text, x0, x1, top, bottom, (x0 + x1) / 2, middle, size, None))
        else:  # text set downwards
            glyph = _make_glyph((text, x0, x1, y0, y1, (x0 + x1) / 2, (y0 + y1) / 2, y1 - y0, None))
        if after_gap:
            after_gap = False
            glyphs.extend(_blank_between(glyphs[-1:], glyph))
        glyphs.append(glyph)
    return Characters(result, unseen, words.found())


class _Words:
    """Characters that come apart, joined as long as they stand in one line and are hidden alike."""

    def __init__(self) -> None:
        self._lines: list[tuple[Kind, float, list[str]]] = []

    def add(self, kind: Kind, text: str, low: float) -> None:
        last = self._lines[-1] if self._lines else None
        if last and last[0] == kind and abs(last[1] - low) <= _SAME_LINE:
            last[2].append(text)
        else:
            self._lines.append((kind, low, [text]))

    def found(self) -> list[tuple[Kind, str]]:
        return [(kind, words) for kind, _, texts in self._lines if (words := "".join(texts).strip())]


def _texts(text_page: Any) -> list[str]:
    """The text of each of PDFium's characters; the second half of a character that takes two is empty."""
    count = pdfium.FPDFText_CountChars(text_page)
    buffer = (c_ushort * (2 * count + 2))()
    length = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    texts = list(bytes(buffer)[: 2 * max(length - 1, 0)].decode("utf-16-le", "replace"))
    if len(texts) != count:  # PDFium left control characters out, or a character takes two
        texts = [chr(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count)]
        for index, (high, low) in enumerate(pairwise(texts)):
            if "\ud800" <= high < "\udc00" <= low <= "\udfff":
                pair = (high + low).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
                texts[index : index + 2] = pair, ""
        return [_printed(text) for text in texts]
    return [_printed(text) for text in texts] if _LINE_END_HYPHENS & set(texts) else texts


def _printed(text: str) -> str:
    """The character as a reader sees it."""
    if text in _LINE_END_HYPHENS:
        return "-"
    is_none = "\ud800" <= text <= "\udfff" or (text < " " and not text.isspace())
    return UNMAPPED if text and is_none else text


def _stand(a: float, b: float, c: float, d: float, font_size: float, frame: Frame) -> _Stand:
    turn = turn_of(a, b, d)
    return _Stand(turn, frame._replace(turn=turn or 0), font_size * hypot(c, d))


def _is_on_page(x0: float, x1: float, y0: float, y1: float, frame: Frame) -> bool:
    """Whether any of the box is on the page; a box without end, as broken files have, is not."""
    return x1 > 0 and x0 < frame.width and y1 > 0 and y0 < frame.height and isfinite(x1 - x0 + y1 - y0)


def _is_same_piece(at_page: int, index: int) -> bool:
    """Whether the character is of the same string as the one before it: bold imitated by printing twice is
    not.
    """
    this = object_of(at_page, index)
    return this is not None and this == object_of(at_page, index - 1)


def _blank_between(before: Sequence[Glyph], glyph: Glyph) -> Iterator[Glyph]:
    """The blank that a gap seen by PDFium stands for, so that numbers do not run together.

    Between Han and Latin the gap is the typesetter's, and no blank.
    """
    for last in before:
        is_one_script = (last.text < _FIRST_HAN) is (glyph.text < _FIRST_HAN)
        is_wide = glyph.x0 - last.x1 >= _WORD_GAP * glyph.size
        if is_one_script and is_wide and abs(last.y - glyph.y) < glyph.size / 2:
            middle = (last.x1 + glyph.x0) / 2
            yield Glyph(" ", last.x1, glyph.x0, last.top, last.bottom, middle, last.y, last.size)
