"""Lists with a project in each row."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction.printed_tables import report, table

ROWS = ("1 | {}河道整治 | 150.00 | 145.00 | 96.67%", "2 | {}水库加固 | 100.00 | 90.00 | 95.00%")


@pytest.mark.parametrize(
    ("title", "head", "before"),
    [
        ("项目支出情况表（单位：万元）", "序号 | 项目 | 预算数 | 执行数 | 执行率", ""),
        ("项目支出绩效自评情况汇总表", "序号 | 项目（政策）名称 | 预算数 | 执行数 | 执行率", ""),
        ("情况表", "序号 | 项目名称 | 预算数 | 执行数 | 执行率", ""),
        ("项目支出绩效自评情况汇总表", "序号 | 主管部门 | 项目名称 | 预算数 | 执行数 | 执行率", "青禾县水利局 | "),
    ],
)
def test_each_row_is_a_project_with_its_money(title, head, before):
    found = extract(
        report(
            "青禾县水利局2023年度部门整体支出绩效自评报告", title, table(head, *(row.format(before) for row in ROWS))
        ),
        SourceClues(""),
    )
    money = {
        (figure.scope_name, figure.measure_code): figure.value
        for figure in found.figures
        if figure.measure_code in {"project_budget", "project_spent"}
    }
    assert list(money) == [
        ("河道整治", "project_budget"), ("河道整治", "project_spent"),
        ("水库加固", "project_budget"), ("水库加固", "project_spent"),
    ]  # fmt: skip
    assert [project.project_name for project in found.projects] == ["河道整治", "水库加固"]
    [wrong] = [one for one in judge(found) if one.status == "fail"]
    assert (wrong.rule_code, wrong.left_value, wrong.right_value) == ("A14", Decimal(95), Decimal(90))


def test_rows_of_income_below_the_same_head_are_no_projects():
    found = extract(
        report(
            "2023年青禾县一般公共预算执行情况表",
            table("项目 | 预算数 | 执行数", "税收收入 | 50.00 | 40.00", "教育支出 | 30.00 | 20.00"),
        ),
        SourceClues(""),
    )
    assert not found.projects
    assert {figure.scope_name for figure in found.figures} == {""}


def test_what_each_department_has_in_a_list_of_projects_is_projects_money():
    rows = (
        "序号 | 部门 | 项目个数 | 全年预算数 | 执行数 | 执行率 | <4>自评等次", "^ | ^ | ^ | ^ | ^ | ^ | 优 | 良 | 中 | 差",
        "1 | 县水利局 | 12 | 9275.00 | 8416.93 | 90.75% | 8 | 4 | — | —",
        "2 | 县民政局 | 9 | 6218.43 | 6190.06 | 99.54% | 9 | — | — | —",
        "<2>合计 | 21 | 15493.43 | 14606.99 | 94.28% | 17 | 4 | — | —",
    )  # fmt: skip
    found = extract(
        report(
            "青禾县财政局关于2023年度项目支出绩效自评情况的公告",
            "附表1  各部门项目支出绩效自评汇总",
            "单位：个、万元",
            table(*rows),
        ),
        SourceClues(""),
    )
    codes = {figure.printed: figure.measure_code for figure in found.figures}
    assert [codes[number] for number in ("9275.00", "8416.93", "6218.43")] == [
        "project_budget", "project_spent", "project_budget",
    ]  # fmt: skip
