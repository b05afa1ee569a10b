"""Questions about projects: what they were given, what they spent, what is left."""

import pandas as pd

from tests.benchmarks.queries_in_pandas.tables import Given, Tables, only, rounded, with_counties, with_departments


def _counted(tables: Tables) -> pd.DataFrame:
    execution = tables["fct_project_execution"]
    return execution[execution.is_counted]


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
    funds = only(funds[funds.amount_yuan > 0], fiscal_year=given["year"])
    funds = funds.sort_values(["amount_yuan", "figure_id"], ascending=[False, True])
    found = funds.drop_duplicates(["project_id", "fiscal_year"]).merge(nothing, on=["department_id", "fiscal_year"])
    found = with_departments(with_counties(found, tables), tables)
    found = found.assign(balance=found.balance / 1e4, amount=found.amount_yuan / 1e4)
    return found[
        ["county_name", "department_name", "fiscal_year", "balance", "project_name", "amount", "ours", "figure_id"]
    ]


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
    alone = said.report_id.map(own[own["count"] == 1].only)
    said = said.assign(project_name=said.scope_name.where(named, alone), is_in_passing=~named)
    said = said.dropna(subset="project_name")
    nearest = said.groupby(["report_id", "project_name"]).is_in_passing.transform("min")
    counted = said[said.is_in_passing == nearest].groupby(["report_id", "project_name"]).value.agg(["max", "nunique"])
    counted = counted[counted["nunique"] == 1].reset_index().rename(columns={"max": "households"})
    execution = tables["fct_project_execution"]
    execution = execution[execution.is_primary & execution.spent_yuan.notna()]
    found = execution.merge(counted, on=["report_id", "project_name"])
    found = found.assign(kind_rank=(found.report_id.map(kinds) != "project_evaluation").astype(int))
    found = found.sort_values(["kind_rank", "report_id"]).drop_duplicates(["project_id", "fiscal_year"])
    found = with_counties(_programmes(found, tables), tables)
    found = only(found, programme_name=given["programme"]).fillna({"programme_name": "（未归类）"})
    found = found.groupby(["programme_name", "county_id", "county_name", "fiscal_year"], as_index=False).agg(
        count=("project_id", "size"), households=("households", "sum"), spent=("spent_yuan", "sum")
    )
    found = found.assign(each=rounded(found.spent / found.households), spent=found.spent / 1e4)
    return found[["programme_name", "county_name", "fiscal_year", "count", "households", "spent", "each"]]


def execution_by_programme(tables: Tables, given: Given) -> pd.DataFrame:
    found = _programmes(only(_counted(tables), fiscal_year=given["year"]), tables)
    found = found.fillna({"programme_name": "（未归类）"})
    found = found.groupby(["programme_name", "fiscal_year"], as_index=False).agg(
        count=("project_id", "size"),
        counties=("county_id", "nunique"),
        budget=("budget_yuan", "sum"),
        spent=("spent_yuan", "sum"),
    )
    rate = rounded(100 * found.spent / found.budget)
    return found.assign(budget=found.budget / 1e4, spent=found.spent / 1e4, rate=rate)


def execution_out_of_range(tables: Tables, given: Given) -> pd.DataFrame:
    found = _counted(tables)
    found = only(found[found.budget_yuan > 0], fiscal_year=given["year"])
    rate = 100 * found.spent_yuan / found.budget_yuan
    found = found.assign(rate=rounded(rate))[(rate > given["high"]) | (rate < given["low"])]
    found = found.merge(tables["dim_bases"], left_on="budget_basis", right_on="basis")
    found = found.assign(budget=found.budget_yuan / 1e4, spent=found.spent_yuan / 1e4)
    found = with_departments(with_counties(found, tables), tables)
    names = ["county_name", "department_name", "fiscal_year", "project_name", "basis_name", "budget"]
    return found[[*names, "spent", "rate", "spent_figure_id"]]
