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
