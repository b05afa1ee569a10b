"""The unit of money of tables that have none of their own."""

import pytest

from flows.extraction.money_units import money_unit_of_tables


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (("金额单位：表内为元，正文为万元", "支出6.21万元，收入8.30万元。"), "元"),
        (("单位说明：正文以万元、表格以元列示。", "支出6.21万元。"), "元"),
        (("（金额单位：文中为元，表中为万元）", "支出62100元，收入83000元。"), "万元"),
        (("单位：万元", "支出6.21万元。"), "万元"),
        (("注：表中单位为元。", "支出6.21万元，收入8.30万元。"), "万元"),
        (("全年无支出。",), ""),
    ],
)
def test_what_the_document_declares_goes_before_what_it_prints_most(lines, unit):
    assert money_unit_of_tables("\n".join(lines)) == unit
