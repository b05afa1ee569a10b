"""Which failing comparisons one slip of the pen explains."""

from dataclasses import replace
from decimal import Decimal

import pytest

from flows.judging.misprints import is_misprint
from flows.model.facts import Comparison, Term, TermRole

_SLACK = Decimal("0.01")


def failing(left: str, *right: tuple[str, int, TermRole]) -> Comparison:
    """A comparison of the first number with the others, of which each has a sign and a role."""
    terms = [Term("left", 1, 0, "左", Decimal(left), left, None)]
    terms += [
        Term("right", sign, number, "右", Decimal(value), value, None, role)
        for number, (value, sign, role) in enumerate(right, start=1)
    ]
    upper = sum((sign * Decimal(value) for value, sign, role in right if role != "divisor"), Decimal(0))
    lower = sum((sign * Decimal(value) for value, sign, role in right if role == "divisor"), Decimal(0))
    value = 100 * upper / lower if lower else upper
    return Comparison(
        0,
        0,
        "A27",
        "",
        2023,
        "",
        Decimal(left),
        value,
        _SLACK,
        "",
        "eq",
        "fail",
        "error",
        "",
        "",
        "",
        tuple(terms),
        None,
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("276.19", [("1210.47", 1, "addend"), ("943.28", -1, "addend")]),  # two digits in each other's place
        ("37.35", [("682.45", 1, "addend"), ("655.10", -1, "addend")]),  # one digit
        ("415.83", [("10824.72", 1, "addend"), ("11240.55", -1, "addend")]),  # the wrong direction
        ("0.1209", [("12.09", 1, "addend"), ("0.00", 1, "addend")]),  # the decimal point
        ("94.44", [("8902.71", 1, "dividend"), ("9136.45", 1, "divisor")]),
    ],
)
def test_a_slip_explains_it(left: str, right: list[tuple[str, int, TermRole]]):
    assert is_misprint(failing(left, *right)) is True


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("12.53", [("4000.00", 1, "dividend"), ("3720.15", -1, "dividend"), ("3720.15", 1, "divisor")]),
        ("74.6", [("108.13", 1, "dividend"), ("425.07", 1, "divisor")]),
        ("205.90", [("3939.81", 1, "addend"), ("4012.50", -1, "addend")]),
        ("0", [("0.80", 1, "addend"), ("0", 1, "addend")]),
    ],
)
def test_no_slip_explains_numbers_that_have_nothing_to_do_with_each_other(
    left: str, right: list[tuple[str, int, TermRole]]
):
    assert is_misprint(failing(left, *right)) is False


def test_nothing_is_said_of_a_side_that_is_no_sum_of_its_numbers():
    points = failing("9.5", ("94.85", 1, "source"))
    assert is_misprint(points) is None


def test_a_slip_in_one_of_many_parts_is_found():
    parts: list[tuple[str, int, TermRole]] = [(f"{number}.25", 1, "addend") for number in range(100, 300)]
    whole = sum(Decimal(value) for value, _, _ in parts)
    parts[7] = ("701.25", 1, "addend")  # 107.25
    assert is_misprint(failing(str(whole), *parts)) is True


def test_what_is_counted_leaves_nothing_open():
    """271 wells, 38 more than last year: 16.3 %, not 1.63 %."""
    printed = failing("1.63", ("38", 1, "dividend"), ("271", 1, "divisor"), ("38", -1, "divisor"))
    growth = replace(printed, slack=Decimal("0.005"))
    assert is_misprint(growth) is False
    assert is_misprint(growth, (1, 2, 3)) is True
