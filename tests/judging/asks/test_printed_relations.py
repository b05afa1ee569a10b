"""What words of the report say must hold, decided without a measure: by the rules A25 to A29 and X09."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison
from flows.model.report import Paragraph, Report

_RULES = frozenset({"A25", "A26", "A27", "A28", "A29", "X09"})


def judged(text: str) -> list[Comparison]:
    found = extract(Report("txt", (Paragraph(0, text),)), SourceClues("text.txt"))
    return [one for one in judge(found) if one.rule_code in _RULES]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("蜂箱补助24.00万元、育苗补助18.00万元，两项合计43.00万元。", "A25"),
        ("晒场维修24.00万元，其中水泥26.00万元。", "A26"),
        ("晒场维修24.00万元，比上年20.00万元增加4.00万元，增长16.67%。", "A27"),
        ("晒场维修96.00万元，其中水泥24.00万元，占26%。", "A28"),
        ("购蜂箱120只，单价500元，计6.5万元。", "A29"),
        ("晒场维修24.00万元，与上年26.00万元持平。", "X09"),
    ],
)
def test_what_does_not_hold_is_an_error_of_the_rule(text: str, rule: str):
    assert {(one.rule_code, one.severity) for one in judged(text) if one.status == "fail"} == {(rule, "error")}


@pytest.mark.parametrize(
    "text",
    [
        "蜂箱补助24.00万元、育苗补助18.00万元，两项合计42.00万元。",
        "晒场维修24.00万元，比上年20.00万元增加4.00万元，增长20%。",
        "购蜂箱120只，单价500元，计6万元。",
        "价款200.00万元，税率9%，税额18.00万元。",
    ],
)
def test_what_holds_passes(text: str):
    found = judged(text)
    assert found and {one.status for one in found} == {"pass"}


def test_a_percentage_that_was_set_is_never_cut_off_and_a_printed_share_may_be():
    assert [one.status for one in judged("价款200.00万元，税率9%，税额19.80万元。")] == ["fail"]
    assert [one.severity for one in judged("晒场维修200.00万元：水泥19.80万元，占9%。")] == ["info"]


def test_what_is_not_surely_meant_is_a_warning():
    text = "总投资586.40万元，其中：水泥326.20万元、人工255.20万元。"
    assert [(one.status, one.severity) for one in judged(text)] == [("fail", "warn")]


def test_words_that_deny_their_numbers_are_told_as_printed():
    told = judged("晒场维修年初预算24.00万元，支出决算20.00万元。决算数大于预算数的主要原因：雨季延长。")
    [failing] = [one for one in told if one.status == "fail"]
    assert failing.suggestion.startswith("文中写「决算数大于预算数的主要原因」")


def test_what_was_none_has_no_rate():
    budget = judged("晒场维修年初预算0万元，支出决算20.00万元，完成年初预算的95%。")
    grown, new = (judged(f"晒场维修支出20.00万元，比上年增加20.00万元，增长{rate}%。") for rate in (35, 100))
    assert {(one.rule_code, one.severity) for one in budget if one.status == "fail"} == {("A28", "warn")}
    assert {(one.rule_code, one.severity) for one in grown if one.status == "fail"} == {("A27", "warn")}
    assert not [one for one in new if one.status == "fail"]


@pytest.mark.parametrize(
    "text",
    [
        "晒场维修年初预算0万元，支出决算20.00万元，完成年初预算的95%。",
        "晒场维修支出20.00万元，比上年增加20.00万元，增长35%。",
        "晒场维修支出20.00万元，比上年减少1.10万元，与上年持平。",
    ],
)
def test_what_is_held_against_nothing_names_every_number_of_its_relation(text: str):
    found = extract(Report("txt", (Paragraph(0, text),)), SourceClues("text.txt"))
    failing = [one for one in judge(found) if one.status == "fail" and one.relation_no is not None]
    assert failing
    for one in failing:
        assert one.relation_no is not None
        assert {term.figure_no for term in one.terms} == set(found.relations[one.relation_no].figure_nos)
