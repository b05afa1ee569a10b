"""Cells that print a name and its amount: values of their form, in rows of nothing else."""

from decimal import Decimal

import pytest

from tests.extraction.printed_tables import table
from tests.extraction.tables.test_reading import read


def test_a_cell_that_prints_a_name_and_a_number_is_a_value_in_the_unit_of_its_form():
    form = table(
        "年度预算申请（万元） | 年初预算数 | 全年预算数 | 全年执行数",
        "年度资金总额 | 61.5 | 230.5 | 230.5",
        "<2>按收入性质分：230.50 | <2>按支出性质分：225.60",
        "<2>其中：一般公共预算：130.60 | <2>其中：基本支出：100.40",
        "<4>其他资金：99.90",
    )
    found = read("2022年度部门整体支出绩效自评表", form)
    named = {one.label: (one.value, one.measure_code, one.basis) for one in found.figures if "申请" in one.label}
    assert named == {
        "年度预算申请 / 按收入性质分": (Decimal(2305000), "income_grand_total", "budget"),
        "年度预算申请 / 按支出性质分": (Decimal(2256000), "expenditure_grand_total", "budget"),
        "年度预算申请 / 其中：一般公共预算": (Decimal(1306000), "income_general", "budget"),
        "年度预算申请 / 其中：基本支出": (Decimal(1004000), "expenditure_basic", "budget"),
        "年度预算申请 / 其他资金": (Decimal(999000), None, "budget"),
    }
    assert all(token.figure_no is not None or token.ignored_reason for token in found.tokens)


def test_a_name_and_a_number_in_one_cell_beside_the_label_of_the_row():
    form = table("年度预算（万元） | 按收入性质分：20 | 按支出性质分：20", "^ | 其他资金：5 | 项目支出：15")
    found = read("2022年度部门整体支出绩效自评表", form)
    assert [(one.label, one.value, one.basis) for one in found.figures] == [
        ("年度预算 / 按收入性质分", Decimal(200000), "budget"),
        ("年度预算 / 按支出性质分", Decimal(200000), "budget"),
        ("年度预算 / 其他资金", Decimal(50000), "budget"),
        ("年度预算 / 项目支出", Decimal(150000), "budget"),
    ]


def test_an_amount_with_a_unit_of_its_own_keeps_it():
    found = read("2022年度项目支出绩效自评表", table("总投资：500万元 | 结余资金：-1.5万元", "名称 | 道路"))
    assert [(one.label, one.value, one.unit) for one in found.figures] == [
        ("总投资", Decimal(5000000), "元"),
        ("结余资金", Decimal(-15000), "元"),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        "邮政编码：410000 | 填报日期：2022年",
        "自评总分：95 | 参训人数：12",
        "行政区划：430000 | 计划完工：2022",
        "序号：1 | 项目支出：20",
    ],
)
def test_what_is_no_amount_by_its_name_does_not_become_one(cells):
    form = table("资金情况（万元） | 年初预算数 | 执行数", "资金总额 | 61.5 | 60.5", cells.replace(" | ", " | <2>"))
    found = read("2022年度部门整体支出绩效自评报告", form)
    assert {one.printed for one in found.figures if one.unit == "元"} == {"61.5", "60.5"}
    assert found.headings[0].score is None


def test_the_rows_below_named_amounts_go_on_with_their_heading():
    form = table(
        "项目（万元） | 年初预算数 | 决算数",
        "基本支出 | 30 | 31",
        "人员支出：20 | <2>公用支出：10",
        "项目支出 | 40 | 41",
        "支出合计 | 99 | 88",
    )
    found = read("2022年度部门整体支出绩效自评报告", form)
    below = {one.printed: (one.basis, one.value) for one in found.figures if one.printed in {"40", "41", "99", "20"}}
    assert below == {
        "40": ("initial_budget", Decimal(400000)),
        "41": ("actual", Decimal(410000)),
        "99": ("initial_budget", Decimal(990000)),
        "20": ("actual", Decimal(200000)),
    }


@pytest.mark.parametrize("colon", ["", "：", ":"])
@pytest.mark.parametrize("stop", ["；", "，", "\n"])
def test_several_names_and_amounts_in_one_cell_are_values_each(colon, stop):
    listed = stop.join(
        f"{name}{colon}{amount}" for name, amount in (("一般公共预算", "4,512.31"), ("其他资金", "141.55"))
    )
    form = table(
        "年度预算申请（万元） | 年初预算数 | 全年预算数 | 全年执行数",
        "年度资金总额 | 4,653.86 | 4,653.86 | 4,653.86",
        f"<4>按收入性质分：{listed}",
    )
    found = [one for one in read("2022年度部门整体支出绩效自评表", form).figures if "申请" in one.label]
    assert [(one.label, one.value) for one in found] == [
        ("年度预算申请 / 一般公共预算", Decimal(45123100)),
        ("年度预算申请 / 其他资金", Decimal(1415500)),
    ]
    assert [one.place.char_start for one in found] == sorted({one.place.char_start for one in found})
