"""Rows, columns, sheets and words of a workbook that nobody sees."""

from datetime import date

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from flows.model.report import Paragraph, Table
from flows.readers import read
from tests.readers.sheets.written import HERE, SHEET, fill, new_sheet, replaced, saved, texts


def test_a_hidden_sheet_is_read_and_marked() -> None:
    paper = new_sheet()
    paper["A1"] = "正文"
    assert paper.parent is not None
    behind = paper.parent.create_sheet("底稿")
    behind.sheet_state = "hidden"
    behind["A1"] = "草稿"
    report = read(saved(paper), HERE)
    assert report.blocks == (Paragraph(0, "正文"), Paragraph(1, "草稿", "hidden"))
    assert report.notes == ("工作表“底稿”是隐藏的，未参与核对",)


def amounts() -> Worksheet:
    paper = new_sheet()
    fill(paper, 1, 1, [["项目", "预算", "决算"], ["甲", 1, 2], ["乙", 3, 4], ["丙", 5, 6]], has_borders=True)
    return paper


def test_hidden_rows_and_columns_close_up_and_come_apart() -> None:
    paper = amounts()
    paper.row_dimensions[3].hidden = True
    paper.column_dimensions["B"].hidden = True
    report = read(saved(paper), HERE)
    seen, *unseen = report.blocks
    assert texts(seen) == [["项目", "决算"], ["甲", "2"], ["丙", "6"]]
    assert unseen and all(block.part == "hidden" for block in unseen)
    assert report.notes == ("隐藏的行：Sheet 第 3 行，未参与核对", "隐藏的列：Sheet 第 B 列，未参与核对")
    assert isinstance(seen, Table)
    assert [cell.address for cell in seen.cells] == ["A1", "C1", "A2", "C2", "A4", "C4"]


@pytest.mark.parametrize("height", ["0", "0.05"])
def test_a_row_without_height_is_hidden(height: str) -> None:
    data = replaced(saved(amounts()), SHEET, '<row r="2"', f'<row r="2" ht="{height}" customHeight="1"')
    report = read(data, HERE)
    assert texts(report.blocks[0]) == [["项目", "预算", "决算"], ["乙", "3", "4"], ["丙", "5", "6"]]
    assert report.notes == ("隐藏的行：Sheet 第 2 行，未参与核对",)


@pytest.mark.parametrize("width", ["0", "0.0001", "0.14"])
def test_a_column_without_width_is_hidden(width: str) -> None:
    columns = f'<cols><col min="2" max="2" width="{width}"/></cols><sheetData>'
    report = read(replaced(saved(amounts()), SHEET, "<sheetData>", columns), HERE)
    assert texts(report.blocks[0]) == [["项目", "决算"], ["甲", "2"], ["乙", "4"], ["丙", "6"]]
    assert report.notes == ("隐藏的列：Sheet 第 B 列，未参与核对",)


def test_a_low_row_and_a_narrow_column_are_seen() -> None:
    columns = '<cols><col min="2" max="2" width="0.8"/><col min="3" max="3" width=""/></cols><sheetData>'
    data = replaced(saved(amounts()), SHEET, "<sheetData>", columns)
    data = replaced(data, SHEET, '<row r="2"', '<row r="2" ht="3" customHeight="1"')
    data = replaced(data, SHEET, '<row r="3"', '<row r="3" customHeight="1"')
    assert read(data, HERE) == read(saved(amounts()), HERE)


def test_what_a_sheet_does_not_list_is_hidden_where_it_says_so() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["项目", "旧数", "决算"], ["甲", 7, 2]], has_borders=True)
    fill(paper, 6, 1, [["乙", 8, 4]], has_borders=True)
    data = replaced(saved(paper), SHEET, "<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" defaultColWidth="0" ')
    columns = '<cols><col min="1" max="1" width="9"/><col min="3" max="3" width="9"/></cols><sheetData>'
    report = read(replaced(data, SHEET, "<sheetData>", columns), HERE)
    assert texts(report.blocks[0]) == [["项目", "决算"], ["甲", "2"], ["乙", "4"]]
    assert report.notes == ("隐藏的列：Sheet 第 B 列，未参与核对",)


def test_a_hidden_row_that_the_total_counts_stays_and_is_told() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["项目", "预算", "决算"], ["合计", 9, 12], ["乙", 3, 4], ["丙", 6, 8]], has_borders=True)
    paper.row_dimensions[4].hidden = True
    report = read(saved(paper), HERE)
    assert texts(report.blocks[0])[-1] == ["丙", "6", "8"]
    assert report.notes == ("工作表“Sheet”隐藏的第 4 行计入合计，已一并核对",)


