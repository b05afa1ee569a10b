"""How far budgets were spent: printed execution rates, rates in sentences, and spending beyond the budget."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial

from flows.judging.asks.rates import compare_rate, percent, rate_of
from flows.judging.evidence import BUDGETS, Evidence, distinct, in_table, is_part, is_total_name
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import constant_side
from flows.judging.verdicts import Skip, Subject, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.words import clause_words, measures, plain

_Row = tuple[int, int | None, int | None]
_WHOLE = Decimal(100)
_SPENT = frozenset({"actual", "spent"})


def _budgets_beside(evidence: Evidence, spent: Figure) -> list[Figure]:
    """What a project's spending is measured by: its budget in the order of preference, else its plan."""
    of_project = partial(evidence.of_project, scope_name=spent.scope_name, report_no=spent.report_no)
    budgets = of_project("project_budget") if not is_total_name(spent.scope_name) else []
    budgets = _of_same_year(budgets, spent)
    printed = _of_same_year(evidence.of("project_budget"), spent)
    near = [figure for figure in (*budgets, *printed) if _same_row(figure, spent)] or budgets
    by_basis = {basis: distinct(figure for figure in near if figure.basis == basis) for basis in (*BUDGETS, "planned")}
    for alternatives in by_basis.values():
        if alternatives:
            return [budget for budget in alternatives if evidence.bears(budget)]
    planned = of_project("project_planned") if not is_total_name(spent.scope_name) else []
    return distinct(_of_same_year(planned, spent))


def _of_same_year(figures: Iterable[Figure], spent: Figure) -> list[Figure]:
    """The figures without those of a year that tells nothing of what was spent in another."""
    return [figure for figure in figures if figure.period_year in (None, spent.period_year)]


def _same_row(figure: Figure, other: Figure) -> bool:
    return (
        in_table(figure)
        and (figure.report_no, figure.place.table_no) == (other.report_no, other.place.table_no)
        and plain(figure.scope_name) == plain(other.scope_name)
    )


def _project_spending(evidence: Evidence) -> Iterable[Figure]:
    seen: set[tuple[int, str, object]] = set()
    for spent in evidence.of("project_spent"):
        key = (spent.report_no, plain(spent.scope_name), spent.value)
        if in_table(spent) and not is_part(spent) and spent.scope_name and key not in seen:
            seen.add(key)
            yield spent


