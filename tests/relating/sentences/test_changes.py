"""Changes and growths: the amount that is, its own base, and the direction that words say."""

import pytest

from tests.relating.sentences.stating import stated

PASSAGES = {
    "林场管护费比上年30.00万元增加6.00万元，增长20%。": ["20% = 6 / 30"],
    "栗园县林场支出36.00万元，比上年30.00万元增加6.00万元，增长20%。": ["20% = 6 / 30", "6 = 36 - 30"],
    "支出36.00万元，比上年增加6.00万元，增长20%。": ["20% = 6 / (36 - 6)"],
    "1.办公费。支出24.00万元。与上年20.00万元相比，增加4.00万元。": ["4 = 24 - 20"],
    "植保费2021年20.00万元，2022年24.00万元，增加4.00万元。": ["4 = 24 - 20"],
    "护林费由30.00万元增至36.00万元，增幅20%。": ["20% = (36 - 30) / 30", "30 <= 36"],
    "出勤率95%，较上年的93%提高2个百分点。": ["2 = 95% - 93%"],
    "年初预算50.00万元，支出决算44.00万元，比年初预算减少6.00万元，比上年增加4.00万元，增长10%。": [
        "10% = 4 / (44 - 4)",
        "6 = 50 - 44",
    ],
    "甲、乙两镇分别支出20.00万元、30.00万元，分别比上年增加2.00万元、5.00万元，分别增长11.11%、20%。": [
        "11.11% = 2 / (20 - 2)",
        "20% = 5 / (30 - 5)",
    ],
    "年初结转9.40万元，年末结转12.10万元，年末比年初增加2.70万元。": ["2.7 = 12.1 - 9.4"],
    "出圃苗木620株，定植苗木580株，定植比出圃少40株，减少6.45%。": ["40 = 620 - 580", "6.45% = 40 / 620"],
    "护林支出36.00万元。较去年增加6.00万元，增长20%（去年为30.00万元）。": ["20% = 6 / 30", "6 = 36 - 30"],
    "2022年度绿化费为40.00万元，与之相比，2023年度增加2.00万元，增长5%。": ["5% = 2 / 40"],
}


@pytest.mark.parametrize("text", PASSAGES)
def test_a_change_is_of_its_amount_and_over_its_own_base(text: str):
    assert stated(text) == PASSAGES[text]


def test_a_direction_against_the_numbers_is_asked_as_words_say_it():
    assert stated("护林费由上年的30.00万元降至36.00万元。") == ["36 <= 30"]
    assert stated("支出36.00万元，比上年增加6.00万元，下降20%。") == ["20% = -6 / (36 - 6)"]


@pytest.mark.parametrize(
    "text",
    [
        "收入40.00万元，支出50.00万元。2022年比上年增加10.00万元。",
        "巡护费33.00万元（同期植保费12.00万元另列），较上年减少3.00万元。",
        "满意度96%，较上年提高1.2个百分点。",
        "本年支出60.00万元，与2021年50.00万元不可直接比较，按可比口径增长3%。",
        "其他收入5.00万元，占4%。与上年相比，收入合计减少2.00万元，下降8%。",
        "出国费0万元，与上年持平。",
        "年初结转9.40万元，年末固定资产120.00万元，年末比年初增加2.70万元。",
        "护林支出36.00万元，较去年增加5.00万元（去年另列购车30.00万元）。",
        "护林支出36.00万元，较去年增加5.00万元，上年植保费为30.00万元。",
    ],
)
def test_a_change_of_what_is_not_printed_states_nothing(text: str):
    assert stated(text) == []


def test_what_a_list_ends_is_of_the_list_where_that_fits():
    text = "机关费86.00万元，其中水费40.00万元、电费46.00万元，比上年减少4.00万元，下降4.44%。"
    assert "4.44% = 4 / (86 + 4)" in stated(text)
    assert "4.44% = 4 / (86 + 4)" not in stated(text.replace("4.44", "8"))
    assert "8% = 4 / (46 + 4)" in stated(text.replace("4.44", "8"))


def test_unchanged_is_of_the_number_before_and_of_the_one_that_words_name():
    assert stated("接待费7.40万元，与上年7.90万元持平。") == ["7.4 = 7.9"]
    assert stated("接待费7.40万元，全年未发生出国费，与上年持平。上年接待费8.80万元。") == []


def test_accounts_that_changed_are_no_budget():
    text = "护林费预算21.00万元，支出决算15.75万元，完成预算的75%。护林费支出决算数比上年减少1.05万元，下降6.25%。"
    assert stated(text) == ["6.25% = 1.05 / (15.75 + 1.05)", "75% = 15.75 / 21"]


def test_a_sentence_that_deals_out_all_its_numbers_leaves_none_to_read():
    assert stated("收入、支出分别增长5%、6%。") == []