def test_a_hidden_column_that_the_total_counts_stays_beside_one_that_it_does_not() -> None:
    paper = new_sheet()
    rows: list[list[object]] = [["项目", "合计", "财政", "旧数", "其他"], ["甲", 9, 3, 7, 6], ["乙", 12, 4, 9, 8]]
    fill(paper, 1, 1, rows, has_borders=True)
    paper.column_dimensions["D"].hidden = paper.column_dimensions["E"].hidden = True
    report = read(saved(paper), HERE)
    assert texts(report.blocks[0]) == [["项目", "合计", "财政", "其他"], ["甲", "9", "3", "6"], ["乙", "12", "4", "8"]]
    assert report.notes == (
        "工作表“Sheet”隐藏的第 E 列计入合计或比率，已一并核对",
        "隐藏的列：Sheet 第 D 列，未参与核对",
    )


def test_a_hidden_column_that_a_rate_divides_by_stays() -> None:
    paper = new_sheet()
    rows: list[list[object]] = [
        ["项目", "年初预算数", "全年预算数", "执行数", "执行率"],
        ["基本支出", "312.40", "402.75", "386.64", "96.00%"],
        ["项目支出", "150.00", "180.00", "171.90", "95.50%"],
    ]
    fill(paper, 1, 1, rows, has_borders=True)
    paper.column_dimensions["C"].hidden = True
    report = read(saved(paper), HERE)
    assert texts(report.blocks[0]) == rows
    assert report.notes == ("工作表“Sheet”隐藏的第 C 列计入合计或比率，已一并核对",)


def test_a_hidden_column_that_rates_of_round_amounts_divide_by_stays() -> None:
    paper = new_sheet()
    rows: list[list[object]] = [
        ["项目", "年初预算数", "全年预算数", "执行数", "执行率"],
        ["年度资金总额", "1200", "1250", "1187.5", "95.00%"],
        ["基本支出", "800", "820", "820", "100.00%"],
    ]
    fill(paper, 1, 1, rows, has_borders=True)
    paper.column_dimensions["C"].hidden = True
    assert texts(read(saved(paper), HERE).blocks[0]) == rows


def test_a_hidden_column_stays_hidden_where_the_seen_amounts_make_the_rate() -> None:
    paper = new_sheet()
    rows: list[list[object]] = [
        ["项目", "预算数", "旧预算数", "执行数", "执行率"],
        ["基本支出", "402.75", "402.75", "386.64", "96.00%"],
        ["项目支出", "180.00", "190.00", "171.90", "95.50%"],
    ]
    fill(paper, 1, 1, rows, has_borders=True)
    paper.column_dimensions["C"].hidden = True
    assert read(saved(paper), HERE).notes == ("隐藏的列：Sheet 第 C 列，未参与核对",)


def test_what_a_hidden_column_counts_for_is_told_for_each_table() -> None:
    paper = new_sheet()
    first: list[list[object]] = [["项目", "合计", "财政", "旧数"], ["甲", "19.5", "19.5", "7.1"]]
    second: list[list[object]] = [
        ["单位", "合计", "接待费", "运行费"],
        ["局机关", "18.62", "2.21", "16.41"],
        ["水管所", "14.08", "1.03", "13.05"],
    ]
    fill(paper, 1, 1, first, has_borders=True)
    fill(paper, 4, 1, second, has_borders=True)
    paper.column_dimensions["D"].hidden = True
    report = read(saved(paper), HERE)
    tables = [texts(block) for block in report.blocks if isinstance(block, Table) and block.part == "body"]
    assert tables == [[row[:3] for row in first], second]
    assert report.notes == (
        "工作表“Sheet”隐藏的第 D 列（第 4–6 行）计入合计或比率，已一并核对",
        "隐藏的列：Sheet 第 D 列（第 1–3 行），未参与核对",
    )


