"""The content tells the format; the name only settles what the content leaves open."""

import io
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from flows.model.exceptions import (
    DamagedReport,
    EmptyReport,
    EncryptedReport,
    NoReport,
    UnopenedBundle,
    UnsupportedFormat,
)
from flows.model.report import Paragraph
from flows.readers import read
from flows.readers.detection import contradiction, detect
from tests.beside import ROOT
from tests.readers.word.word97 import compound_file as whole_compound_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE = "<html><body><p>青禾县教育局</p></body></html>".encode()
UOF = b"""<?xml version="1.0" encoding="UTF-8"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof"/>"""
CONTENT_TYPES = "[Content_Types].xml"


TNEF = b"\x78\x9f\x3e\x22" + bytes(range(60))


def owner_file(name: str, room: int) -> bytes:
    """What Office keeps beside an open document: 54 bytes for Word, 55 for Excel and PowerPoint, then UTF-16."""
    spelled, wide = name.encode("gbk"), name.encode("utf-16-le")
    return (
        bytes([len(spelled)])
        + spelled.ljust(room - 1, b"\0" if room == 54 else b" ")
        + (len(wide) // 2).to_bytes(2, "little")
        + wide.ljust(2 * (room - 1), b"\0")
    )


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return buffer.getvalue()


def tarred(kind: int) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=kind) as archive:
        info = tarfile.TarInfo("报告.txt")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"abc"))
    return buffer.getvalue()


def compound_file(stream: str) -> bytes:
    """A compound file as far as its directory: entries are 128 bytes, the name of the stream comes first."""
    return OLE.ljust(512, b"\0") + (stream + "\0").encode("utf-16-le").ljust(128, b"\0")


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (zipped(CONTENT_TYPES, "word/document.xml"), "a.docx", "docx"),
        (zipped(CONTENT_TYPES, "word/document2.xml"), "a.txt", "docx"),
        (zipped(CONTENT_TYPES, "word\\document.xml"), "a.docx", "docx"),
        (zipped(CONTENT_TYPES, "xl/workbook.xml"), "a.docx", "xlsx"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "a.ofd", "ofd"),
        (zipped("mimetype", "content.xml"), "a.odt", "odf"),
        (zipped("一.docx", "二.docx"), "a.zip", "zip"),
        (compound_file("WordDocument"), "a.doc", "doc"),
        (compound_file("Workbook"), "a.xls", "xls"),
        (compound_file("EncryptedPackage"), "a.docx", "encrypted"),
        (whole_compound_file({"Other": b""}), "a.doc", "ole"),
        (compound_file("Other"), "a.doc", "doc"),
        (compound_file("Other"), "a.et", "xls"),
        (compound_file("Other"), "a.dat", "ole"),
        (b"%PDF-1.7\n", "a.pdf", "pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.7\n", "a.pdf", "pdf"),
        (b"Rar!\x1a\x07\x01\x00", "a.rar", "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00", "a.7z", "archive"),
        (TNEF, "winmail.dat", "tnef"),
        (TNEF, "附件1", "tnef"),
        (whole_compound_file({"__properties_version1.0": b""}), "a.msg", "msg"),
        (owner_file("李四", 54), "a.docx", "lock"),
        (owner_file("Administrator", 55), "a.xlsx", "lock"),
        (b"", "~$a.docx", "lock"),
        (b",wang,pc-7,04.03.2024 09:12,file:///home/wang;", ".~lock.a.docx#", "lock"),
        (owner_file("zhao", 54)[:100], ".~a.et", "lock"),
        (PAGE * 200, "~$a.html", "html"),
        (f"2{' ' * 54}{'1' * 110}".encode(), "a.txt", "txt"),
        (f"\t{' ' * 60}{'1' * 104}".encode(), "a.txt", "txt"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a.docx", "image"),
        (b"{\\rtf1\\ansi", "a.doc", "rtf"),
        (PAGE, "a.html", "html"),
        (b"<!-- saved --><!DOCTYPE html><title>x</title>", "a.doc", "html"),
        (b"\xff\xfe" + "<html>".encode("utf-16-le"), "a.doc", "html"),
        (PAGE + b"\xff", "a.html", "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "a.doc", "mht"),
        (b"From: <x>\r\nSnapshot-Content-Location: x\r\nSubject: y\r\nMIME-Version: 1.0\r\n\r\n", "a.mht", "mht"),
        (b"Received: from a\r\n\tby b\r\nFrom: a\r\nTo: b\r\nMIME-Version: 1.0\r\n\r\n", "a.txt", "eml"),
        ("注：见附件\nMIME-Version: 1.0\n".encode(), "a.txt", "txt"),
        ("预算编码：303001\n收入合计 100 万元".encode("utf-16-le"), "a.txt", "txt"),
        ("预算编码：303001\n收入合计 100 万元".encode("utf-16-be"), "a.txt", "txt"),
        ("预算编码：303001\r\n\x1a".encode("gb18030") + b"\0" * 90, "a.txt", "txt"),
        ("预算编码：303001".encode().replace(b"\xe7", b"\xff", 1), "a.txt", "txt"),
        ("预算编码：303001".encode(), "a.txt", "txt"),
        ("预算编码：303001".encode("gb18030"), "a.txt", "txt"),
        ("预算编码：303001".encode("utf-16"), "a.txt", "txt"),
        ("收入 < 支出，<html> 只是文中的字".encode(), "a.txt", "txt"),
        ("预算编码：303001".encode(), "a.docx", "unknown"),
        (b"\x00\x01\x02\xff\xfe\xfd" * 30, "a.txt", "unknown"),
    ],
)
def test_the_content_tells_the_format(data: bytes, name: str, expected: str) -> None:
    assert detect(data, Path(name)) == expected


