"""Tables by structure: header paths, units, years, scopes; invented forms with the traps of real ones."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.model.facts import Extract, Figure
from tests.extraction.printed_tables import report, table


def read(*blocks) -> Extract:
    return extract(report(*blocks), SourceClues("青禾县/2021/表.docx"))


def figure(extracted: Extract, printed: str, nth: int = 0) -> Figure:
    return [f for f in extracted.figures if f.printed == printed][nth]


UNITS = table(
    "<6>二、收支情况",
    "<6>年度收入情况（万元）",
    "机构名称 | 收入合计 | <4>其中：",
    "^ | ^ | 上年结转 | 公共财\\n政拨款 | 政府基金拨款 | 其他收入",
    "局机关及所属单位汇总 | 300.5 | 0 | 200 | 100.5 | —",
    "1、局机关 | 200 | 0 | 150 | 50 | ",
    "2、环卫所 | 100.5 | 0 | 50 | 50.5 | ",
    "机构名称 | 三公经费\\n合计 | <2>其中： | <2>其他",
    "^ | ^ | 公务接待费 | 因公出国费 | <2>^",
    "1、局机关 | 3.5 | 1.5 | 2 | <2>0",
)


def test_a_value_knows_its_unit_row_its_header_path_and_its_measure():
    found = figure(read("2021年度部门整体支出绩效自评报告", UNITS), "200", 1)
    assert (found.scope_name, found.label, found.measure_code) == ("局机关", "年度收入情况 / 收入合计", "income_total")
    assert (found.value, found.unit, found.unit_source, found.period_year) == (Decimal(2000000), "元", "caption", 2021)


def test_a_county_whose_name_begins_like_a_unit_is_no_unit():
    money = table("项目 | 决算数", "收入合计 | 120.5")
    read_one = figure(read("填报单位：元氏县教育局　　单位：万元", money), "120.5")
    assert (read_one.value, read_one.unit, read_one.unit_source) == (Decimal(1205000), "元", "caption")
    assert figure(read("金额单位：元人民币", money), "120.5").value == Decimal("120.5")


def test_a_table_stacked_below_another_has_its_own_heading():
    found = figure(read("2021年度部门整体支出绩效自评报告", UNITS), "2")
    assert (found.scope_name, found.label, found.measure_code) == ("局机关", "其中 / 因公出国费", "sangong_abroad")


def test_a_blank_and_a_dash_are_no_zero_but_a_printed_zero_is():
    labels = [f.label for f in read(UNITS).figures if f.scope_name == "局机关及所属单位汇总"]
    assert "年度收入情况 / 其中 / 其他收入" not in labels
    assert "年度收入情况 / 其中 / 上年结转" in labels


def test_a_form_of_pairs_nests_the_levels_of_funding_below_their_total():
    pairs = table(
        "计划安排资金\\n（万元） | 500 | 实际到位资金\\n（万元） | 400",
        "其中：中央财政 | 300 | 其中：中央财政 | 250",
        "省财政 |  | 省财政 | 150",
    )
    extracted = read("附件2", "项目支出绩效自评报告", "项目名称：水渠整修", pairs)
    assert [(f.label, f.scope_name, f.basis, f.value) for f in extracted.figures] == [
        ("计划安排资金", "水渠整修", "planned", Decimal(5000000)),
        ("实际到位资金", "水渠整修", "received", Decimal(4000000)),
        ("计划安排资金 / 其中：中央财政", "水渠整修", "planned", Decimal(3000000)),
        ("实际到位资金 / 其中：中央财政", "水渠整修", "received", Decimal(2500000)),
        ("实际到位资金 / 省财政", "水渠整修", "received", Decimal(1500000)),
    ]


def test_a_heading_of_two_years_is_of_neither():
    accounts = table("项目 | 2019年和2020年决算数合计 | 2020年决算数", "基本支出 | 120.5 | 70")
    extracted = read("2021年度部门整体支出绩效自评报告", "单位：万元", accounts)
    assert [(f.printed, f.period_year) for f in extracted.figures] == [("120.5", 2021), ("70", 2020)]


def test_a_row_of_notes_whose_first_cell_is_blank_parts_no_table():
    accounts = table(
        "项目 | 年初预算数 | 决算数 | 说明",
        "基本支出 | 10 | 8 | 压减",
        " | <2>公用经费按定额 | 另附明细",
        "项目支出 | 6 | 5 | 按进度",
    )
    extracted = read("2021年度部门整体支出绩效自评报告", "单位：万元", accounts)
    assert [(f.label, f.printed, f.basis) for f in extracted.figures] == [
        ("基本支出 / 年初预算数", "10", "initial_budget"),
        ("基本支出 / 决算数", "8", "actual"),
        ("项目支出 / 年初预算数", "6", "initial_budget"),
        ("项目支出 / 决算数", "5", "actual"),
    ]


def test_columns_of_years_and_bases_tell_the_same_measure_apart():
    base = table(
        "财政供养人员情况 | 编制数 | 2021年实际在职人数 | 控制率",
        "^ | 50 | 48 | 96%",
        "经费控制情况 | 2020年决算数 | 2021年预算数 | 2021年决算数",
        "三公经费 | 12.5 | 10 | 9.8",
        "其中：公车运行维护 | 8 | —— | 7",
    )
    extracted = read("2021年度部门整体支出绩效自评报告", "填报单位：环卫局      单位：万元", base)
    assert [(f.measure_code, f.period_year, f.basis, f.value) for f in extracted.figures if "公" in f.label] == [
        ("sangong_total", 2020, "actual", Decimal(125000)),
        ("sangong_total", 2021, "budget", Decimal(100000)),
        ("sangong_total", 2021, "actual", Decimal(98000)),
        ("sangong_vehicle_running", 2020, "actual", Decimal(80000)),
        ("sangong_vehicle_running", 2021, "actual", Decimal(70000)),
    ]


def test_a_column_of_last_year_without_its_number_is_of_the_year_before():
    both = table(
        "项目 | 上年决算数 | 2021年决算数 | 比上年增减",
        "收入合计 | 12.5 | 10 | -2.5",
        "上年结转和结余 | 3 | 2 | -1",
    )
    extracted = read("2021年度部门整体支出绩效自评报告", "单位：万元", both)
    assert [(f.measure_code, f.period_year, f.printed) for f in extracted.figures if f.measure_code] == [
        ("income_total", 2020, "12.5"),
        ("income_total", 2021, "10"),
        ("carry_in", 2020, "3"),
        ("carry_in", 2021, "2"),
    ]


def test_rows_of_a_project_table_are_scopes_and_projects():
    projects = table(
        "项目名称 | 项目类型 | 资金用途、使用方向 | <2>预算金额 | <2>支出金额",
        "^ | ^ | ^ | 指标\\n总额 | 其中：区级资金 | 支出总额 | 其中：区级资金",
        "道路养护 | 经常性 | 用于12条道路 | 80 | 60 | 79.5 | 59.5",
        "<3>合计： | 80 | 60 | 79.5 | 59.5",
    )
    extracted = read("2021年度重点项目绩效评价结果", "金额单位：万元", projects)
    assert [p.project_name for p in extracted.projects] == ["道路养护"]
    found = figure(extracted, "79.5")
    assert (found.figure_kind, found.scope_name, found.label) == ("project", "道路养护", "支出金额 / 支出总额")
    assert figure(extracted, "79.5", 1).scope_name == "合计"
    assert figure(extracted, "12").label == "用于道路"


def test_a_scoring_table_gives_weights_scores_and_rules_by_level():
    scores = table(
        "一级指标 | 二级指标 | 三级指标 | 评分标准 | 分值 | 自评得分 | 扣分原因",
        "投  入\\n（10分） | 预算配置\\n（10分） | 人员控制率 | 以100%为标准，计6分，每超过一个百分点扣0.5分 | 6 | 5.5 | 超编1人",
        "^ | ^ | 三公变动率 | ≦0计4分 | 4 | 4 | ",
        "总 分 | | | | 10 | 9.5 | ",
    )
    extracted = read("2021年度部门整体支出绩效评价评分表", scores)
    assert [(i.level1, i.level2, i.level3, i.weight, i.score) for i in extracted.indicators] == [
        ("投入", "预算配置", "人员控制率", Decimal(6), Decimal("5.5")),
        ("投入", "预算配置", "三公变动率", Decimal(4), Decimal(4)),
    ]
    assert extracted.indicators[0].rule_text.startswith("以100%为标准")
    assert {t.ignored_reason for t in extracted.tokens if t.printed in {"0.5", "100"}} == {"rule_text"}
    total = figure(extracted, "9.5")
    assert (total.figure_kind, total.measure_code, total.scope_name) == (
        "evaluation_score",
        "score_total",
        "部门整体支出",
    )


def test_weights_beside_each_level_belong_to_the_level_on_their_left():
    scores = table(
        "一级\\n指标 | 分值 | 二级\\n指标 | 分值 | 三级\\n指标 | 分值 | 评价标准 | 自评\\n得分",
        "决策 | 20 | 目标 | 20 | 内容 | 12 | 明确（6分） | 12",
        "^ | ^ | ^ | ^ | 依据 | 8 | 合规（8分） | 7",
    )
    extracted = read("项目支出绩效评价指标体系", scores)
    weights = [(f.label, f.value) for f in extracted.figures if f.figure_kind == "indicator_weight"]
    assert weights == [("决策 / 分值", 20), ("目标 / 分值", 20), ("内容 / 分值", 12), ("依据 / 分值", 8)]
    assert [(i.level3, i.weight, i.score) for i in extracted.indicators] == [("内容", 12, 12), ("依据", 8, 7)]


def test_vouchers_are_booked_in_yuan_and_their_total_is_no_voucher():
    vouchers = table(
        "支出内容 | 实际支出数 | 会计凭证号 | 备注",
        "工程款 | 1100000.00  | 2021年10月75号 | ",
        "监理费 | 49920 | 2021年11月3日12号 | ",
        "支出合计 | 1149920 | | ",
    )
    extracted = read("项目支出绩效自评报告", "金额以万元计", vouchers)
    assert [(v.purpose, v.amount_yuan, v.voucher_no, v.voucher_date) for v in extracted.vouchers] == [
        ("工程款", Decimal("1100000.00"), "75", "2021-10"),
        ("监理费", Decimal(49920), "12", "2021-11-03"),
    ]
    assert figure(extracted, "1149920").value == Decimal(1149920)


def test_a_table_nobody_knows_still_gives_its_figures_with_their_labels():
    unknown = table("类别 | 蓝色 | 绿色", "圆形 | 3 | 4.5", "方形 | 7 | ")
    extracted = read("说明", unknown)
    assert [(f.label, f.value, f.measure_code) for f in extracted.figures] == [
        ("圆形 / 蓝色", 3, None),
        ("圆形 / 绿色", Decimal("4.5"), None),
        ("方形 / 蓝色", 7, None),
    ]


def test_telephones_and_postcodes_are_never_figures_and_leave_no_text():
    form = table("联系人 | 某某 | 联络电话 | 4230000", "项目负责人 | 某某 | 邮  编 | 414299")
    extracted = read(form)
    assert extracted.figures == ()
    assert [(t.printed, t.ignored_reason) for t in extracted.tokens] == [("", "telephone"), ("414299", "postcode")]


def test_a_table_that_goes_on_without_its_heading_keeps_it():
    extracted = read(
        "单位：万元",
        table("项目名称 | 预算数 | 执行数", "甲 | 1 | 2", "<3>续表", "乙 | 3 | 4"),
    )
    assert figure(extracted, "4").label == "执行数"


def test_no_two_figures_stand_in_one_place():
    places = [f.place for f in read("2021年度部门整体支出绩效自评报告", UNITS).figures]
    assert len(places) == len(set(places))


def test_the_funds_of_the_national_form_are_budget_and_spending_of_the_project():
    form = table(
        "项目资金（万元） |  | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分",
        "^ | 年度资金总额 | 100 | 120 | 108 | 10 | 90% | 9",
        "^ | 其中：中央、省、市补助 | 80 | 80 | 70 | — | — | —",
    )
    extracted = read("2021年度项目支出绩效自评表", "项目名称：水渠整修", form)
    assert [(f.label, f.measure_code, f.basis, f.value) for f in extracted.figures] == [
        ("年度资金总额 / 年初预算数", "project_budget", "initial_budget", Decimal(1000000)),
        ("年度资金总额 / 全年预算数（A）", "project_budget", "annual_budget", Decimal(1200000)),
        ("年度资金总额 / 全年执行数（B）", "project_spent", "spent", Decimal(1080000)),
        ("年度资金总额 / 分值", "indicator_weight", "weight", Decimal(10)),
        ("年度资金总额 / 执行率（B/A）", "exec_rate_of_budget", "actual", Decimal(90)),
        ("年度资金总额 / 得分", "indicator_score", "score", Decimal(9)),
        ("其中：中央、省、市补助 / 年初预算数", "project_budget", "initial_budget", Decimal(800000)),
        ("其中：中央、省、市补助 / 全年预算数（A）", "project_budget", "annual_budget", Decimal(800000)),
        ("其中：中央、省、市补助 / 全年执行数（B）", "project_spent", "spent", Decimal(700000)),
    ]


def test_a_column_of_budgets_does_not_turn_income_into_a_project():
    extracted = read("单位：元", table("收入项目 | 预算数", "财政拨款收入 | 900", "事业收入 | 80"))
    assert [f.measure_code for f in extracted.figures] == ["income_fiscal", "income_business"]


def test_a_serial_column_hides_neither_the_unit_nor_the_project_of_a_row():
    units = table("序号 | 单位名称 | 收入合计 | 支出合计", "1 | 局机关 | 100 | 90", "2 | 质安站 | 50 | 40")
    assert [(f.scope_name, f.printed) for f in read("单位：万元", units).figures] == [
        ("局机关", "100"),
        ("局机关", "90"),
        ("质安站", "50"),
        ("质安站", "40"),
    ]


def test_a_column_of_changes_is_not_the_measure_itself():
    changes = table("项目 | 2020年决算数 | 2021年决算数 | 增减额 | 增减率", "三公经费 | 20.1 | 18 | -2.1 | -10.45%")
    assert [(f.measure_code, f.printed) for f in read("单位：万元", changes).figures] == [
        ("sangong_total", "20.1"),
        ("sangong_total", "18"),
        (None, "-2.1"),
        (None, "-10.45"),
    ]


def test_carry_over_that_pays_for_a_project_is_budgeted_and_spent_like_its_other_money():
    form = table(
        "项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数",
        "^ | 年度资金总额 | 100 | 120 | 108",
        "^ | 上年结转资金 | 10 | 10 | 8",
    )
    found = read("2021年度项目支出绩效自评表", "项目名称：水渠整修", form)
    assert [(f.basis, f.printed) for f in found.figures if "结转" in f.label] == [
        ("initial_budget", "10"),
        ("annual_budget", "10"),
        ("spent", "8"),
    ]


def test_prices_of_a_target_keep_the_indicator_the_unit_and_the_basis():
    scores = table(
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
        "产出 | 数量 | 硬化道路 | ≥36.5公里 | 37公里 | 10 | 10",
        "^ | 成本 | 单位造价 | ≤550元/平方米 | 532.74元/平方米 | 10 | 10",
    )
    found = [(f.label, f.basis, f.unit, f.value) for f in read(scores).figures if f.figure_kind == "target"]
    assert found == [
        ("硬化道路 / 年度指标值", "target", "米", Decimal(36500)),
        ("硬化道路 / 实际完成值", "actual", "米", Decimal(37000)),
        ("单位造价 / 年度指标值", "target", "元/平方米", Decimal(550)),
        ("单位造价 / 实际完成值", "actual", "元/平方米", Decimal("532.74")),
    ]


def test_forms_of_other_provinces_and_rows_of_the_template_that_nobody_used():
    form = table(
        "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分",
        "产出 | 数量 | 培训人数 | ≥ | 200 | 人次 | 210 | 20 | 20",
        "^ | ^ | 指标2 |  |  |  |  |  | ",
        "^ | ^ | …… |  |  |  |  |  | ",
        "总分 |  |  |  |  |  |  | 100 | 96",
    )
    found = read("2021年度项目支出绩效自评表", form)
    assert [(f.label, f.printed) for f in found.figures] == [
        ("培训人数 / 指标值", "200"),
        ("培训人数 / 完成值", "210"),
        ("培训人数 / 权重", "20"),
        ("培训人数 / 得分", "20"),
        ("总分 / 权重", "100"),
        ("总分 / 得分", "96"),
    ]


def test_a_unit_in_a_column_of_its_own_holds_for_the_row():
    rows = (
        "三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值",
        "植树面积 | ≥ | 40 | 亩 | 42.5",
        "成活率 | ≥ | 90 | % | 93",
    )
    for scored in (False, True):
        tail = (" | 分值", " | 10", " | 10") if scored else ("", "", "")
        forms = table(*(row + end for row, end in zip(rows, tail, strict=True)))
        found = [
            f for f in extract(report("2021年度项目支出绩效自评表", forms), SourceClues("")).figures if f.unit != "分"
        ]
        assert [(f.label, f.value, f.unit, f.basis) for f in found] == [
            ("植树面积 / 指标值", Decimal(40), "亩", "target"),
            ("植树面积 / 完成值", Decimal("42.5"), "亩", "actual"),
            ("成活率 / 指标值", Decimal(90), "%", "target"),
            ("成活率 / 完成值", Decimal(93), "%", "actual"),
        ]


def test_a_column_headed_with_a_percent_sign_holds_percentages_and_money_is_told_by_its_label():
    grid = table("项目 | 决算数 | 完成预算%", "培训补助 | 12.5 | 96", "公用支出 | 20 | 98.5", "参训人数 | 40 | 100")
    found = extract(report("2021年度部门决算公开", "单位以万元计，收入80万元。", grid), SourceClues("")).figures[1:]
    assert [(f.printed, f.unit) for f in found] == [
        ("12.5", "元"), ("96", "%"), ("20", "元"), ("98.5", "%"), ("40", ""), ("100", "%"),
    ]  # fmt: skip


def test_the_score_of_a_project_in_a_list_is_that_projects():
    grid = table(
        "项目名称 | 年初预算数 | 调整预算数 | 支出数 | 自评得分",
        "河堤加固 | 50 | 60 | 54 | 92",
        "渠道清淤 | 8 | 8 | 8 | 99",
    )
    found = extract(report("2021年度项目支出绩效自评汇总表", "单位：万元", grid), SourceClues("")).figures
    assert [(f.scope_name, f.value) for f in found if f.measure_code == "score_total"] == [
        ("河堤加固", Decimal(92)),
        ("渠道清淤", Decimal(99)),
    ]


def test_a_sentence_in_the_first_row_is_read_and_no_heading():
    grid = table("一、基本情况 | （一）概况 | 内设股室6个，在职人员40人。", "二、结论 | 得分 | 自评得分90分")
    found = extract(report("2021年度部门整体支出绩效自评报告", grid), SourceClues("")).figures
    assert [(f.printed, f.unit) for f in found] == [("6", "个"), ("40", "人"), ("90", "分")]


def test_the_unit_in_brackets_behind_a_title_holds_for_the_table_below():
    grid = table("项目 | 上半年 | 下半年", "甲 | 3 | 4")
    found = extract(report("2021年度部门决算公开", "收支情况（万元）", grid), SourceClues("")).figures
    assert [(f.value, f.unit) for f in found] == [(Decimal(30000), "元"), (Decimal(40000), "元")]


@pytest.mark.parametrize("spent", ["实际支出数", "实际支出", "支出金额"])
def test_what_was_spent_of_basic_expenditure_is_no_spending_of_a_project(spent):
    rows = ("基本支出 | 100 | 95", "项目支出 | 50 | 48", "公务接待费 | 3 | 2", "乡村环境治理 | 20 | 19")
    found = read("单位：万元", table(f"支出项目 | 调整后预算数 | {spent}", *rows)).figures
    assert [f.basis for f in found if not f.label.endswith(spent)] == ["adjusted_budget"] * 4
    assert [(f.measure_code, f.basis) for f in found if f.label.endswith(spent)] == [
        ("expenditure_basic", "actual"),
        ("expenditure_project", "actual"),
        ("sangong_reception", "actual"),
        ("project_spent", "spent"),
    ]


def test_a_total_with_the_name_of_what_it_adds_up_is_that():
    grid = table("项目 | 决算数", "工资福利支出 | 200.00", "人员经费合计 | 220.00", "公用经费小计 | 50.00")
    codes = [f.measure_code for f in read("单位：万元", grid).figures]
    assert codes[1:] == ["expenditure_personnel", "expenditure_public"]


@pytest.mark.parametrize(
    ("heading", "number", "reason"),
    [
        ("手机", "13900000000", "mobile"),
        ("联系方式", "13900000000", "mobile"),
        ("身份证号", "110101199003070011", "identity"),
        ("身份证号", "110101900307001", "identity"),
    ],
)
def test_a_column_of_personal_numbers_holds_no_figures(heading: str, number: str, reason: str):
    found = extract(report(table(f"项目名称 | {heading} | 预算数", f"水渠 | {number} | 12")), SourceClues("a.docx"))
    assert [(token.ignored_reason, token.printed) for token in found.tokens] == [(reason, ""), ("", "12")]
    assert [figure.printed for figure in found.figures] == ["12"]


def test_five_telephones_are_an_amount():
    found = extract(report(table("采购单位 | 手机 | 电脑", "教育局 | 5 | 12")), SourceClues("a.docx"))
    assert [figure.printed for figure in found.figures] == ["5", "12"]


def test_other_expenditure_among_classes_of_functions_is_no_part_of_basic_expenditure():
    lines = ("一、教育支出 | 80.00 | 一、基本支出 | 70.00", "二、其他支出 | 20.00 | 其中：公用经费 | 30.00")
    found = read("单位：万元", table("<4>支出", "按功能分类 | 决算数 | 按支出性质 | 决算数", *lines)).figures
    by_code = {f.printed: (f.measure_code, f.item_name) for f in found}
    assert by_code["20.00"] == ("expenditure_total", "其他支出")
    lines = ("基本支出 | 90.00", "人员经费 | 70.00", "其他支出 | 20.00")
    found = read("单位：万元", table("支出 | 决算数", *lines)).figures
    assert [f.measure_code for f in found][-1] == "expenditure_other"


def test_a_row_without_a_label_is_about_what_the_head_of_its_group_says():
    form = table(
        "财政供养人员情况 | 编制数 | 2021年实际在职人数 | 控制率",
        " | 168 | 159 | 94.64%",
        "经费控制情况（万元） | 2020年决算数 | 2021年预算数 | 2021年决算数",
        "三公经费 | 58.36 | 62.00 | 50.64",
    )
    found = read("2021年度部门整体支出绩效自评报告", form)
    rate = figure(found, "94.64")
    assert (rate.label, rate.measure_code) == ("财政供养人员 / 控制率", "staff_control_rate")
    assert figure(found, "168").measure_code == "staff_quota"


def test_a_row_and_a_column_may_name_a_measure_together():
    form = table("项目 | 预算数 | 决算数 | 控制率", "三公经费 | 62.00 | 50.64 | 81.68%")
    assert figure(read("2021年度部门整体支出绩效自评报告", form), "81.68").measure_code == "sangong_control_rate"


def test_what_a_cell_of_goals_says_is_a_target_and_what_was_done_is_none():
    goals = table(
        "年度总体目标 | 预期目标 | 实际完成情况",
        "^ | 采购应急物资6400件，开展演练24场。 | 全年采购物资6420件，开展演练24场。",
    )
    bases = [one.basis for one in read("青禾县应急局2021年度项目支出绩效自评表", goals).figures]
    assert bases == ["target", "target", "actual", "actual"]
