"""Averages whose amount or count stands in another paragraph or in a table."""

import pytest

from tests.extraction.printed_tables import table
from tests.relating.places.asking import asked, errors

VEHICLES = table("项目 | 决算 | 上年", "公务用车运行维护费 | 385.56 | 402.10", "公务接待费 | 20.48 | 22.00")


def _products(*blocks) -> list[tuple[frozenset[str], str]]:
    return [(one.numbers, one.status) for one in asked(*blocks) if len(one.right) > 1]


@pytest.mark.parametrize(
    ("text", "numbers", "status"),
    [
        ("公务用车保有量153辆，车均运行维护费2.52万元。", {"385.56", "153", "2.52"}, "pass"),
        ("公务用车保有量135辆，车均运行维护费2.52万元。", {"385.56", "135", "2.52"}, "fail"),
        ("公务用车保有量153辆，车均运行维护费2.25万元。", {"385.56", "153", "2.25"}, "fail"),
    ],
)
def test_what_each_costs_of_an_amount_of_a_table(text: str, numbers: set[str], status: str):
    assert _products("单位：万元", VEHICLES, text) == [(frozenset(numbers), status)]


TREES = "良种繁育面积42,300亩，比计划42,000亩多300亩。"


@pytest.mark.parametrize(
    ("text", "status"),
    [("亩均产值2,150.00元，良种产值0.91亿元。", "pass"), ("亩均产值2,150.00元，良种产值9.09亿元。", "fail")],
)
def test_an_area_of_another_paragraph(text: str, status: str):
    printed = "0.91" if status == "pass" else "9.09"
    assert _products(TREES, text) == [(frozenset({printed, "42,300", "2,150.00"}), status)]


@pytest.mark.parametrize(
    "blocks",
    [
        ("公务用车保有量153辆。", "车均运行维护费标准不超过2.25万元。"),
        ("单位：万元", VEHICLES, "公务用车保有量153辆，比上年车均运行维护费2.25万元有所下降。"),
        ("年末在职人员46人，离退休人员21人，全年支出612.40万元。", "食堂就餐人均支出18元。"),
        ("养老机构24家，补贴312.60万元。", "平均每家运营年限8.5年。"),
    ],
)
def test_averages_of_something_else_are_not_told(blocks):
    assert [one for one in _products(*blocks) if one[1] == "fail"] == []
    assert errors(*blocks) == set()
