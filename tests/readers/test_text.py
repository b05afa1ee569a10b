"""Flattened text: the grid comes back from tabs, blank lines and empty slots."""

from pathlib import Path

import pytest

from flows.exceptions import EmptyReport
from flows.readers.text import read_text
from flows.report import Paragraph, Table

HERE = Path("报告.txt")


def table_of(text: str) -> Table:
    [table] = [block for block in read_text(text.encode(), HERE).blocks if isinstance(block, Table)]
    return table


def grid(table: Table) -> list[list[tuple[str, int]]]:
    return [[(cell.text, cell.column_span) for cell in row] for row in table.rows()]


def rows(*lines: list[str]) -> str:
    return "\n\n".join("\n".join(f"\t{cell}" for cell in line) for line in lines) + "\n"


def test_a_blank_line_ends_a_row():
    assert grid(table_of(rows(["名称", "金额"], ["甲", "1"], ["乙", "2"]))) == [
        [("名称", 1), ("金额", 1)],
        [("甲", 1), ("1", 1)],
        [("乙", 1), ("2", 1)],
    ]


def test_a_heading_spans_the_columns_below_that_it_does_not_continue_into():
    text = rows(["单位", "合计", "其中："], ["", "", "拨款", "其他"], ["甲", "9", "8", "1"])
    assert grid(table_of(text))[0] == [("单位", 1), ("合计", 1), ("其中：", 2)]


def test_three_levels_of_headings_are_laid_over_each_other():
    text = rows(
        ["单位", "支出合计", "其中：", "结余"],
        ["", "", "基本支出", "其中：", "项目支出", "当年结余", "累计结余"],
        ["", "", "", "人员", "公用", "", "", ""],
        ["甲", "9", "5", "3", "2", "4", "0", "0"],
    )
    top, middle = grid(table_of(text))[:2]
    assert top == [("单位", 1), ("支出合计", 1), ("其中：", 4), ("结余", 2)]
    assert middle[3] == ("其中：", 2)


def test_a_total_label_spans_the_columns_that_are_missing():
    text = rows(["项目", "类型", "预算", "支出"], ["甲", "经常", "1", "2"], ["合计", "1", "2"])
    assert grid(table_of(text))[-1] == [("合计", 2), ("1", 1), ("2", 1)]


def test_an_empty_paragraph_in_a_cell_does_not_end_the_row():
    text = (
        rows(["级", "项", "分", "说明"], ["", "甲", "5", "好"]) + "\n\t\n\t乙\n\t4\n\n\t很好\n\n\t\n\t丙\n\t3\n\t好\n"
    )
    assert [cell.text for cell in list(table_of(text).rows())[2]] == ["", "乙", "4", "很好"]


def test_a_page_header_glued_behind_a_value_opens_the_next_row():
    text = "\t级别\n\t名称\n\t得分\n\n\t投入\n\t甲\n\t3.5\n 过程\n\t乙\n\t4\n\n\t\n\t丙\n\t2\n"
    found = [[cell.text for cell in row] for row in table_of(text).rows()]
    assert found[1:3] == [["投入", "甲", "3.5"], ["过程", "乙", "4"]]


def test_paragraphs_in_a_cell_stay_in_the_cell():
    [row] = table_of("\t职责\n\t第一条\n第二条\n第三条\n").rows()
    assert [cell.text for cell in row] == ["职责", "第一条\n第二条\n第三条"]


def test_text_between_two_tables_is_a_paragraph_of_its_own():
    text = (
        rows(["名称", "金额"], ["甲", "1"])
        + "\n"
        + "这里是两张表之间的一段说明文字，它比一行表格长得多，所以不属于任何单元格。" * 2
    )
    blocks = read_text((text + "\n" + rows(["名称", "数量"], ["乙", "2"])).encode(), HERE).blocks
    assert [type(block) for block in blocks] == [Table, Paragraph, Table]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_chinese_encoding_is_read(encoding):
    [block] = read_text("预算编码：303001".encode(encoding), HERE).blocks
    assert block == Paragraph(0, "预算编码：303001")


def test_a_table_drawn_with_bars_is_a_table():
    assert grid(table_of("| 项目 | 金额 |\n| --- | --- |\n| 甲 | 1 |\n")) == [
        [("项目", 1), ("金额", 1)],
        [("甲", 1), ("1", 1)],
    ]


def test_every_position_of_the_grid_is_covered_once():
    table = table_of(rows(["一", "二"], ["", "三", "四"], ["甲", "1", "2"], ["合计", "3"]))
    covered = [(row, column) for cell in table.cells for row in range(cell.row, cell.row + cell.row_span)
               for column in range(cell.column, cell.column + cell.column_span)]  # fmt: skip
    assert sorted(covered) == [(row, column) for row in range(table.row_count) for column in range(table.column_count)]


def test_a_text_of_blanks_is_empty():
    with pytest.raises(EmptyReport):
        read_text(b" \n\n\t\n", HERE)


def test_lines_that_a_spreadsheet_wrote_are_rows_and_an_empty_cell_stays_one():
    text = "支出表\n项目\t预算数\t决算数\n基本支出\t90\t88\n项目支出\t\t18\n\n说明"
    assert grid(table_of(text)) == [
        [("项目", 1), ("预算数", 1), ("决算数", 1)],
        [("基本支出", 1), ("90", 1), ("88", 1)],
        [("项目支出", 1), ("", 1), ("18", 1)],
    ]


def test_two_columns_are_a_table_where_numbers_stand_behind_the_tab():
    assert grid(table_of("收入\t100\n支出\t98\n")) == [[("收入", 1), ("100", 1)], [("支出", 1), ("98", 1)]]


def test_items_of_a_list_behind_a_tab_stay_paragraphs():
    blocks = read_text("1.\t完成道路整修。\n2.\t完成水渠整修。\n".encode(), HERE).blocks
    assert all(isinstance(block, Paragraph) for block in blocks)
