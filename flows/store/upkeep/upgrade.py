"""What files of earlier versions lack: the numbers of their nights, and the zone of their times.

An earlier version wrote what the machine's clock showed, without a zone: it is read in the zone of the machine. Nights
are numbered in the order in which they were written, whatever their times say.
"""

from collections.abc import Iterator, Mapping

import duckdb

_ZONED = "TIMESTAMP WITH TIME ZONE"

# The night that was going on at a moment, the last one that had begun where none was, and 0 before all of them.
_NIGHT_AT = """
    update {table} set {number} = coalesce(night.night_no, 0)
    from (
        select moments.moment, arg_max(runs.night_no, (
            coalesce(moments.moment <= runs.ended_at, true), runs.started_at, runs.night_no
        )) as night_no
        from (select distinct {moment} as moment from {table} where {number} is null) as moments
        left join runs on runs.started_at <= moments.moment
        group by moments.moment
    ) as night
    where {table}.{number} is null and {table}.{moment} is not distinct from night.moment
"""

_NUMBERED = (
    """
    update runs set night_no = numbered.night_no
    from (
        select run_id, row_number() over (order by rowid)
            + (select coalesce(max(night_no), 0) from runs) as night_no
        from runs where night_no is null
    ) as numbered
    where runs.run_id = numbered.run_id
    """,
    _NIGHT_AT.format(table="documents", moment="first_seen_at", number="first_night_no"),
    _NIGHT_AT.format(table="first_seen", moment="first_seen_at", number="first_night_no"),
    # Still earlier versions did not keep since when a document stood at its path.
    """
    update document_paths set present_since = documents.first_seen_at
    from documents
    where document_paths.document_id = documents.document_id and document_paths.present_since is null
    """,
    _NIGHT_AT.format(table="document_paths", moment="present_since", number="present_since_night_no"),
    "update document_paths set first_night_no = present_since_night_no where first_night_no is null",
)

# The nights and the documents of the warehouse attached as `published`, as the present version writes them.
_PUBLISHED = (
    """
    create or replace temp table published_nights as
    select run_id, night_no, started_at, ended_at, is_published from published.quality.runs
    """,
    """
    create or replace temp table published_documents as
    select document_id, first_night_no, first_seen_at from published.marts.dim_documents
    """,
)
# An earlier version kept the day alone; the day's first night stands for it.
_PUBLISHED_EARLIER = (
    f"""
    create or replace temp table published_nights as
    select
        run_id, row_number() over (order by rowid) as night_no,
        cast(started_at as {_ZONED}) as started_at, cast(ended_at as {_ZONED}) as ended_at, is_published
    from published.quality.runs
    """,
    f"""
    create or replace temp table published_documents as
    select
        documents.document_id,
        coalesce(min(nights.night_no), 0) as first_night_no,
        coalesce(
            arg_min(nights.started_at, nights.night_no), cast(documents.first_seen_on as {_ZONED})
        ) as first_seen_at
    from published.marts.dim_documents as documents
    left join published_nights as nights
        on cast(nights.started_at as date) = documents.first_seen_on and nights.is_published
    group by documents.document_id, documents.first_seen_on
    """,
)


def statements(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """What brings the tables of a staging file, complete with their columns, up to the present version."""
    kinds = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where database_name = current_database() and schema_name = 'main'"
    ).fetchall()
    for table, column, kind in kinds:
        if kind == "TIMESTAMP" and tables.get(table, {}).get(column) == _ZONED:
            yield f"alter table {table} alter column {column} type {_ZONED}"
    yield from _NUMBERED


def published_before(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """What makes `published_nights` and `published_documents` of the warehouse attached as `published`."""
    return _PUBLISHED if numbers_nights(connection, "published") else _PUBLISHED_EARLIER


def numbers_nights(connection: duckdb.DuckDBPyConnection, database: str = "") -> bool:
    """Whether a published warehouse, the one that is open or another one attached, numbers its nights."""
    return has_column(connection, "runs", "night_no", database)


def has_column(connection: duckdb.DuckDBPyConnection, table: str, column: str, database: str = "") -> bool:
    """Whether a table of `quality` in a published warehouse has a column that earlier versions lack."""
    return bool(
        connection.execute(
            "select 1 from duckdb_columns() where (database_name, schema_name, table_name, column_name) "
            "= (coalesce(nullif(?, ''), current_database()), 'quality', ?, ?)",
            [database, table, column],
        ).fetchone()
    )
