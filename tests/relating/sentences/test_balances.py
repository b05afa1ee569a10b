"""Stocks at the end of a time beside those at its start, with the net of the year or all flows between the two."""

import pytest

from tests.relating.sentences.stating import stated

BALANCES = {
    "稳定调节基金年初余额640万元，当年动用210万元，年末补充95万元，年末余额525万元。": ["525 = 640 - 210 + 95"],
    "稳定调节基金年初余额640万元，当年动用210万元，年末补充95万元，年末余额552万元。": ["552 = 640 - 210 + 95 ?"],
    "年初库存120吨，当年收储40吨，出库60吨，年末库存110吨。": ["110 = 120 + 40 - 60 ?"],
    "工伤保险当年收支结余31万元，年末滚存结余418万元（上年末387万元）。": ["418 = 387 + 31"],
    "工伤保险当年收支结余31万元，年末滚存结余418万元（上年末378万元）。": ["418 = 378 + 31 ?"],
    "本年结余0.27亿元，上年末累计结余1.14亿元，年末累计结余1.35亿元。": ["1.35 = 1.14 + 0.27 ?"],
    "木材收入合计90.00万元；支出70.00万元，偿还借款8.00万元，年终结余12.00万元。": ["12 = 90 - 70 - 8"],
    "木材收入合计90.00万元。支出70.00万元，比上年增加5.00万元；偿还借款8.00万元，年终结转15.00万元。": [
        "15 = 90 - 70 - 8 ?",
    ],
    "收、支总计均为90.00万元，其中年初结转6.00万元。本年收入84.00万元；本年支出70.00万元；年末结转和结余20.00万元。": [
        "20 = 90 - 70",
        "6 <= 90 ?",
    ],
    # what was there before is come too where it is not in a total, be it told behind the year's income or before
    "本年收入合计84.00万元，年初结转6.00万元；本年支出合计84.00万元，年末结转和结余6.00万元。": ["6 = 6 + 84 - 84"],
    "年初结转6.00万元。本年收入合计84.00万元；本年支出合计80.00万元，年末结转和结余11.00万元。": ["11 = 6 + 84 - 80 ?"],
    # what is carried over stands within the total of what was spent
    "收入总计90.00万元（含年初结转6.00万元），支出总计90.00万元（含年末结转20.00万元）。": ["20 <= 90", "6 <= 90"],
    # a flow that no words tell which way it went, and one way only: nothing is known to be listed wholly
    "年初余额640万元，当年动用210万元，划转95万元，年末余额552万元。": [],
    "年初库存120吨，出库60吨，领用4吨，年末库存110吨。": [],
    # two funds in one segment
    "甲项年初结余20万元、乙项年初结余30万元，当年结余4万元，年末累计结余57万元。": [],
    # nothing of the year
    "年初结余120.00万元，年末结余110.00万元。": [],
}


@pytest.mark.parametrize("text", BALANCES)
def test_a_closing_stock_is_the_opening_one_with_what_came_and_went(text: str):
    assert stated(text) == BALANCES[text]


def test_a_change_against_a_base_is_of_the_whole_where_the_last_part_lies_on_its_other_side():
    text = "全县林场58个，其中国营33个、集体18个、联营7个，比上年末52个净增9个。"
    assert stated(text) == ["58 = 33 + 18 + 7", "9 = 58 - 52"]
    assert stated(text.replace("净增9", "净增6")) == ["58 = 33 + 18 + 7", "6 = 58 - 52"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("申报预算186.50万元，审核后核减6.20万元，核定180.30万元。", ["180.3 = 186.5 - 6.2"]),
        ("申请资金210.40万元，核减24.00万元，审定186.40万元。", ["186.4 = 210.4 - 24"]),
        ("收入总计820万元，支出总计765万元，收支相抵，结转下年55万元。", ["55 = 820 - 765"]),
        ("收入总计820万元，支出总计820万元，收支平衡。", ["820 = 820"]),
    ],
)
def test_what_was_settled_or_left_is_what_there_was_without_what_went(text: str, told: list[str]):
    assert stated(text) == told


def test_a_limit_that_was_raised_is_what_it_was_raised_to():
    text = "债务限额由12.40亿元提高到15.10亿元；年末债务余额14.60亿元，低于限额0.50亿元。"
    assert "14.6 <= 15.1" in stated(text)
    assert "14.6 <= 12.4" not in stated(text)


def test_what_all_that_came_leaves_over_all_that_went():
    text = "一般公共预算收入512万元、上级补助收入390万元，总计902万元。预算支出800万元、上解支出70万元，合计870万元。年终结余{}万元。"
    assert "32 = 902 - 870" in stated(text.format("32"))
    assert "23 = 902 - 870 ?" in stated(text.format("23"))


def test_the_balance_of_earlier_years_is_what_a_stock_begins_with():
    text = "本年收支结余0.88亿元，上年滚存结余9.37亿元，年末滚存结余{}亿元。"
    assert stated(text.format("10.25")) == ["10.25 = 9.37 + 0.88"]
    assert stated(text.format("10.52")) == ["10.52 = 9.37 + 0.88 ?"]


def test_an_amount_that_equals_what_is_named_behind_it_is_not_said_to_be_the_one_before():
    text = "送审金额1103.27万元，审定1093.50万元，核减9.77万元；审定金额等于已支付金额与质保金之和。"
    assert stated(text) == ["9.77 = 1103.27 - 1093.5"]
    assert "860 = 860" in stated("收入860万元，支出860万元，两者金额相等。")


def test_all_that_came_and_went_may_be_called_its_amount():
    text = "林场收入总量为900万元。支出780万元，上解支出60万元，支出总量为840万元。收支相抵，年终结转{}万元。"
    assert "60 = 900 - 840" in stated(text.format(60))
    assert "90 = 900 - 840" in stated(text.format(90))


def test_both_sides_balance_with_what_is_left_between():
    text = "收入总计375183万元。支出合计362749万元。收支相抵，年终结转12434万元，全部为专项结转，收支平衡。"
    assert "375183 = 362749" not in " ".join(stated(text))
    assert any(one.startswith("12434 = 375183 - 362749") for one in stated(text))
