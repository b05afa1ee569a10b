"""Bundles: each file by the name its sender gave it, and nothing that is out to harm."""

import io
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from flows.model.allowances import BundleLimits
from flows.model.exceptions import DamagedReport, EmptyReport, EncryptedReport, NoReport, OversizedReport, ReportError
from flows.readers.bundle import is_bundle, members, read_member
from tests.zips import encrypted, named_in_gbk, named_twice, zipped

HERE = Path("全县自评报告.zip")
LIMITS = BundleLimits()


def found(data: bytes, limits: BundleLimits = LIMITS) -> dict[str, bytes | str]:
    """The files by name, with their bytes or with what is wrong with them."""
    listed = list(members(io.BytesIO(data), HERE, limits))
    named = {name: content.reason if isinstance(content, ReportError) else content for name, content in listed}
    assert len(named) == len(listed)
    return named


def names(data: bytes) -> list[str]:
    return list(found(data))


def test_each_file_comes_with_its_name_and_bytes() -> None:
    data = zipped(("教育局/", b""), ("教育局/报告.docx", b"1"), ("说明.txt", b"2"))
    assert found(data) == {"教育局/报告.docx": b"1", "说明.txt": b"2"}


def test_names_in_gbk_are_read() -> None:
    # The second byte of 乗 is a backslash.
    assert names(named_in_gbk(("青禾县/教育局自评.docx", b"x"), ("乗\\甲.txt", b"y"))) == [
        "青禾县/教育局自评.docx",
        "乗/甲.txt",
    ]


def test_a_name_in_gbk_does_not_spoil_the_folders_above_it() -> None:
    spelled = "青禾县/".encode() + "教育局.txt".encode("gbk")
    data = zipped(("y" * len(spelled), b"x")).replace(b"y" * len(spelled), spelled)
    assert names(data) == ["青禾县/教育局.txt"]


def test_names_in_utf8_without_its_mark_are_read() -> None:
    spelled = "教育局.txt".encode()
    data = zipped(("y" * len(spelled), b"x")).replace(b"y" * len(spelled), spelled)
    assert names(data) == ["教育局.txt"]


def test_a_name_in_an_extra_field_is_read_unless_it_is_stale() -> None:
    spelled = "报告.txt".encode("gbk")
    assert names(named_twice("报吿.txt", spelled, b"x")) == ["报吿.txt"]
    assert names(named_twice("报吿.txt", spelled, b"x", is_stale=True)) == ["报告.txt"]


def test_two_files_of_one_name_are_both_there() -> None:
    data = zipped(("表.docx", b"1"), ("表.docx", b"2"), ("表 (2).docx", b"3"), ("表.docx", b"4"))
    assert found(data) == {"表.docx": b"1", "表 (2).docx": b"2", "表 (2) (2).docx": b"3", "表 (3).docx": b"4"}


def test_a_bundle_in_a_bundle_is_opened_once() -> None:
    deepest = zipped(("丙.txt", b"3"))
    inner = zipped(("乙.txt", b"2"), ("里.zip", deepest))
    assert found(zipped(("甲.txt", b"1"), ("中.zip", inner))) == {
        "甲.txt": b"1",
        "中.zip!/乙.txt": b"2",
        "中.zip!/里.zip": deepest,
    }


def test_a_folder_that_is_named_like_the_inside_of_a_bundle_is_told_apart() -> None:
    data = zipped(("中.zip", zipped(("甲.txt", b"1"))), ("中.zip!/甲.txt", b"2"))
    assert found(data) == {"中.zip!/甲.txt": b"1", "中.zip！/甲.txt": b"2"}


def test_every_file_is_found_again_by_the_name_it_was_given() -> None:
    inner = named_in_gbk(("乙.txt", b"2"), ("里/丙.txt", b"3"))
    data = zipped(("甲.txt", b"1"), ("甲.txt", b"4"), ("中.zip", inner), ("中.zip!/乙.txt", b"5"))
    for name, content in found(data).items():
        assert read_member(io.BytesIO(data), name, HERE, LIMITS) == content


def test_an_office_file_is_no_bundle() -> None:
    office = zipped(("[Content_Types].xml", b""), ("word/document.xml", b""))
    assert names(zipped(("报告.docx", office), ("改名.zip", office))) == ["报告.docx", "改名.zip"]
    assert not is_bundle(io.BytesIO(office), HERE)
    assert not is_bundle(io.BytesIO(office[:-30]), HERE)
    assert not is_bundle(io.BytesIO("收入合计".encode()), HERE)
    assert is_bundle(io.BytesIO(zipped(("报告.docx", office))), Path("报告.docx"))


def test_what_nobody_meant_as_a_report_is_left_out() -> None:
    data = zipped(
        ("__MACOSX/._a.docx", b""),
        ("甲/.DS_Store", b""),
        ("~$报告.docx", b""),
        ("甲/manifest.csv", b""),
        ("报告.docx", b""),
    )
    assert names(data) == ["报告.docx"]


