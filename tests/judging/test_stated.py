"""A rule of the field and the report's own words about one number: one answer."""

from collections.abc import Sequence

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison
from flows.model.report import Table
from tests.extraction.printed_tables import report, table

TITLE = "青禾县林业局2022年度部门决算"


def failing(*blocks: str | Table) -> Sequence[Comparison]:
    found = extract(report(TITLE, *blocks), SourceClues(source_path="报告.docx"))
    return [one for one in judge(found) if one.status == "fail" and one.severity != "info"]


def test_a_share_is_right_where_one_of_its_readings_explains_it():
    text = (
        "本年收入合计100.00万元，包括财政拨款收入98.60万元（其中：一般公共预算98.60万元，国有资本经营预算0.00万元），"
        "占收入合计98.6%；其他收入1.40万元，占收入合计1.4%。"
    )
    assert failing(text) == []


def test_a_share_that_no_reading_explains_is_in_all_that_fails():
    text = "本年收入合计100.00万元，其中：财政拨款收入98.60万元，占89.6%；其他收入1.40万元，占1.4%。"
    wrong = failing(text)
    assert wrong
    assert all("89.6" in {term.printed for term in one.terms} for one in wrong)


def test_a_rate_far_from_numbers_that_nothing_joins_to_it_is_no_finding():
    text = "上年结转2.42万元，年初预算支出4217.26万元，本年追加预算577.90万元，年末结余313.72万元，预算完成率93.46%。"
    assert failing(text) == []


def test_what_a_rule_has_decided_of_the_same_numbers_is_told_once():
    grid = table("单位名称 | 支出合计 | 基本支出 | 项目支出", "局机关 | 100 | 60 | 30")
    [wrong] = failing("支出情况表（单位：万元）", grid)
    assert (wrong.rule_code, wrong.relation_no is not None) == ("A02", True)


def test_larger_than_one_of_two_budgets_is_held_against_that_one():
    text = (
        "绿化支出年初预算为752.16万元，调整预算为860.89万元，支出决算为{}万元，决算数{}年初预算数的主要原因是年中调整。"
    )
    assert failing(text.format("822.54", "大于")) == failing(text.format("722.54", "小于")) == []
    for printed, words in (("722.54", "大于"), ("822.54", "小于")):
        [wrong] = failing(text.format(printed, words))
        assert {term.printed for term in wrong.terms} == {"752.16", printed}


def test_the_only_fund_of_a_table_is_no_department():
    grid = table(
        "科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出",
        " | 合计 | 300 | 200 | 100",
        "205 | 教育支出 | 300 | 200 | 100",
    )
    told = "本年支出合计400万元，其中：基本支出250万元，项目支出150万元。"
    assert failing("一般公共预算财政拨款支出决算表　　单位：万元", grid, "三、支出决算情况说明", told) == []


def test_what_was_carried_over_is_not_added_where_a_source_is_unknown():
    grid = table(
        "收入项目 | 预算数",
        "一般公共预算拨款收入 | 500",
        "单位资金 | 6",
        "本年收入合计 | 506",
        "上年结转结余 | 18",
        "收入总计 | 524",
    )
    assert failing("收支预算总表（单位：万元）", grid) == []


def test_what_no_slip_explains_and_lies_far_off_was_read_of_the_wrong_numbers():
    text = "2022年本级收入4,186.32万元，年初预算4,000.00万元，完成104.66%；上年3,720.15万元，增长12.53%。"
    assert failing(text) == []


def test_what_no_slip_explains_and_lies_near_is_asked():
    text = "本年收入1872.90万元，上年收入1963.07万元，与上年相比减少109.17万元，主要原因是项目减少。其他收入50.00万元。"
    assert [one.severity for one in failing(text)] == ["warn"]


def test_words_that_leave_no_other_numbers_to_read_are_asked_however_far_off():
    text = "2022年危房改造任务数为100户，实际完成危房改造250户。实际改造数超任务40%。"
    assert [one.severity for one in failing(text)] == ["warn"]


def test_what_is_said_to_be_as_last_year_is_not_held_against_another_cost():
    text = "公务用车运行维护费0.80万元，上年为0.80万元，持平；公务接待费0.16万元；因公出国（境）费0万元，与上年一致。"
    assert failing(text) == []


def test_a_second_base_that_is_printed_before_its_rate_is_no_amount_of_this_year():
    text = (
        "一般公共预算收入完成72539万元，为年初预算71500万元的101.5%、调整预算72000万元的100.7%，比上年68092万元增收4447万元，"
        "增长6.5%。"
    )
    assert failing(text) == []


