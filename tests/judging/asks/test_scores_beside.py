"""What a form scores in its head, outside its indicators, counts in the total."""

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from tests.extraction.printed_tables import report, table


def statuses(total: str, rule: str = "A17", name: str = "^") -> list[str]:
    form = table(
        "资金情况（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分",
        f"{name} | 200.00 | 200.00 | 190.00 | 95.00% | 9.5",
    )
    lines = table(
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分",
        *(f"产出 | 数量 | 指标{name} | ≥5个 | 5个 | 18 | 18" for name in "甲乙丙丁戊"),
        f"总分 |  |  |  |  | 100 | {total}",
        block_no=1,
        table_no=1,
    )
    found = extract(
        report("青禾县林业局2022年度部门整体支出绩效自评表", form, lines), SourceClues(source_path="表.docx")
    )
    return [one.status for one in judge(found) if one.rule_code == rule]


def test_the_points_of_the_head_count_in_the_total():
    assert statuses("99.5") == ["pass"]
    assert statuses("95.9") == ["fail"]


def test_the_row_of_all_money_is_no_total_of_scores_and_its_weight_is_not_printed():
    assert statuses("99.5", name="年度资金总额") == ["pass"]
    assert statuses("95.9", name="年度资金总额") == ["fail"]
    assert statuses("99.5", rule="A16", name="年度资金总额") == ["not_applicable"]


def test_points_of_the_execution_that_no_cell_prints_leave_the_sums_open():
    lines = table(
        "资金来源 | 年初预算 | 调整后预算 | 预算执行 | 执行率", "合计 | 140.00 | 351.00 | 326.00 | 92.88%",
    )  # fmt: skip
    scored = table(
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分",
        *(f"产出 | 数量 | 指标{name} | ≥5个 | 5个 | 18 | 18" for name in "甲乙丙丁戊"),
        "总分 |  |  |  |  | 100 | 99.29",
        block_no=1,
        table_no=1,
    )
    found = extract(report("青禾县教育局2022年度项目支出绩效自评表", lines, scored), SourceClues(source_path="表.docx"))
    told = {one.rule_code: one.status for one in judge(found) if one.rule_code in {"A16", "A17"}}
    assert told == {"A16": "not_applicable", "A17": "not_applicable"}


def test_a_table_of_the_levels_alone_counts_none_of_them_again():
    groups = [(first, second) for first in ("决策", "过程", "产出", "效益", "满意") for second in ("甲", "乙")]
    levels = table(
        "一级指标 | 二级指标 | 分值 | 得分", *(f"{first} | {first}{second} | 10 | 9" for first, second in groups)
    )
    lines = table(
        "一级指标 | 二级指标 | 三级指标 | 分值 | 得分",
        *(f"{first} | {first}{second} | 第{no}项 | 5 | 4.5" for first, second in groups for no in (1, 2)),
    )
    title = "青禾县2023年度城乡公交运营补贴项目财政重点绩效评价报告"
    found = extract(
        report(title, "表3 绩效评价得分汇总表", levels, "附件 绩效评价指标体系及评分表", lines),
        SourceClues("报告.docx"),
    )
    assert [heading.report_kind for heading in found.headings] == ["key_project_evaluation"]
    assert [one.status for one in judge(found) if one.rule_code == "A16"] == ["pass"]
