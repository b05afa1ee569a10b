"""Grades in words: what gives one, what only explains them, and the scale of a report."""

from decimal import Decimal

import pytest

from flows.scoring_rules.grades import grade_of_cell, grades_told, scale_told


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("自评得分86.3分，自评等级为优。", ["优"]),
        ("综合得分91.5分，评价等级为“优秀”。", ["优秀"]),
        ("最终得分88分（良）。", ["良"]),
        ("绩效评价等次评定为“良”等次。", ["良"]),
        ("得分79分，评定为良。", ["良"]),
        ("得分95分，等级：优", ["优"]),
        ("自评得分92分，自评为“优”。", ["优"]),
        # Another matter, a list of all, or a step of a scale.
        ("单位年度考核等次为优秀", []),
        ("被县委评为优秀等次，自评得分82分", []),
        ("评价等级分为优、良、中、差四个等级", []),
        ("90分（含）以上评为优", []),
        ("评价结果良好", []),
    ],
)
def test_a_grade_is_told_where_words_give_it(text, grades):
    assert [told.grade for told in grades_told(text)] == grades


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("优", "优"), ("“良”", "良"), ("优秀等次", "优秀"), ("☑优 □良 □中 □差", "优"), ("优□ 良☑ 中□ 差□", "良"),
        ("□优 □良 □中 □差", ""), ("☑优 ☑良", ""), ("90分以上", ""),
    ],
)  # fmt: skip
def test_a_cell_tells_the_grade_that_stands_alone_or_is_ticked(text, grade):
    assert grade_of_cell(text) == grade


@pytest.mark.parametrize(
    ("text", "lows"),
    [
        ("90分（含）以上为优，80分（含）-90分为良，60（含）-80分为中，60分以下为差。", [90, 80, 60, 0]),
        ("分为：优（95-100分）、良（85-94分）、中（70-84分）、差（70分以下）。", [95, 85, 70, 0]),
        ("优：得分≥90分；良：80分≤得分<90分；中：60分≤得分<80分；差：得分<60分", [90, 80, 60, 0]),
        ("得分90分（含）以上为优，80分（含）至90分为良。", [90, 80]),
        ("90分以上为优，其中产出80分为良", []),
        ("90分以上为优", []),
        ("优（3个项目）、良（2个项目）、中（1个项目）", []),
    ],
)
def test_a_scale_tells_where_its_grades_begin(text, lows):
    assert [step.low for step in scale_told(text)] == [Decimal(low) for low in lows]
