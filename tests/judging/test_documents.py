"""A report beside last year's and beside the final accounts: the same judge, over two documents."""

from dataclasses import replace
from decimal import Decimal

from flows.judging.documents import FiledReport, compare_documents
from flows.model.facts import Comparison, Figure
from flows.model.report import Place
from tests.dbt_project.invented_night import figure


def amount(row: int, value: str, measure: str = "procurement_total", year: int = 2019, **changes: object) -> Figure:
    """What the base data table says of the whole department in 元."""
    words = {"scope_name": "", "label": f"{measure} / {year}年决算数", "measure_code": measure, "period_year": year}
    return figure(row, value, Place(3, 0, row, 1, 0, len(value)), **{**words, **changes})


def report(name: str, year: int, *figures: Figure, kind: str = "department_evaluation", title: str = "") -> FiledReport:
    return FiledReport(name, f"r-{name}", 0, "d1", kind, year, title, "交通运输局", figures)


def compared(*reports: FiledReport) -> list[tuple[str, Comparison]]:
    return list(compare_documents(reports))


def test_last_year_s_number_is_held_against_last_year_s_report():
    [(document, found)] = compared(report("old", 2019, amount(0, "305800")), report("new", 2020, amount(0, "308500")))

    assert (document, found.rule_code, found.comparison_no, found.status) == ("new", "X02", -1, "fail")
    assert (found.left_value, found.right_value, found.slack, found.unit) == (308500, 305800, 1, "元")
    assert found.explanation == (
        "2019年政府采购金额（决算） 30.85 ≠ 2019年部门整体支出绩效自评所印 30.58（万元）；"
        "相差 0.27，超过四舍五入允许的 0.0001"
    )
    assert found.suggestion.startswith("疑似数字颠倒；")


def test_the_terms_say_in_which_document_they_stand():
    [(_, found)] = compared(report("old", 2019, amount(0, "305800")), report("new", 2020, amount(0, "305800")))

    assert [(term.side, term.sign, term.role, term.value, term.document_id) for term in found.terms] == [
        ("left", 1, "addend", 305800, ""),
        ("right", 1, "addend", 305800, "old"),
    ]


def test_rounding_is_the_judge_s_own():
    rounded = amount(0, "306000", step=Decimal(1000), printed="30.6", printed_unit="万元")
    [(_, found)] = compared(report("old", 2019, amount(0, "305800")), report("new", 2020, rounded))

    assert (found.status, found.severity, found.slack) == ("pass", "info", Decimal("500.5"))


def test_several_numbers_leave_the_question_open_and_say_which_report_has_them():
    two, one = (amount(0, "305800"), amount(1, "305900")), amount(0, "305800")

    [(_, own)] = compared(report("old", 2019, one), report("new", 2020, *two))
    [(_, other)] = compared(report("old", 2019, *two), report("new", 2020, one))

    assert (own.status, own.reason) == ("not_applicable", "2019年政府采购金额（决算）：本报告中有多个不同数值")
    assert other.reason == "2019年政府采购金额（决算）：2019年部门整体支出绩效自评中有多个不同数值"
    assert (own.left_value, own.right_value, own.slack, own.unit) == (None, None, 0, "")


def test_what_was_carried_over_may_be_counted_or_not():
    own = report("new", 2020, amount(0, "1100", "income_total", 2020), amount(1, "100", "carry_in", 2020))
    accounts = report("accounts", 2020, amount(0, "1000", "income_total", 2020), kind="department_accounts")

    [(_, found)] = compared(own, accounts)

    assert (found.rule_code, found.status) == ("X06", "not_applicable")
    assert found.reason.endswith("两处相差正是结转数，一处含结转，一处不含，口径不同")


def test_only_totals_of_the_evaluation_are_held_against_the_accounts():
    own = report("new", 2020, amount(0, "5", "assets_total", 2020), amount(1, "90", "expenditure_total", 2020))
    accounts = report(
        "accounts", 2020, amount(0, "6", "assets_total", 2020), amount(1, "80", "expenditure_total", 2020),
        kind="department_accounts",
    )  # fmt: skip

    assert [(found.subject, found.status) for _, found in compared(own, accounts)] == [("expenditure_total 元", "fail")]


def test_the_bureau_alone_is_not_asked_for_the_department_with_its_units():
    alone = report("old", 2019, amount(0, "305800"), title="财政局（本级）2019年度部门整体支出绩效自评报告")

    assert compared(alone, report("new", 2020, amount(0, "1"))) == []


def test_neither_another_department_nor_the_year_before_last_is_asked():
    own, old = report("new", 2020, amount(0, "1")), report("old", 2019, amount(0, "2"))

    assert compared(own, replace(old, department_id="d2")) == []
    assert compared(own, replace(old, fiscal_year=2018)) == []


def test_parts_limits_and_what_only_the_treasury_paid_are_not_the_department_s_own_number():
    old = report("old", 2019, amount(0, "305800"))
    for other in (
        {"scope_name": "质监站"},
        {"basis": "budget"},
        {"basis": "initial_budget"},
        {"item_name": "办公设备"},
        {"label": "财政拨款 / 政府采购金额"},
        {"hedge": "以内", "value_high": Decimal(999999)},
    ):
        assert compared(old, report("new", 2020, amount(0, "999999", **other))) == []


def test_comparisons_of_a_document_are_numbered_downwards_in_the_order_of_its_places():
    last, this = (amount(0, "1"), amount(1, "2", "assets_total")), (amount(0, "3"), amount(1, "4", "assets_total"))

    found = compared(report("old", 2019, *last), report("new", 2020, *reversed(this)))

    assert [(one.comparison_no, one.left_value) for _, one in found] == [(-1, 3), (-2, 4)]
