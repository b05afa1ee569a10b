"""A staging file in the store's own schema, filled with given rows."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from flows.model.facts import Comparison, Extract, RecomputedScore
from flows.store.schema import FACTS, columns_for, operand_rows, relation_rows, tables, term_rows
from flows.store.upkeep import upgrade

Rows = Sequence[Sequence[object]]


def create_staging(
    path: Path,
    extracts: Mapping[str, Extract],
    comparisons: Mapping[str, Iterable[Comparison]],
    night: Mapping[str, Rows],
) -> None:
    """Write a staging file: facts by document, and rows of the store's own tables (last columns may lack).

    Nights are numbered in the order of their rows.
    """
    with duckdb.connect(str(path)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for table, columns in tables().items():
            listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            connection.execute(f"create table {table} ({listed})")
        for document_id, extract in extracts.items():
            facts: dict[str, Sequence[Any]] = {name: getattr(extract, name, ()) for name in FACTS}
            facts["comparisons"] = list(comparisons.get(document_id, ()))
            facts["comparison_terms"] = term_rows(facts["comparisons"])
            facts["relations"] = relation_rows(extract.relations)
            facts["relation_terms"] = operand_rows(extract.relations)
            facts["recomputed_scores"] = [
                RecomputedScore(one.indicator_no, Decimal("102.5"), Decimal("3.5"), Decimal(4), "")
                for one in extract.indicators
                if one.indicator_code
            ]
            for table, found in facts.items():
                columns_found = columns_for(document_id, FACTS[table], found)
                insert(connection, table, list(zip(*columns_found, strict=True)))
        for table, rows in night.items():
            insert(connection, table, rows)
        number_nights(connection)


def number_nights(connection: duckdb.DuckDBPyConnection) -> None:
    """Give nights without a number the next ones, and documents and paths that of the night their moment falls into."""
    for statement in upgrade.statements(connection, tables()):
        connection.execute(statement)


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    if rows:
        names = [*tables()[table]][: len(rows[0])]
        marks = ", ".join("?" * len(names))
        connection.executemany(f"insert into {table} ({', '.join(names)}) values ({marks})", rows)
