"""Worksheets for the tests: a name, lines of text and tables each."""

from dataclasses import replace
from decimal import Decimal

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison, Extract
from flows.model.report import Report, Table
from tests.extraction.printed_tables import report, table

TITLE = "青禾县2023年度项目支出绩效自评表"


def workbook(*sheets: tuple[str, *tuple[str | Table, ...]]) -> Report:
    """A report of worksheets in the order of their tabs."""
    names = [name for name, *blocks in sheets for _ in blocks]
    read = report(*(block for _, *blocks in sheets for block in blocks))
    return replace(
        read, blocks=tuple(replace(block, sheet=name) for block, name in zip(read.blocks, names, strict=True))
    )


def accounts(total: int) -> Table:
    """What a department fills in, without its name."""
    return table(
        "项目 | 决算数",
        f"收入合计 | {total}.00",
        f"支出合计 | {total}.00",
        f"基本支出 | {total - 1000}.00",
        "项目支出 | 1,000.00",
    )


def form(
    project: str = "农村低保资金",
    *,
    spent: str = "90.00",
    rate: str = "90%",
    department: str = "民政局",
    points: str = "9",
) -> Table:
    """What is filled in of a project: its money with the points for its execution, and five indicators."""
    return table(
        f"项目名称 | <6>{project}",
        f"主管部门 | <6>青禾县{department}",
        "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        f"年度资金总额 | 100.00 | 100.00 | {spent} | 10 | {rate} | {points}",
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
        "产出指标 | 数量指标 | 户数 | ≥32户 | 33户 | 20 | 20",
        "产出指标 | 质量指标 | 足额率 | 100% | 100% | 15 | 15",
        "产出指标 | 时效指标 | 及时率 | ≥95% | 96% | 15 | 15",
        "效益指标 | 社会效益 | 生活改善 | 明显 | 明显 | 30 | 28",
        "满意度指标 | 服务对象满意度 | 满意度 | ≥90% | 92% | 10 | 10",
        f"总分 |  |  |  |  | 100 | {Decimal(points) + 88}",
    )


def understood(read: Report) -> Extract:
    """What a report without a folder means."""
    return extract(read, SourceClues(""))


def faults(found: Extract) -> list[Comparison]:
    """What does not hold in it."""
    return [one for one in judge(found) if one.status == "fail"]
