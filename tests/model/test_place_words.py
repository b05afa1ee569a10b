"""A place in words, told briefly by the warehouse and at length on pages."""

import pytest

from flows.model.place_words import at_length, brief, brief_with_page, with_page
from flows.model.report import Place

CELL = Place(3, 0, 2, 21, 0, 4, page_no=5, cell_no=4, row_head="局机关", column_head="公共财政拨款")
PARAGRAPH = Place(11, char_start=3, char_end=6)


def test_the_warehouse_is_brief_and_pages_are_not():
    assert brief(CELL) == "表1 行3「局机关」行「公共财政拨款」栏（第4格）"
    assert at_length(CELL) == "第 1 个表格第 3 行「局机关」行「公共财政拨款」栏（第4格）"
    assert (brief(PARAGRAPH), at_length(PARAGRAPH)) == ("段落12", "正文第 12 段")


def test_the_page_goes_before_the_place_where_there_are_pages():
    assert brief_with_page(CELL) == f"第5页 {brief(CELL)}"
    assert with_page(CELL) == f"第 5 页，{at_length(CELL)}"
    assert (brief_with_page(PARAGRAPH), with_page(PARAGRAPH)) == ("段落12", "正文第 12 段")


@pytest.mark.parametrize(
    ("sheet", "reference"),
    [
        ("Sheet1", "Sheet1!G18"),
        ("收支表", "收支表!G18"),
        ("1、民政局", "'1、民政局'!G18"),
        ("It's", "'It''s'!G18"),
        ("AB12", "'AB12'!G18"),
        ("R1C1", "'R1C1'!G18"),
        ("true", "'true'!G18"),
        ("", "G18"),
    ],
)
def test_a_cell_of_a_workbook_has_the_name_that_its_name_box_takes(sheet: str, reference: str):
    cell = Place(3, 0, 2, 6, sheet=sheet, cell_address="G18", cell_no=3, row_head="局机关")
    assert (brief(cell), at_length(cell)) == (f"{reference}（「局机关」行）", f"单元格 {reference}（「局机关」行）")
    line = Place(3, sheet=sheet, cell_address="G18")
    assert (brief(line), at_length(line)) == (reference, f"单元格 {reference}")


def test_a_cell_that_nothing_leads_to_is_told_by_its_numbers():
    assert (brief(Place(3, 0, 2, 1, cell_no=2)), at_length(Place(3, 0, 2, 1, cell_no=2))) == (
        "表1 行3（第2格）",
        "第 1 个表格第 3 行（第2格）",
    )
    loaded_long_ago = Place(3, 0, 2, 1)
    assert (brief(loaded_long_ago), at_length(loaded_long_ago)) == ("表1 行3 列2", "第 1 个表格第 3 行第 2 列")


def test_a_blank_cell_is_told_by_the_row_and_the_column_that_cross_there():
    row = Place(3, 0, 2, 1, 0, 4, sheet="表", cell_address="AB18", cell_no=2, row_head="局机关", column_head="合计")
    column = Place(3, 0, 5, 9, 0, 4, sheet="表", cell_address="G21", cell_no=4, row_head="环卫所", column_head="其他")
    assert row.crossing(column) == Place(3, 0, 2, 9)
    assert brief(row.crossing(column)) == "表!G18（「局机关」行「其他」栏）"


def test_a_cell_of_a_row_that_is_named_and_a_column_that_is_not_keeps_the_number_of_its_column():
    assert brief(Place(3, 0, 2, 9, row_head="局机关")) == "表1 行3「局机关」行 列10"


def test_a_whole_row_or_table_has_a_place_too():
    assert (brief(Place(3, 0, 2)), at_length(Place(3, 0, 2))) == ("表1 行3", "第 1 个表格第 3 行")
    assert (brief(Place(3, 0)), at_length(Place(3, 0))) == ("表1", "第 1 个表格")


def test_no_place_is_no_words():
    assert with_page(None) == ""
