"""The relations of a table: totals over their blocks, differences and rates of columns and rows.

A table becomes grids of numbers; finders propose layouts, equations between whole rows or columns; what holds at enough
of their positions is meant, and where it fails there is an error.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.model.facts import Figure
from flows.model.relations import Relation
from flows.model.report import Table
from flows.relating.tables.balances import balanced
from flows.relating.tables.choosing import (
    Chosen,
    by_formulas,
    compared,
    lists_of_some,
    multiplied,
    parts_of_totals,
    rates,
)
from flows.relating.tables.grid import Lines
from flows.relating.tables.reading import grids_of
from flows.relating.tables.stating import stated, stated_shares
from flows.relating.tables.strays import with_strays
from flows.relating.tables.sums import sums
from flows.relating.tables.totals import Words
from flows.relating.tables.wording import wordings

_FEW = 3  # totals at each end of a long table of which a share may be told


def relations_of_table(table: Table, figures: Sequence[Figure]) -> Iterator[Relation]:
    """Every relation that the table states of the figures in it; one whose line has no head is quoted by its label."""
    labels = {figure.figure_no: figure.label or figure.quote for figure in figures}
    seen: set[tuple[object, ...]] = set()
    for relation in _relations(table, figures):
        key = (relation.relation_kind, relation.left, frozenset(relation.right))
        if key not in seen:
            seen.add(key)
            yield relation if relation.quote else replace(relation, quote=labels[relation.left[0].figure_no])


def _relations(table: Table, figures: Sequence[Figure]) -> Iterator[Relation]:
    reports = {figure.figure_no: figure.report_no for figure in figures}
    for panels in grids_of(table, figures):
        report_no = reports[panels[0].numbers[0].number_no]
        of_rows = [(grid, layouts_of(grid.of_rows, wordings(grid.of_rows))) for grid in panels]
        rows, slid = with_strays(of_rows, report_no)
        yield from slid
        for grid, chosen_of_rows in zip(panels, rows, strict=True):
            of_columns = layouts_of(grid.of_columns, wordings(grid.of_columns))
            for lines, across, chosen in (
                (grid.of_rows, grid.of_columns, chosen_of_rows),
                (grid.of_columns, grid.of_rows, of_columns),
            ):
                for one in chosen:
                    yield from stated(lines, one, report_no)
                known = {one.tried.layout.target for one in chosen}
                for shared in parts_of_totals(lines, totals_among(across), known):
                    yield from stated_shares(lines, shared, report_no)
        yield from balanced(panels, report_no)


def layouts_of(lines: Lines, words: Words) -> list[Chosen]:
    """The layouts of the rows or columns of a grid; what must be equal is not asked again whether it is at most."""
    told = by_formulas(lines)
    totals = [*told, *sums(lines, words)]
    added = {(one.tried.layout.target, one.tried.layout.lines) for one in totals}
    some = [
        one for one in lists_of_some(lines, words) if (one.tried.layout.target, one.tried.layout.lines) not in added
    ]
    together = {one.tried.layout.every_line for one in totals}
    return [
        *totals,
        *some,
        *compared(lines),
        *multiplied(lines),
        *rates(lines, together, {one.tried.layout.target for one in told}),
    ]


def totals_among(lines: Lines) -> list[int]:
    """The lines that are called totals, the first and the last: of one of them shares may be told."""
    called = [line for line, said in wordings(lines).items() if said.total]
    return called[:_FEW] + called[-_FEW:] if len(called) > 2 * _FEW else called
