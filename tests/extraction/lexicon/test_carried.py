"""What is carried over from the year before, by funds: items of it, never income a second time."""

from flows.extraction import SourceClues, extract
from flows.model.facts import Extract
from tests.extraction.printed_tables import report, table

TITLE = "青禾县教育局2021年度部门决算"
SIDE_BY_SIDE = table(
    "<2>收入 | <2>支出",
    "项目 | 金额 | 项目 | 金额",
    "一、一般公共预算财政拨款 | 1000 | 一、一般公共服务支出 | 900",
    "二、政府性基金预算财政拨款 | 100 | 二、教育支出 | 200",
    "本年收入合计 | 1100 | 本年支出合计 | 1100",
    "年初财政拨款结转和结余 | 520 | 年末财政拨款结转和结余 | 521",
    "一般公共预算财政拨款 | 500 | 一般公共预算财政拨款 | 501",
    "政府性基金预算财政拨款 | 20 | 政府性基金预算财政拨款 | 19",
    "总计 | 1620 | 总计 | 1621",
)
WITH_LINE_NUMBERS = table(
    "项目 | 行次 | 决算数",
    "一、一般公共预算财政拨款收入 | 1 | 1000",
    "二、政府性基金预算财政拨款收入 | 2 | 100",
    "本年收入合计 | 3 | 1100",
    "上年结转 | 4 | 520",
    "（一）一般公共预算财政拨款 | 5 | 500",
    "（二）政府性基金预算财政拨款 | 6 | 20",
    "收入总计 | 7 | 1620",
)
TWO_BASES = table(
    "项目 | 预算数 | 决算数",
    "上年结转结余 | 521 | 520",
    "其中：一般公共预算财政拨款 | 501 | 500",
    "　　政府性基金预算财政拨款 | 19 | 20",
    "一般公共预算财政拨款收入 | 1000 | 990",
    "收入合计 | 1100 | 1100",
)
FORM = table(
    "一般公共预算财政拨款 | 1000 | 教育支出 | 1100",
    "上年结转 | 500 | 年末结转 | 400",
    "一般公共预算财政拨款 | 500 | 一般公共预算财政拨款 | 400",
)


def read(*blocks) -> Extract:
    return extract(report(TITLE, *blocks), SourceClues(""))


def told(found: Extract) -> dict[str, tuple[str | None, str]]:
    return {figure.printed: (figure.measure_code, figure.item_name) for figure in found.figures}


GENERAL, FUND = "一般公共预算财政拨款", "政府性基金预算财政拨款"


def test_side_by_side_both_balances_have_their_funds_as_items():
    found = told(read("财政拨款收入支出决算总表", "单位：万元", SIDE_BY_SIDE))
    assert (found["1000"], found["100"]) == (("income_general", ""), ("income_fund", ""))
    assert (found["520"], found["500"], found["20"]) == (("carry_in", ""), ("carry_in", GENERAL), ("carry_in", FUND))
    assert (found["521"], found["501"], found["19"]) == (("carry_out", ""), ("carry_out", GENERAL), ("carry_out", FUND))


def test_numbered_rows_below_the_carry_over_are_its_items_and_the_total_behind_them_is_none():
    found = told(read("收入决算表", "单位：万元", WITH_LINE_NUMBERS))
    assert (found["500"], found["20"]) == (("carry_in", GENERAL), ("carry_in", FUND))
    assert (found["1000"], found["1620"]) == (("income_general", ""), ("income_grand_total", ""))


def test_carry_over_that_comes_first_has_only_the_items_that_are_called_so():
    found = told(read("收入决算表", "单位：万元", TWO_BASES))
    assert (found["501"], found["500"]) == (("carry_in", GENERAL), ("carry_in", GENERAL))
    assert (found["19"], found["20"]) == (("carry_in", FUND), ("carry_in", FUND))
    assert (found["1000"], found["990"]) == (("income_general", ""), ("income_general", ""))


def test_funds_behind_a_carry_over_that_no_row_above_named_stay_income():
    rows = table(
        "项目 | 决算数",
        "上年结转 | 20",
        "一般公共预算财政拨款 | 1000",
        "政府性基金预算财政拨款 | 30",
        "收入合计 | 1050",
    )
    found = told(read("收入决算表", "单位：万元", rows))
    assert (found["1000"], found["30"]) == (("income_general", ""), ("income_fund", ""))


def test_a_form_of_labels_and_values_is_read_alike():
    codes = [(figure.printed, figure.measure_code) for figure in read("单位：万元", FORM).figures]
    assert codes[:3] == [("1000", "income_general"), ("1100", None), ("500", "carry_in")]
    assert [code for printed, code in codes if printed in {"500", "400"}] == ["carry_in", "carry_out"] * 2
