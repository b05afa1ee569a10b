"""Changes told in words: their direction and subject, whatever the word, and none where a choice was left open."""

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.lexicon.subjects import is_change
from flows.model.facts import Figure
from flows.model.words import change_words
from tests.extraction.printed_tables import report
from tests.extraction.sentences.test_prose import read


def changes(text: str) -> list[tuple[str, str | None, str]]:
    return [
        (claim.claim_kind, claim.measure_code, claim.direction)
        for claim in read(text).claims
        if claim.claim_kind in {"change", "direction"}
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年总收入较上年增收12万元。", [("change", "income_total", "up")]),
        ("全年总收入比去年减收12万元。", [("change", "income_total", "down")]),
        ("公务接待费与上年一致。", [("direction", "sangong_reception", "same")]),
        ("三公经费与上年相比无增减变化。", [("direction", "sangong_total", "same")]),
        ("与上年相比，公务接待费减少2万元。", [("change", "sangong_reception", "down")]),
        ("公务接待费比上年多2万元。", [("change", "sangong_reception", "up")]),
        ("公务接待费同比压减5%。", [("change", "sangong_reception", "down")]),
        (
            "公务接待费、公务用车运行维护费比上年各增加2万元。",
            [("change", "sangong_reception", "up"), ("change", "sangong_vehicle_running", "up")],
        ),
    ],
)
def test_a_change_has_a_direction_and_a_subject(text, expected):
    assert changes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "三公经费支出较上年下降（增长）。",
        "三公经费支出较上年增加/减少5%。",
        "三公经费支出比上年增加或减少2万元。",
        "本年度比上年多方筹措资金，公务接待费少而精。",
        "公务接待费增加2万元。",
    ],
)
def test_no_change_since_last_year_is_claimed_where_none_is_told(text):
    assert changes(text) == []


@pytest.mark.parametrize("word", [word for word, direction in change_words().items() if direction != "same"])
def test_the_number_behind_a_word_of_change_is_a_difference(word):
    assert is_change(f"公务接待费较上年{word}")
    assert not is_change(f"{word}的公务接待费")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("公务接待费较上年2.08，有所变化。", "2.08"),
        ("公务接待费较上年增长 12.85。", "12.85"),
        ("补助每户0.41 万（含税）。", "0.41"),
        ("共补助6万。", "6"),
    ],
)
def test_a_number_that_lost_its_unit_is_a_figure_still(text, printed):
    [figure] = read(text).figures
    assert figure.printed == printed
    assert (figure.note == "未印单位") == (not figure.printed_unit)


def test_a_bare_number_that_nothing_leads_to_stays_unexplained():
    extracted = read("位于3排，新址为5。")
    assert not extracted.figures
    assert [token.printed for token in extracted.tokens if not token.ignored_reason] == ["3", "5"]


def test_a_change_behind_last_years_number_is_a_change_of_this_years():
    found = read("三公经费支出5.20万元，上年三公经费支出6.10万元，比上年减少0.90万元。")
    [claim] = [claim for claim in found.claims if claim.claim_kind == "change"]
    assert claim.whole_figure_no == found.figures[0].figure_no


def test_of_two_years_in_their_order_the_later_one_changes():
    found = read("2019年三公经费支出6.10万元，2020年三公经费支出5.20万元，比上年减少0.90万元。")
    [claim] = [claim for claim in found.claims if claim.claim_kind == "change"]
    assert claim.whole_figure_no == found.figures[1].figure_no


def test_a_budget_in_brackets_is_not_what_last_year_is_compared_with():
    found = read("三公经费决算6.20万元（预算8.00万元），控制在预算以内，比上年6.95万元下降10.79%。")
    assert [(one.printed, one.basis, one.period_year) for one in found.figures if one.unit == "元"] == [
        ("6.20", "actual", 2021),
        ("8.00", "budget", 2021),
        ("6.95", "actual", 2020),
    ]
    [claim] = [one for one in found.claims if one.claim_kind == "change"]
    assert claim.whole_figure_no == found.figures[0].figure_no


def test_last_year_s_number_is_of_the_matter_that_its_own_clause_names():
    found = read("总支出比上年4866.52万元增加335.36万元。")
    assert (found.figures[0].measure_code, found.figures[0].period_year) == ("expenditure_total", 2020)


def figures(text: str) -> dict[str, Figure]:
    found = extract(report("2023年度部门决算", text), SourceClues(""))
    return {figure.printed: figure for figure in found.figures}


@pytest.mark.parametrize(
    "text",
    ["三公经费18.57万元，比上年增加0.37万元（上年18.20万元）。", "三公经费18.57万元，与2022年（18.20万元）相比增加。"],
)
def test_an_amount_in_brackets_behind_its_year_is_of_that_year(text: str):
    assert [figures(text)[printed].period_year for printed in ("18.57", "18.20")] == [2023, 2022]


def test_by_how_much_one_is_larger_is_no_amount_of_either():
    told = figures("本年支出年初预算数为420.00万元，决算数为482.00万元。决算数大于年初预算数62.00万元。")
    assert (told["62.00"].figure_role, told["62.00"].measure_code) == ("change", None)
    told = figures("本年支出482.00万元，大于年初预算数420.00万元。")
    assert [figure.figure_role for figure in told.values()] == ["amount", "amount"]


def test_which_of_all_goes_on_about_what_was_spent_and_not_about_its_budget():
    parts = "其中公务用车运行费14.26万元，公务接待费2.18万元。"
    assert figures(f"三公经费预算19.50万元，支出16.44万元，为预算的84.31%。{parts}")["14.26"].basis == "actual"
    assert figures(f"三公经费预算16.44万元。{parts}")["14.26"].basis == "budget"
