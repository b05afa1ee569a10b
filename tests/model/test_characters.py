"""What a person sees of a text: nothing hidden, no look-alikes, thousands in one form."""

import unicodedata

import pytest

from flows.model.characters import seen, unknown_count
from flows.model.words import read_seed


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("青\u200b禾\u2060县\ufeff民\u00ad政\u200d局", "青禾县民政局"),
        ("\u202b1,280.50\u202c\u200f", "1,280.50"),
        ("⻘禾县⺠政局", "青禾县民政局"),
        ("⼈⼒资源⻓沙⻅习⼾数", "人力资源长沙见习户数"),
        ("\uf90a\ufa08\uf98e", "金行年"),
        ("94.85﹪", "94.85%"),
        ("\uf0fe是\uf0a8否", "☑是□否"),
        ("甲\xa0乙\u2003丙", "甲 乙 丙"),
        ("第一行\u2028第二行", "第一行\n第二行"),
    ],
)
def test_a_text_is_read_as_it_is_seen(printed: str, expected: str):
    assert seen(printed) == expected
    assert seen(expected) is expected


@pytest.mark.parametrize("mark", ["'", "’", "＇", "\u2009", "\u202f", "\u2007", "\u200a", "\xa0"])
def test_thousands_are_parted_by_a_comma_whatever_was_printed(mark: str):
    assert seen(f"1{mark}280{mark}500.50") == "1,280,500.50"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2021\u20092022", "2021 2022"),
        ("共100\xa0200人", "共100 200人"),
        ("支出1\xa0280万元", "支出1,280万元"),
        ("5'30", "5'30"),
        ("1234'567", "1234'567"),
        ("1'280'5000", "1'280'5000"),
        ("1 280,50", "1 280,50"),
        ("一　二", "一　二"),
        ("１，２８０．５０", "１，２８０．５０"),
    ],
)
def test_other_numbers_and_usual_blanks_stay_apart(printed: str, expected: str):
    assert seen(printed) == expected


@pytest.mark.parametrize("block", [range(0x2E80, 0x2EF4), range(0x2F00, 0x2FD6)], ids=["supplement", "kangxi"])
def test_every_radical_is_read_as_an_ideograph(block: range):
    for radical in (chr(code) for code in block if unicodedata.name(chr(code), "")):
        assert unicodedata.name(seen(radical)).startswith("CJK UNIFIED IDEOGRAPH")


def test_every_look_alike_is_told_once_and_read_as_something_that_stays():
    rows = read_seed("look_alikes")
    assert len({row["code_point"] for row in rows}) == len(rows)
    assert [row for row in rows if seen(row["read_as"]) != row["read_as"]] == []


def test_characters_of_a_font_of_its_own_are_dropped_and_counted():
    assert seen("年\ue123度") == "年度"
    assert unknown_count("年\ue123度\uf0a8\U000f0001") == 2
