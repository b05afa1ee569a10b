"""The detector card speaks of the judge that there is: every rule stands in it, as measured."""

from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal

import pytest

from flows.judging.register import rules
from flows.model.words import read_seed
from flows.pages.wording import reliability
from tests.detector.card import CARD, Result, row, upper_bound
from tests.detector.measuring import recall
from tests.detector.pairs import measured, paired_rules

_QUICK = "A15"


def test_every_active_rule_stands_in_the_card_and_in_the_seed_of_the_report_page():
    lines = [line.split(" ")[1] for line in CARD.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    rows = read_seed("rule_reliability")
    active = [code for code, rule in rules().items() if rule.is_active]
    assert [code for code in lines if code in rules()] == active
    assert [one["rule_code"] for one in rows] == active


def test_the_card_says_what_the_command_measures():
    line = row(_QUICK, Result(recall(_QUICK), int(_known(_QUICK)["false_alarms"]), int(_known(_QUICK)["documents"])))
    assert line in CARD.read_text(encoding="utf-8").splitlines(), "stale: run python -m tests.detector"


@pytest.mark.long
def test_the_card_says_what_is_measured_of_two_reports():
    with ProcessPoolExecutor(2) as workers:
        results = measured(workers)
    lines = CARD.read_text(encoding="utf-8").splitlines()
    assert [row(code, results[code]) for code in paired_rules() if row(code, results[code]) not in lines] == []


def test_the_rules_that_compare_documents_are_measured_on_pairs_of_them():
    assert paired_rules() == ("X02", "X06")
    assert reliability("X02").endswith(" 对）")


def _known(rule_code: str) -> dict[str, str]:
    return next(dict(one) for one in read_seed("rule_reliability") if one["rule_code"] == rule_code)


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
