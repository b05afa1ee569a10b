"""What a slip of the pen makes of a number."""

from decimal import Decimal

from flows.model.printed.slips import digits, misprinted, turned, turned_values


def test_digits_change_places_no_further_apart_than_is_asked():
    assert list(turned("1.23", apart=1)) == ["2.13", "1.32"]
    assert list(turned("123", apart=2)) == ["213", "321", "132"]


def test_a_digit_may_be_another_where_the_others_say_enough():
    assert "129" in misprinted("123")
    assert list(misprinted("12")) == ["21"]


def test_a_turned_number_keeps_its_unit_and_its_length():
    assert turned_values("1,204", Decimal(12_040_000), apart=1) == [
        Decimal(21_040_000),
        Decimal(10_240_000),
        Decimal(12_400_000),
    ]
    assert turned_values("104", Decimal(104), apart=1) == [Decimal(140)]
    assert turned_values("0.00", Decimal(0), apart=1) == []


def test_digits_of_full_width_are_digits():
    assert digits("１２，３４５．６０") == digits("12,345.60") == "12345.60"