@pytest.mark.parametrize("name", ["../x.docx", "a/../../x.docx", "/etc/x.docx", "C:\\x.docx", "..\\x.docx"])
def test_a_name_that_leads_out_costs_that_file(name: str) -> None:
    [bad, good] = found(zipped((name, b"x"), ("甲.txt", b"1"))).values()
    assert "指向包外" in str(bad)
    assert good == b"1"


def test_a_file_that_is_encrypted_costs_only_itself() -> None:
    data = encrypted(zipped(("甲.txt", b"1"), ("乙.txt", b"2")), 0)
    assert found(data) == {"甲.txt": "文件已加密：请另存为无密码的文件后重新放入", "乙.txt": b"2"}


def test_a_bundle_with_a_password_is_encrypted() -> None:
    with pytest.raises(EncryptedReport):
        names(encrypted(zipped(("甲.txt", b"1"), ("乙.txt", b"2")), 0, 1))


def test_a_file_whose_checksum_is_wrong_costs_only_itself() -> None:
    data = zipped(("甲.txt", b"1" * 60), ("乙.txt", b"2")).replace(b"1" * 60, b"1" * 59 + b"7")
    bad, good = found(data).values()
    assert "校验和不符" in str(bad)
    assert good == b"2"


def test_a_suspicious_file_costs_only_itself() -> None:
    data = zipped(("a.txt", b" " * 20_000_000), ("乙.txt", b"2"), method=zipfile.ZIP_DEFLATED)
    bad, good = found(data).values()
    assert "压缩比异常" in str(bad)
    assert good == b"2"


def test_a_method_that_inflates_without_a_bound_is_refused() -> None:
    [bad] = found(zipped(("甲.txt", b"1"), method=zipfile.ZIP_BZIP2)).values()
    assert "压缩方法 12" in str(bad)


def test_no_more_is_inflated_than_the_archive_states() -> None:
    data = bytearray(zipped(("甲.txt", b" " * 5_000_000), method=zipfile.ZIP_DEFLATED))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (1000).to_bytes(4, "little")
    [bad] = found(bytes(data)).values()
    assert "校验和不符" in str(bad)


def test_a_file_over_the_limit_costs_only_itself() -> None:
    data = zipped(("甲.txt", b"1" * 60), ("乙.txt", b"2"))
    bad, good = found(data, BundleLimits(most_bytes_of_one=59)).values()
    assert bad == "解压后的字节数为 60，超过上限 59：请拆分后重新放入"
    assert good == b"2"


@pytest.mark.parametrize("limits", [BundleLimits(most_files=1), BundleLimits(most_bytes=60)])
def test_a_bundle_over_a_limit_is_refused_as_a_whole(limits: BundleLimits) -> None:
    with pytest.raises(OversizedReport):
        found(zipped(("甲.txt", b"1" * 60), ("乙.txt", b"2")), limits)


@pytest.mark.parametrize("what", ["most_files", "most_bytes"])
def test_limits_hold_over_inner_bundles_too(what: str) -> None:
    inner = zipped(("乙.txt", b"2" * 60), ("丙.txt", b"3"))
    limit = {"most_files": 3, "most_bytes": 60 + len(inner) + 60}[what]
    found_all = found(zipped(("甲.txt", b"1" * 60), ("里.zip", inner)), replace(LIMITS, **{what: limit}))
    assert list(found_all) == ["甲.txt", "里.zip"]
    assert "超过上限" in str(found_all["里.zip"])


def test_a_bundle_cut_short_is_damaged() -> None:
    data = zipped(("a.txt", b"x" * 500))[:300]
    assert is_bundle(io.BytesIO(data), HERE)
    with pytest.raises(DamagedReport, match="可能没有下载完"):
        names(data)


@pytest.mark.parametrize("files", [(), (("甲/", b""),), (("Thumbs.db", b"x"),)])
def test_a_bundle_without_a_file_is_empty(files: tuple[tuple[str, bytes], ...]) -> None:
    with pytest.raises(EmptyReport):
        names(zipped(*files))


def test_a_bundle_of_what_an_editor_keeps_beside_a_document_says_so() -> None:
    locks = zipped(("报送/~$自评.docx", b"\x04zhao"), ("Thumbs.db", b"x"))
    with pytest.raises(NoReport, match=r"里面只有.*锁定文件，不是报告"):
        names(locks)
    assert "里面只有" in str(found(zipped(("甲.txt", b"1"), ("里.zip", locks)))["里.zip"])


def test_a_disk_that_fails_is_not_the_bundle_s_fault() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        list(members(Failing(zipped(("甲.txt", b"1"))), HERE, LIMITS))


def test_broken_bytes_end_in_an_outcome() -> None:
    inner = zipped(("乙.txt", b"2" * 80), method=zipfile.ZIP_DEFLATED)
    whole = zipped(("甲.txt", b"1" * 80), ("里.zip", inner), method=zipfile.ZIP_DEFLATED)
    dice = random.Random(3)
    refused = spared = 0
    for _ in range(2_000):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            is_bundle(io.BytesIO(data), HERE)
            spared += bytes in map(type, found(bytes(data)).values())
        except ReportError:
            refused += 1
    assert refused > 100
    assert spared > 1_000
