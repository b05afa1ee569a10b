"""What every reader's report goes through, and marks above the line in each format that knows them."""

from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from flows.model.report import Paragraph, Report, Table
from flows.readers import read
from flows.readers.folding import as_seen, raised
from flows.readers.sheets.xls import read_xls
from flows.readers.word.docx import read_docx
from tests.readers.pdf.written import pdf, words
from tests.readers.sheets.written import new_sheet, saved
from tests.readers.word.written import package


def texts(report: Report) -> list[str]:
    return [
        text
        for block in report.blocks
        for text in ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
        if text
    ]


def test_a_report_that_shows_what_it_holds_comes_back_as_it_is():
    report = Report("txt", (Paragraph(0, "青禾县民政局 1,280.50"),))
    assert as_seen(report).blocks[0] is report.blocks[0]
    assert as_seen(report) == report


def test_cells_and_paragraphs_are_folded_and_lost_characters_told():
    page = "<p>⻘禾县\u200b⺠政局\ue123</p><table border=1><tr><td>年\u200b度<td>\ufeff1\u2009280.50</table>"
    report = read(f"<html><body>{page}</body></html>".encode(), Path("a.html"))
    assert texts(report) == ["青禾县民政局", "年度", "1,280.50"]
    assert [note for note in report.notes if "1 个自造字" in note] == list(report.notes)


def test_lines_of_a_text_are_folded_before_their_columns_are_told():
    lines = "项目\t预算数\t执行数\n\ufeff水渠\u200b\t1\u2009280.50\t9\ue123\n\u200b\n后记"
    report = read(lines.encode(), Path("a.txt"))
    assert any(isinstance(block, Table) for block in report.blocks)
    assert "1,280.50" in texts(report)
    assert texts(report)[-1] == "后记"
    assert len(report.notes) == 1


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("1", "1,280.50", "¹"),
        ("[12]", "1,280.50", "[¹²]"),
        ("2", "m", "²"),
        ("1,280.50", "", "1,280.50"),
        ("1", "甲 ", "1"),
        ("见第3页的说明文字", "1", "见第3页的说明文字"),
    ],
)
def test_a_mark_is_short_and_stands_behind_something(text: str, before: str, expected: str):
    assert raised(text, before) == expected


RUN = "<w:r><w:t>1,280.50</w:t></w:r><w:r><w:rPr><w:sz w:val='18'/><w:vertAlign w:val={}/></w:rPr><w:t>1</w:t></w:r>"


def test_marks_above_the_line_are_no_digits_of_the_number_before_them():
    def html(inner: str) -> list[str]:
        return texts(read(f"<html><body><p>{inner}</p></body></html>".encode(), Path("a.html")))

    assert html("1,280.50<sup><a>1</a></sup>万元") == ["1,280.50¹万元"]
    assert html("50m<span style='vertical-align: super'>2</span>") == ["50m²"]
    assert html("<sup>1,280.50</sup>") == ["1,280.50"]
    raised_run = package(f"<w:p>{RUN.format(chr(34) + 'superscript' + chr(34))}</w:p>")
    assert texts(read_docx(raised_run, Path("a.docx"))) == ["1,280.50¹"]
    lowered_run = package(f"<w:p>{RUN.format(chr(34) + 'subscript' + chr(34))}</w:p>")
    assert texts(read_docx(lowered_run, Path("a.docx"))) == ["1,280.501"]


def test_marks_above_the_line_in_the_cells_of_workbooks(tmp_path: Path):
    paper = new_sheet()
    paper["A1"] = CellRichText("1,280.50", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    assert texts(read(saved(paper), Path("a.xlsx"))) == ["1,280.50¹"]
    book = xlwt.Workbook()
    mark = xlwt.easyfont("escapement superscript")
    book.add_sheet("表").write_rich_text(0, 0, ("1,280.50", ("1", mark), "万元"))
    book.save(str(tmp_path / "a.xls"))
    assert texts(read_xls((tmp_path / "a.xls").read_bytes(), Path("a.xls"))) == ["1,280.50¹万元"]


def test_small_raised_digits_of_a_page_are_marks_and_small_ones_on_the_line_are_not():
    def small(x: int, y: int, text: str) -> str:
        return f"BT /F 6 Tf {x} {800 - y} Td ({text}) Tj ET\n"

    page = words((100, 100, "1,280.50")) + small(149, 96, "1")
    assert texts(read(pdf(page), Path("a.pdf"))) == ["1,280.50¹"]
    level = words((100, 100, "1,280.50")) + small(149, 100, "1")
    assert texts(read(pdf(level), Path("a.pdf"))) == ["1,280.501"]


def test_a_rich_text_without_marks_stays_as_it_is():
    paper = openpyxl.Workbook().active
    assert paper is not None
    paper["A1"] = CellRichText("甲", TextBlock(InlineFont(b=True), "2"))
    assert texts(read(saved(paper), Path("a.xlsx"))) == ["甲2"]
