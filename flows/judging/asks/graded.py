"""Grades in words against the score that they are of, by the report's own scale or the usual one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.judging.evidence import Evidence
from flows.judging.intervals import exact, plain_number
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import Side, constant_side
from flows.judging.verdicts import Skip, Subject, compare, leave_open, subject_of
from flows.model.facts import Claim, Comparison, Figure, Heading
from flows.model.words import plain, read_seed
from flows.scoring_rules.conditions import bounds_of
from flows.scoring_rules.grades import grade_codes
from flows.scoring_rules.words import folded

_HUNDREDTH = Decimal("0.01")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Graded:
    """A grade with the score that it is of, and the figure that prints it, where one does."""

    heading: Heading
    grade: str
    score: Decimal
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class _Bound:
    """The score that a grade begins at, and the figure that prints it, where the report explains its scale."""

    score: Decimal
    figure: Figure | None


def _score_of(bound: _Bound) -> Decimal:
    return bound.score


@asks("A19", skips=("score_missing", "unknown_grade", "several_scales", "several_scores"))
def grades(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every grade of a report: beside its score in a sentence or a row, else of the report's own score."""
    for heading in evidence.extract.headings:
        beside = list(_beside(evidence, heading))
        for one in {(one.grade, one.score): one for one in reversed(beside)}.values():
            yield _compared(evidence, rule, one)
        if heading.grade and not any(plain(one.grade) == plain(heading.grade) for one in beside):
            yield _of_report(evidence, rule, heading)


def _beside(evidence: Evidence, heading: Heading) -> Iterator[_Graded]:
    for claim in evidence.extract.claims:
        figure = evidence.figure(claim.value_figure_no)
        if claim.claim_kind == "grade" and claim.report_no == heading.report_no and figure and figure.value is not None:
            yield _Graded(heading, claim.subject, figure.value, figure)


def _of_report(evidence: Evidence, rule: Rule, heading: Heading) -> Comparison:
    """The grade of a report that stands beside no score."""
    scores = [
        figure
        for figure in evidence.figures
        if figure.figure_kind == "evaluation_score" and figure.report_no == heading.report_no
    ]
    printed = scores[0] if scores else None
    score = heading.score if heading.score is not None else printed.value if printed else None
    subject = _subject(heading, printed)
    if score is None:
        return leave_open(rule, subject, Skip("score_missing"))
    if len({figure.value for figure in scores}) > 1:
        return leave_open(rule, subject, Skip("several_scores"))
    figure = printed if printed and printed.value == score else None
    return _compared(evidence, rule, _Graded(heading, heading.grade, score, figure))


def _subject(heading: Heading, figure: Figure | None) -> Subject:
    if figure is not None:
        return subject_of(figure)
    return Subject(heading.report_no, "", heading.fiscal_year, "score", None)


def _compared(evidence: Evidence, rule: Rule, one: _Graded) -> Comparison:
    subject = _subject(one.heading, one.figure)
    scales = _scales(evidence, one.heading.report_no)
    if scales is None:
        return leave_open(rule, subject, Skip("several_scales"))
    low = scales.get(grade_codes().get(plain(one.grade), ""))
    if low is None:
        return leave_open(rule, subject, Skip("unknown_grade", {"grade": one.grade}))
    parts = ((1, one.figure),) if one.figure else ()
    stated = Side(exact(one.score), parts, f"总分 {plain_number(one.score)}", "分", "总分")
    above = min((other for other in scales.values() if other.score > low.score), key=_score_of, default=None)
    if above is None or one.score < above.score:
        return compare(rule, subject, _bound_side(low, low.score, f"等次「{one.grade}」的下限"), stated)
    return compare(rule, subject, stated, _bound_side(above, above.score - _HUNDREDTH, f"等次「{one.grade}」的上限"))


def _bound_side(bound: _Bound, value: Decimal, name: str) -> Side:
    """The side that is where a grade begins or ends, with the figure that prints it."""
    side = constant_side(value, f"{name} {plain_number(value)}", "分", name)
    return replace(side, sources=((1, bound.figure),)) if bound.figure else side


def _scales(evidence: Evidence, report_no: int) -> Mapping[str, _Bound] | None:
    """Where each grade begins: as the report itself explains, else as usual; None where it explains several scales."""
    own: dict[str, _Bound] = {}
    for claim in evidence.extract.claims:
        bounds = bounds_of(folded(claim.quote)) if claim.claim_kind == "grade_step" else None
        code = grade_codes().get(plain(claim.subject), "")
        if bounds is None or claim.report_no != report_no or not code:
            continue
        low = bounds.low or _ZERO
        if own.setdefault(code, _Bound(low, _printed(evidence, claim, low))).score != low:
            return None
    return own or {row["grade"]: _Bound(Decimal(row["score_from"]), None) for row in read_seed("grades")}


def _printed(evidence: Evidence, step: Claim, score: Decimal) -> Figure | None:
    """The figure of a scale that prints where one of its grades begins."""
    block = step.place.block_no
    printed = (one for one in evidence.figures if one.place.block_no == block and one.value == score)
    return next((one for one in printed if one.unit == "分"), None)
