"""Headings: which reports a file holds, their kind, year, department, code, score and grade."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.kinds import kind_of
from tests.extraction.printed_tables import report, table


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青禾县2021年度部门整体支出绩效评价自评报告", "department_evaluation"),
        ("2021年度项目支出绩效自评表", "project_evaluation"),
        ("2021年度重点项目绩效评价结果", "key_project_evaluation"),
        ("2021年度部门决算公开说明", "department_accounts"),
        ("2021年部门预算公开", "department_budget"),
        ("2021年三公经费决算公开情况说明", "three_public"),
        ("某项目第三方绩效评价报告", "third_party_evaluation"),
        ("2021年全县财政总决算", "county_accounts"),
        ("青禾县2021年财政决算（草案）报告", "county_accounts"),
        ("青禾县财政局关于2021年政府决算的报告", "county_accounts"),
        ("青禾县2021年预算执行情况和2022年预算草案的报告", "county_accounts"),
        ("关于青禾县2021年全县财政预算执行情况与2022年全县财政预算（草案）的报告", "county_accounts"),
        ("青禾县2021年预算执行情况及2022年预算的报告", "county_accounts"),
        ("青禾县教育局2021年财政决算报告", "department_accounts"),
        ("财政拨款收入支出决算总表", "department_accounts"),
        ("青禾县审计局决算公告", "department_accounts"),
        ("2021年度部门整体绩效自评报告", "department_evaluation"),
        ("2021年度中央财政转移支付绩效自评报告", "transfer_evaluation"),
        ("2021年转移支付项目资金使用报告", "other"),
        ("青禾县财政局关于2021年度县级预算项目支出绩效自评情况的公告", "performance_evaluation"),
        ("关于做好2021年度部门决算工作的通知", "other"),
        ("2021年度部门预算公开情况检查表", "other"),
    ],
)
def test_a_title_tells_the_kind_of_report(title, kind):
    assert kind_of(title)[0] == kind


def test_a_title_over_two_lines_is_one_title():
    [heading] = extract(
        report("附件2-1", "青禾县2021年度部门整体支出", "绩效评价自评报告", "支出5万元。"), SourceClues("")
    ).headings
    assert (heading.title, heading.fiscal_year) == ("青禾县2021年度部门整体支出绩效评价自评报告", 2021)


def test_one_file_holds_a_department_report_and_a_project_report_with_an_annex_each():
    scores = table("三级指标 | 分值 | 得分", "到位率 | 5 | 4")
    extracted = extract(
        report(
            "2021年度部门整体支出绩效自评报告", "预算编码：301002", table("绩效自评综合得分 | 95", "评价等次 | 优"),
            "青禾县财政支出绩效评价自评报告", "项目名称：水渠整修", "实际支出5万元。",
            "部门整体支出绩效评价评分表", scores,
            "项目支出绩效评价指标体系", scores,
        ),
        SourceClues(""),
    )  # fmt: skip
    assert [(h.report_kind, h.budget_code, h.score, h.grade) for h in extracted.headings] == [
        ("department_evaluation", "301002", Decimal(95), "优"),
        ("project_evaluation", "", None, ""),
    ]
    assert [(i.report_no, i.scope_name) for i in extracted.indicators] == [(0, "部门整体支出"), (1, "水渠整修")]


def test_an_annex_that_was_left_blank_is_no_report():
    blank = table("项目资金（万元） | 全年预算数 | 全年执行数", "年度资金总额 |  | ")
    extracted = extract(
        report("2021年度部门整体支出绩效自评报告", "支出5万元。", "2021年度专项资金绩效目标自评表", blank),
        SourceClues(""),
    )
    assert len(extracted.headings) == 1


def test_a_row_of_the_manifest_overrules_the_year_of_the_text():
    extracted = extract(
        report("2021年度部门整体支出绩效自评报告", "支出5万元。"), SourceClues("", manifest_year="2020")
    )
    assert extracted.headings[0].fiscal_year == 2020


@pytest.mark.parametrize(
    ("path", "title", "year"),
    [
        ("某县/2019/表.xlsx", "收入支出决算总表", 2019),
        ("某县/2019/2018年度决算公开表.xlsx", "收入支出决算总表", 2018),
        ("某县/附件2019/20180101.xlsx", "收入支出决算总表", None),
        ("某县/2019/表.xlsx", "二〇二〇年度部门决算公开", 2020),
        ("某县/2019/表.xlsx", "2021年度部门决算公开", 2021),
    ],
)
def test_the_year_is_that_of_the_text_and_only_without_one_that_of_the_file(path, title, year):
    found = extract(report(title, "本年支出合计5万元。"), SourceClues(path))
    assert found.headings[0].fiscal_year == found.figures[0].period_year == year


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("2021年度河堤加固项目支出绩效自评报告", "河堤加固项目"),
        ("青禾县2021年校舍维修专项资金绩效评价报告", "校舍维修专项资金"),
        ("2021年度专项资金绩效自评报告", ""),
        ("2021年度重点项目支出绩效自评报告", ""),
    ],
)
def test_a_title_may_name_the_project(title, project):
    found = extract(report(title, "预算8万元，实际支出5万元。"), SourceClues("")).figures
    assert [f.scope_name for f in found if f.label == "实际支出"] == [project]


def test_the_score_of_the_report_is_of_its_own_year_and_no_projects():
    assert extract(
        report("2021年度部门整体支出绩效自评报告", "2020年自评得分80分。", "自评得分：91分。"), SourceClues("")
    ).headings[0].score == Decimal(91)  # fmt: skip
