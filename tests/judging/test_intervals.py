"""Printed numbers are intervals; the stored sides and slack lead everybody to the same verdict."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.judging.intervals import Precision, Range, agree, cut_off, exact, holds, percentage
from tests.judging.sheets import Sheet


def ranges(sheet: Sheet) -> list[Range]:
    precision = Precision(sheet.figures)
    return [precision.range_of(figure) for figure in sheet.figures]


def test_a_whole_number_beside_two_decimals_is_as_exact_as_they_are():
    sheet = Sheet()
    sheet.cell("income_total", "29")
    sheet.cell("income_general", "20.25")
    assert ranges(sheet)[0] == Range(D(290000), D(289950), D(290050))


def test_money_in_sentences_is_known_to_the_place_that_most_of_its_amounts_print():
    sheet = Sheet()
    for block, printed in enumerate(("8", "12.35", "10.40", "3.1234")):
        sheet.word(None, printed, block=block)
    halves = [(one.high - one.value) * 2 for one in ranges(sheet)]
    assert halves == [D(100), D(100), D(100), D(1)]


def test_money_in_sentences_without_decimals_and_in_hundreds_of_millions_is_rounded():
    sheet = Sheet()
    sheet.word(None, "8", "万元")
    sheet.word(None, "8.1", "亿元", block=1)
    sheet.word(None, "3.25", "亿元", block=2)
    assert [(one.high - one.value) * 2 for one in ranges(sheet)] == [D(10_000), D(10_000_000), D(1_000_000)]


def test_an_average_of_people_is_rounded():
    sheet = Sheet()
    sheet.word(None, "5", "人", label="平均每批")
    average = replace(sheet.figures[0], figure_role="per_head")
    assert Precision([average]).range_of(average) == Range(D(5), D("4.5"), D("5.5"))


def test_a_whole_percentage_beside_one_with_decimals_is_rounded_all_the_same():
    sheet = Sheet()
    for printed in ("14", "99.72"):
        sheet.word(None, printed, "%", kind="percentage")
    assert [one.high - one.value for one in ranges(sheet)] == [D("0.5"), D("0.005")]


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("99.72", "99.715", "99.7299"), ("-5.31", "-5.3199", "-5.305"), ("0.00", "-0.0099", "0.0099")],
)
def test_a_number_cut_off_lies_up_to_a_unit_further_from_0(value, low, high):
    half = D("0.005")
    known = exact(D(value))
    found = cut_off(Range(D(value), D(value) - half, D(value) + half), D("0.01"), known)
    assert (found.low, found.high) == (D(low), D(high))


def test_amounts_in_yuan_do_not_make_amounts_in_wan_yuan_finer():
    sheet = Sheet()
    sheet.cell("project_spent", "15.60", scope="校舍维修")
    sheet.voucher("156012.34", "校舍维修")
    assert ranges(sheet)[0].high - ranges(sheet)[0].value == D(50)


def test_people_and_points_are_counted_not_rounded():
    sheet = Sheet()
    sheet.cell("staff_actual", "144", "人")
    assert ranges(sheet) == [Range(D(144), D(144), D(144))]


def test_a_hedge_opens_the_interval_upwards_only():
    sheet = Sheet()
    sheet.word("project_planned", "13余")
    [found] = ranges(sheet)
    assert (found.low, found.high) == (D(130000), D(140000))


def test_a_percentage_of_nothing_is_unknown():
    assert percentage(Range(D(1), D(1), D(1)), Range(D(0), D(0), D(0))) is None


def test_an_unknown_relation_is_a_bug():
    with pytest.raises(ValueError, match="ge"):
        holds(D(1), D(1), D(0), "ge")


def test_exact_values_agree_from_the_fourth_decimal_on():
    assert agree(exact(D("1.00004")), exact(D("1.00003")))
    assert not agree(exact(D("1.0001")), exact(D("1.0002")))


def test_values_agree_where_their_bounds_touch():
    left, right = Range(D(1), D("0.5"), D("1.5")), Range(D(2), D("1.5"), D("2.5"))
    assert (agree(left, right), agree(right, left)) == (True, True)
    assert not agree(left, Range(D("2.0001"), D("1.5001"), D("2.5001")))


def test_an_open_bound_agrees_with_everything_on_its_side():
    more_than_ten = Range(D(10), D(10), D("Infinity"))
    assert agree(more_than_ten, exact(D(10**9)))
    assert agree(exact(D(10**9)), more_than_ten)
    assert not agree(more_than_ten, exact(D("9.9999")))
    assert not agree(exact(D("9.9999")), more_than_ten)


def test_nothing_agrees_with_itself_and_with_what_rounds_to_it():
    nothing = exact(D(0))
    assert agree(nothing, exact(D("-0")))
    assert agree(nothing, Range(D("0.00"), D("-0.005"), D("0.005")))
    assert agree(nothing, exact(D("0.00005")))
    assert not agree(nothing, exact(D("0.0001")))


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
widths = st.decimals(min_value=0, max_value=1000, places=4)


@given(amounts, widths, widths, amounts, widths, widths)
def test_equality_holds_exactly_where_the_intervals_meet(left, left_down, left_up, right, right_down, right_up):
    one, other = (
        Range(left, left - left_down, left + left_up),
        Range(right, right - right_down, right + right_up),
    )
    meets = one.low <= other.high and other.low <= one.high
    assert agree(one, other) == meets
