"""Questions about counties as a whole, beside each other over the years."""

import numpy as np
import pandas as pd

from tests.benchmarks.queries_in_pandas.tables import Given, Tables, only, rounded, with_counties


def county_finances(tables: Tables, given: Given) -> pd.DataFrame:
    codes = [
        "county_general_revenue", "county_tax_revenue", "county_general_expenditure", "county_debt", "county_debt_limit",
    ]  # fmt: skip
    told = tables["fct_county_finances"]
    told = told[
        told.is_primary
        & (told.basis == "actual")
        & ((told.scope_level == "county") | (told.scope_name == ""))
        & told.measure_code.isin(codes)
    ]
    told = told.assign(
        key=told.county_id.fillna(told.report_id),
        other_year=(told.fiscal_year != told.period_year).astype(int),
        unsaid=(told.scope_level != "county").astype(int),
    )
    order = ["other_year", "fiscal_year", "unsaid", "figure_id"]
    told = told.sort_values(order, ascending=[True, False, True, True])
    told = told.drop_duplicates(["key", "period_year", "measure_code"])
    keys = ["key", "county_id", "period_year"]
    found = told.pivot(index=keys, columns="measure_code", values="amount_yuan").reindex(columns=codes)
    figures = told.pivot(index=keys, columns="measure_code", values="figure_id").reindex(columns=codes)
    found["revenue_figure"], found["debt_figure"] = figures.county_general_revenue, figures.county_debt
    found = with_counties(found.reset_index(), tables)
    found = only(found, county_name=given["county"], period_year=given["year"])
    found = found.assign(
        tax_share=rounded(100 * found.county_tax_revenue / found.county_general_revenue.replace(0, np.nan)),
        debt_share=rounded(100 * found.county_debt / found.county_debt_limit.replace(0, np.nan)),
        **{code: found[code] / 1e4 for code in codes},
    )
    revenue, tax, *others = codes
    columns = ["province_name", "county_name", "period_year", revenue, tax, "tax_share", *others, "debt_share"]
    return found[[*columns, "revenue_figure", "debt_figure"]].sort_values(
        [*columns[:3], "revenue_figure", "debt_figure"]
    )
