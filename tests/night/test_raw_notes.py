"""manifest.csv and waivers.csv as people write and Excel saves them."""

from datetime import date
from pathlib import Path

import pytest

from flows.model.exceptions import StageFailed
from flows.night.raw_notes import ManifestRow, read_manifest, read_waivers
from flows.store.records import Waiver

COLUMNS = "rule_code,document,finding_id,figure_id,correct_value,reason,approved_by,expires_on"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_manifest_is_read_as_excel_saves_it(tmp_path: Path, encoding: str):
    text = "source_path,county_id,department_name,fiscal_year\n县\\甲.txt,990101,教育局,2020\n"
    (tmp_path / "manifest.csv").write_text(text, encoding=encoding)
    assert read_manifest(tmp_path) == ({"县/甲.txt": ManifestRow("990101", "教育局", "2020")}, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_the_manifest_is_read_as_unicode_text_with_tabs(tmp_path: Path, encoding: str):
    text = "source_path\tcounty_id\tdepartment_name\tfiscal_year\r\n县\\甲,乙.txt\t990101\t教育局\t2020\r\n"
    (tmp_path / "manifest.csv").write_bytes(text.encode(encoding))
    assert read_manifest(tmp_path) == ({"县/甲,乙.txt": ManifestRow("990101", "教育局", "2020")}, ())


def manifest(folder: Path, *lines: str) -> tuple[dict[str, ManifestRow], tuple[str, ...]]:
    text = "\n".join(("source_path,county_id,department_name,fiscal_year", *lines))
    (folder / "manifest.csv").write_text(f"{text}\n", encoding="utf-8")
    rows, faults = read_manifest(folder)
    return dict(rows), faults


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("坏.txt,990101,教育局,20x20", "年度 20x20 不是年份，请写成 2023"),
        ("坏.txt,990101,教育局,20.20", "年度 20.20 不是年份，请写成 2023"),
        ("坏.txt,990101,教育局,3020", "年度 3020 不是年份，请写成 2023"),
        ('坏.txt,990101,"教育局,2020', "引号没有成对"),
        ('"坏.txt,990101,教育局,2020', "引号没有成对"),
        ("县/坏,副本.txt,990101,教育局,2020", "比第一行多出“2020”：含逗号的内容请放在英文引号里"),
        (",990101,教育局,2020", "没有填写文件（source_path）"),
    ],
)
def test_a_line_of_the_manifest_that_is_wrong_is_told_and_costs_itself_alone(tmp_path: Path, line: str, fault: str):
    good, later = '甲.txt,990101,"教育局",2020', '乙.txt,990101,"水利局",２０２１年度'
    rows, [told] = manifest(tmp_path, good, "", line, later, good)
    assert rows == {
        "甲.txt": ManifestRow("990101", "教育局", "2020"),
        "乙.txt": ManifestRow("990101", "水利局", "2021"),
    }
    assert told.startswith("第 4 行不起作用：") and fault in told


def test_rows_that_differ_on_one_file_say_nothing_of_it(tmp_path: Path):
    rows, faults = manifest(
        tmp_path, "县/甲.txt,990101,教育局,2020", "乙.txt,,,2020", "县\\甲.txt,990101,教育局,2021", "乙.txt,,,2020年"
    )
    assert rows == {"乙.txt": ManifestRow("", "", "2020")}
    why = "第 2、4 行说的都是 县/甲.txt，内容不同，请只留正确的一行"
    assert faults == (f"第 2 行不起作用：{why}", f"第 4 行不起作用：{why}")


def test_a_cell_of_several_lines_is_one_cell_and_counts_from_its_first_line(tmp_path: Path):
    rows, faults = manifest(
        tmp_path, '甲.txt,990101,"教育局\n（机关）",2020', '乙.txt,990101,"教育\n局",x', '丙.txt,,"'
    )
    assert rows == {"甲.txt": ManifestRow("990101", "教育局\n（机关）", "2020")}
    assert [fault.partition("不")[0] for fault in faults] == ["第 4 行", "第 6 行"]


def test_a_manifest_without_a_column_stops_the_night(tmp_path: Path):
    (tmp_path / "manifest.csv").write_text("source_path,county_id\n甲.txt,990101\n", encoding="utf-8")
    with pytest.raises(StageFailed, match="缺少列 department_name、fiscal_year"):
        read_manifest(tmp_path)


def test_no_manifest_says_nothing(tmp_path: Path):
    assert read_manifest(tmp_path) == ({}, ())


def waivers(folder: Path, *lines: str, encoding: str = "utf-8") -> tuple[tuple[Waiver, ...], tuple[str, ...]]:
    (folder / "waivers.csv").write_text("\n".join(lines) + "\n", encoding=encoding)
    return read_waivers(folder)


