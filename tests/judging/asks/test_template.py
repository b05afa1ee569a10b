"""Scoring rules and sample words left over from another form, titles and dates of another year."""

from dataclasses import replace

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison
from tests.extraction.printed_tables import report
from tests.judging.sheets import Sheet


def test_a_scoring_rule_names_the_points_of_its_own_indicator():
    text = "变动率≦0,计8分；＞0，每超过一个百分点扣0.8分，扣完为止。"
    verdicts = []
    for weight in ("8", "5"):
        sheet = Sheet()
        sheet.indicator("三公经费变动率", weight, weight, text)
        verdicts.append(sheet.statuses("L01"))
    assert verdicts == [["pass"], ["fail"]]


def test_a_rule_that_is_not_understood_names_no_points():
    sheet = Sheet()
    sheet.indicator("管理制度健全性", "3", "3", "制度健全，1分；执行有效，1分。")
    assert sheet.statuses("L01") == []


def scored(rule_text: str, definition: str = "") -> list[Comparison]:
    """What L01 says of years in a form of 2021, the weights aside."""
    sheet = Sheet(fiscal_year=2021)
    sheet.indicator("楼堂馆所面积控制率", "5", "5", rule_text)
    sheet.indicators[0] = replace(sheet.indicators[0], definition=definition)
    return [one for one in sheet.judged("L01") if one.unit == "年"]


def test_a_scoring_rule_of_a_year_long_past_was_left_over():
    [stale] = scored("该指标以2018年完工的楼堂馆所为评价内容。")
    assert (stale.status, stale.left_value, stale.right_value) == ("fail", 2018, 2021)
    assert "2018 年的旧表" in stale.suggestion
    [of_last_year] = scored("", "按市绩效办2020年对重点工作的考核分数折算")
    assert (of_last_year.status, of_last_year.left_value) == ("fail", 2020)


def test_a_scoring_rule_of_its_own_year_holds():
    assert [one.status for one in scored("以2021年完工的项目为评价内容")] == ["pass"]


@pytest.mark.parametrize(
    "text",
    [
        "比2020年减少的计5分",
        "2020年决算数为基数",
        "按《预算绩效管理办法》（2015年印发）执行",
        "《2016年度考核办法》规定的项目",
        "2018年以来未发生安全事故",
        "2016-2020年规划内的项目",
        "2022年3月底前报送",
        "较2019年的投诉件数下降",
        "按2017年颁布的质量标准评定",
        "人均补助标准（2019年69元）落实到位",
    ],
)
def test_a_year_that_is_compared_with_cited_or_still_to_come_is_none_that_is_scored(text: str):
    assert scored(text) == []


def test_an_earlier_year_beside_the_years_own_is_what_that_is_held_against():
    assert [one.status for one in scored("2018年的任务到2021年全部完成")] == ["pass"]
    assert scored("2018年开始解决，2021年所占比例不到5%") == []


def left_over(*subjects: str, kind: str) -> list[Comparison]:
    sheet = Sheet()
    for subject in subjects:
        sheet.claim(kind, subject=subject, quote=f"…{subject}…")
    return sheet.judged("L01")


def test_sample_words_are_told_once_with_every_place():
    [finding] = left_over("XX局", "20XX年", "XX局", kind="placeholder")
    assert (finding.status, finding.severity, finding.left_value) == ("fail", "warn", 3)
    assert [term.printed for term in finding.terms] == ["XX局", "20XX年", "XX局"]
    assert "“XX局”、“20XX年”" in finding.explanation


def test_rows_of_the_form_that_were_not_used_are_only_told():
    [finding] = left_over("指标2", "指标3", kind="sample_row")
    assert (finding.status, finding.severity) == ("fail", "info")


def titled(*titles: str) -> list[str]:
    sheet = Sheet()
    for title in titles:
        sheet.claim("form_title", subject=title, quote=title)
    return sheet.statuses("V04")


def test_the_forms_of_a_report_are_of_one_year():
    own, other = "2021年度部门整体支出绩效自评报告", "2020年度项目支出绩效自评表"
    assert titled(own, other.replace("2020", "2021"), other) == ["pass", "fail"]


def test_a_title_that_does_not_say_of_which_budget_year_it_is_compares_with_none():
    assert titled("2021年部门整体支出绩效自评报告", "2020年度项目支出绩效自评表") == []


def dated(date: str) -> list[str]:
    sheet = Sheet(fiscal_year=2021)
    sheet.claim("form_date", subject=date, quote=f"填报日期：{date}")
    return sheet.statuses("V04")


def test_a_report_is_not_dated_before_its_own_year():
    assert (dated("2022年3月5日"), dated("2020年3月5日")) == (["pass"], ["fail"])


def closed(told: str, title: str = "青禾县司法局2023年度部门决算") -> list[str]:
    found = extract(report(title, "2023年度支出合计10.00万元。", told), SourceClues(""))
    return [one.status for one in judge(found) if one.rule_code == "V04"]


def test_final_accounts_tell_what_there_is_at_the_end_of_their_year():
    told = "截至{}年12月31日，共有车辆3辆。"
    assert closed(told.format(2023)) == []
    assert closed(told.format(2022)) == ["fail"]
    assert closed(told.format(2022) + told.format(2023)) == []
    assert closed(told.format(2022), "青禾县司法局2023年部门预算") == []


def test_the_parts_of_a_report_are_of_its_year():
    own, part = "青禾县司法局2023年度部门决算", "第三部分 青禾县司法局{}年度部门决算情况说明"
    told = "2023年度支出合计10.00万元。"
    for year, status in ((2023, "pass"), (2022, "fail")):
        found = extract(report(own, told, part.format(year), told), SourceClues(""))
        assert [one.status for one in judge(found) if one.rule_code == "V04"] == [status]
