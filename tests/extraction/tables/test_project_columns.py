"""What columns of a project's money are by a heading that says no more than where the money stands."""

from decimal import Decimal

from flows.extraction import SourceClues, extract
from flows.model.facts import Extract
from tests.extraction.printed_tables import report, table

DEPARTMENT = "青禾县水利局2023年度部门整体支出绩效自评报告"
PROJECT = "青禾县2023年度中小河流治理项目支出绩效评价报告"


def read(*blocks) -> Extract:
    return extract(report(*blocks), SourceClues(""))


def money(found: Extract) -> list[tuple[str, str, str | None, str]]:
    return [(one.scope_name, one.item_name, one.measure_code, one.basis) for one in found.figures if one.unit == "元"]


def test_columns_of_a_list_of_projects_are_their_money_by_stage():
    rows = ("河道整治 | 150.00 | 145.00 | 5.00", "水库加固 | 100.00 | 90.00 | 10.00")
    found = read(DEPARTMENT, "单位：万元", table("项目名称 | 预算安排 | 已支付 | 剩余资金", *rows))
    assert money(found)[:3] == [
        ("河道整治", "", "project_budget", "budget"),
        ("河道整治", "", "project_spent", "spent"),
        ("河道整治", "", "project_balance", "balance"),
    ]


def test_what_is_arranged_beside_what_came_is_the_plan():
    found = read(
        DEPARTMENT, "单位：万元", table("项目名称 | 预算安排 | 资金到位", "河道整治 | 150 | 145", "水库加固 | 100 | 90")
    )
    assert [code for _, _, code, _ in money(found)][:2] == ["project_planned", "project_received"]


def test_lines_of_a_projects_report_are_lines_of_its_money_and_their_total_is_all_of_it():
    rows = (
        "桥头镇 | 6.80 | 900.00 | 861.30 | 95.70",
        "白沙镇 | 4.25 | 600.00 | 548.40 | 91.40",
        "合计 | 11.05 | 1,500.00 | 1,409.70 | 93.98",
    )
    found = read(PROJECT, "单位：公里、万元、%", table("镇 | 治理河长 | 下达资金 | 已支付 | 支付率", *rows))
    assert [(item, code) for _, item, code, _ in money(found)] == [
        ("桥头镇", "project_received"), ("桥头镇", "project_spent"),
        ("白沙镇", "project_received"), ("白沙镇", "project_spent"),
        ("", "project_received"), ("", "project_spent"),
    ]  # fmt: skip
    assert [(one.value, one.unit) for one in found.figures if one.printed in {"6.80", "95.70"}] == [
        (Decimal(6800), "米"), (Decimal("95.70"), "%"),
    ]  # fmt: skip


def test_bare_spending_in_a_projects_report_is_no_spending_of_the_department():
    rows = ("焚烧处置费 | 149.76 | 138.28", "清运服务费 | 69.15 | 73.28", "合计 | 218.91 | 211.56")
    found = read(PROJECT, "单位：万元", table("支出分项 | 2022年支出 | 2023年支出", *rows))
    assert {code for _, _, code, _ in money(found)} == {"project_spent"}


def test_a_total_of_basic_and_project_expenditure_is_all_expenditure():
    rows = ("基本支出 | 8650 | 8924", "项目支出 | 5480 | 8402", "合计 | 14130 | 17326")
    found = read(DEPARTMENT, "单位：万元", table("支出类别 | 年初预算数 | 决算数", *rows))
    assert [(code, basis) for _, _, code, basis in money(found)][-2:] == [
        ("expenditure_total", "initial_budget"), ("expenditure_total", "actual"),
    ]  # fmt: skip
    balanced = ("基本支出 | 1530", "项目支出 | 1260", "本年支出合计 | 2790", "年末结转和结余 | 70", "总计 | 2860")
    others = ("办公费 | 1530", "培训费 | 1260", "合计 | 2790")
    funds = ("其中：基本支出 | 1530", "项目支出 | 1260", "年度资金总额 | 2790")
    for lines in (balanced, others, funds):
        [*_, total] = read(DEPARTMENT, "单位：万元", table("支出类别 | 决算数", *lines)).figures
        assert total.measure_code is None


