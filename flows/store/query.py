"""Questions to the published warehouse: read-only, and nothing outside it can be reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from flows.model.settings import read_zone

_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}


class NotAQuestion(Exception):
    """The statement does more than read, or is not one statement."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Column names and rows, as DuckDB gives them."""

    columns: Sequence[str]
    rows: Sequence[tuple[Any, ...]]


def open_for_reading(database: Path) -> duckdb.DuckDBPyConnection:
    """A connection that can neither write nor reach other files, with times in the zone of the settings;
    FileNotFoundError where nothing is published.
    """
    if not database.is_file():
        raise FileNotFoundError(database)
    connection = duckdb.connect(str(database), read_only=True, config={"enable_external_access": "false"})
    show_times_in(connection, read_zone())
    connection.execute("set lock_configuration = true")
    return connection


def show_times_in(connection: duckdb.DuckDBPyConnection, zone: ZoneInfo) -> None:
    """From now on the connection gives times, which are kept in UTC, in this zone."""
    connection.execute(f"set TimeZone = '{zone.key}'")


def ask(database: Path, sql: str, values: Mapping[str, str | int | None] | None = None) -> Answer:
    """The answer to one reading statement; `values` are those of its parameters (`$year`).

    Raises `NotAQuestion` for anything that writes, `duckdb.Error` for SQL that DuckDB refuses.
    """
    with open_for_reading(database) as connection:
        statements = connection.extract_statements(sql)
        if not statements or statements[-1].type not in _READING or not _is_one(statements):
            raise NotAQuestion("只能查询（一条 select 语句），不能改动数据")
        cursor = connection.execute(sql, dict(values) if values else None)
        return Answer([column[0] for column in cursor.description or ()], cursor.fetchall())


def _is_one(statements: Sequence[duckdb.Statement]) -> bool:
    """A PIVOT is written as one statement and runs as several, of which the first carry no text."""
    return all(not statement.query for statement in statements[:-1])
