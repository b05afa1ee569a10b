"""Self scores against the scoring rule and the report's own amounts, as far as both can be recomputed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.judging.asks.points import follows_rate, points_for, rounded_score
from flows.judging.asks.rates import Rate, Wanted, missing_for, percent, recompute
from flows.judging.evidence import Evidence
from flows.judging.intervals import Range, exact, plain_number, rounded
from flows.judging.questions import asks
from flows.judging.register import Rule, rules
from flows.judging.sides import Side, Signed
from flows.judging.verdicts import Skip, compare, leave_open, reason_of, subject_of
from flows.model.excerpts import excerpt
from flows.model.facts import Comparison, Figure, Indicator, RecomputedScore
from flows.model.rule_tree import Proportion
from flows.model.words import measure_by_word, measures, plain

_HUNDREDTH = Decimal("0.01")
_WHOLE = Decimal(100)
_TAIL = 3  # characters that tell 群众满意度 from 完成率


def _rate_code(indicator: Indicator) -> str:
    """The rate that an indicator scores, '' where its name is none of a known rate."""
    name = indicator.level3 or indicator.level2
    code = measure_by_word().get(plain(name), "")
    return code if code and measures()[code].statement == "rate" else ""


def _wanted(evidence: Evidence, indicator: Indicator) -> Wanted | None:
    """The rate that the indicator scores, in its report and scope; None where it scores no known rate."""
    code, year = _rate_code(indicator), evidence.fiscal_year(indicator.report_no)
    return Wanted(code, indicator.report_no, indicator.scope_name, year) if code else None


def _points(indicator: Indicator, rates: Sequence[Rate]) -> tuple[Decimal, Decimal] | None:
    """The least and the most points over all readings of the rate, None where the rule is unclear."""
    rule, weight = indicator.rule_parsed, indicator.weight
    if rule is None or weight is None:
        return None
    spans = [span for rate in rates if (span := points_for(rule, rate.range, weight))]
    if not spans or len(spans) < len(rates):
        return None
    return min(span.low for span in spans), max(span.high for span in spans)


@dataclass(frozen=True, slots=True)
class _Recomputed:
    """What an indicator comes to by the report's own amounts; without points, `skip` says why."""

    rates: Sequence[Rate]
    points: tuple[Decimal, Decimal] | None
    skip: Skip | None


def _recomputed(evidence: Evidence, indicator: Indicator) -> _Recomputed:
    wanted = _wanted(evidence, indicator)
    if wanted is None:
        return _Recomputed((), None, Skip("no_formula"))
    rates = recompute(evidence, wanted)
    if not rates:
        names = missing_for(evidence, wanted)
        return _Recomputed((), None, Skip("missing", {"names": names}) if names else Skip("rate_unknown"))
    points = _points(indicator, rates)
    return _Recomputed(rates, points, None if points else Skip("rule_unclear"))


def recomputed_score(evidence: Evidence, indicator: Indicator) -> RecomputedScore:
    """The indicator's rate and points by the report's own amounts, or why there are none."""
    recomputed = _recomputed(evidence, indicator)
    values = {rate.range.value for rate in recomputed.rates}
    rate = rounded(values.pop()) if len(values) == 1 else None
    low, high = map(rounded, recomputed.points) if recomputed.points else (None, None)
    [code] = self_scores.codes
    reason = reason_of(rules()[code], recomputed.skip) if recomputed.skip else ""
    return RecomputedScore(indicator.indicator_no, rate, low, high, reason)


