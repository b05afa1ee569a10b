"""How far budgets were spent: printed execution rates, rates in sentences, and spending beyond the budget."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from flows.judging.asks.rates import decide_rate, percent, rate_of
from flows.judging.evidence import BUDGETS, Evidence, distinct, in_table, is_part, is_total_name
from flows.judging.intervals import exact
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, Subject, rule_named, subject_of
from flows.model.facts import Figure
from flows.model.words import measures, plain

_Row = tuple[int, int | None, int | None]
_WHOLE = Decimal(100)
_SPENT = frozenset({"actual", "spent"})


def judge_execution(evidence: Evidence, docket: Docket) -> None:
    """Asks A14 and C04."""
    if rule := rule_named("A14"):
        _execution(evidence, docket, rule)
        _claimed_rates(evidence, docket, rule)
    if rule := rule_named("C04"):
        _over_execution(evidence, docket, rule)


def _budgets_beside(evidence: Evidence, spent: Figure) -> list[Figure]:
    """What a project's spending is measured by: its budget in the order of preference, else its plan."""
    budgets = evidence.of_project("project_budget", spent.scope_name) if not is_total_name(spent.scope_name) else []
    near = [figure for figure in (*budgets, *evidence.of("project_budget")) if _same_row(figure, spent)] or budgets
    by_basis = {basis: distinct(figure for figure in near if figure.basis == basis) for basis in (*BUDGETS, "planned")}
    for found in by_basis.values():
        if found:
            return found
    planned = evidence.of_project("project_planned", spent.scope_name) if not is_total_name(spent.scope_name) else []
    return distinct(planned)


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


def _execution(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """Printed execution rates of a row against the spending and every budget printed beside them."""
    spendings = _spendings_by_row(evidence)
    for printed in evidence.of("exec_rate_of_budget"):
        if printed.place.table_no is None or printed.unit != "%":
            continue
        spent, budgets = spendings.get(_row(printed), ([], []))
        budgets.sort(key=lambda figure: BUDGETS.index(figure.basis) if figure.basis in BUDGETS else len(BUDGETS))
        rates = [
            rate for upper in spent for lower in budgets if (rate := rate_of(evidence, ((1, upper),), ((1, lower),)))
        ]
        if rates and len(spent) == 1:
            decide_rate(evidence, docket, rule, printed, rates)
        else:
            docket.leave_open(
                rule, subject_of(printed), "同一行未印出唯一的执行数与预算数，无法复算执行率", ((1, printed),)
            )


def _spendings_by_row(evidence: Evidence) -> dict[_Row, tuple[list[Figure], list[Figure]]]:
    """What each row of a table says was spent and budgeted: of a project, else of the one measure it is about."""
    found: defaultdict[_Row, tuple[list[Figure], list[Figure]]] = defaultdict(lambda: ([], []))
    for side, code in enumerate(("project_spent", "project_budget")):
        for figure in _every(evidence, code):
            found[_row(figure)][side].append(figure)
    of_measures: defaultdict[_Row, list[Figure]] = defaultdict(list)
    for figure in evidence.figures:
        if in_table(figure) and figure.unit == "元":
            of_measures[_row(figure)].append(figure)
    for row, figures in of_measures.items():
        codes = {figure.measure_code or "" for figure in figures}
        if len(codes) == 1 and codes <= _expenditures():
            found[row] = (
                [figure for figure in figures if figure.basis in _SPENT],
                [figure for figure in figures if figure.basis in BUDGETS],
            )
    return found


@cache
def _expenditures() -> frozenset[str]:
    return frozenset(code for code, measure in measures().items() if measure.statement == "expenditure")


def _every(evidence: Evidence, code: str) -> list[Figure]:
    """The figures of a measure, those of single sources of money included."""
    return [*evidence.of(code), *evidence.parts_of(code)]


def _row(figure: Figure) -> _Row:
    return (figure.report_no, figure.place.table_no, figure.place.row_no)


def _claimed_rates(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """Rates that a sentence states together with both amounts."""
    for claim in evidence.extract.claims:
        printed, whole = evidence.figure(claim.value_figure_no), evidence.figure(claim.whole_figure_no)
        parts = [figure for number in claim.part_figure_nos if (figure := evidence.figure(number))]
        if claim.claim_kind != "rate" or printed is None or whole is None or len(parts) != 1 or printed.unit != "%":
            continue
        if whole.unit == parts[0].unit and (rate := rate_of(evidence, ((1, parts[0]),), ((1, whole),))):
            decide_rate(evidence, docket, rule, printed, [rate])


def _says(rule: Rule, texts: Iterable[str]) -> str:
    return next((word for text in texts for word in rule.words if word in text), "")


def _over_execution(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    for spent in _project_spending(evidence):
        budgets = _budgets_beside(evidence, spent)
        if len(budgets) != 1:
            continue
        rate = rate_of(evidence, ((1, spent),), ((1, budgets[0]),))
        if rate is None:
            continue
        texts = [
            text
            for figure in evidence.figures
            if figure.report_no == spent.report_no and figure.figure_kind in ("prose", "percentage")
            for text in (figure.label, figure.quote)
        ]
        texts += [claim.quote for claim in evidence.extract.claims if claim.report_no == spent.report_no]
        said = _says(rule, texts)
        subject = Subject(spent.report_no, spent.scope_name, spent.period_year, "", spent.place)
        if rate.range.low > _WHOLE and said:
            docket.leave_open(rule, subject, f"执行率 {percent(rate.range.value)}，报告已说明「{said}」", rate.figures)
            continue
        docket.decide(rule, subject, rate.side, Side(exact(_WHOLE), (), "100%", "%"))
