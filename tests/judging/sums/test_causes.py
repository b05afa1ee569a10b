"""One wrong cell is one finding: what fails because of it hangs on the comparison that leads."""

from collections.abc import Sequence

from flows.judging.judge import judge
from flows.model.facts import Comparison
from tests.judging.sheets import Sheet


def unit(sheet: Sheet, scope: str, row: int, *printed: str) -> None:
    """A row of total, basic and project expenditure."""
    for code, number in zip(("expenditure_total", "expenditure_basic", "expenditure_project"), printed, strict=True):
        sheet.cell(code, number, scope=scope, row=row, label=code)


def failing(*rows: Sequence[str]) -> list[Comparison]:
    """The failing sums of units below their total, in their rows and columns."""
    sheet = Sheet()
    for row, (scope, *printed) in enumerate(rows):
        unit(sheet, scope, row, *printed)
    return [one for one in judge(sheet.extract()) if one.status == "fail" and one.rule_code in ("A02", "A04")]


def test_a_row_and_a_column_that_one_cell_mends_are_one_cause():
    found = failing(
        ("合计", "100.10", "42.50", "57.60"),
        ("局机关", "67.50", "30.10", "37.40"),
        ("二级机构", "32.60", "14.20", "20.20"),
    )
    assert [one.rule_code for one in found] == ["A02", "A04"]
    [leader] = [one for one in found if one.cause_no is None]
    assert {one.cause_no for one in found} == {None, leader.comparison_no}


def test_two_wrong_cells_are_two_causes():
    found = failing(
        ("合计", "100.10", "42.50", "57.60"),
        ("局机关", "67.50", "31.10", "37.40"),
        ("二级机构", "32.60", "12.40", "29.20"),
    )
    leaders = [one for one in found if one.cause_no is None]
    assert len(found) == 4
    assert len(leaders) == 2
    assert {one.cause_no for one in found if one.cause_no is not None} == {one.comparison_no for one in leaders}


def test_a_sum_that_fails_alone_stands_for_itself():
    [alone] = failing(("局机关", "100", "40", "50"))
    assert alone.cause_no is None
