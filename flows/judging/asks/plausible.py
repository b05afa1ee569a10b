"""Numbers that cannot be: a rate above all there is, an amount below nothing, and scores that leave nothing to mend."""

from dataclasses import replace
from decimal import Decimal

from flows.judging.evidence import Evidence, in_table, own_label
from flows.judging.intervals import exact
from flows.judging.register import Rule, rule_words
from flows.judging.verdicts import Docket, Side, Subject, figure_side, rule_named, subject_of
from flows.model.facts import Figure
from flows.model.words import plain

_WHOLE = Decimal(100)
_FEWEST_INDICATORS = 5
_NO_RESULTS = frozenset({"target", "weight", "score"})


def judge_plausible(evidence: Evidence, docket: Docket) -> None:
    """Asks V01, V02 and V06."""
    if rule := rule_named("V01"):
        _rates_of_a_whole(evidence, docket, rule)
    if rule := rule_named("V02"):
        _negative_amounts(evidence, docket, rule)
    if rule := rule_named("V06"):
        _full_marks(evidence, docket, rule)


def _rates_of_a_whole(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """Rates that count a part of what there is; how far a plan was met may be more than all of it."""
    ends, others = rule_words(rule, "part"), rule_words(rule, "not")
    for figure in evidence.figures:
        name = figure.label.split(" / ")[0].strip() if figure.figure_kind == "target" else own_label(figure)
        label = plain(name)
        if figure.unit != "%" or figure.basis in _NO_RESULTS or not label.endswith(ends):
            continue
        if not any(word in label for word in others):
            docket.decide(
                rule, subject_of(figure),
                replace(figure_side(evidence.range_of(figure), figure), words=f"{name} {figure.printed.strip()}%"),
                Side(exact(_WHOLE), (), "100%", "%"),
            )  # fmt: skip


def _negative_amounts(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """Every negative amount of a table, or its least amount where there is none."""
    codes = {term.code for readings in rule.equations for one in readings for term in one.left}
    tables: dict[tuple[int, int | None], list[Figure]] = {}
    for figure in evidence.figures:
        if figure.measure_code in codes and in_table(figure) and not _is_difference(rule, figure):
            tables.setdefault((figure.report_no, figure.place.table_no), []).append(figure)
    for amounts in tables.values():
        least = min(amounts, key=lambda figure: evidence.range_of(figure).value)
        for figure in [one for one in amounts if evidence.range_of(one).value < 0] or [least]:
            nothing = Side(exact(Decimal(0)), (), "0", "")
            docket.decide(rule, subject_of(figure), nothing, figure_side(evidence.range_of(figure), figure))


def _is_difference(rule: Rule, figure: Figure) -> bool:
    return any(word in plain(figure.label) for word in rule_words(rule, "not"))


def _full_marks(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """Every indicator of a report at full marks: no error, but worth a second look; told once a report."""
    told: set[int] = set()
    for (report_no, scope_name), indicators in evidence.indicators().items():
        scored = [one for one in indicators if one.score is not None and one.weight]
        if report_no in told or len(scored) < _FEWEST_INDICATORS or len(scored) < len(indicators):
            continue
        told.add(report_no)
        full = sum(one.score == one.weight for one in scored)
        subject = Subject(report_no, scope_name, evidence.fiscal_year(report_no), "score", scored[0].place)
        docket.decide(
            rule, subject,
            Side(exact(Decimal(full)), (), f"{full} 项指标满分", "项"),
            Side(exact(Decimal(len(scored) - 1)), (), f"{len(scored)} 项指标中至多 {len(scored) - 1} 项", "项"),
        )  # fmt: skip
