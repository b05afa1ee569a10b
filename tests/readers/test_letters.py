"""Letters as bundles: each attachment by the name its sender gave it, and the letter itself only where it reports."""

import base64
import io
from dataclasses import replace
from pathlib import Path

import pytest

from flows.model.allowances import BundleLimits
from flows.model.exceptions import OversizedReport, ReportError
from flows.readers import bundle
from flows.readers.bundle import is_bundle, members, read_member
from flows.readers.packing.mail import parse
from tests.letters import forwarding, letter
from tests.zips import zipped

HERE = Path("报送.eml")
LIMITS = BundleLimits()


def found(data: bytes, limits: BundleLimits = LIMITS) -> dict[str, bytes | str]:
    given = members(io.BytesIO(data), HERE, limits)
    return {name: content.reason if isinstance(content, ReportError) else content for name, content in given}


def test_attachments_come_without_the_note_they_are_sent_with() -> None:
    data = letter(("自评表.xlsx", b"1"), ("说明.docx", b"2"), ("自评表.xlsx", b"3"))
    assert is_bundle(io.BytesIO(data), HERE)
    assert found(data) == {"自评表.xlsx": b"1", "说明.docx": b"2", "自评表 (2).xlsx": b"3"}
    assert read_member(io.BytesIO(data), "自评表 (2).xlsx", HERE, LIMITS) == b"3"


@pytest.mark.parametrize(
    "headers",
    [
        'Content-Disposition: attachment; filename="=?gb2312?B?19TGwLHt?=.xlsx"',
        'Content-Disposition: attachment;\n filename="=?GBK?Q?=D7=D4=C6?=\n =?GBK?Q?=C0=B1=ED.xlsx?="',
        "Content-Disposition: attachment; filename*=gb2312''%D7%D4%C6%C0%B1%ED.xlsx",
        "Content-Disposition: attachment;\n filename*0*=gbk''%D7%D4%C6%C0;\n filename*1*=%B1%ED.xlsx",
        "Content-Type: application/octet-stream; name=自评表.xlsx",
        'Content-Disposition: attachment; filename="C:\\\\报送\\\\自评表.xlsx"',
        'Content-Disposition: attachment; filename="'
        + "自评表".encode("gbk").decode("utf-8", "surrogateescape")
        + '.xlsx"',
    ],
)
def test_a_name_is_read_however_it_is_spelled(headers: str) -> None:
    assert found(letter((headers, b"1"))) == {"自评表.xlsx": b"1"}


def test_a_letter_that_holds_a_report_itself_is_one_of_its_files() -> None:
    body = "<table>" + "".join(f"<tr><td>支出</td><td>{number}.50万元</td></tr>" for number in range(9)) + "</table>"
    assert list(found(letter(("表.xlsx", b"1"), body=body, kind="html"))) == ["邮件正文.html", "表.xlsx"]
    assert list(found(letter(body="收入合计 1 万元"))) == ["邮件正文.txt"]


def test_pictures_of_a_signature_are_no_attachments() -> None:
    picture = "Content-Type: image/png; name=logo.png\nContent-ID: <1>\nContent-Transfer-Encoding: base64\n\n"
    data = (
        "From: a\nTo: b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        "Content-Type: multipart/related; boundary=y\n\n--y\nContent-Type: text/html\n\n<p>see</p>\n"
        f"--y\n{picture}{base64.b64encode(b'1').decode()}\n--y--\n"
        "--x\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n--x--\n"
    ).encode()
    assert list(found(data)) == ["a.pdf"]


def test_what_a_letter_packs_in_turn_is_opened_once() -> None:
    inner = zipped(("乙.txt", b"2"), ("深.zip", zipped(("丙.txt", b"3"))))
    assert list(found(letter(("里.zip", inner)))) == ["里.zip!/乙.txt", "里.zip!/深.zip"]
    forwarded = found(forwarding(letter(("表.xlsx", b"1"))))
    assert forwarded == {"自评表.eml!/表.xlsx": b"1"}
    assert list(found(zipped(("信.eml", letter(("表.xlsx", b"1")))))) == ["信.eml!/表.xlsx"]


def test_limits_hold_for_letters_too() -> None:
    data = letter(("甲.txt", b"1"), ("乙.txt", b"2"))
    for limits in (replace(LIMITS, most_files=1), replace(LIMITS, most_bytes_of_one=100)):
        with pytest.raises(OversizedReport):
            found(data, limits)
    deep = data
    for _ in range(250):
        deep = forwarding(deep)
    with pytest.raises(ReportError, match="嵌套"):
        found(deep)


def test_a_name_that_a_counted_one_would_take_is_counted_on() -> None:
    data = letter(("表 (2).docx", b"1"), ("表.docx", b"2"), ("表.docx", b"3"))
    assert found(data) == {"表 (2).docx": b"1", "表.docx": b"2", "表 (3).docx": b"3"}


def test_an_attachment_that_cannot_be_unwrapped_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.readers.packing.mail.bytes_of", lambda part: None)
    assert found(letter(("表.docx", b"1"))) == {
        "表.docx": "文件已损坏（附件的编码已损坏，可能没有下载完）：请用原软件打开并另存后重新放入"
    }


def test_files_that_are_asked_for_one_by_one_take_their_letter_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_apart = []
    monkeypatch.setattr(bundle, "parse", lambda data, source: taken_apart.append(source) or parse(data, source))
    data = letter(*((f"表{number}.xlsx", b"%d" % number) for number in range(50)))
    contents = [read_member(io.BytesIO(data), f"表{number}.xlsx", HERE, LIMITS) for number in range(50)]
    assert contents == [b"%d" % number for number in range(50)]
    assert len(taken_apart) == 1


def test_a_letter_too_large_to_keep_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_MOST_KEPT", 10)
    data = letter(("表.xlsx", b"1"))
    assert read_member(io.BytesIO(data), "表.xlsx", HERE, LIMITS) == b"1"
