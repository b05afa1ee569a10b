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


@pytest.mark.parametrize("growth", ["13.85", "33.33"])
def test_a_change_is_of_what_its_growth_shows_it_to_be_of(growth):
    spent = table("项目 | 2021年决算数 | 2022年决算数", "“三公”经费 | 13.00 | 11.20", "公务接待费 | 5.40 | 3.60")
    told = f"“三公”经费支出11.20万元，其中运行维护费7.60万元，公务接待费3.60万元，比上年减少1.80万元，下降{growth}%。"
    amounts = {"13.85": ("11.20", "13.00"), "33.33": ("3.60", "5.40")}[growth]
    blocks = (TITLE, "“三公”经费情况表（单位：万元）", spent, told)
    assert numbers("1.80", *amounts) in held(*blocks)


def test_a_change_is_not_held_against_a_part_that_its_growth_is_not_of():
    spent = table("项目 | 2021年决算数 | 2022年决算数", "“三公”经费 | 13.00 | 11.20", "公务接待费 | 5.00 | 3.60")
    told = "“三公”经费支出11.20万元，其中运行维护费7.60万元，公务接待费3.60万元，比上年减少1.80万元，下降13.85%。"
    assert not failing(TITLE, "“三公”经费情况表（单位：万元）", spent, told)


def test_what_is_compared_with_a_budget_is_no_change_of_last_year():
    assert not failing(TITLE, "收支情况表（单位：万元）", TWO_YEARS, "支出合计比年初预算增加12.00万元。")


def test_amounts_of_the_sentence_itself_are_left_to_it():
    assert not asked(TITLE, "2021年护林费20.00万元，2022年护林费24.00万元，护林费比上年增加3.00万元。")


def test_a_change_is_of_the_year_that_opens_its_clause():
    told = "2021年度一般公共预算财政拨款支出为{}万元，与之相比，2022年度{}23.40万元。"
    now = "2022年度一般公共预算财政拨款支出512.60万元，占本年支出合计的91.07%。"
    joined = numbers("23.40", "512.60", "536.00")
    assert joined in held(TITLE, now + told.format("536.00", "减少"))
    assert failing(TITLE, now + told.format("536.00", "增加")) == {joined}


def test_two_years_of_one_subject_in_a_paragraph_make_the_change():
    now = "2022年度一般公共预算财政拨款支出512.60万元，比上年减少{}万元，主要是项目减少。"
    before = "2021年度一般公共预算财政拨款支出536.00万元。"
    assert numbers("23.40", "512.60", "536.00") in held(TITLE, now.format("23.40") + before)
    assert failing(TITLE, now.format("24.30") + before) == {numbers("24.30", "512.60", "536.00")}


def test_years_of_another_fund_are_another_change():
    assert not failing(
        TITLE,
        "2022年度一般公共预算财政拨款支出512.60万元，比上年减少24.30万元。",
        "2021年度政府性基金预算财政拨款支出536.00万元。",
    )


WITH_REMARK = table(
    "项目 | 行次 | 预算数 | 决算数 | 上年决算数",
    "“三公”经费支出 | 1 | 12.00 | 11.00 | 11.50",
    "一般公共预算财政拨款支出（备查） | 2 | — | 512.60 | 536.00",
)
SPENT = "2022年度一般公共预算财政拨款支出512.60万元，占本年支出合计的91.07%。与上年相比减少{}万元。"


def test_a_remark_in_brackets_is_no_part_of_a_name():
    joined = ("512.60", "536.00")
    assert numbers("23.40", *joined) in held(TITLE, SPENT.format("23.40"), "支出情况表（单位：万元）", WITH_REMARK)
    assert failing(TITLE, SPENT.format("24.30"), "支出情况表（单位：万元）", WITH_REMARK) == {numbers("24.30", *joined)}


def test_brackets_that_leave_something_out_are_part_of_a_name():
    row = "一般公共预算财政拨款支出（不含基建） | — | 512.60 | 530.00"
    less = table("项目 | 预算数 | 决算数 | 上年决算数", row, "基建支出 | — | 2.00 | 6.00")
    assert not failing(TITLE, SPENT.format("23.40"), "支出情况表（单位：万元）", less)


BOTH_SIDES = "2022年度财政拨款收、支总计均为964.30万元，与上年相比，收、支总计各增加{}万元，主要是项目增加。"
LAST_YEAR = "2021年度财政拨款收支总计892.10万元。"


def test_a_change_is_of_the_amount_whose_name_ends_like_its_own():
    joined = ("964.30", "892.10")
    assert numbers("72.20", *joined) in held(TITLE, BOTH_SIDES.format("72.20") + LAST_YEAR)
    assert failing(TITLE, BOTH_SIDES.format("77.20") + LAST_YEAR) == {numbers("77.20", *joined)}


def test_a_total_of_all_money_is_not_that_of_the_treasury():
    assert not failing(TITLE, BOTH_SIDES.format("77.20"), "2021年度收支总计1050.00万元。")


def test_a_growth_over_what_was_carried_out_is_none_over_the_budget_of_that_year():
    title = "清河县2024年财政预算执行情况和2025年财政预算草案的报告"
    done = "1.收入。全县地方级一般公共预算收入98640万元，为预算101500万元的97.18%，同比增收3424万元。"
    planned = "1.收入安排。地方级一般公共预算收入安排101500万元，比上年执行数增长2.90%，其中税收收入64000万元。"
    blocks = (title, "一、2024年预算执行情况", done, "二、2025年预算草案", planned)
    assert not any("2.90" in one for one in failing(*blocks))
