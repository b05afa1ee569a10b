"""What a word of a county's accounts means, and what is none of its words."""

import pytest

from flows.extraction.lexicon.county import account_in, level_in, measure_of_word, only_level, spoken_in
from flows.extraction.lexicon.county_sections import CountySections, standing_of_title
from flows.extraction.lexicon.labels import measure_of
from flows.model.words import COUNTY, level_kind, measures, read_seed, split_words

_GENERAL, _FUND = "一般公共预算", "政府性基金预算"


@pytest.mark.parametrize(
    ("subject", "word", "level"),
    [
        ("2023年全县一般公共预算收入完成", "一般公共预算收入", "全县"),
        ("县级（含开发区）一般公共预算收入", "一般公共预算收入", "县级"),
        ("加上级补助收入", "上级补助收入", ""),
        ("加上解上级支出", "上解上级支出", ""),
        ("省财政厅核定青禾县2024年政府债务限额", "政府债务限额", ""),
        ("区本级支出", "支出", "区本级"),
        ("地方财政收入", "地方财政收入", ""),
    ],
)
def test_a_subject_is_a_word_with_a_level_and_verbs_around_it(subject: str, word: str, level: str):
    spoken = spoken_in(subject)
    assert spoken is not None
    assert (spoken.word, spoken.level) == (word, level)


@pytest.mark.parametrize(
    "subject",
    [
        "镇级一般公共预算收入",
        "开发区一般公共预算收入",
        "其他税收收入",
        "财政总收入",
        "全县教育支出",
        "城乡居民基本养老保险基金收入",
        "县级基本财力保障机制奖补资金",
        "低于限额",
        "一般公共预算财政拨款收入",
    ],
)
def test_what_says_anything_besides_is_no_word_of_the_county(subject: str):
    assert spoken_in(subject) is None


@pytest.mark.parametrize(
    ("word", "account", "before", "code"),
    [
        ("上年结转", _GENERAL, None, "county_general_carry_in"),
        ("上年结转", _FUND, None, "county_fund_carry_in"),
        ("上年结转", "", None, None),
        ("税收收入", "", None, "county_tax_revenue"),
        ("公共财政预算收入", "", None, "county_general_revenue"),
        ("一般债务", "政府债务", "county_debt", "county_debt_general"),
        ("一般债务", "政府债务", "county_debt_limit", "county_debt_limit_general"),
        ("一般债务", "政府债务", None, None),
    ],
)
def test_the_account_and_what_was_said_before_choose_the_measure(
    word: str, account: str, before: str | None, code: str | None
):
    assert measure_of_word(word, account, before) == code


@pytest.mark.parametrize("word", ["一般公共预算收入", "上级补助收入", "收入总计", "上年结转", "支出合计"])
def test_in_any_other_report_a_word_means_what_it_meant(word: str):
    code = measure_of([word], ())
    assert code is not None
    assert measures()[code].statement != COUNTY


def test_words_that_only_a_county_uses_mean_nothing_elsewhere():
    assert [measure_of([word], ()) for word in ("税收收入", "政府债务余额", "动用预算稳定调节基金")] == [None] * 3


def test_every_word_of_a_county_means_one_measure_of_an_account_or_is_told_by_its_whole():
    for row in read_seed("measures"):
        for word in split_words(row["synonyms"]) if row["statement"] == COUNTY else ():
            accounts = {_GENERAL, _FUND, "国有资本经营预算", "社会保险基金预算", "政府债务"}
            found = {measure_of_word(word, account, row["parent_code"] or None) for account in accounts}
            assert row["measure_code"] in found, (row["measure_code"], word)


def test_a_level_is_the_last_one_named_and_none_of_two_at_once():
    assert level_in("全县收入5万元，县本级") == "县本级"
    assert level_in("县本级收入占全县的七成，") == "县本级"
    assert level_in("全县、县本级收入分别为") is None
    assert level_in("县级基本财力保障机制奖补资金") == ""


def test_a_level_alone_goes_on_about_the_matter_before():
    assert only_level("旗本级完成") == "旗本级"
    assert only_level("旗本级支出") == ""


def test_money_that_goes_to_another_account_is_still_of_its_own():
    assert account_in("国有资本经营预算支出5万元，调入一般公共预算") == "国有资本经营预算"


@pytest.mark.parametrize(("scope", "kind"), [("全区", "county"), ("州本级", "own_level"), ("局机关", ""), ("", "")])
def test_a_scope_is_of_the_whole_county_or_of_its_own_level(scope: str, kind: str):
    assert level_kind(scope) == kind


def _standing(*lines: str) -> tuple[object, ...]:
    sections = CountySections()
    sections.begin(standing_of_title("青禾县2023年财政决算和2024年预算草案的报告", ""))
    for line in lines:
        sections.read(line)
    here = sections.standing
    return here.level, here.account, here.basis, here.year, here.county_name


def test_what_a_heading_names_holds_until_one_of_its_rank():
    lines = ["一、2023年全县财政决算情况", "（一）一般公共预算收支决算"]
    assert _standing(*lines) == ("全县", _GENERAL, "actual", 2023, "青禾县")
    assert _standing(*lines, "（二）政府性基金预算。收入5万元。")[:2] == ("全县", _FUND)
    assert _standing(*lines, "二、其他情况")[:2] == ("", "")


def test_a_sentence_under_a_number_names_nothing_for_what_follows():
    lines = ["（一）一般公共预算", "1.县本级一般公共预算收入61万元，税收收入29万元。"]
    assert _standing(*lines)[:2] == ("", _GENERAL)
    assert _standing("全县一般公共预算收入61万元。")[:2] == ("", "")


def test_the_draft_is_about_its_own_year():
    assert _standing("第一部分　2023年决算情况", "第二部分　2024年预算草案", "一、一般公共预算")[1:4] == (
        _GENERAL, "budget", 2024,
    )  # fmt: skip
