"""Totals whose table tells by itself that they fail, and readings that it tells are none."""

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction.printed_tables import report, table


def _failing(title: str, *rows: str) -> set[frozenset[str]]:
    found = judge(extract(report(title, table(*rows)), SourceClues("报告.docx")))
    told = (one for one in found if one.rule_code == "A25" and one.status == "fail")
    return {frozenset(term.printed.strip() for term in one.terms) for one in told}


GROUPS = (
    "指标 | 分值 | 得分",
    "决策（15分） | 15 | 14", "立项依据 | 5 | 5", "目标明确 | 5 | 4", "分配合理 | 5 | 5",
    "过程（25分） | 25 | 21.4", "到位率 | 7 | 7", "执行率 | 8 | 6.4", "监督检查 | 10 | 8",
    "产出（30分） | 30 | 29.9", "造林率 | 10 | 9.9", "抚育率 | 10 | 10", "成活率 | 10 | 10",
    "效益（30分） | 30 | 28.5", "增收 | 10 | 9.1", "固沙 | 10 | 10", "满意度 | 10 | 9.4",
)  # fmt: skip


def test_a_group_is_not_added_to_the_lines_that_it_adds_up():
    assert not _failing("绩效评价评分表", *GROUPS, "总分 | 100 | 93.8")


PLANTED = (
    "树种 | 面积（亩） | 产量（吨）",
    "松 | 20.10 | 4.98",
    "杉 | 11.70 | 5.23",
    "栗 | 16.80 | {}",
    "茶 | 10.00 | 1.94",
)


def test_a_slid_point_makes_no_average_of_a_total():
    slid, right = ([*PLANTED[:3], PLANTED[3].format(crop), PLANTED[4]] for crop in ("78.60", "7.86"))
    total = "合计 | 58.60 | 20.01"
    assert frozenset({"20.01", "4.98", "5.23", "78.60", "1.94"}) in _failing("2023年林业生产情况", *slid, total)
    assert not _failing("2023年林业生产情况", *right, total)


def test_a_total_among_its_parts_is_an_average_where_no_slid_point_explains_it():
    rows = ("树种 | 面积（亩） | 单价（元）", "松 | 20.10 | 4.98", "杉 | 11.70 | 5.23", "栗 | 16.80 | 7.86")
    assert not _failing("2023年林业生产情况", *rows, "合计 | 48.60 | 6.01")


def test_a_total_whose_line_has_no_head_is_quoted_by_its_label():
    rows = ("树种 | 面积（亩） | 产量（吨） | 产值（万元）", "松 | 20.10 | 4.98 | 11.20", "杉 | 11.70 | 5.23 | 13.40")
    found = extract(report("2023年林业生产情况", table(*rows, " | 31.80 | 10.21 | 24.60")), SourceClues("报告.docx"))
    assert found.relations
    assert all(relation.quote for relation in found.relations)


FUNCTIONS = (
    "科目名称 | 合计 | 基本支出 | 项目支出",
    "教育支出 | 700.00 | 500.00 | 200.00",
    "卫生健康支出 | 300.00 | 200.00 | 100.00",
    "农林水支出 | 187.50 | 120.00 | 67.50",
)


def test_a_total_that_misses_its_parts_a_little_in_every_column_is_asked_about():
    missed = _failing("2023年支出决算表", *FUNCTIONS, "合计 | 1197.50 | 825.00 | 372.50")
    assert {"1197.50", "700.00", "300.00", "187.50"} in missed
    assert len(missed) == 3
    assert not _failing("2023年支出决算表", *FUNCTIONS, "合计 | 1187.50 | 820.00 | 367.50")


QUARTERS = "项目 | 一季度 | 二季度 | 三季度"
SPENT = ("办公费 | 50.00 | 52.00 | 51.00", "邮电费 | 4.00 | 4.50 | 4.20", "差旅费 | 26.00 | 25.00 | 27.00")


