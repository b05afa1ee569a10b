"""Points beside the rate that they go by and the points that could be got."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.report import Paragraph, Report
from tests.relating.sentences.stating import stated

SCORED = {
    "执行率95.00%，按分值10分计得9.5分。": ["95% = 9.5 / 10 ?"],
    "满意度94.00%，该指标分值10分，按满意度得9.2分。": ["94% = 9.2 / 10"],
    "预算执行（20分）按执行率91.50%乘以分值，得18.3分。": ["91.5% = 18.3 / 20"],
    # the weight behind the points is that of the next indicator
    "预算执行按执行率91.50%得18.3分；产出（50分）得46分。": [],
    "执行率95.00%，分值10分，得8分。": [],
    "过程类20分，得16.85分，得分率82.90%；产出类35分，得32.1分，得分率91.71%。": [
        "82.9% = 16.85 / 20",
        "91.71% = 32.1 / 35",
    ],
}


@pytest.mark.parametrize("text", SCORED)
def test_points_go_by_a_rate_where_words_or_digits_say_so(text: str):
    assert [one for one in stated(text) if "%" in one] == SCORED[text]


@pytest.mark.parametrize(("score", "status"), [("4.74", "pass"), ("4.81", "fail")])
def test_points_that_a_rate_gives_may_be_rounded(score: str, status: str):
    text = f"预算执行率94.75%，该指标分值5分，按执行率得{score}分。"
    found = judge(extract(Report("txt", (Paragraph(0, text),)), SourceClues("text.txt")))
    assert [one.status for one in found if one.rule_code == "A29"] == [status]
