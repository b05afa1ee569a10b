"""What a clerk calls the two sides of a comparison, when nothing else is shown."""

from dataclasses import replace
from decimal import Decimal

from flows.judging.intervals import exact
from flows.judging.sides import Side, constant_side, names_of_sides
from tests.judging.sheets import Sheet


def named(left: Side, right: Side) -> tuple[str, str]:
    return names_of_sides(left, right)


def sides(*figures: int, sheet: Sheet) -> Side:
    return Side(exact(Decimal(0)), tuple((1, sheet.figures[number]) for number in figures))


def test_sums_are_told_by_their_parts_and_long_ones_by_how_many():
    sheet = Sheet()
    numbers = [sheet.cell(None, "1", label=label) for label in ("合计", "甲", "乙", "丙", "丁")]
    whole = sides(numbers[0], sheet=sheet)
    assert named(whole, sides(*numbers[1:3], sheet=sheet)) == ("合计", "甲 + 乙")
    assert named(whole, sides(*numbers[1:], sheet=sheet)) == ("合计", "甲等 4 项之和")


def test_a_sentence_beside_a_table_is_told_so():
    sheet = Sheet()
    said, printed = sheet.word("sangong_total", "10"), sheet.cell("sangong_total", "12")
    one, other = named(sides(said, sheet=sheet), sides(printed, sheet=sheet))
    assert one.endswith("（文中）")
    assert other.endswith("（表中）")


def test_one_name_twice_is_told_by_year_basis_or_place():
    sheet = Sheet()
    numbers = [
        sheet.cell(None, "1", label="公务接待费", period=period, basis=basis, row=row)
        for row, (period, basis) in enumerate([(2020, "actual"), (2021, "actual"), (2021, "budget"), (2021, "budget")])
    ]
    first, second, third, fourth = (sides(number, sheet=sheet) for number in numbers)
    assert named(first, second) == ("公务接待费（2020年）", "公务接待费（2021年）")
    one, other = named(second, third)
    assert one != other
    assert "2021年" not in one + other
    one, other = named(third, fourth)
    assert one != other


def test_quotients_products_and_what_must_be_have_names():
    sheet = Sheet()
    spent, due, head = (sheet.cell(None, "1", label=label) for label in ("支出", "预算", "单价"))
    parts = {number: ((1, sheet.figures[number]),) for number in (spent, due, head)}
    quotient = Side(exact(Decimal(1)), dividends=parts[spent], divisors=parts[due])
    assert named(quotient, constant_side(100, "100%", "%", "上限")) == ("支出 ÷ 预算", "上限")
    factors = replace(quotient, dividends=(), divisors=(), factors=parts[head] + parts[due])
    assert named(sides(spent, sheet=sheet), factors) == ("支出", "单价 × 预算")
