"""Whole nights, run as people run them: the command, in a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

REPORTS = Path(__file__).parent.parent / "raw" / "示例省"
STAGES = ("ingest", "transform", "validate", "publish")
COMMAND = [sys.executable, "-c", "from flows.cli import app; app()"]


def lay_out(raw: Path) -> Path:
    """A folder of reports in three formats, with the sample's places."""
    shutil.copytree(REPORTS, raw / "示例省")
    return raw


def start(raw: Path, warehouse: Path) -> subprocess.Popen[str]:
    words = ["nightly", "--raw", str(raw), "--warehouse", str(warehouse)]
    return subprocess.Popen(
        [*COMMAND, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
    )


def run(raw: Path, warehouse: Path) -> tuple[int, str, str]:
    process = start(raw, warehouse)
    output, messages = process.communicate(timeout=180)
    assert left_behind(process.pid) == []
    return process.returncode, output, messages


def wait_for(process: subprocess.Popen[str], stage: str) -> None:
    assert process.stderr
    for line in process.stderr:
        if line.rstrip().endswith(f": {stage}"):
            return
    raise AssertionError(f"the night ended before {stage}")


def left_behind(session: int, patience: float = 10) -> list[int]:
    """Processes of a session that still live after a while."""
    deadline = time.monotonic() + patience
    while living := [process for process in processes() if session_of(process) == session]:
        if time.monotonic() > deadline:
            return living
        time.sleep(0.1)
    return []


def processes() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def session_of(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return 0 if fields[0] == "Z" else int(fields[3])


def read(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse / "jixiao.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def contents(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row that does not tell of the night itself.

    `lifecycle` does: of a night that was killed just after the swap, the findings are known the next time.
    """
    tables = read(
        warehouse,
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_schema = 'marts' or table_name in ('findings', 'comparisons') order by all",
    )
    columns = "columns(lambda name: name <> 'lifecycle')"
    return {str(table): read(warehouse, f"select {columns} from {table} order by all") for (table,) in tables}


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
    first = start(raw, warehouse)
    wait_for(first, "ingest")
    second = run(raw, warehouse)
    output, messages = first.communicate(timeout=180)
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
    assert oct((undisturbed / "jixiao.duckdb").stat().st_mode)[-3:] == "444"
    assert read(undisturbed, "select is_published, ended_at > started_at from quality.runs") == [(True, True)]
    stages = read(undisturbed, "select stage, is_ok from quality.outcomes where source_path = '' order by all")
    assert stages == [(stage, True) for stage in sorted(STAGES)]
    schemas = read(undisturbed, "select distinct table_schema from information_schema.tables order by all")
    assert schemas == [("marts",), ("quality",)]


def test_junk_costs_nothing_but_itself_and_an_empty_folder_publishes_nothing(tmp_path: Path, undisturbed: Path):
    raw, warehouse = lay_out(tmp_path / "raw"), tmp_path / "warehouse"
    (raw / "空.docx").write_bytes(b"")
    (raw / "坏.docx").write_bytes(b"no archive")
    (raw / "目录.docx").mkdir()
    (raw / "无表.txt").write_text("某局绩效自评报告\n\n本年收入合计12万元。\n", encoding="utf-8")
    code, output, messages = run(raw, warehouse)
    assert code == 0, messages
    assert "未读文件 │ 3" in output
    unread = read(warehouse, "select source_path from quality.outcomes where not is_ok order by all")
    assert unread == [("坏.docx",), ("目录.docx",), ("空.docx",)]
    figures = "select count(*) from marts.fct_figures where source_path like '示例省/%'"
    assert read(warehouse, figures) == read(undisturbed, figures)

    before = (warehouse / "jixiao.duckdb").read_bytes()
    shutil.rmtree(raw)
    raw.mkdir()
    code, _, messages = run(raw, warehouse)
    assert code == 1
    assert "变为 0 个" in messages
    assert "--accept-losses" in messages
    assert (warehouse / "jixiao.duckdb").read_bytes() == before


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


def test_killed_in_each_stage_the_next_night_publishes_the_same(tmp_path: Path, undisturbed: Path):
    raw, warehouse = lay_out(tmp_path / "raw"), tmp_path / "warehouse"
    for stage in STAGES:
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
