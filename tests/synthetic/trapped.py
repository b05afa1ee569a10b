"""Correct reports in which every trap lies that has ever made a check cry wolf: each number is right as printed.

Seven templates in five formats; the amounts behind them are whole 分, so nothing a form shows adds up by accident.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.samples.document import Block, Grid, Line, Sample, Slot, paragraphs, spread
from tests.samples.forms import DepartmentForm, base_data, scoring_by_rule, stacked_form
from tests.samples.project_forms import ProjectForm, SelfEvaluation, project_form, self_evaluation
from tests.synthetic.books import Department, departments
from tests.synthetic.hand import Hand
from tests.synthetic.key_projects import key_projects
from tests.synthetic.sentences import Money, sentences

_FORMATS = ("docx", "txt", "html", "xlsx", "pdf")
_WAN = 1_000_000
_ITEMS = (
    "行政运行", "一般行政管理事务", "机关服务", "专项业务及机关事务管理", "信访事务", "法制建设", "事业运行", "信息化建设",
    "财政国库业务", "财政监察", "预算改革业务", "宣传管理", "对外联络", "人才工作", "社会组织管理", "行政区划和地名管理",
    "基层政权建设", "老龄事务", "儿童福利", "殡葬", "养老服务", "农业生产发展", "病虫害控制", "农产品质量安全", "统计监测",
    "水利工程建设", "防汛", "抗旱", "水土保持", "森林培育", "动植物保护", "公路养护", "应急管理",
)  # fmt: skip
_SCORES = """
投入（40分） | 预算配置（40分） | 财政供养人员控制率 | 20 | 20
以100%为标准，在职人员控制率≦100%的计20分，每超过一个百分点扣0.5分，扣完为止。

投入（40分） | 预算配置（40分） | 资产管理规范性 | 20 | {one}
资产保存完整、账实相符计20分，每发现一处不符扣1分，扣完为止。

产出（60分） | 职责履行（60分） | 重点工作完成情况 | 30 | {two}
按{year}年承担任务的完成情况计分，比{before}年下降的说明原因，按《{before}年度考核办法》执行。

产出（60分） | 职责履行（60分） | 服务对象满意度 | 30 | {three}
按问卷调查结果计分。
"""


@dataclass(frozen=True, slots=True)
class Trapped:
    """A correct report and the traps that lie in it."""

    sample: Sample
    traps: frozenset[str]


def trapped(number: int) -> Trapped:
    """The report of this number, the same on every run."""
    random = Random(f"trapped {number}")
    department = _departments()[number * 7 % len(_departments())]
    write = _TEMPLATES[number % len(_TEMPLATES)]
    suffix = _FORMATS[number // len(_TEMPLATES) % len(_FORMATS)]
    year = random.randint(2017, 2025)
    hand = Hand(random, random.choice(("万元", "万元", "元")))
    kind, blocks = write(hand, department, year)
    hand.traps.add(f"格式 {suffix}")
    name = f"{department.name}{year}年度{kind}.{suffix}"
    path = f"{department.province}/{department.city}/{department.county}/{year}/{number:05} {name}"
    title = Line(f"{department.name}{year}年度{kind}", "title")
    return Trapped(Sample(path, (title, *_signed(hand, year), *blocks)), frozenset(hand.traps))


def many(count: int, first: int = 0) -> Iterator[Trapped]:
    """So many reports."""
    return map(trapped, range(first, first + count))


@cache
def _departments() -> tuple[Department, ...]:
    return departments(40)


def _fen(random: Random, least: int, most: int) -> int:
    """An amount between so many 万元, known to the 分."""
    return random.randint(least * _WAN, most * _WAN)


def _split(random: Random, whole: int, parts: int) -> list[int]:
    cuts = sorted(random.randint(0, whole) for _ in range(parts - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]


_Written = tuple[str, tuple[Block, ...]]


def _signed(hand: Hand, year: int) -> list[Line]:
    """The date and the office's telephone on a cover, now and then, and a note that shows how to fill the form in."""
    lines = []
    if hand.random.random() < 0.5:
        hand.trap("填报日期在次年")
        lines.append(Line(f"填报日期：{year + hand.random.choice((0, 1, 1))}年12月5日", "cover"))
    if hand.random.random() < 0.5:
        hand.trap("办公电话")
        lines.append(Line("联系电话：0999-4230000", "cover"))
    if hand.random.random() < 0.3:
        hand.trap("填表说明中的样字")
        lines.append(Line("说明：年度填20XX年，单位填XX局，没有发生的填“0”。", "cover"))
    return lines


