"""What a report says beside another of its department: last year's report, and the final accounts of the same year."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import groupby

from flows.judging.evidence import is_total_name
from flows.judging.hints import slip_between
from flows.judging.intervals import Precision, Range, plain_number, rounded, slack_between
from flows.judging.register import Rule, rule_words, rules
from flows.judging.sides import Side, term_of
from flows.judging.verdicts import Skip, Subject, compare, leave_open
from flows.model.facts import Comparison, Figure
from flows.model.words import basis_name, measures, plain, read_seed, words_of_measures

_EVALUATION, _ACCOUNTS = "department_evaluation", "department_accounts"
KINDS = frozenset({_EVALUATION, _ACCOUNTS, "department_budget", "three_public"})
_STATEMENTS = frozenset({
    "staffing", "income", "expenditure", "balance", "three_public", "assets", "procurement",
})  # fmt: skip
_CARRIED = {"carry_in": "income_total", "carry_out": "expenditure_total"}
_WAN = Decimal(10_000)

Fact = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report of a department, as the warehouse files it, with every figure that it prints."""

    document_id: str
    report_id: str
    report_no: int
    department_id: str
    report_kind: str
    fiscal_year: int
    title: str
    department_name: str
    figures: tuple[Figure, ...]

    @property
    def is_own_level(self) -> bool:
        """Whether it is of the bureau alone: its accounts are not those of the department with all its units."""
        return _holds(self.title + self.department_name, "own_level")

    @property
    def name(self) -> str:
        """What a finding calls it: 2019年部门决算."""
        names = {row["report_kind"]: row["report_kind_name"] for row in read_seed("report_kinds")}
        return f"{self.fiscal_year}年{names.get(self.report_kind, '')}"


@dataclass(frozen=True, slots=True)
class _Statement:
    """The number that speaks for all that a report says of one fact; `is_one` where all of them can be the same."""

    report: FiledReport
    figure: Figure
    range: Range
    is_one: bool


def compare_documents(reports: Iterable[FiledReport]) -> Iterator[tuple[str, Comparison]]:
    """Every comparison of a report with others of its department, after the id of its document.

    The reports of a department come one after another, so that no more than these are held. Numbered from -1
    downwards in each document, apart from those that the judge makes of the document alone. The terms that stand in
    another document name it.
    """
    filed = (report for report in reports if report.report_kind in KINDS)
    made: dict[str, list[Comparison]] = {}
    for _, department in groupby(filed, key=lambda report: report.department_id):
        for document_id, comparison in _within(list(department)):
            made.setdefault(document_id, []).append(comparison)
    for document_id, comparisons in made.items():
        for number, comparison in enumerate(sorted(comparisons, key=_order), start=1):
            yield document_id, replace(comparison, comparison_no=-number)


def _within(department: Sequence[FiledReport]) -> Iterator[tuple[str, Comparison]]:
    """The comparisons of a department's reports; those of the bureau alone are held against each other only."""
    facts = {report.report_id: _facts(report) for report in department}
    for question in QUESTIONS:
        rule = rules()[question.code]
        for own in department if rule.is_active else ():
            others = [
                other
                for other in department
                if other.is_own_level == own.is_own_level and question.is_asked_of(own, other)
            ]
            for comparison in _beside(rule, own, others, facts):
                yield own.document_id, comparison


def _order(comparison: Comparison) -> tuple[object, ...]:
    place = comparison.place
    numbers = () if place is None else (place.block_no, place.row_no, place.column_no, place.char_start)
    return comparison.rule_code, *(-1 if number is None else number for number in numbers)


Beside = Callable[[FiledReport, FiledReport], bool]


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """A rule that holds a report against others of its department, and which these are; `skips` as in `Question`."""

    code: str
    skips: frozenset[str]
    is_asked_of: Beside


def _asks(code: str) -> Callable[[Beside], PairQuestion]:
    return lambda beside: PairQuestion(code, frozenset({"own_differs", "other_differs", "carried"}), beside)


@_asks("X02")
def last_year_s_report(own: FiledReport, other: FiledReport) -> bool:
    """The report of the same kind of the year before."""
    return own.report_kind == other.report_kind and own.fiscal_year == other.fiscal_year + 1


@_asks("X06")
def final_accounts(own: FiledReport, other: FiledReport) -> bool:
    """The final accounts of the year that an evaluation is about."""
    return (own.report_kind, other.report_kind) == (_EVALUATION, _ACCOUNTS) and own.fiscal_year == other.fiscal_year


QUESTIONS = (last_year_s_report, final_accounts)


@cache
def _rules() -> tuple[Rule, ...]:
    """The active rules between documents, whose words tell a bureau's own level and what only the treasury paid."""
    return tuple(rule for question in QUESTIONS if (rule := rules()[question.code]).is_active)


def _holds(text: str, group: str) -> bool:
    """Whether a text holds a word by which the rules tell a bureau's own level, or what only the treasury paid."""
    return any(word in text for rule in _rules() for word in rule_words(rule, group))


def _facts(report: FiledReport) -> Mapping[Fact, _Statement]:
    """What the report says of the department as a whole, by measure, unit, year and basis."""
    precision = Precision(figure for figure in report.figures if figure.figure_kind != "percentage")
    said: dict[Fact, list[tuple[Figure, Range]]] = {}
    for figure in report.figures:
        if _is_of_the_whole(figure) and figure.measure_code and figure.period_year is not None:
            fact = (figure.measure_code, figure.unit, figure.period_year, figure.basis)
            said.setdefault(fact, []).append((figure, precision.range_of(figure)))
    return {fact: _spoken_for(report, found) for fact, found in said.items()}


