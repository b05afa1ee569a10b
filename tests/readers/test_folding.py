"""What every reader's report goes through, and marks above the line in each format that knows them."""

from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from flows.model.report import Paragraph, Report, Table
from flows.readers import read
from flows.readers.folding import as_seen
from flows.readers.marks import Lifted, Raised, raised, with_marks
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


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["36", Raised("1"), Raised("2"), "万元"], "36¹²万元"),
        ([Raised("36."), Raised("50")], "36.50"),
        ([Raised("2"), "", "36.50"], "²36.50"),
        ([Raised("[1]"), " 36.50"], "[¹] 36.50"),
        ([Raised("36"), "万元"], "36万元"),
        (["36.50", Lifted("[1]")], "36.50[¹]"),
        (["50m", Lifted("2")], "50m²"),
        ([Lifted("1"), "36.50"], "¹36.50"),
        (["填报日期：", Lifted("5"), "月"], "填报日期：5月"),
        (["支出36", Lifted("36.50"), "万元"], "支出3636.50万元"),
    ],
)
def test_what_stands_beside_a_raised_piece_says_whether_it_is_a_mark(pieces: list[str], expected: str):
    assert with_marks(pieces) == expected


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


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("36.50<i class=n>2</i>万元", "36.50²万元"),
        ("36.50<b class=m>2</b>", "36.502"),
        ("36.50<i class=t>2</i>", "36.502"),
        ("36.50<i class='t s'>2</i>", "36.50²"),
        ("36.50<small class=t>2</small>", "36.50²"),
        ("36.50<i class=u>2</i>", "36.50²"),
        ("36.50<span style='vertical-align:4px'>2</span>", "36.502"),
        ("36.50<span style='vertical-align:4px;font-size:70%'>2</span>", "36.50²"),
        ("36.50<span style='vertical-align:.4em'><font size=1>2</font></span>", "36.50²"),
        ("36.50<span style='vertical-align:-4px;font-size:70%'>2</span>", "36.502"),
        ("36.50<span style='font-size:7pt'><span style='position:relative;top:-4pt'>2</span></span>", "36.50²"),
        ("36.50<span style='position:relative;top:-4pt'>2</span>", "36.502"),
        ("面积50m<i class=n>2</i>", "面积50m²"),
        ("<sup>2</sup>36.50", "²36.50"),
        ("<ruby>36.50<rp>(</rp><rt>8</rt><rp>)</rp></ruby>万元", "36.50万元"),
    ],
)
def test_a_page_raises_by_its_style_sheets_and_reading_aids_are_no_text(inner: str, expected: str):
    style = ".n{vertical-align:super} .m{vertical-align:sub} .t{vertical-align:text-top} .s{font:8px 宋体} p .u{vertical-align:super} p b{vertical-align:super}"
    page = f"<html><head><style>{style}</style></head><body><p>{inner}</p></body></html>"
    assert texts(read(page.encode(), Path("a.html"))) == [expected]


RAISING = '<w:style w:styleId="a"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
STYLES = (
    f'{RAISING}<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="c"><w:basedOn w:val="a"/>'
    '<w:rPr><w:vertAlign w:val="baseline"/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ('<w:rPr><w:rStyle w:val="a"/></w:rPr><w:t>2</w:t>', "36.50²"),
        ('<w:rPr><w:rStyle w:val="b"/></w:rPr><w:t>2</w:t>', "36.50²"),
        ('<w:rPr><w:rStyle w:val="c"/></w:rPr><w:t>2</w:t>', "36.502"),
        ('<w:rPr><w:rStyle w:val="a"/><w:vertAlign w:val="baseline"/></w:rPr><w:t>2</w:t>', "36.502"),
        ('<w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>2</w:t>', "36.50²"),
        ('<w:endnoteReference w:customMarkFollows="on" w:id="2"/><w:t>2</w:t>', "36.50²"),
        ('<w:footnoteReference w:customMarkFollows="0" w:id="2"/><w:t>2</w:t>', "36.502"),
        ('<w:rPr><w:position w:val="7"/><w:sz w:val="13"/></w:rPr><w:t>2</w:t>', "36.50²"),
        ('<w:rPr><w:position w:val="3pt"/></w:rPr><w:t>2</w:t>', "36.50²"),
        ('<w:rPr><w:position w:val="2"/></w:rPr><w:t>2</w:t>', "36.502"),
        ('<w:rPr><w:position w:val="-6"/><w:sz w:val="13"/></w:rPr><w:t>2</w:t>', "36.502"),
    ],
)
def test_a_run_of_a_document_is_raised_by_its_style_its_note_or_its_position(run: str, expected: str):
    body = f"<w:p><w:r><w:t>36.50</w:t></w:r><w:r>{run}</w:r></w:p>"
    assert texts(read_docx(package(body, {"styles": STYLES}), Path("a.docx"))) == [expected]


def test_a_style_that_only_a_note_names_raises_there():
    mark = '<w:r><w:rPr><w:rStyle w:val="a"/></w:rPr><w:t>2</w:t></w:r>'
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>36.50</w:t></w:r>{mark}</w:p></w:footnote>'
    body = '<w:p><w:pPr><w:pStyle w:val="c"/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>'
    found = read_docx(package(body, {"styles": STYLES, "footnotes": note}), Path("a.docx"))
    assert texts(found) == ["正文", "36.50²"]


def test_a_paragraph_that_is_raised_as_a_whole_says_what_it_says():
    body = f'<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>{"".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in ("36", ".5"))}</w:p>'
    assert texts(read_docx(package(body, {"styles": STYLES}), Path("a.docx"))) == ["36.5"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("36.50{\\super 2}", "36.50²"),
        ("36.50\\super 2\\nosupersub 7", "36.50²7"),
        ("36.50{\\super 1\\plain 7}", "36.50¹7"),
        ("36.50{\\super x}\\super0 7", "36.50ˣ7"),
        ("36.50{\\up6\\fs14 2}", "36.50²"),
        ("36.50{\\up 2}7", "36.50²7"),
        ("36.50{\\up1 2}{\\dn6\\fs14 2}{\\sub 2}", "36.50222"),
        ("{\\super 2}36.50", "²36.50"),
        ("36.50{\\super\\chftn{\\footnote\\pard 7}}", "36.50"),
    ],
)
def test_a_rich_text_raises_until_its_group_or_another_word_ends_it(content: str, expected: str):
    assert texts(read(f"{{\\rtf1\\ansi {content}\\par}}".encode(), Path("a.rtf")))[0] == expected


def test_marks_above_the_line_in_the_cells_of_workbooks(tmp_path: Path):
    paper = new_sheet()
    paper["A1"] = CellRichText("1,280.50", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    assert texts(read(saved(paper), Path("a.xlsx"))) == ["1,280.50¹"]
    old = TextBlock(InlineFont(strike=True), "40.00")
    paper["A1"] = CellRichText(old, "1,280.50", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    assert texts(read(saved(paper), Path("a.xlsx")))[0] == "1,280.50¹"
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
