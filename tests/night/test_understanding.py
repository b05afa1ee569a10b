from pathlib import Path

import pytest

from flows.extraction import SourceClues, extract
from flows.model.allowances import BundleLimits
from flows.model.report import Cell, Paragraph, Report, Table
from flows.night.raw_folder import content_id, list_files
from flows.night.understanding import (
    Job,
    content_fingerprint,
    figures_fingerprint,
    understand,
    wording_fingerprint,
)
from flows.night.version import extractor_version
from flows.readers import read
from tests.beside import SAMPLES, needs_shared


def fingerprint(*texts: str, form: str = "txt") -> str:
    report = Report(form, tuple(Paragraph(number, text) for number, text in enumerate(texts)))
    return content_fingerprint(report, extract(report, SourceClues("甲")))


def of_cells(*texts: str) -> str:
    cells = tuple(Cell(0, column, text) for column, text in enumerate(texts))
    report = Report("docx", (Table(0, 0, 1, len(cells), cells),))
    return content_fingerprint(report, extract(report, SourceClues("甲")))


def wording(text: str) -> str:
    report = Report("txt", (Paragraph(0, text),))
    return wording_fingerprint(report, extract(report, SourceClues("甲")))


# Two names of two reports, in a line of its own or behind a label.
TWINS = [
    ("项目名称：1号桥加固", "项目名称：2号桥加固"),
    ("道路硬化（1）", "道路硬化（2）"),
    ("（1标段）", "（2标段）"),
    ("道路-1", "道路-2"),
    ("道路①", "道路②"),
    ("标段：1", "标段：2"),
    ("项目编号：12", "项目编号：13"),
    ("实施地点：一、村组", "实施地点：二、村组"),
    ("“3·15”活动", "“5·12”活动"),
]  # fmt: skip


def test_one_text_in_other_blocks_and_another_format_is_the_same():
    text = "2020年收入合计5057万元，支出合计5057万元。"
    spaced = ("2020 年收入合计5,057万元，", "支出合计５０５７万元。")
    assert fingerprint(text) == fingerprint(*spaced, form="pdf")


def test_a_list_that_is_numbered_by_the_format_is_the_same():
    assert fingerprint("一、概况", "收入合计5057万元。") == fingerprint("一、概况", "1. 收入合计5057万元。")


@pytest.mark.parametrize(
    "other", ["收入合计5075万元。", "收入合计5057.0万元，见附件。", "支出合计5057万元。", "收入合计57万元。"]
)
def test_a_corrected_number_or_word_is_another_text(other: str):
    assert fingerprint("收入合计5057万元。") != fingerprint(other)


def test_a_box_that_is_read_before_or_after_the_text_is_the_same():
    assert fingerprint("收入合计5057万元。", "支出合计5058万元。") == fingerprint(
        "支出合计5058万元。", "收入合计5057万元。"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一小学", "第二小学"),
        ("第1小学", "第2小学"),
        ("校舍3栋", "校舍5栋"),
        ("项目（一）期", "项目（二）期"),
        ("三里村", "五里村"),
    ],
)
def test_a_name_with_another_numeral_is_another_text(one: str, other: str):
    assert fingerprint(f"青禾县{one}收入合计5057万元。") != fingerprint(f"青禾县{other}收入合计5057万元。")


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_a_name_with_another_number_is_another_text(one: str, other: str):
    assert fingerprint(one, "收入合计5057万元。") != fingerprint(other, "收入合计5057万元。")


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("项目名称", "1号桥加固", "2号桥加固"),
        ("项目名称", "1 号桥加固", "2 号桥加固"),
        ("标段", "1", "2"),
        ("项目编号", "12", "13"),
    ],
)
def test_a_cell_with_another_number_is_another_text(label: str, one: str, other: str):
    assert of_cells(label, one) != of_cells(label, other)


def test_the_number_of_a_row_is_no_part_of_the_text():
    assert of_cells("1", "部门概况") == of_cells("", "部门概况") == of_cells("3", "部门概况")


