"""A figure as a fact that may be printed elsewhere: its subject, scope and basis, and how surely these are known."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from flows.model.facts import Figure
from flows.model.totals import is_total
from flows.model.words import (
    FISCAL,
    GENERAL,
    fund_of,
    funds,
    level_kind,
    longest_first,
    measure_by_word,
    measures,
    plain,
    read_seed,
    remembered,
    split_words,
)
from flows.relating.places.subjects import MEASURE, Subject, counter, line_name, own_words, subjects_of, words_of
from flows.relating.places.surroundings import Surroundings

_ROLES = frozenset({"amount", "count", "rate", "target", "per_head"})
_KINDS = frozenset({"finance", "staffing", "project", "prose", "target", "percentage"})
_KINDS_OF_PROJECTS = frozenset({"project", "indicator_weight", "indicator_score"})
_IN_SENTENCES = frozenset({"prose", "percentage"})
_OF_FUNDS = frozenset({"expenditure", "balance"})
_INCOME, _STATEMENT_OF_INCOME = "income_total", "income"
_OF_FUNDS_TOO = frozenset({"income_total", "income_grand_total", "carry_in"})  # other income names its source itself
_RATES, _PROJECT, _PROJECT_BUDGET = "rate", "project", "project_budget"
_BUDGET, _ADJUSTED = "budget", "调整"
_DONE = frozenset({"actual", "spent"})
_WHOLE = frozenset({"部门整体支出"})
_MONTH = re.compile(r"(?<!\d)(?:1[01]|0?[1-9])\s*月")  # 截至9月底; what stands at the end of December is of the year
_HEAD = re.compile(r"([^（()）“”\"，。；：、]+)[（(]款[）)]$")
_MARKS_OF_HEADS = ("款）", "款)")
_LONGEST_HEAD, _LONGEST_PARAGRAPH = 60, 4_000
_DISPATCH = re.compile(r"[〔\[（(]20\d{2}[〕\]）)]\s*第?\d+\s*号")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure under one of its subjects, where it stands and what is said of it.

    `place` is what prints one value of a fact: a table, a paragraph, a cell of words. `is_said` where nothing of it was
    taken from what stands around: neither its scope nor whether it was planned or done. `spoken_fund` is the fund that
    a sentence or a title speaks of, which may be that of a number without a scope; `head` is what a line of the
    classification stands below (its 款), '' where that is not told; `statement` is the title of its table in the set
    that departments publish, '' in any other.
    """

    figure: Figure
    subject: Subject
    scope: str
    basis: str
    place: tuple[int | None, ...]
    is_said: bool
    spoken_fund: str = ""
    head: str = ""
    statement: str = ""

    @property
    def in_table(self) -> bool:
        """Whether it is a cell of its own, as against a number in a sentence."""
        return is_cell(self.figure)

    @property
    def is_of_department(self) -> bool:
        """Whether it is a measure that a department has one of, as against what each of its projects prints."""
        return _statement(self.figure) not in {"", _PROJECT}

    @property
    def is_of_project(self) -> bool:
        """Whether it is said of a project by name."""
        return _is_scope(self.figure.scope_name) and self.figure.scope_name not in funds()

    @property
    def words(self) -> str:
        """What the label calls it, fund and amount left out: measures of one name in sentences are one."""
        return own_words(self.figure.label)

    @property
    def block(self) -> tuple[bool, int]:
        """The table or the paragraph that it stands in."""
        return self.in_table, self.figure.place.block_no

    @property
    def value(self) -> Decimal:
        """The number in its base unit; facts are made of figures that have one."""
        return self.figure.value or Decimal(0)

    @property
    def key(self) -> tuple[object, ...]:
        """The same for what may be one fact: report, subject, year and unit."""
        return self.figure.report_no, self.subject.key, self.figure.period_year, counter(self.figure.unit)

    def agrees(self, other: "Fact") -> bool:
        """Whether both are one value: the finer one rounded to the places of the coarser, hedges aside."""
        if self.figure.hedge and self.figure.hedge == other.figure.hedge:
            return self.value == other.value
        if self.figure.hedge or other.figure.hedge:
            return _overlap(self.figure, other.figure)
        steps = {self.figure.step, other.figure.step}
        return abs(self.value - other.value) <= (max(steps) / 2 if len(steps) > 1 else 0)


def _overlap(one: Figure, other: Figure) -> bool:
    ends = [
        (figure.value_low if figure.hedge else figure.value, figure.value_high if figure.hedge else figure.value)
        for figure in (one, other)
    ]
    (low, high), (other_low, other_high) = ends
    is_below = high is not None and other_low is not None and high < other_low
    is_above = other_high is not None and low is not None and other_high < low
    return not (is_below or is_above)


def is_cell(figure: Figure) -> bool:
    """Whether a figure is a cell of its own, as against a number in a sentence."""
    return figure.place.table_no is not None and figure.figure_kind not in _IN_SENTENCES


def facts_of(figures: Iterable[Figure], around: Surroundings) -> Iterator[Fact]:
    """Every figure that may be printed elsewhere too, under each of its subjects."""
    figures = tuple(figures)
    projects = _only_projects(figures)
    lines = {
        (figure.place.block_no, figure.item_code): line_name(figure.item_name) for figure in figures if figure.item_code
    }
    for figure in figures:
        if figure.value is None or figure.figure_role not in _ROLES or figure.figure_kind not in _KINDS:
            continue
        if _statement(figure) == _RATES:
            continue
        if is_cell(figure) or not _is_set_apart(around.clause(figure)):
            head = lines.get((figure.place.block_no, figure.item_code[:-2]), "")
            subjects = subjects_of(figure, around.title(figure.place.block_no))
            fact_head = head or _head_before(around.before(figure))
            yield from _of_figure(figure, subjects, around, fact_head, projects.get(figure.report_no, ""))


