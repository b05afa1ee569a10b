"""Targets beside what was reached of the same, items each within their budget, parts in brackets."""

import pytest

from tests.relating.sentences.stating import stated

TARGETS = {
    "护林员月人均补助不低于900元。护林员月人均补助达到870元。": ["900 <= 870 ?"],
    "年初计划林木病虫害成灾率不超过3%，年末林木病虫害成灾率为2.4%。": ["2.4% <= 3% ?"],
    "护林员补助标准不低于每月900元，实际达到920元；监测员补助标准不低于每年8400元，实际达到8500元。": [],
    "护林员月人均补助标准920元，不低于900元。": ["900 <= 920"],
    "护林员月人均补助不低于900元，监测员年人均补助不低于8400元。": [],
    "护林员月人均补助不低于900元。监测员月人均补助达到870元。": [],
    "护林员月人均补助2025年不低于900元。护林员月人均补助达到870元。": [],
    "造林成活率不低于85%。造林成活率比上年提高到82%。": ["85% <= 82% ?"],
}


@pytest.mark.parametrize("text", TARGETS)
def test_a_target_bounds_what_was_reached_of_it_and_of_nothing_else(text: str):
    assert stated(text) == TARGETS[text]


ITEMS = {
    "护林费年初预算14.40万元、支出决算14.97万元，植保费年初预算2.00万元、支出决算0.89万元，均控制在年初预算以内。": [
        "0.89 <= 2",
        "14.97 <= 14.4",
    ],
    "护林费预算14.40万元、决算14.97万元，植保费预算2.00万元、决算0.89万元，植保费未超过预算。": ["0.89 <= 2"],
    "护林费预算50.00万元，追加10.00万元，实际支出58.00万元，控制在预算之内。": [],
    "护林费上年决算14.97万元、预算14.40万元，植保费预算2.00万元、决算0.89万元，均未超过预算。": ["0.89 <= 2"],
}


@pytest.mark.parametrize("text", ITEMS)
def test_each_item_is_within_its_own_budget_where_words_say_so_of_all(text: str):
    assert stated(text) == ITEMS[text]


BRACKETS = {
    "护林费60.00万元（巡护30.00万元），植保费20.00万元（购药24.00万元）。": ["24 <= 20 ?", "30 <= 60 ?"],
    "护林费60.00万元（巡护30.00万元），植保费20.00万元（全县植保24.00万元）。": [],
    "护林费60.00万元（巡护30.00万元），植保费20.00万元（另有购药24.00万元）。": [],
    "护林费60.00万元（上年巡护70.00万元），植保费20.00万元（上年购药24.00万元）。": [],
    "护林费60.00万元（巡护70.00万元），植保费20.00万元（购药24.00万元）。": [],
    "植保费20.00万元（购药24.00万元）。": [],
    "护林费60.00万元（巡护30.00万元），植保费20.00万元（购药24.00万元，含两年）。": [],
}


@pytest.mark.parametrize("text", BRACKETS)
def test_a_part_in_brackets_is_asked_about_where_others_beside_it_hold(text: str):
    assert stated(text) == BRACKETS[text]


CAPS = {
    "每户最高补贴1200元。享受补贴20户，户均补贴1318.67元。": ["1318.67 <= 1200 ?"],
    "育苗每户最高补贴800元；造林每户最高补贴1500元。享受补贴20户，户均补贴1318.67元。": ["1318.67 <= 1500 ?"],
    "每人每年最高补贴1200元。享受补贴20户，户均补贴1318.67元。": [],
    "每户最高补贴1200元。享受补贴20户，户均增收1318.67元。": [],
}


@pytest.mark.parametrize("text", CAPS)
def test_an_average_is_within_the_highest_cap_on_one(text: str):
    assert stated(text) == CAPS[text]


def test_words_that_compare_by_name_are_of_the_line_that_they_name():
    text = (
        "农林水支出年初预算4980.00万元，决算5351.46万元；住房保障支出年初预算88.00万元，决算86.83万元。"
        "农林水支出高于年初预算，系年中追加；住房保障支出低于年初预算，系人员调动。"
    )
    found = stated(text)
    assert "4980 <= 5351.46" in found and "86.83 <= 88" in found
    assert "88 <= 86.83" not in found
