"""Sums: lists that are closed by words or digits, parts of a whole, totals, what is left over."""

import pytest

from tests.relating.sentences.stating import stated

PASSAGES = {
    "总投资500万元，其中中央300万元、省级120万元、其他70万元。": ["500 = 300 + 120 + 70"],
    "总投资500万元，由中央300万元、省级120万元和县级90万元构成。": ["500 = 300 + 120 + 90"],
    "总投资500万元，其中中央300万元、省级120万元。": ["120 <= 500", "300 <= 500"],
    "总投资500万元，其中中央300万元、省级240万元。": ["240 <= 500", "300 + 240 <= 500", "300 <= 500"],
    "全年走访120户，其中脱贫户45户，党员户90户。": ["45 <= 120", "90 <= 120"],
    "县本级42亿元，高新区9亿元，合计52亿元。": ["52 = 42 + 9"],
    "基建费450.00万元（续建300.00万元、新建150.00万元）。": ["450 = 300 + 150"],
    "展演61.00万元（其中下乡22.00万元）、普查30.00万元。": ["22 <= 61"],
    "桥梁养护21.00万元，路灯维护19.00万元，两项合计42.00万元。": ["42 = 21 + 19"],
    "年初林地30万亩，本年增加20万亩，减少5万亩，年末45万亩。": ["45 = 30 + 20 - 5"],
    "收到捐款50.00万元，支出58.00万元，结余8.00万元。": ["8 = 50 - 58"],
    "全年接待30批次，其中国内28批次、外事2批次。": ["30 = 28 + 2"],
}


@pytest.mark.parametrize("text", PASSAGES)
def test_a_list_makes_up_its_whole_where_words_or_digits_say_so(text: str):
    assert stated(text) == PASSAGES[text]


def test_one_slip_of_the_pen_is_asked_about_and_a_round_rest_is_left_out():
    slip = "总投资586.40万元，其中：中央326.20万元、省级255.20万元。"
    assert stated(slip) == ["586.4 = 326.2 + 255.2 ?"]
    rest = "总投资986.40万元，其中中央326.20万元、省级160.20万元。"
    assert stated(rest) == ["160.2 <= 986.4", "326.2 <= 986.4"]


@pytest.mark.parametrize(
    "text",
    [
        "2022年末结转20.00万元，收入90.00万元，支出70.00万元，年末结转和结余41.00万元。",
        "全年拨付岗位补贴260.00万元。社保费仍由企业代扣，其中女职工部分312.00万元。",
        "3月末累计支出110.00万元，6月末累计支出245.00万元，9月末累计支出390.00万元。",
        "发放补助186.40万元，其中残疾人312人、未成年人97人。",
    ],
)
def test_amounts_beside_each_other_state_nothing(text: str):
    assert stated(text) == []


def test_a_total_of_all_income_may_be_of_a_sentence_before():
    text = "林业收入10.35亿元。补助收入24.80亿元，转贷收入3.45亿元，收入总计38.60亿元。"
    assert stated(text) == ["38.6 = 10.35 + 24.8 + 3.45"]
    assert stated(text.replace("38.60", "39.60")) == ["39.6 = 24.8 + 3.45 ?"]


def test_a_running_sum_is_no_whole_of_shares():
    assert stated("一季度支出52万元，占20%；二季度支出110万元，占42%，累计支出162万元。") == ["162 = 52 + 110"]
