"""Sides are worked out from the numbers as printed, or not at all."""

from decimal import Decimal

import pandas as pd

from expectations.printed_again import printed_again
from expectations.printed_sides import printed_sides


def terms(*rows: tuple[str, int, str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"comparison_id": "c", "side": side, "sign": sign, "role": role, "value": value and Decimal(value)}
            for side, sign, role, value in rows
        ]
    )


def test_addends_are_added_up_with_their_signs():
    found = terms(("left", 1, "addend", "10.5"), ("right", 1, "addend", "12"), ("right", -1, "addend", "1.49995"))

    assert printed_sides(found) == {("c", "left"): (105_000, 105_000), ("c", "right"): (105_000, 105_001)}


def test_a_quotient_is_in_per_cent_to_four_decimals():
    found = terms(("right", 1, "dividend", "2"), ("right", 1, "divisor", "4"), ("right", -1, "divisor", "1"))

    assert printed_sides(found) == {("c", "right"): (666_667, 666_667)}


def test_a_factor_counts_as_often_as_its_sign_says():
    """12,100 people with 450 元 in each of 12 months."""
    found = terms(("right", 12, "factor", "12100"), ("right", 1, "factor", "450"))

    assert printed_sides(found)["c", "right"][0] <= 65_340_000 * 10_000 <= printed_sides(found)["c", "right"][1]


def test_what_is_worked_out_in_another_way_or_masked_is_left_out():
    assert printed_sides(terms(("left", 1, "source", "10"))) == {}
    assert printed_sides(terms(("left", 1, "addend", None), ("left", 1, "addend", "1"))) == {}
    assert printed_sides(terms(("left", 1, "dividend", "10"), ("left", 1, "divisor", "0"))) == {}


def test_a_number_printed_with_more_decimals_than_are_stored_breaks_nothing():
    """2 ÷ 0.000000014 is kept by the judge; of the divisor 0.00000001 is stored."""
    found = terms(("right", 1, "dividend", "2"), ("right", 1, "divisor", "0.00000001"))
    least, most = printed_sides(found)["c", "right"]

    assert least < 2 / Decimal("0.000000014") * 100 * 10_000 < most


def test_a_side_that_differs_in_its_last_place_is_named():
    comparison = {"comparison_id": "c", "rule_code": "A25", "slack": Decimal(1), "source_path": "a.docx"}
    comparisons = pd.DataFrame([{**comparison, "left_value": Decimal("10.5001"), "right_value": Decimal(12)}])
    found = terms(("left", 1, "addend", "10.5"), ("right", 1, "addend", "12")).assign(figure_id=None)
    [row] = printed_again(found, pd.DataFrame(columns=["figure_id", "measure_code"]), comparisons).itertuples()

    assert row.side_fault == "A25 比对 c 的左边为 10.5001，按所印各项重算为 10.5"
    assert (row.slack_fault, row.term_fault) == (None, None)
