"""The saved questions answer rightly: what the books of invented departments give is computed here without SQL."""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows.model.settings import Settings
from flows.night.ingest import ingest
from flows.night.transform import transform
from flows.store.query import Answer
from flows.store.saved import ask_saved, saved_queries
from flows.store.staging import Staging
from tests.samples.catalogue import render
from tests.synthetic.books import Books, departments
from tests.synthetic.reports import reports

_COUNTIES = 3
_YEARS = range(2018, 2021)
_PROGRAMMES = {"小型水库除险加固": "防汛抗旱", "农村饮水安全巩固提升": "供水保障"}
_GIVEN = {
    "county": "青禾县",
    "department": "教育局",
    "function": "教育",
    "indicator": "D01",
    "programme": "供水保障",
    "rule": "A01",
    "year": "2019",
    "low": "10",
    "high": "200",
}


@pytest.fixture(scope="module")
def books() -> list[Books]:
    """What was written: a civil affairs bureau leaves out a year, and a county never hears of its water bureau."""
    every = [report.books for report in reports(_COUNTIES, _YEARS)]
    return [one for one in every if not _is_left_out(one)]


def _is_left_out(books: Books) -> bool:
    counties = [department.county_id for department in departments(_COUNTIES)][::4]
    department = books.department
    silent = department.county_id == counties[0] and department.kind == "accounts" and books.year == 2019
    return silent or (department.county_id == counties[1] and department.kind == "project")


