"""Which way round a page is read: as most of its characters stand."""

from bisect import bisect_left
from collections.abc import Sequence

from flows.readers.layout.page import Glyph

ASCENT = 0.88  # how much of a character's height stands above its baseline

_SLANT = 0.1  # rise over run of a line of text
_OVERLAY = 3.0  # times the usual height of characters: as large is a heading, or a watermark

Turn = int | None  # quarter turns clockwise that set a character upright; None where none does


def turn_of(a: float, b: float, d: float) -> Turn:
    """How text stands that a matrix with these numbers prints, in coordinates that begin at the lower left."""
    if abs(b) <= _SLANT * abs(a):
        return 0 if a > 0 or d > 0 else 2
    if abs(a) <= _SLANT * abs(b):
        return 1 if b > 0 else 3
    return None


def most_upright(characters: dict[Turn, list[Glyph]], otherwise: int) -> tuple[int, list[Glyph], int]:
    """The turn that sets most characters upright, these characters, and how many are left out: slanted ones and
    a watermark that lies over the others.

    Slanted ones count only where there are no others; `otherwise` is the turn of a page without text.
    """
    if not any(characters.values()):
        return otherwise, [], 0
    turn = max(characters, key=lambda turn: (turn is not None, len(characters[turn])))
    total = sum(len(glyphs) for glyphs in characters.values())
    kept = _without_overlay(characters[turn])
    return turn or 0, kept, total - len(kept)


def _without_overlay(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters without those that are far larger than most and have others standing within them."""
    usual = sorted([glyph.size for glyph in glyphs])[len(glyphs) // 2]
    large = [glyph for glyph in glyphs if glyph.size > _OVERLAY * usual]
    if not large:
        return glyphs
    others = sorted((glyph.y, glyph.x) for glyph in glyphs if glyph.size <= _OVERLAY * usual and glyph.text != " ")
    over = {glyph.size for glyph in large if any(glyph.x0 < x < glyph.x1 for _, x in _within(others, glyph))}
    return [glyph for glyph in glyphs if glyph.size not in over]


def _within(points: Sequence[tuple[float, float]], glyph: Glyph) -> Sequence[tuple[float, float]]:
    return points[bisect_left(points, (glyph.top,)) : bisect_left(points, (glyph.bottom,))]
