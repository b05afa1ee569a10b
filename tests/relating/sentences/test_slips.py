"""Numbers that their neighbours explain once two digits change places, and rates that stand alike."""

import pytest

from tests.relating.sentences.stating import stated

TURNED = {
    "受理案件648件；办结517件，化解率97.78%。": ["97.78% = 517 / 648 ?"],
    "参训学员2,460人，其中女学员1,353人，占登记数的50.50%。": ["50.5% = 1353 / 2460 ?", "1353 <= 2460"],
    "管护经费772.00万元，其中林业312.60万元、草原414.40万元。": [
        "312.6 <= 772", "414.4 <= 772", "772 = 312.6 + 414.4 ?",
    ],
    "全年管护预算3,260.00万元。资金来源为省级2,178.00万元、县级1,028.00万元。": [
        "1028 <= 3260", "2178 <= 3260", "3260 = 2178 + 1028 ?",
    ],
    "当年可用3,842.60万元，支出3,518.25万元，结转下年342.35万元。": ["342.35 = 3842.6 - 3518.25 ?"],
}  # fmt: skip


@pytest.mark.parametrize("text", TURNED)
def test_two_digits_in_each_others_place_are_asked_about(text: str):
    assert stated(text) == sorted(TURNED[text])


@pytest.mark.parametrize(
    "text",
    [
        "受理案件648件；办结517件，化解率96.31%。",  # of those that were due
        "受理案件648件；办结案件517件，群众满意率97.7%。",
        "林场12个，全年巡护35次，覆盖率53.0%。",
        "当年可用3,842.60万元，支出3,518.25万元，结转下年320.10万元。",
        "全年管护预算3,260.00万元。用于林道2,178.00万元、苗圃1,000.00万元。",
        "全年管护预算260万元。用于林道82万元、苗圃97万元。",
        "资产总额3,260.00万元。上年末流动资产2,178.00万元、固定资产1,028.00万元。",
    ],
)
def test_what_one_slip_does_not_explain_is_not_told(text: str):
    assert stated(text) == []


def test_a_number_that_is_explained_as_it_stands_has_no_slip():
    text = "受理案件648件，其中盗伐511件、滥伐137件；办结案件517件，办结率79.78%。"
    assert stated(text) == ["648 = 511 + 137", "79.78% = 517 / 648"]


def test_parts_with_a_round_rest_are_open():
    text = "管护经费900.00万元，其中林业312.60万元、草原414.40万元。"
    assert stated(text) == ["312.6 <= 900", "414.4 <= 900"]


ALIKE = {
    "支出800万元，造林200万元、抚育240万元、管护360万元，分别占25.00%、36.00%、45.00%。": [
        "25% = 200 / 800", "36% = 240 / 800", "45% = 360 / 800", "800 = 200 + 240 + 360 ?",
    ],
    "总支出800.00万元。造林200.00万元，抚育240.00万元，管护360.00万元，占比依次为25.0%、36.0%、45.0%。": [
        "25% = 200 / 800", "36% = 240 / 800", "45% = 360 / 800",
    ],
    "支出800.00万元。造林200.00万元，占25.0%；抚育240.00万元，占36.0%；管护360.00万元，占45.0%。": [
        "25% = 200 / 800", "36% = 240 / 800 ?", "45% = 360 / 800",
    ],
    # of something else, as its own words say
    "支出800.00万元。造林200.00万元，占25.0%；抚育240.00万元，占抚育计划的36.0%；管护360.00万元，占45.0%。": [
        "25% = 200 / 800", "45% = 360 / 800",
    ],
    # one alone proves nothing
    "支出800.00万元。造林200.00万元，占25.0%；抚育240.00万元，占36.0%。": ["25% = 200 / 800"],
    "造林200亩、抚育240亩、管护360亩，成活率分别为95.0%、91.0%、88.0%。": [],
}  # fmt: skip


@pytest.mark.parametrize("text", ALIKE)
def test_rates_that_stand_alike_are_of_one_whole(text: str):
    assert stated(text) == ALIKE[text]