def test_a_word_cut_off_by_the_end_of_the_head_is_still_text() -> None:
    long_text = ("收" * 21_845 + "支" * 21_845).encode()  # the head of 64 KB ends inside a character
    assert detect(long_text, Path("a.txt")) == "txt"


def test_the_name_of_a_stream_in_the_text_of_a_word_file_does_not_make_it_encrypted() -> None:
    data = compound_file("WordDocument") + b"\0" * 10 + "EncryptedPackage\0".encode("utf-16-le")
    assert detect(data, Path("a.doc")) == "doc"


def test_a_name_that_contradicts_the_content_is_told_to_the_clerk() -> None:
    report = read(PAGE, Path("自评报告.docx"))
    assert report.format == "html"
    assert report.notes == ("扩展名“.docx”与内容不符：内容是网页，已按内容读取",)
    assert report.blocks == (Paragraph(0, "青禾县教育局"),)


def test_a_name_that_fits_the_content_leaves_no_note() -> None:
    assert read(PAGE, Path("自评报告.HTM")).notes == ()
    assert contradiction("docx", Path("a.docm")) == ""


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0" * 4096])
def test_a_file_without_content_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyReport):
        read(data, Path("a.docx"))


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(EmptyReport):
        read(b"<html><body><p> </p></body></html>", Path("a.html"))


def test_a_line_filled_up_with_blanks_is_text_and_no_archive() -> None:
    for lead in ("", "青禾县民政局"):
        text = f"{lead}\n{' ' * 160}单位：万元\n收入合计 100\n"
        assert read(text.encode(), Path("表.prn")).blocks == read(text.encode(), Path("表.txt")).blocks


def test_a_broken_download_is_damaged_and_not_text() -> None:
    with pytest.raises(DamagedReport) as caught:
        read("收入合计".encode(), Path("自评报告.docx"))
    assert str(caught.value).startswith("自评报告.docx：文件已损坏（内容不是 .docx 应有的格式）")


def test_a_locked_office_file_is_encrypted() -> None:
    with pytest.raises(EncryptedReport):
        read(compound_file("EncryptedPackage"), Path("a.docx"))


@pytest.mark.parametrize(
    ("data", "name", "convert_to"),
    [
        (whole_compound_file({"Contents": b""}), "a.wps", ".docx 或 .xlsx"),
        (b"Rar!\x1a\x07\x01\x00", "a.rar", ".zip"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a.7z", ".zip"),
        (b"BZh91AY&SY\x00\x01", "a.tar.bz2", ".zip"),
        (b"\xfd7zXZ\x00\x00", "a.xz", ".zip"),
        (tarred(tarfile.USTAR_FORMAT), "a.tar", ".zip"),
        (tarred(tarfile.GNU_FORMAT), "a.tar", ".zip"),
        (tarred(tarfile.USTAR_FORMAT).replace(b"ustar", b"\0\0\0\0\0"), "a.tar", ".zip"),
        (zipped("uof.xml", "content.xml"), "a.uot", ".docx 或 .xlsx"),
        (zipped("content.xml"), "a.uos", ".docx 或 .xlsx"),
        (UOF, "a.uof", ".docx 或 .xlsx"),
    ],
)
def test_a_format_without_a_reader_names_the_way_out(data: bytes, name: str, convert_to: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read(data, Path(name))
    assert caught.value.convert_to == convert_to


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (TNEF, "信.eml!/winmail.dat", "winmail.dat.*不是报告：请发件人.*重发报告，收到后重新放入"),
        (whole_compound_file({"__properties_version1.0": b""}), "a.msg", "不是报告：.*把附件另存出来后重新放入"),
        (owner_file("李四", 54), "报送.zip!/a.docx", "锁定文件，不是报告：请关闭该文档.*“~\\$”"),
        (b"", "~$自评.docx", "锁定文件"),
    ],
)
def test_what_is_no_report_however_it_is_saved_says_what_to_do(data: bytes, name: str, words: str) -> None:
    with pytest.raises(NoReport, match=words):
        read(data, Path(name))


@pytest.mark.parametrize(("name", "is_inside"), [("a.zip", False), ("甲.zip!/乙.zip", True)])
def test_an_archive_is_no_report_and_says_what_to_do(name: str, is_inside: bool) -> None:
    with pytest.raises(UnopenedBundle) as caught:
        read(zipped("一.docx"), Path(name))
    assert caught.value.is_inside is is_inside
    assert caught.value.reason == (
        "压缩包（.zip）再套在压缩包或邮件里，没有打开：请换成解压后的文件后重新放入"
        if is_inside
        else "压缩包（.zip）装着一个个文件，不是一份报告：请改用解压后的文件，或把它整个放入 raw/ 文件夹"
    )


def test_reading_a_page_loads_no_library_of_other_formats() -> None:
    code = (
        "import sys; from pathlib import Path; from flows.readers import read;"
        "read(b'<p>x</p>', Path('a.html')); print([m for m in sys.modules if m.startswith(('pdf', 'docx'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