def test_what_came_and_went_is_netted():
    text = "企业共186家，较上年末净增11家（新入库19家、退库8家）。"
    assert failing(text) == []


def test_parts_are_not_held_against_what_one_of_several_holds_or_a_number_far_smaller():
    texts = (
        "全年培训42期2310人次，期均55人次；其中脱贫户培训868人次，占37.6%。",
        "全县9个乡镇、112个行政村、18个社区全部建立妇联组织，其中村（社区）妇联130个。",
        "自评平均得分96.3分，其中普查项目97.0分、调查项目96.5分、抽样项目95.4分。",
    )
    assert [failing(text) for text in texts] == [[], [], []]


def test_an_average_row_is_no_unit_of_its_total():
    grid = table(
        "单位 | 年初预算 | 支出", "局本级 | 684.20 | 748.10", "服务中心 | 246.80 | 231.25", "热线中心 | 319.00 | 336.72",
        "部门合计 | 1250.00 | 1316.07", "三家平均 | 416.67 | 438.69",
    )  # fmt: skip
    assert failing(grid) == []


def test_the_total_of_a_form_may_leave_out_what_its_head_scores():
    funds = table(
        "预算执行（万元） | 年初预算 | 全年预算 | 全年执行 | 权重 | 得分",
        "资金总额 | 76.00 | 98.50 | 95.84 | 10 | 9.73",
    )
    form = table(
        "三级指标 | 指标值 | 权重 | 完成值 | 得分", "开放天数 | ≥300天 | 40 | 312天 | 40", "进馆人次 | ≥15万人次 | 50 | 14.1万人次 | 47",
        "合计 |  | 90 |  | 87",
    )  # fmt: skip
    assert failing(funds, form) == []


def test_points_of_projects_in_a_list_of_money_are_no_indicators_of_the_report():
    grid = table(
        "项目 | 年初预算数 | 执行数 | 分值 | 得分", "救助金 | 60.00 | 58.80 | 10 | 9.8", "值班 | 48.00 | 46.56 | 10 | 9.7",
        "合计 | 108.00 | 105.36 | — | —",
    )  # fmt: skip
    form = table("二级指标 | 权重 | 得分", "受理率 | 60 | 58", "化解率 | 40 | 36", "合计 | 100 | 94")
    assert failing(grid, form) == []


def test_a_bracket_may_hold_the_whole_and_its_rest():
    assert failing("监管覆盖煤矿14座（全县生产煤矿16座，其余2座由市局直管），全年排查隐患1874条。") == []


def test_a_part_may_be_of_what_the_part_before_it_is_of():
    text = "政府采购预算148.30万元：货物42.50万元、服务105.80万元，其中面向中小企业预留118.64万元，占80%。"
    assert failing(text) == []


def test_points_taken_off_are_no_parts_of_a_score_and_count_against_it():
    texts = (
        "自评98.50分，三处扣分：执行率扣0.35分、大型直播扣0.80分、应急广播扣0.35分。",
        "基础分94.5分，加分4分，减分0.5分，考评总分98.0分。",
    )
    assert [failing(text) for text in texts] == [[], []]


def test_a_rate_without_something_is_of_no_amount_that_is_printed():
    text = "全年预算3,069.70万元，实际支出2,600.38万元，执行率84.71%，剔除该项后执行率99.64%。"
    assert failing(text) == []


def test_what_is_saved_is_saved_from_the_budget():
    assert failing("采购预算35.00万元，节约3.44万元，节约率9.83%。") == []


def test_what_one_of_several_got_is_known_to_its_own_last_place():
    assert failing("住院救助3,942人次，次均2,047元，住院救助806.9万元；门诊救助12.35万元，资料费0.05元。") == []


@pytest.mark.parametrize(
    "text",
    [
        "全县12家企业，其中9家达标，5G率75%。",
        "参检人数200人，检出HBV 10人，HBV率5%。",
        "全县参保228人，达标217人，率95.18%。",
        "省级下达资金100.00万元，按因素法分配到甲乡60.00万元、乙乡30.00万元。",
        "已完成桥梁工程900.00万元，桥梁工程中标价980.00万元。",
        "年初结转结余100.00万元，本年收支结余30.00万元，结余分配10.00万元，年末结转结余120.00万元。",
        "培训费2022年与去年同期均为12.00万元，其中食宿费7.00万元、师资费5.00万元。",
    ],
)
def test_words_that_only_look_alike_say_nothing(text: str):
    assert failing(text) == []


