"""A head that stands above the lines of its table, on each page of it."""

import pytest

from tests.readers.layout.grids import grid
from tests.readers.pdf.drawn import Page, texts

XS = (60, 120, 300, 380, 460)
WORDS = ("序号", "项目名称", "预算数", "支出数")
ROWS = [["1", "渠道清淤", "120.00", "118.50"], ["2", "水库除险", "80.00", "80.00"]]


def above(top: float, words: tuple[str, ...] = WORDS) -> Page:
    return [(x + 4, top - 5, word) for x, word in zip(XS, words, strict=False) if word]


def test_words_above_the_columns_of_a_body_are_its_head():
    assert texts([*above(200), *grid(200, XS, *ROWS)]) == [[list(WORDS), *ROWS]]


def test_a_head_above_the_lines_of_each_page_stands_once():
    pages = [[*above(700), *grid(700, XS, *ROWS[:1])], [*above(60), *grid(60, XS, *ROWS[1:])]]
    assert texts(*pages) == [[list(WORDS), *ROWS]]


def test_a_column_without_a_word_has_no_head():
    assert texts([*above(200, ("", *WORDS[1:])), *grid(200, XS, *ROWS)]) == [[["", *WORDS[1:]], *ROWS]]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (("填报单位：水务局", "", "", "单位：万元"), [list(WORDS), *ROWS]),  # the head is ruled
        (("填报单位：水务局", "", "", ""), ROWS),
        (("填报单位：水务局", "", "", "单位：万元"), ROWS),
        (("3", "河道疏浚", "20.00", "20.00"), ROWS),
        (("2022年度水务局项目支出情况", "", "", "支出数"), ROWS),  # reaches over several columns
    ],
)
def test_other_lines_above_a_table_stay_lines(words: tuple[str, ...], rows: list[list[str]]):
    *lines, last = texts([*above(200, words), *grid(200, XS, *rows)])
    assert last == rows
    assert lines


def test_a_line_far_above_is_no_head():
    *lines, last = texts([*above(160), *grid(200, XS, *ROWS)])
    assert (lines, last) == ([" ".join(WORDS)], ROWS)
