"""Words of a PDF page that are crossed out: by a drawn line, or by a note laid over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from ctypes import byref
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from flows.readers.layout.page import Frame, Glyph, Ruling

# Where a line crosses a character, from its middle downwards and of its height: Han in the middle, Latin lower.
_HIGHEST, _LOWEST = -0.12, 0.22
_BEYOND = 1.5  # of a character's height: how far a line may reach over the words that it crosses out
_TOUCHING = 1.5
_LEVEL = 0.6
_MOST_NOTES = 2_000

NoteBox = tuple[float, float, float, float]  # left, bottom, right, top in the page's own coordinates


class Crossed(NamedTuple):
    """The characters that stay, those that are crossed out run by run, and the lines that cross nothing out."""

    glyphs: list[Glyph]
    struck: tuple[str, ...]
    rulings: tuple[Ruling, ...]


def notes_on(page: Any) -> list[NoteBox]:
    """What the notes that cross words out lie over."""
    boxes: list[NoteBox] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_STRIKEOUT and not (
                pdfium.FPDFAnnot_GetFlags(note) & pdfium.FPDF_ANNOT_FLAG_HIDDEN
            ):
                boxes.extend(_quads(note))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return boxes


def _quads(note: Any) -> Iterator[NoteBox]:
    quad = pdfium.FS_QUADPOINTSF()
    for index in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(note), _MOST_NOTES)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(note, index, byref(quad)):
            across, down = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(across), min(down), max(across), max(down)


def crossed_out(glyphs: list[Glyph], rulings: tuple[Ruling, ...], notes: Sequence[NoteBox], frame: Frame) -> Crossed:
    """The page's characters without those that a line or a note crosses out.

    A line does that which runs through the middle of the characters and ends where they end. The rules of a table meet
    others, or reach far beyond what they cross.
    """
    lines = [(line, parts) for line, parts in _lines(rulings) if not _meets(line, rulings)]
    if not lines and not notes:
        return Crossed(glyphs, (), rulings)
    by_height = sorted(range(len(glyphs)), key=lambda at: glyphs[at].y)
    heights = [glyphs[at].y for at in by_height]
    largest = max((glyph.size for glyph in glyphs), default=0.0)
    struck: set[int] = set()
    runs: list[list[int]] = []
    crossing: set[Ruling] = set()
    for line, parts in lines:
        first = bisect_left(heights, line.at - _LOWEST * largest)
        last = bisect_right(heights, line.at - _HIGHEST * largest)
        if first == last:
            continue
        crossed = [at for at in by_height[first:last] if _crosses(line, glyphs[at])]
        if crossed and _ends_with(line, [glyphs[at] for at in crossed]):
            runs.append(crossed)
            crossing.update(parts)
    for left, bottom, right, top in notes:
        x0, x1, y0, y1 = frame.place_box(left, top, right, bottom)
        among = by_height[bisect_left(heights, y0) : bisect_right(heights, y1)]
        runs.append([at for at in among if x0 <= glyphs[at].x <= x1])
    words: list[str] = []
    for run in runs:
        own = sorted(set(run) - struck)  # in the order of the file, which is that of reading within a line
        struck.update(own)
        if word := "".join(glyphs[at].text for at in own).strip():
            words.append(word)
    if not struck:
        return Crossed(glyphs, (), rulings)
    left_over = tuple(ruling for ruling in rulings if ruling not in crossing)
    return Crossed([glyph for at, glyph in enumerate(glyphs) if at not in struck], tuple(words), left_over)


def _lines(rulings: Sequence[Ruling]) -> Iterator[tuple[Ruling, list[Ruling]]]:
    """Level lines, those that go on in each other as one, with what each is made of."""
    levels = sorted((one for one in rulings if not one.is_vertical), key=lambda one: (round(one.at, 1), one.start))
    parts: list[Ruling] = []
    end = 0.0
    for one in levels:
        if parts and (abs(one.at - parts[-1].at) > _LEVEL or one.start > end + _TOUCHING):
            yield Ruling(False, parts[0].at, parts[0].start, end), parts
            parts = []
        end = max(end, one.end) if parts else one.end
        parts.append(one)
    if parts:
        yield Ruling(False, parts[0].at, parts[0].start, end), parts


def _crosses(line: Ruling, glyph: Glyph) -> bool:
    return line.start <= glyph.x <= line.end and _HIGHEST <= (line.at - glyph.y) / (glyph.size or 1) <= _LOWEST


def _ends_with(line: Ruling, crossed: Sequence[Glyph]) -> bool:
    printed = [glyph for glyph in crossed if not glyph.text.isspace()]
    if not printed:
        return False
    room = _BEYOND * max(glyph.size for glyph in printed)
    left, right = min(glyph.x0 for glyph in printed), max(glyph.x1 for glyph in printed)
    is_near = left - line.start <= room and line.end - right <= room
    return is_near and 2 * (right - left) >= line.end - line.start


def _meets(line: Ruling, rulings: Sequence[Ruling]) -> bool:
    """Whether an upright rule crosses the line or ends at it, as in a table."""
    return any(
        one.is_vertical
        and line.start - _TOUCHING <= one.at <= line.end + _TOUCHING
        and one.start - _TOUCHING <= line.at <= one.end + _TOUCHING
        and (min(abs(one.at - line.start), abs(one.at - line.end)) <= _TOUCHING or _is_end(one, line))
        for one in rulings
    )


def _is_end(upright: Ruling, line: Ruling) -> bool:
    return min(abs(upright.start - line.at), abs(upright.end - line.at)) <= _TOUCHING
