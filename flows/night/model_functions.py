"""What the dbt models ask of Python, so that no decision is written twice: loaded by dbt_project/profiles.yml."""

from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

from flows.model.personal import masked


class Plugin(BasePlugin):
    """Makes the function known to the connection that builds the models."""

    def configure_connection(self, conn: Any) -> None:
        """Adds `masked(text)`, the text without what belongs to a person."""
        conn.create_function("masked", masked, ["VARCHAR"], "VARCHAR")
