"""Excel workbooks: each test writes one and asks for the exact tables, lines and cells."""

import datetime
import io
import random
import zipfile

import pytest

from flows.model.exceptions import DamagedReport, EncryptedReport, OversizedReport, ReportError, UnsupportedFormat
from flows.model.report import Cell, Paragraph, Table
from flows.readers.sheets.paper import MOST_CELLS
from flows.readers.sheets.xlsx import read_xlsx
from tests.readers.sheets.written import (
    DRAWING,
    HERE,
    MAIN,
    SHEET,
    blocks,
    fill,
    new_sheet,
    replaced,
    saved,
    shared_strings,
    texts,
)


def test_numbers_are_read_as_they_are_shown() -> None:
    paper = new_sheet()
    fill(
        paper,
        1,
        1,
        [["执行率", 0.95], ["收入", 1234567.5], ["日期", datetime.date(2020, 12, 31)], ["通过", True]],
    )
    paper["B1"].number_format = "0.00%"
    paper["B2"].number_format = "#,##0.00"
    [found] = blocks(paper)
    assert texts(found) == [
        ["执行率", "95.00%"],
        ["收入", "1,234,567.50"],
        ["日期", "2020-12-31"],
        ["通过", "TRUE"],
    ]


def test_a_formula_is_its_saved_result_and_one_without_is_noted() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["合计", "=1+1"], ["差额", "=3-1"]])
    data = replaced(saved(paper), SHEET, "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>")
    report = read_xlsx(data, HERE)
    assert texts(report.blocks[0])[0] == ["合计", "2"]
    assert report.notes == ("1 个公式没有保存计算结果：请用 Excel 或 WPS 打开并保存后重新放入",)


def test_a_formula_that_is_one_number_needs_no_saved_result() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["目标值", "=100%"], ["完成值", "=-12.5"], ["完成率", "=0.95"], ["增减", "=-5"]])
    paper["B3"].number_format, paper["B4"].number_format = "0.0%", "0;(0)"
    report = read_xlsx(saved(paper), HERE)
    assert texts(report.blocks[0]) == [["目标值", "100%"], ["完成值", "-12.5"], ["完成率", "95.0%"], ["增减", "(5)"]]
    assert report.notes == ()


def test_rich_text_breaks_and_errors_are_text() -> None:
    data = shared_strings([["甲\n乙", "戊"], ["丙", "丁"]])
    data = replaced(data, "xl/sharedStrings.xml", "<t>丙</t>", "<r><t>丙</t></r><r><t>_x000D_戊</t></r>")
    data = replaced(data, SHEET, '<c r="B1" t="s"><v>1</v></c>', '<c r="B1" t="e"><v>#DIV/0!</v></c>')
    assert texts(read_xlsx(data, HERE).blocks[0]) == [["甲\n乙", "#DIV/0!"], ["丙\n戊", "丁"]]


def test_the_strict_dialect_is_the_same_workbook() -> None:
    data = shared_strings([["收入", "5"], ["支出", "6"]])
    for member in ("xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml"):
        data = replaced(data, member, MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert texts(read_xlsx(data, HERE).blocks[0]) == [["收入", "5"], ["支出", "6"]]


def test_what_stands_in_a_shape_is_a_text_box() -> None:
    paper = new_sheet()
    paper["A1"] = "正文"
    paper["A1"].hyperlink = "https://example.invalid/"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    data = replaced(
        saved(paper),
        "xl/worksheets/_rels/sheet1.xml.rels",
        "</Relationships>",
        f'<Relationship Id="d" Type="{kind}" Target="../drawings/drawing1.xml"/></Relationships>',
    )
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(
            "xl/drawings/drawing1.xml",
            f'<x:wsDr xmlns:x="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"><x:sp><x:txBody>'
            "<a:p><a:r><a:t>单位：</a:t></a:r><a:r><a:t>万元</a:t></a:r></a:p></x:txBody></x:sp></x:wsDr>",
        )
    assert read_xlsx(buffer.getvalue(), HERE).blocks == (
        Paragraph(0, "正文"),
        Paragraph(1, "单位：万元", "textbox"),
    )


def test_a_merge_over_the_whole_sheet_ends_with_its_content() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["标题", None], ["项目", "预算"], ["收入", 5]], has_borders=True)
    data = replaced(
        saved(paper),
        SHEET,
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A1:B2"/></mergeCells>',
    )
    [found] = read_xlsx(data, HERE).blocks
    assert isinstance(found, Table)
    assert found.cells[:3] == (Cell(0, 0, "标题", column_span=2), Cell(1, 0, "项目"), Cell(1, 1, "预算"))


