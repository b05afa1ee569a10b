"""Tables that go on overleaf."""

import pytest

from tests.readers.layout.grids import grid
from tests.readers.pdf.drawn import Page, tables, texts

XS = (60, 120, 300, 400)
HEADER = ("编码", "科目名称", "合计")


def rows(first: int, count: int) -> list[tuple[str, str, str]]:
    return [(f"{20800 + place}", f"科目{place}", f"{place},000.00") for place in range(first, first + count)]


def row_of_text(row: tuple[str, str, str]) -> list[str]:
    return list(row)


@pytest.mark.parametrize(
    "foot",
    ["第 {} 页（共 1 页）", "一 {} 一", "共3页第{}页", "第{}页/共3页", "青禾县民政局2024年部门决算 {}",
     "青禾县民政局2024年部门决算 第{}页", "2024年部门决算 - {} -", "[{}]"],
)  # fmt: skip
@pytest.mark.parametrize("repeats", [True, False], ids=["header", "no header"])
@pytest.mark.parametrize("page_count", [2, 3])
def test_a_table_goes_on_past_a_foot_that_counts_the_pages(foot: str, repeats: bool, page_count: int):
    pages: list[Page] = []
    for number in range(1, page_count + 1):
        head = [HEADER] if repeats or number == 1 else []
        pages.append([*grid(100, XS, *head, *rows(40 * number, 40)), (250, 810, foot.format(number))])
    [table] = tables(*pages)
    assert table.row_count == 1 + 40 * page_count


def test_halves_of_a_page_break_that_each_hold_code_and_amount_are_two_rows():
    first = grid(100, XS, HEADER, *rows(1, 3), is_open="bottom")
    second = grid(60, XS, *rows(4, 2), is_open="top")
    assert texts(first, second) == [[list(HEADER), *map(row_of_text, rows(1, 5))]]


def test_a_label_that_the_page_break_cuts_is_whole_again():
    first = grid(100, XS, HEADER, ("20801", "科目1", "1,000.00"), ("20802", "机关事业单位基本养老保险缴费支出和", "2,000.00"), is_open="bottom")  # fmt: skip
    second = grid(60, XS, ("", "职业年金缴费支出", ""), ("20803", "科目3", "3,000.00"), is_open="top")
    assert texts(first, second)[0][2] == ["20802", "机关事业单位基本养老保险缴费支出和职业年金缴费支出", "2,000.00"]


def test_a_group_of_rows_goes_on_overleaf():
    codes, names, amounts = (tuple(column) for column in zip(*rows(1, 6), strict=True))
    first = grid(100, XS, HEADER, (codes[:3], names[:3], amounts[:3]), is_open="bottom")
    second = grid(60, XS, (codes[3:], names[3:], amounts[3:]), is_open="top")
    assert texts(first, second) == [[list(HEADER), *map(row_of_text, rows(1, 6))]]
