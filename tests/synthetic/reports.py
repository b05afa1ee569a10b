"""How the books of a department become a report: four kinds, each in the formats that departments send."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.samples.document import Block, Grid, Line, PageBreak, Sample, Slot, paragraphs, rows, spread
from tests.samples.forms import DepartmentForm, base_data, cover, scoring_by_rule, scoring_by_weight, stacked_form
from tests.samples.project_forms import ProjectForm, SelfEvaluation, project_form, self_evaluation
from tests.synthetic.books import YUAN, Books, Fund, Travel, departments, percent, printed, years_of

_FORMATS = {
    "form": ("docx", "txt", "html"),
    "base_data": ("html", "docx", "txt"),
    "project": ("docx", "html", "docx"),
    "accounts": ("txt", "docx", "html"),
}
_KIND_NAMES = {
    "form": "部门整体支出绩效自评报告",
    "base_data": "部门整体支出绩效自评报告",
    "project": "项目支出绩效自评报告",
    "accounts": "部门决算公开说明",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that a report states: the warehouse has to hold it with this meaning; `value` in 元 or people."""

    measure_code: str
    scope_name: str
    period_year: int
    basis: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A report to be written, and what stands in it."""

    books: Books
    sample: Sample
    facts: tuple[Fact, ...]


def reports(counties: int, years: Sequence[int]) -> Iterator[Synthetic]:
    """Four reports a county and year, the same ones on every run."""
    for department in departments(counties):
        for books in years_of(department, years):
            yield synthetic(books)


def synthetic(books: Books) -> Synthetic:
    """The report of these books in its format."""
    department = books.department
    formats = _FORMATS[department.kind]
    suffix = formats[(int(department.county_id) + books.year) % len(formats)]
    path = (
        f"{department.province}/{department.city}/{department.county}/{books.year}/"
        f"{department.name}{_KIND_NAMES[department.kind]}.{suffix}"
    )
    blocks, facts = _WRITERS[department.kind](books)
    return Synthetic(books, Sample(path, blocks), facts)


def _fact(code: str, scope: str, year: int, basis: str, amount: int) -> Fact:
    return Fact(code, scope, year, basis, Decimal(amount * YUAN))


def _people(code: str, year: int, count: int) -> Fact:
    return Fact(code, "", year, "actual", Decimal(count))


def _form(books: Books) -> tuple[tuple[Block, ...], tuple[Fact, ...]]:
    department, year, units = books.department, books.year, books.units
    names = ["局机关及二级机构汇总", *(f"{number}、{unit.name}" for number, unit in enumerate(units, start=1))]
    carried = [books.carry_in, *(0 for _ in units[1:])]
    left = [books.carry_out, *(0 for _ in units[1:])]
    income = [(unit.income + own, own, unit.general, unit.fund, 0, 0) for unit, own in zip(units, carried, strict=True)]
    expenditure = [
        (unit.expenditure, unit.basic, unit.personnel, unit.public, unit.project, unit.income - unit.expenditure, rest)
        for unit, rest in zip(units, left, strict=True)
    ]
    travel = books.travel
    form = DepartmentForm(
        staffing=(str(books.quota), str(books.staff)),
        duties="贯彻执行国家有关方针政策，组织实施本行业规划。",
        tasks=f"任务1：{books.project.name}",
        achievements="本年度财政供养人员控制在编制以内，各项内部管理制度执行情况较好。",
        income=_lines(names, income),
        expenditure=_lines(names, expenditure),
        three_public=_lines(
            names[:1], [(travel.total, travel.reception, travel.running, travel.purchase, travel.abroad)]
        ),
        assets=_lines(
            names[:1],
            [
                (
                    books.in_use + books.rented + books.other_assets,
                    books.in_use,
                    books.rented,
                    books.other_assets,
                )
            ],
        ),
        goals=("完成年度各项工作任务", "年度各项工作任务已经完成"),
        results=f"产出目标 | 数量指标 | 指标1：{books.project.name} | 改造{books.project.households}户，任务完成",
        score="98",
        grade="优秀",
    )
    blocks: tuple[Block, ...] = (
        *cover((f"{department.county}{year}年度部门整体支出", "绩效评价自评报告"), department.name, department.code,
               f"{year + 1}年3月26日", department.county),
        PageBreak(),
        stacked_form(form),
        *paragraphs(_form_words(books)),
        PageBreak(),
        Line("部门整体支出绩效评价评分表", "title"),
        scoring_by_rule(_SCORES.format(project=books.project.name), ("100", "98")),
    )  # fmt: skip
    year_facts = [
        _fact("expenditure_total", name.split("、")[-1], year, "actual", row[0])
        for name, row in zip(names[1:], expenditure, strict=True)
    ]
    return blocks, (
        _people("staff_quota", year, books.quota),
        _people("staff_actual", year, books.staff),
        *year_facts,
        _fact("sangong_total", names[0], year, "actual", travel.total),
    )


def _lines(names: Sequence[str], amounts: Sequence[Sequence[int]]) -> str:
    totals = [sum(column) for column in zip(*amounts, strict=True)]
    every = amounts if len(names) == len(amounts) else [totals, *amounts]
    return "\n".join(" | ".join([name, *map(printed, row)]) for name, row in zip(names, every, strict=True))


def _form_words(books: Books) -> str:
    total = books.expenditure
    personnel, public, project = (
        sum(getattr(unit, use) for unit in books.units) for use in ("personnel", "public", "project")
    )
    return f"""
