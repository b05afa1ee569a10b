"""Breakdowns by code: classes, groups and items add up, and what may stand elsewhere is left open."""

from dataclasses import replace

from tests.judging.sheets import Sheet


def accounts(*lines: tuple[str, str], whole: str = "", table: int = 0, sheet: Sheet | None = None) -> Sheet:
    sheet = sheet or Sheet()
    if whole:
        _one(sheet, "", whole, 0, table)
    for row, (code, printed) in enumerate(lines, 1):
        _one(sheet, code, printed, row, table)
    return sheet


def _one(sheet: Sheet, code: str, printed: str, row: int, table: int) -> None:
    number = sheet.cell(
        "expenditure_total", printed, scope="", label="合计" if not code else f"科目{code}", table=table
    )
    figure = sheet.figures[number]
    place = replace(figure.place, row_no=row, column_no=2)
    sheet.figures[number] = replace(figure, place=place, item_code=code, item_name=f"科目{code}" if code else "")


def test_a_class_is_the_sum_of_its_groups_and_a_group_of_its_items():
    good = accounts(("201", "100"), ("20101", "60"), ("2010101", "60"), ("20102", "40"), whole="100")
    assert good.statuses("A22") == ["pass"] * 3
    bad = accounts(("201", "100"), ("20101", "60"), ("2010101", "66"), ("20102", "40"))
    [fail] = [one for one in bad.judged("A22") if one.status == "fail"]
    assert "科目20101" in fail.explanation or "60" in fail.explanation


def test_all_classes_make_up_the_total():
    assert "fail" in accounts(("201", "60"), ("208", "30"), whole="100").statuses("A22")


def test_a_line_without_a_code_may_be_a_class_that_is_not_added():
    sheet = accounts(("201", "60"), ("208", "30"), whole="100")
    _one(sheet, "", "10", 3, 0)
    sheet.figures[-1] = replace(sheet.figures[-1], label="其他各类支出", item_name="其他各类支出")
    assert sheet.statuses("A22") == ["not_applicable"]
    sheet.figures[-1] = replace(sheet.figures[-1], label="其中：工资", item_name="工资")
    assert sheet.statuses("A22") == ["fail"]


def test_items_that_a_page_break_carries_into_the_next_table_are_not_missing():
    first = accounts(("201", "100"), ("20101", "60"))
    assert accounts(("20102", "40"), table=1, sheet=first).statuses("A22") == ["not_applicable"]
    assert accounts(("201", "100"), ("20101", "60")).statuses("A22") == ["fail"]


def test_a_code_that_stands_twice_in_a_column_is_not_added_up():
    assert accounts(("201", "100"), ("20101", "60"), ("20101", "10")).statuses("A22") == []


def test_parts_that_are_less_than_half_are_some_of_them_unless_a_slip_explains_it():
    some = accounts(("302", "2807.85"), ("30201", "186.32"), ("30206", "214.73"), ("30228", "302.65"))
    assert some.statuses("A22") == ["not_applicable"]
    slid = accounts(("302", "703.70"), ("30201", "186.32"), ("30206", "21.473"), ("30228", "302.65"))
    assert slid.statuses("A22") == ["fail"]
    fewer = accounts(("302", "803.70"), ("30201", "186.32"), ("30206", "214.73"), ("30228", "302.65"))
    assert fewer.statuses("A22") == ["fail"]
