"""A published night in a few numbers."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from flows.model.outcomes import CONTENT
from flows.store.disk import on_disk
from flows.store.report_queries import STANDS
from flows.store.upkeep.upgrade import has_column, numbers_nights

# The same report in another format, and what a corrected one replaced, are not counted again.
_CURRENT = """(document_id is null or document_id in (
    select document_id from marts.dim_documents
    where is_current and (
        rendition_of is null
        or rendition_of not in (select document_id from marts.dim_documents where is_current)
    )
))"""


@dataclass(frozen=True, slots=True)
class NightSummary:
    """What a published night amounts to; `findings` counts failed checks by severity, one a cause, waived ones aside,
    `new_errors` those of tonight; `undecided` counts files of which nobody knows whether they count;
    `shortfalls` were read and are no report, or were not all understood.
    """

    run_id: str
    started_at: datetime | None
    ended_at: datetime | None
    reports: int
    figures: int
    findings: tuple[tuple[str, int], ...]
    new_errors: int
    unread: tuple[tuple[str, str], ...]
    undecided: int = 0
    shortfalls: tuple[tuple[str, str], ...] = ()


def summarize(database: Path) -> NightSummary:
    """What the newest published night of a warehouse amounts to; reports that are current only."""
    with on_disk(database), duckdb.connect(str(database), read_only=True) as connection:
        # What an earlier version published holds its nights in their order and does not number them.
        order = "night_no" if numbers_nights(connection) else "rowid"
        run_id, started_at, ended_at = connection.execute(
            "select run_id, started_at, ended_at from quality.runs "
            f"where is_published order by {order} desc, run_id desc limit 1"
        ).fetchone() or ("", None, None)
        causes = f"{STANDS} and" if has_column(connection, "findings", "cause_id") else ""
        findings = connection.execute(
            "select severity, count(*) from quality.findings "
            f"where {causes} status = 'fail' and lifecycle <> 'waived' and {_CURRENT} "
            "group by severity order by severity"
        ).fetchall()
        unread = connection.execute(
            "select source_path, reason from quality.outcomes "
            "where run_id = ? and not is_ok and source_path <> '' and stage <> ? order by all",
            [run_id, CONTENT],
        ).fetchall()
        shortfalls = connection.execute(
            "select source_path, reason from quality.outcomes where run_id = ? and stage = ? order by all",
            [run_id, CONTENT],
        ).fetchall()
        return NightSummary(
            run_id=run_id,
            started_at=started_at,
            ended_at=ended_at,
            reports=_count(connection, f"marts.dim_reports where {_CURRENT}"),
            figures=_count(connection, f"marts.fct_figures where {_CURRENT}"),
            findings=tuple(findings),
            new_errors=_count(
                connection,
                f"quality.findings where {causes} status = 'fail' and severity = 'error' "
                f"and lifecycle in ('new', 'regressed') and {_CURRENT}",
            ),
            unread=tuple(unread),
            undecided=_undecided(connection),
            shortfalls=tuple(shortfalls),
        )


def _undecided(connection: duckdb.DuckDBPyConnection) -> int:
    """Of a warehouse of an earlier version, which tells no repeated files, 0."""
    is_told = _count(connection, "duckdb_tables() where (schema_name, table_name) = ('quality', 'repeated_files')")
    return _count(connection, "quality.repeated_files where is_open") if is_told else 0


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    [(count,)] = connection.execute(f"select count(*) from {rows}").fetchall()
    return int(count)
