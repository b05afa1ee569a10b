"""The grand totals of final accounts: 合计, what was left over, used up and distributed, and 总计 below them."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison
from tests.extraction.printed_tables import report, table

HEAD = ("<3>收入 | <3>支出", "项目 | 行次 | 金额 | 项目 | 行次 | 金额")
LINES = (
    "一、财政拨款收入 | 1 | 120.50 | 一、一般公共服务支出 | 31 | 8.30",
    "其中：政府性基金 | 2 | 5.00 | 八、社会保障和就业支出 | 38 | 115.20",
    "五、事业收入 | 3 | 10.00 |  |  | ",
    "本年收入合计 | 27 | 130.50 | 本年支出合计 | 57 | 123.50",
    "使用非财政拨款结余（含专用结余） | 28 | 3.00 | 结余分配 | 58 | 1.00",
    "年初结转和结余 | 29 | 5.00 | 年末结转和结余 | 59 | 14.00",
    "其中：项目支出结转和结余 | 30 | 2.00 | 其中：项目支出结转和结余 | 60 | 4.00",
    "总计 | 31 | 138.50 | 总计 | 61 | 138.50",
)
BY_FUND = (
    "<2>收入 | <4>支出",
    "项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款",
    "一、一般公共预算财政拨款 | 300.00 | 五、教育支出 | 340.00 | 290.00 | 50.00",
    "二、政府性基金预算财政拨款 | 50.00 |  |  |  | ",
    "本年收入合计 | 350.00 | 本年支出合计 | 340.00 | 290.00 | 50.00",
    "年初财政拨款结转和结余 | 3.00 | 年末财政拨款结转和结余 | 13.00 | 12.00 | 1.00",
    "一、一般公共预算财政拨款 | 2.00 |  |  |  | ",
    "二、政府性基金预算财政拨款 | 1.00 |  |  |  | ",
    "总计 | 353.00 | 总计 | 353.00 | 302.00 | 51.00",
)


def judged(title: str, *rows: str) -> tuple[Comparison, ...]:
    blocks = (title, "单位：万元", table(*rows))
    return judge(extract(report("青禾县民政局2022年度部门决算", *blocks), SourceClues("青禾县/2022/决算.docx")))


def statuses(*rows: str) -> list[str]:
    return [one.status for one in judged("收入支出决算总表", *HEAD, *rows) if one.rule_code == "A23"]


def with_change(old: str, new: str) -> list[str]:
    assert sum(old in row for row in LINES) == 1
    return [row.replace(old, new) for row in LINES]


def test_a_whole_table_with_surplus_used_and_distributed_is_right():
    found = judged("收入支出决算总表", *HEAD, *LINES)
    assert {one.rule_code: one.status for one in found if one.rule_code in {"A01", "A05", "A23"}} == {
        "A01": "not_applicable", "A05": "pass", "A23": "pass",
    }  # fmt: skip
    assert [one.explanation for one in found if one.status == "fail"] == []
    assert statuses(*LINES) == ["pass"] * 3


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ("总计 | 31 | 138.50", "总计 | 31 | 183.50", 2),
        ("总计 | 61 | 138.50", "总计 | 61 | 138.60", 2),
        ("结余分配 | 58 | 1.00", "结余分配 | 58 | 10.00", 1),
        ("年初结转和结余 | 29 | 5.00", "年初结转和结余 | 29 | 5.50", 1),
        ("本年支出合计 | 57 | 123.50", "本年支出合计 | 57 | 132.50", 1),
    ],
)
def test_an_error_between_the_sum_and_the_grand_total_is_found(old, new, failing):
    assert statuses(*with_change(old, new)).count("fail") == failing


def test_what_a_blank_addend_leaves_short_is_not_decided_and_what_is_too_much_is():
    short = statuses(*with_change("结余分配 | 58 | 1.00", "结余分配 | 58 | "))
    assert sorted(short) == ["not_applicable", "pass", "pass"]
    much = [row.replace("结余分配 | 58 | 1.00", "结余分配 | 58 | ") for row in with_change("59 | 14.00", "59 | 41.00")]
    assert statuses(*much).count("fail") == 1


def test_an_addend_that_nothing_is_known_of_is_named():
    rows = [*with_change("使用非财政拨款结余（含专用结余）", "动用以前年度调节基金")]
    [open_one] = [
        one
        for one in judged("收入支出决算总表", *HEAD, *rows)
        if one.rule_code == "A23" and one.status == "not_applicable"
    ]
    assert "动用以前年度调节基金" in open_one.reason


def test_what_the_sum_holds_already_is_not_added_again():
    grid = (
        "项目 | 决算数", "财政拨款收入 | 100", "上年结转 | 5", "收入合计 | 105", "收入总计 | 105", "支出合计 | 105", "支出总计 | 105",
    )  # fmt: skip
    assert {one.status for one in judged("收支总表", *grid) if one.rule_code == "A23"} == {"pass"}


def test_each_fund_of_the_treasury_adds_up_by_itself():
    found = [one for one in judged("财政拨款收入支出决算总表", *BY_FUND) if one.rule_code == "A23"]
    assert [(one.scope_name, one.status) for one in found] == [
        ("财政拨款", "pass"), ("财政拨款", "pass"), ("财政拨款", "pass"), ("一般公共预算财政拨款", "pass"),
        ("政府性基金预算财政拨款", "pass"),
    ]  # fmt: skip
    wrong = [row.replace("302.00", "320.00") for row in BY_FUND]
    failing = [one for one in judged("财政拨款收入支出决算总表", *wrong) if one.status == "fail"]
    [fail] = [one for one in failing if one.rule_code == "A23"]
    assert fail.scope_name == "一般公共预算财政拨款"
    assert [one for one in failing if one.cause_no is None] == [fail]


@pytest.mark.parametrize(("carried", "wanted"), [("50.00", ["pass"]), ("60.00", ["fail"]), ("", ["not_applicable"])])
def test_a_total_may_stand_above_its_parts(carried, wanted):
    rows = ("收入总计 | 1000.00", "本年收入 | 950.00", f"年初结转和结余 | {carried}")
    found = judged("收入决算情况", "项目 | 决算数", *rows)
    assert [one.status for one in found if one.rule_code == "A23"] == wanted


def test_a_fund_among_the_columns_of_expenditure_is_no_income():
    rows = [
        "一、本年收入 | 500.00 | 一、本年支出 | 506.00 | 486.00",
        "（一）一般公共预算财政拨款 | 480.00 | （一）农林水支出 | 506.00 | 486.00",
        "（二）政府性基金预算财政拨款 | 20.00 |  |  | ",
        "二、上年结转 | 10.00 | 二、结转下年 | 4.00 | 4.00",
        "收入总计 | 510.00 | 支出总计 | 510.00 | 490.00",
    ]
    head = ("<2>收入 | <3>支出", "项目 | 金额 | 项目 | 金额 | 其中：一般公共预算")
    found = judged("财政拨款收入支出决算总表", *head, *rows)
    assert {one.rule_code for one in found if one.status == "pass"} >= {"A01", "A05", "A23"}
    assert [one.rule_code for one in found if one.status == "fail"] == []
