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
    "护林员286人，其中山区204人、平原82人，比上年的268人减少16人。": ["16 = 268 - 286 ?", "286 = 204 + 82"],
    "护林支出36.00万元，预算安排40.00万元；比上年增加6.00万元，增长20%。": ["20% = 6 / (36 - 6)"],
    "出圃苗木620株，定植苗木580株，定植比出圃少40株，减少6.45%。": ["40 = 620 - 580", "6.45% = 40 / 620"],
    "护林支出36.00万元。较去年增加6.00万元，增长20%（去年为30.00万元）。": ["20% = 6 / 30", "6 = 36 - 30"],
    "2022年度绿化费为40.00万元，与之相比，2023年度增加2.00万元，增长5%。": ["5% = 2 / 40"],
    "年初结转38.62万元，年末结转35.25万元，结转减少3.37万元。": ["3.37 = 38.62 - 35.25"],
    "送审金额45.00万元，核减9.00万元，核减率20%。": ["20% = 9 / 45"],
    "送审金额45.00万元，审定36.00万元，核减9.00万元，核减率20%。": ["20% = 9 / 45", "9 = 45 - 36"],
    "年初预算50.00万元，年中调整10.00万元，调整率16.67%。": ["16.67% = 10 / 50"],
    "收支总计均为64.50万元。与上年相比，本年收入增加6.00万元，增长11%。": [],
    "上年支出45.00万元、本年支出50.00万元，增加5.00万元，增长11.11%。": ["11.11% = 5 / 45", "5 = 50 - 45"],
    "期末在校生812人，期初在校生790人，增加22人。": ["22 = 812 - 790"],
    "运行经费47.00万元，比2020年50.00万元减少3.00万元，变动幅度6%。": ["3 = 50 - 47", "6% = 3 / 50"],
    "支出47.00万元，比上年增减-3.00万元，增减率6%。": ["6% = -3 / (47 - -3)"],
    "村级水厂从41座到46座，净增5座。": ["5 = 46 - 41"],
    "2021年补贴368.20万元。2022年对象减少32人；资金减少8.10万元，下降2.20%。": ["2.2% = 8.1 / 368.2"],
    "上年全年预算85.00万元、执行80.00万元；本年执行比上年增加15.84万元，增长19.8%。": ["19.8% = 15.84 / 80"],
    "2021年末债务239.00亿元，其中一般债务142.00亿元、专项债务97.00亿元。2022年末债务275.00亿元，其中一般债务150.00亿元、"
    "专项债务125.00亿元，比2021年末增加36.00亿元，增长13.1%。": [
        "13.1% = 36 / 239",
        "239 = 142 + 97",
        "275 = 150 + 125",
        "36 = 275 - 239",
    ],
}


@pytest.mark.parametrize("text", PASSAGES)
def test_a_change_is_of_its_amount_and_over_its_own_base(text: str):
    assert stated(text) == PASSAGES[text]


def test_a_direction_against_the_numbers_is_asked_as_words_say_it():
    assert stated("护林费由上年的30.00万元降至36.00万元。") == ["36 <= 30"]
    assert stated("支出36.00万元，比上年增加6.00万元，下降20%。") == ["20% = -6 / (36 - 6)"]
    assert stated("年初结转38.62万元，年末结转35.25万元，结转增加3.37万元。") == ["3.37 = 35.25 - 38.62"]
    assert stated("2021年补贴368.20万元。2022年资金增加8.10万元，下降2.20%。") == ["2.2% = -8.1 / 368.2"]


def test_digits_that_fit_the_other_way_tell_which_amount_is_meant():
    text = "公务经费支出12.01万元，其中车辆运行费9.86万元，接待费2.15万元。与上年的13.40万元相比，{}10.37%。"
    assert "10.37% = (13.4 - 12.01) / 13.4" in stated(text.format("下降"))
    assert "10.37% = (12.01 - 13.4) / 13.4" in stated(text.format("增长"))


