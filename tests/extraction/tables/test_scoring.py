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


GROUPS = (
    "决策（40分） | 40 | 38", "立项依据 | 20 | 20", "绩效目标 | 20 | 18",
    "产出（60分） | 60 | 57", "防火带里程 | 35 | 34", "火情处置 | 25 | 23", "总分 | 100 | 95",
)  # fmt: skip


def test_groups_in_one_column_with_their_indicators_are_told_by_their_weights():
    found = read("指标 | 分值 | 得分", *GROUPS)
    assert [(core_of(one.level1), one.level3, one.weight) for one in found.indicators] == [
        ("决策", "立项依据", 20), ("决策", "绩效目标", 20), ("产出", "防火带里程", 35), ("产出", "火情处置", 25),
    ]  # fmt: skip


def core_of(level: str) -> str:
    return level.partition("（")[0]


def test_rows_whose_weights_make_no_groups_are_all_indicators():
    found = read(
        "指标 | 分值 | 得分", "决策 | 40 | 38", "管理 | 20 | 20", "目标 | 20 | 18", "产出 | 20 | 19", "总分 | 100 | 95"
    )
    assert [one.level3 for one in found.indicators] == ["决策", "管理", "目标", "产出"]


def test_levels_that_stand_under_two_heads_are_told_apart():
    found = read(
        "<3>一级指标 | <3>二级指标",
        "名称 | 分值 | 得分 | 名称 | 分值 | 得分",
        "决策 | 20 | 19.4 | 立项规范性 | 20 | 19.4",
        "产出 | 80 | 75.2 | 护林里程 | 80 | 75.2",
    )
    assert [(one.level1, one.level2, one.weight) for one in found.indicators] == [
        ("决策", "立项规范性", 20), ("产出", "护林里程", 80),
    ]  # fmt: skip


def test_a_first_row_whose_label_reaches_over_two_levels_ends_no_table():
    found = read(
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 分值 | 得分",
        "<2>预算执行率 | 预算执行率 | 100% | 96.15% | 10 | 9.62",
        "产出指标 | 数量指标 | 护林里程 | ≥96公里 | 98公里 | 50 | 50",
        "效益指标 | 社会效益 | 火情次数 | ≤2次 | 1次 | 40 | 40",
    )
    assert [(one.level3, one.score) for one in found.indicators] == [
        ("预算执行率", Decimal("9.62")), ("护林里程", 50), ("火情次数", 40),
    ]  # fmt: skip
