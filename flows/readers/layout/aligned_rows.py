"""Rows of tables without vertical lines: which lines are one row, and what its cells say."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.readers.layout.columns import Columns, is_number, is_row, words_of
from flows.readers.layout.lines import Line, Stretch, begins_item, join, least
from flows.readers.layout.page import Ruling

_BESIDE = 0.8  # of a character's height: lines nearer than this overlap, so they are one row
_TIGHT = 0.9  # of the step from row to row: lines nearer than this are one row
_LEADING = 1.8  # of a character's height: the most from line to line within a cell
_OWN_LINE = 1.4  # of a character's height: names of one column are set closer than this
_NARROW = 3.0  # of a character's height: a gutter that leaves no room for a longer label
_COVERS = 0.8  # of the table's width: a rule this long parts two rows


@dataclass(frozen=True, slots=True)
class BandCell:
    """One cell: its row in the band, its first and last column, its text and where that stands."""

    row: int
    row_span: int
    first: int
    last: int
    text: str
    top: float
    bottom: float
    page_no: int


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the table, or the rows of its header."""

    cells: tuple[BandCell, ...]
    row_count: int = 1


# Lines that overlap


def overlapping(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines in groups that overlap in height: the halves of wrapped cells stand above and below their row."""
    group: list[Line] = []
    for line in lines:
        if group and not (
            line.page_no == group[-1].page_no and _middle(line) - _middle(group[-1]) < _BESIDE * line.size
        ):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def as_one_line(lines: Sequence[Line]) -> Line:
    """Lines that overlap in height as one: words above each other are one word."""
    if len(lines) == 1:
        return lines[0]
    parts = [line.stretches or (Stretch(line.text, line.x0, line.x1),) for line in lines]
    words = _stacked(parts)
    pieces = _stacked([line.pieces or part for line, part in zip(lines, parts, strict=True)])
    return replace(
        max(lines, key=lambda line: len(line.stretches)),
        text=" ".join(word.text for word in words),
        x0=words[0].x0,
        x1=words[-1].x1,
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        stretches=words if len(words) > 1 else (),
        confidence=least(line.confidence for line in lines),
        pieces=pieces if len(pieces) > len(words) else (),
    )


def _stacked(lines: Sequence[Sequence[Stretch]]) -> tuple[Stretch, ...]:
    """The words of lines that overlap in height, from left to right; words above each other as one."""
    extents: list[tuple[float, float]] = []
    for word in sorted((word for words in lines for word in words), key=lambda word: word.x0):
        if extents and word.x0 < extents[-1][1]:
            extents[-1] = (extents[-1][0], max(word.x1, extents[-1][1]))
        else:
            extents.append((word.x0, word.x1))
    starts = [left for left, _ in extents]
    texts = [""] * len(extents)
    for word in (word for words in lines for word in words):
        at = bisect_right(starts, word.x0) - 1
        texts[at] = join(texts[at], word.text)
    return tuple(Stretch(text, *extent) for text, extent in zip(texts, extents, strict=True))


# The body


def body_rows(lines: Sequence[Line], columns: Columns, rules: Mapping[int, Sequence[Ruling]]) -> Iterator[Band]:
    """The rows below the header, from top to bottom."""
    parting = {
        page_no: [rule.at for rule in found if _overlap(rule, columns) > _COVERS * (columns.right - columns.left)]
        for page_no, found in rules.items()
    }
    step = _step(lines)
    row: list[Line] = []
    for line in lines:
        if row and not _is_one_row(row, line, columns, step, parting.get(line.page_no, ())):
            yield _band(row, columns)
            row = []
        row.append(line)
    if row:
        yield _band(row, columns)


def is_cut_off(lines: Sequence[Line], following: Line, columns: Columns, rows: Sequence[Line]) -> bool:
    """Whether one cell's text goes on from the last of the lines to the following one: one of the two is nothing
    but the other's wrapped label.
    """
    last = lines[-1]
    label = last if following.stretches else following
    if label.stretches or is_number(label.text) or label.x1 > columns.right + columns.size:
        return False
    row = [line for line in lines[-3:] if line.page_no == last.page_no]
    return _is_one_row(row, following, columns, _step(rows), ())


def _step(lines: Sequence[Line]) -> float | None:
    """How far it mostly is from a row to the next where both are one line; None where none are."""
    steps = _steps(lines)
    return steps[len(steps) // 2] if steps else None


def _steps(lines: Sequence[Line]) -> list[float]:
    return sorted(
        _middle(other) - _middle(one)
        for one, other in pairwise(lines)
        if one.page_no == other.page_no and is_row(one) and is_row(other)
    )


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _overlap(rule: Ruling, columns: Columns) -> float:
    return min(rule.end, columns.right) - max(rule.start, columns.left)


def _is_one_row(
    row: Sequence[Line], line: Line, columns: Columns, step: float | None, parting: Iterable[float]
) -> bool:
    last = row[-1]
    if last.page_no != line.page_no or any(_middle(last) < at < _middle(line) for at in parting):
        return False
    distance = _middle(line) - _middle(last)
    if distance < _BESIDE * line.size:
        return True
    if distance > _LEADING * line.size:
        return False
    above, below = _by_column(row, columns), _by_column([line], columns)
    shared = above.keys() & below.keys()
    if not shared or not (above.keys() <= below.keys() or below.keys() <= above.keys()):
        return False
    if any(is_number(word.text) for column in shared for word in (*above[column], *below[column])):
        return False
    if step and distance < _TIGHT * step:
        return True
    is_alone = below.keys() < above.keys() or above.keys() < below.keys()
    return is_alone and not begins_item(line.text) and all(_is_wrapped(above[c][-1], c, columns) for c in shared)


def _by_column(lines: Iterable[Line], columns: Columns) -> dict[int, list[Stretch]]:
    result: defaultdict[int, list[Stretch]] = defaultdict(list)
    for line in lines:
        for word in words_of(line):
            result[columns.under(word)[0]].append(word)
    return dict(result)


def _is_wrapped(word: Stretch, column: int, columns: Columns) -> bool:
    """Whether the word ends where its column does, and the next column leaves no room."""
    right = columns.extents[column][1]
    room = columns.extents[column + 1][0] - right if column + 1 < len(columns) else 0.0
    return word.x1 > right - columns.size and room < _NARROW * columns.size


def _band(row: Sequence[Line], columns: Columns) -> Band:
    placed: defaultdict[tuple[int, int], list[Stretch]] = defaultdict(list)
    taken: dict[int, tuple[int, int]] = {}
    for line in row:
        here: dict[tuple[int, int], Stretch] = {}
        for word in words_of(line):
            first, last = columns.under(word)
            # What reaches over several columns belongs to the cell that is there already, if there is one.
            spot = next((taken[column] for column in range(first, last + 1) if column in taken), (first, last))
            taken |= dict.fromkeys(range(spot[0], spot[1] + 1), spot)
            before = here.get(spot)
            here[spot] = Stretch(f"{before.text} {word.text}", before.x0, word.x1) if before else word
        for spot, word in here.items():
            placed[spot].append(word)
    top, bottom = min(line.top for line in row), max(line.bottom for line in row)
    return Band(
        tuple(
            BandCell(
                0, 1, first, last, _text(words, columns.extents[last][1], columns.size), top, bottom, row[0].page_no
            )
            for (first, last), words in placed.items()
        )
    )


def _text(words: Sequence[Stretch], right: float, size: float) -> str:
    """A cell's words: those that its width wrapped are joined, others stay lines."""
    text = ""
    for index, word in enumerate(words):
        if not index:
            text = word.text
        elif words[index - 1].x1 > right - size:
            text = join(text, word.text)
        else:
            text = f"{text}\n{word.text}"
    return text


# The header


def header_rows(lines: Sequence[Line], columns: Columns, body: Sequence[Line]) -> Iterator[Band]:
    """The header as one band: a word above several columns names a group, one above a single column reaches down to
    the body.
    """
    if not lines:
        return
    step = _step(body)
    leaves: defaultdict[int, list[Stretch]] = defaultdict(list)
    groups: defaultdict[int, list[tuple[Stretch, int, int]]] = defaultdict(list)
    for index, line in enumerate(lines):
        named = {
            columns.under(word)[0]
            for other in lines[index + 1 :]
            if _middle(other) - _middle(line) >= (_TIGHT * step if step else _BESIDE * line.size)
            for word in words_of(other)
        }
        words, free = words_of(line), 0
        for word in words:
            first, last = _named_by(word, words, named, columns)
            first = max(first, free)
            if first < last:
                groups[index].append((word, first, last))
                free = last + 1
            else:
                leaves[last].append(word)
    top, bottom, page_no = min(line.top for line in lines), max(line.bottom for line in lines), lines[0].page_no
    row_count = len(groups) + 1
    begins = [0] * len(columns)
    cells = []
    for row, index in enumerate(sorted(groups)):
        for word, first, last in groups[index]:
            cells.append(BandCell(row, 1, first, last, word.text, top, bottom, page_no))
            begins[first : last + 1] = [row + 1] * (last + 1 - first)
    for column, named_as in leaves.items():
        text = _text(named_as, max(word.x1 for word in named_as), columns.size)
        row = begins[column]
        cells.append(BandCell(row, row_count - row, column, column, text, top, bottom, page_no))
    yield Band(tuple(cells), row_count)


def is_row_above(line: Line, header: Sequence[Line], columns: Columns, rows: Sequence[Line]) -> bool:
    """Whether the line is a row of its own above the header: one of its words stands right above a column's name, too
    far to be part of it.
    """
    step = max([_OWN_LINE * line.size, *(_TIGHT * step for step in _steps(rows)[:1])])
    named = {
        columns.under(word)[0] for other in header if _middle(other) - _middle(line) > step for word in words_of(other)
    }
    words = words_of(line)
    for word in words:
        first, last = _named_by(word, words, named, columns)
        if first == last and first in named:
            return True
    return False


def _named_by(word: Stretch, beside: Sequence[Stretch], named: set[int], columns: Columns) -> tuple[int, int]:
    """The first and the last column that a word of the header names: those further down in whose middle it stands."""
    first, last = columns.under(word)
    if first not in named or (first == last == 0):
        return first, last
    best = (first, last)
    for begin in range(first, -1, -1):
        for end in range(last, len(columns)):
            middle = (columns.extents[begin][0] + columns.extents[end][1]) / 2
            covered = range(begin, end + 1)
            is_free = all(columns.under(other)[0] not in covered for other in beside if other is not word)
            if (
                is_free
                and all(column in named for column in covered)
                and abs(middle - word.middle) < 1.5 * columns.size
                and end - begin > best[1] - best[0]
            ):
                best = begin, end
    return best
