"""Which rows two builds of the same raw folder give differently: `python -m tests.compared OLD NEW`.

OLD and NEW are folders of nights (jixiao.duckdb, staging.duckdb). Every table that stands in both is compared as a
multiset of rows; columns that tell of the night itself are left out, and a table or column that only one has is named.
Exits with 1 where anything differs that `--but` does not name (`--but quality.findings.finding_id`).
"""

import argparse
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import duckdb

# What says when and by which version a row was made, not what the reports say.
_OF_THE_NIGHT = frozenset({
    "run_id", "started_at", "ended_at", "seconds", "first_seen_at", "present_since", "modified_ns", "extractor_version",
    "reading_key", "state", "built_by", "valid_from", "valid_to", "first_run_id", "last_run_id", "received_at", "first_seen_run_id",
})  # fmt: skip
_SHOWN = 3


def tables(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, dict[str, str]]:
    """The base tables of a database, each with its columns and their types."""
    rows = connection.execute(
        "select table_schema || '.' || table_name, column_name, data_type from information_schema.columns "
        "join information_schema.tables using (table_catalog, table_schema, table_name) "
        "where table_catalog = ? and table_type = 'BASE TABLE' order by ordinal_position",
        [catalog],
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found


def differences(old: Path, new: Path, but: Collection[str]) -> Iterator[str]:
    """A line for every table, column or row that only one of the two databases has."""
    with duckdb.connect() as connection:
        for name, path in (("old", old), ("new", new)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        before, after = tables(connection, "old"), tables(connection, "new")
        for table in sorted(before.keys() ^ after.keys()):
            if table not in but:
                yield f"{table}: only in {'the old' if table in before else 'the new'}"
        for table in sorted(before.keys() & after.keys()):
            if table in but:
                continue
            columns = _compared(table, before[table], after[table], but)
            for column in sorted(before[table].keys() ^ after[table].keys()):
                if f"{table}.{column}" not in but:
                    yield f"{table}.{column}: only in {'the old' if column in before[table] else 'the new'}"
            yield from _rows(connection, table, columns)


def _compared(table: str, old: Collection[str], new: Collection[str], but: Collection[str]) -> list[str]:
    return [c for c in old if c in new and c not in _OF_THE_NIGHT and f"{table}.{c}" not in but]


def _rows(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> Iterator[str]:
    if not columns:
        return
    listed = ", ".join(f'"{column}"' for column in columns)
    for one, other in (("old", "new"), ("new", "old")):
        query = f"select {listed} from {one}.{table} except all select {listed} from {other}.{table}"
        connection.execute(f"create or replace temp table lost as {query}")
        [count] = connection.execute("select count(*) from lost").fetchone() or (0,)
        if count:
            yield f"{table}: {count} rows only in the {one}"
            for row in connection.execute(f"select * from lost limit {_SHOWN}").fetchall():
                told = {column: value for column, value in zip(columns, row, strict=True) if value is not None}
                yield f"    {told}"[:1500]


def main() -> int:
    """Print the differences and how many tables were held against each other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--but", action="append", default=[], help="a table, or table.column, that may differ")
    arguments = parser.parse_args()
    found = []
    for name in ("jixiao.duckdb", "staging.duckdb"):
        lines = list(differences(arguments.old / name, arguments.new / name, arguments.but))
        found += lines
        print(f"{name}: {'the same' if not lines else ''}")
        print("\n".join(f"  {line}" for line in lines))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
