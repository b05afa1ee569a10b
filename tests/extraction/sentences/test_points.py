"""Points in sentences: weights, scores and totals, and what none of these is."""

import pytest

from flows.extraction import SourceClues, extract
from tests.extraction.printed_tables import report


def points(text: str) -> list[tuple[str, str | None]]:
    figures = extract(report("青禾县民政局2022年度部门整体支出绩效自评报告", text), SourceClues("")).figures
    return [(figure.printed, figure.measure_code) for figure in figures if figure.unit == "分"]


def test_points_that_could_be_got_stand_before_those_that_were_got():
    assert points("过程35分，得32.5分；产出（30分）得29分；效果指标分值20分，实际得分18.5分。") == [
        ("35", "indicator_weight"),
        ("32.5", "indicator_score"),
        ("30", "indicator_weight"),
        ("29", "indicator_score"),
        ("20", "indicator_weight"),
        ("18.5", "indicator_score"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "自评总分",
        "部门整体支出绩效自评得分",
        "综合评价得分为",
        "城区路灯维护项目得分",
        "水库移民专项资金绩效评价得分",
        "本年度自评得分",
    ],
)
def test_a_total_is_told_by_its_name_or_by_the_evaluation_that_it_is_of(words):
    assert points(f"{words}95.4分。") == [("95.4", "score_total")]


def test_a_total_behind_its_parts_is_no_part():
    assert points("满意度10分，得10分，总得分95.7分。")[-1] == ("95.7", "score_total")
    assert points("满意度指标分值10分，自评得分9分。")[-1] == ("9", "indicator_score")


def test_limits_of_grades_deductions_and_averages_are_no_scores():
    text = "90分（含）以上为优，60分以下为差。每降低1个百分点扣2分。五个项目平均得分93.3分。"
    assert {measure for _, measure in points(text)} == {None}


def test_parts_of_a_total_are_no_totals_and_what_adds_them_up_is():
    text = "综合得分95分。其中项目支出得分48分，专项资金得分47分。"
    assert [measure for _, measure in points(text)] == ["score_total", "indicator_score", "indicator_score"]
    assert points("投入得分19分、效果得分20分，合计39分。")[-1] == ("39", "score_total")


def test_points_in_brackets_are_the_weight_of_the_name_before_them():
    text = "预算编制（5分）：得5分；预算执行（10分）：得9.8分。政府采购（5分），采购预算100万元。"
    assert [measure for _, measure in points(text)] == [
        "indicator_weight",
        "indicator_score",
        "indicator_weight",
        "indicator_score",
        "indicator_weight",
    ]
