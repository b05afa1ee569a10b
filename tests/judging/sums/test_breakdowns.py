"""Totals beside lines of a breakdown that no measure is known for: they may be parts, so nothing is accused."""

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction.printed_tables import report, table


def statuses(*blocks) -> list[str]:
    found = extract(report("青禾县民政局2022年度部门预算", *blocks), SourceClues(""))
    return [comparison.status for comparison in judge(found) if comparison.rule_code == "A02"]


def test_a_part_of_expenditure_that_only_some_provinces_have_is_no_error_in_the_total():
    column = table(
        "<2>支出",
        "项目 | 金额",
        "一、基本支出 | 60",
        "二、项目支出 | 30",
        "三、单位预留机动经费 | 10",
        "支出合计 | 100",
    )
    row = table("合计 | 基本支出 | 项目支出 | 单位预留机动经费", "100 | 60 | 30 | 10")
    for grid in (column, row):
        assert statuses("支出预算总表", "单位：万元", grid) == ["not_applicable"]


def test_a_total_without_other_lines_must_add_up():
    grid = table("合计 | 基本支出 | 项目支出", "100 | 60 | 30")
    assert statuses("支出预算总表", "单位：万元", grid) == ["fail"]


def test_lines_of_functions_in_the_column_of_the_total_excuse_nothing():
    grid = table("项目 | 合计 | 基本支出 | 项目支出", "教育支出 | 100 | 60 | 40", "支出总计 | 100 | 60 | 30")
    assert statuses("支出预算总表", "单位：万元", grid) == ["fail"]


def test_carry_over_alone_is_no_list_of_the_sources_of_income():
    grid = table("年初结转和结余 | 本年收入 | 本年支出 | 年末结转和结余", "0 | 1320 | 1320 | 0")
    found = extract(report("政府性基金预算财政拨款收入支出决算表", "单位：万元", grid), SourceClues(""))
    assert [one.status for one in judge(found) if one.rule_code == "A01" and one.status == "fail"] == []


def test_money_of_a_source_with_an_unknown_name_between_known_ones_is_money_too():
    rows = (
        "资金来源（万元） | 全年预算数 | 全年执行数",
        "年度资金总额 | 640.00 | 600.00",
        "其中：中央财政资金 | 410.00 | 400.00",
        "对口帮扶资金 | {} | 180.00",
        "其他资金 | 20.00 | 20.00",
    )
    for printed, status in (("210.00", "pass"), ("201.00", "fail")):
        grid = table(*(row.format(printed) for row in rows))
        found = judge(extract(report("护林项目支出绩效自评表", "项目名称：护林项目", grid), SourceClues("")))
        assert sorted(one.status for one in found if one.rule_code == "A11") == sorted(["pass", status])


CLASSES = ("201 | 一般公共服务支出 | 700.00", "208 | 社会保障和就业支出 | 187.50")


def classes(*rows: str) -> list[str]:
    grid = table("科目编码 | 科目名称 | 本年支出合计", *rows)
    found = extract(report("青禾县水利局2022年度部门决算", "支出决算表", "单位：万元", grid), SourceClues(""))
    return [one.status for one in judge(found) if one.rule_code == "A22"]


def test_what_stands_for_a_class_that_is_not_listed_counts_in_the_total():
    assert classes(*CLASSES, "2101102 | 事业单位医疗 | 30.00", " | 合计 | 917.50") == ["pass"]


def test_a_line_below_no_class_does_not_count_where_the_classes_are_all():
    assert classes(*CLASSES, "2101102 | 事业单位医疗（单列） | 30.00", " | 合计 | 887.50") == ["pass"]
