"""A night that nobody disturbs, one that finds another running, and nights that are killed."""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from flows.judging.register import rules
from flows.store.report_data import read_report_data
from tests.nights import HANGS, contents, lay_out, left_behind, read, run, start, wait_for

STAGES = ("ingest", "transform", "validate", "publish")


@dataclass(frozen=True)
class Undisturbed:
    """A night that ran to its end, and what a second command said that was given while it ran."""

    warehouse: Path
    process: int
    output: str
    second: tuple[int, str, str]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("undisturbed")
    raw, warehouse = lay_out(folder / "raw"), folder / "warehouse"
    first = start(raw, warehouse, from_nothing=True)
    wait_for(first, "ingest")
    second = run(raw, warehouse)
    output, messages = first.communicate(timeout=HANGS)
    assert first.returncode == 0, messages
    assert left_behind(first.pid) == []
    return Undisturbed(warehouse, first.pid, output, second)


@pytest.fixture(scope="module")
def undisturbed(night: Undisturbed) -> Path:
    return night.warehouse


def test_a_night_publishes_and_leaves_nothing_half_done(undisturbed: Path):
    assert {path.name for path in undisturbed.iterdir()} == {
        ".lock", ".prefect", ".reports", "jixiao.duckdb", "report", "staging.duckdb",
    }  # fmt: skip
    assert (undisturbed / "report" / "index.html").is_file()
    assert "fct_figures" in (undisturbed / "report" / "dictionary.html").read_text(encoding="utf-8")
    assert oct((undisturbed / "jixiao.duckdb").stat().st_mode)[-3:] == "444"
    assert read(undisturbed, "select is_published, ended_at > started_at from quality.runs") == [(True, True)]
    stages = read(undisturbed, "select stage, is_ok from quality.outcomes where source_path = '' order by all")
    assert stages == [(stage, True) for stage in sorted(STAGES)]
    schemas = read(undisturbed, "select distinct table_schema from information_schema.tables order by all")
    assert schemas == [("interop",), ("marts",), ("quality",), ("查询",)]


def test_a_second_run_says_that_one_is_running_and_touches_nothing(night: Undisturbed):
    code, output, messages = night.second
    assert (code, output) == (1, "")
    assert f"已有一次运行正在进行（进程 {night.process}）" in messages
    with duckdb.connect(str(night.warehouse / "staging.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from runs").fetchall() == [(1,)]


def test_a_night_ends_with_its_numbers_and_where_to_look(night: Undisturbed):
    [(reports,)] = read(night.warehouse, "select count(*) from marts.dim_reports")
    assert f"读取报告 │ {reports} " in night.output
    assert str(night.warehouse / "jixiao.duckdb") in night.output
    assert str(night.warehouse / "report" / "index.html") in night.output


def test_every_finding_of_the_page_can_be_traced_by_hand(undisturbed: Path):
    """Rule, equation with both sides, and a place and a quote for each number or claim; C03 has a claim without number."""
    data = read_report_data(undisturbed / "jixiao.duckdb", {rule.code: rule.equation for rule in rules().values()})
    findings = [one for one in data.findings() if one.severity in ("error", "warn")]
    assert {"A04", "C02", "C03"} <= {one.rule_code for one in findings}
    assert all(rule.equation for rule in data.rules)
    for one in findings:
        assert one.left_name and one.right_name and one.left_name != one.right_name, one
        assert one.spots, one
        assert all(spot.place and spot.quote for spot in one.spots), one


@pytest.mark.parametrize(
    "stages", [STAGES[-1:], pytest.param(STAGES, marks=pytest.mark.long)], ids=["the last stage", "each stage"]
)
def test_killed_in_each_stage_the_next_night_publishes_the_same(
    tmp_path: Path, undisturbed: Path, stages: Sequence[str]
):
    raw, warehouse = lay_out(tmp_path / "raw"), tmp_path / "warehouse"
    for stage in stages:
        process = start(raw, warehouse)
        wait_for(process, stage)
        time.sleep(0.15)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert left_behind(process.pid) == []
    code, _, messages = run(raw, warehouse)
    assert code == 0, messages
    found, expected = contents(warehouse), contents(undisturbed)
    assert found.keys() == expected.keys()
    for table, rows in expected.items():
        assert found[table] == rows, table
    assert not (warehouse / ".building").exists()
