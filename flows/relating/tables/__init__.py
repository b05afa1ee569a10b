"""The relations of a table: totals over their blocks, differences and rates of columns and rows.

A table becomes grids of numbers; finders propose layouts, equations between whole rows or columns; what holds at enough
of their positions is meant, and where it fails there is an error.
"""

from collections.abc import Iterator, Sequence

from flows.model.facts import Figure
from flows.model.relations import Relation
from flows.model.report import Table
from flows.relating.tables.choosing import Chosen, compared, lists_of_some, rates, sums
from flows.relating.tables.grid import Grid, Lines
from flows.relating.tables.reading import grids_of
from flows.relating.tables.stating import stated
from flows.relating.tables.wording import wording


def relations_of_table(table: Table, figures: Sequence[Figure]) -> Iterator[Relation]:
    """Every relation that the table states of the figures in it."""
    reports = {figure.figure_no: figure.report_no for figure in figures}
    seen: set[tuple[object, ...]] = set()
    for grid in grids_of(table, figures):
        for lines, chosen in layouts_of(grid):
            for relation in stated(lines, chosen, reports[grid.numbers[0].number_no]):
                key = (relation.relation_kind, relation.left, frozenset(relation.right))
                if key not in seen:
                    seen.add(key)
                    yield relation


def layouts_of(grid: Grid) -> Iterator[tuple[Lines, Chosen]]:
    """The layouts of a grid, those of its rows first; what must be equal is not asked again whether it is at most."""
    for lines in (grid.of_rows, grid.of_columns):
        words = {line: wording(lines.heads(line)) for line in lines.numbered}
        totals = sums(lines, words)
        added = {(one.tried.layout.target, one.tried.layout.lines) for one in totals}
        some = (
            one for one in lists_of_some(lines, words) if (one.tried.layout.target, one.tried.layout.lines) not in added
        )
        for chosen in (*totals, *some, *compared(lines), *rates(lines)):
            yield lines, chosen
