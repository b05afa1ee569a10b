"""Quiet revisions: what a corrected version changed, dropped and added, and what was taken away."""

import csv
import io
from pathlib import Path

from typer.testing import CliRunner, Result

from flows.cli import app


def diff(warehouse: Path, *words: object) -> Result:
    return CliRunner().invoke(app, ["diff", "--warehouse", str(warehouse), *map(str, words)])


def changes(warehouse: Path, *words: object) -> list[dict[str, str]]:
    result = diff(warehouse, *words, "--format", "csv")
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_what_a_correction_changed_is_listed_with_both_values_and_places(published: Path) -> None:
    path = "示例省/示例市/青禾县/2020/住建局.txt"
    changed, of_three, dropped, added, withdrawn = changes(published)
    assert (changed["变化"], changed["标签"], changed["原印数字"], changed["新印数字"], changed["差额"]) == (
        "改动", "政府性基金预算财政拨款", "150万元", "140万元", "-100000",
    )  # fmt: skip
    assert (changed["原位置"], changed["新位置"], changed["原文件"], changed["新文件"]) == (
        "段落2",
        "段落2",
        path,
        path,
    )
    assert (of_three["原印数字"], of_three["新印数字"]) == ("2.00万元", "3.00万元")
    assert (dropped["变化"], dropped["原印数字"], dropped["新印数字"]) == ("删除", "3万元", "")
    assert (added["变化"], added["原印数字"], added["新印数字"]) == ("新增", "", "4万元")
    assert (withdrawn["变化"], withdrawn["原文件"]) == ("撤下", path.replace("住建局", "教育局"))


def test_what_was_corrected_before_the_day_is_left_out(published: Path) -> None:
    assert [row["变化"] for row in changes(published, "--since", "2999-01-01")] == ["撤下"]
    assert len(changes(published, "--since", "2001-01-01")) == 5


def test_the_screen_shows_them_too(published: Path) -> None:
    shown = diff(published).stdout
    assert "150万元" in shown
    assert "140万元" in shown


def test_a_day_that_is_none_is_wrong_use(published: Path) -> None:
    assert diff(published, "--since", "去年").exit_code == 2


def test_where_nothing_was_published_the_way_out_is_told(tmp_path: Path) -> None:
    assert diff(tmp_path).exit_code == 1
