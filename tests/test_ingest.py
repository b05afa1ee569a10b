"""The ingest stage on folders that hold what folders hold; runs in this process, with real readers."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from flows.exceptions import RawFolderLost
from flows.settings import Settings
from flows.store.schema import FACTS
from flows.store.staging import Staging

pytestmark = pytest.mark.usefixtures("prefect_api")

REPORT = """青禾县{department}2020年度部门整体支出绩效自评报告

{department}2020年度收入合计{amount}万元，其中一般公共预算财政拨款{amount}万元。支出合计{amount}万元。
"""

Night = Callable[..., dict[str, list[tuple[str, bool, str]]]]


def report(folder: Path, name: str, amount: int = 100) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT.format(department=path.stem, amount=amount), encoding="utf-8")
    hours_ago = time.time() - 7200
    os.utime(path, (hours_ago, hours_ago + amount / 1000))
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    raw = tmp_path / "raw"
    raw.mkdir()
    return Settings(raw=raw, warehouse=tmp_path / "warehouse", settle_seconds=0.5, document_seconds=30)


@pytest.fixture
def night(settings: Settings) -> Iterator[Night]:
    """Runs the stage and gives each file's outcomes: stage, success, reason."""
    from flows.ingest import ingest

    nights = iter(range(1, 100))

    def run(**changes: object) -> dict[str, list[tuple[str, bool, str]]]:
        chosen = replace(settings, **changes)  # type: ignore[arg-type]
        run_id = f"night{next(nights)}"
        with Staging(chosen.staging) as staging:
            staging.begin_run(run_id, datetime(2031, 1, 5, 2))
        ingest(chosen, run_id)
        with Staging(chosen.staging) as staging:
            found = staging.outcomes(run_id)
        outcomes: dict[str, list[tuple[str, bool, str]]] = {}
        for outcome in found:
            stage = (outcome.stage, outcome.is_ok, outcome.reason)
            outcomes.setdefault(outcome.source_path, []).append(stage)
        return outcomes

    yield run


def read(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.staging), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def current(settings: Settings) -> list[str]:
    return [str(path) for (path,) in read(settings, "select source_path from documents where is_present order by 1")]


