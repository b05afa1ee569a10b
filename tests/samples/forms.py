"""The tables of a department's own evaluation: the stacked form, the scoring table, the base data table."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.samples.document import Block, Grid, Line, Row, Slot, chunks, records, rows, spread, stack


@dataclass(frozen=True, slots=True)
class DepartmentForm:
    """What a department fills into the stacked form; `rows` cuts its amounts, `records` its results."""

    staffing: tuple[str, str]
    duties: str
    tasks: str
    achievements: str
    income: str
    expenditure: str
    three_public: str
    assets: str
    goals: tuple[str, str]
    results: str
    score: str
    grade: str


def cover(title: Sequence[str], department: str, budget_code: str, date: str, county: str) -> tuple[Block, ...]:
    """The cover page of a report, without anybody's name."""
    labelled = (
        f"部门（单位）名称：{department}",
        f"预 算 编 码：{budget_code}",
        "评价方式：部门（单位）绩效自评",
        "评价机构：部门（单位）评价组",
        f"报告日期：{date}",
        f"{county}财政局（制）",
    )
    return (*(Line(line, "title") for line in title), *(Line(line, "cover") for line in labelled))


def stacked_form(form: DepartmentForm) -> Grid:
    """The form with all its parts under each other in one table, as it is filled in."""
    built: list[Row] = [
        (Slot("一、部门（单位）基本概况", 24),),
        spread(("人员编制", form.staffing[0], "实有人数", form.staffing[1]), (6, 6, 6, 6)),
        spread(("职能职责概述", form.duties), (6, 18)),
        spread(("年度主要\n工作内容", form.tasks), (6, 18)),
        spread(("年度部门（单位）总体运行情况及取得的成绩", form.achievements), (6, 18)),
        (Slot("二、部门（单位）收支情况", 24),),
        (Slot("年度收入情况（万元）", 24),),
        (Slot("机构名称", 6, 2), Slot("收入合计", 3, 2), Slot("其中：", 15)),
        spread(
            ("上年结转", "公共财\n政拨款", "政府基金拨款", "纳入专户管理的非税收入拨款", "其他\n收入"),
            (3,) * 5,
        ),
        *(spread(row, (6, *(3,) * 6)) for row in rows(form.income)),
        (Slot("部门（单位）年度支出和结余情况（万元）", 24),),
        (Slot("机构名称", 3, 3), Slot("支出合计", 3, 3), Slot("其中：", 12), Slot("结余", 6)),
        (
            Slot("基本支出", 3, 2),
            Slot("其中：", 6),
            Slot("项目支出", 3, 2),
            Slot("当年结余", 3, 2),
            Slot("累计结余", 3, 2),
        ),
        spread(("人员支出", "公用支出"), (3, 3)),
        *(spread(row, (3,) * 8) for row in rows(form.expenditure)),
        (Slot("机构名称", 4, 2), Slot("三公经费\n合计", 4, 2), Slot("其中：", 16)),
        spread(("公务接待费", "公务用车运维费", "公务用车购置费", "因公出国费"), (4,) * 4),
        *(spread(row, (4,) * 6) for row in rows(form.three_public)),
        (Slot("机构名称", 6, 2), Slot("固定资产\n合计", 6, 2), Slot("其中：", 8), Slot("其他", 4, 2)),
        spread(("在用固定资产", "出租固定资产"), (4, 4)),
        *(spread(row, (6, 6, 4, 4, 4)) for row in rows(form.assets)),
        (Slot("三、部门（单位）整体支出绩效自评情况", 24),),
        (Slot("整体支出绩效定性目标及实施计划完成情况", 4, 2), Slot("预期目标", 10), Slot("实际完成", 10)),
        spread(form.goals, (10, 10)),
        *_results(records(form.results)),
        spread(("绩效自评综合得分", form.score), (12, 12)),
        spread(("评价等次", form.grade), (12, 12)),
    ]
    return Grid(tuple(built), (1,) * 24)


def _results(goals: list[list[str]]) -> tuple[Row, ...]:
    label = Slot("整体支出\n绩效定量目标及实施计划完成情况", 4, len(goals) + 1)
    heading = (label, *spread(("评价内容", "绩效目标", "完成情况"), (7, 6, 7)))
    return (heading, *stack(goals, 2, (3, 4, 6, 7)))


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator: levels, weights and score on its first line, then the rule, then `说明：`."""

    cells: tuple[str, ...]
    rule: str
    definition: str


def scored(text: str) -> list[Scored]:
    """The indicators of a scoring table as the content modules write them down."""
    found = []
    for first, *others in chunks(text):
        rule, _, definition = "".join(others).partition("说明：")
        found.append(
            Scored(
                tuple("" if cell.strip() == "/" else cell.strip() for cell in first.split("|")),
                rule,
                definition,
            )
        )
    return found


def scoring_by_rule(text: str, total: tuple[str, str]) -> Grid:
    """The table with the rule before weight and score, and the reason last; `total` is weight and score."""
    lines = [(*item.cells[:3], item.rule, *item.cells[3:], "") for item in scored(text)]
    heading = ("一级指标", "二级指标", "三级指标", "评分标准", "分值", "自评得分", "扣分原因和其他说明")
    last = spread(("总 分", *total, ""), (4, 1, 1, 1))
    return Grid((spread(heading, (1,) * 7), *stack(lines, 2, (1,) * 7), last), (9, 9, 13, 36, 6, 7, 12), 1)


def scoring_by_weight(text: str, total: tuple[str, str] | None = None) -> Grid:
    """The table with weight, rule, definition and score; the total's row only where the form has one."""
    lines = [(*item.cells[:4], item.rule, item.definition, item.cells[4]) for item in scored(text)]
    heading = ("一级指标", "二级指标", "三级\n指标", "分值", "评价标准", "指标说明", "得分")
    built = (spread(heading, (1,) * 7), *stack(lines, 2, (1,) * 7))
    if total:
        built = (*built, spread(("总分", total[0], "", total[1]), (3, 1, 2, 1)))
    return Grid(built, (9, 9, 13, 6, 31, 29, 7), 1)


def base_data(year: int, staffing: tuple[str, str, str], money: str, measures: str) -> Grid:
    """The base data table: the year before's accounts, this year's budget, this year's accounts."""
    people, narrow = (3, 3, 3, 3), (2, 2, 1, 1, 2, 1)
    buildings = (
        "批复规模（㎡）",
        "实际规模（㎡）",
        "规模控制率",
        "预算投资（万元）",
        "实际投资（万元）",
        "投资概算控制率",
    )
    built: list[Row] = [
        (Slot("财政供养人员情况", 3, 2), *spread(("编制数", f"{year}年实际在职人数", "控制率"), people[1:])),
        spread(staffing, people[1:]),
        spread(("经费控制情况", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"), people),
        *(spread(row, people) for row in rows(money)),
        (Slot(f"楼堂馆所控制情况（{year}年完工项目）", 3, 2), *spread(buildings, narrow)),
        spread(("",) * 6, narrow),
        spread(("厉行节约保障措施", measures), (3, 9)),
    ]
    return Grid(tuple(built), (1,) * 12)
