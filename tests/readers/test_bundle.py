"""Bundles: each file by the name its sender gave it, and nothing that is out to harm."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from flows.exceptions import DamagedReport, EncryptedReport, OversizedReport, ReportError
from flows.readers import bundle
from flows.readers.bundle import members

HERE = Path("全县自评报告.zip")


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def named_in_gbk(name: str, content: bytes) -> bytes:
    """As old Windows programs write it: the bytes of GBK without a mark that says so."""
    spelled = name.encode("gbk")
    placeholder = "x" * len(spelled)
    return zipped((placeholder, content)).replace(placeholder.encode(), spelled)


def names(data: bytes) -> list[str]:
    return [name for name, _ in members(data, HERE)]


def test_each_file_comes_with_its_name_and_bytes() -> None:
    data = zipped(("教育局/", b""), ("教育局/报告.docx", b"1"), ("说明.txt", b"2"))
    assert list(members(data, HERE)) == [("教育局/报告.docx", b"1"), ("说明.txt", b"2")]


def test_names_in_gbk_are_read() -> None:
    assert names(named_in_gbk("青禾县/教育局自评.docx", b"x")) == ["青禾县/教育局自评.docx"]


def test_names_in_utf8_without_its_mark_are_read() -> None:
    spelled = "教育局.txt".encode()
    data = zipped(("y" * len(spelled), b"x")).replace(b"y" * len(spelled), spelled)
    assert names(data) == ["教育局.txt"]


def test_a_bundle_in_a_bundle_is_opened_once() -> None:
    deepest = zipped(("丙.txt", b"3"))
    inner = zipped(("乙.txt", b"2"), ("里.zip", deepest))
    found = dict(members(zipped(("甲.txt", b"1"), ("中.zip", inner)), HERE))
    assert found == {"甲.txt": b"1", "中.zip!/乙.txt": b"2", "中.zip!/里.zip": deepest}


def test_an_office_file_is_no_bundle() -> None:
    office = zipped(("[Content_Types].xml", b""), ("word/document.xml", b""))
    assert names(zipped(("报告.docx", office), ("改名.zip", office))) == ["报告.docx", "改名.zip"]


def test_what_systems_leave_behind_is_left_out() -> None:
    data = zipped(("__MACOSX/._a.docx", b""), ("甲/.DS_Store", b""), ("~$报告.docx", b""), ("报告.docx", b""))
    assert names(data) == ["报告.docx"]


@pytest.mark.parametrize("name", ["../x.docx", "a/../../x.docx", "/etc/x.docx", "C:\\x.docx", "..\\x.docx"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    with pytest.raises(DamagedReport, match="指向包外"):
        names(zipped((name, b"x")))


def test_a_bomb_is_refused_before_it_is_inflated() -> None:
    with pytest.raises(DamagedReport, match="压缩比异常"):
        names(zipped(("a.txt", b" " * 20_000_000), method=zipfile.ZIP_DEFLATED))


def test_limits_hold_over_inner_bundles_too(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(("甲.txt", b"1" * 60), ("里.zip", zipped(("乙.txt", b"2" * 60))))
    for limit, allowed in (("MOST_FILES", 2), ("MOST_INFLATED", 100), ("MOST_OF_ONE", 59)):
        with monkeypatch.context() as changed, pytest.raises(OversizedReport) as caught:
            changed.setattr(bundle, limit, allowed)
            names(data)
        assert caught.value.found > caught.value.limit == allowed


def test_a_bundle_with_a_password_is_encrypted() -> None:
    data = bytearray(zipped(("a.txt", b"x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedReport):
        names(bytes(data))


def test_a_bundle_cut_short_is_damaged() -> None:
    with pytest.raises(DamagedReport, match="可能没有下载完"):
        names(zipped(("a.txt", b"x" * 500))[:300])


def test_broken_bytes_end_in_an_outcome() -> None:
    inner = zipped(("乙.txt", b"2" * 80), method=zipfile.ZIP_DEFLATED)
    whole = zipped(("甲.txt", b"1" * 80), ("里.zip", inner), method=zipfile.ZIP_DEFLATED)
    dice = random.Random(3)
    refused = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            names(bytes(data))
        except ReportError:
            refused += 1
    assert refused > 100
