"""Shares of a whole in sentences: each is part over whole, and those of all parts add up to 100 %."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from flows.judging.asks.rates import Rate, agrees, decide_rate, rate_of
from flows.judging.evidence import Evidence, distinct
from flows.judging.intervals import Range, cut_off, exact, plain_number, total
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, rule_named, subject_of
from flows.model.facts import Figure
from flows.model.words import measures

_FULL = Decimal(100)
_NONE = Decimal(0)


def judge_shares(evidence: Evidence, docket: Docket) -> None:
    """Asks A15."""
    if rule := rule_named("A15"):
        _shares(evidence, docket, rule)


@dataclass(frozen=True, slots=True)
class _Share:
    """A printed share with its part, what it may be a share of, and the whole it is taken to mean."""

    printed: Figure
    part: Figure
    rates: Sequence[Rate]
    whole: Figure


def _shares(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    groups: dict[tuple[object, ...], list[_Share]] = {}
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
        agreeing = [rate for rate in rates if agrees(cut_off(own, printed.step, rate.range), rate.range)]
        if not rates or (whole is None and not agreeing):
            docket.leave_open(rule, subject_of(printed), "占比对应的总数未指明，无法复算", ((1, printed), (1, part)))
            continue
        base = whole or (agreeing or rates)[0].divisor[0][1]
        groups.setdefault((claim.report_no, claim.place.block_no, claim.place.row_no, base.value), []).append(
            _Share(printed, part, agreeing or rates, base)
        )
    for group in groups.values():
        is_whole = _makes_up_whole(evidence, group)
        is_nudged = is_whole and _is_nudged(group)
        for share in group:
            decide_rate(
                evidence, docket, rule, share.printed, share.rates, _moved(share.printed) if is_nudged else None
            )
        if is_whole:
            _shares_to_whole(evidence, docket, rule, group)


def _makes_up_whole(evidence: Evidence, group: Sequence[_Share]) -> bool:
    """Whether the parts of several shares, each with its own, add up to their whole."""
    parts = {share.part.figure_no: share.part for share in group}
    if len(parts) < 2 or len(parts) != len({share.printed.figure_no for share in group}):
        return False
    return agrees(evidence.range_of(group[0].whole), total(evidence.range_of(part) for part in parts.values()))


def _is_nudged(group: Sequence[_Share]) -> bool:
    """Whether shares make exactly 100 where rounding each on its own would not: then some were moved by a unit."""
    own = [share.rates[0].range.value.quantize(share.printed.step, ROUND_HALF_UP) for share in group]
    return sum(share.printed.value or _NONE for share in group) == _FULL != sum(own)


def _moved(printed: Figure) -> Range:
    value = printed.value or _NONE
    return Range(value, value - printed.step, value + printed.step)


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


def _shares_to_whole(evidence: Evidence, docket: Docket, rule: Rule, group: Sequence[_Share]) -> None:
    """Shares whose parts make up the whole must add up to 100 %; those that were all cut off fall short."""
    figures = [share.printed for share in group]
    ranges = [evidence.range_of(figure) for figure in figures]
    true = [share.rates[0].range for share in group]
    cut = [cut_off(exact(own.value), f.step, rate) for own, f, rate in zip(ranges, figures, true, strict=True)]
    if all(agrees(own, rate) for own, rate in zip(cut, true, strict=True)):
        ranges = cut
    words = " + ".join(f"{plain_number(one.value)}%" for one in ranges)
    left = Side(total(ranges), tuple((1, figure) for figure in figures), words, "%")
    docket.decide(rule, subject_of(figures[0]), left, Side(exact(_FULL), (), "100%", "%"))
