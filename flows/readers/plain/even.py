"""Tables of which each line is a row, its cells set apart by single blanks: as many in every line as heads above them.

No word is asked for: a line of words above lines of as many cells, whose columns hold numbers or words throughout, is
a table whatever its heads are. Where a row has fewer cells, the table ends before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.model.report import Cell
from flows.readers.page_numbers import is_page_number
from flows.readers.plain.solving import is_number
from flows.readers.plain.tokens import LONGEST_CELL, LONGEST_LINE, SENTENCE, cells_in

_FEWEST_HEADS, _FEWEST_ROWS = 3, 2


@dataclass(frozen=True, slots=True)
class Even:
    """A table among lines: its cells, the page numbers that stand between its rows, and the line behind it."""

    cells: tuple[Cell, ...]
    between: tuple[str, ...]
    end: int


def even_table(lines: Sequence[str], start: int) -> Even | None:
    """The table whose heads stand in a line, None where none does."""
    heads = _cells_of(lines[start])
    if len(heads) < _FEWEST_HEADS or any(map(is_number, heads)):
        return None
    rows: list[list[str]] = []
    between: list[str] = []
    pending: list[str] = []
    end = start + 1
    for at, line in _said(lines, start + 1):
        if is_page_number(line):
            pending.append(line)
            continue
        row = _cells_of(line)
        if len(row) != len(heads) or not (_is_alike(row, rows[0]) if rows else _is_of_numbers(row)):
            break
        rows.append(row)
        between += pending
        pending, end = [], at + 1
    if len(rows) < _FEWEST_ROWS:
        return None
    cells = (Cell(number, column, text) for number, row in enumerate([heads, *rows]) for column, text in enumerate(row))
    return Even(tuple(cells), tuple(between), end)


def _cells_of(line: str) -> list[str]:
    """The cells of a line, [] of one that is a sentence or holds a layout of its own."""
    if "\t" in line or "|" in line or len(line) > LONGEST_LINE:
        return []
    cells = [text for text, _, _ in cells_in(line, 0)]
    return [] if any(len(text) > LONGEST_CELL or SENTENCE.search(text) for text in cells) else cells


def _said(lines: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    return ((at, lines[at]) for at in range(start, len(lines)) if lines[at].strip())


def _is_alike(row: Sequence[str], first: Sequence[str]) -> bool:
    """Whether a row has numbers and words where the first one has them."""
    return list(map(is_number, row)) == list(map(is_number, first))


def _is_of_numbers(row: Sequence[str]) -> bool:
    """Whether a name stands before more numbers than one: pairs are lists, and numbers alone have nobody's name."""
    are_numbers = list(map(is_number, row))
    return not all(are_numbers[:2]) and are_numbers.count(True) > 1
