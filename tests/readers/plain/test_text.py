"""Flattened text: the grid comes back from tabs, blank lines and empty slots."""

from pathlib import Path

import pytest

from flows.model.exceptions import EmptyReport
from flows.model.report import Paragraph, Table
from flows.readers.plain.text import read_txt

HERE = Path("报告.txt")


def table_of(text: str) -> Table:
    [table] = [block for block in read_txt(text.encode(), HERE).blocks if isinstance(block, Table)]
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


def test_labels_that_repeat_tell_how_far_each_heading_above_reaches():
    text = rows(
        ["预算数", "决算数"],
        ["合计", "出国", "用车", "合计", "出国", "用车"],
        ["", "", "小计", "购置", "运行", "", "", "小计", "购置", "运行"],
        ["6", "1", "5", "2", "3", "9", "2", "7", "3", "4"],
    )
    top, middle = grid(table_of(text))[:2]
    assert top == [("预算数", 5), ("决算数", 5)]
    assert middle[2] == middle[5] == ("用车", 3)


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
    blocks = read_txt((text + "\n" + rows(["名称", "数量"], ["乙", "2"])).encode(), HERE).blocks
    assert [type(block) for block in blocks] == [Table, Paragraph, Table]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_chinese_encoding_is_read(encoding):
    [block] = read_txt("预算编码：303001".encode(encoding), HERE).blocks
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
        read_txt(b" \n\n\t\n", HERE)


def test_lines_that_a_spreadsheet_wrote_are_rows_and_an_empty_cell_stays_one():
    text = "支出表\n项目\t预算数\t决算数\n基本支出\t90\t88\n项目支出\t\t18\n\n说明"
    assert grid(table_of(text)) == [
        [("项目", 1), ("预算数", 1), ("决算数", 1)],
        [("基本支出", 1), ("90", 1), ("88", 1)],
        [("项目支出", 1), ("", 1), ("18", 1)],
    ]


def test_lines_with_a_tab_before_every_cell_are_a_row_each():
    text = "自评表\n\t项目\t预算数\t决算数\n\t基本支出\t90\t88\n\t项目支出\t\t18\n说明"
    assert grid(table_of(text)) == [
        [("项目", 1), ("预算数", 1), ("决算数", 1)],
        [("基本支出", 1), ("90", 1), ("88", 1)],
        [("项目支出", 1), ("", 1), ("18", 1)],
    ]
    blocks = read_txt(text.encode(), HERE).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["自评表", "说明"]


def test_an_empty_last_cell_of_such_a_line_stays_one():
    text = "自评表\n\t项目\t预算数\t备注\n\t基本支出\t90\t见附件\n\t项目支出\t18\t\n"
    assert grid(table_of(text)) == [
        [("项目", 1), ("预算数", 1), ("备注", 1)],
        [("基本支出", 1), ("90", 1), ("见附件", 1)],
        [("项目支出", 1), ("18", 1), ("", 1)],
    ]


def test_cells_a_line_each_stay_so_though_some_hold_a_tab():
    text = "\t指标\t名称\n\t预算\t数\n\t决算数\n\n\t基本支出\n\t90\n\t88\n\n\t项目支出\n\t10\n\t18\n"
    assert [[cell.text for cell in row] for row in table_of(text).rows()][1:] == [
        ["基本支出", "90", "88"],
        ["项目支出", "10", "18"],
    ]


def test_two_columns_are_a_table_where_numbers_stand_behind_the_tab():
    assert grid(table_of("收入\t100\n支出\t98\n")) == [[("收入", 1), ("100", 1)], [("支出", 1), ("98", 1)]]


def test_items_of_a_list_behind_a_tab_stay_paragraphs():
    blocks = read_txt("1.\t完成道路整修。\n2.\t完成水渠整修。\n".encode(), HERE).blocks
    assert all(isinstance(block, Paragraph) for block in blocks)


SPACED = "支出情况表\n单位：万元\n项　　目　　预算数　　决算数\n基本支出　　1,200.5　　1,190\n项目支出　　800　　—\n合　　计　　2,000.5　　1,190\n\n说明"


def test_columns_set_apart_by_blanks_are_a_table_and_spaced_out_words_are_words():
    assert grid(table_of(SPACED)) == [
        [("项目", 1), ("预算数", 1), ("决算数", 1)],
        [("基本支出", 1), ("1,200.5", 1), ("1,190", 1)],
        [("项目支出", 1), ("800", 1), ("—", 1)],
        [("合计", 1), ("2,000.5", 1), ("1,190", 1)],
    ]
    blocks = read_txt(SPACED.encode(), HERE).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["支出情况表", "单位：万元", "说明"]


def test_where_a_cell_stands_tells_its_column_when_another_is_blank():
    text = "项目        预算数   决算数\n基本支出       100       90\n项目支出                 18\n合计           100      108\n"
    assert [cell.text for cell in list(table_of(text).rows())[2]] == ["项目支出", "", "18"]