@pytest.mark.parametrize(
    "text",
    [
        "收入40.00万元，支出50.00万元。2022年比上年增加10.00万元。",
        "巡护费33.00万元（同期植保费12.00万元另列），较上年减少3.00万元。",
        "满意度96%，较上年提高1.2个百分点。",
        "本年支出60.00万元，与2021年50.00万元不可直接比较，按可比口径增长3%。",
        "其他收入5.00万元，占4%。与上年相比，收入合计减少2.00万元，下降8%。",
        "出国费0万元，与上年持平。",
        "年初预算50.00万元，年末决算44.00万元，减少6.00万元。",
        "年初结转9.40万元，年末结余12.10万元，专户利息增加2.70万元。",
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2022年执行数800.00万元，2023年增加40.00万元，增长5.00%。", "5% = 40 / 800"),
        ("2022年改造1200户、补助144.00万元；2023年改造户数减少60户，下降5.0%。", "5% = 60 / 1200"),
    ],
)
def test_a_growth_is_of_the_amount_of_the_year_before_its_own(text: str, told: str):
    assert told in stated(text)


def test_what_was_added_to_a_budget_is_not_what_was_done():
    text = "2022年支出6743.91万元。年初预算5980.00万元，年中追加910.00万元后调整预算6890.00万元，支出完成调整预算的97.88%。"
    assert "97.88% = 6743.91 / 6890" in stated(text)


def test_a_number_said_to_be_as_large_as_one_without_number_is_no_other():
    assert not any("24.1 =" in one or "= 24.1" in one for one in stated(
        "转移支付收入预计24.10亿元，预算总收入43.90亿元；预算总支出与总收入相等。"
    ))  # fmt: skip


def test_a_change_of_what_a_clause_without_numbers_speaks_of_is_not_of_the_amount_before():
    text = "管护经费支出5.48万元，增加1.55万元。车辆费支出比预算无增减变化，比去年增加1.05万元，增长35.8%。"
    assert not any("5.48" in one and "1.05" in one for one in stated(text))
    assert "1.05 = 5.48 - 4.43" in stated("管护经费支出5.48万元，比预算无变化，比去年4.43万元增加1.05万元。")


def test_an_amount_of_the_year_before_the_one_that_is_spoken_of_is_the_base():
    text = "2021年管护费合计20.00万元，其中水费12.40万元、电费7.60万元。\n{}水费较上年减少0.62万元，下降5.00%。"
    told = "5% = 0.62 / 12.4"
    assert told in stated(text.format("2022年度管护费预算较2021年度增加1.50万元，其中"))
    assert told not in stated(text.format("2021年"))


def test_of_a_rise_and_a_fall_that_go_together_one_is_told_against_the_numbers():
    text = "支出30.00万元，其中水费12.00万元、电费18.00万元。与上年的32.00万元相比{}2.00万元，{}6.25%。"
    assert "2 = 32 - 30" in stated(text.format("减少", "下降"))
    assert "2 = 30 - 32" in stated(text.format("增加", "下降"))


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("接待费5.20万元，比上年减少1.10万元，与上年持平。", True),
        ("接待费5.20万元，比上年减少1.10万元，其中外宾0.40万元，与上年持平。", False),
        ("接待费5.20万元，比年初预算减少1.10万元，与上年持平。", False),
    ],
)
def test_what_changed_from_a_year_is_not_as_large_as_in_that_year(text: str, is_told: bool):
    assert ("1.1 = " in "".join(stated(text))) == is_told


def test_words_behind_a_base_say_on_which_side_of_it_a_number_lies():
    assert stated("成活率96.2%，与上年的93.5%相比有所提高，效果明显。") == ["93.5% <= 96.2%"]
    assert stated("成活率96.2%，与上年的93.5%相比有所下降，效果明显。") == ["96.2% <= 93.5%"]
    assert stated("支出12.00万元，比上年10.00万元增加2.00万元。") == ["2 = 12 - 10"]


def test_what_changed_is_of_the_side_that_its_words_name():
    text = "2024年支出66.00万元，结余4.00万元。与2023年的68.00万元相比，支出{}2.00万元。"
    assert stated(text.format("减少")) == ["2 = 68 - 66"]
    assert stated(text.format("增加")) == ["2 = 66 - 68"]


def test_one_amount_has_changed_from_one_year_by_one_amount():
    text = "护林费39.00万元，比2021年减少6.00万元，下降13.33%。从汇总看，护林费比{}{}4.00万元。"
    assert "4 = -6" in stated(text.format("2021年", "增加"))
    assert "4 = 6" in stated(text.format("2021年", "减少"))
    assert "4 = " not in "".join(stated(text.format("年初预算", "减少")))
