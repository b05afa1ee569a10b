"""Workbooks in the XML of Excel 2003: each test writes one and asks for what it shows."""

from pathlib import Path

import pytest

from flows.model.exceptions import DamagedReport, OversizedReport
from flows.model.report import Block, Paragraph, Table
from flows.readers import read
from flows.readers.detection import detect
from flows.readers.sheets.excelml import read_excelml
from tests.samples.write_excelml import workbook

HERE = Path("自评表.xls")
STYLES = (
    '<Style ss:ID="Default"><NumberFormat/></Style>'
    '<Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="q" ss:Parent="p"/>'
    '<Style ss:ID="m"><NumberFormat ss:Format="Standard"/></Style>'
    '<Style ss:ID="c"><NumberFormat ss:Format="#,##0.0&quot;万元&quot;"/></Style>'
    '<Style ss:ID="n"><NumberFormat ss:Format=";;;"/></Style>'
    '<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
)


def cell(value: object, kind: str = "String", words: str = "") -> str:
    return f'<Cell {words}><Data ss:Type="{kind}">{value}</Data></Cell>'


def row(*cells: str, words: str = "") -> str:
    return f"<Row {words}>{''.join(cells)}</Row>"


def sheet(*rows: str, name: str = "自评表", options: str = "", columns: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{columns}{"".join(rows)}</Table>{options}</Worksheet>'


def blocks(*sheets: str) -> tuple[Block, ...]:
    return read_excelml(workbook(*sheets, styles=STYLES), HERE).blocks


def shown(one: Block) -> list[list[tuple[str, int, int]]]:
    assert isinstance(one, Table)
    return [[(cell.text, cell.column_span, cell.row_span) for cell in cells] for cells in one.rows()]


def test_a_cell_shows_its_value_through_the_format_of_its_style():
    numbers = row(
        cell(0.9485, "Number", 'ss:StyleID="p"'), cell(1, "Number", 'ss:StyleID="q"'),
        cell(1280.5, "Number", 'ss:StyleID="m"'), cell(12.34, "Number", 'ss:StyleID="c"'),
        cell("2020-12-31T00:00:00.000", "DateTime", 'ss:StyleID="d"'), cell(1, "Boolean"), cell("#DIV/0!", "Error"),
    )  # fmt: skip
    [table] = blocks(sheet(row(*(cell(name) for name in "甲乙丙丁戊己庚")), numbers))
    assert [text for text, _, _ in shown(table)[1]] == [
        "94.85%", "100.00%", "1,280.50", "12.3万元", "2020-12-31", "TRUE", "#DIV/0!",
    ]  # fmt: skip


def test_a_mark_above_the_line_is_no_digit_of_the_number_before_it():
    rich = '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">36.50<Sup><Font>2</Font></Sup>万元</ss:Data></Cell>'
    [found] = blocks(sheet(row(rich)))
    assert "36.50²万元" in str(found)


def test_cells_stand_where_their_index_says_and_span_what_is_merged():
    first = row(cell("项目", words='ss:MergeDown="1"'), cell("资金", words='ss:MergeAcross="1"'), words='ss:Index="3"')
    second = row(cell("预算", words='ss:Index="2"'), cell("决算"))
    [table] = blocks(sheet(first, second, row(cell("甲"), cell(1, "Number"), cell(2, "Number"))))
    assert shown(table) == [
        [("项目", 1, 2), ("资金", 2, 1)],
        [("预算", 1, 1), ("决算", 1, 1)],
        [("甲", 1, 1), ("1", 1, 1), ("2", 1, 1)],
    ]


def test_a_hidden_sheet_is_read_as_hidden():
    hidden = sheet(
        row(cell("底稿")), options="<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    )
    report = read_excelml(workbook(sheet(row(cell("正文"))), hidden), HERE)
    assert [(block.text, block.part) for block in report.blocks if isinstance(block, Paragraph)] == [
        ("正文", "body"),
        ("底稿", "hidden"),
    ]
    assert report.notes == ("工作表“自评表”是隐藏的，未参与核对",)


@pytest.mark.parametrize(
    ("narrow", "low"), [('ss:Hidden="1"', 'ss:Hidden="1"'), ('ss:Width="0"', 'ss:AutoFitHeight="0" ss:Height="0"')]
)
def test_hidden_rows_and_columns_are_taken_out_of_what_is_seen(narrow: str, low: str):
    columns = f"<Column/><Column {narrow}/>"
    rows = (
        row(cell("项目"), cell("上年"), cell("本年")),
        row(cell("旧"), cell(7, "Number"), cell(8, "Number"), words=low),
        row(cell("新"), cell(5, "Number"), cell(6, "Number")),
    )
    report = read_excelml(workbook(sheet(*rows, columns=columns)), HERE)
    seen = next(block for block in report.blocks if isinstance(block, Table) and block.part == "body")
    assert [[text for text, _, _ in cells] for cells in shown(seen)] == [["项目", "本年"], ["新", "6"]]
    hidden = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in report.blocks
        if block.part == "hidden"
    )
    assert sorted(hidden) == sorted("上年旧785")
    assert report.notes == ("隐藏的行：自评表 第 2 行，未参与核对", "隐藏的列：自评表 第 B 列，未参与核对")


def test_what_a_number_format_does_not_show_comes_apart():
    unseen = [cell("旧", words='ss:StyleID="n"'), cell(7, "Number", 'ss:StyleID="n"')]
    data = workbook(
        sheet(row(cell("项目"), cell("数")), row(cell("新"), cell(5, "Number")), row(*unseen)), styles=STYLES
    )
    report = read_excelml(data, HERE)
    assert [[text for text, _, _ in cells] for cells in shown(report.blocks[0])] == [["项目", "数"], ["新", "5"]]
    assert {block.part for block in report.blocks[1:]} == {"hidden"}
    assert report.notes == ("数字格式不显示的内容 2 处：自评表!A3:B3，未参与核对",)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\r\n"])
def test_it_is_told_by_its_content_and_a_note_says_so(start: bytes):
    data = start + workbook(sheet(row(cell("正文"))))
    assert detect(data, HERE) == "excelml"
    assert read(data, HERE).notes == ("扩展名“.xls”与内容不符：内容是Excel 2003 XML 表格，已按内容读取",)


def test_entities_and_places_that_do_not_exist_are_refused():
    bomb = workbook(sheet(row(cell("&a;")))).replace(b"<Workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><Workbook', 1)
    with pytest.raises(DamagedReport, match="DTD"):
        read_excelml(bomb, HERE)
    for words in ('ss:Index="99999"', 'ss:MergeAcross="20000"', 'ss:MergeDown="2000000"'):
        with pytest.raises(DamagedReport, match="不存在"):
            blocks(sheet(row(cell("甲", words=words))))
    with pytest.raises(DamagedReport, match="不是合法的 XML"):
        read_excelml(workbook(sheet(row(cell("甲"))))[:-20], HERE)


def test_spans_without_end_take_neither_time_nor_memory():
    many = "".join(f'<Column ss:Index="{at}" ss:Span="16000" ss:Hidden="1"/>' for at in range(1, 2_000))
    rows = [row(cell("甲", words='ss:MergeDown="700000"'), words='ss:Span="300"') for _ in range(1_000)]
    with pytest.raises(OversizedReport):
        blocks(sheet(*rows, columns=many), sheet(*[row(*[cell(1)] * 1_000)] * 1_001))
