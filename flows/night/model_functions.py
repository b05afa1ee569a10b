"""What the dbt models ask of Python, so that no decision is written twice: loaded by dbt_project/profiles.yml."""

from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

from flows.judging.hints import slip
from flows.model.personal import masked

_AMOUNT = "DECIMAL(28, 8)"


class Plugin(BasePlugin):
    """Makes the functions known to the connection that builds the models."""

    def configure_connection(self, conn: Any) -> None:
        """Adds two functions.

        `masked(text)` is the text without what belongs to a person. `slip(value, needed, step, printed)` is the likely
        slip in Chinese, '' where none is known.
        """
        conn.create_function("masked", masked, ["VARCHAR"], "VARCHAR")
        conn.create_function("slip", slip, [_AMOUNT, _AMOUNT, _AMOUNT, "VARCHAR"], "VARCHAR")
