"""The models that harmonize counties are tried one by one by dbt itself, and it knows how fresh its sources are."""

import os
from pathlib import Path
from unittest import mock

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from tests.dbt_project.building import PROJECT


def invoke(folder: Path, built: Path, *command: str) -> list[tuple[str, str]]:
    """The status of every node that a command of dbt ran."""
    arguments = [*command, "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    arguments += ["--target-path", str(built.parent / "target"), "--log-path", str(built.parent / "logs"), "--quiet"]
    arguments += ["--log-level-file", "none"]
    variables = {
        "JIXIAO_STAGING": str(folder / "staging.duckdb"),
        "JIXIAO_BUILD": str(built),
        "JIXIAO_VERSION": "tested",
    }
    with mock.patch.dict(os.environ, variables):
        try:
            answer = dbtRunner().invoke(arguments)
        finally:
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if answer.exception:
        raise answer.exception
    return [(one.node.name, str(one.status)) for one in answer.result.results if "on-run-end" not in one.node.name]


def test_the_models_that_harmonize_counties_pass_their_unit_tests(night: Path, tmp_path: Path) -> None:
    built = tmp_path / "jixiao.duckdb"
    invoke(night, built, "seed")
    invoke(night, built, "run", "--empty")
    found = invoke(night, built, "test", "--select", "test_type:unit")
    assert len(found) >= 4
    assert {name: status for name, status in found if status != "pass"} == {}


def test_sources_say_how_fresh_they_are(night: Path, tmp_path: Path) -> None:
    found = invoke(night, tmp_path / "jixiao.duckdb", "source", "freshness")
    assert [name for name, _ in found] == ["runs"]
