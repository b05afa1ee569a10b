"""Comparisons between documents as a table: filed reports out of the night's warehouse, comparisons into it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from operator import itemgetter
from typing import Any

from duckdb import DuckDBPyConnection, DuckDBPyRelation

from flows.judging.documents import KINDS, FiledReport, compare_documents
from flows.model.facts import Comparison, Figure
from flows.store.places import place_from
from flows.store.schema import TermRow, columns_for, columns_of, term_rows

# A department with one report has nothing beside it.
_FILED = """
    with filed as (
        select *, count(*) over (partition by department_id) as report_count
        from reports
        where
            is_primary and department_id is not null and fiscal_year is not null
            and list_contains($kinds::varchar[], report_kind)
    )
    select
        filed.report_id, filed.report_no, filed.department_id, filed.report_kind, filed.fiscal_year, filed.title,
        filed.printed_department_name, figures.* exclude (report_id, department_id, fiscal_year)
    from figures
    inner join filed using (report_id)
    where filed.report_count > 1
    order by filed.department_id, filed.report_id, figures.figure_no
"""

_AT_A_TIME = 10_000
# What a change is of stands in its own document, where the judge has asked it.
_FIGURE = tuple(field.name for field in fields(Figure) if field.name not in {"place", "of_figure_no"})


def comparisons_beside(
    connection: DuckDBPyConnection, reports: DuckDBPyRelation, figures: DuckDBPyRelation
) -> DuckDBPyRelation:
    """Every comparison between documents, in the columns of staging's comparisons, its `terms` a list of structs.

    `reports` and `figures` are the marts' own tables; the query reads them by the names of these arguments.
    """
    found = connection.sql(_FILED, params={"kinds": sorted(KINDS)})
    rows = (dict(zip(found.columns, row, strict=True)) for row in _fetched(found))
    made = list(compare_documents(_filed(list(own)) for _, own in groupby(rows, key=itemgetter("report_id"))))
    listed = ", ".join(f"unnest(?::{kind}[]) as {name}" for name, kind in _kinds().items())
    return connection.sql(f"select {listed}", params=_values(made))


def _fetched(found: DuckDBPyRelation) -> Iterator[tuple[Any, ...]]:
    """The rows a few at a time: the figures of all counties together would fill the memory."""
    while rows := found.fetchmany(_AT_A_TIME):
        yield from rows


def _filed(rows: list[Mapping[str, Any]]) -> FiledReport:
    head = rows[0]
    return FiledReport(
        document_id=head["document_id"],
        report_id=head["report_id"],
        report_no=head["report_no"],
        department_id=head["department_id"],
        report_kind=head["report_kind"],
        fiscal_year=head["fiscal_year"],
        title=head["title"] or "",
        department_name=head["printed_department_name"] or "",
        figures=tuple(_figure(row) for row in rows),
    )


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(**{name: row[name] for name in _FIGURE}, place=place_from(row))


def _kinds() -> Mapping[str, str]:
    """The columns of the table with their SQL types."""
    term = ", ".join(f"{name} {kind}" for name, kind in columns_of(TermRow).items() if name != "comparison_no")
    return {"document_id": "VARCHAR", **columns_of(Comparison), "terms": f"STRUCT({term})[]"}


def _values(made: Sequence[tuple[str, Comparison]]) -> list[Sequence[object]]:
    """The comparisons as one list a column."""
    comparisons = [comparison for _, comparison in made]
    _, *columns = columns_for("", Comparison, comparisons)
    return [[document_id for document_id, _ in made], *columns, [_terms(comparison) for comparison in comparisons]]


def _terms(comparison: Comparison) -> list[Mapping[str, object]]:
    _, _, *columns = columns_for("", TermRow, term_rows([comparison]))
    names = [name for name in columns_of(TermRow) if name != "comparison_no"]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
