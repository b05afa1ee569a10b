"""What takes points away: 每超过一个百分点扣0.5分, 每出现一例扣1分, 虚列套取扣4-7分."""

import re
from decimal import Decimal
from functools import cache

from flows.model.rule_tree import Deduction, Penalties, Penalty, PerCount
from flows.scoring_rules.conditions import Bounds, bounds_of
from flows.scoring_rules.events import Event, cleaned
from flows.scoring_rules.words import NUMBER, NUMERAL, number, one_of

# A step that no rate can take twice is a standard that was printed in its place (每低于90%扣2分).
_LARGEST_STEP = Decimal(50)
_STATED = re.compile(rf"以({NUMBER})%为(?:标准|基准|目标|满分)")


@cache
def _slope() -> re.Pattern[str]:
    way = f"(?P<over>{one_of('over')})|(?P<under>{one_of('under')})|(?P<either>{one_of('either')})"
    other = f"(?:(?P<over2>{one_of('over')})|(?P<under2>{one_of('under')}))"
    return re.compile(
        rf"每(?:{way})?(?:\({other}\)|(?:或者?|、|/|和)(?:(?P<over3>{one_of('over')})|(?P<under3>{one_of('under')})))?"
        rf"[^\d,;。%每一二三五十]{{0,8}}?(?:(?P<standard>{NUMBER})%(?=[一二三五十1-9]))?"
        rf"(?:(?P<step>{NUMERAL})?个?(?:百分点|点)|(?P<percent>{NUMERAL})%)"
    )


@cache
def _count() -> re.Pattern[str]:
    counter = one_of("counter")
    return re.compile(
        rf"每(?P<way>[^\d,;。:每一二两三四五六七八九十半]{{0,12}})(?P<per>{NUMERAL})(?P<counted>[^\d%])"
        rf"|每(?P<bare>[^\d,;。:每%]{{0,6}}?{counter})"
        rf"|(?:^|,|有|缺少?|少|发现|出现|发生|存在|漏|错)(?P<one>[一1])(?P<what>{counter})"
    )


def loss_of(event: Event, base: str, said: str) -> Deduction | PerCount | Penalties | None:
    """What a statement takes away, None where its words are not understood.

    `base` is the condition of the full points, `said` all that was said before: they tell the standard.
    """
    if event.kind == "all_lost" or event.low is None or event.high is None:
        return Penalties((Penalty(event.condition, None, None),)) if event.condition else None
    if slope := _last(_slope(), event.condition):
        return _deduction(slope, event, base, said) if event.low == event.high else None
    if (count := _last(_count(), event.condition)) and event.low == event.high:
        return _per_count(count, event.condition, event.high)
    return Penalties((Penalty(event.condition, event.low, event.high),)) if event.condition else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)


def _deduction(slope: re.Match[str], event: Event, base: str, said: str) -> Deduction | None:
    above = bounds_of(event.condition[: slope.start()])
    over = bool(slope["over"] or slope["over2"] or slope["over3"] or slope["either"])
    under = bool(slope["under"] or slope["under2"] or slope["under3"] or slope["either"])
    if not over and not under:
        over = above is not None and above.low is not None and above.high is None
        under = above is not None and above.high is not None and above.low is None
    step = number(slope["percent"] or slope["step"] or "1")
    if not (over or under) or not 0 < step < _LARGEST_STEP or event.high is None:
        return None
    standard = Decimal(slope["standard"]) if slope["standard"] else None
    if standard is None and (stated := _last(_STATED, said)):
        standard = Decimal(stated[1])
    if standard is None and above is not None:
        standard = above.low if over else above.high
    if standard is None and (target := bounds_of(base)) is not None:
        standard = _edge(target, over=over, under=under)
    return Deduction(standard, step, event.high, over, under)


def _edge(target: Bounds, *, over: bool, under: bool) -> Decimal | None:
    """The end of the rates with full points at which points begin to be lost."""
    if over and under:
        return target.low if target.low == target.high else None
    edge, other = (target.high, target.low) if over else (target.low, target.high)
    return edge if edge is not None else other


def _per_count(count: re.Match[str], condition: str, points: Decimal) -> PerCount:
    if count["per"]:
        return PerCount(number(count["per"]), cleaned(condition[count.end("per") :]), points)
    start = count.start("bare") if count["bare"] else count.start("what")
    return PerCount(Decimal(1), cleaned(condition[start:]), points)
