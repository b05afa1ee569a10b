"""Two columns of text on a page, which are read one after the other.

Only a gutter that stays free beside many full lines of prose says so, and no rule, table or column of numbers may speak
against it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.readers.layout.cells import is_amount
from flows.readers.layout.lines import Line, Margins, Stretch, lines_of
from flows.readers.layout.page import Glyph, Ruling
from flows.readers.layout.tables import Piece

_FEWEST_LINES = 8  # in each column
_MIDDLE = (0.3, 0.7)  # of the text's width: where a second column may begin
_EDGE = 2.0  # points: column edges differ less than this
_GUTTER = 1.0  # of a character's height
_FULL = 1.5  # of a character's height: full lines end no farther from the edge
_MOST_FULL = 0.5  # of the lines of prose are full
_FEW = 0.1  # of the lines
_APART = 2.5  # of a character's height: what stands farther below is no part of the columns
_ALIKE = 1.5  # times the narrower column: the most that the wider one is


@dataclass(frozen=True, slots=True)
class TextColumns:
    """Where a page has two columns: from one height to another, each with its margins."""

    top: float
    bottom: float
    left: Margins
    right: Margins

    def margins_of(self, line: Line) -> Margins | None:
        """The margins of the column that the line stands in, None where it stands above or below them."""
        if not self.top <= (line.top + line.bottom) / 2 <= self.bottom:
            return None
        return self.left if line.x0 < self.right.left - _EDGE else self.right

    def order(self, item: Line | Piece) -> tuple[float, bool, float]:
        """By what a page's items are sorted into reading order."""
        x = item.x0 if isinstance(item, Line) else item.left
        inside = self.top <= item.top <= self.bottom
        return (self.top, x >= self.right.left - _EDGE, item.top) if inside else (item.top, False, item.top)


def in_columns(
    glyphs: Sequence[Glyph], page_no: int, tables: Sequence[Piece], rules: Sequence[Ruling]
) -> tuple[list[Line], TextColumns | None]:
    """The lines of a page, cut at the gutter where its text stands in two columns, and these."""
    lines = lines_of(glyphs, page_no)
    columns = _columns(lines, tables, rules) if len(lines) >= _FEWEST_LINES else None
    if not columns:
        return lines, None
    parts: tuple[list[Glyph], ...] = ([], [], [])
    for glyph in glyphs:
        inside = columns.top <= glyph.y <= columns.bottom
        parts[1 + (glyph.x >= columns.right.left - _EDGE) if inside else 0].append(glyph)
    cut = [line for part in parts for line in lines_of(part, page_no)]
    return sorted(cut, key=columns.order), columns


def _columns(lines: Sequence[Line], tables: Sequence[Piece], rules: Sequence[Ruling]) -> TextColumns | None:
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    least, most = (left + share * (right - left) for share in _MIDDLE)
    begins = Counter(round(word.x0 / _EDGE) for line in lines for word in _words(line)[-1:] if least < word.x0 < most)
    if not begins:
        return None
    edge, count = begins.most_common(1)[0]
    if count < _FEWEST_LINES - 2:
        return None
    begin = edge * _EDGE
    crossed = [table.top for table in tables if table.left < begin < table.right]
    crossed += [rule.at for rule in rules if rule.start < begin < rule.end]
    return max(_runs(lines, begin, sorted(crossed)), key=lambda found: found.bottom - found.top, default=None)


def _words(line: Line) -> tuple[Stretch, ...]:
    return line.stretches or (Stretch(line.text, line.x0, line.x1),)


def _runs(lines: Sequence[Line], begin: float, crossed: Sequence[float]) -> Iterator[TextColumns]:
    """Lines that follow each other and leave the gutter free."""
    run: list[Line] = []
    for line in (*lines, None):
        is_free = line and all(
            word.x1 < begin - _GUTTER * line.size or word.x0 > begin - _EDGE for word in _words(line)
        )
        is_parted = (
            line is not None
            and bool(run)
            and (
                line.top - run[-1].bottom > _APART * line.size
                or bisect_right(crossed, run[-1].top) < bisect_right(crossed, line.bottom)
            )
        )
        if line and is_free and not is_parted:
            run.append(line)
            continue
        if columns := _two_columns(run, begin):
            yield columns
        run = [line] if line and is_free else []


def _two_columns(run: Sequence[Line], begin: float) -> TextColumns | None:
    sides: tuple[list[list[Stretch]], list[list[Stretch]]] = ([], [])
    for line in run:
        for is_right, side in enumerate(sides):
            if words := [word for word in _words(line) if (word.x0 > begin - _EDGE) == bool(is_right)]:
                side.append(words)
    margins = []
    for side in sides:
        if len(side) < _FEWEST_LINES:
            return None
        left, right = min(words[0].x0 for words in side), max(words[-1].x1 for words in side)
        size = run[0].size
        full = sum(words[0].x0 < left + 3 * size and words[-1].x1 > right - _FULL * size for words in side)
        broken = sum(len(words) > 1 or is_amount(words[0].text) for words in side)
        if full < _MOST_FULL * len(side) or broken > _FEW * len(side):
            return None
        margins.append(Margins(left, right))
    narrow, wide = sorted(found.width for found in margins)
    if wide > _ALIKE * narrow:
        return None
    return TextColumns(run[0].top, run[-1].bottom, margins[0], margins[1])
