"""Excel workbooks: each test writes one and asks for the exact tables, lines and cells."""

import datetime
import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from flows.model.exceptions import DamagedReport, EncryptedReport, OversizedReport, ReportError, UnsupportedFormat
from flows.model.report import Block, Cell, Paragraph, Table
from flows.readers import read
from flows.readers.sheets.paper import MOST_CELLS
from flows.readers.sheets.xlsx import read_xlsx

HERE = Path("自评报告.xlsx")
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def new_sheet() -> Worksheet:
    created = openpyxl.Workbook().active
    assert isinstance(created, Worksheet)
    return created


def saved(paper: Worksheet) -> bytes:
    buffer = io.BytesIO()
    assert paper.parent is not None
    paper.parent.save(buffer)
    return buffer.getvalue()


def shared_strings(rows: list[list[object]]) -> bytes:
    """A workbook as Excel writes it: the sheet holds the numbers of its texts."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        paper = book.add_worksheet()
        for down, row in enumerate(rows):
            paper.write_row(down, 0, row)
    return buffer.getvalue()


def blocks(paper: Worksheet) -> tuple[Block, ...]:
    return read_xlsx(saved(paper), HERE).blocks


def fill(paper: Worksheet, top: int, left: int, rows: list[list[object]], has_borders: bool = False) -> None:
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            cell = paper.cell(top + down, left + across)
            cell.value = value  # type: ignore[assignment]
            if has_borders:
                cell.border = BOX


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows()]


def replaced(data: bytes, member: str, old: str, new: str) -> bytes:
    """The package with a member changed by hand, as a program other than openpyxl may write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == member:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return buffer.getvalue()


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


def test_merged_cells_stand_once_with_their_spans() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["部门", "金额", None], [None, "预算", "决算"], ["甲", 1, 2]], has_borders=True)
    paper.merge_cells("A1:A2")
    paper.merge_cells("B1:C1")
    [found] = blocks(paper)
    assert isinstance(found, Table)
    assert found.cells == (
        Cell(0, 0, "部门", row_span=2),
        Cell(0, 1, "金额", column_span=2),
        Cell(1, 1, "预算"),
        Cell(1, 2, "决算"),
        Cell(2, 0, "甲"),
        Cell(2, 1, "1"),
        Cell(2, 2, "2"),
    )


def test_lines_around_a_table_with_borders_are_paragraphs() -> None:
    paper = new_sheet()
    paper["A1"] = "青禾县教育局绩效自评表"
    paper.merge_cells("A1:C1")
    paper["A2"], paper["C2"] = "填报单位：教育局", "单位：万元"
    fill(paper, 3, 1, [["项目", "预算", "决算"], ["收入", 5, 6]], has_borders=True)
    paper["A5"] = "注：含上年结转"
    title, filler, unit, found, note = blocks(paper)
    assert (title, filler, unit) == (
        Paragraph(0, "青禾县教育局绩效自评表"),
        Paragraph(1, "填报单位：教育局"),
        Paragraph(2, "单位：万元"),
    )
    assert texts(found) == [["项目", "预算", "决算"], ["收入", "5", "6"]]
    assert note == Paragraph(4, "注：含上年结转")


def test_lines_between_tables_with_borders_part_them() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["项目", "预算"], ["收入", 5]], has_borders=True)
    paper["A3"] = "二、产出情况"
    fill(paper, 4, 1, [["指标", "得分"], ["产出", 48]], has_borders=True)
    first, line, second = blocks(paper)
    assert (texts(first)[1], line, texts(second)[1]) == (
        ["收入", "5"],
        Paragraph(1, "二、产出情况"),
        ["产出", "48"],
    )


