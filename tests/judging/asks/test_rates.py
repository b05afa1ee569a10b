"""Printed percentages against the amounts they come from."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction import printed_tables
from tests.judging.sheets import Sheet


def share(printed: str, part: str = "60.05", *, whole: bool = True) -> Sheet:
    sheet = Sheet()
    total = sheet.word("expenditure_total", "100")
    one = sheet.word("expenditure_basic", part)
    value = sheet.word(None, printed, "%", kind="percentage", label="基本支出占本年支出")
    sheet.claim("share", value=value, parts=(one,), whole=total if whole else None)
    return sheet


def test_a_share_is_part_over_whole():
    assert (share("60.05").statuses("A15"), share("65.00").statuses("A15")) == (["pass"], ["fail"])


def test_a_share_that_was_cut_off_passes_as_such():
    [comparison] = share("60.04", "60.049").judged("A15")
    assert (comparison.status, comparison.severity) == ("pass", "info")
    assert "截尾允许的" in comparison.explanation


@pytest.mark.parametrize(("printed", "verdict"), [("80.00", "pass"), ("79.99", "fail"), ("80", "pass"), ("79", "fail")])
def test_nothing_is_cut_off_where_nothing_stands_behind(printed, verdict):
    sheet = Sheet()
    sheet.cell("staff_quota", "100", "人")
    sheet.cell("staff_actual", "80", "人")
    sheet.cell("staff_control_rate", printed, "%")
    assert sheet.statuses("R01") == [verdict]


def shares(*printed: str, parts: tuple[str, ...] = ("13.449", "28.449", "58.102")) -> Sheet:
    sheet = Sheet()
    total = sheet.word("income_total", "100.000")
    codes = ("income_general", "income_fund", "income_other")
    for code, part, own in zip(codes, parts, printed, strict=True):
        value = sheet.word(None, own, "%", kind="percentage", label="占收入合计")
        sheet.claim("share", value=value, parts=(sheet.word(code, part),), whole=total)
    return sheet


def test_shares_nudged_to_make_a_hundred_pass():
    nudged = shares("13.45", "28.45", "58.10").judged("A15")
    assert {one.status for one in nudged} == {"pass"}
    parts = ("8.449", "33.334", "58.217")
    moved = shares("8.45", "33.33", "58.22", parts=parts)
    assert set(moved.statuses("A15")) == {"pass"}
    thirds = shares("33.4", "33.3", "33.3", parts=("33.334", "33.333", "33.333"))
    assert set(thirds.statuses("A15")) == {"pass"}
    assert "凑足 100%" in thirds.judged("A15")[0].explanation


def test_nudged_shares_are_off_by_no_more_than_a_unit_and_only_where_rounding_misses_a_hundred():
    assert "fail" in shares("33.5", "33.3", "33.2", parts=("33.334", "33.333", "33.333")).statuses("A15")
    assert "fail" in shares("25.1", "24.9", "50.0", parts=("25.000", "25.000", "50.000")).statuses("A15")


def test_shares_cut_off_may_add_up_to_less_than_a_hundred():
    cut = shares("13.4", "28.4", "58.1")
    assert set(cut.statuses("A15")) == {"pass"}
    assert "fail" in shares("13.4", "28.4", "57.1").statuses("A15")


def test_a_share_without_its_whole_is_tried_on_the_total_it_belongs_to():
    assert share("60.05", whole=False).statuses("A15") == ["pass"]
    assert share("65.00", whole=False).statuses("A15") == ["not_applicable"]


@pytest.mark.parametrize(("second", "verdict"), [("40.0", "pass"), ("39.0", "fail")])
def test_shares_of_all_parts_add_up_to_a_hundred(second, verdict):
    sheet = Sheet()
    total = sheet.word("expenditure_total", "100.00")
    for code, part, printed in (
        ("expenditure_basic", "60.00", "60.0"),
        ("expenditure_project", "40.00", second),
    ):
        one = sheet.word(code, part)
        value = sheet.word(None, printed, "%", kind="percentage", label="占比")
        sheet.claim("share", value=value, parts=(one,), whole=total)
    assert sheet.judged("A15")[-1].status == verdict


def executed(printed: str, *budgets: tuple[str, str]) -> Sheet:
    sheet = Sheet()
    for basis, amount in budgets:
        sheet.cell("project_budget", amount, scope="校舍维修", basis=basis)
    sheet.cell("project_spent", "80", scope="校舍维修", basis="spent")
    sheet.cell("exec_rate_of_budget", printed, "%", scope="校舍维修")
    return sheet


def test_an_execution_rate_may_be_of_either_budget_beside_it():
    budgets = (("initial_budget", "160"), ("annual_budget", "100"))
    assert executed("80.00", *budgets).statuses("A14") == ["pass"]
    assert executed("50.00", *budgets).statuses("A14") == ["pass"]
    assert executed("85.00", *budgets).statuses("A14") == ["fail"]
    assert executed("85.00").statuses("A14") == ["not_applicable"]


@pytest.mark.parametrize(
    ("printed", "cause"),
    [
        ("58.30", ""),
        ("46.00", "若为 64 则相符：疑似数字颠倒；"),
        ("84.00", "若为 64 则相符：疑似一位数字录错；"),
        ("6400.00", "若为 64 则相符：疑似小数点错位（相差 100 倍）；"),
    ],
)
def test_a_printed_rate_that_is_a_slip_away_from_the_recomputed_one_says_so(printed: str, cause: str):
    [finding] = executed(printed, ("annual_budget", "125")).judged("A14")
    assert finding.status == "fail"
    assert cause in finding.suggestion
    assert ("疑似" in finding.suggestion) == bool(cause)


def test_a_rate_in_a_sentence_is_recomputed_from_the_amounts_of_the_sentence():
    sheet = Sheet()
    budget, spent = sheet.word("project_budget", "100.0"), sheet.word("project_spent", "80.0")
    value = sheet.word("exec_rate_of_budget", "90.0", "%", kind="percentage")
    sheet.claim("rate", value=value, parts=(spent,), whole=budget)
    assert sheet.statuses("A14") == ["fail"]


@pytest.mark.parametrize(
    ("rule", "rate", "figures"),
    [
        (
            "R01",
            "staff_control_rate",
            (("staff_actual", "actual", 0, "80"), ("staff_quota", "actual", 0, "100")),
        ),
        (
            "R02",
            "sangong_change_rate",
            (("sangong_total", "actual", 0, "180"), ("sangong_total", "actual", -1, "100")),
        ),
        (
            "R09",
            "public_control_rate",
            (("expenditure_public", "actual", 0, "80"), ("expenditure_public", "budget", 0, "100")),
        ),
        (
            "R10",
            "sangong_control_rate",
            (("sangong_total", "actual", 0, "80"), ("sangong_total", "annual_budget", 0, "100")),
        ),
        (
            "R11",
            "procurement_execution_rate",
            (("procurement_total", "actual", 0, "80"), ("procurement_total", "budget", 0, "100")),
        ),
        (
            "R12",
            "assets_use_rate",
            (("assets_in_use", "actual", 0, "80"), ("assets_total", "actual", 0, "100")),
        ),
    ],
)
def test_a_printed_rate_is_recomputed_from_the_department_s_amounts(rule, rate, figures):
    for printed, verdict in (("80", "pass"), ("95", "fail")):
        sheet = Sheet()
        for code, basis, shift, amount in figures:
            sheet.cell(
                code,
                amount,
                "人" if code.startswith("staff") else "万元",
                scope="",
                basis=basis,
                period=2021 + shift,
            )
        sheet.cell(rate, printed, "%", scope="", kind="percentage")
        assert sheet.statuses(rule) == [verdict]
    lonely = Sheet()
    lonely.cell(rate, "80", "%", scope="", kind="percentage")
    assert lonely.statuses(rule) == ["not_applicable"]


def overspent(spent: str, word: str = "") -> Sheet:
    sheet = Sheet()
    sheet.cell("project_budget", "100", scope="校舍维修", basis="budget")
    sheet.cell("project_spent", spent, scope="校舍维修", basis="spent")
    if word:
        sheet.word(None, "30", quote=f"年中{word}预算30万元")
    return sheet


def test_spending_beyond_the_budget_must_be_explained():
    assert overspent("90").statuses("C04") == ["pass"]
    [comparison] = overspent("130").judged("C04")
    assert (comparison.status, comparison.severity) == ("fail", "warn")
    assert "130 ÷ 100 = 130% > 100%" in comparison.explanation
    assert overspent("130", "追加").statuses("C04") == ["not_applicable"]


def test_spending_of_another_year_is_not_beyond_this_years_budget():
    sheet = overspent("90")
    sheet.cell("project_spent", "130", scope="校舍维修", basis="spent", period=2020)
    assert sheet.statuses("C04") == ["pass"]


def test_the_execution_rate_of_basic_expenditure_is_that_of_its_own_row():
    def judged(printed: str) -> list[str]:
        sheet = Sheet()
        for row, (code, budget, spent, rate) in enumerate(
            (("expenditure_basic", "5344.10", "5298.12", printed), ("expenditure_project", "4532", "4436.32", "97.89"))
        ):
            sheet.cell(code, budget, scope="", basis="adjusted_budget", row=row)
            sheet.cell(code, spent, scope="", row=row)
            sheet.cell("exec_rate_of_budget", rate, "%", scope="", row=row)
        return sheet.statuses("A14")

    assert judged("99.14") == ["pass", "pass"]
    assert judged("91.14") == ["fail", "pass"]


NEAR_RATES = {
    "R03": ("key_spending_rate", ("key_project_spending", "actual"), ("expenditure_project", "actual")),
    "R04": ("budget_completion_rate", ("expenditure_total", "actual"), ("expenditure_total", "annual_budget")),
    "R05": ("budget_adjustment_rate", ("budget_added", "budget"), ("expenditure_total", "initial_budget")),
    "R07": ("carry_over_rate", ("carry_out", "actual"), ("expenditure_total", "annual_budget")),
    "R13": ("card_rate", ("card_paid", "actual"), ("card_due", "actual")),
    "R14": ("buildings_area_rate", ("buildings_area", "actual"), ("buildings_area_approved", "actual")),
}


def beside(rule_code: str, printed: str, *, table: int = 0) -> Sheet:
    rate, (part, part_basis), (whole, whole_basis) = NEAR_RATES[rule_code]
    unit = "平方米" if rule_code == "R14" else "万元"
    sheet = Sheet()
    sheet.cell(part, "80", unit, scope="", basis=part_basis)
    sheet.cell(whole, "100", unit, scope="", basis=whole_basis)
    sheet.cell(rate, printed, "%", scope="", kind="percentage", table=table)
    return sheet


@pytest.mark.parametrize("code", NEAR_RATES)
def test_a_rate_is_recomputed_from_the_amounts_of_its_own_table(code):
    assert beside(code, "80").statuses(code) == ["pass"]
    assert beside(code, "90").statuses(code) == ["fail"]


@pytest.mark.parametrize("code", NEAR_RATES)
def test_amounts_of_another_table_decide_nothing_about_such_a_rate(code):
    assert beside(code, "90", table=1).statuses(code) == ["not_applicable"]


def test_the_progress_of_payments_is_a_rate_of_two_rates():
    for printed, status in (("90", "pass"), ("95", "fail")):
        sheet = Sheet()
        sheet.cell("payment_progress_actual", "45", "%", scope="", kind="percentage")
        sheet.cell("payment_progress_planned", "50", "%", scope="", kind="percentage")
        sheet.cell("payment_progress_rate", printed, "%", scope="", kind="percentage")
        assert sheet.statuses("R06") == [status]


@pytest.mark.parametrize("before", [("carry_out", 2020), ("carry_in", 2021)])
def test_the_change_of_what_is_carried_over_is_that_since_last_year_s_end(before: tuple[str, int]):
    code, year = before
    for printed, table, status in (("20", 0, "pass"), ("2", 0, "fail"), ("2", 1, "not_applicable")):
        sheet = Sheet(fiscal_year=2021)
        sheet.cell("carry_out", "60", scope="")
        sheet.cell(code, "50", scope="", period=year)
        sheet.cell("carry_over_change_rate", printed, "%", scope="", kind="percentage", table=table)
        assert sheet.statuses("R08") == [status]


def _indicator(printed: str, *others: str) -> list[tuple[str, str]]:
    understood = extract(
        printed_tables.report(
            "青禾县林业局2022年度部门整体支出绩效自评报告",
            "部门收支情况表（单位：万元）",
            printed_tables.table(
                "项目 | 2022年预算数 | 2022年决算数", "政府采购金额 | 320.00 | 301.76", "支出合计 | 900.00 | 880.00"
            ),
            "部门整体支出绩效自评表",
            printed_tables.table(
                "一级指标 | 二级指标 | 三级指标 | 完成情况 | 分值 | 得分",
                f"过程 | 预算管理 | 政府采购执行率 | {printed} | 5 | 5",
                *(f"过程 | 预算管理 | 政府采购执行率 | {other} | 5 | 5" for other in others),
            ),
        ),
        SourceClues(source_path="报告.docx"),
    )
    return [(one.status, one.severity) for one in judge(understood) if one.rule_code == "R11"]


def test_what_an_indicator_reached_is_recomputed_and_asked_about():
    assert [status for status, _ in _indicator("94.30%")] == ["pass"]
    assert _indicator("93.40%") == [("fail", "warn")]


def test_an_indicator_that_is_worked_out_otherwise_is_left_alone():
    assert not _indicator("5.70%")  # what was saved
    assert not _indicator("93.40%", "88.00%")  # which of two?
