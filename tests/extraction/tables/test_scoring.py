"""Scoring tables by what their columns hold, whatever the words above their indicators."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.model.facts import Extract
from tests.extraction.printed_tables import report, table

TITLE = "青禾县林业局2022年度护林防火项目绩效自评报告"


def read(*rows: str) -> Extract:
    return extract(report(TITLE, table(*rows)), SourceClues(""))


@pytest.mark.parametrize("head", ["维度", "指标", "项目", "考核事项"])
def test_an_indicator_is_what_stands_beside_its_weight_and_score(head: str):
    found = read(
        f"{head} | 分值 | 得分 | 备注", "预算执行 | 10 | 9.58 | ", "防火带里程 | 50 | 50 | ", "火情处置 | 40 | 36 | "
    )
    assert [(one.level3, one.weight) for one in found.indicators] == [
        ("预算执行", 10), ("防火带里程", 50), ("火情处置", 40),
    ]  # fmt: skip


@pytest.mark.parametrize("whole", ["合计", "综合", "总评"])
def test_the_row_of_the_full_weight_is_that_of_all_indicators(whole: str):
    found = read(
        "维度 | 权重 | 得分", "决策 | 20 | 17.5", "过程 | 30 | 26.8", "产出 | 50 | 44", f"{whole} | 100 | 88.3"
    )
    assert [one.level3 for one in found.indicators] == ["决策", "过程", "产出"]
    assert [one.value for one in found.figures if one.measure_code == "score_total"] == [Decimal("88.3")]


def test_a_table_of_money_that_scores_its_execution_is_no_list_of_indicators():
    found = read(
        "项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        "年度资金总额 | 12.00 | 13.50 | 12.80 | 10 | 94.81% | 9.48",
    )
    assert [(one.level3, one.weight) for one in found.indicators] == [("预算执行率", 10)]


def test_departments_with_weights_and_scores_are_no_indicators():
    found = read("单位名称 | 分值 | 得分", "防火办 | 50 | 45", "林场 | 50 | 48")
    assert not found.indicators