def test_where_blanks_are_lost_the_last_cell_reaches_over_what_is_missing():
    text = "项目  预算数  决算数  结余\n基本支出  100  90  10\n项目支出  18\n合计  100  108  10\n"
    assert grid(table_of(text))[2] == [("项目支出", 1), ("18", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "目    录\n\n一、部门概况    1\n二、收支情况    3\n三、绩效情况    12\n",
        "填报人：张三    联系电话：4230000\n审核人：李四    联系电话：4230001\n负责人：王五    日期：2021年3月5日\n",
        "填报单位：环卫局    单位：万元\n",
        "2021年  全县安排资金120万元，用于道路整修。\n2022年  全县安排资金130万元，用于道路整修。\n2023年  全县安排资金140万元，用于道路整修。\n",
        "县财政局    县水利局\n县民政局    县教育局\n县交通局    县林业局\n",
        "项　目\n\n2021年\n\n说　明\n",
    ],
)
def test_lines_with_gaps_that_are_no_table_stay_paragraphs(text):
    assert all(isinstance(block, Paragraph) for block in read_txt(text.encode(), HERE).blocks)


@pytest.mark.parametrize("end", ["\n\n", " |\n"])
def test_cells_of_one_line_each_are_rows_by_words_and_numbers(end):
    cells = [
        "项目",
        "预算数",
        "决算数",
        "结余",
        "基本支出",
        "100",
        "90",
        "10",
        "项目支出",
        "18",
        "合计",
        "118",
        "108",
        "10",
    ]
    found = table_of("说明如下。\n" + "".join(cell + end for cell in cells))
    assert grid(found) == [
        [("项目", 1), ("预算数", 1), ("决算数", 1), ("结余", 1)],
        [("基本支出", 1), ("100", 1), ("90", 1), ("10", 1)],
        [("项目支出", 1), ("18", 3)],
        [("合计", 1), ("118", 1), ("108", 1), ("10", 1)],
    ]


def test_a_title_right_above_marked_cells_is_no_cell_of_their_table():
    body = rows(["人员", "编制数", "在职", "控制率"], ["", "175", "172", "98.28%"], ["三公经费", "6", "2", "4"])
    blocks = read_txt(f"自评报告\n基础数据表\n{body}".encode(), HERE).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["自评报告", "基础数据表"]
    [table] = [block for block in blocks if isinstance(block, Table)]
    assert grid(table)[1] == [("", 1), ("175", 1), ("172", 1), ("98.28%", 1)]


def test_short_lines_with_a_number_now_and_then_are_no_table():
    text = "部门概况\n\n人员情况\n\n编制\n\n86\n\n资产情况\n\n车辆\n\n基本支出\n\n说明\n"
    assert all(isinstance(block, Paragraph) for block in read_txt(text.encode(), HERE).blocks)


def test_lines_that_begin_like_tables_and_are_none_cost_no_more_than_their_number():
    text = "".join(f"甲  乙{'  丙' * (number % 2)}\n" for number in range(20_000)) + "词\n" * 20_000
    assert all(isinstance(block, Paragraph) for block in read_txt(text.encode(), HERE).blocks)


def test_a_table_ends_before_the_title_and_the_unit_of_the_next_one():
    scores = rows(
        ["指标", "分值", "标准", "得分"], ["甲", "5", "见办法", "5"], ["乙", "5", "见办法", "4"], ["总分", "10", "9"]
    )
    money = rows(["项目", "预算", "决算"], ["会议费", "3", "2"], ["培训费", "1", "1"])
    blocks = read_txt(f"{scores}\n\n基础数据表\n填报单位：某局　　单位：万元\n{money}".encode(), HERE).blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [table.row_count for table in tables] == [4, 3]
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "基础数据表",
        "填报单位：某局　　单位：万元",
    ]


def test_a_total_row_with_merged_blanks_stands_under_the_columns_of_numbers():
    head = ["一级", "二级", "三级", "分值", "标准", "说明", "得分"]
    body = [["投入", "配置", "甲", "5", "见办法", "人数", "5"], ["", "", "乙", "5", "见办法", "", "4"]]
    total = grid(table_of(rows(head, *body, ["总分", "10", "", "9"])))[-1]
    assert total == [("总分", 3), ("10", 1), ("", 2), ("9", 1)]


EVEN = [
    "资金来源 计划投入 已到位 实际用去 进度",
    "中央 1,210.00 1,210.00 1,156.38 95.57%",
    "省级 274.50 274.50 259.16 94.41%",
]


def test_lines_of_as_many_cells_as_heads_are_rows_whatever_their_heads_say():
    [table, number] = read_txt("\n".join([*EVEN[:2], "- 1 -", EVEN[2]]).encode(), HERE).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows()] == [line.split() for line in EVEN]
    assert isinstance(number, Paragraph)
    assert number.text == "- 1 -"


def test_a_line_with_fewer_cells_is_no_row_of_such_a_table():
    [table, line] = read_txt("\n".join([*EVEN, "县级 200.00"]).encode(), HERE).blocks
    assert isinstance(table, Table)
    assert table.row_count == len(EVEN)
    assert isinstance(line, Paragraph)
    assert not any(isinstance(block, Table) for block in read_txt("\n".join(EVEN[:2]).encode(), HERE).blocks)
