"""What the dbt models ask of Python, so that no decision is written twice: loaded by dbt_project/profiles.yml."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

from flows.judging.evidence import is_total_name
from flows.model.file_versions import file_version
from flows.model.grouping import grouped
from flows.model.personal import masked
from flows.model.telling_apart import (
    are_matters_apart,
    are_numbered_apart,
    are_stems_apart,
    are_told_apart,
    letters_apart,
)

_FILE_VERSION = (
    "STRUCT(word_rank INTEGER, number DOUBLE, date_no INTEGER, copy_no INTEGER, is_original BOOLEAN, stem VARCHAR)"
)
_PAIRS = "STRUCT(content_key VARCHAR, other_key VARCHAR, share DOUBLE)[]"
_GROUPS = "STRUCT(content_key VARCHAR, report_key VARCHAR)[]"


class Plugin(BasePlugin):
    """Makes the functions known to the connection that builds the models."""

    def configure_connection(self, conn: Any) -> None:
        """Adds `masked(text)`, the text without what belongs to a person, `is_total_name(words)`, whether a scope, a
        row or a label says that its number adds up others, and what tells files and reports apart:
        `file_version(path)`, `are_told_apart`, `are_stems_apart`, `are_matters_apart`, `are_numbered_apart`,
        `letters_apart` and `grouped(pairs)`.
        """
        conn.create_function("masked", masked, ["VARCHAR"], "VARCHAR")
        conn.create_function("is_total_name", is_total_name, ["VARCHAR"], "BOOLEAN")
        conn.create_function("file_version", _file_version, ["VARCHAR"], _FILE_VERSION)
        conn.create_function("are_told_apart", are_told_apart, ["VARCHAR"] * 4, "BOOLEAN")
        conn.create_function("are_stems_apart", are_stems_apart, ["VARCHAR"] * 4, "BOOLEAN")
        conn.create_function("are_matters_apart", are_matters_apart, ["VARCHAR"] * 3, "BOOLEAN")
        conn.create_function("grouped", _grouped, [_PAIRS], _GROUPS)
        conn.create_function("are_numbered_apart", are_numbered_apart, ["VARCHAR"] * 2, "BOOLEAN")
        conn.create_function("letters_apart", letters_apart, ["VARCHAR"] * 2, "BOOLEAN")


@lru_cache(1_024)
def _file_version(source_path: str) -> dict[str, Any]:
    return asdict(file_version(source_path))


def _grouped(pairs: list[dict[str, Any]]) -> list[dict[str, str]]:
    groups = grouped((pair["content_key"], pair["other_key"], pair["share"]) for pair in pairs)
    return [{"content_key": key, "report_key": report_key} for key, report_key in groups.items()]
