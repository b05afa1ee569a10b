"""Rows that only have a format: cut out before the sheet is parsed, and nothing else with them."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from flows.model.report import Paragraph, Table
from flows.readers.sheets.empty_rows import without_empty_rows
from flows.readers.sheets.xlsx import read_xlsx

HEAD = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
FOOT = b"</sheetData><mergeCells/></worksheet>"
MANY = 30_000


def empty(first: int, count: int) -> bytes:
    return b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(first, first + count))


def test_empty_rows_below_the_last_value_are_gone() -> None:
    assert without_empty_rows(HEAD + empty(2, MANY) + FOOT) == HEAD + FOOT


@pytest.mark.parametrize(
    "cell",
    [
        b"<c><v>2</v></c>",
        b'<c t="inlineStr"><is><t>x</t></is></c>',
        b"<c><f>A1</f></c>",
        b"<c><f/></c>",
        b"<c><x:v>2</x:v></c>",
    ],
)
def test_a_row_that_says_something_far_below_stays(cell: bytes) -> None:
    far = b'<row r="90000">' + cell + b"</row>"
    assert without_empty_rows(HEAD + empty(2, MANY) + far + empty(90001, 9) + FOOT) == HEAD + far + FOOT


def test_a_few_empty_rows_inside_a_table_stay() -> None:
    last = b'<row r="12"><c r="A12"><v>2</v></c></row>'
    rows = HEAD + empty(2, 10) + last
    assert without_empty_rows(rows + empty(13, MANY) + FOOT) == rows + FOOT


def test_rows_with_a_format_of_their_own_and_no_cell_are_gone() -> None:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(2, MANY))
    assert without_empty_rows(HEAD + rows + FOOT) == HEAD + FOOT


@pytest.mark.parametrize(
    "content",
    [
        HEAD + empty(2, 100) + FOOT,
        HEAD + b"<!--" + empty(2, MANY) + b"-->" + FOOT,
        HEAD + empty(2, MANY),
        empty(2, MANY),
        (HEAD + empty(2, MANY) + FOOT).replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:"),
    ],
    ids=["few", "comment", "no end", "no value", "prefix"],
)
def test_what_is_small_or_of_another_build_comes_back_as_it_is(content: bytes) -> None:
    assert without_empty_rows(content) == content


def test_a_form_above_a_hundred_thousand_formatted_rows_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.readers.sheets.xlsx.MOST_CELLS", 1_000)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet, lined = book.add_worksheet(), book.add_format({"border": 1})
    for row, texts in enumerate((("项目", "预算数"), ("低保", "3"), ("特困", "2"))):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, lined)
    for row in range(3, 100_000):
        sheet.write_blank(row, 0, None, lined)
    sheet.write_string(100_000, 0, "填报人：甲")
    book.close()
    table, line = read_xlsx(file.getvalue(), Path("甲.xlsx")).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells if cell.text] == ["项目", "预算数", "低保", "3", "特困", "2"]
    assert line == Paragraph(1, "填报人：甲")
