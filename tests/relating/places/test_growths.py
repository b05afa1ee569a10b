"""Growths that a sentence tells of an amount that a table prints beside last year's."""

import pytest

from tests.extraction.printed_tables import table
from tests.relating.places.asking import errors, failing, held, numbers

TITLE = "苍梧县2024年上半年预算执行情况"
SPENT = table(
    "支出科目 | 年初预算数 | 累计支出 | 上年同期 | 同比%",
    "教育支出 | 98400 | 46285 | 44172 | 4.8",
    "卫生健康支出 | 57600 | 28364 | 30918 | -8.3",
    "农林水支出 | 92500 | 34192 | 31706 | 7.8",
)
CAPTION = "一般公共预算支出情况（单位：万元）"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("教育支出46285万元，增长4.8%。", ("4.8", "46285", "44172")),
        ("卫生健康支出28364万元，同比下降8.3%。", ("8.3", "28364", "30918")),
        ("全年用于三农34192万元，增长7.8%。", ("7.8", "34192", "31706")),
    ],
)
def test_a_growth_is_that_of_the_row_which_prints_its_amount(text: str, joined: tuple[str, ...]):
    assert numbers(*joined) in held(TITLE, CAPTION, SPENT, text)
    ways = {"增长": "下降", "下降": "增长"}
    turned = next(text.replace(way, other) for way, other in ways.items() if way in text)
    assert failing(TITLE, CAPTION, SPENT, turned) == {numbers(*joined)}
    assert not errors(TITLE, CAPTION, SPENT, turned)


def test_one_of_another_size_is_asked_only_where_the_row_is_named():
    assert failing(TITLE, CAPTION, SPENT, "教育支出46285万元，增长5.6%。") == {numbers("5.6", "46285", "44172")}
    assert not failing(TITLE, CAPTION, SPENT, "全年完成投资46285万元，增长5.6%。")


def test_an_amount_of_few_digits_is_anyone_s():
    small = table("科目 | 累计支出 | 上年同期", "甲项 | 120 | 100", "乙项 | 350 | 300")
    assert not failing(TITLE, CAPTION, small, "全年完成投资120万元，增长20%。", "全年完成投资120万元，下降20%。")
