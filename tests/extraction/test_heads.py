"""Whose report a text is, of which county and year, of what kind, and how many reports it holds.

The texts are invented; those called `counter-…` name none of what they seem to name.
"""

import csv
from pathlib import Path

import pytest

from flows.extraction import SourceClues, extract
from flows.model.facts import Heading
from flows.places.gazetteer import gazetteer
from tests.extraction.printed_tables import report, table

with Path(__file__).with_name("heads.csv").open(encoding="utf-8", newline="") as file:
    HEADS = list(csv.DictReader(file))


def headings(*blocks: object, path: str = "") -> tuple[Heading, ...]:
    return extract(report(*blocks), SourceClues(path)).headings  # type: ignore[arg-type]


def county_name(heading: Heading) -> str:
    county = gazetteer().counties.get(heading.county_id)
    return county.county_name if county else ""


@pytest.mark.parametrize("row", HEADS, ids=[row["name"] for row in HEADS])
def test_a_head_tells_department_county_year_and_kind(row: dict[str, str]):
    found = headings(*row["text"].split("⏎"))
    one = found[0]
    assert (one.department_name, county_name(one)) == (row["department"], row["county"])
    assert (str(one.fiscal_year or ""), one.report_kind) == (row["year"], row["kind"])
    assert len(found) == int(row["reports"])


def test_the_department_of_a_county_is_written_alike_whether_a_line_or_a_form_names_it():
    form = table("主管部门 | 青禾县教育局 | 实施单位 | 青禾县第二小学", "全年执行数 | 5 |  | ")
    glued = "项目名称校舍维修主管部门青禾县教育局实施单位青禾县第二小学"
    line = "主管部门：青禾县教育局      实施单位：青禾县第二小学"
    names = [
        headings("2021年度项目支出绩效自评表", block, "支出5万元。")[0].department_name for block in (form, glued, line)
    ]
    assert names == ["青禾县教育局"] * 3


def test_labels_in_a_sentence_are_none_of_a_form():
    text = "项目单位加强与主管部门青禾县教育局的沟通，由实施单位负责。"
    assert headings("2021年度项目支出绩效自评报告", text, "支出5万元。")[0].department_name == ""


def test_a_title_goes_before_the_department_that_a_form_below_is_of():
    form = table(
        "主管部门 | 青禾县文化和旅游局 | 实施单位 | 青禾县文化馆",
        "全年预算数 | 全年执行数 | 分值 | 得分",
        "5 | 5 | 10 | 10",
    )
    found = headings(
        "青禾县文化馆2023年度单位决算", "2023年支出合计75.00万元。", "项目支出绩效自评表", form, "实际支出5万元。"
    )  # fmt: skip
    assert {one.department_name for one in found} == {"青禾县文化馆"}


def test_a_folder_stands_in_for_a_region_that_is_no_county_and_the_region_is_told():
    [found] = headings("长沙市教育局2023年度部门决算", "支出合计5万元。", path="湖南省/长沙市/开福区/2023/表.docx")
    assert (county_name(found), found.department_name) == ("开福区", "长沙市教育局")
    assert "长沙市是地级行政区" in found.place_conflict


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("广东省教育厅2023年度部门决算", "广东省是省级行政区"),
        ("示例自治州教育局2023年度部门决算", "示例自治州是地级行政区"),
        ("云岭高新区财政局2023年度部门决算", "云岭高新区是功能区"),
        ("柳坪县教育局2023年度部门决算", "柳坪县不是已知的县级行政区划"),
    ],
)
def test_a_region_that_is_no_county_is_told_by_what_it_is(title: str, told: str):
    [found] = headings(title, "支出合计5万元。")
    assert found.county_id == "" and told in found.place_conflict


def test_numbers_of_the_page_around_a_report_are_neither_figures_nor_unexplained():
    found = extract(
        report(
            "当前位置：首页 > 公开", "青禾县审计局2022年度部门决算", "发布日期：2023-09-01 浏览次数：120",
            "支出合计100.00万元。",
        ),
        SourceClues(""),
    )  # fmt: skip
    assert [figure.printed for figure in found.figures] == ["100.00"]
    assert all(token.ignored_reason for token in found.tokens if token.figure_no is None)


def test_a_form_of_a_project_without_a_title_is_told_by_its_labels_and_not_by_its_budget_column():
    form = table(
        "项目名称 | 校舍维修 |  | ", " | 年初预算数 | 全年预算数 | 全年执行数", "年度资金总额 | 5 | 6 | 6",
        "三级指标 | 指标值 | 分值 | 得分", "维修校舍数 | 3所 | 100 | 100",
    )  # fmt: skip
    assert headings(form)[0].report_kind == "project_evaluation"


def test_the_parts_of_a_report_are_no_reports_though_the_contents_name_them_too():
    title, part = "青禾县司法局2023年度部门决算", "第三部分 青禾县司法局2023年度部门决算情况说明"
    told = ("一、收入支出决算总体情况说明", "二、收入决算情况说明", "三、支出决算情况说明", "四、其他重要事项")
    units = table("序号 | 单位名称", "1 | 青禾县司法局（本级）")
    sentence = "2023年度收入支出总计10.00万元，增长2%。"
    front = ("目 录", "第一部分 部门概况", "一、主要职能", part, *told, "一、主要职能", "纳入决算的单位如下：", units)
    found = headings(title, *front, "二、收入决算表", part, told[0], sentence, *told[1:])
    assert len(found) == 1
