"""The tables of a project: funds and vouchers, scoring, key projects, and the national form."""

from dataclasses import dataclass

from tests.samples.document import Grid, Row, Slot, records, rows, spread, stack
from tests.samples.forms import scored


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """What is filled into the form of one project; `funds` has a row a source, a column a stage."""

    address: str
    period: str
    totals: tuple[str, str, str, str]
    funds: str
    vouchers: str
    voucher_total: str
    goals: tuple[str, str]
    results: str
    score: str
    grade: str


_STAGES = ("计划安排资金\n（万元）", "实际到位资金\n（万元）", "实际支出\n（万元）", "结余\n（万元）")


def project_form(form: ProjectForm) -> Grid:
    """Funds by source, voucher lines, goals and score in one table."""
    funds = [[cell for value in values for cell in (source, value)] for source, *values in rows(form.funds)]
    amounts = [cell for pair in zip(_STAGES, form.totals, strict=True) for cell in pair]
    goals = records(form.results)
    goal_heading = ("一级指标", "二级指标", "指标内容", "指标（目标）值", "实际完成值")
    built: list[Row] = [
        (Slot("一、项目基本概况", 16),),
        spread(("项目地址", form.address, "项目起止时间", form.period), (2, 6, 2, 6)),
        *(spread(row, (2,) * 8) for row in (amounts, *funds)),
        (Slot("二、项目支出明细情况", 16),),
        spread(("支出内容", "实际支出数", "会计凭证号", "备注"), (4,) * 4),
        *(spread((*row, ""), (4,) * 4) for row in rows(form.vouchers)),
        spread(("支出合计", form.voucher_total, "", ""), (4,) * 4),
        (Slot("三、项目绩效自评情况", 16),),
        (Slot("项目绩效定性目标及实施计划完成情况", 2, 2), Slot("预期目标", 7), Slot("实际完成", 7)),
        spread(form.goals, (7, 7)),
        (
            Slot("项目绩效定量目标（指标）及完成情况", 2, len(goals) + 1),
            *spread(goal_heading, (2, 2, 4, 3, 3)),
        ),
        *stack(goals, 1, (2, 2, 4, 3, 3)),
        spread(("绩效自评综合得分", form.score), (8, 8)),
        spread(("评价等次", form.grade), (8, 8)),
    ]
    return Grid(tuple(built), (1,) * 16)


def project_scoring(text: str, total: str) -> Grid:
    """The scoring table of a project, with a weight beside each of the three levels."""
    heading = (
        "一级\n指标",
        "分值",
        "二级\n指标",
        "分值",
        "三级\n指标",
        "分值",
        "具体指标",
        "评价标准",
        "自评\n得分",
    )
    lines = [(*item.cells[:6], item.definition, item.rule, item.cells[6]) for item in scored(text)]
    last = spread(("总分", "100", "", "100", "", "100", "", "", total), (1,) * 9)
    return Grid((spread(heading, (1,) * 9), *stack(lines, 4, (1,) * 9), last), (8, 6, 9, 6, 9, 6, 26, 26, 7), 1)


def key_projects(text: str, total: tuple[str, ...], level: str) -> Grid:
    """The table of key projects: budget and spending, each with the part that the county or district pays."""
    own = f"其中：{level}资金"
    heading = (
        Slot("项目名称", 1, 2),
        Slot("项目类型", 1, 2),
        Slot("资金用途、使用方向", 1, 2),
        Slot("预算金额", 2),
        Slot("支出金额", 2),
    )
    below = spread(("指标\n总额", own, "支出总额", own), (1,) * 4)
    lines = [spread(line, (1,) * 7) for line in records(text)]
    return Grid((heading, below, *lines, spread(("合计", *total), (3, 1, 1, 1, 1))), (12, 10, 40, 11, 11, 11, 11), 2)


@dataclass(frozen=True, slots=True)
class SelfEvaluation:
    """The national form of a project's own evaluation; `rows` cuts its funds, `records` its indicators."""

    project: str
    department: str
    unit: str
    funds: str
    goals: tuple[str, str]
    indicators: str
    total: tuple[str, str]


def self_evaluation(form: SelfEvaluation) -> Grid:
    """The form with the rate of execution as its first score."""
    money, goals = rows(form.funds), records(form.indicators)
    spans = (1, 2, 3, 2, 2, 1, 1, 2)
    money_spans = (3, 2, 2, 2, 1, 2, 1)
    indicator_heading = (
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    money_heading = ("", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    built: list[Row] = [
        spread(("项目名称", form.project), (2, 13)),
        spread(("主管部门", form.department, "实施单位", form.unit), (2, 5, 2, 6)),
        (Slot("项目资金\n（万元）", 2, len(money) + 1), *spread(money_heading, money_spans)),
        *(spread(row, money_spans) for row in money),
        (Slot("年度总体目标", 2, 2), Slot("预期目标", 7), Slot("实际完成情况", 6)),
        spread(form.goals, (7, 6)),
        (Slot("绩效指标", 1, len(goals) + 1), *spread(indicator_heading, spans)),
        *stack(goals, 2, spans),
        spread(("总分", *form.total, ""), (11, 1, 1, 2)),
    ]
    return Grid(tuple(built), (1,) * 15)
