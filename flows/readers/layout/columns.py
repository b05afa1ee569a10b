"""Columns that no line parts: where the text of row after row leaves the same gap, and what stands in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.readers.layout.lines import Line, Stretch, join

_NUMBER = re.compile(r"[-−－+(（]?[¥￥]?\d[\d,，]*(?:\.\d+)?[%％‰]?[)）]?")
_NO_NUMBER = re.compile(r"[-—–－/]{1,2}")  # what stands in place of one
_GUTTER = 0.5  # of a character's height: the least gap that stays free in all rows
_IN_LINE = 0.6  # of a character's height: how far ends that are flush may be out
_STRAY = 0.03  # of many rows: so many may cross a gutter
_MOST_CLEAR = 0.6  # of the rows: so many tell the columns by themselves
_FIRST_HAN = "\u2e80"


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from left to right: how far text reaches in each, and the boundaries between and around them."""

    extents: tuple[tuple[float, float], ...]
    size: float

    def __len__(self) -> int:
        return len(self.extents)

    @property
    def left(self) -> float:
        """Where the first one begins."""
        return self.extents[0][0]

    @property
    def right(self) -> float:
        """Where the last one ends."""
        return self.extents[-1][1]

    def boundaries(self) -> list[float]:
        """One more than there are columns: half way between their texts."""
        between = [(right + left) / 2 for (_, right), (left, _) in pairwise(self.extents)]
        return [self.left, *between, self.right]

    def met_by(self, word: Stretch) -> list[int]:
        """The columns that the word reaches into."""
        slack = 0.3 * self.size
        return [
            index
            for index, (left, right) in enumerate(self.extents)
            if word.x0 < right - slack and word.x1 > left + slack
        ]

    def with_named(self, words: Sequence[Stretch]) -> "Columns":
        """The columns, and those that are empty but that one of the words right above them names."""
        named = [word for word in words if not self.met_by(word)]
        if len(words) - len(named) < 2:
            return self
        return Columns(tuple(sorted((*self.extents, *((word.x0, word.x1) for word in named)))), self.size)

    def under(self, word: Stretch) -> tuple[int, int]:
        """The first and the last column that the word reaches into; the nearest where it stands between two."""
        met = self.met_by(word)
        if not met:
            off = [max(left - word.middle, word.middle - right) for left, right in self.extents]
            met = [off.index(min(off))]
        return met[0], met[-1]


def words_of(line: Line) -> list[Stretch]:
    """What wide gaps set apart; single Han characters that are only spaced out are one word (合　计)."""
    words: list[Stretch] = []
    is_spaced_out = False
    for word in line.stretches or (Stretch(line.text, line.x0, line.x1),):
        is_single = len(word.text) == 1 and word.text >= _FIRST_HAN
        if is_single and is_spaced_out:
            words[-1] = Stretch(f"{words[-1].text} {word.text}", words[-1].x0, word.x1)
        else:
            words.append(word)
        is_spaced_out = is_single
    return words


def is_number(text: str) -> bool:
    """Whether the text is a number and nothing else."""
    return bool(_NUMBER.fullmatch(text.replace(" ", "")))


def is_row(line: Line) -> bool:
    """Whether the line looks like a row of a table: several words, and a number that is not the first."""
    return len(line.stretches) > 1 and any(is_number(word.text) for word in words_of(line)[1:])


def columns_of(rows: Sequence[Line]) -> Columns:
    """The columns of rows: parted where hardly any of them has text.

    Rows whose words nearly touch say nothing where most others leave wide gaps.
    """
    clear = [row for row in rows if not row.pieces]
    if len(clear) > _MOST_CLEAR * len(rows):
        rows = clear
    size = sorted(row.size for row in rows)[len(rows) // 2]
    stray = int(_STRAY * len(rows))
    edges = sorted(edge for row in rows for word in words_of(row) for edge in ((word.x0, 1), (word.x1, -1)))
    extents: list[tuple[float, float]] = []
    depth, begin = 0, 0.0
    for x, step in edges:
        was = depth
        depth += step
        if was <= stray < depth:
            begin = x
        elif depth <= stray < was:
            if extents and begin - extents[-1][1] < _GUTTER * size:
                begin = extents.pop()[0]
            extents.append((begin, x))
    return Columns(tuple(extents), size)


def parted_at(columns: Columns, line: Line) -> Line:
    """The line, with words that nearly touch apart where a gutter runs between them."""
    if not line.pieces or not line.stretches:
        return line
    gutters = [(left, right) for (_, left), (right, _) in pairwise(columns.extents)]
    wide = {stretch.x0 for stretch in line.stretches}
    words: list[Stretch] = []
    for piece in line.pieces:
        is_apart = piece.x0 in wide or any(
            left - _GUTTER * line.size < words[-1].x1 and piece.x0 < right + _GUTTER * line.size
            for left, right in gutters
        )
        if is_apart:
            words.append(piece)
        else:
            words[-1] = Stretch(join(words[-1].text, piece.text), words[-1].x0, piece.x1)
    return replace(line, stretches=tuple(words))


def has_numbers_in_line(rows: Sequence[Line], columns: Columns) -> bool:
    """Whether one of the columns after the first holds little but numbers, flush at one side or centred."""
    found: list[list[Stretch]] = [[] for _ in range(len(columns))]
    for row in rows:
        for word in words_of(row):
            first, last = columns.under(word)
            if first == last:
                found[first].append(word)
    return any(_is_in_line(words, columns.size) for words in found[1:])


def _is_in_line(words: Sequence[Stretch], size: float) -> bool:
    numbers = [word for word in words if is_number(word.text)]
    fillers = [word for word in words if _NO_NUMBER.fullmatch(word.text)]
    if len(numbers) < 2 or len(numbers) + len(fillers) < 0.7 * len(words):
        return False
    sides = ([word.x0 for word in numbers], [word.x1 for word in numbers], [word.middle for word in numbers])
    return any(_are_flush(side, _IN_LINE * size) for side in sides)


def _are_flush(positions: Iterable[float], slack: float) -> bool:
    ordered = sorted(positions)
    middle = ordered[len(ordered) // 2]
    return sum(abs(position - middle) <= slack for position in ordered) >= 0.8 * len(ordered)


def is_contents(rows: Sequence[Line], columns: Columns) -> bool:
    """Whether the rows are a table of contents: titles, and the numbers of pages that never go down."""
    if len(columns) != 2:
        return False
    last = [words_of(row)[-1].text for row in rows]
    if not all(text.isdecimal() for text in last):
        return False
    return all(int(one) <= int(other) for one, other in pairwise(last))
