"""What a number of the published warehouse is made of, what was compared with it, and who else states it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from duckdb import DuckDBPyConnection

from flows.model.explanation import Claim, Comparison, Figure, Material, Term
from flows.model.words import read_seed
from flows.store.places import PLACE_COLUMNS, listed, place_from

_READINGS = re.compile(r"[;&]|\|\|")

_FIGURES = f"""
    select
        figures.figure_id, figures.document_id, figures.report_id, figures.source_path,
        coalesce(counties.county_name, '') as county_name,
        coalesce(reports.department_name, '') as department_name,
        figures.fiscal_year, coalesce(figures.measure_code, '') as measure_code, figures.measure_name,
        figures.label, figures.scope_name, figures.period_year,
        coalesce(bases.basis_name, figures.basis, '') as basis_name,
        figures.value,
        figures.value_low - coalesce(figures.step, 0) * 0.5 as low,
        figures.value_high + coalesce(figures.step, 0) * 0.5 as high,
        figures.unit, figures.printed, figures.printed_unit, figures.quote,
        {listed("figures")}, figures.figure_no
    from marts.fct_figures as figures
    left join marts.dim_reports as reports using (report_id)
    left join marts.dim_counties as counties on figures.county_id = counties.county_id
    left join marts.dim_bases as bases on figures.basis = bases.basis
"""

_OF_DOCUMENTS = """
    where figures.document_id in (select unnest($documents::varchar[]))
    order by figures.document_id, figures.figure_no
"""

_COMPARISONS = """
    select
        finding_id, comparisons.rule_code, findings.rule_name, comparisons.document_id, comparisons.status,
        comparisons.severity, comparisons.relation, comparisons.left_name,
        comparisons.right_name, comparisons.left_value, comparisons.right_value,
        comparisons.slack, comparisons.unit, findings.explanation, findings.suggestion, findings.source_path
    from quality.comparisons as comparisons
    join quality.findings as findings using (finding_id)
"""

_TERMS = f"""
    select
        comparison_id, side, sign, role = 'addend' as is_added, figure_id, label, value, printed,
        {listed("comparison_terms")}
    from quality.comparison_terms
    where comparison_id in (select unnest($comparisons::varchar[]))
    order by comparison_id, term_no
"""

_CLAIMS = """
    select claim_id, whole_figure_id, part_figure_ids, quote
    from marts.fct_claims
    where
        claim_kind = 'part_of' and whole_figure_id is not null
        and document_id in (select unnest($documents::varchar[]))
    order by document_id, block_no, char_start, claim_id
"""

# Two reports of one department speak of the same; where no department is known, only one document does.
_TWINS = """
    select one.figure_id as figure_id, other.figure_id as twin_id
    from marts.fct_figures as one
    join marts.fct_figures as other
        on one.measure_code = other.measure_code
        and one.scope_name = other.scope_name
        and one.period_year is not distinct from other.period_year
        and one.basis is not distinct from other.basis
        and one.item_code = other.item_code
        and one.item_name = other.item_name
        and one.figure_id <> other.figure_id
        and (one.department_id = other.department_id or one.document_id = other.document_id)
    where
        one.figure_id in (select unnest($figures::varchar[]))
        and (other.is_primary or one.document_id = other.document_id)
"""

_BY_ID = """
    select 'figure' as kind, figure_id as id from marts.fct_figures where starts_with(figure_id, $prefix)
    union all
    select 'finding', finding_id from quality.findings where starts_with(finding_id, $prefix)
    order by all
    limit 20
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures a question asks for; an empty collection asks for nothing in particular.

    `words` are texts that the label or the scope must hold; `bases` are codes of `dim_bases`.
    """

    county_ids: tuple[str, ...] = ()
    department_ids: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    measure_codes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountyName:
    """A county as people call it; `has_reports` where the warehouse holds a report of it."""

    county_id: str
    name: str
    city_name: str
    province_name: str
    has_reports: bool


@dataclass(frozen=True, slots=True)
class DepartmentName:
    """A department with every name that reports and the dimension give it."""

    department_id: str
    county_id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What a question can speak of: counties, departments, measures and bases with their words."""

    counties: tuple[CountyName, ...]
    departments: tuple[DepartmentName, ...]
    measures: tuple[tuple[str, str, tuple[str, ...]], ...]
    bases: tuple[tuple[str, str], ...]


