"""Words and rows of a Word document that nobody sees."""

import pytest

from flows.model.report import Paragraph, Table
from flows.readers.word.docx import read_docx
from tests.readers.word.written import HERE, blocks, package, table, tc, tr


def test_hidden_text_is_kept_apart():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>底稿</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>正文</w:t></w:r>'
    assert blocks(f"<w:p>{shown}{hidden}</w:p>") == (Paragraph(0, "正文"), Paragraph(1, "底稿", "hidden"))


def looks(properties: str, text: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize("hiding", ["<w:strike/>", "<w:dstrike/>", '<w:color w:val="FFFFFF"/>', "<w:vanish/>"])
def test_words_that_are_not_to_be_read_come_apart(hiding: str):
    found = blocks(f"<w:p>{looks(hiding, '1,150.00')}{looks('<w:b/>', '1,280.50')}</w:p>")
    assert found == (Paragraph(0, "1,280.50"), Paragraph(1, "1,150.00", "hidden"))


def test_white_words_on_a_dark_cell_are_seen():
    shaded = '<w:tcPr><w:shd w:val="clear" w:fill="1F4E78"/></w:tcPr>'
    white = looks('<w:color w:val="FFFFFF"/>', "预算数")
    assert table(f"<w:tr><w:tc>{shaded}<w:p>{white}</w:p></w:tc></w:tr>").cells[0].text == "预算数"


@pytest.mark.parametrize("own, is_shown", [("", False), ('<w:strike w:val="0"/>', True)])
def test_a_style_strikes_out_what_does_not_say_otherwise(own: str, is_shown: bool):
    style = '<w:style w:styleId="a"><w:rPr><w:strike/></w:rPr></w:style>'
    body = f'<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>{looks(own, "旧数")}</w:p>'
    [found] = blocks(body, styles=style)
    assert (found.part == "body") is is_shown


def test_a_hidden_row_is_a_table_of_its_own():
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{tc('乙')}{tc('2')}</w:tr>"
    vanished = f"<w:tr><w:tc><w:p>{looks('<w:vanish/>', '丙')}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    rows = tr(tc("甲"), tc("1")) + hidden + vanished + tr(tc("丁"), tc("4"))
    report = read_docx(package(f"<w:tbl>{rows}</w:tbl>"), HERE)
    seen, *unseen = report.blocks
    assert isinstance(seen, Table) and [cell.text for cell in seen.cells] == ["甲", "1", "丁", "4"]
    assert [block.part for block in unseen] == ["hidden", "hidden"]
    assert report.notes[0] == "隐藏的行：第 1 个表格，未参与核对"