def test_a_column_that_adds_up_basic_and_project_expenditure_is_all_expenditure_of_its_line():
    rows = ("一般公共服务支出 | 2576 | 1737 | 4313", "卫生健康支出 | 131 | — | 131", "总计 | 2707 | 1737 | 4444")
    found = read(DEPARTMENT, "单位：万元", table("功能分类科目 | 基本支出 | 项目支出 | 合计", *rows))
    assert [(one.item_name, one.measure_code) for one in found.figures if one.label.endswith(" / 合计")] == [
        ("一般公共服务支出", "expenditure_total"), ("卫生健康支出", "expenditure_total"), ("", "expenditure_total"),
    ]  # fmt: skip


def test_an_amount_by_which_something_changed_is_of_money_like_what_changed():
    found = read(
        DEPARTMENT,
        "（单位：万元）",
        table(
            "项目 | 2022年决算 | 2023年决算 | 比上年增减额",
            "公务接待费 | 4.35 | 2.90 | -1.45",
            "因公出国（境）费 | 0 | 0 | 0",
        ),
    )
    assert [(one.value, one.unit) for one in found.figures if one.printed == "-1.45"] == [(Decimal(-14500), "元")]


def test_years_above_the_columns_are_a_heading_and_no_numbers():
    rows = ("区级财政资金 | 336 | 308 | 355 | 321", "合计 | 336 | 308 | 355 | 321")
    found = read(
        PROJECT, "单位：万元", table("资金来源 | <2>2022年 | <2>2023年", "^ | 预算 | 支出 | 预算 | 支出", *rows)
    )
    assert [one.period_year for one in found.figures if one.unit == "元"] == [2022, 2022, 2023, 2023] * 2


def test_a_heading_whose_blank_corner_stands_over_group_and_line_heads_its_columns():
    form = table(
        "<2>部门名称 | <4>青禾县应急管理局", "<2> | 年初预算数 | 全年预算数 | 全年执行数 | 执行率",
        "资金情况 | 基本支出 | 960.00 | 1010.00 | 982.37 | 97.26%", "^ | 项目支出 | 1190.00 | 1300.00 | 1246.58 | 95.89%",
    )  # fmt: skip
    found = read(DEPARTMENT, "金额单位：万元", form)
    assert [(one.measure_code, one.basis) for one in found.figures][:4] == [
        ("expenditure_basic", "initial_budget"), ("expenditure_basic", "annual_budget"),
        ("expenditure_basic", "actual"), ("exec_rate_of_budget", "actual"),
    ]  # fmt: skip


def test_words_at_every_second_place_head_columns_where_numbers_stand_below_them():
    found = read(
        PROJECT,
        "单位：万元、人",
        table(
            "救助类别 | 可用资金 | 支出 | 年末人数", "低保 | 1420.00 | 1396.25 | 2615", "孤儿 | 136.00 | 138.10 | 118"
        ),
    )
    assert [(one.label, one.value) for one in found.figures][:3] == [
        ("低保 / 可用资金", Decimal(14200000)), ("低保 / 支出", Decimal(13962500)), ("低保 / 年末人数", Decimal(2615)),
    ]  # fmt: skip


def test_a_bare_total_is_the_wholes_only_where_nothing_else_is_added_up():
    head, rows = "项目 | 决算数", ["基本支出 | 790", "项目支出 | 1160", "合计 | 1950"]
    accounts = "青禾县水利局2023年度部门决算"

    def total(*more: str) -> str | None:
        found = read(accounts, "单位：万元", table(head, *rows[:2], *more, rows[2]))
        return money(found)[-1][2]

    assert total() == "expenditure_total"
    assert total("经营支出 | 90") is None
    assert total("印刷费 | 90") is None


def test_a_caption_of_several_units_gives_one_only_to_a_heading_that_asks_for_it():
    rows = ("东线 | 6.80 | 600 | 95", "西线 | 4.25 | 500 | 91")
    found = read(PROJECT, "单位：公里、万元、%", table("工程名称 | 建设里程 | 原值 | 完成率", *rows))
    assert [one.unit for one in found.figures][:3] == ["米", "", "%"]
