"""From a picture of a page to a page of characters and ruling lines, as a PDF with a text layer has them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, median

import cv2
import numpy as np

from flows.readers.layout.page import Glyph, Page, Ruling
from flows.readers.layout.rulings import lattices
from flows.readers.scan.picture import Mask, Picture, Quad, ink_of, quarter_turned, straightened, without_seals
from flows.readers.scan.rulings import rulings_in, squared
from flows.readers.scan.text import Reading, extent, find_lines, is_sideways, is_upside_down, recognise

_FIRST_HAN = "\u2e80"
_PITCHES = (0.4, 1.05)  # of a found line's height: characters set wider apart do not tell their size
_HEIGHT = 0.72  # of a found line's height: its characters, where no line of the page tells
_ALIKE = 0.12  # sizes that differ less than this are one
_NEARLY = 0.3  # a height tells a size no better than this
_ENOUGH_GAPS = 4
_LEGIBLE = 0.5  # confidence: what is below is no reading
_SURROUNDINGS = 12.0  # points
_MARGIN = 1.5  # of a cell, in points
_SIZE = 10.5  # of characters, in points, where none tells
_MARKS = (0.45, 2.0)  # of a character's size: how high marks are that may be characters
_MOST_OVERLOOKED = 300  # of a page: more are a pattern and no digits
_INSIDE = 0.6  # of a line's height: how far inside it a ruling must be to cut it
_PUNCTUATION = frozenset("，。、；：！？（）《》“”‘’【】〔〕")


def recognised(picture: Picture, page_no: int, width: float) -> Page:
    """The page that a picture shows, `width` points wide, upright and straight whichever way it lay.

    A page without text has no characters. The same picture gives the same page.
    """
    scale = picture.shape[1] / width
    upright = squared(straightened(without_seals(picture, scale)), scale)
    rulings, bare = rulings_in(upright, scale)
    quads = find_lines(bare)
    turns = 0
    if is_sideways(quads):
        turns = 1
        bare = quarter_turned(bare, 1)
        quads = find_lines(bare)
    if is_upside_down(bare, quads):
        turns += 2
        bare = quarter_turned(bare, 2)
        quads = find_lines(bare)
    if turns:
        rulings, _ = rulings_in(quarter_turned(upright, turns), scale)
    pieces = [piece for quad in quads for piece in _cut_at(quad, rulings, scale) if not _is_rest(piece, quad, quads)]
    readings = recognise(bare, pieces)
    height, width = (side / scale for side in bare.shape[:2])
    page = Page(page_no, width, height, tuple(_glyphs(readings, scale)), tuple(rulings), 1, 0, 0, "picture")
    overlooked = _overlooked(bare, page, scale)
    readings += recognise(bare, overlooked[:_MOST_OVERLOOKED])
    legible = [reading for reading in readings if fmean(reading.confidences) >= _LEGIBLE]
    return replace(
        page,
        glyphs=tuple(_glyphs(legible, scale)),
        illegible=len(readings) - len(legible) + len(overlooked[_MOST_OVERLOOKED:]),
    )


def _cut_at(quad: Quad, rulings: Sequence[Ruling], scale: float) -> Iterator[Quad]:
    """The parts of a found line between the rulings that cross it: neighbouring cells may be found as one."""
    left, right = float(quad[:, 0].min()), float(quad[:, 0].max())
    middle, height = float(quad[:, 1].mean()), float(quad[:, 1].max() - quad[:, 1].min())
    inside = _INSIDE * height / 2
    crossing = [
        ruling.at * scale
        for ruling in rulings
        if ruling.is_vertical
        and left + inside < ruling.at * scale < right - inside
        and ruling.start * scale < middle < ruling.end * scale
    ]
    if not crossing:
        yield quad
        return
    for start, end in pairwise([left, *sorted(crossing), right]):
        first, last = ((at - left) / (right - left) for at in (start, end))
        top, bottom = quad[1] - quad[0], quad[2] - quad[3]
        corners = [quad[0] + first * top, quad[0] + last * top, quad[3] + last * bottom, quad[3] + first * bottom]
        yield np.array(corners, np.float32)


def _is_rest(piece: Quad, quad: Quad, quads: Sequence[Quad]) -> bool:
    """Whether a part cut off a found line is only the edge of another one, of the next cell."""
    if piece is quad or extent(piece)[0] > extent(piece)[1]:
        return False
    x, y = piece.mean(axis=0)
    return any(
        other is not quad and other[:, 0].min() < x < other[:, 0].max() and other[:, 1].min() < y < other[:, 1].max()
        for other in quads
    )


def _overlooked(picture: Picture, page: Page, scale: float) -> list[Quad]:
    """What is printed in cells without text: a single digit is easily overlooked."""
    ink = ink_of(picture, round(_SURROUNDINGS * scale))
    size = median([glyph.size for glyph in page.glyphs] or [_SIZE]) * scale
    result = []
    tables, _ = lattices(page)
    for lattice in tables:
        filled = {lattice.area_at(glyph.x, glyph.y) for glyph in page.glyphs}
        for area in lattice.areas():
            if area in filled:
                continue
            left, right = (round(lattice.xs[at] * scale) for at in (area.column, area.column + area.column_span))
            top, bottom = (round(lattice.ys[at] * scale) for at in (area.row, area.row + area.row_span))
            if box := _printed_in(ink[top:bottom, left:right], round(_MARGIN * scale), size):
                x0, y0, x1, y1 = (float(value) for value in box)
                around = size / 4
                x0, x1 = left + x0 - around, left + x1 + around
                y0, y1 = top + y0 - around, top + y1 + around
                result.append(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32))
    return result


def _printed_in(ink: Mask, margin: int, size: float) -> tuple[int, int, int, int] | None:
    """The box around all marks of a cell that are as high as characters, None where there is none."""
    inner = ink[margin:-margin, margin:-margin]
    if not inner.size:
        return None
    _, _, boxes, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(inner), connectivity=8)
    marks = [box for box in boxes[1:].tolist() if _MARKS[0] * size <= box[3] <= _MARKS[1] * size]
    if not marks:
        return None
    left, top = (margin + min(mark[side] for mark in marks) for side in (0, 1))
    right, bottom = (margin + max(mark[side] + mark[side + 2] for mark in marks) for side in (0, 1))
    return left, top, right, bottom


def _glyphs(readings: Sequence[Reading], scale: float) -> Iterator[Glyph]:
    for reading, size in zip(readings, _sizes(readings, scale), strict=True):
        left, right = (float(reading.quad[side, 0].mean()) / scale for side in ([0, 3], [1, 2]))
        # All characters of a line are as high up as the line.
        y = float(reading.quad[:, 1].mean()) / scale
        top, bottom = y - size / 2, y + size / 2
        text = reading.text
        for index, (character, place, confidence) in enumerate(
            zip(text, reading.places, reading.confidences, strict=True)
        ):
            x = left + place * (right - left)
            if not character.isspace():
                half = size / 2 if character >= _FIRST_HAN else size / 4
                yield Glyph(character, x - half, x + half, top, bottom, x, y, size, confidence)
            elif _is_latin(text[:index][-1:]) and _is_latin(text[index + 1 :][:1]):
                yield Glyph(" ", x + size / 4, x + size / 4, top, bottom, x + size / 4, y, size, confidence)


def _is_latin(text: str) -> bool:
    return bool(text) and text.isalnum() and text < _FIRST_HAN


def _sizes(readings: Sequence[Reading], scale: float) -> list[float]:
    """The size of each line's characters in points: the pitch of its Han characters, else its height as other
    lines relate the two. Sizes that are nearly those of other lines are made the same.
    """
    heights = [float(np.linalg.norm(reading.quad[3] - reading.quad[0])) / scale for reading in readings]
    pitches = [_pitch(reading, height, scale) for reading, height in zip(readings, heights, strict=True)]
    shares = [pitch / height for pitch, height in zip(pitches, heights, strict=True) if pitch]
    share = median(shares) if shares else _HEIGHT
    sizes = [pitch or share * height for pitch, height in zip(pitches, heights, strict=True)]
    common = _common([pitch for pitch in pitches if pitch] or sizes)
    nearest = [min(common, key=lambda other: abs(other - size)) for size in sizes]
    return [near if abs(near / size - 1) < _NEARLY else size for near, size in zip(nearest, sizes, strict=True)]


def _pitch(reading: Reading, height: float, scale: float) -> float | None:
    width = float(np.linalg.norm(reading.quad[1] - reading.quad[0])) / scale
    gaps = [
        (after - before) * width
        for (before, after), pair in zip(pairwise(reading.places), pairwise(reading.text), strict=True)
        if all(character >= _FIRST_HAN and character not in _PUNCTUATION for character in pair)
    ]
    # Recognition tells places in steps of a quarter character, so many gaps are needed to tell the pitch.
    pitch = fmean(gaps) if len(gaps) >= _ENOUGH_GAPS else 0.0
    least, most = (share * height for share in _PITCHES)
    return pitch if least < pitch < most else None


def _common(sizes: Sequence[float]) -> list[float]:
    """One size for each group of sizes that are alike."""
    groups: list[list[float]] = []
    for size in sorted(sizes):
        if groups and size <= groups[-1][0] * (1 + 2 * _ALIKE):
            groups[-1].append(size)
        else:
            groups.append([size])
    return [median(group) for group in groups]
