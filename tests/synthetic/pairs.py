"""Reports of a department that tell of the same amounts: two years' evaluations and final accounts, all correct.

Each of the four is printed by another hand and in another template, and among them lie papers that must not be held
against them: what was corrected later, copies, another level, another kind, another year.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from random import Random

from tests.samples.document import Block, Grid, Line, Sample, Slot, paragraphs, spread
from tests.samples.forms import DepartmentForm, base_data, stacked_form
from tests.synthetic.books import Department, departments
from tests.synthetic.hand import Hand
from tests.synthetic.ledgers import PUBLIC, SOURCES, THREE_PUBLIC, VEHICLES, Amounts, Year, years
from tests.synthetic.pair_sentences import told

_COUNTIES = 400
_FORMATS = ("docx", "txt", "html", "docx", "html", "txt", "docx", "pdf", "xlsx")
_EVALUATION, _ACCOUNTS = "部门整体支出绩效自评报告", "部门决算公开说明"
_SUMMARY = ("收入合计", "支出合计", "基本支出", "项目支出", "三公经费", *THREE_PUBLIC, "政府采购金额")


@dataclass(frozen=True, slots=True)
class Paper:
    """A report of a department; `name` says which, `night` when it came: one of a later night may take its place."""

    name: str
    sample: Sample
    night: int = 2


@dataclass(frozen=True, slots=True)
class Filed:
    """The papers of one department, the traps among them, and the names of those that are compared, newer first."""

    number: int
    papers: tuple[Paper, ...]
    traps: frozenset[str]

    def paper(self, name: str) -> Paper:
        """The paper of this name."""
        return next(paper for paper in self.papers if paper.name == name)


# What each rule holds against what: the newer report or the evaluation first.
PAIRS = {
    "X02": (("自评2", "自评1"), ("决算2", "决算1")),
    "X06": (("自评1", "决算1"), ("自评2", "决算2")),
}


def filed(number: int) -> Filed:
    """The papers of the department of this number, the same on every run."""
    random = Random(f"pair {number}")
    department = _departments()[number]
    before, *both = years(random, random.randint(2015, 2021), 3)
    traps: set[str] = set()
    papers = []
    for at, year in enumerate(both, start=1):
        last = both[0] if at == 2 else before
        for name, kind, templates in (("自评", _EVALUATION, _EVALUATIONS), ("决算", _ACCOUNTS, _ACCOUNTS_TEMPLATES)):
            hand = Hand(random, random.choice(("万元", "万元", "元")))
            blocks = random.choice(templates)(hand, department, last, year)
            papers.append(Paper(f"{name}{at}", _sample(random, department, year.year, kind, blocks)))
            traps |= hand.traps
    for trap, lay in _BESIDE.items():
        if random.random() < 0.2:
            papers += lay(random, department, both, papers)
            traps.add(trap)
    return Filed(number, tuple(papers), frozenset(traps))


@cache
def _departments() -> Sequence[Department]:
    return departments(_COUNTIES)


def _sample(random: Random, department: Department, year: int, kind: str, blocks: Sequence[Block]) -> Sample:
    title = f"{department.name}{year}年度{kind}"
    folder = f"{department.province}/{department.city}/{department.county}/{year}"
    return Sample(f"{folder}/{title}.{random.choice(_FORMATS)}", (Line(title, "title"), *blocks))


_Template = Callable[[Hand, Department, Year, Year], tuple[Block, ...]]


def _in_words(hand: Hand, department: Department, last: Year, year: Year) -> tuple[Block, ...]:
    """An evaluation in sentences alone."""
    return paragraphs(told(hand, last, year, {"收支", "用途", "三公", "采购", "资产", "人员"}))


def _beside_last_year(hand: Hand, department: Department, last: Year, year: Year) -> tuple[Block, ...]:
    """An evaluation or accounts with last year, the budget and this year in columns, in any order."""
    columns = [
        (hand.random.choice(("上年决算数", f"{last.year}年决算数")), last.spent),
        (hand.random.choice(("年初预算数", f"{year.year}年预算数")), year.planned),
        (hand.random.choice(("本年决算数", f"{year.year}年决算数")), year.spent),
    ]
    hand.random.shuffle(columns)
    head = spread(("项目", *(title for title, _ in columns)), (1,) * 4)
    body = [spread((label, *(hand.amount(amounts[label]) for _, amounts in columns)), (1,) * 4) for label in _SUMMARY]
    return (
        Line("收支决算对比表", "title"), Line(f"单位：{hand.unit}", "caption"), Grid((head, *body), (20, 12, 12, 12), 1),
        *paragraphs(told(hand, last, year, {"收支", "资产"})),
    )  # fmt: skip


def _base_data(hand: Hand, department: Department, last: Year, year: Year) -> tuple[Block, ...]:
    """An evaluation with the base data table, which is always in 万元."""
    hand.unit = "万元"
    lines = {
        "三公经费": "三公经费", "1、公务用车购置和维护经费": "公务用车购置及运行维护费", "其中：公车购置": VEHICLES[0],
        "公车运行维护": VEHICLES[1], "2、出国经费": THREE_PUBLIC[0], "3、公务接待": THREE_PUBLIC[-1],
        "公用经费": "公用经费", "其中：办公经费": PUBLIC[0], **{name: name for name in PUBLIC[1:]}, "政府采购金额": "政府采购金额",
    }  # fmt: skip
    columns = (last.spent, year.planned, year.spent)
    money = "\n".join(
        " | ".join([label, *(hand.amount(amounts[name]) or "/" for amounts in columns)])
        for label, name in lines.items()
    )
    quota, staff = year.staff
    grid = base_data(year.year, (str(quota), str(staff), hand.rate(staff, quota)), money, "公务用车统一派遣。")
    return (
        *paragraphs(told(hand, last, year, {"收支", "用途"})),
        Line("部门整体支出绩效评价基础数据表", "title"),
        Line(f"填报单位：{department.name}　　单位：万元", "caption"),
        grid,
    )


def _form(hand: Hand, department: Department, last: Year, year: Year) -> tuple[Block, ...]:
    """An evaluation in the stacked form: the bureau's own amounts, those of the unit below it, and of both."""
    hand.unit, own = "万元", hand.random.randint(40, 90)
    bureau = {name: amount * own // 100 for name, amount in year.spent.items()}
    below = {name: amount - bureau[name] for name, amount in year.spent.items()}
    names = {"局机关及二级机构汇总": year.spent, "局机关": bureau, "服务中心": below}

    def sheet(row: Callable[[Amounts], Sequence[int]]) -> str:
        return "\n".join(
            " | ".join([name, *(hand.amount(fen) or "/" for fen in row(one))]) for name, one in names.items()
        )

    form = DepartmentForm(
        (str(year.staff[0]), str(year.staff[1])), "贯彻执行国家有关方针政策。", "任务1：日常工作", "各项制度执行情况较好。",
        sheet(lambda one: (one["收入合计"] + one["上年结转和结余"], one["上年结转和结余"], *(one[name] for name in SOURCES[:2]), 0,
                           one[SOURCES[2]])),
        sheet(lambda one: (one["支出合计"], one["人员经费"] + one["公用经费"], one["人员经费"], one["公用经费"], one["项目支出"],
                           one["收入合计"] - one["支出合计"], one["年末结转和结余"])),
        sheet(lambda one: (one["三公经费"], *(one[name] for name in reversed(THREE_PUBLIC[1:])), one[THREE_PUBLIC[0]])),
        sheet(lambda one: (one["固定资产合计"], *(one[f"{use}固定资产"] for use in ("在用", "出租", "其他")))),
        ("完成年度工作任务", "已经完成"), "产出目标 | 数量指标 | 指标1：检查次数 | 检查12次，任务完成", "95", "优秀",
    )  # fmt: skip
    hand.trap("收入合计含上年结转")
    return (stacked_form(form), *paragraphs(told(hand, last, year, {"采购"})))


def _summary(hand: Hand, department: Department, last: Year, year: Year) -> tuple[Block, ...]:
    """Accounts with income beside expenditure, what was carried over below them, and the treasury's three costs."""
    now = year.spent
    total = now["收入合计"] + now["上年结转和结余"]
    lines = [
        ("一、一般公共预算财政拨款收入", now[SOURCES[0]], "一、一般公共服务支出", now["支出合计"] // 3),
        (
            "二、政府性基金预算财政拨款收入",
            now[SOURCES[1]],
            "二、社会保障和就业支出",
            now["支出合计"] - now["支出合计"] // 3,
        ),
        ("三、其他收入", now[SOURCES[2]], "三、卫生健康支出", 0),
        ("本年收入合计", now["收入合计"], "本年支出合计", now["支出合计"]),
        ("年初结转和结余", now["上年结转和结余"], "年末结转和结余", now["年末结转和结余"]),
        ("总计", total, "总计", total),
    ]
    rows = [spread((left, hand.amount(one), right, hand.amount(other)), (1,) * 4) for left, one, right, other in lines]
    head = spread(("收入项目", "决算数", "支出项目", "决算数"), (1,) * 4)
    hand.trap("总计含年初结转")
    return (
        Line("收入支出决算总表", "title"), Line(f"单位：{hand.unit}", "caption"), Grid((head, *rows), (20, 12, 20, 12), 1),
        *_treasury(hand, year), *paragraphs(told(hand, last, year, {"用途", "采购"})),
    )  # fmt: skip


def _treasury(hand: Hand, year: Year) -> tuple[Block, ...]:
    """The table of what the treasury alone paid of the three costs, which is less than all."""
    hand.trap("财政拨款三公少于全部")
    paid = [[amounts[name] * 4 // 5 for name in THREE_PUBLIC] for amounts in (year.planned, year.spent)]
    cells = [fen for abroad, bought, running, reception in paid
             for fen in (abroad + bought + running + reception, abroad, bought + running, bought, running, reception)]  # fmt: skip
    across = (
        Slot("合计", 1, 2),
        Slot("因公出国（境）费", 1, 2),
        Slot("公务用车购置及运行费", 3),
        Slot("公务接待费", 1, 2),
    )
    grid = Grid(
        (spread(("预算数", "决算数"), (6, 6)), (*across, *across),
         spread(("小计", "公务用车购置费", "公务用车运行费") * 2, (1,) * 6), spread([*map(hand.amount, cells)], (1,) * 12)),
        (1,) * 12, 3,
    )  # fmt: skip
    return Line("财政拨款“三公”经费支出决算表", "title"), Line(f"单位：{hand.unit}", "caption"), grid


def _by_function(hand: Hand, department: Department, last: Year, year: Year) -> tuple[Block, ...]:
    """Accounts with expenditure by function."""
    basic, project = year.spent["基本支出"], year.spent["项目支出"]
    lines = [("", "合计", basic, project), ("201", "一般公共服务支出", basic - basic // 9, project),
             ("208", "社会保障和就业支出", basic // 9, 0)]  # fmt: skip
    head = spread(("功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"), (1,) * 5)
    body = [
        spread((code, name, *map(hand.amount, (one + other, one, other))), (1,) * 5) for code, name, one, other in lines
    ]
    return (
        Line("支出决算表", "title"), Line(f"单位：{hand.unit}", "caption"), Grid((head, *body), (12, 30, 20, 20, 20), 1),
        *paragraphs(told(hand, last, year, {"收支", "三公", "采购", "人员"})),
    )  # fmt: skip


_EVALUATIONS: tuple[_Template, ...] = (_in_words, _beside_last_year, _base_data, _form)
_ACCOUNTS_TEMPLATES: tuple[_Template, ...] = (_summary, _by_function, _beside_last_year, _in_words)

_Beside = Callable[[Random, Department, Sequence[Year], Sequence[Paper]], list[Paper]]


def _corrected(random: Random, department: Department, both: Sequence[Year], papers: Sequence[Paper]) -> list[Paper]:
    """A first version of a paper, in which everything was another year's; the right one took its place."""
    paper = random.choice(papers[:4])
    title, *_ = paper.sample.blocks
    wrong = years(random, both[0].year, 3)
    blocks = _in_words(Hand(random), department, wrong[0], wrong[int(paper.name[-1]) - 1])
    return [Paper(f"{paper.name}旧版", Sample(paper.sample.path, (title, *blocks)), 1)]


def _copied(random: Random, department: Department, both: Sequence[Year], papers: Sequence[Paper]) -> list[Paper]:
    """The same paper in another format."""
    paper = random.choice(papers[:4])
    path = PurePosixPath(paper.sample.path)
    other = path.with_suffix(".html" if path.suffix != ".html" else ".docx")
    return [Paper(f"{paper.name}副本", replace(paper.sample, path=str(other)))]


def _own_level(random: Random, department: Department, both: Sequence[Year], papers: Sequence[Paper]) -> list[Paper]:
    """The accounts of the bureau alone, without the units below it."""
    own = Department(department.county_id, department.province, department.city, department.county,
                     f"{department.name}（本级）", department.kind, department.code)  # fmt: skip
    year = random.choice(both)
    less = replace(year, spent={name: amount * 3 // 4 for name, amount in year.spent.items()})
    return [Paper("本级决算", _sample(random, own, year.year, _ACCOUNTS, _in_words(Hand(random), own, less, less)))]


def _budget(random: Random, department: Department, both: Sequence[Year], papers: Sequence[Paper]) -> list[Paper]:
    """The budget of a year, in which the same words name what was planned."""
    year, hand = random.choice(both), Hand(random)
    words = "。".join(
        f"{name}预算{hand.said(year.planned[name])}" for name in ("收入合计", "支出合计", "三公经费", "政府采购金额")
    )
    return [
        Paper("预算", _sample(random, department, year.year, "部门预算公开说明", (Line(f"{year.year}年{words}。"),)))
    ]


def _another_year(random: Random, department: Department, both: Sequence[Year], papers: Sequence[Paper]) -> list[Paper]:
    """An evaluation of a year that is no neighbour of the two, with nothing to do with them."""
    last, year = years(random, both[1].year + 3, 2)
    blocks = _in_words(Hand(random), department, last, year)
    return [Paper("隔年自评", _sample(random, department, year.year, _EVALUATION, blocks))]


def _below(random: Random, department: Department, both: Sequence[Year], papers: Sequence[Paper]) -> list[Paper]:
    """The accounts of a unit below the department, which is a department of its own."""
    unit = replace(department, name=f"{department.county}{random.choice(('水库管理所', '实验小学', '救助管理站'))}")
    _, year = years(random, both[0].year, 2)
    blocks = _in_words(Hand(random), unit, year, year)
    return [Paper("二级机构决算", _sample(random, unit, both[1].year, _ACCOUNTS, blocks))]


_BESIDE: dict[str, _Beside] = {
    "更正前的旧版": _corrected, "另一格式的副本": _copied, "本级决算": _own_level, "同年部门预算": _budget, "不相邻年度": _another_year,
    "二级机构": _below,
}  # fmt: skip