def test_a_title_underlined_above_a_table_is_a_paragraph() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["附件2-1", None, "2021年度"]])
    for column in "ABC":
        paper[f"{column}1"].border = Border(bottom=THIN)
    fill(paper, 2, 1, [["单位", "预算", "决算"], ["局机关", 1, 2]], has_borders=True)
    *lines, found = blocks(paper)
    assert [line.text for line in lines if isinstance(line, Paragraph)] == ["附件2-1", "2021年度"]
    assert texts(found) == [["单位", "预算", "决算"], ["局机关", "1", "2"]]


def test_a_row_of_a_table_that_lost_its_borders_stays_in_it() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["项目", "预算", "决算"]])
    fill(paper, 2, 1, [["收入", 5, 6]], has_borders=True)
    fill(paper, 3, 1, [["结余", None, 1]])
    fill(paper, 4, 1, [["支出", 5, 5]], has_borders=True)
    [found] = blocks(paper)
    assert texts(found) == [
        ["项目", "预算", "决算"],
        ["收入", "5", "6"],
        ["结余", "", "1"],
        ["支出", "5", "5"],
    ]


def test_a_title_above_a_table_without_borders_is_a_paragraph() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["绩效自评表", None], ["项目", "预算"], ["收入", 5], ["说明", None]])
    title, found = blocks(paper)
    assert title == Paragraph(0, "绩效自评表")
    assert texts(found) == [["项目", "预算"], ["收入", "5"], ["说明", ""]]


@pytest.mark.parametrize("has_borders", [False, True])
def test_titles_between_tables_part_them_without_an_empty_row(has_borders: bool) -> None:
    paper = new_sheet()
    rows = [["收入决算表", None, None], ["单位：万元", None, None], ["项目", "预算", "决算"], ["收入", 5, 6],
            ["注：含上年结转", None, None], ["支出决算表", None, None], ["金额单位：元", None, None],
            ["项目", "预算", "决算"], ["支出", 7, 8]]  # fmt: skip
    fill(paper, 1, 1, rows, has_borders=has_borders)
    for row in (1, 2, 6, 7):
        paper.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
    found = blocks(paper)
    tables = [texts(block) for block in found if isinstance(block, Table)]
    assert tables[-1] == [["项目", "预算", "决算"], ["支出", "7", "8"]]
    assert ["收入", "5", "6"] in tables[0]
    assert len(tables) == 2
    lines = [block.text for block in found if isinstance(block, Paragraph)]
    assert lines[-3:] == ["注：含上年结转", "支出决算表", "金额单位：元"]


def test_a_group_of_rows_and_a_line_without_a_heading_below_stay_in_their_table() -> None:
    paper = new_sheet()
    rows = [["项目", "预算", "决算"], ["收入", 5, 6], ["见附表", None, None], ["其他", 7, 8],
            ["二、支出", None, None], ["项目", "预算", "决算"], ["支出", 9, 9]]  # fmt: skip
    fill(paper, 1, 1, rows)
    assert [len(texts(block)) for block in blocks(paper)] == [len(rows)]


def test_empty_rows_and_columns_part_tables() -> None:
    paper = new_sheet()
    fill(paper, 2, 2, [["项目", "预算"], ["收入", 5]])
    fill(paper, 2, 5, [["人员", "人数"], ["在编", 35]])
    fill(paper, 6, 2, [["指标", "得分"], ["产出", 48]])
    assert [texts(found) for found in blocks(paper)] == [
        [["项目", "预算"], ["收入", "5"]],
        [["人员", "人数"], ["在编", "35"]],
        [["指标", "得分"], ["产出", "48"]],
    ]


LIST: list[list[object]] = [["单位", "收入", "支出"], ["局机关", 18, 17], ["中心", 10, 9], ["合计", 28, 26]]


def with_gaps(*at: int) -> list[list[object]]:
    """The list with a blank row behind each of these rows."""
    return [row for number, one in enumerate(LIST) for row in ([one, [None] * 3] if number in at else [one])]


