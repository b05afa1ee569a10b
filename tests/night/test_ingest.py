"""The ingest stage on folders that hold what folders hold; runs in this process, with real readers."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from flows.model.exceptions import RawFolderLost, ReadingLost, StageFailed
from flows.model.settings import Settings
from flows.store.schema import FACTS
from tests.ingesting import REPORT, Night, current, nights_of, put, read, report, settings_in, write
from tests.jobs import be_killed, hang

pytestmark = pytest.mark.usefixtures("prefect_api")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
def night(settings: Settings) -> Night:
    return nights_of(settings)


def test_a_bad_file_costs_nothing_but_itself(settings: Settings, night: Night):
    report(settings.raw, "县/教育局.txt")
    (settings.raw / "空.docx").write_bytes(b"")
    (settings.raw / "坏.docx").write_bytes(b"this is no zip archive")
    (settings.raw / "目录.docx").mkdir()
    (settings.raw / "信.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    outcomes = night()
    assert [stage[:2] for stage in outcomes["县/教育局.txt"]] == [
        ("read", True),
        ("extract", True),
        ("judge", True),
        ("load", True),
    ]
    reasons = {path: stages for path, stages in outcomes.items() if path != "县/教育局.txt"}
    assert {path: [(stage, ok) for stage, ok, _ in stages] for path, stages in reasons.items()} == {
        path: [("read", False)] for path in ("空.docx", "坏.docx", "目录.docx", "信.rar")
    }
    assert "文件是空的" in reasons["空.docx"][0][2]
    assert "文件已损坏" in reasons["坏.docx"][0][2]
    assert "是文件夹" in reasons["目录.docx"][0][2]
    assert "暂不支持" in reasons["信.rar"][0][2]
    assert current(settings) == ["县/教育局.txt"]


def test_a_report_without_any_number_is_taken_and_told(settings: Settings, night: Night):
    (settings.raw / "甲.txt").write_text("教育局绩效自评报告\n\n本部门认真开展了绩效自评工作。\n", encoding="utf-8")
    for _ in range(2):  # each night tells it, though nothing is read anew
        [reason] = [reason for stage, is_ok, reason in night()["甲.txt"] if (stage, is_ok) == ("content", False)]
        assert "没有读到任何数字" in reason
    assert current(settings) == ["甲.txt"]


def test_notices_stop_no_night_and_are_not_told_of_where_a_person_vouches(settings: Settings, night: Night):
    for name in ("甲", "乙", "丙"):
        (settings.raw / f"{name}.txt").write_text(f"关于{name}局开展绩效自评工作的通知\n\n请报送。\n", encoding="utf-8")
    manifest = "source_path,county_id,department_name,fiscal_year,is_counted\n甲.txt,,,,是\n"
    (settings.raw / "manifest.csv").write_text(manifest, encoding="utf-8")
    for _ in range(2):
        told = {path for path, stages in night().items() if any(stage == "content" for stage, _, _ in stages)}
        assert told == {"乙.txt", "丙.txt"}
    assert read(settings, "select distinct substance from documents") == [("notice",)]


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


def test_what_is_wrong_with_the_manifest_is_told_by_its_lines_and_the_night_goes_on(settings: Settings, night: Night):
    report(settings.raw, "教育局.txt")
    (settings.raw / "manifest.csv").write_text(
        "source_path,county_id,department_name,fiscal_year\n"
        '教育局.txt,430623,教育局,20x20\n没有.txt,"430623,某局,2020\n教育局.txt,430623,教育局,2019\n',
        encoding="utf-16",
    )
    [(stage, is_ok, reason)] = night()["manifest.csv"]
    assert (stage, is_ok) == ("manifest", False)
    assert "第 2 行不起作用：年度 20x20" in reason and "第 3 行不起作用：引号" in reason
    assert read(settings, "select county_id, fiscal_year, place_source from headings") == [("430623", 2019, "manifest")]


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
    import flows.night.ingest

    real = flows.night.ingest.take_contents

    def vanish_first(*arguments: object) -> object:
        gone.unlink()
        return real(*arguments)

    monkeypatch.setattr(flows.night.ingest, "take_contents", vanish_first)
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


def test_a_folder_that_never_was_there_stops_the_night(settings: Settings, night: Night):
    settings.raw.rmdir()
    with pytest.raises(StageFailed, match=f"找不到文件夹 {settings.raw}"):
        night()


def test_more_than_a_tenth_of_the_files_gone_stops_the_night(settings: Settings, night: Night, ten_reports: list[Path]):
    for path in ten_reports[:2]:
        path.unlink()
    with pytest.raises(RawFolderLost, match="原有的 10 个文件有 2 个不见了"):
        night()
    assert len(current(settings)) == 10
    night(accepts_losses=True)
    assert len(current(settings)) == 8


@pytest.mark.parametrize("is_there", [True, False], ids=["empty", "missing"])
def test_an_empty_folder_stops_the_night(settings: Settings, night: Night, ten_reports: list[Path], is_there: bool):
    shutil.rmtree(settings.raw)
    if is_there:
        settings.raw.mkdir()
    with pytest.raises(RawFolderLost, match="原有的 10 个文件有 10 个不见了"):
        night()
    assert len(current(settings)) == 10


def test_files_that_were_moved_are_not_lost(settings: Settings, night: Night, ten_reports: list[Path]):
    for path in ten_reports:
        (settings.raw / "青禾县").mkdir(exist_ok=True)
        path.rename(settings.raw / "青禾县" / path.name)
    night()
    assert len(current(settings)) == 10
    assert current(settings)[0] == "青禾县/局0.txt"


def test_a_file_that_was_moved_says_where_it_is(settings: Settings, night: Night, ten_reports: list[Path]):
    (settings.raw / "青禾县").mkdir()
    ten_reports[0].rename(settings.raw / "青禾县" / "教育局.txt")
    assert night()["局0.txt"] == [("read", True, "已不在此处，相同内容现在 青禾县/教育局.txt")]


def test_a_copy_of_what_cannot_be_read_cannot_be_read_either(settings: Settings, night: Night):
    for name in ("甲.docx", "乙.docx"):
        (settings.raw / name).write_bytes(b"this is no zip archive")
    for _ in range(2):  # as it is read, and as it is remembered
        [(stage, is_ok, reason)] = night()["甲.docx"]
        assert (stage, is_ok) == ("read", False)
        assert reason.startswith("与 乙.docx 内容相同，同样无法处理：文件已损坏")


def test_of_two_copies_the_one_in_a_county_s_folder_is_read(settings: Settings, night: Night):
    first = report(settings.raw, "上报/教育局.txt")
    shutil.copy2(first, settings.raw / "乙.txt")
    assert night()["乙.txt"] == [("read", True, "与 上报/教育局.txt 内容相同")]
    (settings.raw / "青禾县").mkdir()
    shutil.copy2(first, settings.raw / "青禾县" / "教育局.txt")
    assert night()["上报/教育局.txt"] == [("read", True, "与 青禾县/教育局.txt 内容相同")]
    assert current(settings) == ["青禾县/教育局.txt"]
    (settings.raw / "manifest.csv").write_text(
        "source_path,county_id,department_name,fiscal_year\n乙.txt,990101,教育局,2020\n", encoding="utf-8"
    )
    night()
    assert current(settings) == ["乙.txt"]


def test_a_report_that_ran_out_of_time_is_tried_again_when_the_limit_is_another(
    settings: Settings, night: Night, monkeypatch: pytest.MonkeyPatch
):
    report(settings.raw, "教育局.txt")
    with monkeypatch.context() as changed:
        changed.setattr("flows.night.ingest.understand", hang)
        [(stage, is_ok, first)] = night(document_seconds=1)["教育局.txt"]
    assert (stage, is_ok) == ("read", False)
    assert first.startswith("处理超过 1 秒，已中止")
    assert night(document_seconds=1)["教育局.txt"] == [("read", False, first)]
    assert ("load", True, "") in night(document_seconds=60)["教育局.txt"]


def test_a_folder_that_cannot_be_opened_keeps_what_was_read_of_it(
    settings: Settings, night: Night, ten_reports: list[Path], monkeypatch: pytest.MonkeyPatch
):
    shut = settings.raw / "县"
    shut.mkdir()
    for path in ten_reports[:5]:
        path.rename(shut / path.name)
    night()
    real = os.scandir

    def deny(folder: str) -> object:
        if os.fspath(folder) == str(shut):
            raise PermissionError(13, "Permission denied", str(shut))
        return real(folder)

    monkeypatch.setattr(os, "scandir", deny)
    outcomes = night()
    assert outcomes["县"] == [("read", False, "文件夹无法打开（Permission denied）：请检查权限；其中已读的报告仍沿用")]
    assert outcomes["局9.txt"] == [("read", True, "内容未变，沿用已有结果")]
    assert not any(path.startswith("县/") for path in outcomes)
    assert len(current(settings)) == 10


def test_a_file_that_is_replaced_by_a_dead_link_keeps_what_was_read_of_it(
    settings: Settings, night: Night, ten_reports: list[Path]
):
    ten_reports[0].unlink()
    ten_reports[0].symlink_to(settings.raw / "没有.txt")
    assert night()["局0.txt"] == [("read", False, "链接指向的文件不存在")]
    assert len(current(settings)) == 10


@pytest.fixture
def published(settings: Settings, ten_reports: list[Path]) -> list[Path]:
    """Ten reports of a night that was published."""
    write(settings, "update runs set is_published = true")
    return ten_reports


def be_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is read again."""
    for module in ("planning", "understanding"):
        monkeypatch.setattr(f"flows.night.{module}.extractor_version", lambda: "another")