def ids_like(connection: DuckDBPyConnection, prefix: str) -> Sequence[tuple[str, str]]:
    """The figures and findings whose id begins so, as (`figure` or `finding`, id); twenty at most."""
    rows = connection.execute(_BY_ID, {"prefix": prefix.lower()}).fetchall()
    exact = [row for row in rows if row[1] == prefix.lower()]
    return exact or rows


def read_comparison(connection: DuckDBPyConnection, finding_id: str) -> Comparison:
    """What stands behind a finding: both sides and every term with the figure that it is."""
    [row] = _rows(connection, _COMPARISONS + "where finding_id = $id", {"id": finding_id})
    [comparison] = _comparisons(connection, [row], {})
    return comparison


def read_material(connection: DuckDBPyConnection, figure_ids: Collection[str]) -> Material:
    """All that the documents of these figures print, claim and compare, and who else states the figures."""
    found = connection.execute(
        "select distinct document_id from marts.fct_figures where figure_id in (select unnest($figures::varchar[]))",
        {"figures": list(figure_ids)},
    ).fetchall()
    documents = [document for (document,) in found]
    figures = _figures_of(connection, documents)
    of_documents = (
        "where comparisons.document_id in (select unnest($documents::varchar[])) order by rule_code, finding_id"
    )
    comparisons = _rows(connection, _COMPARISONS + of_documents, {"documents": documents})
    printed = {row["figure_id"]: _figure(row) for row in figures}
    claims = [
        Claim(row["claim_id"], row["whole_figure_id"], tuple(row["part_figure_ids"]), row["quote"] or "")
        for row in _rows(connection, _CLAIMS, {"documents": documents})
    ]
    return Material(
        figures=printed,
        comparisons=tuple(one for one in _comparisons(connection, comparisons, printed) if one.terms),
        claims=tuple(claims),
        twins=_twins(connection, figure_ids),
    )


def find_figures(connection: DuckDBPyConnection, wanted: Wanted, limit: int) -> tuple[Sequence[Figure], int]:
    """The figures of current reports that are asked for, report by report in reading order, and how many there are.

    No more than `limit` are given; the number counts all of them.
    """
    parts, values = ["figures.is_primary"], dict[str, object]()
    columns = {
        "county_ids": "figures.county_id",
        "department_ids": "figures.department_id",
        "years": "figures.period_year",
        "measure_codes": "figures.measure_code",
        "bases": "figures.basis",
    }
    for name, column in columns.items():
        if asked := getattr(wanted, name):
            kind = "integer[]" if name == "years" else "varchar[]"
            parts.append(f"{column} in (select unnest(${name}::{kind}))")
            values[name] = list(asked)
    for number, word in enumerate(wanted.words):
        parts.append(f"contains(concat_ws(' ', figures.label, figures.scope_name, figures.item_name), $word{number})")
        values[f"word{number}"] = word
    where = " and ".join(parts)
    [(count,)] = connection.execute(
        f"select count(*) from marts.fct_figures as figures where {where}", values
    ).fetchall()
    order = (
        "order by figures.county_id, figures.department_id, figures.fiscal_year, figures.source_path, "
        f"figures.report_id, figures.table_no is null, figures.block_no, figures.figure_no limit {int(limit)}"
    )
    return [_figure(row) for row in _rows(connection, f"{_FIGURES} where {where} {order}", values)], count


def read_names(connection: DuckDBPyConnection) -> Names:
    """The names and words that the warehouse knows."""
    counties = _rows(
        connection,
        """
        select distinct on (county_id)
            county_id, county_name as name, coalesce(city_name, '') as city_name,
            coalesce(province_name, '') as province_name,
            county_id in (select county_id from marts.dim_reports where county_id is not null) as has_reports
        from marts.dim_counties
        order by county_id, valid_from desc nulls last
        """,
    )
    departments = _rows(
        connection,
        """
        select
            department_id, coalesce(departments.county_id, '') as county_id,
            list_distinct(list_concat(
                list(distinct reports.printed_department_name),
                [any_value(departments.department_name), any_value(canonical_name), any_value(function_name)]
            )) as names
        from marts.dim_departments as departments
        left join marts.dim_reports as reports using (department_id)
        group by department_id, departments.county_id
        order by department_id
        """,
    )
    measures = connection.execute(
        "select measure_code, measure_name, synonyms from marts.dim_measures order by measure_code"
    ).fetchall()
    bases = connection.execute("select basis, basis_name from marts.dim_bases order by all").fetchall()
    return Names(
        counties=tuple(CountyName(**row) for row in counties),
        departments=tuple(
            DepartmentName(row["department_id"], row["county_id"], tuple(filter(None, row["names"])))
            for row in departments
        ),
        measures=tuple((code, name, tuple((synonyms or "").split("|"))) for code, name, synonyms in measures),
        bases=tuple(bases),
    )


