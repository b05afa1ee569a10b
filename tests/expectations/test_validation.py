"""Great Expectations decides again, finds a tampered verdict, and calls a check that raised broken."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd
import pytest

from expectations.exactness import agrees, ten_thousandths
from expectations.validation import ValidationResult, validate
from flows.judging.judge import judge
from flows.judging.register import rules
from tests.expectations.built import built
from tests.judging.sheets import Sheet, sheet_of


def warehouse_of(*sheets: Sheet) -> dict[str, pd.DataFrame]:
    """What is stored of some sheets and what the judge says of them, one report each."""
    tables: dict[str, list[pd.DataFrame]] = {}
    for number, sheet in enumerate(sheets):
        # V02 and V10 are asked of every report.
        judged = [one for one in judge(sheet.extract()) if one.rule_code not in {"V02", "V10"}]
        for name, table in built(sheet.extract(), judged, prefix=f"{number}-").items():
            tables.setdefault(name, []).append(table)
    return {name: pd.concat(parts, ignore_index=True) for name, parts in tables.items()}


@pytest.fixture
def warehouse() -> dict[str, pd.DataFrame]:
    good, bad = rules()["A02"].example_pass, rules()["A02"].example_fail
    unfinished = "支出合计=90 基本支出=30"
    return warehouse_of(sheet_of(good), sheet_of(bad), sheet_of(unfinished))


@pytest.fixture
def run(tmp_path):
    def checked(tables: Mapping[str, pd.DataFrame]) -> ValidationResult:
        return validate(tables, tmp_path / "docs")

    return checked


def test_findings_of_a_report_are_counted_and_break_nothing(run, warehouse):
    result = run(warehouse)
    assert result.broken == ()
    count = result.counts["finance"]
    assert (count.passed, count.failed, count.not_applicable) == (1, 1, 1)


def test_how_each_expectation_ended_is_told_with_its_rows(run, warehouse):
    checks = run(warehouse).checks
    assert {(one.row_count, one.unexpected_count) for one in checks if one.rule_code == "A02"} == {(2, 1)}
    figures = [one for one in checks if one.suite_name == "contract.marts.fct_figures"]
    assert len(figures) > 3 and {(one.row_count, one.unexpected_count, one.error) for one in figures} == {
        (len(warehouse["marts.fct_figures"]), 0, "")
    }


@pytest.mark.parametrize(("was", "said"), [("fail", "pass"), ("pass", "fail")])
def test_a_tampered_verdict_is_a_broken_contract(run, warehouse, was, said):
    table = warehouse["quality.comparisons"]
    [row] = table.index[(table["status"] == was) & (table["rule_code"] == "A02")]
    table.loc[row, "status"] = said
    by_the_marts, by_the_sides = run(warehouse).broken
    assert f"判定为 {said}" in by_the_marts and "由数据表重算" in by_the_marts
    assert table.loc[row, "comparison_id"] in by_the_sides
    assert f"判定为 {said}，复核为 {was}" in by_the_sides


def test_a_tampered_amount_is_noticed_down_to_its_last_place(run, warehouse):
    table = warehouse["quality.comparisons"]
    [row] = table.index[(table["status"] == "pass") & (table["rule_code"] == "A02")]
    beyond = table.loc[row, "slack"] + Decimal("0.0001")
    table.loc[row, "left_value"] = table.loc[row, "right_value"] + beyond
    by_the_terms, by_the_sides = run(warehouse).broken
    assert "的左边为" in by_the_terms and "按所印各项重算为" in by_the_terms
    assert "复核为 fail" in by_the_sides


def test_a_comparison_without_a_side_is_broken(run, warehouse):
    table = warehouse["quality.comparisons"]
    table.loc[table["status"] == "pass", "right_value"] = None
    assert any("right_parts" in broken for broken in run(warehouse).broken)


def test_an_expectation_that_raised_is_broken_not_failed(run, warehouse):
    warehouse["marts.fct_figures"] = warehouse["marts.fct_figures"].drop(columns="block_no")
    [broken] = run(warehouse).broken
    assert "marts.fct_figures.block_no" in broken
    assert "检查未能执行" in broken


def test_a_relation_that_nobody_knows_is_broken_in_both_ways(run, warehouse):
    table = warehouse["quality.comparisons"]
    table.loc[table["status"] == "pass", "relation"] = "ge"
    broken = " ".join(run(warehouse).broken)
    assert "检查未能执行" in broken
    assert "只取：eq、le、same_direction" in broken


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("marts.fct_figures", "figure_id", "0-f1", "不重复"),
        ("marts.fct_figures", "block_no", None, "不为空"),
        ("marts.fct_figures", "figure_kind", "guess", "只取"),
        ("quality.comparisons", "rule_code", "Z99", "规则登记表"),
        ("quality.comparisons", "status", "maybe", "只取"),
    ],
)
def test_a_broken_contract_names_table_and_column(run, warehouse, table, column, value, said):
    frame = warehouse[table]
    frame[column] = frame[column].astype(object)
    frame.loc[frame.index[-1], column] = value
    broken = run(warehouse).broken
    assert any((column in one and said in one) or (said in one and "规则" in one) for one in broken), broken


def test_a_missing_table_is_broken(run, warehouse):
    del warehouse["marts.dim_documents"]
    assert run(warehouse).broken == ("缺少数据表 marts.dim_documents",)


def test_a_comparison_of_the_warehouse_itself_is_decided_again(run, warehouse):
    table = warehouse["quality.comparisons"]
    between = {
        **table.iloc[0].to_dict(),
        "comparison_id": "years",
        "rule_code": "X02",
        "left_value": Decimal(5),
        "right_value": Decimal(9),
    }
    between |= {"slack": Decimal(0), "relation": "eq", "status": "pass"}
    warehouse["quality.comparisons"] = pd.concat([table, pd.DataFrame([between])], ignore_index=True)
    [broken] = run(warehouse).broken
    assert broken.startswith("X02")


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (Decimal("0.0001"), 1),
        (292010000.0, 2920100000000),
        ("12.5", 125000),
        (7, 70000),
        (None, None),
        (float("nan"), None),
    ],
)
def test_amounts_become_whole_ten_thousandths(value, parts):
    assert ten_thousandths(value) == parts


def test_text_that_is_no_amount_raises():
    with pytest.raises(ValueError, match="很多"):
        ten_thousandths("很多")


@pytest.mark.parametrize(
    ("left", "right", "slack", "relation", "verdict"),
    [
        (10, 12, 2, "eq", True),
        (10, 13, 2, "eq", False),
        (12, 10, 2, "le", True),
        (13, 10, 2, "le", False),
        (-1, -9, 0, "same_direction", True),
        (0, 1, 0, "same_direction", False),
    ],
)
def test_relations(left, right, slack, relation, verdict):
    assert agrees(left, right, slack, relation) is verdict
