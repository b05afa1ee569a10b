"""Tables whose layout is gone: what cells look like and what must add up bring the columns back, or nothing does."""

from pathlib import Path

import pytest

from flows.model.report import Paragraph, Table
from flows.readers.plain.heads import Column, form_of, heads_in, leading_heads
from flows.readers.plain.solving import cut, placed
from flows.readers.plain.text import read_txt

HERE = Path("报告.txt")
FORM = [
    ["资金情况（万元）", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
    ["年度资金总额", "45", "36", "10", "80.00%", "8"],
    ["其中：财政拨款", "40", "32"],
    ["其他资金", "5", "4"],
]
SIDES = [
    ["收入", "支出"],
    ["项目", "行次", "金额", "项目", "行次", "金额"],
    ["栏次", "1", "栏次", "2"],
    ["一、财政拨款收入", "1", "203.40", "一、教育支出", "31", "150.40"],
    ["三、住房保障支出", "33", "53.00"],
    ["本年收入合计", "27", "203.40", "本年支出合计", "57", "203.40"],
]
CHANGES = [
    ["项目", "本年年初预算数", "上年年初预算数", "本年预算比上年增减情况"],
    ["增减额", "增减幅度"],
    ["合计", "14.5", "18.5", "-4", "-21.62%"],
    ["1.因公出国（境）费"],
    ["2.公务接待费", "4.5", "7.5", "-3", "-40.00%"],
    ["3.公务用车运行费", "10", "11", "-1", "-9.09%"],
]
SCORES = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "管护水厂", "≥12座", "12座", "20", "20"],
    ["质量指标", "水质管理", "制度健全", "基本健全", "15", "14"],
    ["总分", "35", "34"],
]
LAYOUTS = {
    "a line a cell, blank lines between": lambda rows: "\n\n".join(cell for row in rows for cell in row),
    "a line a cell, a bar behind": lambda rows: "\n".join(f"{cell} |" for row in rows for cell in row),
    "single blanks": lambda rows: "\n".join(" ".join(row) for row in rows),
    "all on one line": lambda rows: " ".join(cell for row in rows for cell in row),
}


def tables(text: str) -> list[list[list[str]]]:
    blocks = read_txt(f"{text}\n二、说明\n数据来自决算报表，无重大变化。\n".encode(), HERE).blocks
    return [[texts(table, row) for row in range(table.row_count)] for table in blocks if isinstance(table, Table)]


def texts(table: Table, row: int) -> list[str]:
    """The cells of a row by their columns; a cell that begins elsewhere is ''."""
    begun = {cell.column: cell.text for cell in table.cells if cell.row == row}
    return [begun.get(column, "") for column in range(table.column_count)]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_rows_of_a_form_come_back_and_parts_have_no_weight(layout):
    [rows] = tables(layout(FORM))
    assert rows[1:] == [FORM[1], [*FORM[2], "", "", ""], [*FORM[3], "", "", ""]]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_name_tells_which_of_two_tables_side_by_side_goes_on(layout):
    [rows] = tables(layout(SIDES))
    assert rows[2] == ["栏次", "", "1", "栏次", "", "2"]
    assert rows[3:] == [SIDES[3], ["", "", "", *SIDES[4]], SIDES[5]]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_head_that_others_divide_is_found_by_the_numbers_below(layout):
    [rows] = tables(layout(CHANGES))
    assert rows[0] == [*CHANGES[0], ""]
    assert rows[1] == ["", "", "", *CHANGES[1]]
    assert rows[2:] == [CHANGES[2], [*CHANGES[3], "", "", "", ""], CHANGES[4], CHANGES[5]]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_indicators_are_told_apart_though_targets_may_be_words(layout):
    [rows] = tables(layout(SCORES))
    assert rows[1:] == [SCORES[1], ["", *SCORES[2]], ["总分", "", "", "", "", "35", "34"]]


def test_a_code_glued_to_its_name_is_a_cell_of_its_own():
    [rows] = tables(
        "科目编码科目名称 合计 基本支出 项目支出\n201一般服务 840.00 236.90 603.10\n2010601行政运行 236.90 236.90 0.00"
    )
    assert rows[2] == ["2010601", "行政运行", "236.90", "236.90", "0.00"]


@pytest.mark.parametrize(
    "text",
    [
        "项目 预算数 决算数 合计\n31.80 26.70 公务接待费\n15.80 17.30 公务用车运行费\n16.00 9.40",
        "项目\n\n预算\n\n数\n\n决算\n\n数\n\n合计\n\n31.80\n\n26.70\n\n公务\n\n接待费\n\n15.80\n\n17.30\n\n公务用车运行费\n\n16.00\n\n9.40",
        "项目 预算数 决算数\n合计 31.80 26.\n70\n公务接待费 15.80 17.30\n公务用车运行费 16.00 9.40",
    ],
    ids=["rows shifted by a cell", "words wrapped", "a number wrapped"],
)
def test_a_line_that_ends_in_the_wrong_place_ends_no_row(text):
    [rows] = tables(text)
    assert rows == [
        ["项目", "预算数", "决算数"],
        ["合计", "31.80", "26.70"],
        ["公务接待费", "15.80", "17.30"],
        ["公务用车运行费", "16.00", "9.40"],
    ]


def test_an_unknown_head_above_rows_without_names_leaves_all_of_them_unread():
    cells = [
        "机动经费",
        "因公出国（境）费",
        "公务用车购置及运行费",
        "小计",
        "公务用车购置费",
        "公务用车运行费",
        "36",
        "0",
        "33",
        "33",
        "18",
        "15",
    ]
    assert tables("单位：万元\n" + "\n".join(f"{cell} |" for cell in cells)) == []