# 一、部门（单位）概况

我局内设办公室、财务股等八个股室，编制{books.quota}名，实有{books.staff}人。

全年支出合计{printed(total)}万元，其中：项目支出{printed(project)}万元，占支出合计的{percent(project, total)}；
人员支出{printed(personnel)}万元，占支出合计的{percent(personnel, total)}；
公用支出{printed(public)}万元，占支出合计的{percent(public, total)}。

# 二、存在的主要问题和改进措施

部分项目资金拨付偏慢。下一步将细化预算编制，按季分析支出进度。
"""


_SCORES = """
投入（30分） | 预算配置（30分） | 财政供养人员控制率 | 15 | 15
以100%为标准，在职人员控制率≦100%的计15分，每超过一个百分点扣0.5分，扣完为止。

投入（30分） | 预算配置（30分） | “三公经费”变动率 | 15 | 15
变动率≦0计15分；变动率＞0的，每超过一个百分点扣0.5分，扣完为止。

过程（30分） | 预算管理（30分） | 管理制度健全性 | 15 | 15
①制定了资金、财务和会计核算制度，5分；②制度合法、完整，5分；③制度得到执行，5分。

过程（30分） | 预算管理（30分） | 资金使用合规性 | 15 | 15
支出应当有依据、有审批、有评估、按用途使用；每出现一例不符合要求的扣1分，扣完为止。

产出（40分） | 职责履行（40分） | {project}任务完成情况 | 20 | 18
按本部门承担任务的完成情况计分。

