"""What belongs to a person and stands in a built warehouse all the same: the net below the masks of the models."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from flows.model.personal import Personal, covered, personal


def mask_leftovers(database: Path) -> Sequence[str]:
    """Mask such words in every text column of `marts` and `quality`; the columns come back, each with how many texts.

    The models mask all that is known to carry them, so that nothing comes back as a rule.
    """
    with duckdb.connect(str(database)) as connection:
        columns = connection.execute(
            "select table_schema, table_name, column_name from information_schema.columns "
            "join information_schema.tables using (table_schema, table_name) "
            "where table_type = 'BASE TABLE' and table_schema in ('marts', 'quality') and data_type = 'VARCHAR' "
            "and not ends_with(column_name, '_id') order by all"
        ).fetchall()
        masked = [(".".join(column), _mask(connection, *column)) for column in columns]
    return [f"{name}（{count} 处）" for name, count in masked if count]


def _mask(connection: duckdb.DuckDBPyConnection, schema: str, table: str, column: str) -> int:
    """Replace them in one column; how many there were in its different texts."""
    texts = connection.execute(f'select distinct "{column}" from "{schema}"."{table}" where "{column}" <> \'\'')
    found = {text: parts for (text,) in texts.fetchall() if (parts := leftovers(text))}
    for text, parts in found.items():
        connection.execute(
            f'update "{schema}"."{table}" set "{column}" = $words where "{column}" = $text',
            {"words": covered(text, parts), "text": text},
        )
    return sum(map(len, found.values()))


def leftovers(text: str) -> Sequence[Personal]:
    """What belongs to a person in the text of a column, but for digits that the column alone explains."""
    return [part for part in personal(text) if not _is_value(text, part)]


def _is_value(text: str, part: Personal) -> bool:
    """Whether bare digits are the whole text or a whole value of JSON, and so an amount where amounts are printed."""
    around = text[part.start - 1 : part.start] if part.start else "", text[part.end : part.end + 1]
    return part.is_bare and all(letter in {"", '"'} for letter in around)