def _only_projects(figures: Iterable[Figure]) -> Mapping[int, str]:
    """The one project of a report that is of no other, which its sentences need not name."""
    scopes: dict[int, set[str]] = {}
    for figure in figures:
        if figure.figure_kind in _KINDS_OF_PROJECTS and _is_scope(figure.scope_name):
            scopes.setdefault(figure.report_no, set()).add(plain(figure.scope_name))
    return {report_no: named.pop() for report_no, named in scopes.items() if len(named) == 1}


def _is_scope(name: str) -> bool:
    return bool(name) and not is_total(name) and plain(name) not in _WHOLE and level_kind(name) != "county"


def facts_of_owner(figure: Figure, owner: str, around: Surroundings) -> Iterator[Fact]:
    """What a change or a rate is of, under each of its subjects; `owner` is its label without its own words.

    A word that is the measure's own names it (支出合计), though of an amount it would say too little. The value and the
    unit of such a fact are still those of the change.
    """
    code = figure.measure_code or measure_by_word().get(plain(owner))
    amount = replace(figure, label=owner, measure_code=code, figure_role="amount", figure_kind="prose")
    subjects = list(subjects_of(amount)) or ([Subject(MEASURE, code)] if code else [])
    yield from _of_figure(amount, subjects, around, _head_before(around.before(figure)))


def _head_before(text: str) -> str:
    """The 款 that a text named last, '' where that is further away than a paragraph reaches."""
    from_here = max(0, len(text) - _LONGEST_PARAGRAPH)
    end = max(text.rfind(mark, from_here) + len(mark) for mark in _MARKS_OF_HEADS)
    named = _HEAD.search(text[max(0, end - _LONGEST_HEAD) : end])
    return line_name(named[1]) if named else ""


def _of_figure(
    figure: Figure, subjects: Iterable[Subject], around: Surroundings, head: str, only_project: str = ""
) -> Iterator[Fact]:
    place, in_table = figure.place, is_cell(figure)
    named = plain(figure.scope_name) if _is_scope(figure.scope_name) else ""
    named = "" if named == only_project else named
    title = around.title(place.block_no)
    for subject in subjects:
        scope, is_said = plain(subject.fund) or named, True
        if not scope and (payer := _fund_of_income(subject)):
            subject, scope = replace(subject, name=_INCOME), payer
        if not scope and (subject.is_line or _may_be_of_fund(figure, subject)):
            scope = plain(around.fund(figure))
            is_said = not scope or in_table or subject.is_line
        if subject.is_line and scope == FISCAL:
            scope, is_said = GENERAL, False  # a line of the classification belongs to one fund
        yield Fact(
            figure,
            subject,
            scope,
            basis=_basis(figure, around),
            place=(place.table_no,) if in_table else (place.block_no, place.row_no, place.column_no),
            is_said=is_said and _says_basis(figure),
            spoken_fund=plain(fund_of(title) if in_table else fund_of(figure.label) or around.fund(figure)),
            head=head if subject.is_line else "",
            statement=_statement_named(title) if in_table else "",
        )


@remembered
def _statement_named(title: str) -> str:
    words = plain(title)
    return next((word for word in longest_first(map(plain, words_of("statement"))) if word in words), "")


def _fund_of_income(subject: Subject) -> str:
    """The fund whose money a measure of income is by its name: 政府性基金预算财政拨款 is all income of that fund."""
    measure = measures().get(subject.name) if subject.kind == MEASURE else None
    is_income = measure is not None and measure.statement == _STATEMENT_OF_INCOME and measure.parent_code
    return plain(fund_of(measure.name)) if measure and is_income else ""


def _may_be_of_fund(figure: Figure, subject: Subject) -> bool:
    """Whether the fund that is spoken of around the number limits it."""
    codes = {figure.measure_code, subject.name if subject.kind == MEASURE else None}
    return _statement(figure) in _OF_FUNDS or not codes.isdisjoint(_OF_FUNDS_TOO)


def _statement(figure: Figure) -> str:
    return measures()[figure.measure_code].statement if figure.measure_code else ""


def _basis(figure: Figure, around: Surroundings) -> str:
    """Whether it was planned, budgeted or done; measures of projects say so by themselves, and the note below a table
    may say which budget its 预算数 is.
    """
    if _statement(figure) == _PROJECT and figure.measure_code != _PROJECT_BUDGET:
        return ""
    if figure.basis == _BUDGET and is_cell(figure) and _ADJUSTED in around.note(figure.place.block_no):
        return "adjusted_budget"
    return "actual" if figure.basis in _DONE else figure.basis


def _says_basis(figure: Figure) -> bool:
    return is_cell(figure) or figure.basis not in _DONE or _names_basis(figure.label)


@remembered
def _names_basis(label: str) -> bool:
    return _bases().search(plain(label)) is not None


@cache
def _bases() -> re.Pattern[str]:
    words = [word for row in read_seed("basis_words") if row["basis"] for word in split_words(row["words"])]
    return re.compile("|".join(map(re.escape, longest_first(map(plain, (*words, *words_of("done")))))))


def _is_set_apart(clause: str) -> bool:
    """Whether the sentence says that the number is of a plan, of a part of the year, or one of several of its kind."""
    return any(pattern.search(clause) for pattern in (_apart(), _DISPATCH, _MONTH))


@cache
def _apart() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(words_of("plan") | words_of("span")))))
