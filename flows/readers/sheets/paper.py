"""From the cells of a worksheet to blocks: a sheet is paper on which tables and lines of text lie."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path

from flows.model.report import Block, Cell, Paragraph
from flows.readers.grid import is_number, make_table
from flows.readers.overleaf import Laid, whole
from flows.readers.sheets.references import Area, letters_of

MOST_CELLS = 1_000_000  # of one workbook that say something or have a border
# What a line above a table says: its title, its number in a list of tables, or the unit of its amounts.
_TABLE_LINE = re.compile(r"表(?:[（(][^（()）]*[）)])?$|单\s*位\s*[:：]")
_WIDEST_GAP = 2  # columns between the words of rows and their numbers
_DEEPEST = 16  # cuts inside cuts; what lies deeper stays one table


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the cells of a worksheet show by (row, column), which have a border, which are merged.

    `rows_out` and `columns_out` are those that were taken out of it, as the worksheet counts them, in order.
    """

    texts: Mapping[tuple[int, int], str]
    bordered: frozenset[tuple[int, int]] = frozenset()
    merges: Sequence[Area] = ()
    rows_out: Sequence[int] = ()
    columns_out: Sequence[int] = ()

    def address_of(self, row: int, column: int) -> str:
        """The name that the worksheet gives to a cell of what is left of it: G18."""
        return f"{letters_of(_counted_before(self.columns_out, column))}{_counted_before(self.rows_out, row) + 1}"


