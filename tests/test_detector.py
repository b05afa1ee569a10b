"""The detector card speaks of the judge that there is: every rule stands in it, as measured."""

from decimal import Decimal

from flows.judging.register import rules
from flows.pages.wording import reliability
from flows.words import read_seed
from tests.detector.card import CARD, row, unmeasured_row, upper_bound
from tests.detector.measuring import active_rules, recall

_QUICK = "A15"


def test_every_active_rule_stands_in_the_card_and_in_the_seed_of_the_report_page():
    lines = [line.split(" ")[1] for line in CARD.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    rows = read_seed("rule_reliability")
    assert [code for code in lines if code in rules()] == [code for code, rule in rules().items() if rule.is_active]
    assert [one["rule_code"] for one in rows] == list(active_rules())


def test_the_card_says_what_the_command_measures():
    known = next(one for one in read_seed("rule_reliability") if one["rule_code"] == _QUICK)
    line = row(_QUICK, recall(_QUICK), int(known["false_alarms"]), int(known["documents"]))
    assert line in CARD.read_text(encoding="utf-8").splitlines(), "stale: run python -m tests.detector"


def test_a_rule_that_needs_two_reports_says_that_it_was_not_measured():
    lines = CARD.read_text(encoding="utf-8").splitlines()
    assert unmeasured_row("X02") in lines
    assert reliability("X02") == "未实测"


def test_every_rule_has_errors_planted_and_documents_to_be_silent_on():
    for one in read_seed("rule_reliability"):
        assert int(one["planted"]) > 0, one
        assert int(one["documents"]) >= 2_000, one


def test_no_alarm_seen_is_bounded_by_the_rule_of_three():
    assert Decimal(upper_bound(0, 2_000)) == Decimal("1.50")
    assert Decimal(upper_bound(4, 2_000)) > Decimal(4 + 3) / 2


def test_the_report_page_tells_the_reliability_in_words():
    assert reliability("A01").startswith("检出率 ")
    assert "误报 0（" in reliability("A01")
    assert reliability("X08") == "未实测"
