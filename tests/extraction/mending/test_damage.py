"""Damaged text is understood as it was meant, and its places stay those of the file."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flows.extraction import SourceClues, extract
from flows.extraction.mending.damage import mended
from tests.extraction.printed_tables import report, table

PINYIN = "2022年“三公”經(jīng)費(fèi)支出決(jué)算數(shù)13.5萬元，其中：公務(wù)接待費3.5萬元。"
TRADITIONAL = "本部門2022年度預算執行情況：基本支出900萬元，項目支出100萬元，績效評價總體良好。"


def test_characters_with_pinyin_behind_them_are_read_and_stand_where_they_stood():
    found = extract(report("青禾縣民政局2022年度部門決算", PINYIN), SourceClues(""))
    assert [(f.measure_code, f.value) for f in found.figures] == [
        ("sangong_total", Decimal(135000)),
        ("sangong_reception", Decimal(35000)),
    ]
    for figure in found.figures:
        assert PINYIN[figure.place.char_start : figure.place.char_end] == figure.printed
    assert found.notes[:2] == ("文字中夹有拼音，已去除后读取", "原文为繁体字，已按简体读取")


def test_a_table_in_traditional_script_has_its_measures():
    grid = table("項目 | 年初預算數 | 決算數", "基本支出 | 90 | 88", "項目支出 | 20 | 18")
    found = extract(report("支出決算表", "單位：萬元", TRADITIONAL, grid), SourceClues(""))
    assert [(f.measure_code, f.basis, f.value) for f in found.figures if f.place.table_no == 0] == [
        ("expenditure_basic", "initial_budget", Decimal(900000)),
        ("expenditure_basic", "actual", Decimal(880000)),
        ("expenditure_project", "initial_budget", Decimal(200000)),
        ("expenditure_project", "actual", Decimal(180000)),
    ]


def test_simplified_text_with_a_few_such_characters_stays_as_it_is():
    text = "乾元镇於家村预算执行情况：基本支出900万元，项目支出100万元。"
    mending = mended(report(text))
    assert mending.report.blocks[0].text == text
    assert mending.notes == ()


def test_a_bracket_with_letters_is_no_pinyin_where_the_text_has_none():
    text = "修建道路（km）长12（m），完成项目(pm)3个。"
    assert mended(report(text)).report.blocks[0].text == text


@given(
    st.lists(
        st.sampled_from(["經(jīng)", "費(fèi)", "数", "12", "万元", "，", "（shù）", "3.5%", "決"]), max_size=30
    ).map("".join)
)
def test_every_place_of_a_mended_text_points_to_what_was_printed(text):
    whole = f"經(jīng)費(fèi)決(jué)算：預(yù)算執行情況說明{text}"
    found = extract(report(whole), SourceClues(""))
    for token in found.tokens:
        assert whole[token.place.char_start : token.place.char_end] == token.printed
