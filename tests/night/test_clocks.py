"""Whole nights on machines whose zone changes and whose clock is set back or stands in the future: their order stays."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests import nights
from tests.published import FOLDER

pytestmark = pytest.mark.long

PATH = FOLDER / "住建局.txt"
REPORT = """青禾县住房和城乡建设局2020年度部门整体支出绩效自评报告
2020年三公经费决算数12.00万元，其中公务接待费{}万元、公务用车运行维护费10.00万元。
"""
RIGHT, WRONG = REPORT.format("2.00"), REPORT.format("3.00")
WORSE = WRONG.replace("12.00", "11.00")
NOW = timedelta()
# The clock of a night, moved before anything has asked it.
MOVED = """
import sys
from datetime import timedelta
from flows.model import settings as clock
moved, real = timedelta(seconds=float(sys.argv.pop(1))), clock.now
clock.now = lambda: real() + moved
from flows.cli import app
app()
"""


class Story:
    """A folder of reports with its warehouse, night after night."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.warehouse = folder / "raw", folder / "warehouse"

    def night(self, text: str, zone: str = "Asia/Shanghai", moved: timedelta = NOW) -> None:
        """Publish a night that finds this text; the clock of the machine is moved, its zone is this one."""
        path = self.raw / PATH
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        command = (
            [sys.executable, "-c", MOVED, str(moved.total_seconds()), "nightly"]
            if moved
            else [*nights.COMMAND, "nightly"]
        )
        process = subprocess.run(
            [*command, "--raw", str(self.raw), "--warehouse", str(self.warehouse)],
            capture_output=True,
            text=True,
            timeout=nights.HANGS,
            env={name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | {"TZ": zone},
        )
        assert process.returncode == 0, process.stderr

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        return nights.read(self.warehouse, sql)

    def lifecycle(self) -> list[tuple[object, ...]]:
        return self.ask(
            "select distinct status, lifecycle from quality.findings "
            "where rule_code = 'A07' and lifecycle is not null order by all"
        )

    def changes(self) -> set[tuple[object, object]]:
        """What `diff` tells: the printed numbers before and after."""
        from flows.store.changes import read_changes

        answer = read_changes(self.warehouse / "jixiao.duckdb", None)
        before, after = (answer.columns.index(name) for name in ("原印数字", "新印数字"))
        return {(row[before], row[after]) for row in answer.rows}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return Story(tmp_path_factory.mktemp("clocks"))


def test_a_machine_that_moves_to_a_zone_further_west_publishes_the_corrected_report(story: Story):
    story.night(WRONG, "Asia/Shanghai")
    assert story.lifecycle() == [("fail", "new")]
    story.night(RIGHT, "UTC")
    assert story.ask("select is_current, version from marts.dim_documents order by version") == [(False, 1), (True, 2)]
    assert story.changes() == {("3.00万元", "2.00万元")}
    assert story.lifecycle() == [("pass", "gone")]


def test_after_a_clock_in_the_future_findings_go_on_to_be_new_and_known(story: Story):
    story.night(RIGHT, moved=timedelta(days=4000))
    story.night(WORSE)
    assert story.lifecycle() == [("fail", "regressed")]
    story.night(WORSE, "America/New_York", timedelta(days=-30))
    assert story.lifecycle() == [("fail", "known")]


def test_after_a_clock_set_back_the_last_file_is_the_current_one(story: Story):
    assert story.ask("select version, is_current from marts.dim_documents where is_current") == [(3, True)]
    assert story.changes() == {("3.00万元", "2.00万元"), ("12.00万元", "11.00万元"), ("2.00万元", "3.00万元")}


def test_what_came_later_never_has_an_earlier_moment(story: Story):
    moments = story.ask("select first_night_no, first_seen_at from marts.dim_documents order by first_night_no")
    assert [night for night, _ in moments] == [1, 2, 4]
    assert [moment for _, moment in moments] == sorted(moment for _, moment in moments)  # type: ignore[type-var]
    assert story.ask("select night_no from quality.runs order by night_no") == [(1,), (2,), (3,), (4,), (5,)]
    [(is_before,)] = story.ask(
        "select bool_or(documents.first_seen_at < earlier.ended_at) from marts.dim_documents as documents "
        "join quality.runs as earlier on earlier.night_no < documents.first_night_no"
    )
    assert not is_before


def test_the_page_says_which_clock_its_date_is_of(story: Story):
    page = (story.warehouse / "report" / "index.html").read_text(encoding="utf-8")
    assert "（时区 Asia/Shanghai，UTC+08:00）" in page