def test_a_merged_cell_over_a_hidden_row_shrinks_and_keeps_its_words() -> None:
    paper = amounts()
    paper.merge_cells("A2:A3")
    paper.row_dimensions[2].hidden = True
    assert texts(read(saved(paper), HERE).blocks[0]) == [["项目", "预算", "决算"], ["甲", "3", "4"], ["丙", "5", "6"]]


def test_struck_out_and_white_words_of_a_cell_come_apart() -> None:
    paper = amounts()
    paper["B2"].font = Font(strike=True)
    paper["C2"].font = Font(color="FFFFFFFF")
    paper["B3"] = CellRichText(TextBlock(InlineFont(strike=True), "30"), TextBlock(InlineFont(), "31"))
    report = read(saved(paper), HERE)
    assert texts(report.blocks[0])[1:3] == [["甲", "", ""], ["乙", "31", "4"]]
    assert [block.text for block in report.blocks[1:] if isinstance(block, Paragraph)] == ["1", "2", "30"]
    assert report.notes == (
        "与底色相同的白色文字 1 处：Sheet!C2，未参与核对",
        "有删除线的文字 2 处：Sheet!B2；Sheet!B3，未参与核对",
    )


def test_what_a_number_format_does_not_show_comes_apart() -> None:
    paper = new_sheet()
    rows: list[list[object]] = [["项目", "预算", "决算", "差额"], ["甲", 31, 28, -3], ["乙", 0, None, date(2023, 5, 1)]]
    fill(paper, 1, 1, rows, has_borders=True)
    for place, code in {"A2": ";;;", "B2": ";;;", "D2": "0;", "B3": "0;-0;;@", "C3": ";;;", "D3": ";;;"}.items():
        paper[place].number_format = code
    report = read(saved(paper), HERE)
    seen, *unseen = report.blocks
    assert texts(seen) == [["项目", "预算", "决算", "差额"], ["", "", "28", ""], ["乙", "", "", ""]]
    assert {block.part for block in unseen} == {"hidden"}
    assert report.notes == ("数字格式不显示的内容 5 处：Sheet!A2:B2、D2:D3、B3，未参与核对",)
    held = {cell.address: cell.text for block in unseen if isinstance(block, Table) for cell in block.cells}
    held |= {block.address: block.text for block in unseen if isinstance(block, Paragraph)}
    assert {place: text for place, text in held.items() if text} == {
        "A2": "甲", "B2": "31", "D2": "-3", "B3": "0", "D3": "45047",
    }  # fmt: skip


def test_what_a_number_format_does_not_show_of_a_hidden_sheet_is_hidden_with_it() -> None:
    paper = amounts()
    for row in range(1, 5):
        paper.cell(row, 2).number_format = ";;;"
    data = replaced(saved(paper), "xl/workbook.xml", 'state="visible"', 'state="hidden"')
    report = read(data, HERE)
    assert [block.text for block in report.blocks if isinstance(block, Paragraph)] == ["预算", "1", "3", "5"]
    assert report.notes[0] == "工作表“Sheet”是隐藏的，未参与核对"


def test_white_words_on_a_dark_cell_are_seen() -> None:
    paper = amounts()
    paper["A1"].font = Font(color="FFFFFFFF")
    paper["A1"].fill = PatternFill("solid", fgColor="FF1F4E78")
    report = read(saved(paper), HERE)
    assert texts(report.blocks[0])[0] == ["项目", "预算", "决算"] and not report.notes


def test_a_workbook_of_hidden_sheets_says_so() -> None:
    paper = amounts()
    data = replaced(saved(paper), "xl/workbook.xml", 'state="visible"', 'state="veryHidden"')
    report = read(data, HERE)
    assert {block.part for block in report.blocks} == {"hidden"}
    assert "取消隐藏后重新放入" in report.notes[-1]


def test_visible_tables_are_counted_first() -> None:
    paper = amounts()
    assert paper.parent is not None
    front = paper.parent.create_sheet("正式")
    fill(front, 1, 1, [["项目", "预算"], ["甲", 1]], has_borders=True)
    paper.sheet_state = "hidden"
    paper.parent.active = 1
    found = [block for block in read(saved(paper), HERE).blocks if isinstance(block, Table)]
    assert [(one.part, one.table_no) for one in found] == [("hidden", 1), ("body", 0)]
