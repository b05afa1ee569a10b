"""Which cells of a worksheet are one table, and which are lines of text."""

import pytest
from openpyxl.styles import Border

from flows.model.report import Cell, Paragraph, Table
from flows.readers.sheets.paper import Sheet
from tests.readers.sheets.written import THIN, blocks, fill, new_sheet, texts


def test_a_cell_keeps_its_address_whatever_was_taken_out_before_it() -> None:
    left = Sheet({}, rows_out=(0, 2, 3), columns_out=(1, 26))
    assert [left.address_of(row, 0) for row in range(3)] == ["A2", "A5", "A6"]
    assert [left.address_of(0, column) for column in (0, 1, 24, 25)] == ["A2", "C2", "Z2", "AB2"]


def test_the_cells_of_each_table_and_line_have_the_addresses_of_the_sheet() -> None:
    paper = new_sheet()
    paper["B2"] = "收支表"
    fill(paper, 4, 2, [["项目", "预算"], ["收入", 5]])
    fill(paper, 8, 3, [["项目", "决算"], ["支出", 6]])
    title, first, second = blocks(paper)
    assert isinstance(title, Paragraph) and isinstance(first, Table) and isinstance(second, Table)
    assert title.place.cell_address == "B2"
    assert [first.place_of(cell).cell_address for cell in first.cells] == ["B4", "C4", "B5", "C5"]
    assert [second.place_of(cell).cell_address for cell in second.cells] == ["C8", "D8", "C9", "D9"]


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
