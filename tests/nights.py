"""Runs whole nights as people do: the command, in a process of its own, with its own Prefect."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from tests.beside import ROOT
from tests.prefect_records import lend

REPORTS = ROOT / "raw" / "示例省"
HANGS = 900  # seconds: ends what never would, on however slow a machine; nothing is measured by it
COMMAND = [sys.executable, "-c", "from flows.cli import app; app()"]


def lay_out(raw: Path) -> Path:
    """A folder of reports in three formats, with the sample's places."""
    shutil.copytree(REPORTS, raw / "示例省")
    return raw


def start(
    raw: Path,
    warehouse: Path,
    *more: str,
    environment: Mapping[str, str] | None = None,
    from_nothing: bool = False,
) -> subprocess.Popen[str]:
    """A night in a process of its own; none of Prefect's variables but those given here.

    `from_nothing` leaves it to Prefect to make its records, as on the first night of all.
    """
    if not from_nothing:
        lend(warehouse / ".prefect")
    words = ["nightly", "--raw", str(raw), "--warehouse", str(warehouse), *more]
    return subprocess.Popen(
        [*COMMAND, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        | dict(environment or {}),
    )


def run(
    raw: Path,
    warehouse: Path,
    *more: str,
    environment: Mapping[str, str] | None = None,
    from_nothing: bool = False,
) -> tuple[int, str, str]:
    process = start(raw, warehouse, *more, environment=environment, from_nothing=from_nothing)
    output, messages = process.communicate(timeout=HANGS)
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

    `lifecycle` does: of a night that was killed just after the swap, the findings are known the next time. A night that
    was killed has a number too.
    """
    tables = read(
        warehouse,
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_schema = 'marts' or table_name in ('findings', 'comparisons') order by all",
    )
    columns = "columns(lambda name: name not in ('lifecycle', 'first_night_no', 'first_seen_at'))"
    return {str(table): read(warehouse, f"select {columns} from {table} order by all") for (table,) in tables}
