"""The built warehouse as data frames, for the checks that run outside SQL."""

from collections.abc import Collection, Mapping
from pathlib import Path

import duckdb
import pandas as pd


def read_frames(database: Path, names: Collection[str]) -> Mapping[str, pd.DataFrame]:
    """The tables of these names, as `quality.findings`; a name without a table is left out.

    Decimals stay exact: they arrive as Python's Decimal, not as floats.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        there = connection.execute(
            "select table_schema, table_name from information_schema.tables order by all"
        ).fetchall()
        return {
            f"{schema}.{table}": _frame(connection, schema, table)
            for schema, table in there
            if f"{schema}.{table}" in names
        }


def _frame(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> pd.DataFrame:
    cursor = connection.execute(f'select * from "{schema}"."{table}"')
    columns = [column[0] for column in cursor.description or ()]
    return pd.DataFrame(cursor.fetchall(), columns=columns, dtype=object)