def test_a_total_that_one_of_its_rows_is_too_much_for_everywhere_is_not_asked_about():
    assert not _failing("2023年支出明细表", QUARTERS, *SPENT, "合计 | 76.00 | 77.00 | 78.00")
    assert _failing("2023年支出明细表", QUARTERS, *SPENT, "合计 | 79.00 | 82.60 | 81.30")


def test_a_total_that_says_of_what_it_is_is_not_asked_about():
    assert not _failing("2023年支出明细表", QUARTERS, *SPENT, "合计（剔除重复） | 79.00 | 82.60 | 81.30")


def test_a_total_far_from_its_parts_in_many_columns_is_of_something_else():
    assert not _failing("2023年支出决算表", *FUNCTIONS, "合计 | 1697.50 | 1025.00 | 672.50")


TAXES = (
    "项目 | 2023年决算 | 2022年决算",
    "一、税收收入 | {} | 10347",
    "增值税 | 4286 | 4012",
    "企业所得税 | 1842 | 1765",
    "其他各税 | 3150 | 4570",
    "二、非税收入 | 4626 | 4438",
)


def test_a_marked_line_adds_up_those_without_a_mark_where_it_does_in_another_column():
    right, wrong = ([TAXES[0], TAXES[1].format(total), *TAXES[2:]] for total in ("9278", "9728"))
    assert frozenset({"9728", "4286", "1842", "3150"}) in _failing("2023年收入决算", *wrong)
    assert not _failing("2023年收入决算", *right)


CLASSES = (
    "经济分类 | 金额",
    "301 工资福利支出 | 2393.60",
    "基本工资 | 1524.67",
    "津贴补贴 | 318.45",
    "其他工资 | {}",
    "302 商品和服务支出 | 396.26",
    "办公费 | 26.30",
    "差旅费 | 72.57",
    "其他商品 | 297.39",
)


def test_a_marked_line_adds_up_those_without_a_mark_where_another_does_and_a_slip_explains_the_rest():
    right, slipped, other = (
        [*CLASSES[:4], CLASSES[4].format(rest), *CLASSES[5:]] for rest in ("550.48", "505.48", "123.45")
    )
    assert frozenset({"2393.60", "1524.67", "318.45", "505.48"}) in _failing("2023年基本支出", *slipped)
    assert not _failing("2023年基本支出", *right)
    assert not _failing("2023年基本支出", *other)


BUDGETS = (
    "项目 | 中央 | 县级 | 合计 | 执行数 | 结余",
    "薄弱环节改善 | 1240.00 | 155.00 | 1395.00 | 1328.50 | 66.50",
    "营养改善 | 486.00 | 18.00 | 504.00 | 490.20 | 13.80",
    "校舍维修 | 320.00 | 64.00 | 384.00 | 352.36 | 31.64",
    "学前普惠 | 560.00 | 373.00 | 933.00 | 874.21 | {}",
)


def test_a_total_that_other_lines_add_up_to_as_surely_is_asked_where_these_fail():
    right, wrong = ([*BUDGETS[:4], BUDGETS[4].format(rest)] for rest in ("58.79", "85.79"))
    assert frozenset({"933.00", "874.21", "85.79"}) in _failing("2023年项目支出（万元）", *wrong)
    assert not _failing("2023年项目支出（万元）", *right)


def test_what_came_and_not_the_budget_is_what_was_spent_and_left():
    rows = (
        "项目 | 预算数 | 到位数 | 支出数 | 结余数",
        "生态补偿 | 458.20 | 458.20 | 440.55 | 17.65",
        "国土绿化 | 920.00 | 905.00 | 868.42 | 36.58",
        "森林防火 | 560.30 | 560.30 | 512.66 | 47.64",
        "病虫防控 | 211.40 | 211.40 | 204.55 | 6.85",
        "合计 | 2149.90 | 2134.90 | 2026.18 | 108.72",
    )
    assert not _failing("2023年项目支出情况", *rows)
