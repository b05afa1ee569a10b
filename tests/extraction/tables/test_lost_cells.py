"""Rows whose blank cells are gone: arithmetic places their numbers, or says that it cannot."""

from decimal import Decimal
from pathlib import Path

from flows.extraction import SourceClues, extract
from flows.extraction.tables.lost_cells import COUNTED, PLACED, UNKNOWN
from flows.readers.plain.text import read_txt
from tests.extraction.printed_tables import report, table


def read(*rows: str):
    found = extract(report("单位：元", table(*rows)), SourceClues("表.docx"))
    return [(f.label, f.value, f.measure_code, f.place_note) for f in found.figures]


def test_totals_of_rows_and_columns_tell_which_cell_is_empty():
    figures = read(
        "类别 | 蓝色 | 绿色 | 红色", "圆形 | 3 | 4 | 5", "方形 | 7 | <2>2", "合计 | 10 | 6 | 5",
    )  # fmt: skip
    assert figures[3:5] == [
        ("方形 / 蓝色", Decimal(7), None, PLACED),
        ("方形 / 绿色", Decimal(2), None, PLACED),
    ]
    assert {note for *_, note in figures[:3] + figures[5:]} == {""}


def test_a_column_that_adds_up_the_others_tells_which_part_is_empty():
    figures = read(
        "科目 | 合计 | 基本支出 | 项目支出 | 经营支出",
        "圆形 | 9 | 4 | 3 | 2", "方形 | 12 | 5 | 6 | 1", "梯形 | 8 | <3>8",
        "菱形 | 7 | 3 | <2>4",
    )  # fmt: skip
    # 8 may be any one of the three parts; 3 and 4 any two.
    assert figures[8:] == [
        ("梯形", Decimal(8), None, UNKNOWN),
        ("梯形", Decimal(8), None, UNKNOWN),
        ("菱形", Decimal(7), None, UNKNOWN),
        ("菱形", Decimal(3), None, UNKNOWN),
        ("菱形", Decimal(4), None, UNKNOWN),
    ]


def test_a_total_and_its_parts_along_the_row_decide_where_only_one_way_adds_up():
    figures = read(
        "科目 | 收入合计 | 拨款 | 其他 | 支出合计 | 基本支出 | 项目支出",
        "圆形 | 9 | 4 | 5 | 8 | 6 | 2", "方形 | 12 | 5 | 7 | 3 | 2 | 1", "梯形 | 8 | 3 | 5 | 4 | 1 | 3",
        "菱形 | 8 | 6 | 2 | 9 | <2>9", "总计 | 37 | 18 | 19 | 24 | 18 | 6",
    )  # fmt: skip
    assert [(label, note) for label, *_, note in figures if label.startswith("菱形")][-1] == (
        "菱形 / 基本支出", PLACED,
    )  # fmt: skip


def test_without_arithmetic_the_column_stays_unknown_and_no_measure_is_guessed():
    figures = read("项目 | 年初预算数 | 决算数 | 上年决算数", "基本支出 | 3 | 4 | 5", "项目支出 | 7 | <2>2")
    assert figures[3:] == [("项目支出", Decimal(7), None, UNKNOWN), ("项目支出", Decimal(2), None, UNKNOWN)]


def test_a_number_beside_an_empty_remark_stands_in_its_column():
    figures = read("类别 | 蓝色 | 绿色 | 备注", "圆形 | 3 | 4 | 好", "方形 | 7 | <2>2")
    assert figures[3] == ("方形 / 绿色", Decimal(2), None, "")


HEADING = "县区 | 学校 | 合计 | 基本支出 | 项目支出"
CODED = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出"


def notes(figures, label: str) -> list[tuple[str, str]]:
    return [(name, note) for name, *_, note in figures if name.startswith(label)]


def test_beside_a_code_and_a_name_the_sums_down_the_columns_tell_which_cell_is_empty():
    figures = read(
        CODED,
        "201 | 公共服务 | 9 | 4 | 5",
        "205 | 教育 | 12 | 5 | 7",
        "208 | 社会保障 | 8 | <2>8",
        "<2>合计 | 29 | 17 | 12",
    )
    assert notes(figures, "社会保障") == [("社会保障 / 合计", PLACED), ("社会保障 / 基本支出", PLACED)]


def test_a_total_that_lost_its_second_label_has_a_number_for_every_column():
    figures = read(HEADING, "甲县 | 一中 | 9 | 4 | 5", "乙县 | 二中 | 12 | 5 | 7", "合计 | 21 | 9 | <2>12")
    assert notes(figures, "合计") == [
        ("合计 / 合计", COUNTED),
        ("合计 / 基本支出", COUNTED),
        ("合计 / 项目支出", COUNTED),
    ]


def test_a_total_that_lost_a_label_and_a_number_is_placed_by_no_guess():
    figures = read(CODED, "201 | 公共服务 | 9 | 4 | 5", "205 | 教育 | 12 | 5 | 7", "合计 | 21 | <3>21")
    assert figures[6:] == [("合计", Decimal(21), None, UNKNOWN)] * 2


def test_a_code_of_a_row_whose_columns_are_unknown_is_no_amount():
    figures = read(CODED, "201 | 公共服务 | 9 | 4 | 5", "205 | 教育 | 12 | 5 | 7", "208 | 社会保障 | 8 | <2>8")
    assert figures[6:] == [("社会保障", Decimal(8), None, UNKNOWN)] * 2


def test_text_that_lost_cells_of_a_total_is_not_aligned_to_the_right():
    rows = [
        CODED.split(" | "),
        ["201", "公共服务", "9", "4", "5"],
        ["205", "教育", "12", "5", "7"],
        ["合计", "21", "21"],
    ]
    text = "单位：元\n" + "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows)
    found = extract(read_txt(text.encode(), Path("表.txt")), SourceClues("表.txt"))
    assert [(f.label, f.place_note) for f in found.figures][6:] == [("合计", UNKNOWN)] * 2
