"""What clauses of budgets and final accounts speak of: their measure, fund, line, year and what they go on about."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.lexicon.subjects import classified_line, is_change, is_compared, is_only_basis, measure_of_subject
from tests.extraction.printed_tables import report


def senses(text: str) -> list[tuple[str, str | None, int | None, str]]:
    figures = extract(report("青禾县民政局2022年度部门决算", text), SourceClues("")).figures
    return [(f.printed, f.measure_code, f.period_year, f.basis) for f in figures]


@pytest.mark.parametrize(
    ("subject", "measure", "fund"),
    [
        ("基本支出预算数", "expenditure_basic", ""),
        ("青禾县民政局本年支出预算合计", "expenditure_total", ""),
        ("公务接待费支出", "sangong_reception", ""),
        ("公务用车购置及运行维护费预算支出", "sangong_vehicles", ""),
        ("“三公”经费财政拨款支出预算", "sangong_total", ""),
        ("一般公共预算财政拨款支出年初预算", "expenditure_total", "一般公共预算财政拨款"),
        ("政府性基金预算财政拨款项目支出", "expenditure_project", "政府性基金预算财政拨款"),
        ("一般公共预算财政拨款收入", "income_general", ""),
        ("财政拨款收入", "income_fiscal", ""),
        ("重点项目支出预算", "project_budget", ""),
        ("销售收入", None, ""),
        ("本部门机关运行经费安排", "operating_cost", ""),
        ("固定资产金额", "assets_total", ""),
        ("“三公”经费数", "sangong_total", ""),
        ("收、支总计均", "income_grand_total", ""),
        ("部门整体支出年初预算", "expenditure_total", ""),
        ("三公经费预算金额", "sangong_total", ""),
        ("财政拨款支出安排", "expenditure_total", "财政拨款"),
    ],
)
def test_a_subject_names_its_measure_and_the_fund_it_is_limited_to(subject, measure, fund):
    assert measure_of_subject(subject) == (measure, fund)


def test_the_number_of_last_year_beside_this_years_is_the_same_measure_a_year_before():
    assert senses("2022年“三公”经费支出13万元，较上年13.5万元减少0.5万元，下降3.7%。") == [
        ("13", "sangong_total", 2022, "actual"),
        ("13.5", "sangong_total", 2021, "actual"),
        ("0.5", None, 2022, "actual"),
        ("3.7", None, 2022, "actual"),
    ]
    assert senses("2022年三公经费18.0万元，比2020年的20.1万元减少2.1万元。")[1:] == [
        ("20.1", "sangong_total", 2020, "actual"),
        ("2.1", None, 2022, "actual"),
    ]


def test_a_year_compared_with_is_not_the_year_of_what_follows():
    assert senses("与2020年相比，公务接待费8万元，增长5%。") == [
        ("8", "sangong_reception", 2022, "actual"),
        ("5", None, 2022, "actual"),
    ]


def test_a_clause_that_only_names_a_basis_goes_on_about_the_matter():
    assert senses("公务接待费年初预算10万元，支出决算8万元，完成年初预算的80%。") == [
        ("10", "sangong_reception", 2022, "initial_budget"),
        ("8", "sangong_reception", 2022, "actual"),
        ("80", None, 2022, "actual"),
    ]


def test_a_new_matter_ends_the_old_one():
    assert [code for _, code, *_ in senses("全年总收入2200万元，全年总支出2100万元，年末结转100万元。")] == [
        "income_total", "expenditure_total", "carry_out",
    ]  # fmt: skip


def test_a_basis_of_a_matter_that_stands_in_no_word_has_no_measure():
    assert [code for _, code, *_ in senses("年初预算为500万元，支出决算为390万元。")] == [None, None]


def test_a_line_of_the_classification_is_named_by_its_last_level_and_holds_for_the_sentence_behind_it():
    text = "一般公共服务支出（类）财政事务（款）行政运行（项）。年初预算为300万元，支出决算为320万元。"
    figures = extract(report("青禾县民政局2022年度部门决算", text), SourceClues("")).figures
    assert [(f.measure_code, f.item_name, f.basis, f.value) for f in figures] == [
        ("expenditure_total", "行政运行", "initial_budget", Decimal(3000000)),
        ("expenditure_total", "行政运行", "actual", Decimal(3200000)),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("社会保障和就业支出（类）行政事业单位养老支出（款）事业单位离退休（项）", "事业单位离退休"),
        ("3.政协事务（款）政协会议（项）支出", "政协会议"),
        ("住房保障支出（类）", "住房保障支出"),
        ("本项目分为甲（一）乙（二）两类", ""),
    ],
)
def test_the_line_is_the_lowest_level_that_is_printed(text, line):
    assert classified_line(text) == line


@pytest.mark.parametrize("clause", ["支出决算", "年初预算", "全年预算数", "当年预算执行数"])
def test_a_clause_of_a_basis_alone_is_known_as_such(clause):
    assert is_only_basis(clause)


@pytest.mark.parametrize("clause", ["支出", "公务接待费预算", "预算管理", "部门预算绩效"])
def test_a_clause_with_a_matter_is_no_basis_alone(clause):
    assert not is_only_basis(clause)


def test_comparing_and_changing_words_are_told_apart():
    assert is_compared("较上年")
    assert is_compared("比2021年的")
    assert is_compared("比上年预算数")
    assert not is_compared("较上年减少")
    assert is_change("较上年减少")
    assert is_change("同比增长")
    assert not is_change("较上年")