@pytest.mark.parametrize("has_borders", [True, False])
@pytest.mark.parametrize("gaps", [(0,), (1,), (2,), (0, 1, 2)])
def test_a_blank_row_inside_a_list_parts_nothing(gaps: tuple[int, ...], has_borders: bool) -> None:
    paper = new_sheet()
    rows = with_gaps(*gaps)
    for down, row in enumerate(rows, 1):
        if any(row):
            fill(paper, down, 2, [row], has_borders)
    (only,) = blocks(paper)
    assert texts(only) == [[str(text or "") for text in row] for row in rows]


def test_a_list_with_a_heading_of_its_own_below_a_blank_row_is_another_table() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, LIST[:3])
    fill(paper, 5, 1, [["项目", "预算", "决算"], ["低保", 3, 2], ["特困", 2, 1]])
    assert [texts(block)[0][0] for block in blocks(paper)] == ["单位", "项目"]


def test_a_line_with_a_telephone_below_a_list_is_no_row_of_it() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, LIST[:3])
    fill(paper, 5, 1, [["填报人", "甲", 8230000]])
    _, *line = blocks(paper)
    assert line == [Paragraph(1, "填报人"), Paragraph(2, "甲"), Paragraph(3, "8230000")]


@pytest.mark.parametrize("column", [2, 3])
def test_a_blank_column_between_words_and_their_numbers_parts_nothing(column: int) -> None:
    paper = new_sheet()
    rows = [[*row[: column - 1], None, *row[column - 1 :]] for row in LIST]
    fill(paper, 1, 1, rows)
    (only,) = blocks(paper)
    assert texts(only) == [[str(text or "") for text in row] for row in rows]


def test_numbers_that_only_count_begin_a_table_of_their_own_beside_another() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, LIST[:3])
    fill(paper, 1, 5, [["序号", "项目"], [1, "低保"], [2, "特困"]])
    assert [texts(block)[0][0] for block in blocks(paper)] == ["单位", "序号"]


def test_an_empty_row_with_borders_is_part_of_its_table_and_trailing_ones_are_not() -> None:
    paper = new_sheet()
    fill(
        paper,
        1,
        1,
        [["项目", "预算"], [None, None], ["收入", 5], [None, None], [None, None]],
        has_borders=True,
    )
    [found] = blocks(paper)
    assert texts(found) == [["项目", "预算"], ["", ""], ["收入", "5"]]


def test_one_column_is_prose() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["一、基本情况"], ["在编35人。"], [None], ["二、收支"]])
    assert blocks(paper) == (
        Paragraph(0, "一、基本情况"),
        Paragraph(1, "在编35人。"),
        Paragraph(2, "二、收支"),
    )


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


def test_a_formula_is_its_saved_result_and_one_without_is_noted() -> None:
    paper = new_sheet()
    fill(paper, 1, 1, [["合计", "=1+1"], ["差额", "=3-1"]])
    data = replaced(saved(paper), SHEET, "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>")
    report = read_xlsx(data, HERE)
    assert texts(report.blocks[0])[0] == ["合计", "2"]
    assert report.notes == ("1 个公式没有保存计算结果：请用 Excel 或 WPS 打开并保存后重新放入",)


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


def test_a_row_without_height_is_hidden() -> None:
    paper = amounts()
    data = replaced(saved(paper), SHEET, '<row r="2"', '<row r="2" ht="0" customHeight="1"')
    assert texts(read(data, HERE).blocks[0]) == [["项目", "预算", "决算"], ["乙", "3", "4"], ["丙", "5", "6"]]


def test_a_column_without_width_is_hidden() -> None:
    data = replaced(saved(amounts()), SHEET, "<sheetData>", '<cols><col min="2" max="2" width="0"/></cols><sheetData>')
    assert texts(read(data, HERE).blocks[0]) == [["项目", "决算"], ["甲", "2"], ["乙", "4"], ["丙", "6"]]


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
        "工作表“Sheet”隐藏的第 E 列计入合计，已一并核对",
        "隐藏的列：Sheet 第 D 列，未参与核对",
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
