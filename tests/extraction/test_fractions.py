"""Rates printed as fractions of 1: a hundred times as much, where the amounts or the rows beside them say so."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Extract, Figure
from tests.extraction.printed_tables import report, table

TITLE = "青禾县民政局2023年度项目支出绩效自评表"
HEAD = "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率"


def read(*rows: str, head: str = HEAD) -> Extract:
    return extract(report(TITLE, table("项目名称 | <4>农村低保资金", head, *rows)), SourceClues("a.docx"))


def rates(*rows: str, head: str = HEAD) -> list[Figure]:
    return [one for one in read(*rows, head=head).figures if one.measure_code == "exec_rate_of_budget"]


def test_a_fraction_that_its_amounts_make_is_in_per_cent_and_shows_what_was_printed():
    [rate] = rates("年度资金总额 | 1,200.00 | 1,350.00 | 1,280.50 | 0.9485")
    assert (rate.value, rate.unit, rate.step) == (Decimal("94.85"), "%", Decimal("0.01"))
    assert (rate.printed, rate.printed_unit) == ("0.9485", "")
    assert "小数" in rate.note


@pytest.mark.parametrize(
    ("budget", "spent", "printed", "value"),
    [
        ("60.00", "60.00", "1", "100"),
        ("60.00", "60.00", "1.0000", "100"),
        ("1,350.00", "1,280.50", "0.8485", "84.85"),
        ("1,350.00", "12.80", "0.95", "0.95"),
        ("1,350.00", "1,280.50", "94.85", "94.85"),
        ("1,350.00", "1,280.50", "0.9485%", "0.9485"),
        ("1,350.00", "0.00", "0", "0"),
    ],
)
def test_the_amounts_of_the_row_decide(budget: str, spent: str, printed: str, value: str):
    [rate] = rates(f"年度资金总额 | {budget} | {budget} | {spent} | {printed}")
    assert rate.value == Decimal(value)


def test_a_wrong_fraction_is_an_error_of_its_size_and_a_right_one_none():
    def failures(printed: str) -> list[str]:
        found = read(f"年度资金总额 | 1,200.00 | 1,350.00 | 1,280.50 | {printed}")
        return [one.explanation for one in judge(found) if one.rule_code == "A14" and one.status == "fail"]

    assert failures("0.9485") == []
    [wrong] = failures("0.8485")
    assert "84.85" in wrong


def test_a_row_without_amounts_is_read_as_the_others_of_its_column():
    whole, part = rates("年度资金总额 | 1,200.00 | 1,350.00 | 1,280.50 | 0.9485", "其他资金 | — | — | — | 0.75")
    assert (whole.value, part.value) == (Decimal("94.85"), Decimal(75))


def test_a_row_without_amounts_stays_where_its_column_prints_per_cent():
    rows = ("年度资金总额 | 1,200.00 | 1,350.00 | 1,280.50 | 0.9485", "上年结转资金 | — | — | — | 95.2",
            "其他资金 | — | — | — | 0.75")  # fmt: skip
    assert [rate.value for rate in rates(*rows)][-1] == Decimal("0.75")


@pytest.mark.parametrize(
    ("rows", "label", "value"),
    [
        (("项目总投资 | 100万元 | 到位资金 | 95万元", "到位率 | 0.95 | 满意度 | 0.98"), "到位率", "95"),
        (("项目总投资 | 100万元 | 到位资金 | 95万元", "到位率 | 0.95 | 满意度 | 0.98"), "满意度", "0.98"),
        (("项目 | 水渠 | 道路", "年初预算数 | 100 | 200", "全年执行数 | 95 | 150", "执行率 | 0.95 | 0.75"), "执行率 / 道路", "75"),
        (("项目 | 年初预算 | 决算数 | 完成预算的%", "基本支出 | 100 | 95 | 0.95"), "基本支出 / 完成预算的%", "95"),
        (("项目 | 年初预算 | 决算数 | 占总支出的%", "基本支出 | 100 | 95 | 0.5"), "基本支出 / 占总支出的%", "0.5"),
    ],
)  # fmt: skip
def test_amounts_elsewhere_in_the_table_decide_where_they_make_the_rate(rows: tuple[str, ...], label: str, value: str):
    figures = extract(report(TITLE, "单位：万元", table(*rows)), SourceClues("a.docx")).figures
    assert [one.value for one in figures if one.label == label] == [Decimal(value)]


def test_where_nothing_decides_a_bare_fraction_stays_and_fails_nothing():
    found = read("年度资金总额 | — | — | — | 0.9485")
    [rate] = [one for one in found.figures if one.measure_code == "exec_rate_of_budget"]
    assert rate.value == Decimal("0.9485")
    assert [one.rule_code for one in judge(found) if one.status == "fail"] == []


def test_a_growth_below_one_per_cent_is_no_fraction():
    found = read(
        "项目 | 2024年预算数 | 2024年执行数 | 2025年预算数 | 比上年执行增长%",
        "罚没收入 | 15,870 | 16,742 | 16,900 | 0.94",
    )
    [growth] = [figure for figure in found.figures if figure.printed == "0.94"]
    assert (growth.value, growth.figure_role) == (Decimal("0.94"), "growth")
