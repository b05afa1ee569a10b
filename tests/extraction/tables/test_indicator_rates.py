"""Rows of indicators that are rates, and what share of its points each got."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.tables.scoring import rate_of_indicator
from flows.judging.judge import judge
from flows.model.facts import Extract
from tests.extraction.printed_tables import report, table

HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
TITLE = "青禾县卫生健康局2023年度部门整体支出绩效自评报告"


def read(*blocks) -> Extract:
    return extract(report(TITLE, *blocks), SourceClues(""))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("服务对象满意度", None),
        ("用水户满意率", None),
        ("“三公”经费控制率", "sangong_control_rate"),
        ("资产利用率", "assets_use_rate"),
        ("政府采购预算执行率", "procurement_execution_rate"),
        ("部门整体支出执行率", "exec_rate_of_budget"),
        ("会议费预算控制率", None),
        ("编外人员控制率", None),
        ("满意度调查覆盖率", None),
        ("人员到位率", None),
    ],
)
def test_a_rate_is_told_by_the_name_of_its_indicator(name, code):
    assert rate_of_indicator(name) == code


def test_what_a_rate_was_to_reach_and_reached_have_its_measure():
    found = read(
        table(HEAD, "过程 | 管理 | 预算执行率 | ≥90% | 95.3% | 10 | 10", "产出 | 数量 | 救护车 | ≥3辆 | 4辆 | 5 | 5")
    )
    assert [(one.measure_code, one.basis, one.value) for one in found.figures if one.figure_kind == "target"] == [
        ("exec_rate_of_budget", "target", Decimal(90)), ("exec_rate_of_budget", "actual", Decimal("95.3")),
        (None, "target", Decimal(3)), (None, "actual", Decimal(4)),
    ]  # fmt: skip


def test_satisfaction_of_two_kinds_of_people_is_no_contradiction():
    rows = ("效益 | 满意度 | 患者满意度 | ≥90% | 95.3% | 10 | 10", "效益 | 满意度 | 职工满意度 | ≥90% | 91% | 5 | 5")
    found = read(table(HEAD, *rows), "群众满意度为93%。患者满意度达到95.3%，职工满意度达到91%。")
    assert not [one for one in judge(found) if one.status == "fail"]


def test_the_share_of_its_points_is_a_rate_of_the_indicator_and_of_no_measure():
    found = read(
        table(
            "一级指标 | 三级指标 | 分值 | 得分 | 得分率（%）",
            "过程 | 预算执行率 | 4 | 3.81 | 95.25",
            "合计 | | 4 | 3.81 | 95.25",
        )
    )
    assert [
        (one.label, one.figure_role, one.figure_kind, one.unit, one.basis, one.measure_code)
        for one in found.figures
        if one.printed == "95.25"
    ] == [
        ("预算执行率 / 得分率", "rate", "percentage", "%", "score", None),
        ("合计 / 得分率", "rate", "percentage", "%", "score", None),
    ]


@pytest.mark.parametrize(
    ("weight", "score", "printed", "value"),
    [
        ("4", "3.81", "0.9525", "95.25"),
        ("6", "6", "1", "100"),
        ("6", "6", "1.00", "100"),
        ("8", "0.08", "1", "1"),
        ("8", "0.04", "0.50", "0.5"),
        ("4", "3.81", "95.25", "95.25"),
        ("4", "3.81", "0.80", "0.8"),
        ("4", "—", "0.95", "0.95"),
    ],
)
@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("一级指标 | 三级指标 | 分值 | 得分 | 得分率", "过程 | 资金到位及时性"),
        ("序号 | 乡镇 | 权重（分） | 自评得分 | 得分率（%）", "1 | 柳溪镇"),
        ("评价内容 | 评分标准 | 满分 | 得分 | 得分率(%)", "项目管理 | 制度健全得满分"),
    ],
)
def test_a_share_of_points_is_a_fraction_where_score_and_weight_make_it(head, name, weight, score, printed, value):
    rates = [one for one in read(table(head, f"{name} | {weight} | {score} | {printed}")).figures if one.unit == "%"]
    assert [(one.printed, one.value) for one in rates] == [(printed, Decimal(value))]


def test_full_marks_make_no_fraction_of_a_rate_of_money():
    head = "项目 | 全年预算数（万元） | 全年执行数（万元） | 分值 | 执行率（%） | 得分"
    found = read(table(head, "年度资金总额 | 500 | 5 | 10 | 1 | 10"))
    assert [one.value for one in found.figures if one.measure_code == "exec_rate_of_budget"] == [Decimal(1)]


def test_letters_of_a_formula_behind_a_heading_are_no_words_of_it():
    head = "一级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 权重 | 得分"
    found = read(
        table(
            head, "产出指标 | 造林面积 | ≥2.2万亩 | 2.1万亩 | 10 | 9", "产出指标 | 抚育面积 | ≥3万亩 | 3万亩 | 10 | 10"
        )
    )
    assert [(one.label, one.basis) for one in found.figures if one.unit == "亩"][:2] == [
        ("造林面积 / 年初目标值(A)", "target"), ("造林面积 / 实际完成值(B)", "actual"),
    ]  # fmt: skip


@pytest.mark.parametrize(("printed", "value"), [("≥68万头（只）", 680000), ("642家次", 642), ("≤5分钟", 5)])
def test_a_value_with_two_words_for_its_unit_is_one(printed, value):
    found = read(table(HEAD, f"产出 | 数量 | 免疫数 | {printed} | {printed} | 10 | 10"))
    assert [(one.label, one.value) for one in found.figures if one.figure_kind == "target"] == [
        ("免疫数 / 年度指标值", value), ("免疫数 / 实际完成值", value),
    ]  # fmt: skip


def test_tasks_with_their_unit_in_a_column_are_indicators_too():
    found = read(
        table(
            "任务 | 单位 | 年度目标 | 实际完成 | 完成率",
            "食品抽检 | 批次 | 4,800 | 5,012 | 104.42%",
            "电梯抽查 | 台 | 350 | 350 | 100.00%",
        )
    )
    assert [(one.label, one.unit, one.basis) for one in found.figures if one.figure_kind == "target"][:2] == [
        ("食品抽检 / 年度目标", "批次", "target"), ("食品抽检 / 实际完成", "批次", "actual"),
    ]  # fmt: skip


def test_weights_of_every_level_are_weights_of_its_indicators():
    head = "一级指标 | 一级权重 | 二级指标 | 二级权重 | 三级指标 | 权重 | 自评得分"
    found = read(table(head, "管理 | 15 | 财务 | 15 | 合规性 | 10 | 9", "^ | ^ | ^ | ^ | 及时性 | 5 | 5"))
    assert [(one.label, one.printed) for one in found.figures if one.measure_code == "indicator_weight"] == [
        ("管理 / 一级权重", "15"), ("财务 / 二级权重", "15"), ("合规性 / 权重", "10"), ("及时性 / 权重", "5"),
    ]  # fmt: skip


def test_a_sub_total_is_of_the_group_that_it_closes():
    found = read(
        table(
            "一级指标 | 三级指标 | 分值 | 得分",
            "决策 | 立项 | 5 | 5",
            "^ | 小计 | 5 | 5",
            "过程 | 管理 | 6 | 5",
            "^ | 小计 | 6 | 5",
        )
    )
    assert [one.label for one in found.figures if "小计" in one.label] == [
        "决策 / 小计 / 分值", "决策 / 小计 / 得分", "过程 / 小计 / 分值", "过程 / 小计 / 得分",
    ]  # fmt: skip
