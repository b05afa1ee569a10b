"""Numbers: value, unit, hedge, and the reasons to ignore one, each tried both ways."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extraction.lexicon.quantities import with_unit
from flows.extraction.lexicon.scanning import read_cell, scan
from flows.model.words import read_seed


def only(text: str):
    [quantity] = [q for q in scan(text) if not q.ignored_reason]
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "printed_unit"),
    [
        ("投资13742万元", "137420000", "元", "万元"),
        ("投资1.5亿元", "150000000", "元", "亿元"),
        ("面积12.5万平米", "125000", "平方米", "万平米"),
        ("修复3.2公顷", "32000", "平方米", "公顷"),
        ("铺设8公里", "8000", "米", "公里"),
        ("帐篷320顶", "320", "顶", "顶"),
        ("补助4,000元/场", "4000", "元/场", "元/场"),
        ("增长12.5％", "12.5", "%", "％"),
        ("提高3个百分点", "3", "个百分点", "个百分点"),
        ("资金1983万和", "19830000", "元", "万"),
        ("合同12,345.67元", "12345.67", "元", "元"),
        ("区扣15资金万元，", "150000", "元", "万元"),
        ("覆盖率９６％", "96", "%", "％"),
        ("受理１２件", "12", "件", "件"),
    ],
)
def test_a_number_is_read_in_its_base_unit(text, value, unit, printed_unit):
    quantity = only(text)
    assert (quantity.value, quantity.unit, quantity.printed_unit) == (Decimal(value), unit, printed_unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("约480万元", "4750000", "4850000"),
        ("13742余万元", "137420000", "137430000"),
        ("近7亿元", "650000000", "700000000"),
        ("2万多人", "20000", "30000"),
        ("90%以上", "90", None),
        ("不低于95%", "95", None),
        ("不超过30%", None, "30"),
    ],
)
def test_a_hedge_makes_an_interval(text, low, high):
    quantity = only(text)
    assert quantity.low == (None if low is None else Decimal(low))
    assert quantity.high == (None if high is None else Decimal(high))


def test_a_range_has_two_ends_and_no_value():
    quantity = only("每户5000-6000元")
    assert (quantity.value, quantity.low, quantity.high) == (None, Decimal(5000), Decimal(6000))


def test_chinese_numerals_count_things_but_not_in_slogans_or_ordinals():
    assert only("下设十五个股室").value == 15
    assert only("报送四千余条").high == 5000
    assert scan("“五个一”队伍") == ()
    assert scan("第三名") == ()
    assert scan("一个村一个样") == ()


@pytest.mark.parametrize(
    "row", read_seed("ignored_numbers"), ids=lambda row: f"{row['ignored_reason']}:{row['example']}"
)
def test_every_reason_to_ignore_has_an_example_and_a_number_it_must_leave_alone(row):
    example = [q.ignored_reason for q in scan(row["example"])]
    counter = [q.ignored_reason for q in scan(row["counter_example"])]
    assert row["ignored_reason"] in example
    assert row["ignored_reason"] not in counter


@pytest.mark.parametrize("text", ["", "—", "——", "／", "-", "无", "20个小区", "2020年10月75号", "合计"])
def test_a_cell_that_is_no_quantity_is_none(text):
    assert read_cell(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1,234.50", "1234.50"),
        ("(100)", "-100"),
        ("-12.5", "-12.5"),
        ("△3", "-3"),
        ("　3.5", "3.5"),
        ("2 345.6", "2345.6"),
    ],
)
def test_a_cell_of_one_number_keeps_its_value(text, value):
    quantity = read_cell(text)
    assert quantity is not None
    assert quantity.value == Decimal(value)


def test_the_unit_of_a_header_scales_value_interval_and_step():
    quantity = with_unit(read_cell("29201.5"), "万元")
    assert (quantity.value, quantity.low, quantity.step) == (Decimal("292015000"), Decimal("292015000"), Decimal(1000))


def test_a_unit_of_its_own_is_not_overruled_by_the_header():
    assert with_unit(read_cell("5元"), "万元").value == 5


@pytest.mark.parametrize("printed", ["'318.60", "’318.60", " '318.60"])
def test_the_mark_of_a_number_kept_as_text_is_no_part_of_it(printed: str) -> None:
    quantity = read_cell(printed)
    assert quantity and quantity.value == Decimal("318.60")
    assert read_cell("'90年代") is None


@pytest.mark.parametrize("printed", ["123456789012345678901", "9" * 5_000, "999999999999亿", f"0.{'1' * 60}"])
def test_digits_that_ran_together_are_a_token_without_a_value(printed):
    quantity = only(f"支出{printed}元。")
    assert (quantity.value, quantity.low, quantity.high) == (None, None, None)


@given(st.text(alphabet="0123456789.,，、年月日〔〕（）号万元%约余 \n中第-", max_size=200))
def test_every_token_stands_where_it_says_and_none_overlaps(text):
    at = 0
    for quantity in scan(text):
        assert text[quantity.start : quantity.end] == quantity.printed
        assert quantity.start >= at
        at = quantity.end


def test_long_runs_of_digits_and_stops_cost_no_more_than_their_length():
    assert len(scan("1," * 20_000)) > 0
    assert scan("（" * 50_000) == ()


def test_a_unit_set_apart_from_its_number_ends_where_it_stands():
    text = "惩扣资金9万元，区扣15资金万元，实际下拨资金282万元。"
    assert [text[q.start : q.unit_end] for q in scan(text)] == ["9万元", "15资金万元", "282万元"]
