"""Self scores against the scoring rule and the report's own amounts, as far as both can be recomputed."""

from collections.abc import Sequence
from decimal import Decimal

from flows.judging.asks.points import points_for
from flows.judging.asks.rates import Rate, missing_for, percent, recompute
from flows.judging.evidence import Evidence
from flows.judging.intervals import exact, plain_number, rounded
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, rule_named, subject_of
from flows.model.excerpts import excerpt
from flows.model.facts import Indicator, RecomputedScore
from flows.model.words import measure_by_word, measures, plain


def judge_self_scores(evidence: Evidence, docket: Docket) -> None:
    """Asks S01."""
    if rule := rule_named("S01"):
        _self_scores(evidence, docket, rule, evidence.extract.indicators)


def _rate_code(indicator: Indicator) -> str:
    """The rate that an indicator scores, '' where its name is none of a known rate."""
    name = indicator.level3 or indicator.level2
    code = measure_by_word().get(plain(name), "")
    return code if code and measures()[code].statement == "rate" else ""


def _rates_of(evidence: Evidence, indicator: Indicator) -> tuple[str, list[Rate]]:
    code = _rate_code(indicator)
    if not code:
        return "", []
    year = evidence.fiscal_year(indicator.report_no)
    return code, recompute(evidence, code, indicator.report_no, indicator.scope_name, year)


def _points(indicator: Indicator, rates: Sequence[Rate]) -> tuple[Decimal, Decimal] | None:
    """The least and the most points over all readings of the rate, None where the rule is unclear."""
    rule, weight = indicator.rule_parsed, indicator.weight
    if rule is None or weight is None:
        return None
    found = [points_for(rule, rate.range, weight) for rate in rates]
    spans = [span for span in found if span]
    if not spans or len(spans) < len(found):
        return None
    return min(span.low for span in spans), max(span.high for span in spans)


def recomputed_score(evidence: Evidence, indicator: Indicator) -> RecomputedScore:
    """The indicator's rate and points by the report's own amounts, or why there are none."""
    code, rates = _rates_of(evidence, indicator)
    if not code:
        return RecomputedScore(indicator.indicator_no, None, None, None, "该指标没有可复算的公式")
    year = evidence.fiscal_year(indicator.report_no)
    if not rates:
        lacking = missing_for(evidence, code, indicator.report_no, indicator.scope_name, year)
        reason = f"缺少「{lacking}」，无法复算" if lacking else "该比率尚无可复算的公式"
        return RecomputedScore(indicator.indicator_no, None, None, None, reason)
    rate = rounded(rates[0].range.value) if len({one.range.value for one in rates}) == 1 else None
    points = _points(indicator, rates)
    if points is None:
        return RecomputedScore(indicator.indicator_no, rate, None, None, "评分标准无法逐分复算，或其满分与分值不一致")
    return RecomputedScore(indicator.indicator_no, rate, rounded(points[0]), rounded(points[1]), "")


def _self_scores(evidence: Evidence, docket: Docket, rule: Rule, indicators: Sequence[Indicator]) -> None:
    for one in indicators:
        printed = evidence.figure(one.score_figure_no)
        code, rates = _rates_of(evidence, one)
        if printed is None or not code:
            continue
        result = recomputed_score(evidence, one)
        if result.score_low is None or result.score_high is None:
            docket.leave_open(
                rule, subject_of(printed), f"{one.level3 or one.level2}：{result.reason}", ((1, printed),)
            )
            continue
        score = evidence.range_of(printed).value
        nearest = min(max(score, result.score_low), result.score_high)
        best = min(rates, key=lambda rate: abs(rate.range.value))
        span = (
            plain_number(result.score_low)
            if result.score_low == result.score_high
            else f"{plain_number(result.score_low)} 至 {plain_number(result.score_high)}"
        )
        rate = f"{measures()[code].name} {percent(best.range.value)} = {best.division}"
        words = f"按评分标准复算 {span} 分（{rate}，满分 {plain_number(one.weight or score)}）"
        left = Side(
            exact(score),
            ((1, printed),),
            f"「{one.level3 or one.level2}」自评 {plain_number(score)} 分",
            "分",
        )
        advice = f"评分标准：{excerpt(' '.join(one.rule_text.split())).rstrip('。；')}"
        right = Side(exact(nearest), (), words, sources=best.figures)
        docket.decide(rule, subject_of(printed), left, right, advice=advice)
