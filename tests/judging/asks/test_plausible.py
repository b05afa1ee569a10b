"""What cannot be: rates above all there is, amounts below nothing; and marks that are all full."""

from dataclasses import replace

import pytest

from flows.judging.asks import plausible
from flows.model.words import measures
from tests.judging.sheets import Sheet


def rate(label: str, printed: str, basis: str = "actual") -> list[str]:
    sheet = Sheet()
    sheet.word(None, printed, "%", kind="percentage", label=label, basis=basis)
    return sheet.statuses("V01")


def test_a_part_is_never_more_than_the_whole():
    assert (rate("群众满意度", "100"), rate("群众满意度", "950")) == (["pass"], ["fail"])
    assert rate("疫苗接种覆盖率", "103") == ["fail"]


def test_what_was_planned_may_be_surpassed():
    assert rate("任务完成率", "120") == rate("预算执行率", "124") == rate("满意度提高", "120") == []
    assert rate("群众满意度", "120", basis="target") == []


def amount(code: str, printed: str, label: str = "") -> list[str]:
    sheet = Sheet()
    sheet.cell(code, printed, label=label)
    return sheet.statuses("V02")


def test_what_was_received_or_spent_is_never_less_than_nothing():
    assert (amount("expenditure_total", "100"), amount("expenditure_total", "-100")) == (["pass"], ["fail"])
    assert amount("carry_out", "-100") == amount("balance_year", "-100") == []
    assert amount("expenditure_total", "-100", "支出合计 / 比上年增减") == []


@pytest.mark.parametrize("code", measures())
def test_an_amount_below_nothing_is_asked_about_where_the_measure_s_row_says_so(code: str):
    assert amount(code, "-100") == (["fail"] if measures()[code].is_never_negative else [])


def test_no_rule_has_to_be_changed_for_another_measure(monkeypatch: pytest.MonkeyPatch):
    asked = replace(measures()["carry_out"], is_never_negative=True)
    monkeypatch.setattr(plausible, "measures", lambda: {**measures(), "carry_out": asked})
    assert amount("carry_out", "-100") == ["fail"]


def marks(*scores: str) -> list[str]:
    sheet = Sheet()
    for number, score in enumerate(scores):
        sheet.indicator(f"指标{number}", "20", score)
    return [f"{one.status} {one.severity}" for one in sheet.judged("V06")]


def test_full_marks_throughout_are_told_once_and_are_no_error():
    assert marks(*["20"] * 5) == ["fail info"]
    assert marks(*["20"] * 4, "19") == ["pass info"]
    assert marks(*["20"] * 4) == []


def test_the_result_of_an_indicator_is_called_by_the_indicator():
    sheet = Sheet()
    sheet.word(None, "103", "%", kind="target", label="群众满意度 / 完成值")
    [finding] = sheet.judged("V01")
    assert (finding.status, finding.explanation.split("；")[0]) == ("fail", "群众满意度 103% > 100%")
