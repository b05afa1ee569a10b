"""What is of something else than it looks like is neither compared nor called wrong."""

from dataclasses import replace

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison
from flows.model.report import Table
from tests.extraction.printed_tables import report, table

TITLE = "青禾县林业局2023年度部门决算公开"


def told(*blocks: str | Table) -> list[Comparison]:
    return list(judge(extract(report(*blocks), SourceClues(source_path="报告.docx"))))


def statuses(code: str, *blocks: str | Table) -> list[str]:
    return [one.status for one in told(*blocks) if one.rule_code == code]


def test_the_bound_of_a_grade_is_told_with_the_number_that_prints_it():
    text = "得分90分（含）以上为优，80分（含）至90分为良。"
    scored = table("项目 | 得分 | 等级", "护林站维修 | 88.7 | 优", block_no=2)
    [wrong] = [one for one in told(TITLE, text, scored) if one.rule_code == "A19" and one.status == "fail"]
    assert {term.printed for term in wrong.terms} == {"88.7", "90"}


def test_how_far_a_plan_was_met_may_be_more_than_all_of_it():
    head = "指标 | 目标值 | 完成值 | 完成率 | 分值 | 得分"
    assert "fail" not in statuses("V01", TITLE, table(head, "满意度 | ≥90% | 94.2% | 104.7% | 10 | 10"))
    assert "fail" in statuses("V01", TITLE, table(head, "满意度 | ≥90% | 104.7% | 116.3% | 10 | 10"))


def test_a_whole_of_which_the_form_prints_a_part_is_another():
    form = table("项目 | 金额", "本年收入合计 | 500.00", "本年支出合计 | 480.00", block_no=1)
    whole = "2023年度收入合计{}万元，包括本年收入500.00万元和年初结转和结余26.00万元。"
    assert "fail" not in statuses("X01", TITLE, form, whole.format("526.00"))
    assert "fail" in statuses("X01", TITLE, form, "2023年度收入合计526.00万元。")


def test_a_share_is_of_the_fund_that_it_names():
    spent = "本年支出820.00万元，其中：基本支出300.00万元，项目支出520.00万元。"
    named = "组织3个项目开展绩效评价，涉及资金410.00万元，占{}项目支出总额的100%。"
    assert "fail" not in statuses("A15", TITLE, spent, named.format("一般公共预算"))
    assert "fail" in statuses("A15", TITLE, spent, named.format(""))


def test_a_total_of_more_parts_than_a_rule_knows_is_left_open():
    """A draft of a county, of whose receipts the department's rule knows two."""
    form = table(
        "收入项目 | 金额 | 支出项目 | 金额",
        "一般公共预算收入 | 101,100 | 工资 | 92,480",
        "上级提前下达补助 | 132,500 | 机构运转 | 155,620",
        "事业收入 | 25,210 | 上解支出 | 10,710",
        "收入总计 | 258,810 | 支出总计 | 258,810",
    )
    judged = told("青禾县2023年财政预算草案", "单位：万元", form)
    assert [one.status for one in judged if one.rule_code == "A25" and one.left_value == 2_588_100_000] != []
    [known] = [one for one in judged if one.rule_code == "A01"]
    assert known.status == "not_applicable"
    assert "上级提前下达补助" in known.reason


def test_the_scores_of_two_forms_in_a_file_without_a_title_are_each_their_project_s():
    form = (
        "{} | {}",
        "一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
        "产出指标 | {} | 15口 | 15口 | 60 | {}",
        "满意度指标 | 群众满意度 | ≥90% | 95% | 40 | 40",
        "总分 | 总分 | | | 100 | {}",
    )

    def filled(label: str, name: str, output: str, score: str, total: str, block_no: int) -> Table:
        rows = (form[0].format(label, name), form[1], form[2].format(output, score), form[3], form[4].format(total))
        return table(*rows, block_no=block_no)

    head = "青禾县2023年度项目支出绩效自评表汇编（县水务局）"
    first = filled("项目名称及编码", "山塘维修 5226P001", "山塘维修", "57.5", "97.5", 2)
    second = filled("项目名称", "河长制工作", "巡河次数", "60", "{}", 4)
    assert "fail" not in statuses("A17", head, "自评表之一", first, "自评表之二", _with_total(second, "100"))
    assert "fail" in statuses("A17", head, "自评表之一", first, "自评表之二", _with_total(second, "98"))


def _with_total(form: Table, total: str) -> Table:
    return replace(form, cells=tuple(replace(cell, text=cell.text.format(total)) for cell in form.cells))
