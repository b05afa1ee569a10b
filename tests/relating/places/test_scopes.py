"""Facts of a report's only project, of a whole county and of a fund's section: what need not be said is not asked for."""

import pytest

from tests.extraction.printed_tables import table
from tests.relating.places.asking import failing, held, numbers

FORM = table(
    "项目名称 | <5>护林项目",
    "项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值",
    "^ | 年度资金总额 | 300.00 | 320.00 | 310.00 | 10",
    "一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
    "成本指标 | 亩均投资 | ≤1700元 | 1596.53元 | 10 | 10",
)
COUNTY = table("收入项目 | 2023年执行数", "税收收入 | 66357", "非税收入 | 35543", "一般公共预算收入合计 | 101900")
COUNTY_TITLE = ("清河县2023年财政预算执行情况报告", "2023年全县一般公共预算收入执行情况表", "单位：万元")


@pytest.mark.parametrize(("printed", "asks"), [("1569.53", failing), ("1596.53", held)])
def test_a_sentence_of_the_only_project_need_not_name_it(printed: str, asks):
    assert numbers(printed, "1596.53") in asks("护林项目支出绩效自评表", FORM, f"三、产出。亩均投资{printed}元。")


def test_of_two_projects_a_sentence_that_names_none_is_of_neither():
    other = table(*("项目名称 | <5>造林项目", "一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
                    "成本指标 | 亩均投资 | ≤1700元 | 1620.00元 | 10 | 10"), block_no=3, table_no=1)  # fmt: skip
    blocks = ("护林项目支出绩效自评表", FORM, "造林项目支出绩效自评表", other, "三、产出。亩均投资1510.00元。")
    assert not failing(*blocks)


def test_all_of_a_county_is_what_its_table_is_of_though_it_does_not_say_so():
    told = "2023年，全县一般公共预算收入完成101900万元。其中：税收收入完成67357万元，非税收入完成35543万元。"
    assert numbers("67357", "66357") in failing(*COUNTY_TITLE[:1], told, *COUNTY_TITLE[1:], COUNTY)


def test_what_came_in_the_section_of_a_fund_is_its_income():
    blocks = (
        "2022年度部门决算",
        "二、收入构成。政府性基金预算财政拨款收入264.00万元，其他收入64.17万元。",
        "五、政府性基金预算财政拨款收支情况。本年收入264.80万元，本年支出242.65万元。",
    )
    assert numbers("264.80", "264.00") in failing(*blocks)


def test_a_line_of_a_county_is_that_of_the_account_which_its_sentence_is_about():
    spent = table(
        "支出项目 | 2023年执行数", "教育支出 | 93018", "卫生健康支出 | 58463", "一般公共预算支出合计 | 151481"
    )
    told = "全县一般公共预算支出完成148781万元，其中教育支出90318万元、卫生健康支出58463万元。"
    blocks = (*COUNTY_TITLE[:1], told, "2023年全县一般公共预算支出执行情况表", "单位：万元", spent)
    assert numbers("90318", "93018") in failing(*blocks)
