"""Shares of a whole in sentences: each is part over whole, and those of all parts add up to 100 %."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from flows.judging.asks.rates import Rate, compare_rate, rate_of
from flows.judging.evidence import Evidence, distinct
from flows.judging.intervals import Range, agree, cut_off, exact, plain_number, total
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import Side, constant_side
from flows.judging.verdicts import Skip, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.words import measures

_FULL = Decimal(100)
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Share:
    """A printed share with its part, what it may be a share of, and the whole it is taken to mean."""

    printed: Figure
    part: Figure
    rates: Sequence[Rate]
    whole: Figure


@asks("A15", skips=("part_missing", "whole_missing"))
def shares(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every share that a sentence states, and the sum of those whose parts make up the whole."""
    groups: dict[tuple[object, ...], list[_Share]] = {}
    for claim in evidence.extract.claims:
        printed = evidence.figure(claim.value_figure_no)
        if claim.claim_kind != "share" or printed is None or printed.unit != "%":
            continue
        part = evidence.figure(claim.part_figure_nos[0]) if len(claim.part_figure_nos) == 1 else None
        if part is None or part.unit == "%":
            yield leave_open(rule, subject_of(printed), Skip("part_missing"), ((1, printed),))
        elif share := _share(evidence, printed, part, evidence.figure(claim.whole_figure_no)):
            key = (claim.report_no, claim.place.block_no, claim.place.row_no, share.whole.value)
            groups.setdefault(key, []).append(share)
        else:
            yield leave_open(rule, subject_of(printed), Skip("whole_missing"), ((1, printed), (1, part)))
    for group in groups.values():
        is_whole = _makes_up_whole(evidence, group)
        is_nudged = is_whole and _is_nudged(group)
        for share in group:
            nudged = _moved(share.printed) if is_nudged else None
            # Parts that make up the whole leave no doubt of what they are shares of.
            asked = rule if is_whole else replace(rule, severity="warn")
            yield compare_rate(evidence, asked, share.printed, share.rates, nudged)
        if is_whole:
            yield _shares_to_whole(evidence, rule, group)


def _share(evidence: Evidence, printed: Figure, part: Figure, whole: Figure | None) -> _Share | None:
    """The share with the readings that agree, else with all; None where the whole is neither stated nor found."""
    rates = _share_readings(evidence, part, whole)
    stated = evidence.range_of(printed)
    agreeing = [rate for rate in rates if agree(cut_off(stated, printed.step, rate.range), rate.range)]
    if not rates or (whole is None and not agreeing):
        return None
    return _Share(printed, part, agreeing or rates, whole or (agreeing or rates)[0].divisor[0][1])


def _makes_up_whole(evidence: Evidence, group: Sequence[_Share]) -> bool:
    """Whether the parts of several shares, each with its own, add up to their whole."""
    parts = {share.part.figure_no: share.part for share in group}
    if len(parts) < 2 or len(parts) != len({share.printed.figure_no for share in group}):
        return False
    return agree(evidence.range_of(group[0].whole), total(evidence.range_of(part) for part in parts.values()))


def _is_nudged(group: Sequence[_Share]) -> bool:
    """Whether shares make exactly 100 where rounding each on its own would not: then some were moved by a unit."""
    rounded_alone = [share.rates[0].range.value.quantize(share.printed.step, ROUND_HALF_UP) for share in group]
    return sum(share.printed.value or _NONE for share in group) == _FULL != sum(rounded_alone)


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
    rates = (rate_of(evidence, ((1, part),), ((1, base),)) for base in wholes if base.unit == part.unit)
    return [rate for rate in rates if rate]


def _shares_to_whole(evidence: Evidence, rule: Rule, group: Sequence[_Share]) -> Comparison:
    """Shares whose parts make up the whole must add up to 100 %; those that were all cut off fall short."""
    figures = [share.printed for share in group]
    ranges = [evidence.range_of(figure) for figure in figures]
    cut = [
        cut_off(exact(stated.value), share.printed.step, share.rates[0].range)
        for stated, share in zip(ranges, group, strict=True)
    ]
    if all(agree(stated, share.rates[0].range) for stated, share in zip(cut, group, strict=True)):
        ranges = cut
    words = " + ".join(f"{plain_number(stated.value)}%" for stated in ranges)
    left = Side(total(ranges), tuple((1, figure) for figure in figures), words, "%", "各部分占比之和")
    return compare(rule, subject_of(figures[0]), left, constant_side(_FULL, "100%", "%"))
