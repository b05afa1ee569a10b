"""Self scores against the scoring rule and the report's own amounts, as far as both can be recomputed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.judging.asks.points import points_for
from flows.judging.asks.rates import Rate, Wanted, missing_for, percent, recompute
from flows.judging.evidence import Evidence
from flows.judging.intervals import exact, plain_number, rounded
from flows.judging.questions import asks
from flows.judging.register import Rule, rules
from flows.judging.sides import Side
from flows.judging.verdicts import Skip, compare, leave_open, reason_of, subject_of
from flows.model.excerpts import excerpt
from flows.model.facts import Comparison, Indicator, RecomputedScore
from flows.model.words import measure_by_word, measures, plain


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
            low, high = map(rounded, recomputed.points)
            score = evidence.range_of(printed).value
            best = min(recomputed.rates, key=lambda rate: abs(rate.range.value))
            span = plain_number(low) if low == high else f"{plain_number(low)} 至 {plain_number(high)}"
            rate = f"{measures()[code].name} {percent(best.range.value)} = {best.division}"
            words = f"按评分标准复算 {span} 分（{rate}，满分 {plain_number(indicator.weight or score)}）"
            stated = f"「{name}」自评"
            left = Side(exact(score), ((1, printed),), f"{stated} {plain_number(score)} 分", "分", stated)
            right = Side(exact(min(max(score, low), high)), (), words, sources=best.figures)
            advice = f"评分标准：{excerpt(' '.join(indicator.rule_text.split())).rstrip('。；')}"
            yield compare(rule, subject_of(printed), left, right, advice=advice)
