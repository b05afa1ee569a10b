"""Questions about departments: their money over the years, and beside each other."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tests.benchmarks.queries_in_pandas.tables import Given, Tables, only, rounded, with_counties, with_departments

_KINDS = {
    "staffing": "1 人员",
    "income": "2 收入",
    "expenditure": "3 支出",
    "balance": "4 结余",
    "three_public": "5 三公经费",
    "procurement": "6 政府采购",
    "assets": "7 资产",
    "indicator": "8 共性指标",
}
_ALWAYS = ["staff_quota", "staff_actual", "income_total", "expenditure_total", "sangong_total"]


def _totals(tables: Tables, measures: Sequence[str]) -> pd.DataFrame:
    """Totals of known departments, accounts first."""
    totals = tables["fct_department_totals"]
    totals = totals[totals.is_primary & totals.department_id.notna() & totals.measure_code.isin(measures)]
    totals = totals.merge(tables["dim_reports"][["report_id", "report_kind"]], on="report_id")
    return totals.assign(kind_rank=(totals.report_kind != "department_accounts").astype(int))


def _wide(totals: pd.DataFrame, measures: Sequence[str], values: str = "value") -> pd.DataFrame:
    index = ["department_id", "county_id", "fiscal_year"]
    return (
        totals.pivot(index=index, columns="measure_code", values=values).reindex(columns=list(measures)).reset_index()
    )


def _before(yearly: pd.DataFrame, columns: Sequence[str], year: str = "fiscal_year") -> pd.DataFrame:
    before = yearly[["department_id", year, *columns]].assign(**{year: yearly[year] + 1})
    return yearly.merge(before, on=["department_id", year], how="left", suffixes=("", "_before"))


def carry_over(tables: Tables, given: Given) -> pd.DataFrame:
    totals = _totals(tables, ["carry_in", "carry_out"])
    totals = totals[(totals.basis == "actual") & (totals.period_year == totals.fiscal_year)]
    totals = totals.sort_values(["kind_rank", "report_id"])
    totals = totals.drop_duplicates(["department_id", "fiscal_year", "measure_code"])
    codes = ["carry_in", "carry_out"]
    yearly = _wide(totals, codes).merge(
        _wide(totals, codes, "figure_id"), on=["department_id", "county_id", "fiscal_year"], suffixes=("", "_figure")
    )
    found = _before(yearly, ["carry_out", "carry_out_figure"])
    found = with_departments(with_counties(found, tables), tables)
    found = only(found, county_name=given["county"], canonical_name=given["department"])
    found = found.assign(
        begin=found.carry_in / 1e4,
        end=found.carry_out / 1e4,
        change=(found.carry_out - found.carry_in) / 1e4,
        gap=(found.carry_in - found.carry_out_before) / 1e4,
    )
    names = ["county_name", "department_name", "fiscal_year", "begin", "end", "change", "gap"]
    return found[[*names, "carry_in_figure", "carry_out_figure_before"]]


def completeness(tables: Tables, given: Given) -> pd.DataFrame:
    reports = tables["dim_reports"]
    reports = reports[reports.is_primary & reports.county_id.notna() & reports.fiscal_year.notna()]
    sent = with_departments(reports[["county_id", "department_id", "fiscal_year"]], tables, "inner").drop_duplicates()
    years = sent[["fiscal_year"]].drop_duplicates()
    known = sent[["county_id", "department_id", "canonical_name", "function_name"]].drop_duplicates()
    functions = sent.dropna(subset="function_name").groupby("function_name").county_id.nunique().rename("county_count")
    silent = known.merge(years, how="cross").merge(
        sent[["department_id", "fiscal_year"]], on=["department_id", "fiscal_year"], how="left", indicator=True
    )
    never = known[["county_id"]].drop_duplicates().merge(functions.reset_index()[["function_name"]], how="cross")
    never = never.merge(
        known[["county_id", "function_name"]].drop_duplicates(),
        on=["county_id", "function_name"],
        how="left",
        indicator=True,
    )
    never = never[never._merge == "left_only"].drop(columns="_merge").merge(years, how="cross")
    missing = pd.concat([silent[silent._merge == "left_only"], never.assign(canonical_name=None)])
    missing = with_counties(only(missing, fiscal_year=given["year"]), tables).merge(
        functions, on="function_name", how="left"
    )
    missing["county_count"] = missing.county_count.fillna(1)
    return missing[["province_name", "county_name", "function_name", "canonical_name", "fiscal_year", "county_count"]]


def department_comparison(tables: Tables, given: Given) -> pd.DataFrame:
    reports = tables["dim_reports"]
    reports = reports[reports.is_primary][
        ["report_id", "report_kind", "report_kind_name", "county_id", "department_id", "fiscal_year"]
    ]
    reports = only(reports, fiscal_year=given["year"])
    reports = with_counties(reports, tables).dropna(subset="county_name")
    reports = only(with_departments(reports, tables, "inner"), function_name=given["function"])
    measures = tables["dim_measures"][["measure_code", "measure_name", "statement", "unit"]]
    columns = ["report_id", "statement", "measure_name", "basis", "period_year", "value", "unit", "figure_id"]
    totals = tables["fct_department_totals"]
    said = totals[totals.report_id.isin(reports.report_id)]
    lines = said.merge(measures[["measure_code", "statement"]], on="measure_code")[columns]
    scores = tables["fct_indicator_scores"].merge(
        tables["dim_indicators"][["indicator_code", "indicator_name"]], on="indicator_code"
    )
    scores = scores[scores.report_id.isin(reports.report_id)].rename(
        columns={"score_figure_id": "figure_id", "fiscal_year": "period_year"}
    )
    scored = [
        scores.dropna(subset=column).assign(
            statement="indicator", measure_name=lambda frame, word=word: frame.indicator_name + word, basis=basis, unit=unit,
            value=lambda frame, column=column: frame[column],
        )[columns]
        for column, word, basis, unit in (("score", " 得分", "score", "分"), ("recomputed_rate", " 复算", "actual", "%"))
    ]  # fmt: skip
    needed = reports[reports.report_kind == "department_evaluation"][["report_id", "fiscal_year"]]
    needed = needed.merge(measures[measures.measure_code.isin(_ALWAYS)], how="cross")
    needed = needed.assign(basis="actual", period_year=needed.fiscal_year)
    keys = ["report_id", "measure_code", "basis", "period_year"]
    needed = needed.merge(said[keys].drop_duplicates(), on=keys, how="left", indicator=True)
    silent = needed[needed._merge == "left_only"].assign(value=np.nan, figure_id=None)[columns]
    found = pd.concat([lines, *scored, silent]) if len(silent) else pd.concat([lines, *scored])
    found = found.merge(reports, on="report_id").merge(tables["dim_bases"], on="basis", how="left")
    found["statement"] = found.statement.map(_KINDS)
    names = ["statement", "measure_name", "basis_name", "period_year", "county_name", "department_name", "fiscal_year"]
    order = [*names, "report_kind_name", "value", "unit", "figure_id"]
    return found[order].sort_values([*names, "report_kind_name", "figure_id"])


def income_and_expenditure(tables: Tables, given: Given) -> pd.DataFrame:
    codes = ["income_total", "expenditure_total", "expenditure_basic", "expenditure_project", "carry_out"]
    totals = tables["fct_department_totals"]
    totals = totals[
        totals.is_primary
        & (totals.basis == "actual")
        & (totals.period_year == totals.fiscal_year)
        & totals.measure_code.isin(codes)
    ]
    wide = totals.pivot(index="report_id", columns="measure_code", values="value").reindex(columns=codes)
    wide["said_count"] = wide.notna().sum(axis=1)
    wide = wide.dropna(subset=codes[:2], how="all").reset_index().merge(tables["dim_reports"], on="report_id")
    wide["kind_rank"] = (wide.report_kind != "department_accounts").astype(int)
    keys = [wide.department_id.fillna(wide.report_id), wide.fiscal_year]
    wide = wide.assign(key=keys[0], others=wide.groupby(keys).report_id.transform("size") - 1)
    wide = wide.sort_values(["said_count", "kind_rank", "report_id"], ascending=[False, True, True])
    wide = with_counties(wide.drop_duplicates(["key", "fiscal_year"]), tables)
    wide = wide.merge(tables["dim_departments"][["department_id", "function_name"]], on="department_id", how="left")
    wide = only(wide, county_name=given["county"], fiscal_year=given["year"])
    wide[codes] = wide[codes] / 1e4
    names = ["province_name", "county_name", "department_name", "function_name", "fiscal_year", "report_kind_name"]
    return wide[[*names, *codes, "report_id", "others"]]


def procurement_execution(tables: Tables, given: Given) -> pd.DataFrame:
    codes = ["procurement_total", "procurement_goods", "procurement_services", "procurement_works"]
    totals = _totals(tables, codes)
    totals = totals[totals.period_year == totals.fiscal_year].sort_values(["kind_rank", "report_id"])
    totals = totals.drop_duplicates(["department_id", "fiscal_year", "measure_code", "basis"])
    keys = ["department_id", "county_id", "fiscal_year"]
    whole = totals[totals.measure_code == "procurement_total"]
    budgets = whole.pivot(index=keys, columns="basis", values="value")
    budgets = budgets.reindex(columns=["annual_budget", "adjusted_budget", "budget", "initial_budget"])
    bought = totals[totals.basis == "actual"]
    found = bought.pivot(index=keys, columns="measure_code", values="value").reindex(columns=codes)
    found["figure_id"] = bought[bought.measure_code == "procurement_total"].set_index(keys).figure_id
    found = budgets.bfill(axis=1).iloc[:, 0].rename("planned").to_frame().join(found, how="outer").reset_index()
    found = found.dropna(subset=["planned", "procurement_total"], how="all")
    found = with_departments(with_counties(found, tables), tables)
    found = only(found, county_name=given["county"], fiscal_year=given["year"])
    rate = rounded(100 * found.procurement_total / found.planned.replace(0, np.nan))
    amounts = ["planned", *codes]
    found = found.assign(rate=rate, **{column: found[column] / 1e4 for column in amounts})
    names = ["county_name", "department_name", "fiscal_year", "planned", "procurement_total", "rate"]
    return found[[*names, *codes[1:], "figure_id"]]


def sangong_per_head(tables: Tables, given: Given) -> pd.DataFrame:
    codes = ["sangong_total", "staff_actual"]
    totals = _totals(tables, codes)
    totals = totals[totals.basis == "actual"]
    totals = totals.assign(distance=(totals.fiscal_year - totals.period_year).abs())
    totals = totals.sort_values(["distance", "kind_rank", "report_id"])
    totals = totals.drop_duplicates(["department_id", "period_year", "measure_code"])
    index = ["department_id", "county_id", "period_year"]
    yearly = totals.pivot(index=index, columns="measure_code", values="value").reindex(columns=codes).reset_index()
    found = _before(yearly, ["sangong_total"], "period_year").dropna(subset="sangong_total")
    found = with_departments(with_counties(found, tables), tables)
    found = only(found, county_name=given["county"], function_name=given["function"])
    change = 100 * (found.sangong_total - found.sangong_total_before) / found.sangong_total_before.replace(0, np.nan)
    found = found.assign(
        each=rounded(found.sangong_total / found.staff_actual.replace(0, np.nan)),
        change=rounded(change),
        total=found.sangong_total / 1e4,
    )
    names = ["county_name", "department_name", "function_name", "period_year", "total", "staff_actual"]
    return found[[*names, "each", "change"]]
