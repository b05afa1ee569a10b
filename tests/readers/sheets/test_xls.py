"""Old workbooks: the same sheet in the old format gives the same blocks as in the new one."""

import io
import random
import struct
from pathlib import Path

import pytest
import xlwt

from flows.model.exceptions import DamagedReport, EncryptedReport, OversizedReport, ReportError
from flows.model.report import Cell, Paragraph, Table
from flows.readers import read
from flows.readers.sheets.xls import read_xls
from tests.readers.word.word97 import compound_file

HERE = Path("自评报告.xls")
BOXED = "borders: left thin, right thin, top thin, bottom thin"


def workbook() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    paper = book.add_sheet("自评表")
    boxed = xlwt.easyxf(BOXED)
    paper.write_merge(0, 0, 0, 2, "青禾县教育局绩效自评表")
    paper.write_merge(1, 2, 0, 0, "项目", boxed)
    paper.write_merge(1, 1, 1, 2, "金额", boxed)
    paper.write(2, 1, "决算", boxed)
    paper.write(2, 2, "执行率", boxed)
    paper.write(3, 0, "支出", boxed)
    paper.write(3, 1, 1234567.5, xlwt.easyxf(BOXED, num_format_str="#,##0.00"))
    paper.write(3, 2, 0.95, xlwt.easyxf(BOXED, num_format_str="0.00%"))
    behind = book.add_sheet("底稿")
    behind.visibility = 1
    behind.write(0, 0, 44196, xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_is_read_as_it_is_shown() -> None:
    report = read(workbook(), HERE)
    assert report.blocks == (
        Paragraph(0, "青禾县教育局绩效自评表"),
        Table(
            1,
            0,
            3,
            3,
            (
                Cell(0, 0, "项目", row_span=2),
                Cell(0, 1, "金额", column_span=2),
                Cell(1, 1, "决算"),
                Cell(1, 2, "执行率"),
                Cell(2, 0, "支出"),
                Cell(2, 1, "1,234,567.50"),
                Cell(2, 2, "95.00%"),
            ),
        ),
        Paragraph(2, "2020-12-31", "hidden"),
    )
    assert report.notes == ("工作表“底稿”是隐藏的，未参与核对",)


def test_truths_and_errors_are_words() -> None:
    book = xlwt.Workbook()
    paper = book.add_sheet("一")
    paper.write(0, 0, True)
    paper.row(0).set_cell_error(1, "#DIV/0!")
    paper.write(1, 0, "甲")
    paper.write(1, 1, "乙")
    buffer = io.BytesIO()
    book.save(buffer)
    [found] = read_xls(buffer.getvalue(), HERE).blocks
    assert isinstance(found, Table)
    assert [cell.text for cell in found.cells] == ["TRUE", "#DIV/0!", "甲", "乙"]


def test_a_table_of_wps_is_an_old_workbook() -> None:
    report = read(workbook(), Path("自评表.et"))
    assert (report.format, len(report.notes)) == ("xls", 1)


def test_a_locked_workbook_is_encrypted() -> None:
    start = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 6)
    locked = start + struct.pack("<HHH", 0x2F, 2, 1) + struct.pack("<HH", 0x0A, 0)
    with pytest.raises(EncryptedReport):
        read(compound_file({"Workbook": locked}), HERE)


def test_a_workbook_cut_short_is_damaged() -> None:
    with pytest.raises(DamagedReport, match="可能没有下载完"):
        read_xls(workbook()[:2000], HERE)


def test_more_cells_than_the_limit_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.readers.sheets.xls.MOST_CELLS", 5)
    with pytest.raises(OversizedReport, match="工作簿的单元格数"):
        read_xls(workbook(), HERE)


def test_broken_bytes_end_in_an_outcome() -> None:
    whole = workbook()
    dice = random.Random(5)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            read_xls(bytes(data), HERE)
            outcomes["read"] += 1
        except ReportError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 10


def test_hidden_rows_and_struck_out_words_come_apart() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    paper = book.add_sheet("表")
    for row, (name, amount) in enumerate((("甲", 1), ("乙", 2), ("丙", 3))):
        paper.write(row, 0, name, xlwt.easyxf(BOXED))
        paper.write(row, 1, amount, xlwt.easyxf(f"font: struck_out {row == 2}; {BOXED}"))
    paper.row(1).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    report = read(buffer.getvalue(), HERE)
    seen = report.blocks[0]
    assert isinstance(seen, Table) and [cell.text for cell in seen.cells] == ["甲", "1", "丙", ""]
    assert report.notes == ("隐藏的行：表 第 2 行，未参与核对", "有删除线的文字 1 处：表!B3，未参与核对")


def test_rows_and_columns_that_are_drawn_to_nothing_are_hidden() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    paper = book.add_sheet("表")
    for row, cells in enumerate((("项目", "旧数", "决算"), ("甲", 7, 2), ("乙", 8, 4), ("丙", 9, 6))):
        for column, value in enumerate(cells):
            paper.write(row, column, value, xlwt.easyxf(BOXED))
    paper.row(2).height, paper.row(2).height_mismatch, paper.row(2).has_default_height = 10, True, False
    paper.row(1).height, paper.row(1).height_mismatch, paper.row(1).has_default_height = 60, True, False
    paper.col(1).width = 30
    buffer = io.BytesIO()
    book.save(buffer)
    report = read(buffer.getvalue(), HERE)
    seen = report.blocks[0]
    assert isinstance(seen, Table) and [cell.text for cell in seen.cells] == ["项目", "决算", "甲", "2", "丙", "6"]
    assert report.notes == ("隐藏的行：表 第 3 行，未参与核对", "隐藏的列：表 第 B 列，未参与核对")


def test_what_a_number_format_does_not_show_comes_apart() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    paper = book.add_sheet("表")
    for row, (name, amount, code) in enumerate((("甲", 17, "0"), ("乙", 26, ";;;"), ("丙", -3, "0;"))):
        paper.write(row, 0, name, xlwt.easyxf(BOXED))
        paper.write(row, 1, amount, xlwt.easyxf(BOXED, num_format_str=code))
    buffer = io.BytesIO()
    book.save(buffer)
    report = read(buffer.getvalue(), HERE)
    seen = report.blocks[0]
    assert isinstance(seen, Table) and [cell.text for cell in seen.cells] == ["甲", "17", "乙", "", "丙", ""]
    assert [(block.text, block.part) for block in report.blocks if isinstance(block, Paragraph)] == [
        ("26", "hidden"),
        ("-3", "hidden"),
    ]
    assert report.notes == ("数字格式不显示的内容 2 处：表!B2:B3，未参与核对",)


def test_a_hidden_row_that_the_total_counts_stays() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    paper = book.add_sheet("表")
    for row, (name, amount) in enumerate((("合计", 100), ("甲", 60), ("乙", 40))):
        paper.write(row, 0, name)
        paper.write(row, 1, amount)
    paper.row(2).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    report = read(buffer.getvalue(), HERE)
    seen = report.blocks[0]
    assert isinstance(seen, Table) and [cell.text for cell in seen.cells] == ["合计", "100", "甲", "60", "乙", "40"]
    assert report.notes == ("工作表“表”隐藏的第 3 行计入合计，已一并核对",)
