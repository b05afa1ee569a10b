"""Columns of change: the difference and the rate that stand beside two years follow from them."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction.printed_tables import report, table


def statuses(*rows: str) -> list[str]:
    blocks = ("支出情况表", "单位：万元", table(*rows))
    found = judge(extract(report("青禾县民政局2022年度部门决算", *blocks), SourceClues("青禾县/2022/决算.docx")))
    return [one.status for one in found if one.rule_code == "A24"]


@pytest.mark.parametrize(
    "heading",
    [
        ("项目 | 2021年决算数 | 2022年决算数 | 增减额 | 增减%",),
        ("项目 | 上年数 | 本年数 | 比上年增减 | 增减率",),
        ("项目 | 上年数 | 本年数 | 增减（+/-） | 增减幅度",),
        ("项目 | 上年数 | 本年数 | 增（+）减（-） | 同比±%",),
        ("项目 | 上年决算数 | 本年决算数 | <2>增减情况", "^ | ^ | ^ | 金额 | 比例（%）"),
        ("项目 | 2021年预算数 | 2022年预算数 | <2>2022年预算数与2021年预算数增减", "^ | ^ | ^ | 增减额 | 增减%"),
    ],
)
@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("基本支出 | 60.00 | 66.00 | 6.00 | 10.00", ["pass", "pass"]),
        ("基本支出 | 60.00 | 66.00 | 9.00 | 10.00", ["fail", "pass"]),
        ("基本支出 | 60.00 | 66.00 | 6.00 | 9.09", ["pass", "fail"]),
        ("基本支出 | 60.00 | 66.00 | 6.00 | 0.10", ["pass"]),
        ("基本支出 | 60.00 | 54.00 | -6.00 | -10.00", ["pass", "pass"]),
        ("基本支出 | 60.00 | 54.00 | 6.00 | 10.00", ["pass", "pass"]),
        ("基本支出 | 0 | 54.00 | 54.00 | 100.00", ["pass"]),
        ("基本支出 |  | 54.00 | 54.00 | ", []),
    ],
)
def test_a_change_follows_from_the_two_years_beside_it(heading, row, wanted):
    assert statuses(*heading, row) == wanted


def test_lines_of_a_classification_change_too():
    head = ("科目编码 | 科目名称 | 上年数 | 本年数 | 增减额 | 增减率",)
    assert statuses(*head, "2080201 | 行政运行 | 60.00 | 66.00 | 6.00 | 10.10") == ["pass", "fail"]


def test_the_uses_of_this_year_may_stand_between():
    head = (
        "项目 | 2021年执行数 | <3>2022年预算数 | <2>与2021年执行数相比增减",
        "^ | ^ | 合计 | 基本支出 | 项目支出 | 增减额 | 增减%",
    )
    assert statuses(*head, "教育支出 | 60.00 | 66.00 | 50.00 | 16.00 | 6.00 | 10.00%") == ["pass", "pass"]
    assert statuses(*head, "教育支出 | 60.00 | 66.00 | 50.00 | 16.00 | 16.00 | 10.00%") == ["fail", "pass"]


def test_a_column_that_prints_signs_prints_them_in_every_row():
    head = "项目 | 2021年决算数 | 2022年决算数 | 增减额 | 增减%"
    rows = ("基本支出 | 60.00 | 54.00 | -6.00 | -10.00", "项目支出 | 60.00 | 54.00 | 6.00 | 10.00")
    assert statuses(head, *rows) == ["pass", "pass", "fail", "fail"]


def test_what_is_compared_with_the_budget_is_not_held_against_last_year():
    assert statuses("项目 | 上年决算数 | 本年决算数 | 比预算增减", "基本支出 | 60.00 | 66.00 | 9.00") == []
    assert statuses("项目 | 年初预算数 | 决算数 | 增减额", "基本支出 | 60.00 | 66.00 | 6.00") == []


def test_a_change_since_another_year_is_not_held_against_the_one_beside_it():
    assert (
        statuses("项目 | 2022年 | 2021年 | 2020年 | 2022年比2020年增减", "基本支出 | 60.00 | 66.00 | 50.00 | 10.00")
        == []
    )


def test_a_second_amount_of_a_year_may_be_a_change_by_another_name():
    assert statuses("项目 | 2022年 | 2021年 | 出入 | 增减%", "基本支出 | 66.00 | 60.00 | 6.00 | 10.00") == []


def test_the_amounts_of_last_year_are_not_this_years():
    grid = table("项目 | 上年决算数 | 本年决算数", "公务接待费 | 60.00 | 54.00", "年初结转和结余 | 3.00 | 4.00")
    blocks = ("“三公”经费支出决算表", "单位：万元", grid)
    found = extract(report("青禾县民政局2022年度部门决算", *blocks), SourceClues("青禾县/2022/决算.docx"))
    assert [one.period_year for one in found.figures] == [2021, 2022] * 2