def _spoken_for(report: FiledReport, said: Sequence[tuple[Figure, Range]]) -> _Statement:
    figure, within = min(said, key=lambda one: _preference(*one))
    is_one = max(each.low for _, each in said) <= min(each.high for _, each in said)
    return _Statement(report, figure, within, is_one)


def _preference(figure: Figure, within: Range) -> tuple[object, ...]:
    """A table before a sentence, then what is known best, then what stands first."""
    place = figure.place
    where = (place.block_no, place.row_no, place.column_no, place.char_start)
    return not _is_in_table(figure), within.high - within.low, *(-1 if number is None else number for number in where)


def _is_in_table(figure: Figure) -> bool:
    return figure.place.table_no is not None and figure.figure_kind != "prose"


def _is_of_the_whole(figure: Figure) -> bool:
    """Whether the figure states what the department as a whole has or had.

    A sentence that calls it anything but the measure's own name may speak of a part of it, and so does a cell below
    what only the treasury paid; 不超过 and 以上 state no value.
    """
    measure = measures().get(figure.measure_code or "")
    if measure is None or measure.statement not in _STATEMENTS or figure.value is None:
        return False
    if figure.figure_kind not in ("finance", "staffing", "prose") or figure.basis in ("", "budget"):
        return False
    if figure.item_code or figure.item_name or (figure.scope_name and not is_total_name(figure.scope_name)):
        return False
    if figure.hedge and (figure.value_low is None or figure.value_high is None):
        return False
    if _holds(figure.label, "treasury") and not measure.code.startswith("income_"):
        return False
    if _is_in_table(figure):
        return True
    # 一般公共预算财政拨款三公经费5万元，其中公务接待费2万元: the parts are the treasury's too.
    if measure.statement == "three_public" and _holds(figure.quote, "treasury"):
        return False
    return plain(figure.label.split(" / ")[-1]) in words_of_measures()[measure.code]


def _beside(
    rule: Rule, own: FiledReport, others: Sequence[FiledReport], facts: Mapping[str, Mapping[Fact, _Statement]]
) -> Iterator[Comparison]:
    asked = frozenset(term.code for readings in rule.equations for term in readings[0].left)
    for fact, statement in facts[own.report_id].items():
        measure_code, _, period_year, _ = fact
        said = [
            facts[other.report_id][fact]
            for other in others
            if other.fiscal_year == period_year and fact in facts[other.report_id]
        ]
        if said and (not asked or measure_code in asked):
            other = min(said, key=lambda one: (not _is_in_table(one.figure), one.report.report_id))
            is_one = all(one.is_one for one in said) and max(one.range.low for one in said) <= min(
                one.range.high for one in said
            )
            yield _decided(rule, statement, replace(other, is_one=is_one), facts)


def _decided(
    rule: Rule, own: _Statement, other: _Statement, facts: Mapping[str, Mapping[Fact, _Statement]]
) -> Comparison:
    figure = own.figure
    subject = Subject(own.report.report_no, "", figure.period_year, figure.basis, figure.place)
    words = f"{figure.period_year}年{measures()[figure.measure_code or ''].name}（{basis_name(figure.basis)}）"
    elsewhere = "" if other.report.document_id == own.report.document_id else other.report.document_id
    if doubt := _doubt(own, other, facts):
        comparison = leave_open(rule, subject, replace(doubt, about=words))
    else:
        scale = _WAN if figure.unit == "元" else Decimal(1)
        left = Side(own.range, ((1, figure),), _told(words, own, scale), name=words, told_in=scale)
        elsewhere_printed = f"{other.report.name}所印"
        right = Side(other.range, ((1, other.figure),), _told(elsewhere_printed, other, scale), name=elsewhere_printed)
        comparison = compare(rule, subject, left, right)
    suggestion = ""
    if comparison.status == "fail":
        # The equation names both numbers: which slip it was is all that is left to say.
        slip = slip_between(rounded(own.range.value), rounded(other.range.value), figure)
        suggestion = "；".join(filter(None, (slip, rule.how_to_fix)))
    terms = (term_of("left", 1, figure), replace(term_of("right", 1, other.figure), document_id=elsewhere))
    return replace(comparison, suggestion=suggestion, terms=terms, subject=f"{figure.measure_code} {figure.unit}")


def _told(words: str, statement: _Statement, scale: Decimal) -> str:
    return f"{words} {plain_number(rounded(statement.range.value) / scale)}"


def _doubt(own: _Statement, other: _Statement, facts: Mapping[str, Mapping[Fact, _Statement]]) -> Skip | None:
    """Why the two cannot be held against each other, None where they can."""
    if not own.is_one:
        return Skip("own_differs")
    if not other.is_one:
        return Skip("other_differs", {"report": other.report.name})
    if _is_carried(own, other, facts):
        return Skip("carried")
    return None


def _is_carried(own: _Statement, other: _Statement, facts: Mapping[str, Mapping[Fact, _Statement]]) -> bool:
    """Whether they differ by what one of the reports carried over: some count it, some do not, and that is no error."""
    slack = slack_between(own.range, other.range, "eq")
    gap = abs(rounded(own.range.value) - rounded(other.range.value))
    if gap <= slack:
        return False
    figure = own.figure
    carried = [
        statement.range
        for report in (own.report, other.report)
        for (code, unit, year, basis), statement in facts[report.report_id].items()
        if _CARRIED.get(code) == figure.measure_code
        and (unit, year, basis) == (figure.unit, figure.period_year, figure.basis)
        and statement.figure.value
    ]
    return any(each.low - slack <= gap <= each.high + slack for each in carried)