def test_a_bad_file_costs_nothing_but_itself(settings: Settings, night: Night):
    report(settings.raw, "县/教育局.txt")
    (settings.raw / "空.docx").write_bytes(b"")
    (settings.raw / "坏.docx").write_bytes(b"this is no zip archive")
    (settings.raw / "目录.docx").mkdir()
    (settings.raw / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    outcomes = night()
    assert [stage[:2] for stage in outcomes["县/教育局.txt"]] == [
        ("read", True),
        ("extract", True),
        ("judge", True),
        ("load", True),
    ]
    reasons = {path: stages for path, stages in outcomes.items() if path != "县/教育局.txt"}
    assert {path: [(stage, ok) for stage, ok, _ in stages] for path, stages in reasons.items()} == {
        path: [("read", False)] for path in ("空.docx", "坏.docx", "目录.docx", "图.png")
    }
    assert "文件是空的" in reasons["空.docx"][0][2]
    assert "文件已损坏" in reasons["坏.docx"][0][2]
    assert "是文件夹" in reasons["目录.docx"][0][2]
    assert "暂不支持" in reasons["图.png"][0][2]
    assert current(settings) == ["县/教育局.txt"]


def test_a_report_without_any_number_is_taken_and_told(settings: Settings, night: Night):
    (settings.raw / "甲.txt").write_text("教育局绩效自评报告\n\n本部门认真开展了绩效自评工作。\n", encoding="utf-8")
    assert ("extract", True, "未读到任何数字") in night()["甲.txt"]
    assert current(settings) == ["甲.txt"]


def test_a_second_night_reads_nothing_and_changes_no_row(settings: Settings, night: Night):
    for number in range(3):
        report(settings.raw, f"局{number}.txt", number + 1)
    (settings.raw / "坏.docx").write_bytes(b"this is no zip archive")
    records = ["files", "documents", "document_paths", "rejections"]
    night()
    before = {table: read(settings, f"from {table} order by all") for table in (*FACTS, *records)}
    outcomes = night()
    assert {table: read(settings, f"from {table} order by all") for table in (*FACTS, *records)} == before
    assert outcomes["局1.txt"] == [("read", True, "内容未变，沿用已有结果")]
    assert [stage[:2] for stage in outcomes["坏.docx"]] == [("read", False)]


def test_a_corrected_report_becomes_the_current_version(settings: Settings, night: Night):
    report(settings.raw, "教育局.txt", 100)
    night()
    report(settings.raw, "教育局.txt", 101)
    night()
    values = "select distinct value from figures join documents using (document_id) where {} is_present"
    assert read(settings, values.format("")) == [(1010000,)]
    assert read(settings, values.format("not")) == [(1000000,)]


def test_a_row_of_the_manifest_makes_a_report_be_understood_anew(settings: Settings, night: Night):
    report(settings.raw, "教育局.txt")
    night()
    (settings.raw / "manifest.csv").write_text(
        "source_path,county_id,department_name,fiscal_year\n教育局.txt,430623,教育局,2020\n没有.txt,430623,某局,2020\n",
        encoding="utf-8",
    )
    outcomes = night()
    assert read(settings, "select county_id, place_source from headings") == [("430623", "manifest")]
    [(stage, is_ok, reason)] = outcomes["没有.txt"]
    assert (stage, is_ok) == ("manifest", False)
    assert "不在 raw/ 中" in reason


def test_a_copy_is_read_once(settings: Settings, night: Night):
    shutil.copy2(report(settings.raw, "甲.txt"), settings.raw / "乙.txt")
    outcomes = night()
    assert outcomes["甲.txt"] == [("read", True, "与 乙.txt 内容相同")]
    assert read(settings, "select count(*) from documents") == [(1,)]


def test_a_file_that_is_still_being_copied_is_taken_the_next_time(settings: Settings, night: Night):
    report(settings.raw, "教育局.txt")
    growing = settings.raw / "民政局.txt"
    growing.write_text(REPORT.format(department="民政局", amount=7), encoding="utf-8")
    is_done = threading.Event()

    def copy() -> None:
        while not is_done.wait(0.1):
            with growing.open("a", encoding="utf-8") as handle:
                handle.write("又一段。\n")

    writer = threading.Thread(target=copy)
    writer.start()
    try:
        outcomes = night()
    finally:
        is_done.set()
        writer.join()
    assert outcomes["民政局.txt"] == [("read", False, "文件正在写入：下一次运行再取")]
    assert current(settings) == ["教育局.txt"]
    night()
    assert current(settings) == ["教育局.txt", "民政局.txt"]


def test_a_file_that_vanishes_after_it_was_listed_is_told(
    settings: Settings, night: Night, monkeypatch: pytest.MonkeyPatch
):
    report(settings.raw, "教育局.txt")
    gone = report(settings.raw, "民政局.txt")
    import flows.ingest

    real = flows.ingest.take_contents

    def vanish_first(*arguments: object) -> object:
        gone.unlink()
        return real(*arguments)

    monkeypatch.setattr(flows.ingest, "take_contents", vanish_first)
    assert night()["民政局.txt"] == [("read", False, "读取时文件已不在：下一次运行再取")]
    assert current(settings) == ["教育局.txt"]


@pytest.fixture
def ten_reports(settings: Settings, night: Night) -> list[Path]:
    paths = [report(settings.raw, f"局{number}.txt", number + 1) for number in range(10)]
    night()
    return paths


def test_a_tenth_of_the_files_may_go(settings: Settings, night: Night, ten_reports: list[Path]):
    ten_reports[0].unlink()
    assert night()["局0.txt"] == [("read", True, "文件已撤下，不再计入当前")]
    assert len(current(settings)) == 9


def test_more_than_a_tenth_of_the_files_gone_stops_the_night(settings: Settings, night: Night, ten_reports: list[Path]):
    for path in ten_reports[:2]:
        path.unlink()
    with pytest.raises(RawFolderLost, match="由 10 个变为 8 个"):
        night()
    assert len(current(settings)) == 10
    night(accepts_losses=True)
    assert len(current(settings)) == 8


@pytest.mark.parametrize("is_there", [True, False], ids=["empty", "missing"])
def test_an_empty_folder_stops_the_night(settings: Settings, night: Night, ten_reports: list[Path], is_there: bool):
    shutil.rmtree(settings.raw)
    if is_there:
        settings.raw.mkdir()
    with pytest.raises(RawFolderLost, match="由 10 个变为 0 个"):
        night()
    assert len(current(settings)) == 10


def test_files_that_were_moved_are_not_lost(settings: Settings, night: Night, ten_reports: list[Path]):
    for path in ten_reports:
        (settings.raw / "青禾县").mkdir(exist_ok=True)
        path.rename(settings.raw / "青禾县" / path.name)
    night()
    assert len(current(settings)) == 10
    assert current(settings)[0] == "青禾县/局0.txt"