def _counted_before(out: Sequence[int], number: int) -> int:
    """The number that a line had before these were taken out."""
    return number + bisect_right(range(len(out)), number, key=lambda at: out[at] - at)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A cell with all that it spans, which speaks or has a border."""

    area: Area
    text: str
    has_border: bool


def blocks_of(sheet: Sheet, source: Path) -> list[Block]:
    """The tables and lines of a sheet from top to bottom, then from left to right.

    Cells are one table as long as no empty row or column lies between them; an empty row with borders is
    part of its table, and so are the rows below one without where they have no heading of their own. Lines of text
    above a table, and where the table has borders lines without them, are paragraphs. Raises `OversizedReport` beyond
    a million positions in one table.
    """
    return whole(_laid(sheet, source), source)


def _laid(sheet: Sheet, source: Path) -> Iterator[Laid]:
    waiting = [(_marks(sheet), 0)]
    while waiting:
        marks, depth = waiting.pop()
        marks = _trimmed(marks)
        pieces = _pieces(marks) if marks and depth < _DEEPEST else []
        if len(pieces) > 1:
            waiting.extend((piece, depth + 1) for piece in reversed(pieces))
        elif marks:
            yield from _island(marks, sheet, source)


def _marks(sheet: Sheet) -> list[_Mark]:
    """The cells that matter; a merge over whole rows or columns ends with the last of them."""
    places = sheet.bordered | {place for place, text in sheet.texts.items() if text}
    bottom = max((row for row, _ in places), default=0)
    right = max((column for _, column in places), default=0)
    return [
        _Mark(area.cut(0, 0, bottom, right), sheet.texts.get(place, ""), place in sheet.bordered)
        for place, area in _shown(sorted(places), sheet.merges)
    ]


def _shown(places: Sequence[tuple[int, int]], merges: Sequence[Area]) -> Iterator[tuple[tuple[int, int], Area]]:
    """The places that no merged cell covers, each with what it spans; of merges that overlap the upper holds.

    Goes down the sheet once, with the merges that reach the row it is in.
    """
    waiting = sorted(merges, key=lambda area: (area.top, area.left))[::-1]
    ends: list[tuple[int, int]] = []
    lefts: list[int] = []
    areas: dict[int, Area] = {}
    for row, column in places:
        while waiting and waiting[-1].top <= row:
            area = waiting.pop()
            _close(ends, lefts, areas, area.top)
            at = bisect_left(lefts, area.left)
            is_free = at == 0 or areas[lefts[at - 1]].right < area.left
            if is_free and (at == len(lefts) or area.right < lefts[at]):
                lefts.insert(at, area.left)
                areas[area.left] = area
                heappush(ends, (area.bottom, area.left))
        _close(ends, lefts, areas, row)
        at = bisect_right(lefts, column)
        over = areas[lefts[at - 1]] if at else None
        if over is None or over.right < column:
            yield (row, column), Area(row, column, row, column)
        elif (over.top, over.left) == (row, column):
            yield (row, column), over


def _close(ends: list[tuple[int, int]], lefts: list[int], areas: dict[int, Area], row: int) -> None:
    """Forgets the merges that end above the row."""
    while ends and ends[0][0] < row:
        _, left = heappop(ends)
        del lefts[bisect_left(lefts, left)], areas[left]


def _trimmed(marks: Sequence[_Mark]) -> list[_Mark]:
    """Without the empty rows and columns around what speaks, borders or not."""
    speaking = [mark.area for mark in marks if mark.text]
    if not speaking:
        return []
    edges = (
        min(area.top for area in speaking),
        min(area.left for area in speaking),
        max(area.bottom for area in speaking),
        max(area.right for area in speaking),
    )
    inside = Area(*edges)
    return [
        _Mark(mark.area.cut(*edges), mark.text, mark.has_border)
        for mark in marks
        if inside.holds(Area(mark.area.top, mark.area.left, mark.area.top, mark.area.left))
    ]


def _pieces(marks: list[_Mark]) -> list[list[_Mark]]:
    """The parts between empty rows, else between title lines and the rest, else between empty columns that have tables
    of their own on both sides.
    """
    rows = _between_gaps(marks, [(mark.area.top, mark.area.bottom) for mark in marks])
    if len(rows) > 1:
        return rows
    lines = _lines_apart(marks)
    if len(lines) > 1:
        return lines
    return _with_own_labels(_between_gaps(marks, [(mark.area.left, mark.area.right) for mark in marks]))


def _with_own_labels(parts: list[list[_Mark]]) -> list[list[_Mark]]:
    """The parts from left to right; one that has only the numbers of the rows on its left belongs to them."""
    result: list[list[_Mark]] = []
    for part in parts:
        if result and _has_numbers_of(result[-1], part):
            result[-1] = [*result[-1], *part]
        else:
            result.append(part)
    return result


def _has_numbers_of(labelled: Sequence[_Mark], part: Sequence[_Mark]) -> bool:
    """Whether the part has numbers whose rows only the other part gives words to, at most two columns away."""
    if min(mark.area.left for mark in part) - max(mark.area.right for mark in labelled) > _WIDEST_GAP + 1:
        return False
    words = {mark.area.top for mark in labelled if mark.text and not is_number(mark.text)}
    firsts: dict[int, _Mark] = {}
    for mark in sorted(part, key=lambda mark: (mark.area.top, mark.area.left)):
        if mark.text:
            firsts.setdefault(mark.area.top, mark)
    told = [mark.text for mark in firsts.values()]
    body = told[next((at for at, text in enumerate(told) if is_number(text)), len(told)) :]
    counts = body == [str(number) for number in range(1, len(body) + 1)]
    return bool(body) and not counts and all(map(is_number, body)) and words.issuperset(firsts)


def _between_gaps(marks: Sequence[_Mark], extents: Sequence[tuple[int, int]]) -> list[list[_Mark]]:
    """The marks in groups: no mark of a group reaches the line before the next group."""
    pieces: list[list[_Mark]] = []
    end = -2
    for (first, last), mark in sorted(
        zip(extents, marks, strict=True), key=lambda pair: (pair[0], pair[1].area.top, pair[1].area.left)
    ):
        if first > end + 1:
            pieces.append([])
        pieces[-1].append(mark)
        end = max(end, last)
    return pieces


def _lines_apart(marks: list[_Mark]) -> list[list[_Mark]]:
    """Lines of text and tables in order; one part where there is only a table.

    Where cells have borders, lines stand above, between and below the tables; else only above. Lines that announce
    another table stand between two tables whether they have borders or not.
    """
    by_row: dict[int, list[_Mark]] = {}
    for mark in marks:
        by_row.setdefault(mark.area.top, []).append(mark)
    has_borders = any(mark.has_border for mark in marks)
    width = max(mark.area.right for mark in marks) - min(mark.area.left for mark in marks) + 1
    parts: list[list[_Mark]] = []
    is_in_table = False
    reached = -1  # the last row that a tall cell of the table covers
    announcing = _announcing(by_row)
    for row_no in sorted(by_row):
        row = by_row[row_no]
        may_be_line = row_no > reached if has_borders else not is_in_table
        is_line = row_no > reached and row_no in announcing
        if is_line or (may_be_line and _is_line(row, width, has_borders)):
            parts.append(row)
            is_in_table = False
            continue
        if not is_in_table:
            parts.append([])
        parts[-1].extend(row)
        is_in_table = True
        reached = max(reached, *(mark.area.bottom for mark in row))
    return parts


def _announcing(by_row: Mapping[int, Sequence[_Mark]]) -> frozenset[int]:
    """The rows of one text each between the numbers of a table and the heading of the next, where one of them is
    the title of a table or names a unit.
    """
    found: list[int] = []
    run: list[int] = []
    is_announced = has_numbers = False
    for row_no in sorted(by_row):
        speaking = [mark for mark in by_row[row_no] if mark.text]
        numbers = any(is_number(mark.text) for mark in speaking)
        if len(speaking) == 1 and speaking[0].area.top == speaking[0].area.bottom and not numbers:
            run.append(row_no)
            is_announced = is_announced or bool(_TABLE_LINE.search(speaking[0].text))
        elif speaking:
            if run and is_announced and has_numbers and not numbers:
                found += run
                has_numbers = False
            has_numbers = has_numbers or numbers
            run, is_announced = [], False
    return frozenset(found)


def _is_line(row: Sequence[_Mark], width: int, has_borders: bool) -> bool:
    """Whether a row is text beside a table: one cell, or where the table has borders some without them that
    do not fill its width and say more than a number.
    """
    if any(mark.area.top != mark.area.bottom or is_number(mark.text) for mark in row):
        return False
    if not has_borders:
        return len(row) == 1
    filled = sum(mark.area.right - mark.area.left + 1 for mark in row)
    return not any(mark.has_border for mark in row) and (len(row) == 1 or filled < width)


def _island(marks: Sequence[_Mark], sheet: Sheet, source: Path) -> Iterator[Laid]:
    """One table; cells that lie in one column are paragraphs, and so is a line without borders that is no row of a
    table above or below it.
    """
    speaking = [mark for mark in marks if mark.text]
    lines = tuple(Paragraph(0, mark.text, address=sheet.address_of(mark.area.top, mark.area.left)) for mark in speaking)
    if len({(mark.area.left, mark.area.right) for mark in marks}) == 1:
        yield from map(Laid, lines)
        return
    is_line = not any(mark.has_border for mark in marks) and len({mark.area.top for mark in marks}) == 1
    top, left = min(mark.area.top for mark in marks), min(mark.area.left for mark in marks)
    row_count = max(mark.area.bottom for mark in marks) - top + 1
    column_count = max(mark.area.right for mark in marks) - left + 1
    cells = (
        Cell(
            mark.area.top - top,
            mark.area.left - left,
            mark.text,
            mark.area.bottom - mark.area.top + 1,
            mark.area.right - mark.area.left + 1,
            address=sheet.address_of(mark.area.top, mark.area.left),
        )
        for mark in marks
    )
    yield Laid(make_table(source, cells, row_count, column_count), (top, left), lines if is_line else ())
