"""The cell of the budget that is meant first says nothing that was read: no other budget disproves a rate."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction.printed_tables import report, table

TITLE = "青禾县水利局2023年度项目支出绩效自评表"
HEAD = "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分"


def verdicts(cell: str, rate: str = "100.00%") -> dict[str, list[str]]:
    row = f"年度资金总额 | 312.40 | {cell} | 386.64 | 10 | {rate} | 10"
    found = extract(report(TITLE, "项目名称：河道整治", table(HEAD, row)), SourceClues(""))
    verdicts: dict[str, list[str]] = {}
    for one in judge(found):
        verdicts.setdefault(one.rule_code, []).append(one.status)
    return verdicts


@pytest.mark.parametrize("cell", ["", "#REF!", "386.64（其中：财政拨款300.00）"])
def test_where_the_budget_of_the_year_was_left_open_the_initial_one_disproves_nothing(cell: str) -> None:
    found = verdicts(cell)
    assert found["A14"] == ["not_applicable"]
    assert "fail" not in [*found.get("C04", ()), *found.get("S02", ())]


@pytest.mark.parametrize("cell", ["", "#REF!"])
def test_where_it_was_left_open_the_initial_one_may_bear_a_rate_out(cell: str) -> None:
    assert verdicts(cell, "123.76%")["A14"] == ["pass"]


@pytest.mark.parametrize("cell", ["—", "312.40"])
def test_where_it_says_that_there_is_none_or_how_much_there_is_the_rate_is_asked(cell: str) -> None:
    assert verdicts(cell)["A14"] == ["fail"]
