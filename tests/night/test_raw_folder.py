import os
from pathlib import Path

import pytest

from flows.model.exceptions import ReportStillChanging, VanishedReport
from flows.night.raw_folder import list_files, printable, settled


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("收入合计 1 万元", encoding="utf-8")


def test_reports_are_found_at_any_depth_and_in_order(tmp_path: Path):
    write(tmp_path, "乙.txt", "省/市/县/2020/甲.docx", "甲.pdf")
    assert [file.source_path for file in list_files(tmp_path).files] == [
        "乙.txt",
        "甲.pdf",
        "省/市/县/2020/甲.docx",
    ]


@pytest.mark.parametrize(
    "name",
    [
        ".隐藏.txt",
        ".git/甲.txt",
        "~$甲.docx",
        "manifest.csv",
        "README.md",
        "县/README.md",
        "make.py",
        "甲.docx.part",
    ],
)
def test_what_nobody_meant_as_a_report_is_skipped(tmp_path: Path, name: str):
    write(tmp_path, name)
    assert list_files(tmp_path).files == ()


def test_a_folder_that_is_named_like_a_report_is_told_and_still_searched(tmp_path: Path):
    write(tmp_path, "甲.docx/乙.txt")
    listing = list_files(tmp_path)
    assert [file.source_path for file in listing.files] == ["甲.docx/乙.txt"]
    assert listing.oddities == (("甲.docx", "是文件夹，不是文件：请放入文件本身，或给文件夹改名"),)


def test_a_pipe_and_a_dead_link_are_told_and_not_opened(tmp_path: Path):
    os.mkfifo(tmp_path / "管道.txt")
    (tmp_path / "链接.txt").symlink_to(tmp_path / "没有.txt")
    listing = list_files(tmp_path)
    assert listing.files == ()
    assert listing.oddities == (
        ("管道.txt", "不是普通文件：请放入文件本身"),
        ("链接.txt", "链接指向的文件不存在"),
    )


OUTSIDE = "链接指向 raw/ 之外，不予读取：请放入文件或文件夹本身"


def test_a_linked_folder_of_raw_is_followed_and_so_are_its_files_by_their_new_paths(tmp_path: Path):
    write(tmp_path, "收件/0305/甲.txt")
    (tmp_path / "华容县").mkdir()
    (tmp_path / "华容县" / "2020").symlink_to("../收件/0305", target_is_directory=True)
    (tmp_path / "乙.txt").symlink_to(tmp_path / "收件" / "0305" / "甲.txt")
    listing = list_files(tmp_path)
    assert [file.source_path for file in listing.files] == ["乙.txt", "华容县/2020/甲.txt", "收件/0305/甲.txt"]
    assert listing.oddities == ()


def test_a_link_out_of_raw_is_refused_and_told_folder_or_file(tmp_path: Path):
    write(tmp_path, "外/密.txt", "raw/甲.txt")
    raw = tmp_path / "raw"
    (raw / "外").symlink_to(tmp_path / "外", target_is_directory=True)
    (raw / "密.txt").symlink_to(tmp_path / "外" / "密.txt")
    (raw / "上").symlink_to("..", target_is_directory=True)
    listing = list_files(raw)
    assert [file.source_path for file in listing.files] == ["甲.txt"]
    assert listing.oddities == (("上", OUTSIDE), ("外", OUTSIDE), ("密.txt", OUTSIDE))


def test_raw_itself_may_be_a_link(tmp_path: Path):
    write(tmp_path, "存放/收件/甲.txt")
    (tmp_path / "存放" / "县").symlink_to("收件", target_is_directory=True)
    (tmp_path / "raw").symlink_to("存放", target_is_directory=True)
    listing = list_files(tmp_path / "raw")
    assert [file.source_path for file in listing.files] == ["县/甲.txt", "收件/甲.txt"]


def test_links_in_a_circle_end_and_are_told(tmp_path: Path):
    write(tmp_path, "县/甲.txt")
    (tmp_path / "县" / "回").symlink_to("..", target_is_directory=True)
    (tmp_path / "又一").symlink_to("县", target_is_directory=True)
    (tmp_path / "自己").symlink_to("自己")
    listing = list_files(tmp_path)
    assert [file.source_path for file in listing.files] == ["县/甲.txt", "又一/甲.txt"]
    assert [path for path, _ in listing.oddities] == ["县/回", "又一/回", "自己"]
    assert dict(listing.oddities)["县/回"] == "链接指向它自己所在的文件夹，不再跟随：请删除该链接"


def test_folders_that_link_each_other_give_no_more_paths_than_links_and_files(tmp_path: Path):
    for folder in range(12):
        write(tmp_path, f"{folder}/甲.txt")
        for other in {*range(12)} - {folder}:
            (tmp_path / str(folder) / f"到{other}").symlink_to(f"../{other}", target_is_directory=True)
    listing = list_files(tmp_path)
    assert len(listing.files) == 12 + 12 * 11
    assert {reason for _, reason in listing.oddities} == {
        "链接的文件夹里还有指向文件夹的链接，不再跟随：请放入文件夹本身"
    }


def test_two_names_that_read_the_same_are_told(tmp_path: Path):
    write(tmp_path, "甲.txt", os.fsdecode("甲.txt".encode("gb18030")))
    listing = list_files(tmp_path)
    assert [file.source_path for file in listing.files] == ["甲.txt"]
    assert listing.oddities == (("甲.txt (2)", "与另一文件同名，只是文件名的编码不同：请改名"),)


def test_a_missing_folder_has_no_files(tmp_path: Path):
    assert list_files(tmp_path / "没有").files == ()


def test_a_name_from_an_old_archive_is_read_as_chinese():
    assert printable(Path(os.fsdecode("县住建局.txt".encode("gb18030")))) == "县住建局.txt"


def test_a_name_from_an_old_archive_does_not_spoil_the_folders_above_it(tmp_path: Path):
    write(tmp_path, f"华容县/{os.fsdecode('住建局.txt'.encode('gb18030'))}")
    assert [file.source_path for file in list_files(tmp_path).files] == ["华容县/住建局.txt"]


def test_a_file_at_rest_gives_its_bytes(tmp_path: Path):
    write(tmp_path, "甲.txt")
    [file] = list_files(tmp_path).files
    with settled(file) as handle:
        assert handle.read().decode() == "收入合计 1 万元"


def test_a_file_that_grew_since_it_was_listed_is_left_for_the_next_time(tmp_path: Path):
    write(tmp_path, "甲.txt")
    [file] = list_files(tmp_path).files
    with file.path.open("a") as handle:
        handle.write("…")
    with pytest.raises(ReportStillChanging), settled(file):
        pass


def test_a_file_rewritten_at_the_same_size_is_left_for_the_next_time(tmp_path: Path):
    write(tmp_path, "甲.txt")
    [file] = list_files(tmp_path).files
    os.utime(file.path, ns=(file.modified_ns + 1, file.modified_ns + 1))
    with pytest.raises(ReportStillChanging), settled(file):
        pass


def test_a_file_that_is_gone_is_told(tmp_path: Path):
    write(tmp_path, "甲.txt")
    [file] = list_files(tmp_path).files
    file.path.unlink()
    with pytest.raises(VanishedReport), settled(file):
        pass
