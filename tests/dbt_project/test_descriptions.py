"""What the project says about its models is what it builds."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from flows.night.model_functions import Plugin
from flows.store.beside import comparisons_beside
from tests.dbt_project.building import PROJECT, manifest_models


def built_columns(folder: Path) -> Mapping[str, list[str]]:
    """The columns that the compiled query of every model gives, asked of the built file.

    Tables that only served the build are gone from it: they are views of their own queries here.
    """
    models = manifest_models(folder)
    columns: dict[str, list[str]] = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{folder / 'staging.duckdb'}' as staging_db (read_only)")
        connection.execute(f"attach '{folder / 'jixiao.duckdb'}' as built (read_only)")
        connection.execute("attach ':memory:' as jixiao")
        connection.execute("use jixiao")  # the views name no database
        Plugin.configure_connection(Plugin("functions", {}), connection)
        for schema in ("marts", "quality", "words", "intermediate", "查询", "interop"):
            connection.execute(f"create schema jixiao.{schema}")
        for seed in PROJECT.glob("seeds/*.csv"):
            table = f"jixiao.words.{seed.stem}"
            connection.execute(f"create table {table} as from read_csv('{seed}', all_varchar = true)")
        waiting = []
        for model in models:
            name = f"{model['schema']}.{model['alias']}"
            if model["config"]["materialized"] == "ephemeral":
                continue
            if model["language"] == "python":
                marts = (connection.table(f"built.marts.{table}") for table in ("dim_reports", "fct_figures"))
                comparisons_beside(connection, *marts).create(f"jixiao.{name}")
                model["compiled_code"] = f"from jixiao.{name}"
            elif model["schema"] == "intermediate":
                waiting.append((f"jixiao.{name}", model["compiled_code"]))
            else:
                connection.execute(f"create view jixiao.{name} as from built.{name}")
        for _ in range(len(waiting)):
            waiting = [(name, query) for name, query in waiting if not _is_created(connection, name, query)]
        assert waiting == []
        for model in models:
            answer = connection.execute(f"describe {model['compiled_code']}").fetchall()
            columns[model["name"]] = [column[0] for column in answer]
    return columns


def _is_created(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> bool:
    """Whether the view could be made: not before those that it reads."""
    try:
        connection.execute(f"create view {name} as {query}")
    except duckdb.CatalogException:
        return False
    return True


def test_the_yaml_names_the_columns_that_are_built(night: Path) -> None:
    assert {one["name"]: [*one["columns"]] for one in manifest_models(night)} == built_columns(night)


def test_every_model_says_its_grain_and_key_and_every_column_what_it_holds(night: Path) -> None:
    models = manifest_models(night)

    assert [one["name"] for one in models if "One row" not in one["description"]] == []
    assert [one["name"] for one in models if "**Key**" not in one["description"]] == []
    assert [column for one in models for column in one["columns"].values() if not column["description"]] == []