@pytest.mark.parametrize("day", ["2027-03-01", "2027/3/1", "2027年3月1日"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_waiver_names_a_rule_and_a_report_by_path_or_content(tmp_path: Path, encoding: str, day: str):
    found, faults = waivers(
        tmp_path,
        COLUMNS,
        f"A05,县\\自评.docx,,,,口径不同,县财政局,{day}",
        ",,,,,,,",
        f"A05,0123abcd,,,,口径不同,县财政局,{day}",
        encoding=encoding,
    )
    assert faults == ()
    assert found == (
        Waiver(2, "", "A05", "县/自评.docx", "", "", "", "口径不同", "县财政局", date(2027, 3, 1)),
        Waiver(4, "", "A05", "", "0123abcd", "", "", "口径不同", "县财政局", date(2027, 3, 1)),
    )


def test_columns_that_nobody_needs_may_be_missing(tmp_path: Path):
    header = "Finding_ID,reason,approved_by,expires_on"
    [found], faults = waivers(tmp_path, "", header, "9F61C2D07A35BE48,已核,县财政局,9999-12-31")
    assert (found.finding_id, found.rule_code, found.line_no, faults) == ("9f61c2d07a35be48", "", 3, ())


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("A05,自评.docx,,,,,县财政局,2027-01-01", "没有填写理由（reason）"),
        ("A05,自评.docx,,,,已核,,2027-01-01", "没有填写批准人（approved_by）"),
        ("A05,自评.docx,,,,已核,县财政局,", "没有填写有效期至（expires_on）"),
        ("A05,自评.docx,,,,已核,县财政局,明年底", "有效期 明年底 不是日期，请写成 2026-12-31"),
        ("A05,自评.docx,,,,已核,县财政局,2027-02-30", "有效期 2027-02-30 不是日期，请写成 2026-12-31"),
        ("A99,自评.docx,,,,已核,县财政局,2027-01-01", "没有规则 A99"),
        ("A05,,,,,已核,县财政局,2027-01-01", "没有说明针对哪一处"),
        (",,9f61c2,,,已核,县财政局,2027-01-01", "finding_id 应为 16 位编号，9f61c2 不是"),
        (",,,9f61c2d07a35be48,五千,已核,县财政局,2027-01-01", "更正值 五千 不是数字"),
        (",自评.docx,,,,已核,县财政局,2027-01-01", "没有说明针对哪一处"),
        ("A05,自评.docx,,,5075,已核,县财政局,2027-01-01", "写了更正值（correct_value），没有写是哪个数字"),
    ],
)
def test_a_line_that_says_too_little_accepts_nothing_and_is_told(tmp_path: Path, line: str, fault: str):
    found, [told] = waivers(tmp_path, COLUMNS, line)
    assert found == ()
    assert told.startswith("第 2 行不起作用：") and fault in told


def test_waivers_without_a_column_accept_nothing_and_are_told(tmp_path: Path):
    found, [told] = waivers(tmp_path, "规则,报告,理由", "A05,自评.docx,已核")
    assert found == () and "第一行缺少列 reason、approved_by、expires_on" in told


def test_a_waiver_whose_quotes_do_not_close_costs_itself_alone(tmp_path: Path):
    good = "A05,自评.docx,,,,已核,县财政局,2027-01-01"
    [before, after], [told] = waivers(tmp_path, COLUMNS, good, 'A05,自评.docx,,,,"' + "甲" * 200_000, good)
    assert (before.line_no, after.line_no) == (2, 4)
    assert told.startswith("第 3 行不起作用：引号没有成对")


def test_a_folder_called_so_is_told(tmp_path: Path):
    (tmp_path / "waivers.csv").mkdir()
    found, [told] = read_waivers(tmp_path)
    assert found == () and "无法打开（Is a directory）" in told


def test_a_manifest_that_cannot_be_opened_stops_the_night_in_words(tmp_path: Path):
    (tmp_path / "manifest.csv").mkdir()
    with pytest.raises(StageFailed, match="无法打开（Is a directory）：请确认它是文件"):
        read_manifest(tmp_path)


def test_no_waivers_accept_nothing(tmp_path: Path):
    assert read_waivers(tmp_path) == ((), ())


@pytest.mark.parametrize(("answer", "is_counted"), [("是", True), ("Yes", True), ("否", False), ("", None)])
def test_the_manifest_says_which_of_several_versions_counts(tmp_path: Path, answer: str, is_counted: bool | None):
    columns = "source_path,county_id,department_name,fiscal_year,is_counted"
    (tmp_path / "manifest.csv").write_text(f"{columns}\n县\\甲.txt,,,,{answer}\n", encoding="utf-8")
    assert read_manifest(tmp_path) == ({"县/甲.txt": ManifestRow("", "", "", is_counted)}, ())


def test_an_answer_that_is_neither_yes_nor_no_is_told_with_its_line(tmp_path: Path):
    columns = "source_path,county_id,department_name,fiscal_year,is_counted"
    (tmp_path / "manifest.csv").write_text(f"{columns}\n甲.txt,,,,？\n", encoding="utf-8")
    assert read_manifest(tmp_path) == ({}, ("第 2 行不起作用：是否计入（is_counted）？ 看不懂，请写成 是 或 否",))