def _units_form(hand: Hand, department: Department, year: int) -> _Written:
    """The stacked form over one to thirty-three units, sub-totals between them now and then."""
    random = hand.random
    hand.unit, count = "万元", random.choice((1, 2, 3, 5, 9, 33))
    if count == 33:
        hand.trap("三十三项相加")
    names = ["局机关", *(f"{department.county}{item}中心" for item in _ITEMS[: count - 1])]
    units = []
    for _ in names:
        carried, general = random.choice((0, _fen(random, 0, 90))), _fen(random, 200, 9_000)
        fund, special, other = (random.choice((0, 0, _fen(random, 1, 800))) for _ in range(3))
        total = general + fund + special + other
        personnel, public, project, left = _split(random, total, 4)
        travel = [random.choice((0, _fen(random, 0, 20))) for _ in range(4)]
        assets = [_fen(random, 50, 900), random.choice((0, _fen(random, 0, 90))), 0]
        spent = personnel + public + project
        units.append((
            (carried + total, carried, general, fund, special, other),
            (spent, personnel + public, personnel, public, project, left, left + carried),
            (sum(travel), *travel), (sum(assets), *assets),
        ))  # fmt: skip
    sheets = [_sheet(hand, names, [unit[part] for unit in units]) for part in range(4)]
    expenditure = sum(unit[1][0] for unit in units)
    uses = [sum(unit[1][at] for unit in units) for at in (1, 4)]
    quota = random.randint(60, 180)
    staff = quota - random.randint(0, 9)
    points = [random.randint(32, 40) / 2, random.randint(50, 60) / 2, 30]
    score = f"{20 + sum(points):g}"
    grade = "优秀" if float(score) >= 90 else "良好"
    form = DepartmentForm(
        (str(quota), str(staff)), "贯彻执行国家有关方针政策。", f"任务1：{_ITEMS[year % 30]}",
        "人员控制在编制以内，各项制度执行情况较好。", *sheets, ("完成年度工作任务", "已经完成"),
        "产出目标 | 数量指标 | 指标1：检查次数 | 检查12次，任务完成", score, grade,
    )  # fmt: skip
    travel, assets, used = (sum(unit[part][at] for unit in units) for part, at in ((2, 0), (3, 0), (3, 1)))
    words = sentences(hand, year, Money(expenditure, uses, 0, travel, (quota, staff), (assets, used)))
    if count > 1:
        words += f"\n\n我局下属{count - 1}个二级单位，全年走访企业{count + 7}家。"
    scores = _SCORES.format(one=f"{points[0]:g}", two=f"{points[1]:g}", three="30", year=year, before=year - 1)
    table = scoring_by_rule(scores, ("100", score))
    return "部门整体支出绩效自评报告", (stacked_form(form), *paragraphs(words), table)


def _sheet(hand: Hand, names: Sequence[str], units: Sequence[Sequence[int]]) -> str:
    """The rows of one part of the form: the total first or last, sub-totals of the later units now and then."""
    lines = [(name, row) for name, row in zip(names, units, strict=True)]
    if len(names) > 1:
        summed = [sum(column) for column in zip(*units, strict=True)]
        total = (hand.random.choice(("合计", "局机关及二级机构汇总")), summed)
        if len(names) > 4 and hand.random.random() < 0.4:
            hand.trap("行间小计")
            below = [sum(column) for column in zip(*units[1:], strict=True)]
            lines = [total, lines[0], ("二级机构小计", below), *lines[1:]]
        else:
            lines = [total, *lines] if hand.random.random() < 0.7 else [*lines, total]
    return "\n".join(" | ".join([name, *(hand.amount(fen) or "/" for fen in row)]) for name, row in lines)


