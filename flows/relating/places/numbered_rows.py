"""Rows that are numbered below a head without numbers: together they are what the head names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.model.relations import Relation
from flows.model.report import Block, Table
from flows.model.words import plain
from flows.relating.places.facts import Fact
from flows.relating.places.subjects import MEASURE, measure_named
from flows.relating.places.twins import relation

_NUMBER = re.compile(r"^\s*[（(]?(?P<number>\d{1,2})[）)]?\s*[、.．]")
_HEAD_ENDS = ("：", ":")
_NAMED_BUDGETS = frozenset({"initial_budget", "annual_budget", "adjusted_budget"})
_UNSAID = "budget"


@dataclass(frozen=True, slots=True)
class _Column:
    """The numbered rows of a block in one column, and the measure that the block's head names."""

    code: str
    facts: tuple[Fact, ...]


def told_of_heads(blocks: Sequence[Block], facts: Iterable[Fact]) -> Iterator[Relation]:
    """What a sentence tells of a head is the sum of the numbered rows below it, in the column of its year and basis."""
    by_cell: dict[tuple[int, int | None], dict[int | None, Fact]] = {}
    spoken: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        if fact.in_table:
            by_cell.setdefault((fact.figure.place.block_no, fact.figure.place.row_no), {})[
                fact.figure.place.column_no
            ] = fact
        elif fact.subject.kind == MEASURE and not fact.scope:
            spoken.setdefault((fact.figure.report_no, fact.subject.name, fact.figure.period_year), []).append(fact)
    for block in blocks:
        if isinstance(block, Table) and spoken:
            for column in _columns(block, by_cell):
                first = column.facts[0]
                told = spoken.get((first.figure.report_no, column.code, first.figure.period_year), [])
                for fact in told:
                    if _is_of_one_basis(fact, first):
                        yield relation((fact,), column.facts, "equal", is_meant=False)


def _is_of_one_basis(spoken: Fact, cell: Fact) -> bool:
    return spoken.basis == cell.basis or (cell.basis == _UNSAID and spoken.basis in _NAMED_BUDGETS)


def _columns(table: Table, by_cell: Mapping[tuple[int, int | None], Mapping[int | None, Fact]]) -> Iterator[_Column]:
    """Every block of numbered rows, column by column; rows without a number go with the one above them."""
    columns: dict[int | None, list[Fact]] = {}
    code, number = "", 0
    for row in table.rows():
        words = next((cell.text for cell in row if cell.text.strip()), "")
        cells = by_cell.get((table.block_no, row[0].row), {}) if row else {}
        match = _NUMBER.match(words)
        if match and code and int(match["number"]) == number + 1:
            number += 1
            for column_no, fact in cells.items():
                columns.setdefault(column_no, []).append(fact)
        elif not cells and words.strip().endswith(_HEAD_ENDS):
            yield from (_Column(code, tuple(them)) for them in columns.values())
            code, number, columns = measure_named(plain(words)), 0, {}
        elif match:
            yield from (_Column(code, tuple(them)) for them in columns.values())
            code, number, columns = "", 0, {}
    yield from (_Column(code, tuple(them)) for them in columns.values())
