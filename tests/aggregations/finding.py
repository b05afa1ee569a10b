"""The relations of a foreign table: those of the finders that reports are asked with, its words read as these need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.relating.tables import layouts_of
from flows.relating.tables.grid import Lines
from flows.relating.tables.wording import Wording
from tests.aggregations.foreign import grid_of

Operator = Literal["Sum", "Division", "RelativeChange"]
_OPERATORS: dict[str, Operator] = {"sum": "Sum", "ratio": "Division", "growth": "RelativeChange"}
_TOTAL = "total"  # the one word of the tables' own that is read as one of a total


@dataclass(frozen=True, slots=True)
class Found:
    """One relation: the cell that is worked out, by row and column, the cells that it is worked out from.

    `fails` where it does not hold and a report would be told so.
    """

    operator: Operator
    cell: tuple[int, int]
    others: frozenset[tuple[int, int]]
    fails: bool


def found_in(texts: Sequence[Sequence[str]], notation: str) -> Iterator[Found]:
    """Every relation of the table, those that fail at some positions included."""
    grid = grid_of(texts, notation)
    for lines in (grid.of_rows, grid.of_columns):
        for chosen in layouts_of(lines, _words(lines)):
            one = chosen.tried
            if one.layout.kind not in _OPERATORS:
                continue
            told = set(one.fails) if chosen.tells_failing else set()
            for position in (*one.holds, *one.fails, *one.lacks):
                cell = _cell(lines, one.layout.target, position)
                others = frozenset(_cell(lines, line, position) for line in one.layout.lines)
                yield Found(_OPERATORS[one.layout.kind], cell, others, position in told)


def _words(lines: Lines) -> dict[int, Wording]:
    return {
        line: Wording(total="whole" if any(_TOTAL in word.lower() for word in lines.heads(line).words) else "")
        for line in lines.numbered
    }


def _cell(lines: Lines, line: int, position: int) -> tuple[int, int]:
    return (line, position) if lines.axis == "row" else (position, line)
