"""Rates of execution in sentences whose budget stands in another sentence or in the row of a table."""

import pytest

from tests.extraction.printed_tables import table
from tests.relating.places.asking import errors, failing, held, numbers

TITLE = "青禾县河口镇2023年度部门整体支出绩效自评报告"
BUDGET = "（一）收入。2023年年初预算3,260.00万元，年中追加418.20万元，全年预算数3,678.20万元。"
SPENT = "（二）支出。全年实际支出3,514.72万元，预算执行率{}%。"
BY_SIDE = table("名称 | 年初预算 | 全年预算 | 全年执行数", "部门整体支出 | 3,260.00 | 3,678.20 | 3,514.72")


def test_what_was_spent_in_all_is_of_the_only_budget_of_the_year():
    assert numbers("95.56", "3,514.72", "3,678.20") in held(TITLE, BUDGET, SPENT.format("95.56"))


def test_a_rate_that_the_budget_does_not_make_is_asked_about():
    blocks = (TITLE, BUDGET, SPENT.format("96.56"))
    assert failing(*blocks) == {numbers("96.56", "3,514.72", "3,678.20")}
    assert not errors(*blocks)


def test_a_rate_of_the_initial_budget_is_right_too():
    assert not failing(TITLE, BUDGET, "（二）支出。全年实际支出3,514.72万元，预算执行率107.81%。")


def test_the_row_that_prints_what_was_spent_prints_its_budget():
    told = "全年共支出3,514.72万元，预算执行率{}%。"
    assert not failing(TITLE, BY_SIDE, told.format("95.56"))
    assert failing(TITLE, BY_SIDE, told.format("95.65")) == {numbers("95.65", "3,514.72", "3,678.20")}


@pytest.mark.parametrize(
    "blocks",
    [
        (BUDGET, "镇卫生院支出214.60万元，预算执行率98.20%。"),  # of a matter of its own
        (BUDGET, "下达补助后全年预算数3,800.00万元。", SPENT.format("96.56")),  # which of the budgets?
        (BUDGET, "全年实际支出3,514.72万元，项目建设任务完成率98.00%。"),  # no rate of money
        (
            "项目一：全年预算数120.00万元。",
            "项目二：全年预算数140.00万元。",
            "全年实际支出117.00万元，预算执行率97.50%。",
        ),
    ],
)
def test_a_rate_of_what_is_not_surely_the_budget_states_nothing(blocks):
    assert not failing(TITLE, *blocks)
