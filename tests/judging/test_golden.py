"""The golden report: everything a careful reader found in it, and no more."""

import json
from decimal import Decimal as D

import pytest

from flows.judging.judge import judge
from flows.model.facts import Comparison
from tests.beside import needs_shared
from tests.judging.golden import GOLD, golden_extract
from tests.judging.sheets import failures

pytestmark = needs_shared


@pytest.fixture(scope="module")
def comparisons() -> tuple[Comparison, ...]:
    return judge(golden_extract())


def of(comparisons: tuple[Comparison, ...], code: str) -> list[Comparison]:
    return [comparison for comparison in comparisons if comparison.rule_code == code]


def test_only_the_known_findings_fail(comparisons):
    assert failures(comparisons) == {"R01", "S01", "C02", "X01", "X03"}


def test_income_and_expenditure_agree_for_its_three_units(comparisons):
    found = {(one.scope_name, one.status) for one in of(comparisons, "A05")}
    assert len(found) == 3
    assert {status for _, status in found} == {"pass"}


def test_six_printed_percentages_and_two_sums_of_them_pass(comparisons):
    assert [one.status for one in of(comparisons, "A15")] == ["pass"] * 8


def test_the_vouchers_add_up_within_rounding(comparisons):
    exact, rounded = of(comparisons, "A12")
    assert (exact.left_value, exact.right_value) == (D(15608694), D(15608694))
    assert (rounded.left_value, rounded.status, rounded.severity) == (D(15608700), "pass", "info")


def test_the_staff_is_over_its_establishment(comparisons):
    [rate] = of(comparisons, "R01")
    assert (rate.left_value, rate.right_value, rate.status) == (D("113.2867"), D(100), "fail")
    assert any(
        one.left_value == D(5) and one.right_value == D(0) and one.status == "fail" for one in of(comparisons, "S01")
    )


def test_the_amount_in_place_has_swapped_digits(comparisons):
    [wrong] = [one for one in of(comparisons, "X01") if one.status == "fail"]
    assert (wrong.left_value, wrong.right_value) == (D(50750000), D(50570000))
    assert "数字颠倒" in wrong.suggestion


def test_the_receipt_rate_is_not_a_hundred(comparisons):
    assert (D(100), D("36.7996"), "fail") in {
        (one.left_value, one.right_value, one.status) for one in of(comparisons, "C02")
    }


def test_every_verdict_has_a_short_explanation_in_chinese_and_a_place(comparisons):
    for one in comparisons:
        assert 0 < len(one.explanation) <= 600
        assert one.place is not None
        assert one.status != "fail" or one.suggestion


def test_the_same_extract_gives_the_same_comparisons(comparisons):
    assert judge(golden_extract()) == comparisons


def test_the_gold_names_what_does_not_hold():
    listed = json.loads((GOLD.parent / "findings.json").read_text("utf-8"))
    wrong = {row["identity"] for row in listed if row["doc"] == "001" and not row["holds"]}
    assert wrong == {"narrative_vs_table", "rate_recomputed", "score_recomputed"}
