"""A row left out of a table: told where the total lacks it in many columns at once."""

from flows.facts import Comparison
from tests.judging.sheets import Sheet

CODES = ("income_total", "expenditure_total", "expenditure_basic", "expenditure_project")


def failing(*rows: tuple[str, ...]) -> list[Comparison]:
    sheet = Sheet()
    for number, (scope, *printed) in enumerate(rows):
        for code, amount in zip(CODES, printed, strict=True):
            sheet.cell(code, amount, scope=scope, row=number, label=code)
    return [one for one in sheet.judged("A04") if one.status == "fail"]


def test_a_total_that_lacks_a_unit_in_most_columns_says_what_the_unit_would_hold():
    found = failing(
        ("合计", "120.50", "120.50", "80.00", "40.50"),
        ("局机关", "70.00", "70.00", "50.00", "20.00"),
        ("二级机构", "30.00", "30.00", "30.00", "0.00"),
    )
    assert [
        one.suggestion.startswith("疑似漏列一行：该合计行有 3 栏都大于所列各行之和，依次少 20.5、20.5、20.5")
        for one in found
    ] == [True] * 3


def test_two_wrong_columns_or_rows_that_exceed_their_total_are_no_row_left_out():
    two = failing(
        ("合计", "120.50", "120.50", "80.00", "20.00"),
        ("局机关", "70.00", "70.00", "50.00", "20.00"),
        ("二级机构", "30.00", "30.00", "30.00", "0.00"),
    )
    beyond = failing(
        ("合计", "90.00", "90.00", "70.00", "20.00"),
        ("局机关", "70.00", "70.00", "50.00", "20.00"),
        ("二级机构", "30.00", "30.00", "30.00", "5.00"),
    )
    assert len(two) == 2 and len(beyond) == 4
    assert not any("漏列一行" in one.suggestion for one in (*two, *beyond))
