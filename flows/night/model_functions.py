"""What the dbt models ask of Python, so that a rule of judging is written once: loaded by dbt_project/profiles.yml."""

from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

from flows.judging.hints import slip

_AMOUNT = "DECIMAL(28, 8)"


class Plugin(BasePlugin):
    """Makes the functions known to the connection that builds the models."""

    def configure_connection(self, conn: Any) -> None:
        """Adds `slip(value, needed, step, printed)`: the likely slip in Chinese, '' where none is known."""
        conn.create_function("slip", slip, [_AMOUNT, _AMOUNT, _AMOUNT, "VARCHAR"], "VARCHAR")
