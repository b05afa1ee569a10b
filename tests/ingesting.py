"""Runs the ingest stage in this process, night after night, and tells what became of each file."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows.model.settings import Settings
from flows.store.staging import Staging

REPORT = """青禾县{department}2020年度部门整体支出绩效自评报告

{department}2020年度收入合计{amount}万元，其中一般公共预算财政拨款{amount}万元。支出合计{amount}万元。
"""

Night = Callable[..., dict[str, list[tuple[str, bool, str]]]]


def settings_in(folder: Path) -> Settings:
    raw = folder / "raw"
    raw.mkdir()
    return Settings(raw=raw, warehouse=folder / "warehouse", settle_seconds=0.5, document_seconds=30)


def report(folder: Path, name: str, amount: int = 100) -> Path:
    path = folder / name
    return put(path, REPORT.format(department=path.stem, amount=amount).encode(), amount)


def put(path: Path, content: bytes, amount: int = 0) -> Path:
    """A file that was changed two hours ago; the time differs where the amount does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    hours_ago = time.time() - 7200
    os.utime(path, (hours_ago, hours_ago + amount / 1000))
    return path


def nights_of(settings: Settings) -> Night:
    """Runs the stage and gives each file's outcomes: stage, success, reason."""
    from flows.night.ingest import ingest

    nights = iter(range(1, 100))

    def run(**changes: object) -> dict[str, list[tuple[str, bool, str]]]:
        chosen = replace(settings, **changes)  # type: ignore[arg-type]
        run_id = f"night{next(nights)}"
        with Staging(chosen.staging) as staging:
            staging.begin_run(run_id, datetime(2031, 1, 5, 2, tzinfo=UTC))
        ingest(chosen, run_id)
        with Staging(chosen.staging) as staging:
            found = staging.outcomes(run_id)
        assert len({(outcome.source_path, outcome.stage) for outcome in found}) == len(found)
        outcomes: dict[str, list[tuple[str, bool, str]]] = {}
        for outcome in found:
            stage = (outcome.stage, outcome.is_ok, outcome.reason)
            outcomes.setdefault(outcome.source_path, []).append(stage)
        return outcomes

    return run


def read(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.staging), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def write(settings: Settings, sql: str) -> None:
    with duckdb.connect(str(settings.staging)) as connection:
        connection.execute(sql)


def current(settings: Settings) -> list[str]:
    return [str(path) for (path,) in read(settings, "select source_path from documents where is_present order by 1")]