@pytest.mark.long
def test_a_night_in_which_more_files_fail_than_usual_stops_and_is_taken_up_again(
    settings: Settings, night: Night, published: list[Path], monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as changed:
        be_another_version(changed)
        changed.setattr("flows.night.ingest.understand", be_killed)
        for _ in range(2):
            with pytest.raises(ReadingLost, match=r"10 个文件中有 10 个这次没能读出.*SIGKILL.*--accept-losses"):
                night()
        assert len(current(settings)) == 10
        night(accepts_losses=True)
    assert len(current(settings)) == 10


@pytest.mark.long
def test_new_files_that_the_machine_ends_stop_a_night_too_but_never_the_first_one(
    settings: Settings, night: Night, published: list[Path], monkeypatch: pytest.MonkeyPatch
):
    for number in range(6):
        report(settings.raw, f"新局{number}.txt", number + 50)
    with monkeypatch.context() as changed:
        changed.setattr("flows.night.ingest.understand", be_killed)
        with pytest.raises(ReadingLost, match="16 个文件中有 6 个"):
            night()
        write(settings, "update runs set is_published = false")
        night()
    night()
    assert len(current(settings)) == 16


def test_reports_that_all_were_emptied_overnight_stop_the_night(
    settings: Settings, night: Night, published: list[Path]
):
    put(published[0], b"")
    night()
    for path in published[1:3]:
        put(path, b"")
    with pytest.raises(ReadingLost, match="文件是空的"):
        night()


def test_reports_that_come_in_broken_cost_nothing_but_themselves_however_many(
    settings: Settings, night: Night, published: list[Path]
):
    for number in range(12):
        put(settings.raw / f"坏{number}.docx", f"this is no zip archive {number}".encode())
    assert "文件已损坏" in night()["坏0.docx"][0][2]


@pytest.mark.long
def test_files_that_fail_every_night_are_usual(
    settings: Settings, night: Night, published: list[Path], monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as changed:
        be_another_version(changed)
        changed.setattr("flows.night.ingest.understand", be_killed)
        night(accepts_losses=True)
        write(settings, "update runs set is_published = true")
        night()
    assert len(current(settings)) == 10
