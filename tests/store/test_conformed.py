"""What SQL groups and joins by, at the forms on which folding in SQL and in Python differed."""

import pytest

from flows.model.facts import Heading
from flows.store.conformed import (
    conformed_name,
    followed_name,
    followed_scope,
    function_code,
    funding_source,
    plain_title,
    scope_kind,
)
from flows.store.schema import columns_for, columns_of
from tests.dbt_project.invented_night import heading


@pytest.mark.parametrize(
    ("scope_name", "kind"),
    [
        ("", "whole"),
        ("局机关及二级机构汇总", "total"),
        ("⽀出合计", "total"),
        ("合计（万元）", "total"),
        ("合计金额", "total"),
        ("一般公共预算财政拨款", "fund"),
        ("⼀般公共预算（财政拨款）", "fund"),
        ("政府性基金预算财政拨款", "measure"),
        ("局机关", "named"),
        ("数据汇总中心", "named"),
        ("总计划处", "named"),
    ],
)
def test_a_scope_is_the_whole_a_total_a_fund_a_measure_or_has_a_name_of_its_own(scope_name: str, kind: str):
    assert scope_kind(scope_name) == kind


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("实际到位资金", ""),
        ("实际到位资金 / 县（市、区）财政", "county"),
        ("实际到位资金 / 县市区财政", "county"),
        ("实际到位资金 / 市级财政", "city"),
        ("实际到位资金 / 中央财政资⾦", "central"),
    ],
)
def test_money_of_a_project_is_of_the_source_that_the_longest_word_names(label: str, source: str):
    assert funding_source("project", label) == source


def test_only_money_of_a_project_has_a_source():
    assert funding_source("finance", "收入 / 中央财政资金") == ""


@pytest.mark.parametrize(
    ("name", "followed"),
    [
        ("2020年老旧小区改造项目", "老旧小区改造"),
        ("２０２１年度老旧小区改造建设项目", "老旧小区改造"),
        ("“2020年 老旧小区 改造", "老旧小区改造"),
        ("⽼旧小区改造", "老旧小区改造"),
        ("农村公路（一期）", "农村公路（一期）"),
        ("2020年项目", "2020年项目"),
        ("数据汇总平台建设项目", "数据汇总平台"),
        ("合计", ""),
        ("项目支出合计", ""),
        ("", ""),
    ],
)
def test_a_project_is_followed_by_its_name_without_year_and_the_word_project(name: str, followed: str):
    assert followed_name(name) == followed_scope("project", name) == followed


def test_a_figure_of_a_unit_follows_no_project():
    assert followed_scope("finance", "2020年老旧小区改造") == ""


def test_a_heading_has_its_department_conformed_with_its_function_and_its_title_plain():
    assert conformed_name("青禾县住建局（人防办）", "990101") == "住房和城乡建设局"
    assert function_code("青禾县住建局（人防办）", "990101") == "HUR"
    assert function_code("东街街道", "990101") == function_code("东街街道办事处", "") != ""
    assert conformed_name("", "990101") == function_code("", "990101") == ""
    assert plain_title("２０２０年度 支出绩效自评报告（送审稿）") == "2020年度支出绩效自评报告"


def test_what_is_conformed_stands_behind_the_columns_of_the_fact():
    names = list(columns_of(Heading))
    columns = columns_for("d1", Heading, [heading(department_name="县住建局")])

    assert names[-4:] == ["conformed_name", "function_code", "plain_title", "followed_name"]
    assert dict(zip(["document_id", *names], columns, strict=True))["conformed_name"] == ["住房和城乡建设局"]