@asks("S01", skips=("no_formula", "missing", "rate_unknown", "rule_unclear"))
def self_scores(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every self score of a rate against the points that its scoring rule gives for it."""
    for indicator in evidence.extract.indicators:
        printed = evidence.figure(indicator.score_figure_no)
        code = _rate_code(indicator)
        if printed is None or not code:
            continue
        recomputed = _recomputed(evidence, indicator)
        name = indicator.level3 or indicator.level2
        if recomputed.skip:
            yield leave_open(rule, subject_of(printed), replace(recomputed.skip, about=name), ((1, printed),))
        elif recomputed.points:
            best = min(recomputed.rates, key=lambda rate: abs(rate.range.value))
            rate = f"{measures()[code].name} {percent(best.range.value)} = {best.division}"
            yield _compared(evidence, rule, indicator, printed, recomputed.points, rate, best.figures)


@asks("S06")
def scores_of_printed_rates(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every self score of a rate that the report only prints, against the points that its rule gives for it."""
    for indicator in evidence.extract.indicators:
        printed = evidence.figure(indicator.score_figure_no)
        if printed is None or indicator.rule_parsed is None or _recomputed(evidence, indicator).points:
            continue
        rate = _printed_rate(evidence, indicator)
        span = (
            points_for(indicator.rule_parsed, evidence.range_of(rate), indicator.weight)
            if (rate is not None and indicator.weight is not None)
            else None
        )
        if rate is not None and span is not None:
            words = f"所印比率 {rate.printed.strip().rstrip('%％')}%"
            yield _compared(evidence, rule, indicator, printed, (span.low, span.high), words, ((1, rate),))


def _printed_rate(evidence: Evidence, indicator: Indicator) -> Figure | None:
    """The rate that a line prints as its result, else the only one of its measure in the report.

    None where the rule may speak of how much of another target was reached.
    """
    score = evidence.figure(indicator.score_figure_no)
    place = score.place if score else None
    results = [
        figure
        for figure in evidence.figures
        if place
        and figure.figure_kind == "target"
        and (figure.report_no, figure.place.table_no, figure.place.row_no)
        == (indicator.report_no, place.table_no, place.row_no)
    ]
    actual = [figure for figure in results if figure.basis == "actual"]
    targets = [figure for figure in results if figure.basis == "target"]
    if actual:
        is_whole = all(figure.value == _WHOLE and figure.unit == "%" for figure in targets)
        is_own = plain(indicator.level3 or indicator.level2)[-_TAIL:] in plain(indicator.rule_text)
        is_sure = is_whole or (is_own and not _is_of_target(indicator))
        return actual[0] if len(actual) == 1 and actual[0].unit == "%" and not actual[0].hedge and is_sure else None
    code = _rate_code(indicator)
    told = [figure for figure in evidence.of(code) if figure.report_no == indicator.report_no and figure.unit == "%"]
    is_one = len({figure.value for figure in told}) == 1 and not targets
    return told[0] if code and is_one else None


def _is_of_target(indicator: Indicator) -> bool:
    """Whether the points follow the rate from 100 % down, which is how much of the target was reached."""
    rule = indicator.rule_parsed
    return rule is not None and any(isinstance(term, Proportion) and term.standard == _WHOLE for term in rule.terms)


def _compared(evidence: Evidence, rule: Rule, indicator: Indicator, printed: Figure, points: tuple[Decimal, Decimal],
              rate: str, sources: Sequence[Signed]) -> Comparison:  # fmt: skip
    """A self score against the least and the most points of a rate, which `rate` tells in words."""
    low, high = map(rounded, points)
    score = _as_printed(evidence, indicator, printed)
    right = _nearest(score.value, low, high)
    is_one = high - low < _HUNDREDTH
    span = plain_number(right.value) if is_one else f"{plain_number(low)} 至 {plain_number(high)}"
    name = indicator.level3 or indicator.level2
    words = f"按评分标准复算 {span} 分（{rate}，满分 {plain_number(indicator.weight or score.value)}）"
    stated = f"「{name}」自评"
    left = Side(score, ((1, printed),), f"{stated} {plain_number(score.value)} 分", "分", stated)
    advice = f"评分标准：{excerpt(' '.join(indicator.rule_text.split())).rstrip('。；')}"
    return compare(rule, subject_of(printed), left, Side(right, (), words, sources=tuple(sources)), advice=advice)


def _as_printed(evidence: Evidence, indicator: Indicator, printed: Figure) -> Range:
    """The self score, rounded where its rule makes points of the rate itself."""
    rule, weight = indicator.rule_parsed, indicator.weight
    if rule is not None and weight is not None and follows_rate(rule):
        return rounded_score(printed, weight)
    return exact(evidence.range_of(printed).value)


def _nearest(score: Decimal, low: Decimal, high: Decimal) -> Range:
    """The points next to a score; where only the rounding of the rate keeps them apart, they are one number."""
    if high - low < _HUNDREDTH:
        value = rounded((low + high) / 2)
        return Range(value, min(low, value), max(high, value))
    return exact(min(max(score, low), high))
