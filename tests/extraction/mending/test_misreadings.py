"""Letters that recognition took for digits: read as meant where form or arithmetic proves it, told as printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extraction import SourceClues, extract
from flows.extraction.mending.damage import mended
from flows.model.facts import Extract, Figure
from flows.model.report import Table
from flows.model.words import read_seed
from tests.extraction.printed_tables import report, table


def read(*blocks) -> Extract:
    return extract(report(*blocks), SourceClues(""))


def repaired(found: Extract) -> list[Figure]:
    return [figure for figure in found.figures if figure.is_repaired]


@pytest.mark.parametrize("row", read_seed("misread_characters"), ids=lambda row: row["example"])
def test_every_confusion_has_a_text_that_it_mends_and_a_like_one_that_it_leaves(row):
    [block] = mended(report(row["example"])).report.blocks
    assert block.text == row["example_meant"]
    [block] = mended(report(row["counter_example"])).report.blocks
    assert block.text == row["counter_example"]


def test_a_number_with_letters_between_its_digits_has_its_value_and_stands_as_it_was_printed():
    text = "2021年项Fl支出1,2O0.5万兀，增长1o%。"
    amount, change = read("青禾县民政局2021年度部门决算", text).figures
    assert (amount.value, amount.printed, amount.printed_unit) == (Decimal(12005000), "1,2O0.5", "万兀")
    assert (amount.measure_code, amount.is_repaired) == ("expenditure_project", True)
    assert "“1,2O0.5”疑为识别错误，读作“1,200.5”" in amount.note
    assert (change.value, change.printed, change.is_repaired) == (Decimal(10), "1o", True)
    for figure in (amount, change):
        assert text[figure.place.char_start : figure.place.char_end] == figure.printed


def test_a_figure_beside_a_misread_one_is_not_called_repaired():
    found = read("基本支出1O0.5万元，项目支出80万元。")
    assert [(f.value, f.is_repaired, f.note) for f in found.figures][1] == (Decimal(800000), False, "")


@pytest.mark.parametrize(
    "text",
    ["通过ISO9001、ISO14001认证2项", "购置B5纸20箱，No.12泵站1座", "采用DN4OO管道5公里", "使用C3O混凝土5立方米", "5G基站3个",
     "车牌湘A8O12警1辆", "第1O号桥", "编号3-1O的支出5万元"],
)  # fmt: skip
def test_codes_and_names_are_never_numbers(text):
    [block] = mended(report(text)).report.blocks
    assert block.text == text


def column(*values: str, total: str = "") -> Table:
    names = ["基本支出", "项目支出", "经营支出", "其他支出"]
    rows = [f"{name} | {value}" for name, value in zip(names, values, strict=False)]
    return table("项目 | 决算数", *rows, *([f"合计 | {total}"] if total else []))


def values(found: Extract) -> dict[str, Decimal | None]:
    return {figure.printed: figure.value for figure in found.figures}


def test_a_cell_of_letters_in_a_column_of_numbers_is_a_number():
    found = read("单位：元", column("IO", "25", "37"))
    assert values(found) == {"IO": Decimal(10), "25": Decimal(25), "37": Decimal(37)}
    [figure] = repaired(found)
    assert figure.note == "“IO”疑为识别错误，读作“10”，同列其他各格均为数字"


def test_a_total_that_agrees_proves_the_reading_and_is_named():
    [figure] = repaired(read("单位：元", column("B5", "25", "37", total="147")))
    assert (figure.value, figure.note) == (Decimal(85), "“B5”疑为识别错误，读作“85”，与本列合计相符")


def test_a_total_that_contradicts_leaves_no_value():
    found = read("单位：元", column("1O", "25", "37", total="99"))
    assert values(found) == {"25": Decimal(25), "37": Decimal(37), "99": Decimal(99)}
    assert found.notes == ()


def test_a_total_of_more_than_the_rows_shown_contradicts_nothing():
    lines = table("项目 | 预算数 | 决算数", "合计 | 200 | 180", "教育支出 | 120 | 1O0", "其中：普通教育 | 80 | 70",
                  "小学教育 | 60 | 50", "卫生支出 | 80 | 80")  # fmt: skip
    [figure] = repaired(read("单位：元", lines))
    assert (figure.printed, figure.value) == ("1O0", Decimal(100))


@pytest.mark.parametrize("code", ["B5", "S3", "Z2", "I", "O", "IOS", "A4", "B-5"])
def test_a_cell_that_looks_like_a_code_is_no_number_without_a_sum(code):
    found = read("单位：元", column(code, "25", "37"))
    assert repaired(found) == []


def test_decimals_like_those_of_the_column_prove_a_letter_that_a_code_could_begin_with():
    assert values(read("单位：元", column("S6.70", "25.00", "37.10")))["S6.70"] == Decimal("56.70")
    assert repaired(read("单位：元", column("S6.7", "25.00", "37.10"))) == []


def test_words_beside_numbers_are_no_column_of_numbers():
    assert repaired(read(table("型号 | 数量", "IO | 3", "甲型 | 4", "乙型 | 5"))) == []


@given(
    st.lists(
        st.sampled_from(["1", "O", "l", "万兀", "项Fl", "，", "5.", "Q9%", "(fèi)", "經", "S", "|", "元"]), max_size=30
    )
)
def test_every_place_points_to_what_was_printed(parts):
    whole = "經(jīng)費(fèi)決(jué)算：預(yù)算執行情況說明1O0.5万元" + "".join(parts)
    found = read(whole)
    for one in (*found.tokens, *found.figures):
        assert whole[one.place.char_start : one.place.char_end] == one.printed
