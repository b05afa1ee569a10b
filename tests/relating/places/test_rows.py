"""What a sentence tells of an amount that a row of a table prints beside another, under whatever name."""

import pytest

from tests.extraction.printed_tables import table
from tests.relating.places.asking import errors, failing, held, numbers

TITLE = "青禾县林业局2022年度项目支出绩效评价报告"
ROWS = table(
    "类别 | 预算数 | 年末管护人数 | 上年末管护人数",
    "生态护林员 | 1310.00 | 1874 | 2031",
    "草原管护员 | 640.00 | 956 | 918",
)


@pytest.mark.parametrize(
    ("sentence", "joined"),
    [
        ("年末在岗护林员1874人，比上年末减少157人。", ("157", "1874", "2031")),
        ("年末在岗护林员1874人，比上年末减少157人，主要原因是划转。草原上有956人。", ("157", "1874", "2031")),
    ],
)
def test_a_change_holds_of_the_row_that_prints_its_amount(sentence, joined):
    assert numbers(*joined) in held(TITLE, ROWS, sentence)


def test_a_direction_against_the_row_is_asked_about():
    blocks = (TITLE, ROWS, "年末在岗护林员1874人，比上年末增加157人。")
    assert failing(*blocks) == errors(*blocks) == {numbers("157", "1874", "2031")}


@pytest.mark.parametrize(
    "sentence",
    [
        "年末在岗护林员1874人，比上年末增加38人。",  # of another row, and too few digits to tell it
        "年末在岗护林员1874人，比上年末增加123人。",  # nothing lies off by that
        "年末在岗护林员1874人，比年初计划增加157人。",  # no change of last year
        "年末在岗护林员1874人，比上月增加157人。",
    ],
)
def test_what_the_row_does_not_show_states_nothing(sentence):
    assert not failing(TITLE, ROWS, sentence)


def test_a_row_of_budget_and_actual_is_of_one_year():
    spent = table("项目 | 预算数 | 实际支出", "管护补助 | 1310.00 | 1152.45")
    assert not failing(TITLE, spent, "全年发放护林员工资1152.45万元，比上年增加157.55万元。")


BY_YEAR = table(
    "资金来源 | <2>2021年 | <2>2022年",
    "^ | 预算 | 支出 | 预算 | 支出",
    "省级补助 | 600.00 | 596.18 | 640.00 | 633.05",
    "县级配套 | 350.00 | 341.27 | 350.00 | 348.90",
    "合计 | 950.00 | 937.45 | 990.00 | 981.95",
)
CAPTION = "资金使用情况表（单位：万元）"


def test_last_year_s_amount_is_that_of_the_row_that_prints_this_year_s():
    told = "项目实际支出比2021年的{}万元增加44.50万元。"
    assert numbers("937.45") in held(TITLE, CAPTION, BY_YEAR, told.format("937.45"))
    assert not failing(TITLE, CAPTION, BY_YEAR, told.format("937.45"))


def test_last_year_s_amount_that_only_the_sentence_has_is_asked_about():
    turned = table(
        "资金来源 | <2>2021年 | <2>2022年",
        "^ | 预算 | 支出 | 预算 | 支出",
        "合计 | 950.00 | 934.75 | 990.00 | 981.95",
    )
    told = "项目实际支出比2021年的937.45万元增加44.50万元。"
    assert failing(TITLE, CAPTION, turned, told) == {numbers("937.45", "934.75")}
    other = "林区道路养护费比2021年的937.45万元增加46.10万元。"
    assert not failing(TITLE, CAPTION, turned, other)