def test_heads_of_three_levels_above_nothing_but_numbers_are_no_table():
    heads = "预算数 决算数 合计 因公出国（境）费 公务用车购置及运行费 公务接待费 合计 因公出国（境）费 公务用车购置及运行费 公务接待费"
    subs = "小计 公务用车购置费 公务用车运行费 小计 公务用车购置费 公务用车运行费"
    cells = f"{heads} {subs} 20 0 15 5 10 5 18 0 14 5 9 4".split()
    assert tables("单位：万元\n" + "\n".join(cells)) == []


def test_rows_of_a_classification_that_fit_several_columns_leave_the_table_unread():
    rows = "科目编码 科目名称 合计 基本支出 项目支出\n201 一般服务 340.00 200.00 140.00\n20101 财政 240.00 240.00\n20102 审计 100.00 100.00"
    assert tables(rows) == []


@pytest.mark.parametrize(
    "text",
    [
        "1、年初预算数 120万元\n2、决算数 118万元\n3、执行率 98.3%\n",
        "办公室 4230001\n项目支出 4230003\n预算股 4230004\n",
        "目录\n第二部分 决算表 3\n收入决算表 4\n支出决算表 5\n财政拨款收入支出决算总表 6\n",
        "一、收入支出决算总表……4\n二、收入决算表……5\n三、支出决算表……6\n",
        "收入总计 1200万元 支出总计 1200万元\n上年收入总计 1100万元 上年支出总计 1100万元\n",
        "年初预算数 全年预算数 全年执行数 分值 执行率 得分 等栏目按要求填写。\n1 2 3 4 5 6\n",
        "预算数 决算数 执行率 说明如下\n见附件 1 2 3\n附件4 5 6\n",
        "2022年基本支出120万元，其中人员经费100万元，公用经费20万元。\n",
    ],
)
def test_words_of_heads_in_prose_lists_and_contents_begin_no_table(text):
    assert all(isinstance(block, Paragraph) for block in read_txt(text.encode(), HERE).blocks)


GLUED = "资金情况(万元)全年预算数(A)全年执行数(B)分值执行率(B/A)得分年度资金总额:303010100.00%10其中:财政拨款3030"


def test_numbers_with_nothing_between_are_cut_where_one_way_satisfies_the_form():
    [rows] = tables(GLUED)
    assert rows[1:] == [["年度资金总额:", "30", "30", "10", "100.00%", "10"], ["其中:财政拨款", "30", "30", "", "", ""]]


def test_one_row_that_nothing_cuts_leaves_its_table_unread():
    assert tables(GLUED + "其他资金12345") == []


def columns(heads: str) -> list[Column]:
    return [Column((head,), form_of(head)) for head in heads.split()]


def test_a_short_row_is_placed_by_form_and_arithmetic_or_not_at_all():
    money = columns("合计 基本支出 项目支出")
    assert placed(money, ["340", "200", "140"]) == ("340", "200", "140")
    assert placed(money, ["240", "240"]) is None
    assert placed(money, ["240", "240"], ("340", "200", "240")) == ("240", None, "240")
    assert placed(columns("预算数 决算数 执行率"), ["90%"]) == (None, None, "90%")


def test_a_cut_that_several_ways_satisfy_is_none():
    assert cut(columns("预算数 决算数"), "31.8026.70") == ("31.80", "26.70")
    assert cut(columns("预算数 决算数"), "3030") is None
    assert cut(columns("预算数 决算数"), "1" * 100) is None


def test_heads_are_known_wrapped_glued_and_with_their_time():
    assert [head for head, _ in heads_in(["年初", "预算数", "全年", "执行数", "甲"])] == ["年初预算数", "全年执行数"]
    assert leading_heads("科目编码科目名称合计甲") == ["科目编码", "科目名称", "合计"]
    assert form_of("2021年决算数") == "amount"
    assert form_of("完成预算%") == "rate"
    assert form_of("%") == form_of("其他资金") == ""


def test_lines_that_are_rows_of_their_own_are_not_cut_into_others():
    text = "\n".join(
        [
            "项目", "本年收入合计 财政拨款收入 上级补助收入 事业收入", "附属单位", "上缴收入 功能分类 其他收入", "科目编码", "科目名称",
            "合计 307.82 307.82", "213 农林水支出 307.82 307.82", "21303 水利 307.82 307.82", "2130301 行政运行 205.60 205.60",
            "2130306 水利工程运行与维护 90.50 90.50", "2130399 其他水利支出 11.72 11.72",
        ]
    )  # fmt: skip
    assert tables(text) == []


def test_a_row_whose_name_a_line_has_cut_is_one_row():
    rows = [
        "301 工资福利支出 120.40",
        "30101 基本工资 80.20",
        "30108 机关事业单位基本养老保",
        "险缴费 22.10",
        "30109 职业年金缴费 18.10",
    ]
    [found] = tables("\n".join(["科目编码 科目名称 决算数", *rows]))
    assert ["30108", "机关事业单位基本养老保险缴费", "22.10"] in found
    assert len(found) == len(rows)


def test_two_rows_of_one_side_are_not_taken_for_the_two_sides_of_one():
    rows = [
        "一、财政拨款收入 150.40 一、公共服务支出 120.40",
        "二、其他收入 4.00 二、农林水支出 30.00",
        "三、住房保障支出 2.71",
        "四、卫生健康支出",
    ]
    [found] = tables(
        "\n".join(["收入 支出", "项目 决算数 项目 决算数", *rows, "本年收入合计 154.40 本年支出合计 153.11"])
    )
    assert ["", "", "三、住房保障支出", "2.71"] in found
    assert ["", "", "四、卫生健康支出", ""] in found
