"""One build of the dbt project in this process, as the transform stage makes it, and what it answers."""

import json
import os
import shutil
from functools import cache
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from dbt.parser.manifest import extended_mashumaro_encoder, extended_mashumuro_decoder

from tests.beside import ROOT
from tests.dbt_project.invented_night import SUBJECT

Rows = list[tuple[Any, ...]]

PROJECT = ROOT / "dbt_project"


def build(staging: Path, built: Path, work: Path, select: str = "*") -> list[str]:
    """Build `built` from `staging`; the names of the nodes that failed come back, none if all is well.

    Where an ephemeral model fails, no node is told to have failed, and all behind it are skipped: these come back then.
    """
    arguments = ["--select", select]
    arguments += ["--exclude-resource-type", "unit_test"]  # they ask about the models, not about a night
    # A part of the project is tested by what the part holds.
    arguments += ["--indirect-selection", "cautious"]
    understood = Manifest.from_msgpack(_understood(staging.name, built.name), extended_mashumuro_decoder)
    understood.build_group_map()
    result = _dbt("build", staging, built, work, *arguments, manifest=understood)
    assert isinstance(result, RunExecutionResult)
    failed = [one.node.name for one in result.results if one.status in ("error", "fail")]
    return failed or [one.node.name for one in result.results if one.status == "skipped"]


@cache
def _understood(staging: str, built: str) -> bytes:
    """The project as dbt understands it, whatever the folder of the two files; a build changes its copy."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        result = _dbt("parse", work / staging, work / built, work, "--no-partial-parse", "--no-write-json")
    assert isinstance(result, Manifest)
    return result.to_msgpack(extended_mashumaro_encoder)


def _dbt(command: str, staging: Path, built: Path, work: Path, *more: str, manifest: Manifest | None = None) -> object:
    """What a command of dbt gives."""
    arguments = [command, "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), *more]
    arguments += ["--target-path", str(work / "target"), "--log-path", str(work / "logs")]
    # Before each line of its log dbt looks whether the file is full, which takes longer than most of its queries.
    arguments += ["--log-level-file", "none"]
    arguments += ["--no-send-anonymous-usage-stats", "--no-version-check", "--quiet"]
    variables = {"JIXIAO_STAGING": str(staging), "JIXIAO_BUILD": str(built), "JIXIAO_VERSION": "tested"}
    with mock.patch.dict(os.environ, variables):
        try:
            answer = dbtRunner(manifest).invoke(arguments)
        finally:
            # The adapter keeps the file open for the life of the process; nobody else could open it.
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if answer.exception:
        raise answer.exception
    return answer.result


def copied(path: Path, to: Path) -> Path:
    """The built file alone in another folder, as a reader gets it."""
    to.mkdir()
    return Path(shutil.copy(path, to / path.name))


def manifest_models(work: Path) -> list[dict[str, Any]]:
    """Every model of the last build as dbt understood it: compiled query, descriptions, YAML columns."""
    nodes = json.loads((work / "target" / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    return [node for node in nodes if node["resource_type"] == "model"]


def rows_of(database: Path, query: str) -> Rows:
    """The answer of a built file opened read-only."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def rows(folder: Path, query: str) -> Rows:
    """The answer of a folder's built file."""
    return rows_of(folder / "jixiao.duckdb", query)


def key_of(*parts: object) -> str:
    """The documented key: 16 hex digits of the md5 of the parts, joined by the unit separator."""
    return md5("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()[:16]


def key_of_the_bureau_s_finding(rule_code: str) -> str:
    """The key of the first finding of the invented night's subject."""
    department_id = key_of("990101", "住房和城乡建设局")
    report = ("990101", department_id, 2020, "department_evaluation")
    return key_of(rule_code, *report, "局机关", 2020, "actual", SUBJECT, 1, "")