产出（40分） | 职责履行（40分） | 社会公众或服务对象满意度 | 20 | 20
满意度≥90%计20分；80%（含）-90%计10分；低于80%计0分。
"""


def _base_data(books: Books) -> tuple[tuple[Block, ...], tuple[Fact, ...]]:
    department, year = books.department, books.year
    title = f"{department.county}{year}年度部门整体支出绩效自评报告"
    columns = (
        (books.travel_before, books.public_before, books.procurement_before),
        (books.travel_budget, books.public_budget, books.procurement_budget),
        (books.travel, books.public_parts, books.procurement),
    )
    money = "\n".join(
        " | ".join([label, *(printed(pick(travel, public, bought)) for travel, public, bought in columns)])
        for label, pick in _BASE_LINES
    )
    blocks: tuple[Block, ...] = (
        *cover((title,), department.name, department.code, f"{year + 1}年4月10日", department.county),
        PageBreak(),
        *paragraphs(_base_words(books)),
        PageBreak(),
        Line("部门整体支出绩效评价指标评分表", "title"),
        scoring_by_weight(_SCORES.format(project=books.project.name), ("100", "98")),
        PageBreak(),
        Line("部门整体支出绩效评价基础数据表", "title"),
        Line(f"填报单位：{department.name}　　单位：万元", "caption"),
        base_data(year, (str(books.quota), str(books.staff), percent(books.staff, books.quota)), money,
                  "公务用车统一派遣，会议用房优先使用机关会议室。"),
    )  # fmt: skip
    return blocks, (
        _people("staff_quota", year, books.quota),
        _people("staff_actual", year, books.staff),
        _fact("income_total", "", year, "actual", books.income),
        _fact("expenditure_total", "", year, "actual", books.expenditure),
        _fact("carry_in", "", year, "actual", books.carry_in),
        _fact("carry_out", "", year, "actual", books.carry_out),
        _fact("sangong_total", "", year - 1, "actual", books.travel_before.total),
        _fact("sangong_total", "", year, "budget", books.travel_budget.total),
        _fact("sangong_total", "", year, "actual", books.travel.total),
        _fact("procurement_total", "", year, "actual", books.procurement),
        _fact("assets_in_use", "", year, "actual", books.in_use),
    )


_Pick = Callable[[Travel, tuple[int, ...], int], int]
_BASE_LINES: tuple[tuple[str, _Pick], ...] = (
    ("三公经费", lambda travel, public, bought: travel.total),
    ("1、公务用车购置和维护经费", lambda travel, public, bought: travel.vehicles),
    ("其中：公车购置", lambda travel, public, bought: travel.purchase),
    ("公车运行维护", lambda travel, public, bought: travel.running),
    ("2、出国经费", lambda travel, public, bought: travel.abroad),
    ("3、公务接待", lambda travel, public, bought: travel.reception),
    ("公用经费", lambda travel, public, bought: sum(public)),
    ("其中：办公经费", lambda travel, public, bought: public[0]),
    ("水费、电费、差旅费", lambda travel, public, bought: public[1]),
    ("会议费、培训费", lambda travel, public, bought: public[2]),
    ("其他公用经费", lambda travel, public, bought: public[3]),
    ("政府采购金额", lambda travel, public, bought: bought),
)


def _base_words(books: Books) -> str:
    year, total = books.year, books.expenditure
    basic = sum(unit.basic for unit in books.units)
    travel, before = books.travel, books.travel_before
    less = before.total - travel.total
    change = f"比上年减少{printed(less)}万元，下降{percent(less, before.total)}" if less else "与上年持平"
    return f"""
# 一、部门基本情况

{books.department.name}编制{books.quota}名，在职人员{books.staff}名。

# 二、收支决算情况

{year}年度收入{printed(books.income)}万元，支出{printed(total)}万元，
上年结转和结余{printed(books.carry_in)}万元，年末结转和结余{printed(books.carry_out)}万元。

{year}年支出合计{printed(total)}万元，其中：基本支出{printed(basic)}万元，占支出合计的{percent(basic, total)}；
项目支出{printed(total - basic)}万元，占支出合计的{percent(total - basic, total)}。

{year}年度“三公”经费全年支出数{printed(travel.total)}万元，其中：公务接待费{printed(travel.reception)}万元，
公务用车运行维护费{printed(travel.running)}万元。“三公”经费支出{change}。

政府采购共计金额{printed(books.procurement)}万元，其中：货物类采购{printed(books.goods)}万元，
服务类采购{printed(books.services)}万元，工程类采购{printed(books.works)}万元。

年末固定资产合计{printed(books.in_use + books.rented + books.other_assets)}万元，其中：
在用固定资产{printed(books.in_use)}万元，出租固定资产{printed(books.rented)}万元，
其他固定资产{printed(books.other_assets)}万元。

# 三、项目支出情况