def _rows(
    connection: DuckDBPyConnection, query: str, values: Mapping[str, object] | None = None
) -> list[dict[str, Any]]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _figures_of(connection: DuckDBPyConnection, documents: Sequence[str]) -> list[dict[str, Any]]:
    return _rows(connection, _FIGURES + _OF_DOCUMENTS, {"documents": documents})


def _figures_named(connection: DuckDBPyConnection, figure_ids: Collection[str], order: str = "") -> list[Figure]:
    where = "where figures.figure_id in (select unnest($figures::varchar[])) "
    return [_figure(row) for row in _rows(connection, _FIGURES + where + order, {"figures": sorted(figure_ids)})]


def _figure(row: Mapping[str, Any]) -> Figure:
    rest = {name: value for name, value in row.items() if name not in PLACE_COLUMNS and name != "figure_no"}
    words = ("measure_name", "label", "scope_name", "unit", "printed", "printed_unit", "quote")
    rest.update({name: row[name] or "" for name in words})
    return Figure(**rest, place=place_from(row))


def _comparisons(
    connection: DuckDBPyConnection, rows: Sequence[Mapping[str, Any]], printed: Mapping[str, Figure]
) -> list[Comparison]:
    """The comparisons of these rows with their terms; figures that are not among those `printed` are looked up."""
    found = _rows(connection, _TERMS, {"comparisons": [row["finding_id"] for row in rows]})
    missing = {row["figure_id"] for row in found if row["figure_id"]} - printed.keys()
    figures = {**printed, **{figure.figure_id: figure for figure in _figures_named(connection, missing)}}
    terms: dict[str, list[Term]] = {}
    for row in found:
        terms.setdefault(row["comparison_id"], []).append(_term(row, figures))
    return [_comparison(row, tuple(terms.get(row["finding_id"], ()))) for row in rows]


def _comparison(row: Mapping[str, Any], terms: tuple[Term, ...]) -> Comparison:
    return Comparison(
        **{
            name: row[name] or ""
            for name in (
                "finding_id", "rule_code", "rule_name", "status", "severity", "relation", "unit", "explanation",
                "suggestion", "source_path",
            )
        },
        is_total=row["rule_code"] in _totals(),
        left_name=row["left_name"],
        right_name=row["right_name"],
        left_value=row["left_value"],
        right_value=row["right_value"],
        slack=row["slack"],
        terms=terms,
    )  # fmt: skip


@cache
def _totals() -> frozenset[str]:
    """The rules that make up one amount of others: with two on the left, as 收入 + 结转, a rule balances instead."""
    return frozenset(
        row["rule_code"]
        for row in read_seed("rules")
        if row["kind"] == "equality" and all(len(one.split()) < 2 for one in _READINGS.split(row["left_terms"]))
    )


def _term(row: Mapping[str, Any], figures: Mapping[str, Figure]) -> Term:
    place = None if row["block_no"] is None else place_from(row)
    figure = figures[row["figure_id"]] if row["figure_id"] else None
    return Term(
        row["side"], row["sign"], row["is_added"], row["label"], row["value"], row["printed"], place, figure
    )  # fmt: skip


def _twins(connection: DuckDBPyConnection, figure_ids: Collection[str]) -> Mapping[str, tuple[Figure, ...]]:
    pairs = connection.execute(_TWINS, {"figures": list(figure_ids)}).fetchall()
    wanted = {twin for _, twin in pairs}
    order = "order by figures.source_path, figures.block_no, figures.figure_no"
    twins: dict[str, list[Figure]] = {}
    known = set(pairs)
    for figure in _figures_named(connection, wanted, order):
        for figure_id in figure_ids:
            if (figure_id, figure.figure_id) in known:
                twins.setdefault(figure_id, []).append(figure)
    return {figure_id: tuple(found) for figure_id, found in twins.items()}
