"""One value of a table: its measure, unit, basis, year and scope from the words above and beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.extraction.draft import Context, Draft, Meaning
from flows.extraction.lexicon.labels import (
    basis_in,
    clean,
    core,
    funding_levels,
    is_amount,
    is_part_label,
    measure_of,
    part_named,
    role_of,
    year_in,
)
from flows.extraction.lexicon.leads import DEPENDENT, is_of_each, role_of_rate
from flows.extraction.lexicon.periods import is_last_year
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.lexicon.statements import CARRIED, GRAND_TOTALS, SIDES_OF_ACCOUNTS
from flows.extraction.lexicon.subjects import SPENT_AS_BUDGETED, measure_of_subject
from flows.extraction.lexicon.titles import Topic, is_fund, topic_of
from flows.extraction.resolving import Label, Source, in_unit, is_of_unit, resolve
from flows.extraction.tables.county import Sense, county_sense
from flows.extraction.tables.lost_cells import UNKNOWN
from flows.extraction.tables.project_money import measure_of_project
from flows.extraction.tables.rows import Slot, rows_of
from flows.extraction.tables.value_units import units_told
from flows.model.excerpts import excerpt
from flows.model.facts import Figure
from flows.model.report import Table
from flows.model.totals import is_grand_total
from flows.model.words import FUNDS_OF_INCOME, Measure, fund_of, measures, plain, statement_of
from flows.model.years import YEAR

# A number in a column of these roles is never a figure: what it is instead is the reason it is ignored for.
NO_FIGURES = {
    "rule_text": "rule_text",
    "definition": "rule_text",
    "person": "person",
    "telephone": "telephone",
    "serial": "list_number",
    "voucher_no": "voucher",
    "item_code": "code",
    "code": "code",
}
_KIND_OF_STATEMENT = {
    "staffing": "staffing",
    "project": "project",
    "evaluation": "evaluation_score",
    "voucher": "voucher",
    "rate": "percentage",
}
_KINDS_OF_EVALUATION = frozenset({"evaluation_score", "indicator_weight", "indicator_score"})
# Columns headed as a project's money, which over rows that name their own measure are of that.
_RESTS = frozenset({"project_balance"})
_STAGES_BESIDE_ROWS = frozenset({"project_spent", "project_budget"})
# 增减情况 over 金额 and 比例, 2022年预算数与2021年预算数相比增减 over 金额.
_GROUP_OF_CHANGES = re.compile(r"(?:增减|增减变化|增减情况|增减变化情况|变动情况)$")
_CHANGE_AT_END = re.compile(
    r"(?:增减|增[（(]\+[）)]减[（(][-－—][）)])(?:额|数|金额|率|幅度|比例|百分比|变化|变动|情况)?[%％±]?"
    r"(?:[（(][^（()）]*[）)])?[%％±]?$"
    rf"|^差额(?:[（(][^（()）]*[）)])?$|^(?:同比|[比较](?:上年|去年|{YEAR}年))(?:度|同期|预算数?|(?:预算)?(?:决算|执行|完成)数?)?(?:增长|变化|变动)?(?:率|额)?[%％±]{{0,2}}$"
)
_YEAR_AHEAD = re.compile(rf"^{YEAR}年?度?")
_SHARE_OF_CHANGE = frozenset({"比例", "比率", "幅度", "百分比"})
_CELL_LENGTH = 40  # of the words of a cell in the quote of its row
# Incomes that are money of a fund by their own name: the fund is no further scope of theirs.
_INCOME_OF_FUNDS = FUNDS_OF_INCOME | {"income_fiscal"}


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says of its values: the labels that lead it, its unit or project, its code in a classification.

    `groups` are the labels of the groups of rows that it belongs to, the outermost first. `place_note` says how the
    columns of its values were told, where they do not stand in them. `part_of` is the measure that the row is an item
    of, where the rows above tell it. `is_class` holds of 其他支出 among classes of functions. `is_project`: it is one
    of several projects. `total_of` is the measure that a bare 合计 below its parts adds up to, `with_carry_over` are
    the totals that would hold what was carried over too.
    """

    labels: tuple[str, ...]
    scope_name: str = ""
    item_code: str = ""
    groups: tuple[str, ...] = ()
    place_note: str = ""
    part_of: str = ""
    is_class: bool = False
    is_project: bool = False
    total_of: str = ""
    with_carry_over: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What holds for a whole band: the unit it declares, what its title is about, the statements it speaks of.

    `other_units` are what it declares beside a unit of money (单位：公里、万元、%), which then is of money alone.

    `has_grand_total`: it prints 总计 below 合计 or carry-over, which the former then holds too. `has_funds`: its
    columns are funds and their totals and nothing else. `is_of_projects`: its title is that of a list of projects.
    `has_receipts`: a column tells what of the money came. `quotes` are the rows of the whole table, as `row_quotes`
    gives them.
    """

    unit: str
    topic: Topic
    statements: tuple[str, ...]
    other_units: tuple[str, ...] = ()
    has_grand_total: bool = False
    has_funds: bool = False
    is_of_projects: bool = False
    has_receipts: bool = False
    quotes: Sequence[str] = ()


def add_value(table: Table, slot: Slot, quantity: Quantity, headings: Sequence[str], line: Line, around: Surroundings,
              context: Context, draft: Draft, row: Sequence[int] = ()) -> int:  # fmt: skip
    """Adds the figure of a value cell below its headings and beside its row's labels; returns the figure's number.

    `row` are the figures that stand before it in its row: a change or a share is of one of them.
    """
    path = [*line.groups, *line.labels, *headings]
    is_change = _is_change(headings or line.labels)
    own = (*headings[-1:], *line.labels[-1:], line.scope_name)
    is_each = any(is_of_each(part) and measure_of([part], ()) is None for part in own)
    sense = Sense(None)
    if not is_change and not is_each and line.place_note != UNKNOWN:
        standing = context.standing
        sense = _sense(headings, line, around, context) if standing is None else county_sense(
            table, slot, headings, (*line.groups, *line.labels), standing, around.has_grand_total, draft, line.item_code
        )  # fmt: skip
    measure = measures().get(sense.code or "")
    changed = _anchor(row, draft) if is_change else None
    measure_unit = measure.unit if measure else "元" if changed and changed.unit == "元" else ""
    quantity, source = in_unit(quantity, units_told(path, around.unit, measure_unit, context, around.other_units))
    # 完成预算%, beside 决算数 in the row of 基本支出
    if measure and quantity.family and not is_of_unit(quantity, measure.code):
        sense, measure = Sense(None), None
    kind = _kind(sense.code, around.statements)
    role = _role(headings or line.labels, quantity, measure, is_change=is_change, is_each=is_each)
    of = _anchor(row, draft) if role in DEPENDENT else None
    labels = [
        *_told_above(around, context, kind),
        *(() if is_change else _told_around([*line.groups, *line.labels], headings, sense, around, context)),
        Label(Source.ROW, scope=line.scope_name),
    ]
    # Among the money of a project 上年结转资金 is paid out like any other source.
    told = resolve(quantity, role, sense.code, of, labels, is_of_project=around.statements[:1] == ("project",))
    label = " / ".join(part for part in (clean(text) for text in path) if part)
    meaning = Meaning(
        kind, label, sense.code, told.scope_name, told.period_year, told.basis, source,
        around.quotes[slot.cell.row], item_code=line.item_code, item_name=sense.item_name, place_note=line.place_note,
        role=role, of_figure_no=of.figure_no if of else None,
    )  # fmt: skip
    return draft.add_figure(quantity, table.place_of(slot.cell), meaning, context)


def _role(
    headings: Sequence[str], quantity: Quantity, measure: Measure | None, *, is_change: bool, is_each: bool
) -> str:
    """What a value is by the head of its column, or of its row where no head stands above; of one of several (人均) by
    either.
    """
    is_percent = quantity.family == "percent"
    if is_change:
        return "growth" if is_percent else "change"
    if measure and measure.statement == "evaluation":
        return "weight" if measure.code == "indicator_weight" else "score"
    if is_percent:
        return role_of_rate(core(headings[-1]) if headings else "")
    if is_each:
        return "per_head"
    return "amount" if quantity.family in {"money", ""} else "count"


def _anchor(row: Sequence[int], draft: Draft) -> Figure | None:
    """The amount of the row that a change, share or completion is of: the last of its latest year."""
    amounts = [figure for number in row if (figure := draft.figures[number]).figure_role == "amount"]
    return max(reversed(amounts), key=lambda one: one.period_year or 0, default=None)


def _told_above(around: Surroundings, context: Context, kind: str) -> Iterator[Label]:
    """What the title of a table and the document say of its values."""
    # 其他三本预算 above a county's table names accounts, and neither basis nor fund.
    topic = around.topic
    basis, fund = (topic.basis, topic.fund) if context.standing is None else ("", "")
    yield Label(Source.TITLE, basis, topic.period_year, scope=fund)
    yield Label(Source.DOCUMENT, context.basis, context.fiscal_year)
    if kind == "project":
        yield Label(Source.HEADING, scope=context.project_name)
    elif kind in _KINDS_OF_EVALUATION:
        yield Label(Source.DOCUMENT, scope=context.scope_name)


def _told_around(labels: Sequence[str], headings: Sequence[str], sense: Sense, around: Surroundings,
                 context: Context) -> Iterator[Label]:  # fmt: skip
    """What row and column say of a value; 上年决算数 is of the year before the table's or the report's."""
    year = around.topic.period_year or context.fiscal_year
    is_of_fund = context.standing is None and sense.code not in _INCOME_OF_FUNDS
    for source, parts in ((Source.ROW, labels), (Source.COLUMN, headings)):
        for part in parts:
            last = year - 1 if year and is_last_year(part) else None
            yield Label(source, basis_in(part), year_in(part) or last)
            # 财政拨款结转 in the column of one fund is that fund's, and a row 财政拨款 a source
            is_scope = is_of_fund and not (source is Source.ROW and is_fund(part))
            yield Label(Source.COLUMN, scope=fund_of(part) if is_scope else "")
    yield Label(Source.COLUMN, scope=sense.level)


def _is_change(headings: Sequence[str]) -> bool:
    """Whether a column prints what changed, not what there is."""
    if not headings:
        return False
    group, own = headings[-2] if len(headings) > 1 else "", headings[-1]
    is_of_group = bool(_GROUP_OF_CHANGES.search(core(group))) and (is_amount(own) or core(own) in _SHARE_OF_CHANGE)
    return role_of(own) == "change" or bool(_CHANGE_AT_END.search(core(own))) or is_of_group


def _sense(headings: Sequence[str], line: Line, around: Surroundings, context: Context) -> Sense:
    """The measure by row and column; else that of the title, of which the row is a line.

    A row that is no measure of its own (一般公共服务支出, 2010201 行政运行) is a line of what its column or the title
    is about, and never that measure itself.
    """
    topics = [topic for part in reversed(headings) if (topic := topic_of(part)).measure_code]
    topic = next(iter(topics), around.topic)
    codes = [topic.measure_code, *(measure_of([part], ()) or _limited(part) for part in line.labels)]
    are_scopes = "expenditure" in map(statement_of, codes) or (around.has_funds and codes[-1] in SIDES_OF_ACCOUNTS)
    above = [part for part in headings if not (are_scopes and is_fund(part))]
    own = next((part for part in reversed(line.labels) if not is_amount(part)), "")
    if line.part_of:
        return Sense(line.part_of, core(own))
    if line.item_code or line.is_class:
        return Sense(measure_of(above, around.statements) or topic.measure_code or None, clean(own))
    # 收入 over several columns only groups them; 基本支出 right above its numbers names them.
    leaf = [part for part in headings[-1:] if part in above]
    groups = [part for part in above[: len(above) - len(leaf)] if not topic_of(part).measure_code]
    code = measure_of([*line.labels, *groups, *leaf], around.statements) or measure_of(above, around.statements)
    named = measure_of([own], around.statements) or _limited(own)
    code = _rate_of(own, leaf) or code or named or None
    if code and code == _parent(around.topic.measure_code) and code == measure_of(leaf, ()):
        code = around.topic.measure_code  # 本年支出合计 in the table of 基本支出 is the total of that
    if code in _STAGES_BESIDE_ROWS and statement_of(named) in SPENT_AS_BUDGETED:
        return Sense(named)  # 基本支出 below 实际支出数 is no project's spending
    if code in _RESTS and statement_of(named) in SPENT_AS_BUDGETED:
        return Sense(None)  # nor is what is left of it a project's
    if around.statements[:1] == ("project",) and named not in CARRIED and statement_of(named) == "income":
        # 上级补助 below 年初预算数 is a source of the project's money
        code = measure_of(above, around.statements) or code
        named = ""
    last = next((part for part in reversed(above) if not _tells_only_when(part)), "")
    if code and last and measure_of([last], ()) is None and (part_code := part_named(code, last)):
        code = part_code
    if line.total_of and (code is None or code in _STAGES_BESIDE_ROWS):
        return Sense(line.total_of, "" if line.scope_name else core(own))
    if not named and (line.is_project or (context.is_of_project and not line.scope_name)):
        of_project = measure_of_project(code, headings[-1] if headings else "", has_receipts=around.has_receipts)
        if of_project and of_project != code:
            is_source = plain(core(own)) in funding_levels()
            return Sense(of_project, "" if line.is_project or is_source else core(own))
    whole = code or topic.measure_code
    if any(map(is_grand_total, line.labels)) if around.has_grand_total else whole in line.with_carry_over:
        return Sense(GRAND_TOTALS.get(whole))
    if line.scope_name:
        return Sense(code)
    if code and is_part_label(last) and not named and measure_of([last], ()) is None:
        return Sense(code, core(last))  # 其中：教育收费 is a line of 事业收入
    if code and (named or not (own and (topics or statement_of(code) == "expenditure"))):
        return Sense(code)
    item = own or (last if not topic_of(last).measure_code else "")
    code = code or topic.measure_code or None
    return Sense(code, clean(item) if code else "")


def _rate_of(label: str, heading: Sequence[str]) -> str:
    """The rate that a row and its column name together (公用经费 by 控制率), '' where they name none."""
    code = measure_of([core(label) + core(heading[0])], ()) if label and heading else None
    return code if code and measures()[code].unit == "%" else ""


def _parent(code: str) -> str:
    """The measure that one is part of, '' where it is of none."""
    return measures()[code].parent_code if code else ""


def _tells_only_when(heading: str) -> bool:
    """Whether a heading says of which year or stage an amount is and of nothing else (2021年度, 上年决算数, 合计)."""
    own = _YEAR_AHEAD.sub("", core(heading))
    return not own or is_amount(own) or is_last_year(own)


def _limited(label: str) -> str:
    """The side of a fund's account that a label names with its fund (本年财政拨款支出), '' where it does not."""
    code, fund = measure_of_subject(label)
    return code if code and fund else ""


def _kind(code: str | None, statements: tuple[str, ...]) -> str:
    if code in {"indicator_weight", "indicator_score"}:
        return code
    return _KIND_OF_STATEMENT.get(statement_of(code), "project" if statements[:1] == ("project",) else "finance")


def row_quotes(table: Table) -> tuple[str, ...]:
    """Each row of a table as a reader would quote it, cell by cell, those that go on from above included."""
    return tuple(
        " | ".join(excerpt("".join(slot.cell.text.split()), most=_CELL_LENGTH) for slot in row)
        for row in rows_of(table)
    )
