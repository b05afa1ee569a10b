"""收入总计 in sentences, alone and beside 本年收入."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction.printed_tables import report, table

TITLE = "青禾县教育局2021年度部门整体支出绩效自评报告"


def codes(*blocks: str) -> dict[str, str | None]:
    return {one.label: one.measure_code for one in extract(report(TITLE, *blocks), SourceClues("a.docx")).figures}


def test_a_grand_total_beside_the_total_of_the_year_holds_the_carry_over_too():
    found = codes("2021年收入总计500万元，本年收入400万元，上年结转100万元。")
    assert (found["收入总计"], found["本年收入"]) == ("income_grand_total", "income_total")


def test_a_grand_total_that_stands_alone_is_the_total():
    assert codes("2021年收入总计500万元，支出总计480万元。") == {
        "收入总计": "income_total",
        "支出总计": "expenditure_total",
    }


def test_a_grand_total_that_stands_alone_in_a_table_is_the_total():
    rows = ("项目 | 决算数", "收入总计 | 500", "支出总计 | 480")
    assert codes("单位：万元", table(*rows)) == {
        "收入总计 / 决算数": "income_total",
        "支出总计 / 决算数": "expenditure_total",
    }
    assert codes("单位：万元", table(*rows, "本年支出合计 | 450")) == {
        "收入总计 / 决算数": "income_grand_total",
        "支出总计 / 决算数": "expenditure_grand_total",
        "本年支出合计 / 决算数": "expenditure_total",
    }


def test_a_grand_total_of_another_year_tells_nothing_of_this_one():
    found = codes("2021年收入总计500万元。", "2020年本年收入400万元。")
    assert found["收入总计"] == "income_total"


@pytest.mark.parametrize(
    "words",
    [
        "2021年度收入总计1.87亿元，支出总计1.87亿元。本年收入合计1.79亿元，年初结转和结余800万元；本年支出合计1.82亿元，年末结转和结余467.45万元。",
        "2021年度支出总计18667.45万元。本年支出18200万元，其中基本支出10000万元，项目支出8200万元。",
        "2021年收入总计500万元，本年收入400万元，上年结转100万元。",
        "2021年支出总计500万元，其中基本支出300万元，项目支出180万元，年末结转和结余20万元。",
    ],
)
def test_what_was_carried_over_is_no_contradiction(words: str):
    comparisons = judge(extract(report(TITLE, words), SourceClues("a.docx")))
    assert [one.explanation for one in comparisons if one.status == "fail"] == []


def test_the_grand_total_of_a_table_and_of_a_sentence_are_one():
    accounts = table(
        "项目 | 决算数", "本年收入合计 | 400", "年初结转和结余 | 100", "收入总计 | 500", "本年支出合计 | 400",
        "年末结转和结余 | 100", "支出总计 | 500",
    )  # fmt: skip
    found = extract(report(TITLE, "2021年度收入总计550万元。", "单位：万元", accounts), SourceClues("a.docx"))
    assert [one.measure_code for one in found.figures if one.figure_kind == "prose"] == ["income_grand_total"]
    assert "X01" in {one.rule_code for one in judge(found) if one.status == "fail"}


def test_all_income_beside_the_income_of_the_year_holds_the_carry_over_too():
    found = codes("2021年总收入500万元，总支出490万元。本年收入400万元，本年支出380万元。")
    assert (found["总收入"], found["总支出"]) == ("income_grand_total", "expenditure_grand_total")