@pytest.fixture(scope="module")
def warehouse(prefect_api: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("asked")
    settings = Settings(raw=folder / "raw", warehouse=folder / "warehouse", settle_seconds=0)
    for report in reports(_COUNTIES, _YEARS):
        if not _is_left_out(report.books):
            path = settings.raw / report.sample.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(render(report.sample))
    with Staging(settings.staging) as staging:
        staging.begin_run("night", datetime(2031, 1, 1, 2, tzinfo=UTC))
    ingest(settings, "night")
    transform(settings)
    yield settings.build
    shutil.rmtree(folder)


def _rows(answer: Answer, *columns: str) -> list[tuple[object, ...]]:
    places = [answer.columns.index(column) for column in columns]
    return sorted((tuple(_plain(row[place]) for place in places) for row in answer.rows), key=repr)


def _plain(value: object) -> object:
    """A number as the books have it, with the decimals that are printed."""
    return round(float(value), 2) if isinstance(value, Decimal | float) else value


def _wan(amount: int | None) -> float | None:
    return None if amount is None else amount / 100


def _sorted(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(rows, key=repr)


def _rounded(numerator: float, denominator: float) -> float:
    return round(numerator / denominator, 2)


@pytest.mark.parametrize("name", saved_queries())
def test_every_question_is_answered_with_and_without_its_parameters(warehouse: Path, name: str):
    query = saved_queries()[name]
    whole = ask_saved(warehouse, name, {})
    assert len(set(whole.columns)) == len(whole.columns)
    assert all(any("一" <= letter <= "鿿" for letter in column) for column in whole.columns)
    for parameter in query.parameters:
        narrowed = ask_saved(warehouse, name, {parameter.name: _GIVEN[parameter.name]})
        assert narrowed.columns == whole.columns
        if parameter.default is None:
            assert len(narrowed.rows) <= len(whole.rows)
            assert {row[:3] for row in narrowed.rows} <= {row[:3] for row in whole.rows}
    every = {parameter.name: _GIVEN[parameter.name] for parameter in query.parameters}
    assert ask_saved(warehouse, name, every).columns == whole.columns


def test_income_and_expenditure_stand_as_the_books_have_them(warehouse: Path, books: list[Books]):
    expected = []
    for one in books:
        if one.department.kind == "project":
            continue
        # The stacked form counts what was carried over into the income of the year; the others do not.
        income = one.income + (one.carry_in if one.department.kind == "form" else 0)
        basic = sum(unit.basic for unit in one.units)
        left = None if one.department.kind == "accounts" else one.carry_out
        amounts = (income, one.expenditure, basic, one.expenditure - basic, left)
        expected.append((one.department.county, one.year, *map(_wan, amounts), 0))
    answer = ask_saved(warehouse, "income_and_expenditure", {})
    columns = ("收入合计（万元）", "支出合计（万元）", "基本支出（万元）", "项目支出（万元）", "年末结转和结余（万元）")
    assert _rows(answer, "县", "年度", *columns, "另有报告") == _sorted(expected)


def test_a_parameter_leaves_what_it_names(warehouse: Path, books: list[Books]):
    county = books[-1].department.county
    answer = ask_saved(warehouse, "income_and_expenditure", {"county": county, "year": "2020"})
    expected = [one for one in books if (one.department.county, one.year) == (county, 2020)]
    assert len(answer.rows) == len([one for one in expected if one.department.kind != "project"]) > 0


def test_public_expenses_per_head_and_their_change_follow_from_two_years(warehouse: Path, books: list[Books]):
    expected = []
    total = {
        (one.department.name, one.year): one.travel.total
        for one in books
        if one.department.kind in ("form", "accounts")
    }
    for one in books:
        if one.department.kind == "project":
            continue
        staff = None if one.department.kind == "accounts" else one.staff
        before = total.get((one.department.name, one.year - 1))
        if one.department.kind == "base_data":
            before = one.travel_before.total
            if one.year == _YEARS[0]:
                expected.append(
                    (one.department.county, one.department.name, one.year - 1, _wan(before), None, None, None)
                )
        expected.append(
            (
                one.department.county,
                one.department.name,
                one.year,
                _wan(one.travel.total),
                staff,
                _rounded(one.travel.total * 100, staff) if staff else None,
                _rounded(100 * (one.travel.total - before), before) if before else None,
            )
        )
    answer = ask_saved(warehouse, "sangong_per_head", {})
    columns = ("三公经费（万元）", "实有人数", "人均三公经费（元）", "比上年（%）")
    assert _rows(answer, "县", "部门", "年度", *columns) == _sorted(expected)


def test_programmes_sum_each_project_once(warehouse: Path, books: list[Books]):
    sums: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in books:
        if one.department.kind == "project":
            found = sums[_PROGRAMMES[one.project.name], one.year]
            found[0] += 1
            found[1] += one.project.total("received")
            found[2] += one.project.total("spent")
    expected = [
        (*key, count, count, _wan(budget), _wan(spent), _rounded(100 * spent, budget))
        for key, (count, budget, spent) in sums.items()
    ]
    answer = ask_saved(warehouse, "execution_by_programme", {})
    columns = ("项目个数", "县数", "预算（万元）", "支出（万元）", "执行率（%）")
    assert _rows(answer, "项目大类", "年度", *columns) == _sorted(expected)


def test_projects_out_of_range_are_those_beyond_the_bounds_given(warehouse: Path, books: list[Books]):
    rates = {
        (one.department.county, one.year): 100 * one.project.total("spent") / one.project.total("received")
        for one in books
        if one.department.kind == "project"
    }
    bound = round(sorted(rates.values())[len(rates) // 2]) + 1
    expected = [(*key, round(rate, 2)) for key, rate in rates.items() if rate < bound]
    answer = ask_saved(warehouse, "execution_out_of_range", {"low": str(bound)})
    assert _rows(answer, "县", "年度", "执行率（%）") == _sorted(expected)
    assert 0 < len(expected) < len(rates)
    assert ask_saved(warehouse, "execution_out_of_range", {}).rows == []


def test_a_household_costs_what_its_project_spent(warehouse: Path, books: list[Books]):
    expected = [
        (
            _PROGRAMMES[one.project.name],
            one.department.county,
            one.year,
            one.project.households,
            _wan(one.project.total("spent")),
            _rounded(one.project.total("spent") * 100, one.project.households),
        )
        for one in books
        if one.department.kind == "project"
    ]
    answer = ask_saved(warehouse, "cost_per_household", {})
    assert _rows(answer, "项目大类", "县", "年度", "户数", "支出（万元）", "每户支出（元）") == _sorted(expected)


def test_procurement_stands_beside_its_budget(warehouse: Path, books: list[Books]):
    expected = [
        (
            one.department.name,
            one.year,
            _wan(one.procurement_budget),
            _wan(one.procurement),
            _rounded(100 * one.procurement, one.procurement_budget),
            *map(_wan, (one.goods, one.services, one.works)),
        )
        for one in books
        if one.department.kind == "base_data"
    ]
    answer = ask_saved(warehouse, "procurement_execution", {})
    columns = ("采购预算（万元）", "采购金额（万元）", "执行率（%）", "货物（万元）", "服务（万元）", "工程（万元）")
    assert _rows(answer, "部门", "年度", *columns) == _sorted(expected)


def test_what_one_year_leaves_the_next_begins_with(warehouse: Path, books: list[Books]):
    expected = [
        (
            one.department.name,
            one.year,
            _wan(one.carry_in),
            _wan(one.carry_out),
            _rounded(one.carry_out - one.carry_in, 100),
            None if one.year == _YEARS[0] else 0.0,
        )
        for one in books
        if one.department.kind in ("form", "base_data")
    ]
    answer = ask_saved(warehouse, "carry_over", {})
    columns = ("上年结转（万元）", "年末结转和结余（万元）", "年末比年初（万元）", "与上年报告之差（万元）")
    assert _rows(answer, "部门", "年度", *columns) == _sorted(expected)


def test_an_indicator_is_recomputed_from_the_figures_of_its_report(warehouse: Path, books: list[Books]):
    expected = [
        (one.department.name, one.year, 15.0, 15.0, round(100 * one.staff / one.quota, 4), 15.0, 15.0)
        for one in books
        if one.department.kind in ("form", "base_data")
    ]
    answer = ask_saved(warehouse, "indicators_by_county", {"indicator": "在职人员控制率"})
    columns = ("部门", "年度", "分值", "得分", "复算比率（%）", "复算最低分", "复算最高分")
    places = [answer.columns.index(column) for column in columns]
    found = [(row[places[0]], row[places[1]], *(float(row[place]) for place in places[2:])) for row in answer.rows]
    assert _sorted(found) == _sorted(expected)


def test_departments_of_one_function_stand_in_one_row_set(warehouse: Path, books: list[Books]):
    expected = []
    for one in books:
        if one.department.kind == "base_data" and one.year == 2019:
            money = (("收入合计", one.income), ("支出合计", one.expenditure), ("三公经费", one.travel.total))
            expected += [(one.department.county, item, float(amount * 100)) for item, amount in money]
            expected += [(one.department.county, "编制人数", float(one.quota))]
            expected += [(one.department.county, "实有人数", float(one.staff))]
    answer = ask_saved(warehouse, "department_comparison", {"function": "教育", "year": "2019"})
    found = [
        (county, item, value)
        for county, item, year, basis, value in _rows(answer, "县", "项目", "数据年度", "口径", "数值")
        if (year, basis) == (2019, "决算") and item in {item for _, item, _ in expected}
    ]
    assert _sorted(found) == _sorted(expected)
    assert {function_year for (function_year,) in _rows(answer, "年度")} == {2019}


def test_what_is_missing_is_named_and_nothing_else(warehouse: Path, books: list[Books]):
    sent = {(one.department.county, one.department.kind, one.year) for one in books}
    counties = {department.county for department in departments(_COUNTIES)}
    functions: Mapping[str, str] = {
        "form": "住房和城乡建设",
        "base_data": "教育",
        "project": "水利",
        "accounts": "民政",
    }
    expected = [
        (county, functions[kind], "民政局" if kind == "accounts" else None, year)
        for county in counties
        for kind in functions
        for year in _YEARS
        if (county, kind, year) not in sent
    ]
    answer = ask_saved(warehouse, "completeness", {})
    assert _rows(answer, "县", "部门职能", "部门", "缺少年度") == _sorted(expected)
    assert len(expected) == 1 + len(_YEARS)


@pytest.mark.parametrize("name", ["scores_against_rules", "balances_not_reported", "findings_by_department"])
def test_reports_without_mistakes_give_no_row(warehouse: Path, name: str):
    assert ask_saved(warehouse, name, {}).rows == []
