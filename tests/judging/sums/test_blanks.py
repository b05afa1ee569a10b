"""Blank cells: a sum that its printed parts make up lacks none of them."""

from tests.judging.sheets import Sheet

_COLUMNS = ("sangong_total", "sangong_vehicle_purchase", "sangong_vehicle_running", "sangong_reception")


def three_public(*rows: tuple[str, str, str, str]) -> Sheet:
    sheet = Sheet()
    for row, printed in enumerate(rows):
        for code, text in zip(_COLUMNS, printed, strict=True):
            if text:
                sheet.cell(code, text, scope=f"单位{row}", row=row)
    return sheet


def test_a_part_that_other_rows_do_not_print_is_no_blank_where_the_parts_make_up_the_total():
    sheet = three_public(("9", "5", "", "4"), ("7", "3", "", "4"), ("6", "4", "2", ""))
    assert set(sheet.statuses("A07")) == {"pass"}
