"""One fact in two places."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction.printed_tables import report, table
from tests.judging.sheets import Sheet


def received(spoken: str, printed: str = "5057", *, scope: str = "") -> Sheet:
    sheet = Sheet()
    sheet.cell("project_received", printed, scope="校舍维修", label="实际到位资金", basis="received")
    sheet.word("project_received", spoken, label="现已到位资金", scope=scope, basis="actual")
    return sheet


def test_text_and_form_agree():
    assert received("5057").statuses("X01") == ["pass"]


def test_swapped_digits_are_found_and_named():
    [comparison] = received("5075").judged("X01")
    assert (comparison.status, comparison.severity) == ("fail", "error")
    assert "（文中） 5075 ≠ 实际到位资金（表中） 5057" in comparison.explanation
    assert "疑似数字颠倒" in comparison.suggestion


def test_a_hedged_number_agrees_with_what_it_hedges():
    assert received("5057余").statuses("X01") == ["pass"]


def test_with_two_projects_a_sentence_without_a_name_is_compared_with_neither():
    sheet = received("5075")
    sheet.cell("project_received", "100", scope="操场改造", label="实际到位资金", basis="received")
    assert sheet.statuses("X01") == []


def test_two_values_in_the_form_leave_the_question_open():
    sheet = received("5075")
    sheet.cell("project_received", "6000", scope="校舍维修", label="实际到位资金", basis="received", row=3)
    assert sheet.statuses("X01") == ["not_applicable"]


def test_a_sentence_that_counts_in_what_was_carried_over_contradicts_no_form():
    sheet = Sheet()
    sheet.cell("income_total", "2148.09", basis="budget")
    sheet.cell("carry_in", "35.60", basis="budget", row=1)
    sheet.word("income_total", "2183.69", label="收入预算", basis="budget")
    [comparison] = sheet.judged("X01")
    assert comparison.status == "not_applicable"
    assert "35.60" in comparison.explanation
    off = Sheet()
    off.cell("income_total", "2148.09", basis="budget")
    off.cell("carry_in", "35.60", basis="budget", row=1)
    off.word("income_total", "2183.96", label="收入预算", basis="budget")
    assert off.statuses("X01") == ["fail"]


def test_the_department_s_sentence_is_compared_with_the_total_row():
    sheet = Sheet()
    sheet.cell("income_total", "100", scope="局机关及二级机构汇总")
    sheet.cell("income_total", "70", scope="局机关", row=1)
    sheet.word("income_total", "100")
    assert sheet.statuses("X01") == ["pass"]


def test_a_budget_is_not_compared_with_final_accounts():
    sheet = Sheet()
    sheet.cell("sangong_total", "10", scope="", basis="budget")
    sheet.word("sangong_total", "8", basis="actual")
    assert sheet.statuses("X01") == []


def test_a_sentence_about_one_budget_against_all_money_is_a_warning():
    sheet = Sheet()
    sheet.cell("expenditure_public", "15.49", scope="")
    sheet.word("expenditure_public", "15.16", quote="一般公共预算财政拨款基本支出129.85万元，其中公用经费15.16万元")
    [comparison] = sheet.judged("X01")
    assert (comparison.status, comparison.severity) == ("fail", "warn")
    assert "一般公共预算财政拨款" in comparison.suggestion


def test_a_second_number_of_the_paragraph_that_agrees_makes_the_first_one_another_fact():
    sheet = Sheet()
    sheet.cell("sangong_reception", "1.01", scope="")
    sheet.word("sangong_reception", "8", quote="安排公务接待费8万元")
    sheet.word("sangong_reception", "1.01", quote="实际支出公务接待费1.01万元")
    assert sheet.statuses("X01") == ["not_applicable", "pass"]


def test_without_a_form_only_a_slip_between_sentences_counts():
    slip, other = Sheet(), Sheet()
    for sheet, second in ((slip, "1374.2"), (other, "980.5")):
        sheet.word("project_planned", "1347.2", block=1)
        sheet.word("project_planned", second, block=2)
    assert (slip.statuses("X01"), other.statuses("X01")) == (["fail"], [])


def balances(project: str, department: str) -> Sheet:
    sheet = Sheet()
    sheet.cell("project_balance", project, scope="校舍维修", basis="balance", table=2)
    if department:
        sheet.cell("carry_out", department, scope="")
    return sheet


def test_a_project_with_money_left_contradicts_a_department_without_any():
    assert balances("0", "0").statuses("X03") == ["pass"]
    assert balances("40", "0").statuses("X03") == ["fail"]
    assert balances("40", "50").statuses("X03") == ["pass"]
    assert balances("40", "").statuses("X03") == []


def test_a_part_of_the_measure_is_not_compared_with_the_whole():
    form = table("<2>支出（万元）", "支出合计 | 1850.35", "基本支出 | 1250.35")
    text = report(
        "2021年度部门整体支出绩效自评报告", form, "其中机关本级基本支出1000万元，财政拨款基本支出1220.35万元。"
    )
    assert [c.rule_code for c in judge(extract(text, SourceClues(""))) if c.status == "fail"] == []


def test_parts_of_another_whole_are_compared_with_no_form():
    """What one budget gives for 三公经费 is no total, and so are its parts none."""
    form = table(
        "项目 | 2021年预算数 | 2021年决算数", "三公经费 | 37 | 5", "公务接待费 | 19 | 1", "公务用车运行维护费 | 18 | 4"
    )
    for words, statuses in (
        ("基本支出中安排三公经费预算10万元，其中：公务接待费8万元。", set()),
        ("全年三公经费预算10万元，其中：公务接待费8万元。", {"fail"}),
    ):
        extracted = extract(report("2021年度部门整体支出绩效自评报告", words, "单位：万元", form), SourceClues(""))
        assert {one.status for one in judge(extracted) if one.rule_code == "X01"} == statuses


def test_what_goes_on_from_the_treasury_s_money_is_compared_with_no_form_of_all_money():
    def judged(whole: str, block: int = 91) -> list[str]:
        sheet = Sheet()
        sheet.cell("sangong_total", "12")
        sheet.cell("sangong_reception", "5")
        sheet.word("sangong_total", "12", label=whole)
        sheet.word("sangong_reception", "3", label="公务接待费支出", block=block)
        return sheet.statuses("X01")

    assert "fail" in judged("三公经费支出")
    assert "fail" not in judged("财政拨款“三公”经费支出")
    assert "fail" in judged("财政拨款“三公”经费支出", block=99)


def test_what_goes_on_from_the_treasury_s_money_does_so_for_the_next_three_paragraphs():
    def judged(paragraphs_later: int) -> list[str]:
        sheet = Sheet()
        sheet.cell("sangong_total", "12")
        sheet.cell("sangong_reception", "5")
        sheet.word("sangong_total", "12", label="财政拨款“三公”经费支出", block=90)
        sheet.word("sangong_reception", "3", label="公务接待费支出", block=90 + paragraphs_later)
        return sheet.statuses("X01")

    assert [judged(later) for later in (0, 3, 4)] == [[], [], ["fail"]]


@pytest.mark.parametrize(
    "text",
    [
        "年末结转和结余：指单位结转到下年的资金，如2022年结转到2023年的年末结转和结余31.46万元。",
        "4个下属单位年末结转和结余31.46万元。",
    ],
)
def test_what_a_definition_or_some_units_have_is_not_held_against_the_form(text):
    form = table("项目 | 金额", "收入合计 | 500.00", "年末结转和结余 | 32.34", block_no=1)
    found = extract(report("青禾县林业局2023年度部门决算公开", form, text), SourceClues(source_path="表.docx"))
    assert not [one for one in judge(found) if one.rule_code == "X01" and one.status == "fail"]