@pytest.mark.parametrize(
    ("wrong", "mended"),
    [
        ("财政拨款800万元，其他收入50万元。", "财政拨款50万元，其他收入800万元。"),
        ("会议费预算数3万元，决算数5万元。", "会议费预算数5万元，决算数3万元。"),
    ],
)
def test_two_amounts_that_changed_places_are_another_text(wrong: str, mended: str):
    assert fingerprint(f"2020年{wrong}") != fingerprint(f"2020年{mended}")


@pytest.mark.parametrize("mark", ["一、", "（一）", "1.", "1、", "（1）", "①", "第一章 "])
def test_the_number_of_a_list_is_no_part_of_the_text(mark: str):
    assert fingerprint(f"{mark}部门概况", "收入合计5057万元。") == fingerprint("部门概况", "收入合计5057万元。")


@pytest.mark.parametrize("page", ["- 3 -", "第3页", "第 3 页 共 12 页", "3"])
def test_the_number_of_a_page_is_no_part_of_the_text(page: str):
    assert fingerprint("收入合计5057万元。", page) == fingerprint("收入合计5057万元。")


def test_twins_of_one_form_begin_alike_and_end_otherwise():
    first, second, other = (wording(f"青禾县{name}收入合计5057万元") for name in ("第一小学", "第2小学", "城东小学"))
    assert first.split(".")[0] == second.split(".")[0] != other.split(".")[0]
    assert first != second


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_numbers_of_names_tell_twins_of_one_form(one: str, other: str):
    first, second = (wording(f"{name}收入合计5057万元") for name in (one, other))
    assert first.split(".")[0] == second.split(".")[0]
    assert first != second


def test_another_amount_or_day_makes_no_twin():
    text = "收入合计{}万元，涉及{}个村，得分{}分。2021年4月{}日"
    assert wording(text.format(5057, 12, 9, 8)) == wording(text.format(5058, 13, 8, 20))


def test_no_text_has_no_fingerprint():
    assert fingerprint("", "——") == ""


def figures_of(text: str) -> str:
    return figures_fingerprint(extract(Report("txt", (Paragraph(0, text),)), SourceClues("甲")))


def test_a_scan_with_a_misread_letter_has_the_figures_of_its_text_and_another_number_has_not():
    text = "".join(f"{name}支出{number}.5万元。" for number, name in enumerate("甲乙丙丁戊己庚辛壬癸", 11))
    assert figures_of(text)
    assert figures_of(text) == figures_of(text.replace("甲支出", "早支出"))
    assert figures_of(text) != figures_of(text.replace("11.5", "17.5"))


def test_few_figures_tell_no_report():
    assert figures_of("2020年支出5057万元。") == ""


@needs_shared
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_sample_is_the_same_in_every_format(number: str):
    found = set()
    for form in ("txt", "docx", "doc", "html", "pdf"):
        path = SAMPLES / number / f"report.{form}"
        report = read(path.read_bytes(), path)
        found.add(content_fingerprint(report, extract(report, SourceClues("甲"))))
    assert len(found) == 1


def test_a_scan_is_understood_anew_when_what_recognises_it_is_another(monkeypatch: pytest.MonkeyPatch):
    versions = set()
    for recogniser in ("", "a recogniser 1", "a recogniser 2", "a recogniser 2"):
        monkeypatch.setattr("flows.night.version.recogniser", lambda recogniser=recogniser: recogniser)
        extractor_version.cache_clear()
        versions.add(extractor_version())
    extractor_version.cache_clear()
    assert len(versions) == 3


def test_a_bug_of_ours_costs_one_document_and_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stumble(*_: object) -> None:
        raise IndexError("no such column")

    (tmp_path / "甲.txt").write_text("收入合计1万元", encoding="utf-8")
    [file] = list_files(tmp_path).files
    monkeypatch.setattr("flows.night.understanding.judge", stumble)
    found = understand(Job(file, content_id(file.path.read_bytes()), SourceClues("甲.txt"), BundleLimits()))
    assert [(outcome.stage, outcome.is_ok) for outcome in found.outcomes] == [
        ("read", True),
        ("extract", True),
        ("judge", False),
    ]
    assert found.outcomes[-1].reason == "程序错误，请报告开发者（IndexError: no such column）"
    assert (found.document, found.rejection) == (None, "")
