"""The saved questions asked of the same rows in pandas, as somebody who works in a notebook would write them.

Each takes the tables by name and the question's parameters, and gives the columns of the question in their order.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

Tables = Mapping[str, pd.DataFrame]
Given = Mapping[str, Any]

_PLACES = ["county_id", "province_name", "county_name"]
_BUDGETS = {
    "annual_budget": "全年预算",
    "adjusted_budget": "调整预算",
    "budget": "预算",
    "received": "到位",
    "planned": "计划",
    "initial_budget": "年初预算",
}
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


def _counties(frame: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    return frame.merge(tables["dim_counties"][_PLACES], on="county_id", how="left")


def _departments(frame: pd.DataFrame, tables: Tables, how: Any = "left") -> pd.DataFrame:
    columns = ["department_id", "department_name", "canonical_name", "function_name"]
    return frame.merge(tables["dim_departments"][columns], on="department_id", how=how)


def _only(frame: pd.DataFrame, **wanted: object) -> pd.DataFrame:
    for column, value in wanted.items():
        if value is not None:
            frame = frame[frame[column] == value]
    return frame


def _rounded(numbers: "pd.Series[float]") -> "pd.Series[float]":
    """Half away from zero, as SQL rounds; pandas alone would round half to even."""
    return np.sign(numbers) * np.floor(numbers.abs() * 100 + 0.5) / 100


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


def _projects(tables: Tables) -> pd.DataFrame:
    """The amounts of a project and year from one report, its own first."""
    funds = tables["fct_project_funds"]
    funds = funds[funds.is_primary & (funds.funding_source == "total")]
    keys = ["report_id", "project_id", "project_name", "county_id", "department_id", "fiscal_year"]
    stages = [*_BUDGETS, "spent", "actual"]
    wide = funds.pivot(index=keys, columns="stage", values="amount_yuan").reindex(columns=stages)
    found = wide.reset_index().merge(tables["dim_reports"][["report_id", "report_kind"]], on="report_id")
    found["budget_taken"] = found[list(_BUDGETS)].bfill(axis=1).iloc[:, 0]
    found["spent"] = found.spent.fillna(found.actual)
    figures = funds[funds.stage == "spent"][["report_id", "project_id", "figure_id"]]
    return found.merge(figures, on=["report_id", "project_id"], how="left")


def _own_report(projects: pd.DataFrame) -> pd.DataFrame:
    projects = projects.assign(kind_rank=(projects.report_kind != "project_evaluation").astype(int))
    return projects.sort_values(["kind_rank", "report_id"]).drop_duplicates(["project_id", "fiscal_year"])


def _programmes(frame: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    return frame.merge(tables["dim_projects"][["project_id", "programme_name"]], on="project_id", how="left")


def balances_not_reported(tables: Tables, given: Given) -> pd.DataFrame:
    totals = tables["fct_department_totals"]
    totals = totals[
        totals.is_primary
        & totals.measure_code.isin(["balance_year", "carry_out"])
        & (totals.basis == "actual")
        & (totals.period_year == totals.fiscal_year)
    ]
    totals = totals.assign(balance=totals.value.abs())
    nothing = totals.groupby(["department_id", "fiscal_year"]).agg(
        balance=("balance", "max"), ours=("figure_id", "min")
    )
    nothing = nothing[nothing.balance == 0].reset_index()
    funds = tables["fct_project_funds"]
    funds = funds[funds.is_primary & (funds.funding_source == "total") & (funds.stage == "balance")]
    funds = _only(funds[funds.amount_yuan > 0], fiscal_year=given["year"])
    funds = funds.sort_values(["amount_yuan", "figure_id"], ascending=[False, True])
    found = funds.drop_duplicates(["project_id", "fiscal_year"]).merge(nothing, on=["department_id", "fiscal_year"])
    found = _departments(_counties(found, tables), tables)
    found = found.assign(balance=found.balance / 1e4, amount=found.amount_yuan / 1e4)
    return found[
        ["county_name", "department_name", "fiscal_year", "balance", "project_name", "amount", "ours", "figure_id"]
    ]


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
    found = _departments(_counties(found, tables), tables)
    found = _only(found, county_name=given["county"], canonical_name=given["department"])
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
    sent = _departments(reports[["county_id", "department_id", "fiscal_year"]], tables, "inner").drop_duplicates()
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
    missing = _counties(_only(missing, fiscal_year=given["year"]), tables).merge(
        functions, on="function_name", how="left"
    )
    missing["county_count"] = missing.county_count.fillna(1)
    return missing[["province_name", "county_name", "function_name", "canonical_name", "fiscal_year", "county_count"]]


def cost_per_household(tables: Tables, given: Given) -> pd.DataFrame:
    funds, figures = tables["fct_project_funds"], tables["fct_figures"]
    about_projects = ["project_evaluation", "key_project_evaluation", "third_party_evaluation"]
    kinds = tables["dim_reports"].set_index("report_id").report_kind
    own = funds[funds.is_primary & funds.report_id.map(kinds).isin(about_projects)]
    own = own.groupby("report_id").agg(only=("project_name", "max"), count=("project_id", "nunique"))
    said = figures[
        figures.is_primary
        & (figures.unit == "户")
        & (figures.value > 0)
        & ~figures.basis.isin(["target", "planned", "budget"])
        & (figures.period_year.isna() | figures.fiscal_year.isna() | (figures.period_year == figures.fiscal_year))
    ]
    named = said.scope_name != ""
    only = said.report_id.map(own[own["count"] == 1].only)
    said = said.assign(project_name=said.scope_name.where(named, only), is_in_passing=~named)
    said = said.dropna(subset="project_name")
    nearest = said.groupby(["report_id", "project_name"]).is_in_passing.transform("min")
    counted = said[said.is_in_passing == nearest].groupby(["report_id", "project_name"]).value.agg(["max", "nunique"])
    counted = counted[counted["nunique"] == 1].reset_index().rename(columns={"max": "households"})
    found = _projects(tables).dropna(subset="spent").merge(counted, on=["report_id", "project_name"])
    found = _counties(_programmes(_own_report(found), tables), tables)
    found = _only(found, programme_name=given["programme"]).fillna({"programme_name": "（未归类）"})
    found = found.groupby(["programme_name", "county_id", "county_name", "fiscal_year"], as_index=False).agg(
        count=("project_id", "size"), households=("households", "sum"), spent=("spent", "sum")
    )
    found = found.assign(each=_rounded(found.spent / found.households), spent=found.spent / 1e4)
    return found[["programme_name", "county_name", "fiscal_year", "count", "households", "spent", "each"]]


def department_comparison(tables: Tables, given: Given) -> pd.DataFrame:
    reports = tables["dim_reports"]
    reports = reports[reports.is_primary][
        ["report_id", "report_kind", "report_kind_name", "county_id", "department_id", "fiscal_year"]
    ]
    reports = _only(reports, fiscal_year=given["year"])
    reports = _counties(reports, tables).dropna(subset="county_name")
    reports = _only(_departments(reports, tables, "inner"), function_name=given["function"])
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


def execution_by_programme(tables: Tables, given: Given) -> pd.DataFrame:
    found = _own_report(_projects(tables).dropna(subset=["budget_taken", "spent"]))
    found = _programmes(_only(found, fiscal_year=given["year"]), tables).fillna({"programme_name": "（未归类）"})
    found = found.groupby(["programme_name", "fiscal_year"], as_index=False).agg(
        count=("project_id", "size"),
        counties=("county_id", "nunique"),
        budget=("budget_taken", "sum"),
        spent=("spent", "sum"),
    )
    rate = _rounded(100 * found.spent / found.budget)
    return found.assign(budget=found.budget / 1e4, spent=found.spent / 1e4, rate=rate)


def execution_out_of_range(tables: Tables, given: Given) -> pd.DataFrame:
    found = _own_report(_projects(tables).dropna(subset=["budget_taken", "spent"]))
    found = _only(found[found.budget_taken > 0], fiscal_year=given["year"])
    rate = 100 * found.spent / found.budget_taken
    found = found.assign(rate=_rounded(rate))[(rate > given["high"]) | (rate < given["low"])]
    basis = found[list(_BUDGETS)].notna().idxmax(axis=1).map(_BUDGETS)
    found = found.assign(basis=basis, budget=found.budget_taken / 1e4, spent=found.spent / 1e4)
    found = _departments(_counties(found, tables), tables)
    names = ["county_name", "department_name", "fiscal_year", "project_name", "basis", "budget"]
    return found[[*names, "spent", "rate", "figure_id"]]


def findings_by_department(tables: Tables, given: Given) -> pd.DataFrame:
    findings = tables["findings"]
    primary = tables["dim_reports"].query("is_primary").report_id
    findings = findings[
        (findings.status == "fail") & findings.report_id.isin(primary) & (findings.lifecycle.fillna("") != "waived")
    ]
    findings = _only(findings, rule_code=given["rule"], fiscal_year=given["year"])
    department = ["county_id", "department_id", "fiscal_year"]
    found = findings.groupby([*department, "rule_code", "rule_name", "severity"], dropna=False).size()
    found = (
        found.unstack("severity", fill_value=0).reindex(columns=["error", "warn", "info"], fill_value=0).reset_index()
    )
    found["count"] = found.error + found.warn + found["info"]
    found["all"] = found.groupby(department, dropna=False)["count"].transform("sum")
    found = _departments(_counties(found, tables), tables)
    return found[
        ["county_name", "department_name", "fiscal_year", "rule_code", "rule_name", "error", "warn", "info", "all"]
    ]


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
    wide = _counties(wide.drop_duplicates(["key", "fiscal_year"]), tables)
    wide = wide.merge(tables["dim_departments"][["department_id", "function_name"]], on="department_id", how="left")
    wide = _only(wide, county_name=given["county"], fiscal_year=given["year"])
    wide[codes] = wide[codes] / 1e4
    names = ["province_name", "county_name", "department_name", "function_name", "fiscal_year", "report_kind_name"]
    return wide[[*names, *codes, "report_id", "others"]]


def indicators_by_county(tables: Tables, given: Given) -> pd.DataFrame:
    scores = tables["fct_indicator_scores"]
    indicators = tables["dim_indicators"][["indicator_code", "indicator_name"]]
    if given["indicator"]:
        wanted = (indicators.indicator_code == given["indicator"]) | (indicators.indicator_name == given["indicator"])
        indicators = indicators[wanted]
    found = _only(scores[scores.is_primary], fiscal_year=given["year"]).merge(indicators, on="indicator_code")
    found = found.merge(tables["dim_reports"][["report_id", "report_kind_name"]], on="report_id")
    found = _departments(_counties(found, tables), tables)
    names = ["indicator_code", "indicator_name", "county_name", "department_name", "fiscal_year", "report_kind_name"]
    recomputed = ["recomputed_rate", "recomputed_score_low", "recomputed_score_high"]
    order = [*names, "scope_name", "weight", "score", *recomputed, "rule_text", "score_figure_id"]
    return found[order].sort_values([*names[:1], *names[2:], "scope_name", "score_figure_id"])


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
    found = _departments(_counties(found, tables), tables)
    found = _only(found, county_name=given["county"], fiscal_year=given["year"])
    rate = _rounded(100 * found.procurement_total / found.planned.replace(0, np.nan))
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
    found = _departments(_counties(found, tables), tables)
    found = _only(found, county_name=given["county"], function_name=given["function"])
    change = 100 * (found.sangong_total - found.sangong_total_before) / found.sangong_total_before.replace(0, np.nan)
    found = found.assign(
        each=_rounded(found.sangong_total / found.staff_actual.replace(0, np.nan)),
        change=_rounded(change),
        total=found.sangong_total / 1e4,
    )
    names = ["county_name", "department_name", "function_name", "period_year", "total", "staff_actual"]
    return found[[*names, "each", "change"]]


def scores_against_rules(tables: Tables, given: Given) -> pd.DataFrame:
    scores = _only(tables["fct_indicator_scores"].query("is_primary"), fiscal_year=given["year"])
    above = scores.score - scores.recomputed_score_high
    below = scores.score - scores.recomputed_score_low
    found = scores.assign(excess=above.where(above > 0, below))[(above > 0) | (below < 0)]
    found = _departments(_counties(found, tables), tables)
    found = found.sort_values("excess", key=abs, ascending=False)
    names = ["county_name", "department_name", "fiscal_year", "scope_name", "label", "weight", "score"]
    recomputed = ["recomputed_rate", "recomputed_score_low", "recomputed_score_high"]
    return found[[*names, *recomputed, "excess", "rule_text", "score_figure_id"]]


ANSWERS: Mapping[str, Callable[[Tables, Given], pd.DataFrame]] = {
    function.__name__: function
    for function in (
        balances_not_reported,
        carry_over,
        completeness,
        cost_per_household,
        department_comparison,
        execution_by_programme,
        execution_out_of_range,
        findings_by_department,
        income_and_expenditure,
        indicators_by_county,
        procurement_execution,
        sangong_per_head,
        scores_against_rules,
    )
}
