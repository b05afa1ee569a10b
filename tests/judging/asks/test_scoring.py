"""Weights, scores, grades, and self scores recomputed by the text of the scoring rule."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from flows.judging.asks.points import points_for
from flows.judging.intervals import Range, exact
from flows.judging.judge import recomputed_scores
from flows.scoring_rules.parsing import parse_scoring_rule
from tests.judging.sheets import Sheet

OVER = "以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。"
TIERS = "重点支出安排率≥90%，计5分；80%（含）-90%，计4分；70%（含）-80%，计3分；低于70%不得分。"
OPEN_TIERS = "预算调整率=0，计3分；0-10%（含），计2分；10-20%（含），计1分；大于20%不得分。"
SATISFIED = "满意率达90%（含）以上的得8分，80%（含）-90%得6分，60%以下不得分。"


@pytest.mark.parametrize(
    ("text", "weight", "rate", "low", "high"),
    [
        (OVER, "5", "95", "5", "5"),
        (OVER, "5", "102.4", "3.5", "4"),
        (OVER, "5", "113.29", "0", "0"),
        ("“三公经费”变动率≦0,计5分；“三公经费”＞0，每超过一个百分点扣0.5分，扣完为止。", "5", "2", "4", "4"),
        (TIERS, "5", "80", "4", "4"),
        (TIERS, "5", "90", "5", "5"),
        (TIERS, "5", "69.9", "0", "0"),
        (OPEN_TIERS, "3", "0", "3", "3"),
        (OPEN_TIERS, "3", "10", "2", "2"),
        (OPEN_TIERS, "3", "35", "0", "0"),
        ("每低于100%一个百分点扣0.1分，扣完为止。", "3", "95", "2.5", "2.5"),
        ("公务卡刷卡率达70％以上的，得3分。\n每减少一个百分点，扣0.2分，扣完为止。", "3", "60", "1", "1"),
        ("100%以下（含）计满分，每超出5%扣2分，扣完为止。", "5", "105", "3", "3"),
        ("不高于100%计满分，每超出1%扣1分，扣完为止。", "8", "124.58", "0", "0"),
        ("100%计满分，每超过（降低）5%扣2分。扣完为止。", "6", "88", "0", "2"),
        ("100%计满分，每超过（降低）5%扣2分。扣完为止。", "6", "210", "0", "0"),
        ("根据项目资金的实际到位率计算得分（3分）", "3", "50", "1.5", "1.5"),
        ("达到90%得满分，每降低1个百分点扣0.2分，低于60%不得分。", "10", "85", "9", "9"),
        ("达到90%得满分，每降低1个百分点扣0.2分，低于60%不得分。", "10", "59", "0", "0"),
        ("100%得满分，每降低1个百分点扣1分，最多扣3分。", "10", "80", "7", "7"),
        ("95%以上得5分；85%-95%得3分；其余不得分。", "5", "95", "3", "5"),
        ("≥95%得5分；85%-95%得3分；其余不得分。", "5", "95", "5", "5"),
        ("≥95%得5分；85%-95%得3分；其余不得分。", "5", "20", "0", "0"),
        ("达到80%得10分，未达到的按比例得分。", "10", "40", "4", "5"),
    ],
)
def test_points_follow_the_text_of_the_rule(text, weight, rate, low, high):
    rule = parse_scoring_rule(text, D(weight))
    assert rule is not None
    points = points_for(rule, exact(D(rate)), D(weight))
    assert points is not None
    assert (points.low.normalize(), points.high.normalize()) == (D(low).normalize(), D(high).normalize())


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("①支出合规，1分；②程序完整，1分。", "3"),
        ("每出现一个专项未按进度完成资金下达扣0.5分，扣完为止。", "3"),
        ("按完成情况酌情扣分。", "8"),
        ("无结余，3分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分。", "3"),
        ("“三公经费”变动率≦0,计8分；“三公经费”＞0，每超过一个百分点扣0.8分，扣完为止。", "5"),
        ("完成目标得满分，每降低1个百分点扣0.2分。", "5"),
        ("控制在预算内得3分，超支的按比例扣减。", "3"),
        ("3天以内得5分；5天以内得3分；超过5天不得分。", "5"),
    ],
)
def test_what_cannot_be_recomputed_fairly_is_not_recomputed(text, weight):
    rule = parse_scoring_rule(text, D(weight))
    assert rule is not None
    assert points_for(rule, exact(D(90)), D(weight)) is None


def test_a_gap_between_bands_gives_no_points():
    rule = parse_scoring_rule(SATISFIED, D(8))
    assert rule is not None
    assert points_for(rule, exact(D(70)), D(8)) is None
    assert points_for(rule, Range(D(90), D("89.9"), D("90.1")), D(8)) == Range(D(8), D(6), D(8))


def staffed(actual: str, score: str, *, rule_text: str = OVER, quota: str = "100") -> Sheet:
    sheet = Sheet()
    if quota:
        sheet.cell("staff_quota", quota, "人", scope="")
    sheet.cell("staff_actual", actual, "人", scope="")
    sheet.indicator("在职人员控制率", "5", score, rule_text, code="D01")
    return sheet


def test_a_self_score_must_lie_within_the_recomputed_range():
    assert staffed("95", "5").statuses("S01") == ["pass"]
    [comparison] = staffed("113", "5").judged("S01")
    assert "评分标准：" in comparison.suggestion
    assert (comparison.status, comparison.left_value, comparison.right_value) == ("fail", D(5), D(0))
    assert "113 ÷ 100" in comparison.explanation
    assert {term.printed for term in comparison.terms} == {"5", "113", "100"}


def test_a_self_score_is_left_open_without_data_or_a_clear_rule():
    assert "编制人数" in staffed("95", "5", quota="").judged("S01")[0].reason
    assert staffed("95", "5", rule_text="酌情扣分").statuses("S01") == ["not_applicable"]


def test_recomputed_scores_give_rate_and_points_for_each_indicator():
    [row] = recomputed_scores(staffed("102", "5").extract())
    assert (row.rate, row.score_low, row.score_high, row.reason) == (D(102), D(4), D(4), "")


def scored(total: str, *lines: tuple[str, str]) -> Sheet:
    sheet = Sheet()
    for number, (weight, score) in enumerate(lines):
        sheet.indicator(f"指标{number}", weight, score, row=number)
    if total:
        sheet.cell(
            "score_total",
            total,
            "分",
            scope="部门整体支出",
            label="综合得分",
            basis="score",
            kind="evaluation_score",
        )
    return sheet


def test_scores_add_up_to_the_total():
    lines = (("60", "55"), ("40", "40"))
    assert (scored("95", *lines).statuses("A17"), scored("98", *lines).statuses("A17")) == (
        ["pass"],
        ["fail"],
    )


def test_the_score_of_a_project_in_a_list_is_no_total():
    sheet = scored("95", ("60", "55"), ("40", "40"))
    sheet.cell(
        "score_total", "88", "分", scope="部门整体支出", label="校舍维修项目 / 评价得分", basis="score",
        kind="evaluation_score", table=3,
    )  # fmt: skip
    assert sheet.statuses("A17") == ["pass"]


def test_a_blank_score_leaves_the_total_open():
    sheet = scored("95", ("60", "55"), ("40", "40"))
    sheet.indicators[1] = replace(sheet.indicators[1], score=None, score_figure_no=None)
    assert sheet.statuses("A17") == ["not_applicable"]


def test_no_score_is_above_its_weight():
    assert scored("", ("60", "55"), ("40", "41")).statuses("A18") == ["pass", "fail"]
    sheet = scored("", ("60", "55"))
    sheet.indicators[0] = replace(sheet.indicators[0], weight=None, weight_figure_no=None)
    assert sheet.statuses("A18") == []


def test_weights_add_up_to_a_hundred():
    full = [("20", "20")] * 5
    assert scored("", *full).statuses("A16") == ["pass"]
    assert scored("", *full[:4], ("25", "20")).statuses("A16") == ["fail"]


def test_a_blank_weight_leaves_the_sum_open():
    sheet = scored("", *[("20", "20")] * 8)
    sheet.indicators[0] = replace(sheet.indicators[0], weight=None, weight_figure_no=None)
    sheet.indicators[1] = replace(sheet.indicators[1], weight=None, weight_figure_no=None)
    assert sheet.statuses("A16") == ["not_applicable"]


@pytest.mark.parametrize(("blank", "needed"), [("4", "20"), ("", None)], ids=["one blank", "none"])
def test_a_blank_weight_that_level_and_total_both_need_is_told(blank, needed):
    sheet = leveled(("产出", "产出", "效益", "效益", "满意度"), {"产出": "40", "效益": "40", "满意度": "20"})
    if blank:
        number = sheet.indicators[int(blank) - 1].weight_figure_no
        sheet.figures[number] = replace(sheet.figures[number], value=None)
        sheet.indicators[int(blank) - 1] = replace(sheet.indicators[int(blank) - 1], weight=None, weight_figure_no=None)
        place = sheet.figures[number].place
        sheet.figures[number] = replace(sheet.figures[number], place=replace(place, row_no=99))
    told = [one.suggestion for one in sheet.judged("A16") if one.status == "fail"]
    assert [f"均应为 {needed}，" in one for one in told] == ([True] if needed else [])


def test_a_level_of_one_indicator_need_not_print_its_weight():
    sheet = leveled(("产出", "产出", "效益", "效益", "满意度"), {"产出": "40", "效益": "40"})
    assert "fail" not in sheet.statuses("A16")


def leveled(names: tuple[str, ...], weights: dict[str, str]) -> Sheet:
    """Indicators of 20 points each below levels that print their weights in a column of their own."""
    sheet = Sheet()
    for row, name in enumerate(names):
        for level, printed in [(name, weights[name])] if name in weights and name not in names[:row] else []:
            sheet.cell("indicator_weight", printed, "分", scope="部门整体支出", label=f"{level} / 分值", basis="weight",
                       kind="indicator_weight", table=50, row=row)  # fmt: skip
            sheet.figures[-1] = replace(sheet.figures[-1], place=replace(sheet.figures[-1].place, column_no=1))
        sheet.indicator(f"指标{row}", "20", "20", levels=(name, ""), row=row)
        for number, column in ((-2, 2), (-1, 3)):
            sheet.figures[number] = replace(
                sheet.figures[number], place=replace(sheet.figures[number].place, column_no=column)
            )
    return sheet


@pytest.mark.parametrize(("again", "fails"), [("100", 0), ("40", 1), ("", 0)], ids=["same", "other", "once"])
def test_a_level_printed_again_says_the_same(again, fails):
    sheet = scored("", *[("20", "20")] * 5)
    for number, printed in enumerate(filter(None, ("100", again))):
        sheet.cell(
            "indicator_weight", printed, "分", scope="部门整体支出", label="投入 / 分值", basis="weight",
            kind="indicator_weight", table=50, row=number,
        )  # fmt: skip
    assert sheet.statuses("A16").count("fail") == fails


def test_a_name_of_several_levels_is_left_alone():
    sheet = scored("", *[("20", "20")] * 5)
    for number, printed in enumerate(("60", "40")):
        sheet.cell(
            "indicator_weight", printed, "分", scope="部门整体支出", label="投入 / 分值", basis="weight",
            kind="indicator_weight", table=50, row=number,
        )  # fmt: skip
    assert "fail" not in sheet.statuses("A16")


@pytest.mark.parametrize(("printed", "verdict"), [("100", "pass"), ("90", "fail")])
def test_weights_add_up_level_by_level(printed, verdict):
    sheet = scored("", *[("20", "20")] * 5)
    sheet.cell(
        "indicator_weight",
        printed,
        "分",
        scope="部门整体支出",
        label="投入 / 分值",
        basis="weight",
        kind="indicator_weight",
        table=50,
    )
    assert sheet.judged("A16")[0].status == verdict


@pytest.mark.parametrize(
    ("score", "grade", "verdict"),
    [
        ("95", "优秀", "pass"),
        ("85", "优", "fail"),
        ("85", "良", "pass"),
        ("90", "良好", "fail"),
        ("95", "甲", "not_applicable"),
    ],
)
def test_the_grade_is_that_of_the_score(score, grade, verdict):
    sheet = scored(score, ("100", score))
    sheet.grade = grade
    assert sheet.statuses("A19") == [verdict]
