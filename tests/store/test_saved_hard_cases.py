"""Saved questions where reports repeat, contradict or lack what they are asked: nothing is counted twice or guessed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows.model.facts import Comparison, Extract, Figure
from flows.model.report import Place
from flows.store.saved import ask_saved
from tests.dbt_project.building import build, rows_of
from tests.dbt_project.invented_night import comparison, figure, heading, indicator, with_tokens
from tests.dbt_project.staging_file import create_staging

_HOUSING, _SCHOOLS = "住房和城乡建设局", "教育局"
_OLD, _ROADS = "城北老旧小区改造", "农村危房改造"


def _report(kind: str, department: str, figures: Sequence[Figure], year: int = 2020, **changes: object) -> Extract:
    about = {"report_kind": kind, "title": kind, "department_name": department, "fiscal_year": year}
    return with_tokens(Extract(headings=(heading(**{**about, **changes}),), figures=tuple(figures)))


def _total(number: int, measure: str, amount: str, **changes: object) -> Figure:
    return figure(
        number, amount, Place(3, 0, number + 1, 1, 0, 4), **{"scope_name": "", "measure_code": measure, **changes}
    )


def _county(number: int, measure: str, amount: str, level: str, **changes: object) -> Figure:
    return _total(number, measure, amount, **{"scope_name": level, **changes})


def _money(number: int, project: str, stage: str, amount: str) -> Figure:
    return figure(
        number, amount, Place(4, 1, number + 1, 1, 0, 4), figure_kind="project", scope_name=project,
        measure_code=None, label="资金 / 合计", basis=stage,
    )  # fmt: skip


def _households(number: int, count: str, project: str = "", basis: str = "actual") -> Figure:
    return figure(
        number, count, Place(20 + number, char_start=1, char_end=4), figure_kind="prose", scope_name=project,
        measure_code=None, label="受益居民", basis=basis, unit="户",
    )  # fmt: skip


def _scored(extract: Extract) -> Extract:
    """With two indicators: the staging file says that a rule gives each between 3.5 and 4 points."""
    lines = (indicator(0, "在职人员控制率", "D01", 5, 5), indicator(1, "公用经费控制率", "D09", 5, 4))
    return replace(extract, indicators=lines)


_EXTRACTS = {
    # A department in one year: its evaluation, its accounts with fewer totals, and its project's own report.
    "whole": _scored(
        _report(
            "department_evaluation",
            _HOUSING,
            [
                _total(0, "income_total", "1000000"),
                _total(1, "expenditure_total", "1000000"),
                _total(2, "expenditure_basic", "400000"),
                _total(3, "carry_out", "0"),
                _total(4, "balance_year", "0"),
                _money(5, _OLD, "received", "900000"),
                _money(6, _OLD, "spent", "390000"),
                _money(7, _OLD, "balance", "500000"),
                _households(8, "777"),
            ],
        )
    ),
    "accounts": _report(
        "department_accounts",
        _HOUSING,
        [
            _total(0, "income_total", "1000100"),
            _total(1, "expenditure_total", "999900"),
            _total(2, "procurement_total", "300000", basis="budget"),
            _total(3, "procurement_total", "450000"),
        ],
    ),
    "project": _report(
        "project_evaluation",
        _HOUSING,
        [
            _money(0, _OLD, "annual_budget", "1000000"),
            _money(1, _OLD, "received", "900000"),
            _money(2, _OLD, "spent", "400000"),
            _money(3, _OLD, "balance", "500000"),
            _households(4, "200"),
            _households(5, "200"),
            _households(6, "250", basis="target"),
        ],
    ),
    # A project that spent too much and says two numbers of households; the department reports a balance.
    "schools": _report(
        "project_evaluation",
        _SCHOOLS,
        [
            _money(0, _ROADS, "annual_budget", "100000"),
            _money(1, _ROADS, "spent", "150000"),
            _money(2, _ROADS, "balance", "10"),
            _households(3, "30"),
            _households(4, "40"),
        ],
    ),
    "schools whole": _report(
        "department_evaluation", _SCHOOLS, [_total(0, "carry_in", "50"), _total(1, "carry_out", "20")]
    ),
    # The year after begins with another carry-over than the year before left.
    "schools later": _report(
        "department_evaluation", _SCHOOLS, [_total(0, "carry_in", "70", period_year=2021)], year=2021
    ),
    # Two projects in one report: an unnamed number of households is neither's, a named one is its own.
    "two": _report(
        "project_evaluation",
        "水利局",
        [
            _money(0, "甲村供水", "spent", "1000"),
            _money(1, "乙村供水", "spent", "3000"),
            _households(2, "55"),
            _households(3, "60", "乙村供水"),
        ],
    ),
    # A county's accounts: of one year, and of the next with what it says of the year before.
    "county": _report(
        "county_accounts",
        "",
        [
            _county(0, "county_general_revenue", "800000", "全县"),
            _county(1, "county_general_revenue", "600000", "县本级"),
            _county(2, "county_tax_revenue", "500000", ""),
            _county(3, "county_general_expenditure", "2000000", "全县", basis="adjusted_budget"),
            _county(4, "sangong_total", "900", "全县"),
        ],
    ),
    "county later": _report(
        "county_accounts",
        "",
        [
            _county(0, "county_general_revenue", "800100", "全县"),
            _county(1, "county_general_expenditure", "1900000", "全县"),
            _county(2, "county_debt", "450000", "全县", period_year=2021),
            _county(3, "county_debt_limit", "500000", "", period_year=2021, figure_kind="prose"),
        ],
        year=2021,
    ),
    # Nobody's reports: no department is known for them, and they are not each other.
    "lost": _report("department_evaluation", "", [_total(0, "income_total", "70000")], county_id=""),
    "lost too": _report("department_evaluation", "", [_total(0, "income_total", "80000")], county_id=""),
    # Taken out of the folder.
    "withdrawn": _scored(
        _report(
            "department_evaluation",
            "林业局",
            [_total(0, "income_total", "5"), _total(1, "carry_out", "0"), _money(2, "造林", "balance", "9")],
        )
    ),
}


def _failed(number: int, rule: str, severity: str) -> Comparison:
    return comparison(number, rule_code=rule, severity=severity, place=Place(3, 0, number, 1))


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hard")
    day = datetime(2031, 1, 4, 2)
    comparisons = {
        "whole": [_failed(0, "A01", "error"), _failed(1, "A01", "error"), _failed(2, "A02", "warn")],
        "accounts": [_failed(0, "A01", "error"), comparison(1, status="pass", severity="info")],
        "schools": [_failed(0, "A01", "warn")],
        "withdrawn": [_failed(0, "A01", "error")],
    }
    documents = [[name, f"{name}.docx", "docx", 1, name, day, name != "withdrawn", "[]"] for name in _EXTRACTS]
    night: dict[str, list[list[object]]] = {
        "documents": documents,
        "document_paths": [[f"{name}.docx", name, name != "withdrawn"] for name in _EXTRACTS],
        "runs": [["night", day, None, False]],
        "current_run": [["night"]],
    }
    create_staging(folder / "staging.duckdb", _EXTRACTS, comparisons, night)
    assert build(folder / "staging.duckdb", folder / "jixiao.duckdb", folder) == []
    return folder / "jixiao.duckdb"


def _asked(warehouse: Path, name: str, *columns: str, **given: str) -> list[tuple[object, ...]]:
    answer = ask_saved(warehouse, name, given)
    places = [answer.columns.index(column) for column in columns]
    return [
        tuple(float(row[place]) if isinstance(row[place], Decimal) else row[place] for place in places)
        for row in answer.rows
    ]


def test_a_department_with_two_reports_has_one_row_from_the_fuller_one(warehouse: Path):
    columns = ("部门", "收入合计（万元）", "支出合计（万元）", "基本支出（万元）", "年末结转和结余（万元）", "另有报告")
    found = _asked(warehouse, "income_and_expenditure", *columns)
    assert found[0] == (_HOUSING, 100.0, 100.0, 40.0, 0.0, 1)
    assert {row[:2] for row in found[1:]} == {(None, 7.0), (None, 8.0)}
    assert len(found) == 3


def test_a_project_in_several_reports_counts_once_with_its_own_report(warehouse: Path):
    columns = ("项目大类", "项目个数", "预算（万元）", "支出（万元）", "执行率（%）")
    found = _asked(warehouse, "execution_by_programme", *columns)
    assert sorted(found) == [("农村危房改造", 1, 10.0, 15.0, 150.0), ("老旧小区改造", 1, 100.0, 40.0, 40.0)]


def test_what_each_report_says_of_a_project_stands_there_and_one_of_them_counts(warehouse: Path):
    query = """
        select reports.report_kind, budget_basis, budget_yuan, spent_yuan, is_counted
        from marts.fct_project_execution join marts.dim_reports as reports using (report_id)
        where project_name in ('城北老旧小区改造', '甲村供水') order by all
    """
    assert rows_of(warehouse, query) == [
        ("department_evaluation", "received", 900000, 390000, False),
        ("project_evaluation", "annual_budget", 1000000, 400000, True),
        ("project_evaluation", None, None, 1000, False),
    ]


def test_a_project_out_of_range_is_listed_once_with_the_budget_taken(warehouse: Path):
    columns = ("项目", "预算口径", "预算（万元）", "支出（万元）", "执行率（%）")
    low, high = (_OLD, "全年预算", 100.0, 40.0, 40.0), (_ROADS, "全年预算", 10.0, 15.0, 150.0)
    assert _asked(warehouse, "execution_out_of_range", *columns) == [high, low]
    assert _asked(warehouse, "execution_out_of_range", *columns, low="40", high="149") == [high]
    assert _asked(warehouse, "execution_out_of_range", *columns, low="41", high="150") == [low]


def test_households_are_a_project_s_only_where_its_report_leaves_no_doubt(warehouse: Path):
    columns = ("项目大类", "项目个数", "户数", "支出（万元）", "每户支出（元）")
    assert _asked(warehouse, "cost_per_household", *columns) == [
        ("供水保障", 1, 60.0, 0.3, 50.0),
        ("老旧小区改造", 1, 200.0, 40.0, 2000.0),
    ]
    assert _asked(warehouse, "cost_per_household", *columns, programme="农村危房改造") == []


def test_a_balance_kept_from_the_department_s_report_is_listed_once(warehouse: Path):
    columns = ("部门", "部门结余（万元）", "项目", "项目结余（万元）")
    found = _asked(warehouse, "balances_not_reported", *columns)
    assert [(project, amount, left) for _, left, project, amount in found] == [(_OLD, 50.0, 0.0)]


def test_carry_over_that_does_not_meet_the_year_before_shows_by_how_much(warehouse: Path):
    columns = ("年度", "上年结转（万元）", "年末结转和结余（万元）", "与上年报告之差（万元）")
    found = _asked(warehouse, "carry_over", *columns, department=_SCHOOLS)
    assert found == [(2020, 0.005, 0.002, None), (2021, 0.007, None, pytest.approx(0.005))]


def test_procurement_is_measured_against_its_budget(warehouse: Path):
    columns = ("年度", "采购预算（万元）", "采购金额（万元）", "执行率（%）", "货物（万元）")
    assert _asked(warehouse, "procurement_execution", *columns) == [(2020, 30.0, 45.0, 150.0, None)]


def test_a_county_has_a_row_a_year_of_what_it_says_of_all_of_itself(warehouse: Path):
    columns = (
        "县", "年度", "一般公共预算收入（万元）", "税收收入（万元）", "税收占比（%）", "一般公共预算支出（万元）", "余额占限额（%）",
    )  # fmt: skip
    assert _asked(warehouse, "county_finances", *columns) == [
        ("青禾县", 2020, 80.0, 50.0, 62.5, 190.0, None),
        ("青禾县", 2021, None, None, None, None, 90.0),
    ]
    assert [row[1] for row in _asked(warehouse, "county_finances", *columns, year="2021")] == [2021]


def test_what_a_county_says_is_no_department_s(warehouse: Path):
    query = """
        select measure_code, scope_name, scope_level from marts.fct_county_finances where fiscal_year = 2020 order by all
    """
    assert rows_of(warehouse, query) == [
        ("county_general_expenditure", "全县", "county"),
        ("county_general_revenue", "全县", "county"),
        ("county_general_revenue", "县本级", "own_level"),
        ("county_tax_revenue", "", None),
        ("sangong_total", "全县", "county"),
    ]
    both = """
        select count(*) from marts.fct_county_finances
        where figure_id in (
            select figure_id from marts.fct_department_finances union all select figure_id from marts.fct_department_totals
        )
    """
    assert rows_of(warehouse, both) == [(0,)]
    assert rows_of(warehouse, "select count(*) from marts.dim_units where unit_name in ('全县', '县本级')") == [(0,)]
    assert rows_of(warehouse, 'select count(*) from "查询"."县级财政"') == [(9,)]


def test_scores_beyond_what_their_rule_gives_are_listed_with_the_difference(warehouse: Path):
    found = _asked(warehouse, "scores_against_rules", "指标", "自评得分", "复算最高分", "多计（少计为负）")
    assert found == [("在职人员控制率", 5.0, 4.0, 1.0)]


def test_indicators_of_withdrawn_reports_are_no_longer_compared(warehouse: Path):
    assert _asked(warehouse, "indicators_by_county", "指标编号", "得分") == [("D01", 5.0), ("D09", 4.0)]


def test_findings_are_counted_by_department_and_rule(warehouse: Path):
    columns = ("年度", "规则", "必须改", "请核对", "本部门本年度共")
    found = _asked(warehouse, "findings_by_department", *columns)
    # The housing bureau's evaluation and its accounts state other totals.
    housing = [(2020, "A01", 3, 0, 6), (2020, "X06", 2, 0, 6), (2020, "A02", 0, 1, 6)]
    assert found == [*housing, (2020, "A01", 0, 1, 1)]
    assert _asked(warehouse, "findings_by_department", *columns, rule="A02") == [(2020, "A02", 0, 1, 1)]


def test_what_a_department_does_not_say_is_seen_in_the_comparison(warehouse: Path):
    found = _asked(
        warehouse, "department_comparison", "项目", "口径", "数值", "报告类型", function="住房和城乡建设", year="2020"
    )
    silent = {item for item, _, value, _ in found if value is None}
    assert silent == {"编制人数", "实有人数", "三公经费"}
    assert ("收入合计", "决算", 1000000.0, "部门整体支出绩效自评") in found
    assert ("收入合计", "决算", 1000100.0, "部门决算") in found


def test_a_department_that_left_out_a_year_is_missing_and_a_withdrawn_one_is_not_known(warehouse: Path):
    found = _asked(warehouse, "completeness", "部门", "缺少年度")
    assert sorted(found) == [(_HOUSING, 2021), ("水利局", 2021)]
