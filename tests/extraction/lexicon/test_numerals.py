"""Numbers in Chinese numerals, read by themselves."""

from decimal import Decimal

import pytest

from flows.extraction.lexicon.numerals import spelled

DEEPEST = 5_000


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("十", "10"), ("十五", "15"), ("两百", "200"), ("五百十", "510"), ("一百零五", "105"), ("一百二", "120"),
        ("三千五", "3500"), ("一万二", "12000"), ("十万零五百", "100500"), ("一亿十万", "100100000"),
        ("一万亿", "1000000000000"), ("二〇二三", "2023"), ("零", "0"), ("九点二五", "9.25"), ("十点五", "10.5"),
    ],
)  # fmt: skip
def test_numerals_are_read_by_their_scales_or_digit_by_digit(word: str, number: str):
    assert spelled(word) == Decimal(number)


@pytest.mark.parametrize(
    "word", ["百", "万", "五十三百", "十百", "一千百", "零百", "二三百", "一百二十三四", "点五", "十点"]
)
def test_what_is_no_number_is_none(word: str):
    assert spelled(word) is None


@pytest.mark.parametrize("word", ["十", "百十", "一万", "亿"])
def test_numerals_without_end_are_no_number_and_no_crash(word: str):
    assert spelled(word * DEEPEST) is None
