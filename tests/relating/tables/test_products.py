"""Amounts of a table beside what one costs and how many there are, the price with what it is of in its unit."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.asks.printed_relations import printed_products
from flows.judging.evidence import Evidence
from tests.extraction.printed_tables import report, table


def _failing(*rows: str, unit: str = "单位：万元") -> set[frozenset[str]]:
    evidence = Evidence(extract(report(unit, table(*rows)), SourceClues("报告.docx")))
    return {
        frozenset(term.printed.strip() for term in one.terms)
        for question in [printed_products]
        for one in question.asked(evidence)
        if one.status == "fail"
    }


INSURED = (
    "险种 | 承保数量 | 单位保费 | 保费合计",
    "水稻种植险 | 42,300亩 | 40元/亩 | 169.20",
    "油菜种植险 | 18,600亩 | 25元/亩 | 46.50",
    "农房险 | 5,120户 | 60元/户 | 30.72",
    "农机险 | 860台 | 300元/台 | 25.80",
)


def test_prices_of_several_units_make_the_amounts():
    assert _failing(*INSURED) == set()


@pytest.mark.parametrize(
    ("printed", "wrong", "numbers"),
    [
        ("18,600亩", "16,800亩", {"16,800", "25", "46.50"}),
        ("60元/户", "65元/户", {"5,120", "65", "30.72"}),
        ("25.80", "28.50", {"860", "300", "28.50"}),
    ],
)
def test_one_wrong_number_among_them_is_told(printed: str, wrong: str, numbers: set[str]):
    assert _failing(*(row.replace(printed, wrong) for row in INSURED)) == {frozenset(numbers)}


def test_standards_that_are_not_what_was_paid_are_not_told():
    rows = (
        "项目 | 任务量 | 补助标准上限 | 支出",
        "改厕 | 420户 | 2,000元/户 | 79.80",
        "水泵 | 310台 | 1,800元/台 | 51.46",
        "大棚 | 26亩 | 60,000元/亩 | 141.20",
    )
    assert _failing(*rows) == set()


TREATED = (
    "机构类别 | 诊疗人次 | 医疗收入（万元） | 次均费用（元）",
    "县人民医院 | 628400 | 31264.50 | 497.53",
    "县中医院 | 295600 | 13870.20 | 469.22",
    "乡镇卫生院 | 512300 | 9436.80 | 184.20",
    "合计 | 1436300 | 54571.50 | 379.94",
)


def test_what_each_costs_in_a_column_of_its_own_is_asked_too():
    """A bare number counts what its head names."""
    assert _failing(*TREATED, unit="诊疗情况") == set()
    turned = tuple(row.replace("469.22", "496.22") for row in TREATED)
    assert _failing(*turned, unit="诊疗情况") == {frozenset({"295600", "13870.20", "496.22"})}