@asks("A14", skips=("not_unique", "budget_open"))
def execution(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Printed execution rates of a row, and those that a sentence states, against spending and budget."""
    yield from _rates_of_rows(evidence, rule)
    yield from _stated_rates(evidence, rule)


def _rates_of_rows(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Printed execution rates of a row against the spending and every budget printed beside them, or the one that the
    other rows of the table bear out.

    Where the cell of the budget that is meant first was left open, the others bear a rate out and never disprove it.
    """
    spendings = _spendings_by_row(evidence)
    bases = _bases_borne_out(evidence)
    for printed in evidence.of("exec_rate_of_budget"):
        if printed.place.table_no is None or printed.unit != "%":
            continue
        spent, budgets = spendings.get(_row(printed), ([], []))
        budgets.sort(key=lambda figure: BUDGETS.index(figure.basis) if figure.basis in BUDGETS else len(BUDGETS))
        base = bases.get(printed.figure_no)
        budgets = [budget for budget in budgets if budget.figure_no == base] or budgets
        rates = [
            rate for upper in spent for lower in budgets if (rate := rate_of(evidence, ((1, upper),), ((1, lower),)))
        ]
        if not rates or len(spent) != 1:
            yield leave_open(rule, subject_of(printed), Skip("not_unique"), ((1, printed),))
            continue
        compared = compare_rate(evidence, rule, printed, rates)
        if compared.status == "pass" or evidence.bears(budgets[0]):
            yield compared
        else:
            yield leave_open(rule, subject_of(printed), Skip("budget_open"), ((1, printed),))


def _spendings_by_row(evidence: Evidence) -> dict[_Row, tuple[list[Figure], list[Figure]]]:
    """What each row of a table says was spent and budgeted: of a project, else of the one measure it is about."""
    spendings: defaultdict[_Row, tuple[list[Figure], list[Figure]]] = defaultdict(lambda: ([], []))
    for side, code in enumerate(("project_spent", "project_budget")):
        for figure in _every(evidence, code):
            spendings[_row(figure)][side].append(figure)
    of_measures: defaultdict[_Row, list[Figure]] = defaultdict(list)
    for figure in evidence.figures:
        if in_table(figure) and figure.unit == "元":
            of_measures[_row(figure)].append(figure)
    for row, figures in of_measures.items():
        codes = {figure.measure_code or "" for figure in figures}
        if len(codes) == 1 and codes <= _expenditures():
            spendings[row] = (
                [figure for figure in figures if figure.basis in _SPENT],
                [figure for figure in figures if figure.basis in BUDGETS],
            )
    return spendings


@cache
def _expenditures() -> frozenset[str]:
    return frozenset(code for code, measure in measures().items() if measure.statement == "expenditure")


def _every(evidence: Evidence, code: str) -> list[Figure]:
    """The figures of a measure, those of single sources of money included."""
    return [*evidence.of(code), *evidence.parts_of(code)]


def _bases_borne_out(evidence: Evidence) -> Mapping[int, int]:
    """What each printed rate is of by the layout of its table, by figure."""
    ratios = (one for one in evidence.extract.relations if one.relation_kind == "ratio" and one.is_meant)
    return {
        one.left[0].figure_no: lower[0].figure_no
        for one in ratios
        if len(lower := [operand for operand in one.right if operand.role == "divisor"]) == 1
    }


def _row(figure: Figure) -> _Row:
    return (figure.report_no, figure.place.table_no, figure.place.row_no)


def _stated_rates(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Rates that a sentence states together with both amounts."""
    for claim in evidence.extract.claims:
        printed, whole = evidence.figure(claim.value_figure_no), evidence.figure(claim.whole_figure_no)
        parts = [figure for number in claim.part_figure_nos if (figure := evidence.figure(number))]
        if claim.claim_kind != "rate" or printed is None or whole is None or len(parts) != 1 or printed.unit != "%":
            continue
        if any(word in printed.label for word in clause_words("adjusted")):
            continue  # 剔除该项后执行率
        if whole.unit == parts[0].unit and (rate := rate_of(evidence, ((1, parts[0]),), ((1, whole),))):
            yield compare_rate(evidence, rule, printed, [rate])


@asks("C04", skips=("explained",))
def over_execution(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Spending beyond the budget, unless the report explains it by the rule's words."""
    for spent in _project_spending(evidence):
        budgets = _budgets_beside(evidence, spent)
        rate = rate_of(evidence, ((1, spent),), ((1, budgets[0]),)) if len(budgets) == 1 else None
        if rate is None:
            continue
        subject = Subject(spent.report_no, spent.scope_name, spent.period_year, "", spent.place)
        explaining = _first_word(rule.words, _texts(evidence, spent.report_no))
        if rate.range.low > _WHOLE and explaining:
            skip = Skip("explained", {"rate": percent(rate.range.value), "word": explaining})
            yield leave_open(rule, subject, skip, rate.figures)
        else:
            yield compare(rule, subject, rate.side, constant_side(_WHOLE, "100%", "%", "上限"))


def _texts(evidence: Evidence, report_no: int) -> Iterator[str]:
    """What the report says in sentences around its numbers."""
    for figure in evidence.figures:
        if figure.report_no == report_no and figure.figure_kind in ("prose", "percentage"):
            yield from (figure.label, figure.quote)
    yield from (claim.quote for claim in evidence.extract.claims if claim.report_no == report_no)


def _first_word(words: Sequence[str], texts: Iterable[str]) -> str:
    return next((word for text in texts for word in words if word in text), "")
