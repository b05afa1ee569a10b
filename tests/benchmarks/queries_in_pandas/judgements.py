"""Questions about scores and findings."""

import pandas as pd

from tests.benchmarks.queries_in_pandas.tables import Given, Tables, only, with_counties, with_departments


def findings_by_department(tables: Tables, given: Given) -> pd.DataFrame:
    findings = tables["findings"]
    primary = tables["dim_reports"].query("is_primary").report_id
    findings = findings[
        (findings.status == "fail") & findings.report_id.isin(primary) & (findings.lifecycle.fillna("") != "waived")
    ]
    findings = only(findings, rule_code=given["rule"], fiscal_year=given["year"])
    department = ["county_id", "department_id", "fiscal_year"]
    found = findings.groupby([*department, "rule_code", "rule_name", "severity"], dropna=False).size()
    found = (
        found.unstack("severity", fill_value=0).reindex(columns=["error", "warn", "info"], fill_value=0).reset_index()
    )
    found["count"] = found.error + found.warn + found["info"]
    found["all"] = found.groupby(department, dropna=False)["count"].transform("sum")
    found = with_departments(with_counties(found, tables), tables)
    return found[
        ["county_name", "department_name", "fiscal_year", "rule_code", "rule_name", "error", "warn", "info", "all"]
    ]


def indicators_by_county(tables: Tables, given: Given) -> pd.DataFrame:
    scores = tables["fct_indicator_scores"]
    indicators = tables["dim_indicators"][["indicator_code", "indicator_name"]]
    if given["indicator"]:
        wanted = (indicators.indicator_code == given["indicator"]) | (indicators.indicator_name == given["indicator"])
        indicators = indicators[wanted]
    found = only(scores[scores.is_primary], fiscal_year=given["year"]).merge(indicators, on="indicator_code")
    found = found.merge(tables["dim_reports"][["report_id", "report_kind_name"]], on="report_id")
    found = with_departments(with_counties(found, tables), tables)
    names = ["indicator_code", "indicator_name", "county_name", "department_name", "fiscal_year", "report_kind_name"]
    recomputed = ["recomputed_rate", "recomputed_score_low", "recomputed_score_high"]
    order = [*names, "scope_name", "weight", "score", *recomputed, "rule_text", "score_figure_id"]
    return found[order].sort_values([*names[:1], *names[2:], "scope_name", "score_figure_id"])


def scores_against_rules(tables: Tables, given: Given) -> pd.DataFrame:
    scores = only(tables["fct_indicator_scores"].query("is_primary"), fiscal_year=given["year"])
    above = scores.score - scores.recomputed_score_high
    below = scores.score - scores.recomputed_score_low
    found = scores.assign(excess=above.where(above > 0, below))[(above > 0) | (below < 0)]
    found = with_departments(with_counties(found, tables), tables)
    found = found.sort_values("excess", key=abs, ascending=False)
    names = ["county_name", "department_name", "fiscal_year", "scope_name", "label", "weight", "score"]
    recomputed = ["recomputed_rate", "recomputed_score_low", "recomputed_score_high"]
    return found[[*names, *recomputed, "excess", "rule_text", "score_figure_id"]]
