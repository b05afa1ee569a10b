"""A neutral grid of numbers: what stands in which row and column, how finely it is known, and the words around it.

Every finder works on it alone, so that it asks a foreign table of texts as it asks a report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

Kind = Literal["amount", "count", "change", "growth", "rate"]
Axis = Literal["row", "column"]

RATES = frozenset({"growth", "rate"})


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a grid.

    `value` is in the base unit and `half` half of its last known place, 0 where it counts whole things. `units` is the
    value as a multiple of the finest step of its unit in the grid, `slack` twice the half in the same multiple.
    """

    number_no: int
    row: int
    column: int
    value: Decimal
    half: Decimal
    kind: Kind
    unit: str
    units: int
    slack: int
    has_plus: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A number before it is measured by the others: its own last place is worth `step`, None where it is exact."""

    number_no: int
    row: int
    column: int
    value: Decimal
    step: Decimal
    kind: Kind
    unit: str
    is_exact: bool = False
    keeps_own_step: bool = False
    has_plus: bool = False


@dataclass(frozen=True, slots=True)
class Heads:
    """The words of a line: those that lead a row from left to right, or head a column from top to bottom.

    `code` is its number in a classification, '' where it has none. `is_divided` where a merged head reaches over the
    column and others: `groups` are the first and last line below each of its merged heads, the outermost first.
    """

    words: tuple[str, ...] = ()
    code: str = ""
    groups: tuple[tuple[int, int], ...] = ()


NO_HEADS = Heads()


@dataclass(frozen=True)
class Grid:
    """Numbers by their cell, and the words of rows and columns that have any.

    `dashes` are the cells that print a dash instead of a number: nothing.
    """

    numbers: tuple[Number, ...]
    rows: Mapping[int, Heads] = field(default_factory=dict)
    columns: Mapping[int, Heads] = field(default_factory=dict)
    dashes: frozenset[tuple[int, int]] = frozenset()

    @cached_property
    def of_rows(self) -> "Lines":
        """The rows as lines, with columns as positions."""
        return Lines("row", {(one.row, one.column): one for one in self.numbers}, self.rows, self.dashes)

    @cached_property
    def of_columns(self) -> "Lines":
        """The columns as lines, with rows as positions."""
        dashes = frozenset((column, row) for row, column in self.dashes)
        return Lines("column", {(one.column, one.row): one for one in self.numbers}, self.columns, dashes)


class Lines:
    """The rows of a grid, or its columns: numbered lines with a number at some positions."""

    def __init__(
        self,
        axis: Axis,
        numbers: Mapping[tuple[int, int], Number],
        heads: Mapping[int, Heads],
        dashes: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        self.axis = axis
        self._lines: dict[int, dict[int, Number]] = {}
        for (line, position), number in sorted(numbers.items()):
            self._lines.setdefault(line, {})[position] = number
        self._heads, self._dashes = heads, dashes

    @cached_property
    def numbered(self) -> tuple[int, ...]:
        """The lines that hold a number, in order."""
        return tuple(self._lines)

    def at(self, line: int) -> Mapping[int, Number]:
        """The numbers of a line by their position."""
        return self._lines.get(line, {})

    def is_blank(self, line: int, position: int) -> bool:
        """Whether neither a number nor a dash stands there: what it would say is not known."""
        return position not in self.at(line) and (line, position) not in self._dashes

    def heads(self, line: int) -> Heads:
        """The words of a line."""
        return self._heads.get(line, NO_HEADS)


def measured(printed: Iterable[Printed]) -> tuple[Number, ...]:
    """The numbers, each known to the finest place printed in its unit; a rate only to its own last place."""
    every = tuple(printed)
    finest: dict[str, Decimal] = {}
    for one in every:
        finest[one.unit] = min(one.step, finest.get(one.unit, one.step))
    numbers = []
    for one in every:
        least = finest[one.unit]
        step = Decimal(0) if one.is_exact else one.step if one.keeps_own_step else least
        numbers.append(
            Number(
                one.number_no, one.row, one.column, one.value, step / 2, one.kind, one.unit,
                int(one.value / least), int(step / least), one.has_plus,
            )
        )  # fmt: skip
    return tuple(numbers)
