"""Hidden rows and columns that a visible total counts."""

import pytest

from flows.readers.sheets.counting import counted_lines


def counted(rows: str, *hidden: int) -> list[int]:
    """The rows that are counted of a table with a row a line and a column a word, "." for an empty cell."""
    texts = {
        (row, column): word
        for row, line in enumerate(rows.strip().splitlines())
        for column, word in enumerate(line.split())
        if word != "."
    }
    return sorted(counted_lines(texts, frozenset(hidden), frozenset()))


FORM = """
项目 预算数 执行数 执行率
总额 1,200.00 1,280.50 94.85%
拨款 1,100.00 1,190.50 95.24%
结转 60.00 60.00 100.00%
其他 40.00 30.00 —
指标 分值 得分 原因
"""


@pytest.mark.parametrize("row", [2, 3, 4])
def test_a_hidden_row_without_which_the_total_fails_is_counted(row: int) -> None:
    assert counted(FORM, row) == [row]


def test_several_hidden_rows_are_counted_together() -> None:
    assert counted(FORM, 3, 4) == [3, 4]


def test_a_total_may_stand_below_and_count_what_is_negative() -> None:
    assert counted("甲 120.5\n乙 -20.5\n合计 100\n说明", 1) == [1]


def test_blank_cells_and_dashes_are_gaps() -> None:
    assert counted("合计 100\n甲 60\n其中 —\n其中 .\n乙 40", 4) == [4]


def test_a_subtotal_counts_its_own_rows() -> None:
    assert counted("小计 10\n甲 6\n乙 4\n小计 20\n丙 15\n丁 5", 2) == [2]


def test_numbers_before_the_words_of_a_row_are_no_amounts() -> None:
    assert counted("208 合计 100\n20805 甲 60\n20808 乙 40", 2) == [2]


def test_a_rate_that_adds_up_to_nothing_leaves_the_amounts_to_decide() -> None:
    assert counted("合计 100 90 90.0\n甲 60 55 91.7\n乙 40 35 87.5", 2) == [2]


@pytest.mark.parametrize(
    "rows",
    [
        "项目 预算 决算\n甲 30 28\n乙 100 90.5\n丙 120 110\n合计 250 231.5",
        "项目 合计 基本 项目\n甲 30 20 10\n乙 110 80 20\n合计 130 100 30",
    ],
)
def test_a_total_that_is_wrong_in_one_column_counts_by_the_others(rows: str) -> None:
    assert counted(rows, 1) == [1]


def test_a_hidden_row_that_takes_another_column_further_off_is_not_counted():
    assert counted("项目 预算 决算\n草稿 20 25\n甲 500.5 510\n乙 300 300\n丙 190 190\n合计 1010.5 1007", 1) == []


def test_half_of_the_columns_tell_nothing_of_what_does_not_call_itself_a_total() -> None:
    assert counted("甲 30 28\n乙 100 90.5\n丙 120 110\n丁 250 231.5", 1) == []


@pytest.mark.parametrize(
    "rows",
    [
        "合计 100 90\n合计 100 80\n甲 60 50\n乙 40 40",  # an old copy of the total
        "合计 100\n甲 30\n甲 60\n乙 40",  # an old amount of a row
        "合计 100\n乙 100\n说明",  # nothing of what adds up is seen
        "合计 0\n甲 30\n说明",
        "分值\n30\n10\n20\n15\n15",  # chance, in the midst of other numbers
        "合计 100\n乙 无\n甲 60\n丙 40",
        "甲 4\n乙 2\n丙 6",  # a digit alone
        "甲 3 4\n乙 1 2\n丙 5 6",  # half of the places
    ],
)
def test_a_hidden_row_that_no_total_needs_is_not_counted(rows: str) -> None:
    assert counted(rows, 1 if not rows.startswith("分值") else 2) == []


def test_an_old_copy_beside_a_counted_row_is_not_counted() -> None:
    assert counted("合计 100.25\n旧数 99\n甲 60\n乙 40.25", 1, 3) == [3]


def test_rounding_of_each_addend_is_allowed() -> None:
    assert counted("合计 100.0\n甲 60.1\n乙 39.8", 2) == [2]
    assert counted("合计 100.0\n甲 60.1\n乙 39.7", 2) == []
    assert counted("合计 12\n甲 10\n乙 1", 2) == []  # as far from the total as the hidden amount


def test_rows_in_columns_that_are_hidden_decide_nothing() -> None:
    texts = {(0, 0): "合计", (1, 0): "甲", (2, 0): "乙", (0, 1): "100", (1, 1): "60", (2, 1): "40"}
    assert counted_lines(texts, frozenset({2}), frozenset({1})) == frozenset()


def test_a_sheet_of_many_hidden_rows_ends_soon() -> None:
    texts = {(row, column): str(7 + row % 5) for row in range(6_000) for column in range(3)}
    assert counted_lines(texts, frozenset(range(0, 6_000, 2)), frozenset()) == frozenset()


def test_a_row_that_the_total_leaves_out_is_no_part_of_what_another_row_happens_to_be() -> None:
    assert counted("项目 预算数 执行数\n低保 10 10\n特困 20 19\n养老 30 30\n合计 40 40", 2) == []
