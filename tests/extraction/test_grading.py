"""Grades beside scores: in sentences, rows and columns, and the scale of a report."""

from decimal import Decimal

from flows.extraction import SourceClues, extract
from flows.model.facts import Extract
from tests.extraction.printed_tables import report, table

TITLE = "青禾县水利局2022年度部门整体支出绩效自评报告"


def told(found: Extract) -> list[tuple[str, str]]:
    """Each grade with the score that it is of, as printed."""
    return [
        (claim.subject, found.figures[claim.value_figure_no].printed)
        for claim in found.claims
        if claim.claim_kind == "grade" and claim.value_figure_no is not None
    ]


def read(*blocks: object) -> Extract:
    """What a report of such blocks means."""
    return extract(report(TITLE, *blocks), SourceClues(""))  # type: ignore[arg-type]


def test_each_grade_of_a_sentence_is_of_the_score_before_it():
    found = read("甲项目自评得分96.5分，自评等级为优；乙项目自评得分78.6分，自评等级为中。")
    assert told(found) == [("优", "96.5"), ("中", "78.6")]


def test_a_grade_without_a_score_is_the_reports_own_unless_of_another_year():
    assert read("本部门自评等级为优。").headings[0].grade == "优"
    assert read("上年度评价等级为良。").headings[0].grade == ""
    assert read("2021年度评价等级为良。").headings[0].grade == ""


def test_the_grades_of_a_column_are_of_the_scores_of_their_rows():
    rows = table(
        "项目名称 | 预算数（万元） | 自评得分 | 自评等级",
        "农机补贴 | 320.00 | 96.5 | 优",
        "动物防疫 | 88.00 | 78.6 | 中",
    )
    assert told(read(rows)) == [("优", "96.5"), ("中", "78.6")]


def test_a_row_of_a_form_and_the_scale_of_a_report():
    form = table(
        "一级指标 | 二级指标 | 三级指标 | 分值 | 得分", "产出 | 数量 | 演练场次 | 100 | 91", "<3>总分 | 100 | 91",
        "自评等级 | <4>☑优 □良 □中 □差",
    )  # fmt: skip
    found = read("85分以上为优，75-85分为良，60-75分为中，60分以下为差。", form)
    assert found.headings[0].grade == "优"
    steps = [(claim.subject, claim.quote) for claim in found.claims if claim.claim_kind == "grade_step"]
    assert steps == [("优", "85分以上"), ("良", "75-85分"), ("中", "60-75分"), ("差", "60分以下")]


def test_a_line_or_a_cell_may_tell_the_grade_with_its_label():
    assert read("自评得分：86.3分", "自评等级：优").headings[0].grade == "优"
    cell = table("一级指标 | 分值 | 得分", "产出 | 100 | 86", "<3>评定等级：良")
    assert read(cell).headings[0].grade == "良"


def test_the_grade_beside_its_score_is_that_of_the_heading():
    assert read("自评得分93.5分，自评结论：优。").headings[0].grade == "优"
    assert read("全县绩效工作考核为优秀等次。自评得分82分。").headings[0].grade == ""


def test_scores_out_of_a_hundred_are_graded_and_points_of_a_weight_are_not():
    rows = table(
        "项目名称 | 预算数（万元） | 执行数（万元） | 得分 | 等级",
        "农机补贴 | 320.00 | 300.00 | 96.5 | 优",
        "动物防疫 | 88.00 | 70.00 | 78.6 | 中",
    )
    assert told(read(rows)) == [("优", "96.5"), ("中", "78.6")]
    weighted = table("二级指标 | 分值 | 得分 | 等级", "数量 | 60 | 55.0 | 优", "质量 | 40 | 30.0 | 中")
    assert told(read(weighted)) == []
    of_few = table("二级指标 | 得分 | 等级", "数量 | 18.5 | 优", "质量 | 56.0 | 优")
    assert told(read(of_few)) == []


def test_the_grade_behind_what_its_score_is_made_of_is_of_the_score():
    text = "项目自评得分87.5分，其中项目决策19.0分（满分20分）、项目管理18.5分（满分20分）、项目绩效50.0分（满分60分），评价等级为“优”。"
    assert told(read(text)) == [("优", "87.5")]


def test_how_many_points_there_are_is_not_the_score():
    found = read("评价设置3个一级指标、16个三级指标，总分100分。", "经综合评价，绩效得分为89.2分，等级为“良”。")
    assert [(one.score, one.grade) for one in found.headings] == [(Decimal("89.2"), "良")]
    assert [one.score for one in read("本部门自评总分100分，等级为优。").headings] == [Decimal(100)]
