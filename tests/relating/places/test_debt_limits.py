"""What a county owes is within what it may owe, each kind of it within its own limit."""

import pytest

from tests.extraction.printed_tables import table
from tests.relating.places.asking import errors, failing, held, numbers

TITLE = "关于青禾县2023年财政决算（草案）的报告"
LIMITS = "省核定我县2023年地方政府债务限额412300万元，其中：一般债务限额201500万元，专项债务限额210800万元。"
DEBTS = "截至2023年底，全县政府债务余额{}万元，其中：一般债务余额{}万元，专项债务余额{}万元。"


def test_debt_within_its_limits_holds():
    blocks = (TITLE, LIMITS, DEBTS.format("398700", "196200", "202500"))
    assert {numbers("398700", "412300"), numbers("196200", "201500"), numbers("202500", "210800")} <= held(*blocks)
    assert not failing(*blocks)


@pytest.mark.parametrize(
    ("debts", "joined"),
    [
        (("398700", "204100", "194600"), ("204100", "201500")),
        (("398700", "185500", "213200"), ("213200", "210800")),
    ],
)
def test_a_kind_of_debt_beyond_its_own_limit_is_asked_about(debts, joined):
    blocks = (TITLE, LIMITS, DEBTS.format(*debts))
    assert failing(*blocks) == {numbers(*joined)}
    assert not errors(*blocks)


def test_a_kind_of_debt_is_of_the_balance_that_stands_before_it():
    debts = "截至2023年底，全县政府债务余额398700万元，其中：一般债务204100万元，专项债务194600万元，均未超过限额。"
    assert failing(TITLE, LIMITS, debts) == {numbers("204100", "201500")}


def test_a_limit_of_another_year_bounds_nothing():
    limits = LIMITS.replace("2023", "2022")
    assert not failing(TITLE, limits, DEBTS.format("418700", "205900", "212800"))


def test_debt_and_limit_of_a_table_are_told_by_their_rows():
    rows = ("债务类型 | 2023年限额 | 2023年末余额", "一般债务 | 201500 | {}", "专项债务 | 210800 | 202500")
    right, wrong = (table(*(row.format(debt) for row in rows)) for debt in ("196200", "204100"))
    assert not failing(TITLE, "2023年地方政府债务限额和余额情况表（单位：万元）", right)
    assert failing(TITLE, "2023年地方政府债务限额和余额情况表（单位：万元）", wrong) <= {numbers("204100", "201500")}
