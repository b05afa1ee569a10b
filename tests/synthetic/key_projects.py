"""A correct evaluation of a department's key projects: a table with its total, balances, rates and counts in words."""

from random import Random

from tests.samples.document import Block, Grid, Line, Slot, spread
from tests.samples.forms import scoring_by_rule
from tests.synthetic.books import Department
from tests.synthetic.hand import Hand

_WAN = 1_000_000
_NAMES = (
    "校舍维修",
    "养老服务",
    "道路养护",
    "防汛抗旱",
    "人才培训",
    "儿童福利",
    "水土保持",
    "信息化建设",
    "病虫害控制",
)
_SCORES = """
过程（40分） | 预算执行（40分） | 公务卡刷卡情况 | 20 | {one}
按公务卡使用情况计分。

过程（40分） | 预算执行（40分） | 支付进度情况 | 20 | 20
按支付进度计分。

产出（60分） | 职责履行（60分） | 重点工作完成情况 | 20 | {two}
按本部门承担任务的完成情况计分。

产出（60分） | 职责履行（60分） | 项目质量 | 20 | 20
按验收结果计分。

产出（60分） | 职责履行（60分） | 服务对象评价 | 20 | 20
按问卷调查结果计分。
"""


def key_projects(hand: Hand, department: Department, year: int) -> tuple[str, tuple[Block, ...]]:
    """The kind of the report and its blocks."""
    random = hand.random
    names = random.sample(_NAMES, random.randint(2, 7))
    received = [_fen(random, 20, 900) for _ in names]
    spent = [fen if random.random() < 0.5 else random.randint(fen // 2, fen) for fen in received]
    lines = [(name, one, other, one - other) for name, one, other in zip(names, received, spent, strict=True)]
    total = ("合计", sum(received), sum(spent), sum(received) - sum(spent))
    head = spread(
        ("项目名称", f"到位资金（{hand.unit}）", f"实际支出（{hand.unit}）", f"结余资金（{hand.unit}）"), (1,) * 4
    )
    rows = [
        spread((name, *(hand.amount(fen) or "" for fen in row)), (1,) * 4)
        for name, *row in _ordered(hand, lines, total)
    ]
    hand.trap("项目结余与部门结余")
    left = total[3] and total[3] + random.choice((0, _fen(random, 0, 90)))
    points = [random.choice((16, 18.5, 20)), random.choice((15, 17.5, 19))]
    words = [
        f"全年到位重点项目资金共{hand.said(total[1])}，包含项目{len(names)}个，群众满意度{random.randint(80, 100)}%。",
        _budget(hand, left),
        *_rates(hand, total[2]),
        f"部门年末结转和结余{hand.said(left)}。",
    ]
    table = scoring_by_rule(
        _SCORES.format(one=f"{points[0]:g}", two=f"{points[1]:g}"), ("100", f"{60 + sum(points):g}")
    )
    blocks = (Grid((head, *rows), (30, 20, 20, 20), 1), *map(Line, words), _buildings(hand, year), table)
    return "重点项目绩效评价报告", (Line(f"项目单位：{department.name}"), *blocks)


def _fen(random: Random, least: int, most: int) -> int:
    return random.randint(least * _WAN, most * _WAN)


_Row = tuple[str, int, int, int]


def _ordered(hand: Hand, lines: list[_Row], total: _Row) -> list[_Row]:
    """The rows with their total first or last, a sub-total of the first two now and then."""
    if len(lines) > 3 and hand.random.random() < 0.3:
        hand.trap("项目表内小计")
        first, second = lines[:2]
        below = ("小计", first[1] + second[1], first[2] + second[2], first[3] + second[3])
        return [first, second, below, *lines[2:], total]
    return [*lines, total] if hand.random.random() < 0.7 else [total, *lines]


def _budget(hand: Hand, left: int) -> str:
    """The budget as it grew over the year, and the rates that follow."""
    carried, first, added = (_fen(hand.random, *bounds) for bounds in ((1, 90), (900, 9_000), (1, 400)))
    added, available = added + left, carried + first + added + left
    return (
        f"上年结转{hand.said(carried)}，年初预算支出{hand.said(first)}，本年追加预算{hand.said(added)}，年末结余{hand.said(left)}，"
        f"预算完成率{hand.rate(available - left, available)}，预算调整率{hand.rate(added, first)}，"
        f"结转结余率{hand.rate(left, first)}，结转结余变动率{hand.rate(left - carried, carried)}。"
    )


def _rates(hand: Hand, key: int) -> list[str]:
    due, planned = _fen(hand.random, 5, 60), hand.random.randint(80, 100)
    paid, progress, projects = due * hand.random.randint(60, 100) // 100, hand.random.randint(60, 100), key * 5 // 4
    return [
        f"重点项目支出{hand.said(key)}，项目支出{hand.said(projects)}，重点支出安排率{hand.rate(key, projects)}。",
        f"既定支付进度{planned}%，实际支付进度{progress}%，支付进度率{hand.rate(progress, planned)}。",
        f"应刷卡金额{hand.said(due)}，公务卡刷卡金额{hand.said(paid)}，公务卡刷卡率{hand.rate(paid, due)}。",
    ]


def _buildings(hand: Hand, year: int) -> Grid:
    """What was built against what was approved: area and investment."""
    heads = ("批复规模（㎡）", "实际规模（㎡）", "规模控制率", "预算投资（万元）", "实际投资（万元）", "投资概算控制率")
    approved, planned = hand.random.randint(800, 9_000), hand.random.randint(200, 3_000)
    built, cost = approved * hand.random.randint(80, 110) // 100, planned * hand.random.randint(80, 110) // 100
    numbers = (
        str(approved),
        str(built),
        hand.rate(built, approved),
        f"{planned}.00",
        f"{cost}.00",
        hand.rate(cost, planned),
    )
    label = Slot(f"楼堂馆所控制情况（{year}年完工项目）", 1, 2)
    return Grid(((label, *spread(heads, (1,) * 6)), spread(numbers, (1,) * 6)), (3, 2, 2, 1, 1, 2, 1), 1)
