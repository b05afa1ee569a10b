"""What the name of a file says of its version, and what it does not."""

import pytest

from flows.model.file_versions import FileVersion, file_version

REPORT = "教育局自评报告"


def told(name: str) -> tuple[int, float, int, int]:
    found = file_version(name)
    return found.word_rank, found.number, found.date_no, found.copy_no


def test_a_plain_name_tells_nothing():
    assert file_version(f"县/2020/{REPORT}.txt") == FileVersion(stem=REPORT)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("初稿", ""),
        ("（送审稿）", ""),
        ("", "（修改稿4.20）"),
        ("", "修订"),
        ("修改稿", "（终稿）"),
        ("（修改稿）", "-定稿"),
        ("修改前", "修改后"),
        ("备份", ""),
        ("第二稿", "第三稿"),
        ("", "V2"),
        ("v1.2", "v2.1"),
        ("4.8", "4.20"),
        ("20210408", "2021年4月20日"),
        ("0408", "0420"),
        ("", "(1)"),
        ("（1）", "（2）"),
        ("修改稿", "修改稿2"),
    ],
)
def test_one_name_is_of_a_later_version_than_another(earlier: str, later: str):
    names = [file_version(f"{REPORT}{suffix}.docx") for suffix in (earlier, later)]
    assert told(f"{REPORT}{earlier}.docx") < told(f"{REPORT}{later}.docx")
    assert {name.stem for name in names} == {REPORT}


@pytest.mark.parametrize("name", [f"{REPORT} - 副本.docx", f"副本{REPORT}.docx", f"{REPORT}（复件）.docx"])
def test_a_copy_is_called_one_and_is_no_later_version(name: str):
    assert told(name) == (0, 1, 0, 0)
    assert not file_version(name).is_original
    assert file_version(name).stem == REPORT


@pytest.mark.parametrize("folder", ["修改稿", "4.20", "终稿.zip!"])
def test_a_folder_that_is_called_by_the_version_alone_tells_it(folder: str):
    assert told(f"县/{folder}/{REPORT}.docx") != (0, 1, 0, 0)


@pytest.mark.parametrize(
    "name",
    [
        "校舍维修改造项目自评表", "设备更新项目自评表", "第一小学", "表3", "2020年度自评报告", "2020-2021学年", "430623县自评",
        "303001教育局", "1.5万吨粮库", "旧城改造",
        "5.12活动自评", "3.15活动自评", "S3.10省道", "“4.20”专项", "3月15日活动", "0512工程",
    ],
)  # fmt: skip
def test_words_and_numbers_of_the_matter_are_no_version(name: str):
    assert told(f"县/2020/{name}.docx") == (0, 1, 0, 0)


def test_what_is_no_date_is_none():
    assert told(f"{REPORT}13.45.docx") == (0, 1, 0, 0)
    assert told(f"{REPORT}20211345.docx") == (0, 1, 0, 0)