def _national_form(hand: Hand, department: Department, year: int) -> _Written:
    """The national form of a project, whose budgets may be undefined, and rates of the budget that is named."""
    random = hand.random
    name = f"{random.choice(_ITEMS)}项目"
    budget = _fen(random, 20, 3_000)
    parts = _split(random, budget, 3) if random.random() < 0.6 else [budget, 0, 0]
    spent = [part if random.random() < 0.4 else random.randint(part // 3, part) for part in parts]
    first = [0, 0, 0] if random.random() < 0.2 else [part * random.randint(80, 100) // 100 for part in parts]
    if not any(first):
        hand.trap("年初预算为零的新增项目")
    points = round(sum(spent) * 10 / budget, 1)
    labels = ("其中：当年财政拨款", "上年结转资金", "其他资金")
    funds = [("年度资金总额", sum(first), budget, sum(spent), f"10 | {hand.rate(sum(spent), budget)} | {points:g}")]
    for label, *row in zip(labels, first, parts, spent, strict=True):
        rate = hand.rate(row[2], row[1]) if row[1] and random.random() < 0.5 else random.choice(("/", "－"))
        funds.append((label, *row, f"/ | {rate} | /"))
    lines = [" | ".join([label, *(hand.amount(fen) or "/" for fen in row), rest]) for label, *row, rest in funds]
    form = SelfEvaluation(
        name, department.name, department.name, "\n".join(lines), (f"完成{name}", "已经完成"),
        "产出指标 | 数量指标 | 完成数量 | ≥50处 | 62处 | 50 | 50 | /\n\n效益指标 | 社会效益指标 | 提升服务水平 | 明显 | 明显 |"
        " 30 | 30 | /\n\n满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 95% | 10 | 10 | /",
        ("100", f"{90 + points:g}"),
    )  # fmt: skip
    grid = self_evaluation(form)
    if hand.unit == "元":
        hand.trap("表格以元为单位")
        grid = _relabelled(grid, "（万元）", "（元）")
    words = (
        f"项目全年预算{hand.said(budget)}，实际支出{hand.said(sum(spent))}，预算执行率{hand.rate(sum(spent), budget)}。"
    )
    return "项目支出绩效自评表", (Line(f"（{year}年度）", "cover"), grid, Line(words))


def _relabelled(grid: Grid, old: str, new: str) -> Grid:
    rows = tuple(tuple(Slot(slot.text.replace(old, new), slot.across, slot.down) for slot in row) for row in grid.rows)
    return Grid(rows, grid.widths, grid.heading_rows)


def _project_form(hand: Hand, department: Department, year: int) -> _Written:
    """The form of a project: money in 万元 over levels and stages, vouchers beside it in 元 to the 分."""
    random, name = hand.random, f"{hand.random.choice(_ITEMS)}项目"
    hand.unit = "万元"
    hand.trap("万元与元同在一份表内")
    levels = ("其中：中央财政", "省财政", "市财政", "县市区财政", "其它")
    planned = [random.choice((0, _fen(random, 10, 900))) for _ in levels[1:]] + [_fen(random, 30, 900)]
    received = [fen if random.random() < 0.6 else fen * random.randint(70, 99) // 100 for fen in planned]
    spent = [fen - random.choice((0, fen // 9)) for fen in received]
    stages = [[*stage] for stage in zip(planned, received, spent, strict=True)]
    funds = [" | ".join([level, *(hand.amount(fen) or "/" for fen in (*stage, stage[1] - stage[2]))])
             for level, stage in zip(levels, stages, strict=True)]  # fmt: skip
    totals = [sum(planned), sum(received), sum(spent), sum(received) - sum(spent)]
    payments = _split(random, totals[2], random.randint(2, 15))
    vouchers = [f"第{at}笔工程款 | {fen // 100}.{fen % 100:02} | {year}年{at % 12 + 1}月{at}号"
                for at, fen in enumerate(payments, start=1)]  # fmt: skip
    filled = [hand.amount(fen) or "0" for fen in totals]
    form = ProjectForm(
        f"{department.county}城区", f"{year}年2月至{year}年12月", (filled[0], filled[1], filled[2], filled[3]),
        "\n".join(funds), "\n".join(vouchers), f"{totals[2] // 100}.{totals[2] % 100:02}",
        (f"完成{name}", "已经完成"), "项目产出指标 | 数量指标 | 完成数量 | 50处 | 62处", "95", "优秀",
    )  # fmt: skip
    words = f"项目计划投资{hand.said(totals[0])}，到位资金{hand.said(totals[1])}，资金到位率{hand.rate(totals[1], totals[0])}"
    words += f"，实际支出{hand.said(totals[2])}。"
    if totals[0] == totals[1]:
        words += "资金已全部到位。"
    left = totals[3] and totals[3] + _fen(random, 0, 90)
    words += f"部门年末结转和结余{hand.said(left)}。"
    return "项目支出绩效评价自评报告", (Line(f"项目名称：{name}", "cover"), project_form(form), Line(words))


def _accounts(hand: Hand, department: Department, year: int) -> _Written:
    """Final accounts: expenditure by function with 类 and 款 between the items, the three public costs, sentences."""
    random = hand.random
    items = [
        [_fen(random, 0, 400), random.choice((0, _fen(random, 0, 700)))] for _ in range(random.choice((4, 12, 33)))
    ]
    if len(items) == 33:
        hand.trap("三十三项相加")
    hand.trap("类款项小计夹在行间")
    whole = [sum(column) for column in zip(*items, strict=True)]
    lines = [("", "合计", whole)]
    for at in range(0, len(items), 11):
        group = items[at : at + 11]
        summed = [sum(column) for column in zip(*group, strict=True)]
        code = f"{206 + at // 11}"
        lines += [(code, f"{_ITEMS[at]}支出", summed), (f"{code}01", f"{_ITEMS[at]}类事务", summed)]
        lines += [(f"{code}01{n:02}", _ITEMS[(at + n) % 33], row) for n, row in enumerate(group, start=1)]
    head = spread(("功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"), (1,) * 5)
    body = [spread((code, name, *map(hand.amount, (sum(row), *row))), (1,) * 5) for code, name, row in lines]
    table = Grid((head, *body), (12, 30, 20, 20, 20), 1)
    costs = [[random.choice((0, _fen(random, 0, 30))) for _ in range(4)] for _ in range(2)]
    cells = [fen for one in costs for fen in (sum(one), one[0], one[1] + one[2], *one[1:])]
    across = (
        Slot("合计", 1, 2),
        Slot("因公出国（境）费", 1, 2),
        Slot("公务用车购置及运行费", 3),
        Slot("公务接待费", 1, 2),
    )
    three = Grid(
        (spread(("预算数", "决算数"), (6, 6)), (*across, *across),
         spread(("小计", "公务用车购置费", "公务用车运行费") * 2, (1,) * 6), spread([*map(hand.amount, cells)], (1,) * 12)),
        (1,) * 12, 3,
    )  # fmt: skip
    caption = Line(f"单位：{hand.unit}", "caption")
    money = Money(sum(whole), whole, 0, cells[6], *_people_and_assets(random))
    words = sentences(hand, year, money)
    note = Line("注：本表金额转换时因四舍五入可能存在尾差。")
    blocks = (
        Line("支出决算表", "title"), caption, table, note, Line("财政拨款“三公”经费支出决算表", "title"), caption, three,
        *paragraphs(words), Line("收入支出决算总表", "title"), caption, _whole_accounts(hand, sum(whole)),
        Line("支出决算增减变化表", "title"), caption, _changed_accounts(hand, year, whole),
    )  # fmt: skip
    return "部门决算公开", blocks


def _whole_accounts(hand: Hand, spent: int) -> Grid:
    """Income beside expenditure, each from 合计 to 总计 with what was left over, used up and distributed between."""
    random = hand.random
    carried, used, shared, left = (random.choice((0, random.randint(1, spent // 3 + 1))) for _ in range(4))
    income = spent + shared + left - carried - used
    business = random.choice((0, income // 9))
    names = random.choice(
        (("使用非财政拨款结余（含专用结余）", "年初结转和结余"), ("用事业基金弥补收支差额", "上年结转"))
    )
    rows: list[tuple[str, int | None, str, int | None]] = [
        ("一、一般公共预算财政拨款收入", income - business, "五、教育支出", spent), ("五、事业收入", business, "", None),
        ("本年收入合计", income, "本年支出合计", spent), (names[0], used, "结余分配", shared),
        (names[1], carried, "年末结转和结余", left),
    ]  # fmt: skip
    if carried and left and random.random() < 0.4:
        hand.trap("结转下列其中项")
        rows.append(("其中：项目支出结转和结余", carried // 2, "其中：项目支出结转和结余", left // 3))
    rows.append(("总计", income + used + carried, "总计", spent + shared + left))
    lines = [
        (one, str(at), "" if fen is None else hand.amount(fen), other, str(at + len(rows)),
         "" if fens is None else hand.amount(fens))
        for at, (one, fen, other, fens) in enumerate(rows, start=1)
    ]  # fmt: skip
    head = (spread(("收入", "支出"), (3, 3)), spread(("项目", "行次", "决算数") * 2, (1,) * 6))
    return Grid((*head, *(spread(line, (1,) * 6) for line in lines)), (30, 6, 20) * 2, 2)


def _changed_accounts(hand: Hand, year: int, uses: Sequence[int]) -> Grid:
    """Last year beside this one, with the difference and its rate; some writers print decreases without a sign."""
    random = hand.random
    years = random.choice(
        ((f"{year - 1}年决算数", f"{year}年决算数"), ("上年决算数", "本年决算数"), ("上年数", "本年数"))
    )
    is_signed, rows = random.random() < 0.7, []
    for name, now in zip(("基本支出", "项目支出"), uses, strict=True):
        before = random.choice((0, now, now * random.randint(60, 160) // 100))
        change = now - before
        if change < 0 and not is_signed:
            hand.trap("减少不印负号")
        told = change if is_signed else abs(change)
        amount = f"-{hand.amount(-told)}" if told < 0 else hand.amount(told)
        rate = hand.rate(told, before) if before else random.choice(("", "—", "100%"))
        rows.append((name, hand.amount(before), hand.amount(now), amount, rate))
    head = spread(("项目", *years, "比上年增减额", "比上年增减率"), (1,) * 5)
    return Grid((head, *(spread(row, (1,) * 5) for row in rows)), (20,) * 5, 1)


def _prose(hand: Hand, department: Department, year: int) -> _Written:
    """A report in sentences alone."""
    income = _fen(hand.random, 900, 90_000)
    money = Money(income, _split(hand.random, income, 2), income, _fen(hand.random, 0, 30),
                  *_people_and_assets(hand.random))  # fmt: skip
    return "部门整体支出绩效自评报告", paragraphs(sentences(hand, year, money))


def _people_and_assets(random: Random) -> tuple[tuple[int, int], tuple[int, int]]:
    quota, assets = random.randint(50, 190), _fen(random, 500, 5_000)
    return (quota, quota - random.randint(0, 12)), (assets, assets * random.randint(80, 100) // 100)


def _base_data(hand: Hand, department: Department, year: int) -> _Written:
    """The base data table of three years and budgets, and the rates that follow from it."""
    random, travel, public = hand.random, [], []
    hand.unit = "万元"
    for _ in range(3):
        running, bought, abroad, reception = (random.choice((0, _fen(random, 1, 40))) for _ in range(4))
        reception += _WAN
        travel.append([running + bought + abroad + reception, running + bought, bought, running, abroad, reception])
        parts = [_fen(random, 1, 90) for _ in range(4)]
        public.append([sum(parts), *parts])
    purchases = [_fen(random, 50, 900) for _ in range(3)]
    labels = ("三公经费", "1、公务用车购置和维护经费", "其中：公车购置", "公车运行维护", "2、出国经费", "3、公务接待", "公用经费",
              "其中：办公经费", "水费、电费、差旅费", "会议费、培训费", "其他公用经费", "政府采购金额")  # fmt: skip
    columns = [[*one, *other, bought] for one, other, bought in zip(travel, public, purchases, strict=True)]
    money = "\n".join(" | ".join([label, *(hand.amount(fen) or "/" for fen in row)])
                      for label, *row in zip(labels, *columns, strict=True))  # fmt: skip
    (quota, staff), _ = _people_and_assets(random)
    grid = base_data(year, (str(quota), str(staff), hand.rate(staff, quota)), money, "公务用车统一派遣。")
    change = hand.rate(travel[2][0] - travel[0][0], travel[0][0])
    words = (
        f"“三公”经费变动率{change}，“三公”经费控制率{hand.rate(travel[2][0], travel[1][0])}，"
        f"公用经费控制率{hand.rate(public[2][0], public[1][0])}，政府采购执行率{hand.rate(purchases[2], purchases[1])}。"
        "各项绩效目标均已完成，其中道路维修完成年度目标的100%，人员培训完成年度目标的112.5%。"
    )
    goods, services, works = _split(random, purchases[2], 3)
    bought = (
        f"政府采购金额{hand.said(purchases[2])}，其中：货物类采购{hand.said(goods)}，服务类采购{hand.said(services)}，"
        f"工程类采购{hand.said(works)}。"
    )
    title = Line(f"{year}年度部门整体支出绩效评价基础数据表", "title")
    caption = (Line(f"填报单位：{department.name}　　单位：万元", "caption"),)
    if random.random() < 0.5:
        hand.trap("表题紧接表格而无单位行")
        caption = ()
    return "部门整体支出绩效自评报告", (title, *caption, grid, Line(words), Line(bought))


_TEMPLATES: tuple[Callable[[Hand, Department, int], _Written], ...] = (
    _units_form, _national_form, _project_form, _accounts, _prose, _base_data, key_projects,
)  # fmt: skip
