"""A column of this year that repeats last year's, row by row: most likely it was copied and never filled in."""

from collections.abc import Iterable, Iterator, Sequence

from flows.judging.evidence import Evidence, in_table
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import constant_side
from flows.judging.verdicts import Subject, compare
from flows.model.facts import Comparison, Figure

_FEWEST_ROWS, _FEWEST_VALUES = 8, 4
_ROLES = frozenset({"amount", "count"})

_Row = tuple[object, ...]


@asks("V11")
def columns_like_last_year_s(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every table of many rows with this year's numbers beside last year's: not all of them may be the same."""
    for rows in _tables(evidence):
        pairs = [(now, before) for now, before in rows if now.value or before.value]
        if len(pairs) < _FEWEST_ROWS or len({now.value for now, _ in pairs}) < _FEWEST_VALUES:
            continue
        first = pairs[0][0]
        same, most = sum(now.value == before.value for now, before in pairs), len(pairs) - 1
        yield compare(
            rule,
            Subject(first.report_no, "", first.period_year, first.basis, first.place),
            constant_side(same, f"{same} 行与上年数相同", "行", "与上年数相同的行"),
            constant_side(most, f"{len(pairs)} 行中至多 {most} 行", "行", "通常至多"),
        )


def _tables(evidence: Evidence) -> Iterable[Sequence[tuple[Figure, Figure]]]:
    """The rows of each table that print a number of the report's year beside that of the year before, both of one
    basis; a row that prints several of a year tells nothing.
    """
    cells: dict[_Row, dict[int, list[Figure]]] = {}
    for figure in evidence.extract.figures:
        if figure.value is not None and figure.figure_role in _ROLES and in_table(figure) and figure.period_year:
            cells.setdefault(_row(figure), {}).setdefault(figure.period_year, []).append(figure)
    tables: dict[tuple[int, int | None, str], list[tuple[Figure, Figure]]] = {}
    for years in cells.values():
        any_figure = next(iter(years.values()))[0]
        year = evidence.fiscal_year(any_figure.report_no)
        now, before = (years.get(wanted, []) for wanted in (year or 0, (year or 0) - 1))
        if len(now) == len(before) == 1:
            key = (now[0].report_no, now[0].place.table_no, now[0].basis)
            tables.setdefault(key, []).append((now[0], before[0]))
    return tables.values()


def _row(figure: Figure) -> _Row:
    place = figure.place
    return (
        figure.report_no, place.table_no, place.row_no, figure.scope_name, figure.measure_code, figure.item_code,
        figure.item_name, figure.basis, figure.unit,
    )  # fmt: skip
