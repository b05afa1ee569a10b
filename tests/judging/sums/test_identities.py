"""Totals and their parts: each equation passes, fails and is left open where it must."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.judging.register import rules
from flows.judging.sums.identities import totals_and_parts
from tests.extraction.printed_tables import report
from tests.judging.sheets import Sheet, sheet_of

EQUATIONS = [*totals_and_parts.codes, "A11"]


@pytest.mark.parametrize("code", EQUATIONS)
def test_the_passing_example_of_the_register_passes(code):
    assert set(sheet_of(rules()[code].example_pass).statuses(code)) == {"pass"}


@pytest.mark.parametrize("code", EQUATIONS)
def test_the_failing_example_of_the_register_fails(code):
    assert "fail" in sheet_of(rules()[code].example_fail).statuses(code)


@pytest.mark.parametrize(
    ("code", "example", "missing"),
    [
        ("A02", "支出合计=90 基本支出=30", "项目支出"),
        ("A03", "基本支出=30 人员支出=20", "公用支出"),
        ("A05", "收入合计=100 支出合计=90", "当年结余"),
        ("A10", "固定资产合计=80 出租固定资产=10", "在用固定资产"),
        ("A20", "公用支出=50 办公经费=20", "其他公用经费"),
        ("A11", "项目到位资金=100 项目结余=40", "支出"),
    ],
)
def test_a_missing_term_leaves_the_question_open_and_is_named(code, example, missing):
    found = sheet_of(example).judged(code)
    assert {(one.status, one.left_value, one.right_value) for one in found} == {("not_applicable", None, None)}
    assert missing in found[0].reason


@pytest.mark.parametrize(
    ("code", "total", "parts"),
    [
        ("A01", "income_total", ("income_general", "income_fund")),
        ("A07", "sangong_total", ("sangong_reception", "sangong_vehicle_running")),
        ("A08", "sangong_vehicles", ("sangong_vehicle_purchase", "sangong_vehicle_running")),
        ("A09", "procurement_total", ("procurement_goods", "procurement_works")),
    ],
)
def test_a_blank_part_is_not_zero(code, total, parts):
    sheet = Sheet()
    for scope, values in (("局机关", ("100", "70", None)), ("市政中心", ("30", "20", "10"))):
        for measure, printed in zip((total, *parts), values, strict=True):
            if printed:
                sheet.cell(measure, printed, scope=scope, row=len(scope))
    by_scope = {comparison.scope_name: comparison for comparison in sheet.judged(code)}
    assert by_scope["市政中心"].status == "pass"
    assert by_scope["局机关"].status == "not_applicable"
    assert "空白" in by_scope["局机关"].reason


def test_income_may_or_may_not_include_what_was_carried_in():
    with_it, without = Sheet(), Sheet()
    for sheet, total in ((with_it, "105"), (without, "100")):
        sheet.cell("income_total", total)
        sheet.cell("carry_in", "5", label="年度收入 / 其中 / 上年结转")
        sheet.cell("income_general", "100")
    assert (with_it.statuses("A01"), without.statuses("A01")) == (["pass"], ["pass"])


def test_staff_and_running_costs_are_all_of_basic_expenditure_where_their_own_parts_are_printed_too():
    parts = "人员支出=24 公用支出=6 对个人和家庭的补助=4 资本性支出=1"
    assert sheet_of(f"基本支出=30 {parts}").statuses("A03") == ["pass"]
    assert sheet_of(f"基本支出=35 {parts}").statuses("A03") == ["pass"]
    assert sheet_of(f"基本支出=45 {parts}").statuses("A03") == ["fail"]


def test_a_form_that_counts_what_was_carried_in_does_so_in_every_row():
    sheet = Sheet()
    for row, (scope, total, general) in enumerate((("局机关", "105", "100"), ("县第一中学", "130", "122"))):
        sheet.cell("income_total", total, scope=scope, row=row)
        sheet.cell("carry_in", "5", scope=scope, row=row)
        sheet.cell("income_general", general, scope=scope, row=row)
    [_, wrong] = sheet.judged("A01")
    assert (wrong.status, wrong.right_value) == ("fail", 1_270_000)


def test_the_explanation_is_the_equation_with_its_numbers():
    [comparison] = sheet_of("收入合计=29201 一般公共预算财政拨款=20353.71 政府性基金预算财政拨款=8847.29").judged("A01")
    assert comparison.explanation == (
        "收入合计 29201 = 一般公共预算财政拨款 20353.71 + 政府性基金预算财政拨款 8847.29 = 29201（万元）；相符"
    )


def test_a_sum_is_told_though_its_digits_stand_in_a_part_of_it():
    [comparison] = sheet_of("支出合计=90 基本支出=26 项目支出=40").judged("A02")
    assert "基本支出 26 + 项目支出 40 = 66（万元）" in comparison.explanation
    [comparison] = sheet_of("支出合计=90 基本支出=66.6 项目支出=-0.6").judged("A02")
    assert "= 66（万元）" in comparison.explanation


def test_a_failure_tells_both_sides_the_difference_and_the_swapped_digits():
    [comparison] = sheet_of("支出合计=100.25 基本支出=40.52 项目支出=60").judged("A02")
    assert "支出合计 100.25 ≠ 基本支出 40.52 + 项目支出 60 = 100.52（万元）；相差 0.27" in comparison.explanation
    assert "「基本支出」印作 40.52，若为 40.25 则相符：疑似数字颠倒" in comparison.suggestion
    assert comparison.suggestion.endswith(rules()["A02"].how_to_fix)


def test_a_number_in_the_wrong_unit_is_named():
    sheet = Sheet()
    sheet.cell("expenditure_total", "90")
    sheet.cell("expenditure_basic", "30")
    sheet.cell("expenditure_project", "600000")
    [comparison] = sheet.judged("A02")
    assert "疑似单位错位（相差 10000 倍" in comparison.suggestion


def test_what_rounding_explains_passes_as_information():
    [comparison] = sheet_of("支出合计=100.01 基本支出=40 项目支出=60").judged("A02")
    assert (comparison.status, comparison.severity) == ("pass", "info")
    assert comparison.slack > 0


def test_an_unknown_column_of_the_row_may_be_the_missing_part():
    sheet = sheet_of("支出合计=100 基本支出=40 项目支出=50")
    sheet.cell(None, "10", label="上缴上级支出")
    [comparison] = sheet.judged("A02")
    assert (comparison.status, "上缴上级支出" in comparison.reason) == ("not_applicable", True)


def test_a_sentence_that_lists_some_parts_proves_nothing_until_they_exceed_the_total():
    partial, too_much = Sheet(), Sheet()
    for sheet, fund in ((partial, "30"), (too_much, "50")):
        sheet.word("income_total", "100")
        sheet.word("income_general", "60")
        sheet.word("income_fund", fund)
    assert (partial.statuses("A01"), too_much.statuses("A01")) == (["not_applicable"], ["fail"])


def test_a_form_repeated_in_a_sentence_is_one_answer():
    sheet = Sheet()
    for add in (sheet.cell, sheet.word):
        for code, printed in (
            ("expenditure_total", "90"),
            ("expenditure_basic", "30"),
            ("expenditure_project", "60"),
        ):
            add(code, printed, scope="局机关")
    assert sheet.statuses("A02") == ["pass"]


def test_units_are_never_mixed():
    sheet = Sheet()
    sheet.cell("expenditure_total", "90", scope="局机关")
    sheet.cell("expenditure_basic", "30", scope="市政中心")
    sheet.cell("expenditure_project", "60", scope="市政中心")
    assert sheet.statuses("A02") == []


def test_two_values_for_one_term_are_ambiguous():
    sheet = sheet_of("支出合计=90 基本支出=30 项目支出=60")
    sheet.cell("expenditure_basic", "31")
    [comparison] = sheet.judged("A02")
    assert (comparison.status, "多个数值" in comparison.reason) == ("not_applicable", True)


def spoken_procurement(*parts: tuple[str, str]) -> Sheet:
    sheet = Sheet()
    sheet.word("procurement_total", "60")
    for code, printed in parts:
        sheet.word(code, printed)
    return sheet


def test_goods_services_and_works_are_all_that_is_procured_in_a_sentence_too():
    two = (("procurement_goods", "10"), ("procurement_services", "20"))
    assert spoken_procurement(*two, ("procurement_works", "30")).statuses("A09") == ["pass"]
    assert spoken_procurement(*two, ("procurement_works", "25")).statuses("A09") == ["fail"]
    assert spoken_procurement(*two).statuses("A09") == ["not_applicable"]


def three_public_costs(**printed: str) -> list[str]:
    """The verdicts on a row of a form whose other row prints every column."""
    sheet = Sheet()
    for scope, row in (("局机关", printed), ("服务中心", dict.fromkeys(printed, "0"))):
        for code, value in row.items():
            if value:
                sheet.cell(f"sangong_{code}", value, scope=scope, row=len(scope))
    return [one.status for one in sheet.judged("A07") if one.scope_name == "局机关"]


def costs(total: str, abroad: str, vehicles: str, purchase: str, running: str, reception: str) -> dict[str, str]:
    parts = {"vehicles": vehicles, "vehicle_purchase": purchase, "vehicle_running": running}
    return {"total": total, "abroad": abroad, **parts, "reception": reception}


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        (costs("100", "10", "60", "20", "40", "30"), "pass"),
        (costs("100", "10", "90", "20", "40", "30"), "fail"),
        (costs("100", "10", "60", "20", "70", "30"), "fail"),
        (costs("100", "10", "60", "", "60", "20"), "fail"),
        (costs("100", "10", "60", "", "40", "30"), "pass"),
        (costs("100", "10", "", "20", "40", "30"), "pass"),
        (costs("100", "", "60", "20", "40", "30"), "not_applicable"),
        (costs("100", "", "60", "20", "40", "50"), "fail"),
    ],
)
def test_the_three_public_costs_hold_with_the_vehicles_as_one_and_by_their_items(printed, wanted):
    assert three_public_costs(**printed) == [wanted]


def test_readings_of_which_only_one_holds_are_not_held_against_each_other():
    sheet = Sheet()
    for code, printed in (("income_total", "105"), ("carry_in", "5"), ("income_general", "105")):
        sheet.cell(code, printed)
    assert sheet.statuses("A01") == ["pass"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("其中因公出国（境）费0万元、公务用车购置费128万元、公务用车运行维护费624万元、公务接待费215万元。", "fail"),
        ("其中因公出国（境）费0万元、公务用车购置费128万元、公务用车运行维护费642万元、公务接待费215万元。", "pass"),
        ("其中公务用车购置费128万元、公务用车运行维护费624万元、公务接待费215万元。", "not_applicable"),
    ],
)
def test_a_sentence_that_lists_every_public_cost_lists_all_of_them(sentence, wanted):
    text = report("皖溪县财政局2023年度部门决算公开", f"全年“三公”经费支出985万元，{sentence}")
    told = judge(extract(text, SourceClues("报告.docx")))
    assert [one.status for one in told if one.rule_code == "A07"] == [wanted]
