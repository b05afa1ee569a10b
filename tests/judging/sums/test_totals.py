"""Total rows, sources of money and vouchers."""

from tests.judging.sheets import Sheet


def units(total: str, *rows: tuple[str, str]) -> Sheet:
    sheet = Sheet()
    sheet.cell("income_total", total, scope="局机关及二级机构汇总", row=0)
    for number, (scope, printed) in enumerate(rows, 1):
        sheet.cell("income_total", printed, scope=scope, row=number)
    return sheet


def test_the_total_row_is_the_sum_of_its_units():
    assert units("100", ("局机关", "70"), ("市政中心", "30")).statuses("A04") == ["pass"]


def test_a_total_row_that_is_not_the_sum_names_every_unit():
    [comparison] = units("100", ("局机关", "70"), ("市政中心", "40")).judged("A04")
    assert comparison.status == "fail"
    assert "局机关 70 + 市政中心 40" in comparison.explanation


def test_a_unit_without_a_number_leaves_the_column_open():
    sheet = units("100", ("局机关", "70"))
    sheet.cell("expenditure_total", "30", scope="市政中心", row=2)
    assert "not_applicable" in sheet.statuses("A04")


def test_a_unit_that_a_part_of_the_form_leaves_out_hides_no_number_of_that_part():
    sheet = units("100", ("局机关", "70"))
    for row, (scope, printed) in enumerate((("局机关及二级机构汇总", "90"), ("局机关", "60"), ("市政中心", "30")), 5):
        sheet.cell("expenditure_total", printed, scope=scope, row=row)
    assert sorted(sheet.statuses("A04")) == ["fail", "pass"]


def projects(total: str) -> Sheet:
    sheet = Sheet()
    for row, (scope, printed) in enumerate((("校舍维修", "60"), ("操场改造", "40"), ("合计：", total))):
        sheet.cell("project_budget", printed, scope=scope, label="预算金额 / 指标总额", basis="budget", row=row)
    return sheet


def test_the_total_row_of_a_project_table_is_the_sum_of_its_projects():
    assert (projects("100").statuses("A13"), projects("110").statuses("A13")) == (["pass"], ["fail"])


def test_a_project_without_a_number_leaves_its_column_open():
    sheet = projects("120")
    sheet.cell("project_spent", "9", scope="食堂改造", row=4)
    assert sheet.statuses("A13") == ["not_applicable"]


def test_a_unit_left_blank_above_its_total_row_leaves_the_column_open():
    sheet = Sheet()
    sheet.cell("project_budget", "60", scope="校舍维修", label="预算金额", basis="budget", row=0)
    sheet.cell("project_spent", "9", scope="食堂改造", label="实际支出", row=1)
    sheet.cell("project_budget", "100", scope="合计：", label="预算金额", basis="budget", row=2)
    [comparison] = sheet.judged("A13")
    assert (comparison.status, comparison.explanation) == ("not_applicable", "预算金额：有 1 行空白，不作 0 处理")


def test_one_source_of_money_is_at_most_the_whole():
    for part, verdict in (("60", "pass"), ("70", "fail")):
        sheet = Sheet()
        sheet.cell("project_budget", "60", scope="校舍维修", label="预算金额 / 指标总额", basis="budget")
        sheet.cell("project_budget", part, scope="校舍维修", label="预算金额 / 其中：区级资金", basis="budget")
        [comparison] = sheet.judged("A13")
        assert (comparison.status, comparison.relation) == (verdict, "le")


def funded(planned: str, *levels: tuple[str, str]) -> Sheet:
    sheet = Sheet()
    sheet.cell("project_planned", planned, scope="校舍维修", label="计划安排资金", basis="planned")
    for level, printed in levels:
        sheet.cell("project_planned", printed, scope="校舍维修", label=f"计划安排资金 / {level}", basis="planned")
    return sheet


def test_sources_of_money_make_up_the_stage():
    assert funded("100", ("其中：中央财政", "60"), ("县市区财政", "40")).statuses("A11") == ["pass"]
    assert funded("100", ("其中：中央财政", "60"), ("县市区财政", "30")).statuses("A11") == ["fail"]


def test_a_blank_source_leaves_the_stage_open():
    sheet = funded("100", ("其中：中央财政", "60"), ("县市区财政", "40"))
    sheet.cell("project_received", "80", scope="校舍维修", label="实际到位资金", basis="received")
    sheet.cell("project_received", "60", scope="校舍维修", label="实际到位资金 / 其中：中央财政", basis="received")
    assert sheet.statuses("A11") == ["pass", "not_applicable"]


def vouchers(total: str, spent: str) -> Sheet:
    sheet = Sheet()
    sheet.voucher("600050.00", "校舍维修")
    sheet.voucher("400000", "校舍维修")
    if total:
        sheet.cell(None, total, "元", scope="校舍维修", label="支出合计", kind="voucher", table=40, row=9)
    if spent:
        sheet.cell("project_spent", spent, scope="校舍维修", basis="spent")
    return sheet


def test_vouchers_total_and_spending_agree_within_rounding():
    exact, by_rounding = vouchers("1000050", "100.01").judged("A12")
    assert (exact.status, exact.severity) == ("pass", "error")
    assert (by_rounding.status, by_rounding.severity) == ("pass", "info")


def test_a_voucher_total_that_is_not_the_sum_fails():
    assert vouchers("1000500", "100.05").statuses("A12") == ["fail", "pass"]


def test_vouchers_without_a_total_or_spending_are_left_open():
    assert vouchers("", "").statuses("A12") == ["not_applicable"]
