"""The tables of budget books and final accounts: side by side, with codes, funds and titles that say what is counted."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.lexicon.titles import Topic, title_above, topic_of
from flows.model.facts import Extract, Figure
from flows.readers import read as read_file
from tests.beside import SHARED, needs_shared
from tests.extraction.printed_tables import report, table


def read(*blocks) -> Extract:
    return extract(report("青禾县民政局2022年度部门决算", *blocks), SourceClues("青禾县/2022/决算.docx"))


def senses(found: Extract) -> list[tuple[str | None, str, str, str, Decimal | None]]:
    return [(f.measure_code, f.item_code, f.item_name, f.scope_name, f.value) for f in found.figures]


def reasons(found: Extract) -> dict[str, str]:
    return {token.printed: token.ignored_reason for token in found.tokens if token.figure_no is None}


WHOLE = (
    "收入支出决算总表",
    "部门：青禾县民政局                   单位：万元",
    table(
        "<3>收入 | <3>支出",
        "项目 | 行次 | 决算数 | 项目 | 行次 | 决算数",
        "栏次 |  | 1 | 栏次 |  | 2",
        "一、一般公共预算财政拨款收入 | 1 | 120.50 | 一、一般公共服务支出 | 31 | 8.30",
        "二、事业收入 | 2 |  | 八、社会保障和就业支出 | 38 | 115.20",
        "本年收入合计 | 27 | 120.50 | 本年支出合计 | 57 | 123.50",
        "年初结转和结余 | 28 | 5.00 | 年末结转和结余 | 59 | 2.00",
        "总计 | 30 | 125.50 | 总计 | 60 | 125.50",
    ),
)


def test_two_tables_side_by_side_take_their_own_labels():
    assert senses(read(*WHOLE)) == [
        ("income_general", "", "", "", Decimal(1205000)),
        ("income_total", "", "", "", Decimal(1205000)),
        ("carry_in", "", "", "", Decimal(50000)),
        ("income_grand_total", "", "", "", Decimal(1255000)),
        ("expenditure_total", "", "一般公共服务支出", "", Decimal(83000)),
        ("expenditure_total", "", "社会保障和就业支出", "", Decimal(1152000)),
        ("expenditure_total", "", "", "", Decimal(1235000)),
        ("carry_out", "", "", "", Decimal(20000)),
        ("expenditure_grand_total", "", "", "", Decimal(1255000)),
    ]


def test_numbers_of_lines_and_columns_are_no_money():
    found = read(*WHOLE)
    assert {reasons(found)[printed] for printed in ("31", "57", "60")} == {"list_number"}
    assert all(figure.value is not None and figure.value >= 20000 for figure in found.figures)


def test_the_lines_of_a_classification_keep_their_code_in_one_cell_or_in_three():
    one = table(
        "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出",
        "208 | 社会保障和就业支出 | 115.2 | 90.2 | 25",
        "2080201 | 行政运行 | 90.2 | 90.2 | ",
        " | 合计 | 115.2 | 90.2 | 25",
    )
    three = table(
        "<3>功能分类科目编码 | 科目名称 | <3>本年支出",
        "类 | 款 | 项 | ^ | 合计 | 基本支出 | 项目支出",
        "208 |  |  | 社会保障和就业支出 | 115.2 | 90.2 | 25",
        "208 | 02 | 01 | 行政运行 | 90.2 | 90.2 | ",
        "<4>合计 | 115.2 | 90.2 | 25",
    )
    wanted = [
        ("expenditure_total", "208", "社会保障和就业支出", "", Decimal("1152000")),
        ("expenditure_basic", "208", "社会保障和就业支出", "", Decimal("902000")),
        ("expenditure_project", "208", "社会保障和就业支出", "", Decimal("250000")),
        ("expenditure_total", "2080201", "行政运行", "", Decimal("902000")),
        ("expenditure_basic", "2080201", "行政运行", "", Decimal("902000")),
        ("expenditure_total", "", "", "", Decimal("1152000")),
        ("expenditure_basic", "", "", "", Decimal("902000")),
        ("expenditure_project", "", "", "", Decimal("250000")),
    ]
    for grid in (one, three):
        found = read("支出决算表", "单位：万元", grid)
        assert senses(found) == wanted
        assert reasons(found)["208"] == "code"


def test_lines_below_a_total_that_fills_the_places_of_code_and_name_stay_under_the_heading():
    grid = table(
        "<2>项目 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出",
        "功能分类科目编码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^",
        "<2>栏次 | 1 | 2 | 3 | 4 | 5 | 6",
        "<2>合计 | 128.5 | 90.2 | 38.3 |  |  | ",
        "205 | 教育支出 | 13.3 | 0 | 13.3 |  |  | ",
        "208 | 社会保障和就业支出 | 115.2 | 90.2 | 25 |  |  | ",
    )
    found = read("支出决算表", "单位：万元", grid)
    assert senses(found) == [
        ("expenditure_total", "", "", "", Decimal(1285000)),
        ("expenditure_basic", "", "", "", Decimal(902000)),
        ("expenditure_project", "", "", "", Decimal(383000)),
        ("expenditure_total", "205", "教育支出", "", Decimal(133000)),
        ("expenditure_basic", "205", "教育支出", "", Decimal(0)),
        ("expenditure_project", "205", "教育支出", "", Decimal(133000)),
        ("expenditure_total", "208", "社会保障和就业支出", "", Decimal(1152000)),
        ("expenditure_basic", "208", "社会保障和就业支出", "", Decimal(902000)),
        ("expenditure_project", "208", "社会保障和就业支出", "", Decimal(250000)),
    ]
    assert {reasons(found)[printed] for printed in ("205", "208")} == {"code"}
    assert {reasons(found)[printed] for printed in "123456"} == {"list_number"}


def test_a_row_that_only_counts_the_columns_is_no_money():
    grid = table("<3>预算数", "合计 | 公务用车运行维护费 | 公务接待费", "1 | 2 | 3", "9.5 | 8 | 1.5")
    found = read("“三公”经费支出表", "单位：万元", grid)
    assert [(f.measure_code, f.value) for f in found.figures] == [
        ("sangong_total", Decimal(95000)),
        ("sangong_vehicle_running", Decimal(80000)),
        ("sangong_reception", Decimal(15000)),
    ]
    assert {reasons(found)[printed] for printed in "123"} == {"list_number"}


def test_a_title_names_the_measure_and_the_fund_of_amounts_that_have_no_other_name():
    grid = table("科目编码 | 科目名称 | 金额", "301 | 工资福利支出 | 700", "30101 | 基本工资 | 300", " | 合计 | 700")
    found = read("一般公共预算财政拨款基本支出决算明细表", "金额单位：万元", grid)
    fund = "一般公共预算财政拨款"
    assert senses(found) == [
        ("expenditure_basic", "301", "工资福利支出", fund, Decimal(7000000)),
        ("expenditure_basic", "30101", "基本工资", fund, Decimal(3000000)),
        ("expenditure_basic", "", "", fund, Decimal(7000000)),
    ]


def test_funds_as_columns_of_expenditure_are_scopes_and_as_rows_of_income_measures():
    grid = table(
        "<2>收入 | <4>支出",
        "项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款",
        "一、一般公共预算财政拨款 | 90 | 一、教育支出 | 95 | 90 | 5",
        "二、政府性基金预算财政拨款 | 5 | 二、国防支出 |  |  | ",
    )
    assert senses(read("财政拨款收入支出决算总表", "单位：万元", grid)) == [
        ("income_general", "", "", "财政拨款", Decimal(900000)),
        ("income_fund", "", "", "财政拨款", Decimal(50000)),
        ("expenditure_total", "", "教育支出", "财政拨款", Decimal(950000)),
        ("expenditure_total", "", "教育支出", "一般公共预算财政拨款", Decimal(900000)),
        ("expenditure_total", "", "教育支出", "政府性基金预算财政拨款", Decimal(50000)),
    ]


def test_a_part_below_its_measure_is_called_by_the_end_of_its_name():
    grid = table(
        "<6>“三公”经费预算数",
        "合计 | 因公出国（境）费 | <3>公务用车购置及运行费 | 公务接待费",
        "^ | ^ | 小计 | 购置费 | 运行费 | ^",
        "9.5 | 0 | 8 | 3 | 5 | 1.5",
    )
    assert [f.measure_code for f in read(grid).figures] == [
        "sangong_total", "sangong_abroad", "sangong_vehicles", "sangong_vehicle_purchase", "sangong_vehicle_running",
        "sangong_reception",
    ]  # fmt: skip


def test_lines_of_income_under_the_heading_of_projects_are_no_projects():
    grid = table(
        "<2>收入 | <2>支出", "项目名称 | 金额 | 项目名称 | 金额", "一、财政拨款 | 10 | 一、基本支出 | 6",
        "1.一般公共预算 | 10 | 二、项目支出 | 4", "收入合计 | 10 | 支出合计 | 10",
    )  # fmt: skip
    found = read("收支预算总表", "单位：万元", grid)
    assert found.projects == ()
    assert {f.scope_name for f in found.figures} == {""}


def test_projects_below_their_heading_stay_projects():
    grid = table("项目名称 | 预算金额 | 支出金额", "水渠整修 | 10 | 8", "敬老院扩建 | 20 | 20")
    found = read("单位：万元", grid)
    assert [project.project_name for project in found.projects] == ["水渠整修", "敬老院扩建"]


def test_a_total_of_what_no_title_names_has_no_measure():
    grid = table("合计 | 三公经费 | 会议费", "12 | 9 | 3")
    by_label = {f.label: f.measure_code for f in read("“三公”经费和会议费支出表", grid).figures}
    assert by_label == {"合计": None, "三公经费": "sangong_total", "会议费": "meeting_cost"}


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("支出决算表", Topic("expenditure_total", "", "actual")),
        ("2022年一般公共预算财政拨款支出预算表（功能科目）", Topic("expenditure_total", "一般公共预算财政拨款", "budget", 2022)),
        ("政府性基金预算支出表", Topic("expenditure_total", "政府性基金预算财政拨款")),
        ("三、收入预算总表", Topic("income_total", "", "budget")),
        ("财政拨款收支预算总表", Topic("", "财政拨款", "budget")),
    ],
)  # fmt: skip
def test_a_title_made_of_topic_fund_and_form_says_what_is_counted(title, topic):
    assert topic_of(title) == topic


@pytest.mark.parametrize(
    "title", ["部门整体支出绩效评价基础数据表", "项目支出绩效自评表", "重点项目支出基本情况", "收入来源说明"]
)
def test_a_title_with_other_words_has_no_topic(title):
    assert topic_of(title).measure_code == ""


def test_the_title_is_the_line_above_those_of_form_number_department_and_unit():
    assert title_above(["上文。", "公开05表", "支出预算表", "部门：民政局 单位：万元"]) == "支出预算表"
    assert title_above(["上文。", "支出预算表", "公开表05　单位：万元"]) == "支出预算表"
    assert title_above(["上文。", "支出预算表　公开05表　金额单位：万元"]) == "支出预算表"
    assert title_above(["上文。", "支出预算表（附表5-1）"]) == "支出预算表"
    assert title_above(["上文。", "二、支出决算表　　单位：万元"]) == "二、支出决算表"
    assert title_above(["上文。", "财政拨款支出决算表（单位：万元）"]) == "财政拨款支出决算表"
    assert title_above(["支出预算表", "编制单位：民政局"]) == "支出预算表"
    assert title_above(["这里是很长的一段正文，说明本部门全年的工作。", "单位：万元"]) == ""


@needs_shared
@pytest.mark.parametrize("name", ["js-zhengxie-2019-budget-tables.pdf", "sh-putuo-fly-2024-budget.pdf"])
def test_nine_in_ten_amounts_of_a_published_budget_have_a_measure(name):
    path = SHARED / "real" / name
    figures: list[Figure] = list(extract(read_file(path.read_bytes(), path), SourceClues("")).figures)
    amounts = [f for f in figures if f.place.table_no is not None and f.unit == "元"]
    assert len(amounts) > 100
    assert sum(f.measure_code is not None for f in amounts) >= 0.9 * len(amounts)


def test_headings_with_a_bracket_begin_a_table_of_their_own():
    grid = table(
        "项目 | 本年预算 | 项目（按功能分类） | 本年预算 | 项目（按经济分类） | 本年预算",
        "一、一般公共预算拨款 | 90 | 农林水支出 | 60 | 工资福利支出 | 50",
        "本年收入合计 | 90 | 本年支出合计 | 90 | 本年支出合计 | 90",
    )
    measures = {f.printed: f.measure_code for f in read("部门收支预算总表", "单位：万元", grid).figures}
    assert measures["60"] != "income_general" and measures["50"] != "income_general"
    assert [f.measure_code for f in read("收支总表", grid).figures if f.printed == "90"] == [
        "income_general", "income_total", "expenditure_total", "expenditure_total",
    ]  # fmt: skip


def test_codes_of_units_and_projects_are_no_money():
    grid = table("单位编码 | 单位名称 | 预算金额", "401001 | 县水利局 | 30", "401002 | 水管所 | 5")
    found = read("单位：万元", grid)
    assert [(f.scope_name, f.printed) for f in found.figures] == [("县水利局", "30"), ("水管所", "5")]
    assert reasons(found)["401001"] == "code"


def test_what_is_left_at_the_end_of_the_year_is_that_of_each_fund():
    grid = table(
        "<2>收入 | <4>支出",
        "项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款",
        "一、一般公共预算财政拨款 | 90 | 本年支出合计 | 92 | 88 | 4",
        "年初财政拨款结转和结余 | 10 | 年末财政拨款结转和结余 | 8 | 7 | 1",
    )
    found = read("财政拨款收入支出决算总表", "单位：万元", grid)
    assert [(f.measure_code, f.scope_name) for f in found.figures if f.printed in {"8", "7", "1"}] == [
        ("carry_out", "财政拨款"), ("carry_out", "一般公共预算财政拨款"), ("carry_out", "政府性基金预算财政拨款"),
    ]  # fmt: skip


def test_values_without_headings_are_not_all_what_the_title_says():
    found = read("收入决算表", "单位：万元", table("合计 |  | 95 | 90 | 5"))
    assert {f.measure_code for f in found.figures} == {None}


def test_titles_and_texts_in_the_first_of_many_cells_are_captions_and_prose():
    grid = table(
        "一、收入决算表 |  |  ",
        "单位：万元 |  |  ",
        "项目 | 预算数 | 决算数",
        "事业收入 | 20 | 21",
        "本年收入增加，主要原因是新增了项目，其中公务接待费支出3.5万元，公务用车购置费支出18万元，均按规定执行到位。 |  |  ",
    )
    found = read(grid)
    assert [(f.measure_code, f.value) for f in found.figures] == [
        ("income_business", Decimal(200000)),
        ("income_business", Decimal(210000)),
        ("sangong_reception", Decimal(35000)),
        ("sangong_vehicle_purchase", Decimal(180000)),
    ]


def test_a_heading_of_two_rows_is_one_where_text_has_lost_its_merged_cells():
    grid = table(
        "项目 |  | 本年收入合计 | 财政拨款收入 | 事业收入",
        "科目编码 | 科目名称 |  |  | ",
        "栏次 |  | 1 | 2 | 3",
        "合计 |  | 95 | 90 | 5",
        "201 | 一般公共服务支出 | 95 | 90 | 5",
    )
    assert senses(read("收入决算表", "单位：万元", grid)) == [
        ("income_total", "", "", "", Decimal(950000)),
        ("income_fiscal", "", "", "", Decimal(900000)),
        ("income_business", "", "", "", Decimal(50000)),
        ("income_total", "201", "一般公共服务支出", "", Decimal(950000)),
        ("income_fiscal", "201", "一般公共服务支出", "", Decimal(900000)),
        ("income_business", "201", "一般公共服务支出", "", Decimal(50000)),
    ]


def test_halves_that_repeat_only_the_heading_of_their_amounts_stand_side_by_side_too():
    found = read(
        "收入支出决算总表",
        "单位：万元",
        table(
            "收入 | 决算数 | 支出 | 决算数",
            "一、财政拨款收入 | 120.50 | 一、一般公共服务支出 | 123.50",
            "本年收入合计 | 120.50 | 本年支出合计 | 123.50",
        ),
    )
    assert [(one.label, one.value) for one in found.figures] == [
        ("财政拨款收入 / 决算数", Decimal(1205000)),
        ("本年收入合计 / 决算数", Decimal(1205000)),
        ("一般公共服务支出 / 决算数", Decimal(1235000)),
        ("本年支出合计 / 决算数", Decimal(1235000)),
    ]


def test_what_changed_and_a_percentage_are_no_amounts_of_their_row():
    found = read(
        "支出情况（单位：万元）",
        table(
            "项目 | 2021年决算数 | 2022年决算数 | 比上年增减额 | 比上年增减% | 完成预算%",
            "基本支出 | 60.00 | 66.00 | 6.00 | 10.00 | 99.21",
        ),
    )
    assert [code for code, *_ in senses(found)] == ["expenditure_basic"] * 2 + [None] * 3


def test_the_unit_of_a_heading_is_that_of_every_table_below_it_until_the_next():
    costs = table("项目 | 决算数", "公务接待费 | 19,632.00")
    found = extract(
        report(
            "青禾县林业局2022年度部门决算", "二、决算报表（单位：元）", "表一 支出决算表", costs, "表二 三公经费决算表", costs,
            "三、文字说明（单位：万元）", "公务接待费1.96万元。", "表三 三公经费情况", table("项目 | 决算数", "公务接待费 | 1.96"),
        ),
        SourceClues(""),
    )  # fmt: skip
    assert [one.value for one in found.figures] == [19632, 19632, 19600, 19600]
