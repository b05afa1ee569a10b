"""Reports of departments, towns and schools speak of the same budgets, and mean what they are granted."""

import pytest

from flows.extraction import SourceClues, extract
from flows.model.facts import Figure
from tests.extraction.printed_tables import report


def figures_of(*lines: str) -> dict[str, Figure]:
    return {figure.printed: figure for figure in extract(report(*lines), SourceClues("报告.docx")).figures}


@pytest.mark.parametrize(
    "title",
    ["青禾县民政局2023年度部门决算", "柳林镇人民政府2023年度部门决算公开", "青禾县第一中学2023年度单位决算"],
)
def test_the_general_budget_of_a_department_is_its_grant(title: str):
    found = figures_of(
        title,
        "2023年度收入总计652.30万元，其中：一般公共预算财政拨款收入612.40万元，上级补助收入39.90万元。"
        "年末结转和结余11.20万元。",
    )
    codes = {printed: figure.measure_code for printed, figure in found.items()}
    assert codes == {
        "652.30": "income_total",
        "612.40": "income_general",
        "39.90": "income_superior",
        "11.20": "carry_out",
    }
    assert {figure.scope_name for figure in found.values()} == {""}


def test_a_department_that_tells_of_its_county_gains_no_measure_of_it():
    found = figures_of(
        "青禾县财政局2023年度部门整体支出绩效自评报告", "2023年全县税收收入12.50亿元，政府债务余额30.20亿元。"
    )
    assert {figure.measure_code for figure in found.values()} == {None}


def test_the_same_words_in_the_accounts_of_a_county_are_the_county_s():
    found = figures_of(
        "青禾县2023年财政收支决算报告",
        "一、全县一般公共预算",
        "一般公共预算收入5.20亿元，上级补助收入9.10亿元，其中教育支出3.30亿元。",
        "全县“三公”经费支出860万元。",
    )
    said = {printed: (figure.measure_code, figure.scope_name) for printed, figure in found.items()}
    assert said == {
        "5.20": ("county_general_revenue", "全县"),
        "9.10": ("county_general_transfers", "全县"),
        "3.30": (None, "全县"),
        "860": ("sangong_total", "全县"),
    }


def test_a_budget_that_a_congress_has_adjusted_is_of_the_matter_before():
    found = figures_of(
        "青禾县2023年财政决算（草案）的报告",
        "全县一般公共预算收入年初预算为168500万元，经县人大常委会批准调整为165000万元，决算数166238万元。",
    )
    said = {printed: (figure.measure_code, figure.basis) for printed, figure in found.items()}
    assert said == {
        "168500": ("county_general_revenue", "initial_budget"),
        "165000": ("county_general_revenue", "adjusted_budget"),
        "166238": ("county_general_revenue", "actual"),
    }


def test_what_was_moved_in_from_another_account_names_none():
    found = figures_of(
        "青禾县2023年财政决算（草案）的报告",
        "一般公共预算收入166238万元，调入资金2100万元（从国有资本经营预算调入2100万元），收入总计168338万元。",
        "预算稳定调节基金年初余额12460万元，补充6540万元，年末余额19000万元。",
    )
    assert found["168338"].measure_code == "county_general_revenue_total"
    assert found["19000"].measure_code is None


def test_what_it_was_when_the_year_began_is_of_the_matter_of_the_sentence_before():
    found = figures_of(
        "青禾县2023年财政决算（草案）的报告", "年末政府债务余额498365万元。比年初余额414245万元增加84120万元。"
    )
    opening = found["414245"]
    assert (opening.measure_code, opening.period_year) == ("county_debt", 2022)
