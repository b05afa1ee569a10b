"""Tables that a page break, a blank row or an author cut in two: the next table is the rest of the one above it.

Three reasons say so, none of them words of a budget: the heading stands above again, the rows have numbers where those
above have them and no heading of their own, or the table above is nothing but a heading.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, islice, takewhile
from pathlib import Path
from typing import Any

from flows.model.report import Block, Cell, Paragraph, Table
from flows.model.totals import is_total, is_whole_total
from flows.readers.grid import MOST_POSITIONS, is_number, make_table
from flows.readers.page_numbers import is_page_number
from flows.readers.unseen import Item, Unseen

_FEWEST_COLUMNS = 3  # of a table that goes on without a heading: any two columns of words and numbers are alike
_FEWEST_NUMBERS = 2  # of a row that stands alone: a telephone below a form is no row of it
_MOST_HEADING_ROWS = 4
_LONGEST_HEADING = 20
_MOST_BLANK_ROWS = 2
_CONTINUED = re.compile(r"[（(【\[]?续表?\d{0,2}[)）】\]]?$")
_MOST_CAPTIONS = 3  # paragraphs right above a table
_GOES_ON = re.compile(r"[（(]?\s*(?:续\s*上?\s*表|上?接\s*上\s*表)\s*\d{0,2}\s*[)）]?\s*[:：]?")

_AMOUNT = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")

_Columns = Mapping[int, int]  # of a table's column borders: where each lies in the table above


@dataclass(frozen=True, slots=True)
class Laid:
    """A block, and where its upper left corner lies, in rows and columns of a sheet; None where nothing says so.

    `lines` are what a row is that is a table only together with another: cells that stand alone in a sheet.
    """

    block: Block
    corner: tuple[int, int] | None = None
    lines: tuple[Paragraph, ...] = ()


def with_rests(items: Iterable[Item], source: Path) -> list[Item]:
    """What was found, with each table that goes on in the next one as one; nothing that is seen stands
    between the two but 续表, the number of a page, and once more what stands above the first.
    """
    result: list[Item | _Growing] = []
    above: _Growing | None = None
    for item in items:
        if isinstance(item, Unseen):
            result.append(item)
        else:
            above = _grown(above, Laid(item), result)
    return list(chain.from_iterable(one.blocks(source) if isinstance(one, _Growing) else (one,) for one in result))


def whole(laid: Iterable[Laid], source: Path) -> list[Block]:
    """As `with_rests`, of a sheet: the rest keeps its columns and the blank rows above it."""
    result: list[Block | _Growing] = []
    above: _Growing | None = None
    for one in laid:
        above = _grown(above, one, result)
    return list(chain.from_iterable(one.blocks(source) if isinstance(one, _Growing) else (one,) for one in result))


class _Growing:
    """A table as far as it has been read, with what its rows show of it."""

    def __init__(self, laid: Laid, captions: Iterable[str]) -> None:
        assert isinstance(laid.block, Table)
        table = laid.block
        self.captions = set(captions)  # what stands above its rows, as `_caption` reduces it
        self.passed = 0  # rows of a sheet that are none of it: lines that do not end it, and its heading once more
        self._first, self._corner, self._lines = table, laid.corner, laid.lines
        self._cells: list[Cell] = []
        self._row_count = 0
        self._headings: list[tuple[tuple[object, ...], ...]] = []  # rows without a number, in order
        self._numbers: set[int] = set()  # columns in which a row with numbers has one
        self._words: set[int] = set()  # columns in which such a row has words
        self._borders: dict[int, tuple[int, ...]] = {}  # of the last row with so many cells, by their number
        self._number_rows = 0
        self._totals: set[str] = set()
        self._ends_in_total = False
        self._is_heading = True  # as long as every row of several words is one
        self._add(table.rows(), table.cells, {column: column for column in range(table.column_count + 1)}, 0)

    def blocks(self, source: Path) -> Sequence[Block]:
        """The whole table; the first piece as it came where nothing was joined to it."""
        first = self._first
        if self._row_count == first.row_count:
            return self._lines or (first,)
        return (make_table(source, self._cells, self._row_count, first.column_count, first.part, first.page_no),)

    def takes(self, laid: Laid) -> bool:
        """Whether the table is the rest of this one; if so it is part of it now."""
        table = laid.block
        assert isinstance(table, Table)
        columns = self._columns(table, laid.corner)
        gap = self._gap(laid.corner)
        if table.part != self._first.part or not columns or gap is None:
            return False
        rows = list(table.rows())
        repeated = self._repeated(rows, columns)
        fewest = _FEWEST_NUMBERS if laid.lines else 1
        if not (repeated or self._goes_on(rows[0], columns, fewest)) or self._is_ended(rows):
            return False
        if self._number_rows and _adds_up_alone(rows[repeated:]):
            return False
        if (self._row_count + gap + table.row_count) * self._first.column_count > MOST_POSITIONS:
            return False
        down, page_no = self._row_count + gap - repeated, table.page_no
        kept = [_moved(cell, columns, down, page_no) for cell in table.cells if cell.row >= repeated]
        self._add(rows[repeated:], kept, columns, gap)
        self.passed += repeated
        return True

    def _add(self, rows: Iterable[Sequence[Cell]], cells: Iterable[Cell], columns: _Columns, gap: int) -> None:
        self._cells += cells
        self._row_count += gap
        open_until: dict[int, tuple[int, int]] = {}  # first row below and right border of cells from above
        for row_no, row in enumerate(rows):
            open_until = {start: end for start, end in open_until.items() if end[0] > row_no}
            here = {cell.column: (row_no + cell.row_span, cell.column + cell.column_span) for cell in row}
            open_until |= here
            borders = (*sorted(open_until), max((end for _, end in open_until.values()), default=0))
            self._borders[len(borders) - 1] = tuple(columns[border] for border in borders)
            self._look(row, columns)
            self._row_count += 1

    def _look(self, row: Sequence[Cell], columns: _Columns) -> None:
        speaking = [cell for cell in row if cell.text.strip()]
        numbers = {columns[cell.column] for cell in speaking if is_number(cell.text)}
        is_short = all(len("".join(cell.text.split())) <= _LONGEST_HEADING for cell in speaking)
        if numbers:
            self._number_rows += 1
            self._numbers |= numbers
            self._words |= {columns[cell.column] for cell in speaking} - numbers
        elif len(speaking) > 1:
            self._headings.append(_shape(row, columns))
            self._is_heading = self._is_heading and is_short
        if len(speaking) == 1 and not self._number_rows:
            self.captions.add(_caption(speaking[0].text))
        if speaking:
            self._ends_in_total = is_whole_total(speaking[0].text)
            self._totals |= _totals([row])

    def _columns(self, table: Table, corner: tuple[int, int] | None) -> _Columns:
        """Where the column borders of the table lie in this one, nothing where they do not fit."""
        count = table.column_count
        if corner is not None and self._corner is not None:
            moved = corner[1] - self._corner[1]
            fits = moved >= 0 and moved + count <= self._first.column_count
            return {column: column + moved for column in range(count + 1)} if fits else {}
        if count == self._first.column_count:
            return {column: column for column in range(count + 1)}
        return dict(enumerate(self._borders.get(count, ())))

    def _gap(self, corner: tuple[int, int] | None) -> int | None:
        """The blank rows between the two, None where they are too many or the table stands beside this one."""
        if corner is None or self._corner is None:
            return 0
        gap = corner[0] - self._corner[0] - self._row_count - self.passed
        return gap if 0 <= gap <= _MOST_BLANK_ROWS else None

    def _repeated(self, rows: Sequence[Sequence[Cell]], columns: _Columns) -> int:
        """How many rows at the top only repeat a heading of this table."""
        shapes = [_shape(row, columns) for row in rows[: min(_MOST_HEADING_ROWS, len(rows) - 1)]]
        best = 0
        for at, heading in enumerate(self._headings):
            if shapes and heading == shapes[0] and self._number_rows:
                same = zip(self._headings[at:], shapes, strict=False)
                count = next((no for no, (ours, theirs) in enumerate(same) if ours != theirs), len(shapes))
                best = max(best, min(count, len(self._headings) - at))
        while best and any(cell.row + cell.row_span > best for row in rows[:best] for cell in row):
            best -= 1
        return best

    def _goes_on(self, row: Sequence[Cell], columns: _Columns, fewest: int) -> bool:
        """Whether a first row has so many numbers, where rows above have them, and words where those have words."""
        speaking = [cell for cell in row if cell.text.strip()]
        numbers = {columns[cell.column] for cell in speaking if is_number(cell.text)}
        words = {columns[cell.column] for cell in speaking} - numbers
        if len(numbers) < fewest or len(columns) <= _FEWEST_COLUMNS:
            return False
        if not self._number_rows:
            return self._is_heading and len(self._headings) <= _MOST_HEADING_ROWS
        is_alike = is_total(speaking[0].text) or not words & (self._numbers - self._words)
        return is_alike and numbers <= self._numbers

    def _is_ended(self, rows: Sequence[Sequence[Cell]]) -> bool:
        """Whether a total closes this table already, or each of the two has the same one."""
        return (self._ends_in_total and self._number_rows > 1) or not self._totals.isdisjoint(_totals(rows))


def _grown(above: _Growing | None, one: Laid, result: list[Any]) -> _Growing | None:
    """Puts the next block where it belongs: into the table above, or behind it; which table may still grow."""
    if isinstance(one.block, Paragraph):
        result.append(one.block)
        text = one.block.text.strip()
        if above is None or not (_caption(text) in above.captions or _GOES_ON.fullmatch(text) or is_page_number(text)):
            return None
        above.passed += 1
        return above
    if above is None or not above.takes(one):
        above = _Growing(one, _captions(result))
        result.append(above)
    return above


def _captions(found: Sequence[Any]) -> Iterator[str]:
    """What the paragraphs right above the next table say."""
    seen = (one for one in reversed(found) if not isinstance(one, Unseen))
    for paragraph in islice(takewhile(lambda one: isinstance(one, Paragraph), seen), _MOST_CAPTIONS):
        yield _caption(paragraph.text)


def _caption(text: str) -> str:
    """What stands above a table without blanks, and without the word that says that it goes on (…表（续）)."""
    return _CONTINUED.sub("", "".join(text.split()))


def _totals(rows: Iterable[Sequence[Cell]]) -> set[str]:
    """The words that lead rows of totals."""
    firsts = (next((cell.text for cell in row if cell.text.strip()), "") for row in rows)
    return {"".join(text.split()) for text in firsts if is_whole_total(text)}


def _adds_up_alone(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a total at the end is the sum of the rows above it here, so that it counts none of another table."""
    amounts = [{cell.column: amount for cell in row if (amount := _amount(cell.text))} for row in rows]
    at = next((no for no in range(len(rows) - 1, -1, -1) if amounts[no]), 0)
    lead = next((cell.text for cell in rows[at] if cell.text.strip()), "")
    if at < 2 or not is_whole_total(lead):
        return False
    return all(
        total == sum(row.get(column, Decimal(0)) for row in amounts[:at]) for column, total in amounts[at].items()
    )


def _amount(text: str) -> Decimal | None:
    bare = text.strip().replace(",", "")
    return Decimal(bare) if _AMOUNT.fullmatch(bare) else None


def _shape(row: Sequence[Cell], columns: _Columns) -> tuple[tuple[object, ...], ...]:
    return tuple(
        (columns[cell.column], columns[cell.column + cell.column_span], "".join(cell.text.split())) for cell in row
    )


def _moved(cell: Cell, columns: _Columns, down: int, page_no: int | None) -> Cell:
    start, end = columns[cell.column], columns[cell.column + cell.column_span]
    page_no = cell.page_no or page_no
    return replace(cell, row=cell.row + down, column=start, column_span=end - start, page_no=page_no)
