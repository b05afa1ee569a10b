"""Columns that only a year heads, and columns of what was changed."""

from pathlib import Path

from flows.extraction import SourceClues, extract
from flows.readers.web.html import read_html
from tests.extraction.printed_tables import report, table

TITLE = "青禾县民政局2024年部门预算公开"
PAGE = """<h1>青禾县民政局2024年部门预算公开</h1><table>
<tr><th colspan="3">收　入</th><th colspan="3">支　出</th></tr>
<tr><th>项目</th><th>2024年</th><th>2023年</th><th>项目</th><th>2024年</th><th>2023年</th></tr>
<tr><td>一般公共预算拨款</td><td>3268.4</td><td>3011.7</td><td>基本支出</td><td>2195.3</td><td>2098.6</td></tr>
<tr><td>单位资金</td><td>96.5</td><td>88.0</td><td>项目支出</td><td>1169.6</td><td>1001.1</td></tr>
<tr><td>收入总计</td><td>3364.9</td><td>3099.7</td><td>支出总计</td><td>3364.9</td><td>3099.7</td></tr></table>"""


def test_years_below_merged_heads_are_heads_of_their_columns():
    found = {
        figure.printed: figure
        for figure in extract(read_html(PAGE.encode(), Path("表.html")), SourceClues("表.html")).figures
    }
    assert (found["2195.3"].measure_code, found["2195.3"].period_year) == ("expenditure_basic", 2024)
    assert (found["1001.1"].measure_code, found["1001.1"].period_year) == ("expenditure_project", 2023)


def test_what_was_adjusted_is_a_change_of_the_budget():
    rows = "税收收入 | 61,000 | -4,500 | 56,500", "收入总计 | 90,000 | -4,500 | 85,500"
    found = extract(report(TITLE, table("项目 | 年初预算 | 调整数 | 调整后预算", *rows)), SourceClues("表.docx"))
    assert {figure.figure_role for figure in found.figures if figure.printed == "-4,500"} == {"change"}


def test_what_final_accounts_are_off_their_budget_by_is_a_change():
    rows = "公务接待费 | 3.00 | 1.75 | -1.25", "“三公”经费合计 | 19.00 | 16.48 | -2.52"
    found = extract(report(TITLE, table("项目 | 预算数 | 决算数 | 决算比预算", *rows)), SourceClues("表.docx"))
    assert {figure.figure_role for figure in found.figures if figure.printed.startswith("-")} == {"change"}


def test_a_year_in_the_first_column_is_that_of_its_row():
    rows = "2022年 | 62.00 | 21.00", "2023年 | 65.00 | 22.00", "2024年 | 68.00 | 23.00"
    found = extract(report(TITLE, table("年度 | 中央资金（万元） | 县级资金（万元）", *rows)), SourceClues("表.docx"))
    assert [(figure.printed, figure.period_year) for figure in found.figures] == [
        ("62.00", 2022), ("21.00", 2022), ("65.00", 2023), ("22.00", 2023), ("68.00", 2024), ("23.00", 2024),
    ]  # fmt: skip


def test_a_column_of_last_years_rates_is_of_last_year():
    people = extract(
        report(TITLE, table("项目 | 上年末救助人数 | 救助人数", "低保 | 2744 | 2690")), SourceClues("表.docx")
    )
    assert [figure.period_year for figure in people.figures] == [2023, 2024]
    head = "项目 | 管理率 | 上年管理率 | 比上年提高"
    found = extract(report(TITLE, table(head, "健康档案 | 93.62% | 91.95% | 1.67%")), SourceClues("表.docx"))
    assert [figure.period_year for figure in found.figures] == [2024, 2023, 2024]


def test_what_is_added_at_the_beginning_of_the_year_is_of_this_year():
    text = "本年收入2618.74万元，加上年初结转和结余86.42万元，收入总计2705.16万元。"
    found = extract(report("青禾县民政局2024年度部门决算", text), SourceClues("表.docx"))
    assert {figure.period_year for figure in found.figures} == {2024}
