"""Claims in words against the numbers."""

from decimal import Decimal as D

from tests.judging.sheets import Sheet


def receipt(printed: str, received: str) -> Sheet:
    sheet = Sheet()
    sheet.cell("project_planned", "137.42", scope="校舍维修", label="计划安排资金", basis="planned")
    if received:
        sheet.cell("project_received", received, scope="校舍维修", label="实际到位资金", basis="received")
    sheet.word("receipt_rate", printed, "%", kind="percentage", label="资金到位率")
    return sheet


def test_a_full_receipt_rate_must_be_true():
    assert receipt("100", "137.42").statuses("C02") == ["pass"]
    [comparison] = receipt("100", "50.57").judged("C02")
    assert (comparison.status, comparison.left_value, comparison.right_value) == (
        "fail",
        D(100),
        D("36.7996"),
    )
    assert "50.57 ÷ 137.42 = 36.8%" in comparison.explanation
    assert [term.printed for term in comparison.terms] == ["100", "50.57", "137.42"]


def test_without_the_amount_received_the_claim_stays_open():
    [comparison] = receipt("100", "").judged("C02")
    assert (comparison.status, "项目到位资金" in comparison.reason) == ("not_applicable", True)


def test_all_money_received_in_words_is_judged_like_a_rate():
    sheet = receipt("100", "50.57")
    del sheet.figures[-1]
    sheet.claim("all_done", quote="该项目资金已全部到位")
    assert sheet.statuses("C02") == ["fail"]


def staffed(actual: str, *, claimed: bool = True, limit: str = "预算编制", score: str = "") -> Sheet:
    sheet = Sheet()
    sheet.cell("staff_quota", "100", "人", scope="")
    if actual:
        sheet.cell("staff_actual", actual, "人", scope="")
    if claimed:
        sheet.claim("within_limit", subject="财政供养人员", limit=limit, quote="财政供养人员控制在预算编制以内")
    if score:
        sheet.indicator("在职人员控制率", "5", score, code="D01")
    return sheet


def test_staff_within_its_establishment_is_taken_at_its_word():
    assert (staffed("100").statuses("C02"), staffed("101").statuses("C02")) == (["pass"], ["fail"])
    assert staffed("").statuses("C02") == ["not_applicable"]


def test_a_limit_on_spending_is_no_claim_about_staff():
    assert staffed("113", limit="预算总额").statuses("C02") == []


def test_staff_over_establishment_is_a_finding_only_where_the_report_says_otherwise():
    assert staffed("95", claimed=False).statuses("R01") == ["pass"]
    assert staffed("113").statuses("R01") == ["fail"]
    assert staffed("113", claimed=False, score="5").statuses("R01") == ["fail"]
    assert [one.severity for one in staffed("113").judged("R01")] == ["warn"]
    [honest] = staffed("113", claimed=False, score="0").judged("R01")
    assert (honest.status, "113%" in honest.reason) == ("not_applicable", True)


def goals(rate: str, *, quote: str = "重点项目均完成年初绩效目标") -> Sheet:
    sheet = Sheet()
    sheet.claim("all_done", subject="重点项目", quote=quote)
    if rate:
        sheet.word(None, rate, "%", kind="percentage", label="完成年度目标")
    return sheet


def test_all_goals_met_beside_a_goal_that_is_not():
    assert goals("100").statuses("C03") == ["pass"]
    [comparison] = goals("45.40").judged("C03")
    assert (comparison.status, comparison.severity) == ("fail", "warn")
    assert "45.4" in comparison.explanation
    assert goals("").statuses("C03") == ["not_applicable"]


def test_something_else_that_is_all_done_is_no_claim_about_goals():
    assert goals("45.40", quote="治理任务已全部完成").statuses("C03") == []