def test_the_farther_a_bound_is_broken_the_less_it_is_overlooked():
    told = "本年支出150.00万元，其中：人员经费{}万元，公用经费30.00万元。"
    assert [bool(failing(told.format(value))) for value in ("110.00", "180.00", "1200.00")] == [False, True, True]


def test_what_both_years_came_to_is_no_average():
    found = extract(
        report(TITLE, "培训费2022年与去年同期均为12.00万元，截至12月31日均已支付3.00万元。"), SourceClues("")
    )
    assert [one.figure_role for one in found.figures] == ["amount", "amount"]


def test_the_rate_of_a_change_is_of_the_base_that_the_change_is_from():
    """However far it lies from that: another base would explain it, and no slip of the pen."""
    spent = "预算安排4427.90万元，其中年初4126.30万元；支出4308.64万元，执行率97.31%。"
    text = "支出比上年4175.21万元增加133.43万元，增长{}%。"
    [wrong] = failing(spent, text.format("4.42"))
    assert wrong.rule_code == "A27"
    assert {term.printed for term in wrong.terms} == {"4.42", "133.43", "4175.21"}
    assert failing(spent, text.format("3.20")) == []


def test_an_execution_rate_is_of_the_budget_that_the_other_rows_bear_out():
    form = (
        "项目名称 | 山塘维修 | | | | | |",
        "预算执行情况（万元） | 资金来源 | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分",
        "预算执行情况（万元） | 年度资金总额 | 1650.00 | 1624.80 | 1598.37 | 10 | 98.37% | 9.84",
        "预算执行情况（万元） | 当年财政拨款 | 1580.00 | 1554.80 | 1528.37 | — | 98.30% | —",
        "预算执行情况（万元） | 上年结转资金 | 70.00 | 70.00 | 70.00 | — | 100.00% | —",
    )

    def codes(rate: str) -> set[str]:
        printed = table(*(row.replace("98.30%", rate) for row in form), block_no=1)
        found = extract(report("青禾县水利局2022年度项目支出绩效自评表", printed), SourceClues(source_path="表.docx"))
        return {one.rule_code for one in judge(found) if one.status == "fail" and one.severity == "error"}

    assert codes("98.30%") == set()
    assert codes("96.73%") == {"A14"}


@pytest.mark.parametrize(
    "text",
    [
        "全年采购金额863.54万元，其中货物214.30万元、工程649.24万元。授予小微企业516.40万元，占采购金额的88.61%。",
        "公用经费148.00万元，人员经费900.00万元。在职人员84人，人均公用经费3.08万元。",
        "全县支出372.62万元，完成调整预算389.50万元的95.67%，比上年同期363.58万元增长1.83%。",
    ],
)
def test_what_names_all_its_numbers_is_asked_about_however_far_off_it_is(text: str):
    found = judge(extract(report("2023年度部门决算", text), SourceClues("")))
    assert [one.status for one in found if one.status == "fail"] == ["fail"]


def test_what_names_no_whole_and_lies_far_off_is_of_something_else():
    text = "全年采购金额863.54万元，其中货物214.30万元、工程649.24万元。授予小微企业516.40万元，占合同金额的88.61%。"
    found = judge(extract(report("2023年度部门决算", text), SourceClues("")))
    assert not [one for one in found if one.status == "fail"]


def test_what_a_form_names_and_a_sentence_leaves_unsaid_is_asked_about_however_far_off_it_is():
    spoken = (
        "2021年度一般预算基本支出“三公”经费全年预算数12.00万元，其中公务接待费9.00万元、公务车运行维护费3.00万元，"
        "拥有公务用车2台。2021年度“三公”经费全年支出数6.31万元，其中公务接待费用2.11万元，公务车运行维护费4.20万元。"
    )
    cars = "截止2021年12月31日，单位共有车辆5辆，其中公务用车一辆、特种专业技术用车一辆、其他用车3辆。"
    form = table(
        "项目 | 2021年预算数 | 2021年决算数", "三公经费 | 41 | 6.31", "1、公务用车购置和维护经费 | 20 | 4.20",
        "其中：公务用车购置 | 0 | 0", "公务用车运行维护 | 20 | 4.20", "2、出国经费 | 0 | 0", "3、公务接待 | 21 | 2.11",
    )  # fmt: skip
    blocks = ("安丘县文化和旅游局2021年度部门整体支出绩效自评报告", spoken, cars, "基础数据表（单位：万元）", form)
    found = {frozenset(term.printed for term in one.terms) for one in failing(*blocks) if one.rule_code == "X09"}
    assert found == {frozenset(pair) for pair in (("12.00", "41"), ("9.00", "21"), ("3.00", "20"), ("2", "一"))}
