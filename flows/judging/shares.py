"""Shares of a whole in sentences: each is part over whole, and those of all parts add up to 100 %."""

from collections.abc import Sequence
from decimal import Decimal

from flows.facts import Figure
from flows.judging.evidence import Evidence, distinct
from flows.judging.intervals import exact, total
from flows.judging.rates import Rate, agrees, decide_rate, rate_of
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, plain_number, rule_named, subject_of
from flows.words import measures

_FULL = Decimal(100)


def judge_shares(evidence: Evidence, docket: Docket) -> None:
    """Asks A15."""
    if rule := rule_named("A15"):
        _shares(evidence, docket, rule)


def _shares(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    groups: dict[tuple[object, ...], list[tuple[Figure, Figure, Figure]]] = {}
    for claim in evidence.extract.claims:
        printed = evidence.figure(claim.value_figure_no)
        part = evidence.figure(claim.part_figure_nos[0]) if len(claim.part_figure_nos) == 1 else None
        if claim.claim_kind != "share" or printed is None or printed.unit != "%":
            continue
        whole = evidence.figure(claim.whole_figure_no)
        if part is None or part.unit == "%":
            docket.leave_open(rule, subject_of(printed), "占比对应的部分数未印出", ((1, printed),))
            continue
        rates = _share_readings(evidence, part, whole)
        own = evidence.range_of(printed)
        agreeing = [rate for rate in rates if agrees(own, rate.range)]
        if not rates or (whole is None and not agreeing):
            docket.leave_open(rule, subject_of(printed), "占比对应的总数未指明，无法复算", ((1, printed), (1, part)))
            continue
        decide_rate(evidence, docket, rule, printed, agreeing or rates)
        base = whole or (agreeing or rates)[0].divisor[0][1]
        groups.setdefault((claim.report_no, claim.place.block_no, claim.place.row_no, base.value), []).append(
            (printed, part, base)
        )
    for group in groups.values():
        _shares_to_whole(evidence, docket, rule, group)


def _share_readings(evidence: Evidence, part: Figure, whole: Figure | None) -> list[Rate]:
    """The share of the stated whole; without one, of the totals that the part's measure belongs to."""
    if whole is not None:
        wholes = [whole]
    else:
        wholes, code = [], measures()[part.measure_code].parent_code if part.measure_code else ""
        while code:
            wholes += distinct(evidence.of_department(code, part.report_no, part.basis, part.period_year))
            code = measures()[code].parent_code
    found = (rate_of(evidence, ((1, part),), ((1, one),)) for one in wholes if one.unit == part.unit)
    return [rate for rate in found if rate]


def _shares_to_whole(
    evidence: Evidence, docket: Docket, rule: Rule, group: Sequence[tuple[Figure, Figure, Figure]]
) -> None:
    """Shares whose parts make up the whole must add up to 100 %."""
    printed = {figure.figure_no: figure for figure, _, _ in group}
    parts = {part.figure_no: part for _, part, _ in group}
    whole = group[0][2]
    if len(parts) < 2 or len(printed) != len(parts):
        return
    made_up = total(evidence.range_of(part) for part in parts.values())
    if not agrees(evidence.range_of(whole), made_up):
        return
    figures = list(printed.values())
    ranges = [evidence.range_of(figure) for figure in figures]
    words = " + ".join(f"{plain_number(one.value)}%" for one in ranges)
    left = Side(total(ranges), tuple((1, figure) for figure in figures), words, "%")
    docket.decide(rule, subject_of(figures[0]), left, Side(exact(_FULL), (), "100%", "%"))
