"""The tables of a published warehouse for an export: their rows, of some counties and years or of all."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.model.settings import read_zone
from flows.store.query import show_times_in

_CHUNK = 10_000

# Tables that the county's clerk reads, in the order of the workbook's sheets.
SHEETS = ("报告", "部门收支", "县级财政", "项目资金", "指标得分", "数字", "问题")


@dataclass(frozen=True, slots=True)
class Column:
    """A column with DuckDB's name of its type and what it holds."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view with what it holds."""

    schema: str
    name: str
    description: str
    columns: tuple[Column, ...]


class UnknownCounty(ValueError):
    """A county that the warehouse does not know, or whose name several have."""


class Export:
    """The rows of one warehouse that belong to some counties and years; `open_export` makes one.

    Facts and findings go with their reports; dimensions are filtered where a row has a county of its own.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, counties: Sequence[str], years: Collection[int]) -> None:
        self._connection = connection
        codes = [_code(connection, county) for county in counties]
        self._counties, self._is_partial = codes, bool(counties or years)
        connection.execute(
            """
            create temp table chosen_reports as
            select report_id, document_id from marts.dim_reports
            where
                (not $by_county or county_id in (select unnest($counties::varchar[])))
                and (not $by_year or fiscal_year in (select unnest($years::integer[])))
            """,
            {"by_county": bool(codes), "counties": codes, "by_year": bool(years), "years": list(years)},
        )

    def tables(self) -> Sequence[Relation]:
        """Every table of `marts` and `quality`."""
        return self._relations("schema_name in ('marts', 'quality')", "table_name", "duckdb_tables()")

    def sheets(self) -> Sequence[Relation]:
        """The views with Chinese column names."""
        found = self._relations("schema_name = '查询'", "view_name", "duckdb_views()")
        return sorted((one for one in found if one.name in SHEETS), key=lambda one: SHEETS.index(one.name))

    def count(self, relation: Relation) -> int:
        """How many rows an export of this table has."""
        [(count,)] = self._connection.execute(f"select count(*) from ({self._query(relation)})").fetchall()
        return int(count)

    def rows(self, relation: Relation) -> Iterator[tuple[Any, ...]]:
        """The rows of this table, in the order of its columns."""
        answer = self._connection.execute(self._query(relation))
        while chunk := answer.fetchmany(_CHUNK):
            yield from chunk

    def copy_parquet(self, relation: Relation, path: Path) -> None:
        """Write the rows of this table as a Parquet file."""
        target = str(path).replace("'", "''")
        self._connection.execute(f"copy ({self._query(relation)}) to '{target}' (format parquet, compression zstd)")

    def _relations(self, where: str, name: str, catalogue: str) -> Sequence[Relation]:
        columns = self._connection.execute(
            f"""
            select schema_name, table_name, column_name, data_type, coalesce(comment, '')
            from duckdb_columns()
            where {where} and database_name = current_database()
            order by table_name, column_index
            """
        ).fetchall()
        relations = self._connection.execute(
            f"""
            select schema_name, {name}, coalesce(comment, '') from {catalogue}
            where {where} and database_name = current_database()
            order by all
            """
        ).fetchall()
        return [
            Relation(schema, table, comment, tuple(Column(*row[2:]) for row in columns if row[:2] == (schema, table)))
            for schema, table, comment in relations
        ]

    def _query(self, relation: Relation) -> str:
        condition = self._condition({column.name for column in relation.columns}) if self._is_partial else "true"
        return f'select * from "{relation.schema}"."{relation.name}" as one where {condition} order by all'

    def _condition(self, columns: Collection[str]) -> str:
        """What a row's columns must hold: the first that is there says whose row it is."""
        documents = "(select document_id from chosen_reports)"
        whose = {
            "report_id": "coalesce(report_id in (select report_id from chosen_reports), false)",
            "waiver_id": "waiver_id in (select waiver_id from quality.findings semi join chosen_reports "
            "using (report_id))",
            # A term may stand in another document than its comparison.
            "comparison_id": "comparison_id in (select comparison_id from quality.comparisons semi join chosen_reports "
            "using (report_id))",
            "document_id": f"document_id in {documents}",
            "finding_id": "finding_id in (select finding_id from quality.findings semi join chosen_reports "
            "using (report_id))",
            "source_path": "source_path in (select source_path from marts.dim_documents "
            f"where document_id in {documents})",
            "报告编号": '"报告编号" in (select report_id from chosen_reports)',
            # One file can hold reports of two counties.
            "文件": """exists (
                select 1 from "查询"."报告" as report semi join chosen_reports on report."报告编号" = report_id
                where
                    report."文件" = one."文件" and report."县" is not distinct from one."县"
                    and report."年度" is not distinct from one."年度")""",
        }
        if self._counties:
            listed = ", ".join(f"'{code}'" for code in self._counties)
            whose["county_id"] = f"county_id in ({listed})"
            whose["department_id"] = (
                f"department_id in (select department_id from marts.dim_departments where county_id in ({listed}))"
            )
        return next((condition for column, condition in whose.items() if column in columns), "true")


@contextmanager
def open_export(database: Path, counties: Sequence[str] = (), years: Collection[int] = ()) -> Iterator[Export]:
    """An export of the reports of these counties (names or codes) and fiscal years, of all where none is given.

    Raises FileNotFoundError where nothing is published, `UnknownCounty` where a county is not known.
    """
    if not database.is_file():
        raise FileNotFoundError(database)
    with duckdb.connect(str(database), read_only=True) as connection:
        show_times_in(connection, read_zone())
        yield Export(connection, counties, years)


def _code(connection: duckdb.DuckDBPyConnection, county: str) -> str:
    """The code of a county that is named in full, without 县, 市 or 区, or by its code.

    Of several of one name those are meant that reports are at hand of.
    """
    found = connection.execute(
        r"""
        select distinct county_id, concat(province_name, city_name, county_name) as full_name,
            county_id in (select county_id from marts.dim_reports where county_id is not null) as has_reports
        from marts.dim_counties
        where
            $name in (county_id, county_name, concat(city_name, county_name), full_name)
            or $name = regexp_replace(county_name, '[县市区]$', '')
        order by has_reports desc, county_id
        """,
        {"name": county},
    ).fetchall()
    at_hand = [row for row in found if row[2]] or found
    if not at_hand:
        raise UnknownCounty(f"不认识县区“{county}”：请写全称或六位行政区划代码")
    if len(at_hand) > 1:
        listed = "、".join(f"{name}（{code}）" for code, name, _ in at_hand)
        raise UnknownCounty(f"叫“{county}”的不止一个，请写代码：{listed}")
    return str(at_hand[0][0])