主要用于{books.project.name}，受益群众约{books.project.households // 10}0户，满意度{books.project.satisfaction}%。
"""


def _project(books: Books) -> tuple[tuple[Block, ...], tuple[Fact, ...]]:
    department, year, project = books.department, books.year, books.project
    planned, received, spent = (project.total(stage) for stage in ("planned", "received", "spent"))
    if int(department.county_id) % 2:
        return _national_form(books)
    funds = "\n".join(
        " | ".join([fund.source, *map(printed, (fund.planned, fund.received, fund.spent, fund.received - fund.spent))])
        for fund in project.funds
    )
    vouchers, left = [], spent * YUAN
    for number, purpose in enumerate(("主体工程款", "设备采购款", "勘察设计费"), start=1):
        amount = left if purpose == "勘察设计费" else left * 2 // 5 // 100 * 100
        vouchers.append(f"{purpose} | {amount}.00 | {year}年{number + 5}月{number * 11}号")
        left -= amount
    form = ProjectForm(
        address=f"{department.county}各乡镇",
        period=f"{year}年2月起至{year}年12月止",
        totals=(printed(planned), printed(received), printed(spent), printed(received - spent)),
        funds=funds,
        vouchers="\n".join(vouchers),
        voucher_total=str(spent * YUAN),
        goals=(f"完成{project.name}", f"{project.name}已经完工"),
        results=f"项目产出指标 | 数量指标 | 受益户数 | {project.households}户 | {project.households}户\n\n"
        f"项目效益指标 | 满意度指标 | 受益群众满意度 | 90% | {project.satisfaction}%",
        score="96",
        grade="优秀",
    )
    blocks: tuple[Block, ...] = (
        Line(f"{department.county}{year}年度项目支出绩效评价自评报告", "title"),
        Line(f"项目名称：{project.name}", "cover"),
        Line(f"项目单位：{department.name}", "cover"),
        Line(f"{department.county}财政局（制）", "cover"),
        PageBreak(),
        project_form(form),
        *paragraphs(
            f"# 一、资金到位和使用情况\n\n项目计划投资{printed(planned)}万元，到位资金{printed(received)}万元，"
            f"资金到位率{percent(received, planned)}，实际支出{printed(spent)}万元。"
        ),
    )
    return blocks, (
        _fact("project_planned", project.name, year, "planned", planned),
        _fact("project_received", project.name, year, "received", received),
        _fact("project_spent", project.name, year, "spent", spent),
        *(_fact("project_spent", project.name, year, "spent", fund.spent) for fund in project.funds if fund.spent),
    )


def _national_form(books: Books) -> tuple[tuple[Block, ...], tuple[Fact, ...]]:
    department, year, project = books.department, books.year, books.project
    budget, spent = project.total("received"), project.total("spent")
    central, county = project.funds[0], [fund for fund in project.funds[1:]]
    own = Fund(
        "其他资金", sum(f.planned for f in county), sum(f.received for f in county), sum(f.spent for f in county)
    )
    rate = percent(spent, budget)
    score = Decimal(spent * 100 // budget) / 10
    lines = [("年度资金总额", project.total("planned"), budget, spent, f"10 | {rate} | {score}")]
    lines += [(label, fund.planned, fund.received, fund.spent, "/ | / | /") for label, fund in
              (("其中：中央补助", central), ("其他资金", own))]  # fmt: skip
    total = 90 + score
    form = SelfEvaluation(
        project=project.name,
        department=department.name,
        unit=department.name,
        funds="\n".join(" | ".join([label, *map(printed, amounts), rest]) for label, *amounts, rest in lines),
        goals=(f"完成{project.name}", f"{project.name}已经完工"),
        indicators=f"产出指标 | 数量指标 | 受益户数 | ≥{project.households}户 | {project.households}户 | 50 | 50 | /\n\n"
        f"效益指标 | 社会效益指标 | 提升服务水平 | 明显提升 | 明显提升 | 30 | 30 | /\n\n"
        f"满意度指标 | 服务对象满意度指标 | 受益群众满意度 | ≥90% | {project.satisfaction}% | 10 | 10 | /",
        total=("100", str(total)),
    )
    blocks: tuple[Block, ...] = (
        Line("项目支出绩效自评表", "title"),
        Line(f"（{year}年度）", "cover"),
        self_evaluation(form),
    )
    return blocks, (
        _fact("project_budget", project.name, year, "initial_budget", project.total("planned")),
        _fact("project_budget", project.name, year, "annual_budget", budget),
        _fact("project_spent", project.name, year, "spent", spent),
    )


def _accounts(books: Books) -> tuple[tuple[Block, ...], tuple[Fact, ...]]:
    department, year = books.department, books.year
    uses = _uses(books)
    travel, budget = books.travel, books.travel_budget
    table = rows(
        f"""
合计 | {_yuan(books.expenditure)} | {_yuan(uses[0])} | {_yuan(uses[1])}
208 社会保障和就业支出 | {_yuan(books.expenditure - uses[2])} | {_yuan(uses[0] - uses[2])} | {_yuan(uses[1])}
210 卫生健康支出 | {_yuan(uses[2])} | {_yuan(uses[2])} | 0.00
"""
    )
    grid = Grid((spread(("项目", "本年支出合计", "基本支出", "项目支出"), (1,) * 4),
                 *(spread(row, (1,) * 4) for row in table)), (30, 20, 20, 20), 1)  # fmt: skip
    cars = Slot("公务用车购置及运行费", 3)
    head = (Slot("合计", 1, 2), Slot("因公出国（境）费", 1, 2), cars, Slot("公务接待费", 1, 2))
    half = (6, 6)
    three_public = Grid(
        (
            spread(("预算数", "决算数"), half),
            (*head, *head),
            spread(("小计", "公务用车购置费", "公务用车运行费") * 2, (1,) * 6),
            spread([_yuan(value) for one in (budget, travel) for value in _travel_row(one)], (1,) * 12),
        ),
        (1,) * 12,
        3,
    )
    words = f"""
# 第二部分 {year}年度部门决算情况说明

{department.name}{year}年度收入合计{printed(books.income)}万元，支出合计{printed(books.expenditure)}万元，其中：
基本支出{printed(uses[0])}万元，占{percent(uses[0], books.expenditure)}；
项目支出{printed(uses[1])}万元，占{percent(uses[1], books.expenditure)}。

“三公”经费支出决算为{printed(travel.total)}万元，完成预算的{percent(travel.total, budget.total)}，其中：
公务接待费支出决算为{printed(travel.reception)}万元，公务用车运行维护费支出决算为{printed(travel.running)}万元。
"""
    blocks: tuple[Block, ...] = (
        Line(f"{department.name}{year}年度部门决算公开", "title"),
        Line("支出决算表", "title"),
        Line("单位：元", "caption"),
        grid,
        Line("财政拨款“三公”经费支出决算表", "title"),
        Line("单位：元", "caption"),
        three_public,
        *paragraphs(words),
    )
    return blocks, (
        _fact("expenditure_total", "", year, "actual", books.expenditure),
        _fact("expenditure_basic", "", year, "actual", uses[0]),
        _fact("income_total", "", year, "actual", books.income),
        _fact("sangong_total", "财政拨款", year, "budget", budget.total),
        _fact("sangong_total", "", year, "actual", travel.total),
        _fact("sangong_reception", "", year, "actual", travel.reception),
    )


def _uses(books: Books) -> tuple[int, int, int]:
    """Basic expenditure, project expenditure, and what of the basic is for health insurance."""
    basic = sum(unit.basic for unit in books.units)
    return basic, books.expenditure - basic, basic // 20


def _travel_row(travel: Travel) -> tuple[int, ...]:
    return (travel.total, travel.abroad, travel.vehicles, travel.purchase, travel.running, travel.reception)


def _yuan(amount: int) -> str:
    """An amount in 元 as the accounts print it."""
    return f"{amount * YUAN:,}.00"


_WRITERS = {"form": _form, "base_data": _base_data, "project": _project, "accounts": _accounts}
