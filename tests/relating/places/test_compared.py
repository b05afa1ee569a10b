"""Changes and completions that a sentence tells of amounts printed in another place."""

import pytest

from tests.extraction.printed_tables import table
from tests.relating.places.asking import asked, failing, held, numbers

TITLE = "青禾县林业局2022年度部门决算"
TWO_YEARS = table("项目 | 2021年决算数 | 2022年决算数", "支出合计 | 300.00 | 330.00", "基本支出 | 200.00 | 190.00")


@pytest.mark.parametrize(
    ("sentence", "joined"),
    [
        ("支出合计比上年增加30.00万元。", ("30.00", "330.00", "300.00")),
        ("基本支出比上年减少10.00万元。", ("10.00", "190.00", "200.00")),
        ("基本支出比上年下降5%。", ("5", "190.00", "200.00")),
    ],
)
def test_a_change_holds_of_the_two_years_of_a_table(sentence, joined):
    assert numbers(*joined) in held(TITLE, "收支情况表（单位：万元）", TWO_YEARS, sentence)


@pytest.mark.parametrize(
    ("sentence", "joined"),
    [
        ("支出合计比上年增加20.00万元。", ("20.00", "330.00", "300.00")),
        ("基本支出比上年增加10.00万元。", ("10.00", "190.00", "200.00")),
        ("基本支出比上年下降6%。", ("6", "190.00", "200.00")),
    ],
)
def test_a_change_that_the_two_years_do_not_make_is_asked_about(sentence, joined):
    blocks = (TITLE, "收支情况表（单位：万元）", TWO_YEARS, sentence)
    assert failing(*blocks) == {numbers(*joined)}
    assert {one.severity for one in asked(*blocks) if one.status == "fail"} == {"warn"}


def test_what_is_compared_with_a_budget_is_no_change_of_last_year():
    assert not failing(TITLE, "收支情况表（单位：万元）", TWO_YEARS, "支出合计比年初预算增加12.00万元。")


def test_amounts_of_the_sentence_itself_are_left_to_it():
    assert not asked(TITLE, "2021年护林费20.00万元，2022年护林费24.00万元，护林费比上年增加3.00万元。")
