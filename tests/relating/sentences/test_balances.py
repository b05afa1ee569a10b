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
    assert stated(text) == ["58 = 33 + 18 + 7", "9 = 58 - 52 ?"]
    assert stated(text.replace("净增9", "净增6")) == ["58 = 33 + 18 + 7", "6 = 58 - 52"]
