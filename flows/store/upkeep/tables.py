"""The tables of a staging file, brought up to this version whatever version wrote it."""

import duckdb

from flows.model.place_words import brief
from flows.model.report import Place
from flows.store.conformed import CONFORMED
from flows.store.schema import FACTS, tables
from flows.store.upkeep import upgrade

_PLACE_IN_WORDS = "place_in_words"
_WORDED = ("block_no", "table_no", "row_no", "column_no")


def bring_up_to_date(connection: duckdb.DuckDBPyConnection) -> None:
    """Adds what the file lacks of this version's tables and columns, and fills in what earlier ones did not store."""
    for table, columns in tables().items():
        listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        connection.execute(f"create table if not exists {table} ({listed})")
        for name, kind in columns.items():
            connection.execute(f"alter table {table} add column if not exists {name} {kind}")
    for statement in upgrade.statements(connection, tables()):
        connection.execute(statement)
    _conform(connection)
    _word_places(connection)


def _word_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Words the places of rows that an earlier version loaded."""
    for table, columns in tables().items():
        if _PLACE_IN_WORDS not in columns:
            continue
        places = connection.execute(
            f"select distinct {', '.join(_WORDED)} from {table} "
            f"where {_PLACE_IN_WORDS} is null and block_no is not null"
        ).fetchall()
        if places:
            same = " and ".join(f"{table}.{name} is not distinct from made.{name}" for name in _WORDED)
            connection.execute(
                f"update {table} set {_PLACE_IN_WORDS} = made.words from (select unnest(?) as words, "
                f"{', '.join(f'unnest(?::integer[]) as {name}' for name in _WORDED)}) as made "
                f"where {table}.{_PLACE_IN_WORDS} is null and {same}",
                [[brief(Place(*place)) for place in places], *map(list, zip(*places, strict=True))],
            )


def _conform(connection: duckdb.DuckDBPyConnection) -> None:
    """Conforms the words of rows that an earlier version loaded: their files may be gone."""
    for table, fact in FACTS.items():
        for column, conformed in CONFORMED.get(fact, {}).items():
            words = connection.execute(
                f"select distinct {', '.join(conformed.of)} from {table} where {column} is null"
            ).fetchall()
            if words:
                same = " and ".join(f"{table}.{name} is not distinct from made.{name}" for name in conformed.of)
                connection.execute(
                    f"update {table} set {column} = made.answer from (select unnest(?) as answer, "
                    f"{', '.join(f'unnest(?::varchar[]) as {name}' for name in conformed.of)}) as made "
                    f"where {table}.{column} is null and {same}",
                    [[conformed.make(*row) for row in words], *map(list, zip(*words, strict=True))],
                )
