"""From characters to lines, and from lines to the paragraphs that were wrapped into them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf
from operator import itemgetter
from statistics import fmean
from typing import NamedTuple

from flows.readers.layout.page import Glyph
from flows.readers.marks import raised

_ONE_LINE = 0.45  # of a character's height: characters whose middles are no farther apart stand on one line
_GAP = 0.6  # of a character's height: a wider gap is a blank
_WIDE_GAP = 0.9  # of a character's height: a wider gap may part two columns
_SMALL, _RISE, _BESIDE = 0.8, 0.15, 0.3  # of a character's height: what is as small, raised and near is a mark
_SLIT = 0.25  # of a character's height: a wider gap parts two columns where all other rows say so
_MOST_SLITS = 8  # of a line: spaced text has more
_HAN = "\u2e80"
_INDENT = 0.6
_SPACING = 1.6
_SLACK = 0.6  # of a character's height: punctuation may hang over the margin, justified text ends before it
_LONG = 0.75
_SENTENCE_ENDS = ("。", "；", "：", "！", "？", "”", "）")
_CLOSING = "，。、；：）”’》】,.;:)%％"
_OPENING = "（“‘《【("
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}(?:部分|章)"
)
_ITEM = re.compile(r"[（(]\d{1,3}[)）]|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]")


# Places in the tuple, as an attribute of each character would cost more than the sorting.
_X0, _Y = itemgetter(1), itemgetter(6)


class Stretch(NamedTuple):
    """A part of a line that wide gaps set apart."""

    text: str
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Its x half way."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text, its box, the height of its characters, the width of what cannot be broken
    at its start, what its wide gaps set apart (nothing where it has none), and what narrow ones do if it has any.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    head_width: float
    page_no: int
    stretches: tuple[Stretch, ...] = ()
    confidence: Decimal | None = None
    pieces: tuple[Stretch, ...] = ()


def lines_of(glyphs: Iterable[Glyph], page_no: int) -> list[Line]:
    """The lines from top to bottom; characters printed twice at one spot (imitated bold) count once."""
    rows: list[list[Glyph]] = []
    row: list[Glyph] = []
    middle = reach = -inf
    for glyph in sorted(glyphs, key=_Y):
        y, size = glyph[6], glyph[7]
        if y <= reach or y - middle <= _ONE_LINE * size:
            row.append(glyph)
        else:
            row = [glyph]
            rows.append(row)
            middle, reach = y, y + _ONE_LINE * size
    return [line for row in rows if (line := _line(row, page_no))]


def _line(row: list[Glyph], page_no: int) -> Line | None:
    row.sort(key=_X0)
    seen = [glyph for glyph in row if not glyph[0].isspace()]
    if not seen:
        return None
    text: list[str] = []
    gaps: list[tuple[int, float, float]] = []
    slits: list[tuple[int, float, float]] = []
    last, last_x0, last_x1, ink = " ", -inf, -inf, inf
    full_size = full_bottom = 0.0
    for character, x0, x1, _, bottom, _, _, size, _ in row:
        if character == last and x0 - last_x0 < 0.5 * (x1 - x0):
            continue
        is_blank = character.isspace()
        if size < _SMALL * full_size and bottom < full_bottom - _RISE * full_size and x0 - last_x1 < _BESIDE * size:
            character = raised(character, last)
        elif not is_blank:
            full_size, full_bottom = size, bottom
        if x0 - last_x1 > _GAP * size and not (is_blank or last.isspace()):
            text.append(" ")
        if is_blank:
            text.append(" ")
        else:
            if x0 - ink > _SLIT * size:
                (gaps if x0 - ink > _WIDE_GAP * size else slits).append((len(text), ink, x0))
            text.append(character)
            ink = x1
        last, last_x0, last_x1 = character, x0, x1
    _, _, x1s, tops, bottoms, _, _, sizes, sure = zip(*seen, strict=True)
    size = sorted(sizes)[len(seen) // 2]
    top, bottom = min(tops), max(bottoms)
    x0, x1 = seen[0].x0, max(x1s)
    stretches = tuple(_stretches(text, gaps, x0, x1)) if gaps else ()
    pieces = tuple(_stretches(text, sorted([*gaps, *slits]), x0, x1)) if 0 < len(slits) <= _MOST_SLITS else ()
    confidence = _confidence(seen) if any(sure) else None
    return Line(
        "".join(text).strip(), x0, x1, top, bottom, size, _head_width(row), page_no, stretches, confidence, pieces
    )


def _stretches(
    text: Sequence[str], gaps: Sequence[tuple[int, float, float]], x0: float, x1: float
) -> Iterator[Stretch]:
    begin = 0
    for end, left, right in gaps:
        yield Stretch("".join(text[begin:end]).strip(), x0, left)
        begin, x0 = end, right
    yield Stretch("".join(text[begin:]).strip(), x0, x1)


def _confidence(glyphs: Sequence[Glyph]) -> Decimal | None:
    """How sure a recognised line is: its average character, or its least sure digit if that is less."""
    sure = [glyph.confidence for glyph in glyphs if glyph.confidence is not None]
    if not sure:
        return None
    digits = [glyph.confidence for glyph in glyphs if glyph.confidence is not None and glyph.text.isdigit()]
    return round(Decimal(min([fmean(sure), *digits])), 3)


def least(confidences: Iterable[Decimal | None]) -> Decimal | None:
    """The lowest of them, None where all are exact."""
    return min((value for value in confidences if value is not None), default=None)


def _head_width(row: Sequence[Glyph]) -> float:
    """How much room the line's beginning needs: a number or a Latin word whole, a Han character with its
    punctuation.
    """
    glyphs = row[1:] if row[0].text.isspace() else row
    end = 0
    while end < len(glyphs) and glyphs[end].text in _OPENING:
        end += 1
    if end < len(glyphs) and _is_latin(glyphs[end].text):
        while end < len(glyphs) and _is_latin(glyphs[end].text):
            end += 1
    else:
        end += 1
    while end < len(glyphs) and glyphs[end].text in _CLOSING:
        end += 1
    head = glyphs[: max(end, 1)]
    return head[-1].x1 - head[0].x0


def _is_latin(text: str) -> bool:
    """Digits, Latin letters and the signs set with them, as in ≥60% or 6000m²."""
    return bool(text) and not text.isspace() and text[0] < _HAN and text not in "“”‘’…—"


@dataclass(frozen=True, slots=True)
class Margins:
    """Where full lines begin and end."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """The length of a full line."""
        return self.right - self.left


def margins(lines: Sequence[Line], page_width: float) -> Margins:
    """The margins that prose keeps: the outermost that two lines share on the left, three on the right.

    Those of the page itself where there is no line.
    """
    if not lines:
        return Margins(0, page_width)
    left = _outermost(sorted(line.x0 for line in lines), min(2, len(lines)))
    right = -_outermost(sorted(-line.x1 for line in lines), min(3, len(lines)))
    # A page of short lines only does not show where a full one would end.
    return Margins(left, right if right - left > page_width / 2 else max(right, page_width - left))


def _outermost(positions: Sequence[float], enough: int) -> float:
    for index, position in enumerate(positions):
        if len(positions) >= index + enough and positions[index + enough - 1] - position <= 3:
            return position
    return positions[0]


def continues(line: Line, following: Line, edges: Margins, is_first: bool) -> bool:
    """Whether prose goes on from a line to the following one, of the same page or of the next.

    It does where the line is full, the following one is not indented, and both look alike. `is_first`
    says that `line` begins its paragraph: a paragraph that is indented as a whole goes on at the same
    indent.
    """
    if not (is_full(line, following, edges) or _is_unfinished(line, edges)):
        return False
    indent = following.x0 - edges.left
    is_flush = indent <= _INDENT * line.size or (not is_first and abs(following.x0 - line.x0) < 0.5 * line.size)
    is_alike = abs(line.size - following.size) <= 0.15 * line.size
    is_near = line.page_no != following.page_no or following.top - line.bottom < _SPACING * line.size
    return is_flush and is_alike and is_near and not _begins_item(line, following)


def _begins_item(line: Line, following: Line) -> bool:
    """Whether the following line opens an item of a list; within a sentence Arabic items may also be
    wrapped.
    """
    if begins_heading(following.text):
        return True
    return begins_item(following.text) and line.text.endswith(("。", "：", "；"))


def begins_heading(text: str) -> bool:
    """Whether the text begins with the number of a heading."""
    return _HEADING.match(text) is not None


def begins_item(text: str) -> bool:
    """Whether the text begins with the number of a heading or of an item of a list."""
    return begins_heading(text) or _ITEM.match(text) is not None


def is_full(line: Line, following: Line, edges: Margins) -> bool:
    """Whether the beginning of the following line would not have fitted on this one."""
    before, after = line.x0 - edges.left, edges.right - line.x1
    is_flush_left = following.x0 - edges.left <= _INDENT * following.size
    room = after if is_flush_left and after < before + line.size else before + after
    return room < following.head_width + _SLACK * line.size


def _is_unfinished(line: Line, edges: Margins) -> bool:
    """Whether a long line ends in mid-sentence: typesetters keep a number with its unit and leave more room
    than one.
    """
    return not line.text.endswith(_SENTENCE_ENDS) and line.x1 - edges.left > _LONG * (edges.right - edges.left)


def join(first: str, second: str) -> str:
    """Two pieces of one line: with a blank between Latin words, as Han text and long numbers are broken
    anywhere.
    """
    end, start = first[-1:], second[:1]
    is_latin = end.isascii() and end.isalnum() and start.isascii() and start.isalnum()
    return f"{first} {second}" if is_latin and not (end.isdigit() and start.isdigit()) else first + second
