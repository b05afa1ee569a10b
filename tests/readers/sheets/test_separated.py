"""Sheets saved as text: each test writes one and asks for the tables and lines that the sheet showed."""

from pathlib import Path

import pytest

from flows.model.exceptions import DamagedReport, EmptyReport, OversizedReport
from flows.model.report import Paragraph, Table
from flows.readers import read
from flows.readers.detection import detect
from flows.readers.sheets.separated import read_csv

HERE = Path("自评表.csv")
FORM = """青禾县2023年度项目支出绩效自评表,,,
填报单位：青禾县民政局,,单位：万元,
项目,预算数,执行数,执行率
低保,"1,350.00","1,280.50",94.85%
"供养
对象",60.00,60.00,100.00%
注：执行数为全年数。,,,
"""


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def spanned(text: str) -> list[list[tuple[str, int]]]:
    [table] = [block for block in read_csv(text.encode(), HERE).blocks if isinstance(block, Table)]
    return [[(cell.text, cell.column_span) for cell in row] for row in table.rows()]


def test_lines_of_text_stand_around_the_table():
    first, second, third, table, last = read_csv(FORM.encode(), HERE).blocks
    lines = [block.text for block in (first, second, third, last) if isinstance(block, Paragraph)]
    assert lines == [
        "青禾县2023年度项目支出绩效自评表", "填报单位：青禾县民政局", "单位：万元", "注：执行数为全年数。",
    ]  # fmt: skip
    assert isinstance(table, Table)
    assert grid(table) == [
        ["项目", "预算数", "执行数", "执行率"],
        ["低保", "1,350.00", "1,280.50", "94.85%"],
        ["供养\n对象", "60.00", "60.00", "100.00%"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_and_separator_are_told_by_the_content(encoding: str, separator: str, line_end: str):
    text = FORM.replace('"1,350.00"', "A").replace('"1,280.50"', "B").replace(",", separator)
    text = text.replace("A", '"1,350.00"').replace("B", '"1,280.50"').replace("\n", line_end)
    data = text.encode(encoding)
    assert detect(data, HERE) == "csv"
    assert read_csv(data, HERE).blocks == read_csv(FORM.encode(), HERE).blocks


def test_amounts_with_commas_do_not_make_the_comma_the_separator():
    text = "项目;预算数;决算数\n甲;1,200.00;1,100.00\n乙;2,300.00;2,200.00\n丙;900;800\n"
    assert spanned(text)[1] == [("甲", 1), ("1,200.00", 1), ("1,100.00", 1)]


def test_the_line_that_names_the_separator_is_no_row():
    assert spanned("sep=;\n项目;数,元\n甲;1,5\n")[0] == [("项目", 1), ("数,元", 1)]


def test_a_quotation_mark_that_none_closes_costs_nothing():
    assert spanned('项目,数\n"甲,1\n乙,2\n')[1:] == [[('"甲', 1), ("1", 1)], [("乙", 1), ("2", 1)]]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_that_excel_keeps_as_it_is_is_read_without_its_mark(separator: str):
    rows = [
        ["编码", "项目", "预算数"],
        ['="00123"', '="甲"', '="2,150.50"'],
        ['"=""00,45"""', '="""乙""类"', ' ="860"'],
        ['=""', '"丙\n丁"', '"=""1,290.50"""'],
    ]
    text = "\n".join(separator.join(row) for row in rows)
    assert [[text for text, _ in row] for row in spanned(text)] == [
        ["编码", "项目", "预算数"],
        ["00123", "甲", "2,150.50"],
        ["00,45", '"乙"类', "860"],
        ["", "丙\n丁", "1,290.50"],
    ]
    assert detect(text.encode(), HERE) == "csv"


def test_a_kept_text_goes_over_lines_and_what_only_begins_like_one_does_not():
    text = '项目,预算数,决算数\n="供养\n对象","=""12""","1,350.00"\n乙,="3"&B2,5\n丙,="4\n'
    assert [[text for text, _ in row] for row in spanned(text)] == [
        ["项目", "预算数", "决算数"],
        ["供养\n对象", "12", "1,350.00"],
        ["乙", '="3"&B2', "5"],
        ["丙", '="4', ""],
    ]


def test_ragged_lines_are_rows_of_one_table():
    assert spanned("项目,预算数,决算数\n甲,1\n乙,2,3\n") == [
        [("项目", 1), ("预算数", 1), ("决算数", 1)],
        [("甲", 1), ("1", 1), ("", 1)],
        [("乙", 1), ("2", 1), ("3", 1)],
    ]


def test_the_labels_of_a_form_span_what_was_merged_and_blank_values_stay_blank():
    text = "项目名称,,低保资金,,\n资金,,预算数,执行数,说明\n,合计,5,4,\n,拨款,5,4,见附件\n"
    assert spanned(text) == [
        [("项目名称", 2), ("低保资金", 3)],
        [("资金", 1), ("", 1), ("预算数", 1), ("执行数", 1), ("说明", 1)],
        [("", 1), ("合计", 1), ("5", 1), ("4", 1), ("", 1)],
        [("", 1), ("拨款", 1), ("5", 1), ("4", 1), ("见附件", 1)],
    ]


def test_a_heading_over_several_columns_spans_them():
    text = "单位,,合计,,其中：,,,\n,,,,拨款,,其他,\n甲局,,9,,8,,1,\n乙局,,7,,6,,1,9\n"
    assert spanned(text)[0] == [("单位", 2), ("合计", 2), ("其中：", 4)]
    text = "单位,合计,其中：,,备注\n,,拨款,其他,\n甲局,9,8,1,无\n"
    assert spanned(text)[0] == [("单位", 1), ("合计", 1), ("其中：", 2), ("备注", 1)]


def test_numbers_below_an_empty_line_go_on_with_the_table_and_a_new_heading_does_not():
    goes_on = read_csv("项目,数\n甲,1\n,\n乙,2\n".encode(), HERE).blocks
    assert [block.row_count for block in goes_on if isinstance(block, Table)] == [4]
    other = read_csv("项目,数\n甲,1\n\n单位,额\n乙,2\n".encode(), HERE).blocks
    assert [block.row_count for block in other if isinstance(block, Table)] == [2, 2]


def test_text_without_cells_is_lines():
    assert read_csv("青禾县民政局\n收入合计 1 万元。\n".encode(), HERE).blocks == (
        Paragraph(0, "青禾县民政局"),
        Paragraph(1, "收入合计 1 万元。"),
    )


def test_text_of_cells_is_a_sheet_where_its_name_promises_one():
    data = "项目\t预算数\t决算数\n甲\t1\t2\n".encode("gb18030")
    assert [detect(data, Path(name)) for name in ("a.xls", "a.et", "a.xlsx", "a.txt", "a.doc")] == [
        "csv", "csv", "csv", "txt", "txt",
    ]  # fmt: skip
    report = read(data, Path("a.xls"))
    assert report.notes == ("扩展名“.xls”与内容不符：内容是表格文本（.csv），已按内容读取",)


@pytest.mark.parametrize(
    "text", ["404 页面不存在", "收入1,234.5万元。\n支出2,345.6万元。\n", "{\n'code': 404,\n'a': 1\n}"]
)
def test_prose_that_is_named_like_a_sheet_is_none(text: str):
    assert detect(text.encode(), Path("a.xls")) == "txt"
    assert detect(text.encode(), Path("a.xlsx")) == "unknown"


def test_a_broken_byte_is_told_by_its_line():
    data = FORM.encode().replace("低保".encode(), "低保".encode()[:-1])
    report = read_csv(data, HERE)
    assert report.notes == ("第 4 行有无法识别的字节，已用“\ufffd”代替：请核对该处文字和数字",)
    [table] = [block for block in report.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.cells if cell.row == 1] == ["低\ufffd", "1,350.00", "1,280.50", "94.85%"]


def test_what_is_no_sheet_is_refused():
    with pytest.raises(EmptyReport):
        read_csv(b" \r\n", HERE)
    with pytest.raises(DamagedReport):
        read_csv(bytes(range(256)) * 20, HERE)
    with pytest.raises(OversizedReport):
        read_csv((b"1," * 200 + b"\n") * 6_000, HERE)
