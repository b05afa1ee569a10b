"""Pages saved in one file: each test writes one and asks for the lines of its pages."""

from pathlib import Path

import pytest

from flows.model.exceptions import DamagedReport
from flows.model.report import Paragraph, Table
from flows.readers import read
from flows.readers.detection import detect
from flows.readers.web.mht import read_mht
from tests.samples.write_mht import saved_pages

HERE = Path("自评报告.mht")
PAGE = "<html><body><p>青禾县教育局</p><table border=1><tr><td>项目</td><td>1,280.50</td></tr></table></body></html>"


def lines(data: bytes) -> list[str]:
    return [block.text for block in read_mht(data, HERE).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "utf-16"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_a_page_is_read_however_it_is_wrapped(charset: str, transfer: str):
    if (charset, transfer) == ("utf-16", "8bit"):
        pytest.skip("zero bytes travel wrapped only")
    paragraph, table = read_mht(saved_pages(PAGE, charset=charset, transfer=transfer), HERE).blocks
    assert isinstance(paragraph, Paragraph) and paragraph.text == "青禾县教育局"
    assert isinstance(table, Table) and [cell.text for cell in table.cells] == ["项目", "1,280.50"]


def test_what_the_part_says_of_its_encoding_counts_before_the_page_itself():
    page = f'<meta charset="gb2312">{PAGE}'
    assert lines(saved_pages(page, charset="utf-8")) == ["青禾县教育局"]


def test_all_pages_are_read_in_their_order_without_the_frame_around_them():
    frame = '<html><frameset><frame src="page1.htm"></frameset></html>'
    assert lines(saved_pages(frame, "<p>表一</p>", "<p>表二</p>")) == ["表一", "表二"]


def test_a_page_beside_its_plain_text_is_read_once():
    data = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n"
        "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n教育局\n"
        f"--b\nContent-Type: text/html; charset=utf-8\n\n{PAGE}\n--b--\n--a--\n"
    ).encode()
    assert detect(data, HERE) == "mht"
    assert lines(data) == ["青禾县教育局"]


def test_what_word_prints_above_each_page_is_no_text_of_the_report():
    data = saved_pages("<p>正文</p>", "<p>页眉</p>").replace(b"page1.htm", b"header.htm")
    assert [(block.part) for block in read_mht(data, HERE).blocks] == ["body", "header"]


def test_a_saved_page_named_like_a_word_file_is_read_with_a_note():
    report = read(saved_pages(PAGE), Path("自评报告.doc"))
    assert report.format == "mht"
    assert report.notes == ("扩展名“.doc”与内容不符：内容是单一文件网页（MHT），已按内容读取",)


def test_without_a_page_or_nested_without_end_it_is_damaged():
    with pytest.raises(DamagedReport, match="没有网页"):
        read_mht(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n\nx\n--a--\n", HERE)
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(3_000))
    with pytest.raises(DamagedReport, match="嵌套"):
        read_mht(b"MIME-Version: 1.0\n" + deep, HERE)
