"""Numbers that cannot be: a rate above all there is, an amount below nothing, and scores that leave nothing to mend."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from flows.judging.evidence import Evidence, in_table, own_label
from flows.judging.questions import asks
from flows.judging.register import Rule, rule_words
from flows.judging.sides import constant_side, figure_side
from flows.judging.verdicts import Subject, compare, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.words import measures, plain

_WHOLE = Decimal(100)
_FEWEST_INDICATORS = 5
_NO_RESULTS = frozenset({"target", "weight", "score"})


@asks("V01")
def rates_of_a_whole(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Rates that count a part of what there is; how far a plan was met may be more than all of it."""
    ends, others = rule_words(rule, "part"), rule_words(rule, "not")
    for figure in evidence.figures:
        name = figure.label.split(" / ")[0].strip() if figure.figure_kind == "target" else own_label(figure)
        label = plain(name)
        if figure.unit != "%" or figure.basis in _NO_RESULTS or not label.endswith(ends):
            continue
        if not any(word in label for word in others) and not _is_of_plan(rule, figure):
            rate = replace(figure_side(evidence, figure), words=f"{name} {figure.printed.strip()}%")
            yield compare(rule, subject_of(figure), rate, constant_side(_WHOLE, "100%", "%", "上限"))


def _is_of_plan(rule: Rule, figure: Figure) -> bool:
    """Whether the column tells how far a plan was met, and not what came of it."""
    return figure.place.table_no is not None and plain(figure.place.column_head).endswith(rule_words(rule, "of_plan"))


@asks("V02")
def negative_amounts(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every negative amount of a table, or its least amount where there is none."""
    codes = {measure.code for measure in measures().values() if measure.is_never_negative}
    tables: dict[tuple[int, int | None], list[Figure]] = {}
    for figure in evidence.figures:
        if figure.measure_code in codes and in_table(figure) and not _is_difference(rule, figure):
            tables.setdefault((figure.report_no, figure.place.table_no), []).append(figure)
    for amounts in tables.values():
        least = min(amounts, key=lambda figure: evidence.range_of(figure).value)
        for amount in [amount for amount in amounts if evidence.range_of(amount).value < 0] or [least]:
            yield compare(rule, subject_of(amount), constant_side(0, "0", name="下限"), figure_side(evidence, amount))


def _is_difference(rule: Rule, figure: Figure) -> bool:
    return any(word in plain(figure.label) for word in rule_words(rule, "not"))


@asks("V06")
def full_marks(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every indicator of a report at full marks: no error, but worth a second look; told once a report."""
    reports: set[int] = set()
    for (report_no, scope_name), indicators in evidence.indicators().items():
        scored = [indicator for indicator in indicators if indicator.score is not None and indicator.weight]
        if report_no in reports or len(scored) < _FEWEST_INDICATORS or len(scored) < len(indicators):
            continue
        reports.add(report_no)
        full, most = sum(indicator.score == indicator.weight for indicator in scored), len(scored) - 1
        yield compare(
            rule,
            Subject(report_no, scope_name, evidence.fiscal_year(report_no), "score", scored[0].place),
            constant_side(full, f"{full} 项指标满分", "项", "满分指标"),
            constant_side(most, f"{len(scored)} 项指标中至多 {most} 项", "项", "通常至多"),
        )
