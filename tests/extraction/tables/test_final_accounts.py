"""The nine tables of a department's final accounts: every amount is known, and a planted error is found."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison, Extract
from flows.model.report import Table
from tests.extraction.printed_tables import report, table

UNIT = "部门：青禾县教育局                   金额单位：万元"
INCOME = (
    "<4>项目 | 本年收入合计 | 财政拨款收入 | 上级补助收入 | <2>事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入",
    "<3>功能分类科目编码 | 科目名称 | ^ | ^ | ^ | 小计 | 其中：教育收费 | ^ | ^ | ^",
    "类 | 款 | 项 | 栏次 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
    "<4>合计 | 368.82 | 350.00 |  | 10.00 | 4.00 |  | 2.00 | 6.82",
    "<3>205 | 教育支出 | 338.82 | 320.00 |  | 10.00 | 4.00 |  | 2.00 | 6.82",
    "<3>2050201 | 学前教育 | 338.82 | 320.00 |  | 10.00 | 4.00 |  | 2.00 | 6.82",
    "<3>208 | 社会保障和就业支出 | 30.00 | 30.00 |  |  |  |  |  | ",
)
EXPENDITURE = (
    "<2>项目 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出",
    "科目编码 | 科目名称 | 1 | 2 | 3 | 4 | 5 | 6",
    "<2>合计 | 360.10 | 283.10 | 77.00 |  |  | ",
    "205 | 教育支出 | 330.10 | 253.10 | 77.00 |  |  | ",
    "2050201 | 学前教育 | 330.10 | 253.10 | 77.00 |  |  | ",
    "208 | 社会保障和就业支出 | 30.00 | 30.00 |  |  |  | ",
)
TABLES = {
    "收入支出决算总表": table(
        "<3>收入 | <3>支出",
        "项目 | 行次 | 决算数 | 项目（按功能分类） | 行次 | 决算数",
        "栏次 |  | 1 | 栏次 |  | 2",
        "一、一般公共预算财政拨款收入 | 1 | 300.00 | 一、一般公共服务支出 | 32 | ",
        "二、政府性基金预算财政拨款收入 | 2 | 50.00 | 五、教育支出 | 36 | 330.10",
        "五、事业收入 | 5 | 10.00 | 八、社会保障和就业支出 | 39 | 30.00",
        "七、附属单位上缴收入 | 7 | 2.00 |  |  | ",
        "八、其他收入 | 8 | 6.82 |  |  | ",
        "本年收入合计 | 27 | 368.82 | 本年支出合计 | 58 | 360.10",
        "年初结转和结余 | 29 | 5.00 | 年末结转和结余 | 60 | 13.72",
        "总计 | 31 | 373.82 | 总计 | 62 | 373.82",
    ),
    "收入决算表": table(*INCOME),
    "支出决算表": table(*EXPENDITURE),
    "财政拨款收入支出决算总表": table(
        "<3>收入 | <5>支出",
        "项目 | 行次 | 金额 | 项目 | 行次 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款",
        "栏次 |  | 1 | 栏次 |  | 2 | 3 | 4",
        "一、一般公共预算财政拨款 | 1 | 300.00 | 五、教育支出 | 37 | 310.00 | 260.00 | 50.00",
        "二、政府性基金预算财政拨款 | 2 | 50.00 | 八、社会保障和就业支出 | 40 | 30.00 | 30.00 | ",
        "本年收入合计 | 27 | 350.00 | 本年支出合计 | 59 | 340.00 | 290.00 | 50.00",
        "年初财政拨款结转和结余 | 28 | 3.00 | 年末财政拨款结转和结余 | 60 | 13.00 | 13.00 | ",
        "总计 | 32 | 353.00 | 总计 | 64 | 353.00 | 303.00 | 50.00",
    ),
    "一般公共预算财政拨款支出决算表": table(
        "<4>项目 | <3>本年支出",
        "<3>功能分类科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出",
        "类 | 款 | 项 | 栏次 | 1 | 2 | 3",
        "<4>合计 | 290.00 | 270.00 | 20.00",
        "<3>205 | 教育支出 | 260.00 | 240.00 | 20.00",
        "<3>208 | 社会保障和就业支出 | 30.00 | 30.00 | ",
    ),
    "一般公共预算财政拨款基本支出决算明细表": table(
        "<3>人员经费 | <6>公用经费",
        "科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额",
        "301 | 工资福利支出 | 200.00 | 302 | 商品和服务支出 | 40.00 | 310 | 资本性支出 | 10.00",
        "30101 | 基本工资 | 200.00 | 30201 | 办公费 | 40.00 | 31002 | 办公设备购置 | 10.00",
        "303 | 对个人和家庭的补助 | 20.00 |  |  |  |  |  | ",
        "<2>人员经费合计 | 220.00 | <5>公用经费合计 | 50.00",
    ),
    "一般公共预算财政拨款“三公”经费支出决算表": table(
        "<6>预算数 | <6>决算数",
        "合计 | 因公出国（境）费 | <3>公务用车购置及运行维护费 | 公务接待费"
        " | 合计 | 因公出国（境）费 | <3>公务用车购置及运行维护费 | 公务接待费",
        "^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^",
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12",
        "8.00 | 0.00 | 5.00 | 0.00 | 5.00 | 3.00 | 6.50 | 0.00 | 4.50 | 0.00 | 4.50 | 2.00",
    ),
    "政府性基金预算财政拨款收入支出决算表": table(
        "<4>项目 | 年初结转和结余 | 本年收入 | <3>本年支出 | 年末结转和结余",
        "<3>功能分类科目编码 | 科目名称 | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^",
        "类 | 款 | 项 | 栏次 | 1 | 2 | 3 | 4 | 5 | 6",
        "<4>合计 |  | 50.00 | 50.00 |  | 50.00 | ",
        "<3>2120803 | 城市建设支出 |  | 50.00 | 50.00 |  | 50.00 | ",
    ),
    "国有资本经营预算财政拨款支出决算表": table(
        "<4>项目 | <3>本年支出",
        "<3>功能分类科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出",
        "类 | 款 | 项 | 栏次 | 1 | 2 | 3",
        "<4>合计 | 7.00 |  | 7.00",
        "<3>2230105 | 国有企业退休人员社会化管理补助支出 | 7.00 |  | 7.00",
    ),
}


def read(tables: dict[str, Table]) -> Extract:
    blocks = [block for title, grid in tables.items() for block in (title, UNIT, grid)]
    return extract(report("青禾县教育局2022年度部门决算", *blocks), SourceClues("青禾县/2022/决算.docx"))


def failed(found: Extract) -> list[Comparison]:
    return [comparison for comparison in judge(found) if comparison.status == "fail"]


def of_table(found: Extract, title: str) -> list[tuple[str | None, str, str, str, Decimal | None]]:
    number = list(TABLES).index(title)
    return [
        (f.measure_code, f.item_code, f.item_name, f.scope_name, f.value and f.value / 10_000)
        for f in found.figures
        if f.place.table_no == number
    ]


def test_every_amount_of_the_nine_tables_is_known_and_none_disagrees():
    found = read(TABLES)
    assert {f.place.table_no for f in found.figures} == set(range(len(TABLES)))
    assert [(f.label, f.printed) for f in found.figures if f.measure_code is None or f.unit != "元"] == []
    assert {t.ignored_reason for t in found.tokens if t.figure_no is None} <= {"code", "list_number", "label", "date"}
    judged = {c.rule_code: c.status for c in judge(found) if c.status != "not_applicable"}
    assert {code: judged[code] for code in ("A01", "A02", "A03", "A05", "A07", "A08")} == dict.fromkeys(
        ("A01", "A02", "A03", "A05", "A07", "A08"), "pass"
    )
    assert failed(found) == []


def test_the_sources_of_income_stand_beside_their_sum_and_its_lines_have_codes_and_names():
    assert of_table(read(TABLES), "收入决算表")[:12] == [
        ("income_total", "", "", "", Decimal("368.82")),
        ("income_fiscal", "", "", "", Decimal(350)),
        ("income_business", "", "", "", Decimal(10)),
        ("income_business", "", "教育收费", "", Decimal(4)),
        ("income_subsidiary", "", "", "", Decimal(2)),
        ("income_other", "", "", "", Decimal("6.82")),
        ("income_total", "205", "教育支出", "", Decimal("338.82")),
        ("income_fiscal", "205", "教育支出", "", Decimal(320)),
        ("income_business", "205", "教育支出", "", Decimal(10)),
        ("income_business", "205", "教育支出", "", Decimal(4)),
        ("income_subsidiary", "205", "教育支出", "", Decimal(2)),
        ("income_other", "205", "教育支出", "", Decimal("6.82")),
    ]


def test_a_heading_that_names_the_codes_and_counts_the_rest_is_read():
    assert of_table(read(TABLES), "支出决算表")[:6] == [
        ("expenditure_total", "", "", "", Decimal("360.10")),
        ("expenditure_basic", "", "", "", Decimal("283.10")),
        ("expenditure_project", "", "", "", Decimal(77)),
        ("expenditure_total", "205", "教育支出", "", Decimal("330.10")),
        ("expenditure_basic", "205", "教育支出", "", Decimal("253.10")),
        ("expenditure_project", "205", "教育支出", "", Decimal(77)),
    ]


@pytest.mark.parametrize(
    ("title", "right", "wrong", "rule", "numbers"),
    [
        ("收入决算表", "368.82 | 350.00 |  | 10.00", "368.82 | 350.00 |  | 11.00", "A01", ("368.82", "369.82")),
        ("收入决算表", "368.82 | 350.00 |  | 10.00", "368.82 | 356.00 |  | 10.00", "A01", ("356", "350")),
        ("支出决算表", "360.10 | 283.10", "360.10 | 238.10", "A02", ("360.1", "315.1")),
    ],
)
@pytest.mark.parametrize("is_alone", [False, True])
def test_an_error_in_a_row_of_the_accounts_is_found(title, right, wrong, rule, numbers, is_alone):
    rows = {"收入决算表": INCOME, "支出决算表": EXPENDITURE}[title]
    grid = table(*(row.replace(right, wrong) for row in rows))
    found = failed(read({title: grid} if is_alone else {**TABLES, title: grid}))
    assert rule in {comparison.rule_code for comparison in found}
    if not is_alone:
        assert any(all(number in one.explanation for number in numbers) for one in found)


def test_each_unit_has_its_own_money_of_the_budgets():
    grid = table(
        "单位名称 | 收入合计 | 财政拨款收入 | 事业收入",
        "局机关 | 120.00 | 100.00 | 20.00",
        "幼儿园 | 30.00 | 25.00 | 6.00",
        "合计 | 150.00 | 125.00 | 26.00",
    )
    verdicts = {c.scope_name: c.status for c in judge(read({"收入情况表": grid})) if c.rule_code == "A01"}
    assert verdicts == {"局机关": "pass", "幼儿园": "fail", "合计": "fail"}


def test_money_of_the_budgets_is_the_sum_of_its_own_columns():
    rows = (
        "科目编码 | 科目名称 | 合计 | 上年结转 | <3>财政拨款收入 | 事业收入",
        "^ | ^ | ^ | ^ | 小计 | 一般公共预算 | 政府性基金预算 | ^",
        "<2>合计 | 127.00 | 5.00 | 110.00 | 100.00 | 10.00 | 12.00",
    )
    found = read({"收入决算表": table(*rows)})
    assert [f.measure_code for f in found.figures] == [
        "income_grand_total", "carry_in", "income_fiscal", "income_general", "income_fund", "income_business",
    ]  # fmt: skip
    assert {c.status for c in judge(found) if c.rule_code == "A01"} == {"pass"}
    wrong = failed(read({"收入决算表": table(*rows[:2], rows[2].replace("| 110.00", "| 101.00"))}))
    assert [(c.left_value, c.right_value) for c in wrong] == [(1_010_000, 1_100_000)]


@pytest.mark.parametrize("number", ["表4　", "附表4：", "公开04表 ", "表四 ", "（附表4）", ""])
def test_the_number_of_a_form_is_no_part_of_its_title(number: str):
    rows = "项目 | 金额", "年初结转和结余 | 5.00", "本年收入 | 120.00", "收入总计 | 125.00"
    found = extract(
        report("青禾县水利局2022年度部门决算", f"{number}财政拨款收入支出决算总表　　单位：万元", table(*rows)),
        SourceClues(""),
    )
    assert {figure.scope_name for figure in found.figures} == {"财政拨款"}


def test_a_title_that_begins_like_a_number_keeps_its_name():
    rows = "科目 | 金额", "基本支出 | 5.00", "项目支出 | 12.00"
    found = extract(report("表一一般公共预算财政拨款支出决算表", "单位：万元", table(*rows)), SourceClues(""))
    assert {figure.scope_name for figure in found.figures} == {"一般公共预算财政拨款"}


def test_rows_that_name_a_fund_are_of_the_fund_that_their_column_names():
    rows = (
        "项目 | 合计 | 一般公共预算 | 政府性基金预算",
        "年初财政拨款结转和结余 | 9.00 | 7.00 | 2.00",
        "本年财政拨款收入 | 90.00 | 60.00 | 30.00",
        "收入总计 | 99.00 | 67.00 | 32.00",
        "本年财政拨款支出 | 95.00 | 64.00 | 31.00",
        "年末财政拨款结转和结余 | 4.00 | 3.00 | 1.00",
        "支出总计 | 99.00 | 67.00 | 32.00",
    )
    found = extract(report("财政拨款收入支出决算总表", "单位：万元", table(*rows)), SourceClues("")).figures
    told = {figure.printed: (figure.measure_code, figure.scope_name) for figure in found}
    assert told["95.00"] == ("expenditure_total", "财政拨款")
    assert told["64.00"] == ("expenditure_total", "一般公共预算财政拨款")
    assert told["30.00"] == ("income_total", "政府性基金预算财政拨款")
    assert told["67.00"] == ("expenditure_grand_total", "一般公共预算财政拨款")
    assert told["1.00"] == ("carry_out", "政府性基金预算财政拨款")


def test_money_that_no_treasury_paid_is_of_no_fund():
    rows = "项目 | 金额", "使用专用结余和非财政拨款结余 | 12.00", "本年收入合计 | 90.00"
    found = extract(report("收入支出决算总表", "单位：万元", table(*rows)), SourceClues("")).figures
    assert {figure.scope_name for figure in found} == {""}


TOTALS = (
    "<2>收入 | <2>支出",
    "项目 | 决算数 | 项目 | 决算数",
    "一、一般公共预算财政拨款收入 | 974.65 | 一、一般公共服务支出 | ",
    "二、其他收入 |  | 二、社会保障和就业支出 | 975.94",
    "本年收入合计 | 974.65 | 本年支出合计 | 975.94",
    "使用非财政拨款结余 |  | 结余分配 | ",
    "年初结转和结余 | 11.29 | 年末结转和结余 | 10.00",
    "总计 | 985.94 | 总计 | 985.94",
)


def test_a_row_of_labels_without_amounts_heads_no_table():
    title = "青禾县司法局2023年度部门决算"
    own = extract(report(title, "收入支出决算总表", UNIT, table(*TOTALS)), SourceClues(""))
    totals = [figure.measure_code for figure in own.figures if figure.printed == "985.94"]
    assert totals == ["income_grand_total", "expenditure_grand_total"]
    assert not [one for one in judge(own) if one.status == "fail"]


@pytest.mark.parametrize(("words", "is_fund"), [("收入支出总计", False), ("财政拨款收入支出总计", True)])
def test_a_grand_total_that_a_sentence_tells_is_that_of_the_table(words: str, is_fund: bool):
    caption = "财政拨款收入支出决算总表" if is_fund else "收入支出决算总表"
    told = f"2023年度{words}0.30万元，与2022年度相比增加2.00万元。"
    own = extract(report("青禾县司法局2023年度部门决算", caption, UNIT, table(*TOTALS), told), SourceClues(""))
    failing = [one for one in judge(own) if one.status == "fail" and one.rule_code == "X01"]
    assert [(one.severity, {term.printed for term in one.terms}) for one in failing] == [("error", {"0.30", "985.94"})]


def test_the_expenditure_of_a_fund_is_a_share_of_all_expenditure():
    of_fund = table(
        "<2>项目 | 合计 | 基本支出 | 项目支出", "科目编码 | 科目名称 | 1 | 2 | 3", "<2>合计 | 974.60 | 974.60 | "
    )
    told = "一般公共预算财政拨款支出974.60万元，占本年支出合计的99.86%。"
    blocks = ("收入支出决算总表", UNIT, table(*TOTALS), "一般公共预算财政拨款支出决算表", UNIT, of_fund, told)
    own = extract(report("青禾县司法局2023年度部门决算", *blocks), SourceClues(""))
    assert [one.status for one in judge(own) if one.rule_code == "A15"] == ["pass"]


def test_the_total_of_the_table_of_basic_expenditure_is_that():
    title = "一般公共预算财政拨款基本支出决算表"
    rows = ("项目 | 本年支出合计 | 人员经费 | 公用经费", "合计 | 2683.14 | 2424.00 | 259.14")
    figures = extract(report("青禾县教育局2022年度部门决算", title, UNIT, table(*rows)), SourceClues("")).figures
    assert {figure.printed: figure.measure_code for figure in figures}["2683.14"] == "expenditure_basic"


@pytest.mark.parametrize(
    ("title", "rows", "expected"),
    [
        (
            "部门收入总表",
            ("科目 | 合计 | 上年结转 | 财政拨款收入", "合计 | 105.00 | 5.00 | 100.00"),
            "income_grand_total",
        ),
        ("部门收入总表", ("科目 | 合计 | 财政拨款收入 | 其他收入", "合计 | 105.00 | 100.00 | 5.00"), "income_total"),
        (
            "单位收入总表",
            ("项目 | 预算数", "财政拨款 | 100.00", "上年结转 | 5.00", "合计 | 105.00"),
            "income_grand_total",
        ),
        ("单位收入总表", ("项目 | 预算数", "财政拨款 | 100.00", "本年收入合计 | 100.00"), "income_total"),
        ("基础数据表", ("项目 | 金额", "一、年初结转 | 5.00", "二、收入合计 | 100.00"), "income_total"),
    ],
)
def test_a_total_over_what_was_carried_over_is_that_of_all_there_is(title, rows, expected):
    found = extract(report("青禾县水利局2025年部门预算", title, "单位：万元", table(*rows)), SourceClues("")).figures
    assert expected in {figure.measure_code for figure in found if "合计" in figure.label}


def test_the_totals_of_both_sides_hold_what_was_carried_over():
    rows = ("<2>收入 | <2>支出", "项目 | 预算数 | 项目 | 预算数", "收入 | 100.00 | 教育支出 | 105.00",
            "上年结转 | 5.00 |  | ", "总计 | 105.00 | 总计 | 105.00")  # fmt: skip
    found = extract(
        report("青禾县水利局2025年部门预算", "收支总表", "单位：万元", table(*rows)), SourceClues("")
    ).figures
    assert [one.measure_code for one in found if "总计" in one.label] == [
        "income_grand_total",
        "expenditure_grand_total",
    ]