def test_far_corners_cost_nothing() -> None:
    paper = new_sheet()
    paper["A1"], paper["XFD1048576"] = "近", "远"
    assert blocks(paper) == (Paragraph(0, "近"), Paragraph(1, "远"))


def test_one_table_over_the_whole_sheet_is_too_much() -> None:
    paper = new_sheet()
    for column, row in (("A", 1), ("XFD", 1), ("A", 1000)):
        paper[f"{column}{row}"] = "x"
    data = replaced(
        saved(paper),
        SHEET,
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="A1:XFC999"/></mergeCells>',
    )
    with pytest.raises(OversizedReport, match="一张表格的格数"):
        read_xlsx(data, HERE)


def test_more_cells_than_the_limit_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [[1, 2, 3], [4, 5, 6]])
    monkeypatch.setattr("flows.readers.sheets.xlsx.MOST_CELLS", 5)
    with pytest.raises(OversizedReport) as caught:
        read_xlsx(saved(paper), HERE)
    assert (caught.value.limit, caught.value.found) == (5, 6)
    assert MOST_CELLS == 1_000_000


def test_broken_workbooks_say_what_is_broken() -> None:
    data = shared_strings([["甲", 5], ["乙", 6]])
    for member, old, new, reason in (
        (SHEET, "<v>5</v>", "<v>五</v>", "“五”不是数"),
        (SHEET, "<v>0</v>", "<v>99</v>", "缺少第 99 个共享字符串"),
        (SHEET, 'r="B2"', 'r="ZZZ2"', "不存在的单元格"),
        ("xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet7.xml", "缺少工作表“Sheet1”"),
    ):
        with pytest.raises(DamagedReport, match=reason):
            read_xlsx(replaced(data, member, old, new), HERE)


def test_entities_and_bombs_are_damaged() -> None:
    data = shared_strings([["正文"]])
    with pytest.raises(DamagedReport, match="DTD"):
        read_xlsx(replaced(data, "xl/sharedStrings.xml", "<sst", '<!DOCTYPE x [<!ENTITY a "b">]><sst'), HERE)
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b" " * 20_000_000)
    with pytest.raises(DamagedReport, match="压缩比异常"):
        read_xlsx(buffer.getvalue(), HERE)


def test_a_member_with_a_password_is_encrypted() -> None:
    paper = new_sheet()
    data = bytearray(saved(paper))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(EncryptedReport):
        read_xlsx(bytes(data), HERE)


def test_the_binary_kind_names_the_way_out() -> None:
    paper = new_sheet()
    with pytest.raises(UnsupportedFormat, match="xlsb"):
        read_xlsx(replaced(saved(paper), "_rels/.rels", "xl/workbook.xml", "xl/workbook.bin"), HERE)


def test_openpyxl_finds_the_same_cells() -> None:
    paper = new_sheet()
    dice = random.Random(7)
    expected = {(row, column): str(dice.randint(1, 99)) for row in range(40) for column in range(8)}
    for (row, column), text in expected.items():
        paper.cell(row + 1, column + 1).value = int(text) if dice.random() < 0.5 else text
    [found] = blocks(paper)
    assert isinstance(found, Table)
    assert {(cell.row, cell.column): cell.text for cell in found.cells} == expected


def test_broken_bytes_end_in_an_outcome() -> None:
    paper = new_sheet()
    fill(
        paper,
        1,
        1,
        [["表", None], ["项目", "预算"], ["收入", 5.5], [None, None], ["支出", "=B3"]],
        has_borders=True,
    )
    paper.merge_cells("A1:B1")
    paper["B3"].number_format = "0.0%"
    with zipfile.ZipFile(io.BytesIO(saved(paper))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    dice = random.Random(11)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(300):
        buffer = io.BytesIO()
        victim = dice.choice([name for name in members if name.endswith((".xml", ".rels"))])
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, _mutated(content, dice) if name == victim else content)
        data = buffer.getvalue() if dice.random() < 0.8 else _mutated(buffer.getvalue(), dice)
        try:
            read_xlsx(data, HERE)
            outcomes["read"] += 1
        except ReportError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 10


def _mutated(content: bytes, dice: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(data))
        kind = dice.randrange(4)
        if kind == 0:
            data[at] = dice.choice(b'0123456789ABZ"<>;-%')
        elif kind == 1:
            del data[at : at + dice.randint(1, 20)]
        elif kind == 2:
            data[at:at] = data[at : at + dice.randint(1, 60)]
        else:
            data[at] ^= 1 << dice.randrange(8)
    return bytes(data)
