"""The detector card speaks of the judge that there is: every rule stands in it, as measured."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal

import pytest

from flows.judging.register import rules
from flows.model.words import read_seed
from flows.pages.wording import reliability
from tests.detector import field
from tests.detector.__main__ import PLAIN_COUNTIES, TRAPPED
from tests.detector.card import CARD, Result, field_lines, measured_alone, row, upper_bound
from tests.detector.documents import correct
from tests.detector.measuring import alarms, recall
from tests.detector.pairs import measured, paired_rules
from tests.samples.catalogue import SAMPLES

_QUICK = "A15"


def card_rows() -> dict[str, list[str]]:
    """The cells of the card's line of each rule, behind its name."""
    lines = [line.strip("| ").split(" | ") for line in CARD.read_text(encoding="utf-8").splitlines()]
    return {line[0].split(" ")[0]: line[1:] for line in lines if line[0].split(" ")[0] in rules()}


def test_every_active_rule_stands_in_the_card_and_in_the_seed_of_the_report_page():
    assert list(card_rows()) == measured_alone()
    assert [one["rule_code"] for one in read_seed("rule_reliability")] == measured_alone()


def test_the_card_and_the_seed_tell_the_same():
    for one in read_seed("rule_reliability"):
        _, planted, caught, opened, _, false_alarms, _, bound, _ = card_rows()[one["rule_code"]]
        assert [planted, caught, opened, false_alarms] == [
            one["planted"], one["caught"], one["opened"], one["false_alarms"],
        ]  # fmt: skip
        assert bound == upper_bound(int(one["false_alarms"]), int(one["documents"]))


def test_the_card_says_what_the_command_measures():
    """Of one rule, on which no correct report may raise an alarm."""
    documents = len(correct(PLAIN_COUNTIES, 0)) + TRAPPED
    line = row(_QUICK, Result(recall(_QUICK), false_alarms=0, documents=documents))
    assert line in CARD.read_text(encoding="utf-8").splitlines(), "stale: run python -m tests.detector"


def test_no_rule_cries_wolf_on_correct_reports():
    """Asked of every third of the first reports of both kinds: what they print adds up because of how they are made."""
    some = correct(1, 50)[::3]
    assert {sample.path: found for sample in some if (found := alarms(sample))} == {}


def test_the_card_knows_of_no_rule_that_cries_wolf_once_in_a_thousand_reports():
    assert {code: cells[6] for code, cells in card_rows().items() if Decimal(cells[6]) >= 1} == {}


def test_a_report_with_an_error_raises_the_alarm_that_is_counted():
    [sample] = [one for one in SAMPLES if "卫生健康局" in one.path]
    assert alarms(sample) == ("A14",)


@pytest.mark.long
def test_the_card_says_what_is_measured_of_two_reports():
    with ProcessPoolExecutor(2) as workers:
        results = measured(workers)
    lines = CARD.read_text(encoding="utf-8").splitlines()
    assert [row(code, results[code]) for code in paired_rules() if row(code, results[code]) not in lines] == []


@pytest.mark.long
def test_the_card_says_what_is_measured_of_errors_anywhere():
    with ProcessPoolExecutor(2) as workers:
        lines = field_lines(field.measured(workers))
    told = CARD.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in told] == [], "stale: run python -m tests.detector"


def test_slips_are_put_at_numbers_that_nothing_asks_about_too():
    """Of one correct report: some are told, and some are not, for a number that stands alone can be anything."""
    [number] = [at for at, one in enumerate(field.documents()) if one.path.name == "evaluation-105.html"]
    told = field.slips_told(number)
    assert {kind for kind, _ in told} == {"一位数字错", "相邻数字颠倒", "小数点错一位"}
    assert {is_told for _, is_told in told} == {True, False}


def test_every_kind_of_planted_contradiction_stands_in_the_card():
    kinds = Counter(fault.kind for one in field.documents() for fault in one.faults)
    assert set(kinds) == set(field.KINDS)


def test_the_rules_that_compare_documents_are_measured_on_pairs_of_them():
    assert paired_rules() == ("X02", "X06")
    assert reliability("X02").endswith(" 对）")


def test_every_rule_has_errors_planted_and_documents_to_be_silent_on():
    for one in read_seed("rule_reliability"):
        assert int(one["planted"]) > 0, one
        assert int(one["documents"]) >= (700 if one["rule_code"] in paired_rules() else 2_000), one


def test_no_alarm_seen_is_bounded_by_the_rule_of_three():
    assert Decimal(upper_bound(0, 2_000)) == Decimal("1.50")
    assert Decimal(upper_bound(4, 2_000)) > Decimal(4 + 3) / 2


def test_the_report_page_tells_the_reliability_in_words():
    assert reliability("A01").startswith("检出率 ")
    assert "误报 0（" in reliability("A01")
    assert reliability("X08") == "未实测"
