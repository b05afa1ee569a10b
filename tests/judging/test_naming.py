import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.judging.naming import names_of
from flows.model.facts import Figure
from flows.model.report import Place
from tests.dbt_project.invented_night import figure
from tests.extraction.printed_tables import report, table


def line(label: str, year: int = 2022) -> Figure:
    return figure(0, "100", Place(block_no=0), label=label, measure_code=None, period_year=year)


def explained(*blocks, rule_code: str) -> list[str]:
    found = judge(extract(report("青禾县水利局2022年度部门决算", *blocks), SourceClues("")))
    return [one.explanation for one in found if one.status == "fail" and one.rule_code == rule_code]


@pytest.mark.parametrize(
    ("labels", "common", "names"),
    [
        (("基本支出", "项目支出"), "", ["基本支出", "项目支出"]),
        (
            ("合计 / 当年结余", "工伤保险 / 当年结余", "失业保险 / 当年结余"),
            "当年结余",
            ["合计", "工伤保险", "失业保险"],
        ),
        (
            ("合计 / 合计", "教育支出 / 合计", "农林水支出 / 合计"),
            "合计",
            ["合计", "教育支出", "农林水支出"],
        ),
        (
            ("本年支出", "教育支出 / 决算数", "农林水支出 / 决算数"),
            "",
            ["本年支出", "教育支出决算数", "农林水支出决算数"],
        ),
    ],
)
def test_lines_are_told_apart_by_what_their_labels_do_not_share(labels, common, names):
    figures = [line(label) for label in labels]
    assert names_of(figures) == (common, names)


def test_one_label_in_two_years_is_told_by_the_year():
    figures = [line("三公经费 / 决算数", year) for year in (2022, 2021)]
    assert names_of(figures)[1] == ["2022年决算数", "2021年决算数"]


def test_an_amount_that_a_change_is_of_is_not_called_a_change():
    text = "2022年机关运行经费支出181.46万元，比2021年175.90万元增加6.56万元，增长3.16%。"
    told = explained(text, rule_code="A27")
    assert any(one.startswith("增加 6.56 ≠ ") for one in told)
    assert all("增加 175.9" not in one for one in told)


def test_a_sum_of_rows_is_told_with_its_result_and_once():
    rows = (
        "险种 | 收入 | 支出 | 当年结余",
        "工伤保险 | 50 | 30 | 20",
        "失业保险 | 60 | 45 | 15",
        "合计 | 110 | 75 | 53",
    )
    told = explained(table(*rows), rule_code="A25")
    assert any("合计 53" in one and "工伤保险 20 + 失业保险 15 = 35" in one for one in told)
    assert all(one.count("工伤保险") <= 1 for one in told)


def test_what_should_not_be_there_is_told_by_itself():
    text = "项目负责人王建国，联系电话：13912345678。2022年支出10万元。"
    [told] = explained(text, rule_code="V08")
    assert "≠" not in told and "相差" not in told


def test_a_sum_that_its_words_tell_is_told_once():
    rows = ("项目 | 金额（元） | 凭证号", "堤防 | 100 | 1号", "水闸 | 200 | 2号", "支出合计 | 310 |")
    told = explained("项目支出凭证明细", table(*rows), rule_code="A12") + explained(table(*rows), rule_code="A25")
    assert told and all(one.count("300") == 1 for one in told)
