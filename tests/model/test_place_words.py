"""A place in words, told briefly by the warehouse and at length on pages."""

from flows.model.place_words import at_length, brief, brief_with_page, with_page
from flows.model.report import Place

CELL, PARAGRAPH = Place(3, 0, 2, 1, 0, 4, page_no=5), Place(11, char_start=3, char_end=6)


def test_the_warehouse_is_brief_and_pages_are_not():
    assert (brief(CELL), at_length(CELL)) == ("表1 行3 列2", "第 1 个表格第 3 行第 2 列")
    assert (brief(PARAGRAPH), at_length(PARAGRAPH)) == ("段落12", "正文第 12 段")


def test_the_page_goes_before_the_place_where_there_are_pages():
    assert (brief_with_page(CELL), with_page(CELL)) == ("第5页 表1 行3 列2", "第 5 页，第 1 个表格第 3 行第 2 列")
    assert (brief_with_page(PARAGRAPH), with_page(PARAGRAPH)) == ("段落12", "正文第 12 段")


def test_a_whole_row_or_table_has_a_place_too():
    assert (brief(Place(3, 0, 2)), at_length(Place(3, 0, 2))) == ("表1 行3", "第 1 个表格第 3 行")
    assert (brief(Place(3, 0)), at_length(Place(3, 0))) == ("表1", "第 1 个表格")


def test_no_place_is_no_words():
    assert with_page(None) == ""
