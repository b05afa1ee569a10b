"""Numbers with what stands at them: signs of currency, words of per cent, wide commas and marks of notes."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.lexicon.labels import clean, unit_hint
from flows.extraction.lexicon.quantities import is_blank
from flows.extraction.lexicon.scanning import read_cell, scan
from tests.extraction.printed_tables import report, table


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("¥1,280.50", "1280.50", "1,280.50"),
        ("￥ 1,280.50", "1280.50", "1,280.50"),
        ("-¥1,280.50", "-1280.50", "-¥1,280.50"),
        ("¥-1,280.50", "-1280.50", "-1,280.50"),
        ("(¥1,280.50)", "-1280.50", "(¥1,280.50)"),
        ("¥(1,280.50)", "-1280.50", "¥(1,280.50)"),
        ("RMB 1,280.50", "1280.50", "1,280.50"),
        ("CNY1,280.50", "1280.50", "1,280.50"),
        ("1,280.50 CNY", "1280.50", "1,280.50"),
        ("元1,280.50", "1280.50", "1,280.50"),
        ("1，280.50", "1280.50", "1，280.50"),
        ("１，２８０．５０", "1280.50", "１，２８０．５０"),
    ],
)
def test_a_sign_of_currency_is_no_part_of_an_amount_and_names_no_unit(text: str, value: str, printed: str):
    quantity = read_cell(text)
    assert quantity is not None
    assert (quantity.value, quantity.printed, quantity.printed_unit) == (Decimal(value), printed, "")


def test_a_sign_of_currency_beside_a_unit_leaves_the_unit_its_worth():
    quantity = read_cell("￥1,280.50万元")
    assert quantity is not None
    assert (quantity.value, quantity.printed_unit) == (Decimal(12_805_000), "万元")


def test_in_a_sentence_the_sign_says_yuan_and_letters_of_a_code_say_nothing():
    assert [(one.value, one.unit) for one in scan("支出RMB1,280.50，其中￥3万元")] == [
        (Decimal("1280.50"), "元"),
        (Decimal(30_000), "元"),
    ]
    assert [one.ignored_reason for one in scan("编号RMBX12")] == ["code"]


def test_a_sign_of_currency_before_a_dash_is_a_blank():
    assert is_blank("¥ -")
    assert not is_blank("¥0")


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("百分之94.85", "94.85", "0.01"),
        ("百分之 95", "95", "1"),
        ("百分之九十四点八五", "94.85", "0.01"),
        ("百分之百", "100", "1"),
    ],
)
def test_per_cent_in_words(text: str, value: str, step: str):
    quantity = read_cell(text)
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.step) == (Decimal(value), "%", Decimal(step))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("支出1，280.50万元", ["12805000"]),
        ("支出1，280万元", ["12800000"]),
        ("分别为1，280.50万元", ["1", "2805000"]),
        ("共2项，300人", ["2", "300"]),
        ("为120，280人", ["120", "280"]),
        ("为2021，2022", ["2021", "2022"]),
    ],
)
def test_a_wide_comma_parts_thousands_only_where_money_or_decimals_say_so(text: str, values: list[str]):
    assert [one.value for one in scan(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize("mark", ["¹", "¹²", "[1]", "[¹]", "注¹", "①", "(¹)", "¹，²"])
def test_a_mark_of_a_note_is_no_digit_of_its_number_and_is_told_in_the_ledger(mark: str):
    found = extract(report(table("项目名称 | 预算数 | 执行数", f"水渠 | 1,280.50{mark} | 9")), SourceClues("a.docx"))
    [figure] = [one for one in found.figures if one.printed == "1,280.50"]
    assert figure.value == Decimal("1280.50")
    own = [one for one in found.tokens if one.place.column_no == 1 and one.place.row_no == 1]
    assert [one.ignored_reason for one in own if one.figure_no is None] == ["note_mark"] * len(own[1:])
    assert len(own) > 1


@pytest.mark.parametrize("mark", ["¹", "[²]", "注³ "])
def test_a_mark_may_stand_before_the_number_of_a_cell(mark: str):
    quantity = read_cell(f"{mark}1,280.50")
    assert quantity is not None
    assert (quantity.value, [one.ignored_reason for one in quantity.marks]) == (Decimal("1280.50"), ["note_mark"])


@pytest.mark.parametrize("mark", ["*", "**", "※", "ᵃ", "注"])
def test_a_mark_without_a_number_is_no_token(mark: str):
    quantity = read_cell(f"95.5%{mark}")
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.marks) == (Decimal("95.5"), "%", ())


def test_in_a_sentence_the_unit_follows_the_mark():
    found = [(one.value, one.unit, one.ignored_reason) for one in scan("支出1,280.50¹万元[2]。")]
    assert found == [(Decimal(12_805_000), "元", ""), (None, "", "note_mark"), (None, "", "note_mark")]


@pytest.mark.parametrize("text", ["50m²", "50米²", "50平方米"])
def test_the_square_of_a_unit_is_no_mark(text: str):
    quantity = read_cell(text)
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.marks) == (Decimal(50), "平方米", ())


def test_a_label_is_known_whatever_note_it_bears():
    assert {clean(f"年度资金总额{mark}") for mark in ("", "¹", "①", "*", "[1]")} == {"年度资金总额"}
    assert unit_hint("项目资金（万元）²") == "万元"
    assert clean("面积（m²）") == "面积"
