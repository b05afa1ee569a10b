"""Rules that only give points: bands of a rate, levels that exclude each other, items that add up."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from flows.model.rule_tree import Band, Bands, Item, Level, Ordinal, PerCount, ScoringRule, SumOfItems, Term
from flows.scoring_rules.conditions import bounds_of
from flows.scoring_rules.deductions import loss_of
from flows.scoring_rules.events import Event, cleaned
from flows.scoring_rules.words import ITEM, one_of

_ZERO = Decimal(0)
_LISTED = re.compile(r"以及|[、,和及与]")


@cache
def _otherwise() -> re.Pattern[str]:
    return re.compile(f"{one_of('otherwise')}[^\\d]{{0,6}}$")


def rule_of_awards(awards: Sequence[Event], weight: Decimal | None, total: Decimal | None) -> ScoringRule | None:
    """A rule that only gives points: bands of a rate, levels, or items that add up."""
    if not awards:
        return None
    counts = [_count(event) for event in awards]
    if all(counts):
        return ScoringRule(total, tuple(one for one in counts if one))
    adds_up = any(event.is_each for event in awards) or _adds_up(awards, weight)
    term: Term | None = None if adds_up else _ordinal(awards) or _bands(awards)
    term = term or parts_of(awards, weight, is_numbered=False)
    rule = None if term is None else with_full(term)
    return rule if rule is None or total is None else replace(rule, full=total)


def _count(event: Event) -> PerCount | None:
    """每完成一项得1分."""
    term = loss_of(event, "", "") if "每" in event.condition and event.low == event.high else None
    return replace(term, is_award=True) if isinstance(term, PerCount) else None


@cache
def _degree() -> re.Pattern[str]:
    """A condition that is a degree, or ends in one: 优(90-100), 效果较好, 一般."""
    degree = one_of("ordinal")
    return re.compile(
        rf"(?:.{{0,40}}(?:效果|程度|情况|等次|等级|评价|结果)(?:为|是)?)?{degree}(?:或者?{degree})?(?:\([^()]*\))?$"
    )


def _ordinal(awards: Sequence[Event]) -> Ordinal | None:
    """Levels, where every condition is a degree or the text says that the last of several earns nothing."""
    if len(awards) < 2:
        return None
    last = [event.condition.rpartition(",")[2] for event in awards]
    if all(_degree().match(words) or (number and _otherwise().match(words)) for number, words in enumerate(last)):
        return _levels(awards)
    return None


def _levels(awards: Sequence[Event]) -> Ordinal:
    return Ordinal(tuple(Level(event.condition, event.low, event.high) for event in awards))


def _bands(awards: Sequence[Event]) -> Bands | None:
    """Bands, where every condition bounds one number in one unit; the last may be all the rest."""
    *first, last = awards
    has_otherwise = bool(first) and bool(_otherwise().match(last.condition))
    ruled = first if has_otherwise else awards
    found = [bounds_of(event.condition) for event in ruled]
    bounds = [one for one in found if one is not None]
    units = {one.unit for one in bounds} - {""}
    if len(bounds) < len(ruled) or len(units) > 1 or any(event.low != event.high for event in awards):
        return None
    bands = [one.band(event.high) for one, event in zip(bounds, ruled, strict=True)]
    return Bands(_apart(bands), units.pop() if units else "", has_otherwise, last.high if has_otherwise else None)


def _apart(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Bands that follow on each other without overlap: after 90%以上, 80%以上 means up to 90 %."""
    apart = list(bands[:1])
    for before, band in pairwise(bands):
        if band.high is None and band.low is not None and before.low is not None and band.low < before.low:
            band = replace(band, high=before.low, has_high=not before.has_low)
        elif band.low is None and band.high is not None and before.high is not None and band.high > before.high:
            band = replace(band, low=before.high, has_low=not before.has_high)
        apart.append(band)
    return tuple(apart)


def parts_of(awards: Sequence[Event], weight: Decimal | None, *, is_numbered: bool) -> Term | None:
    """Items that add up, or levels of which one holds: by the weight, else by the words."""
    if any(event.high is None or event.low == event.high == _ZERO for event in awards):
        return _cases(awards) if len(awards) > 1 else None
    if len({(event.low == event.high) for event in awards}) > 1:
        return None
    items = [item for event in awards for item in _items(event)]
    tops = max(event.high or _ZERO for event in awards) == weight
    if _adds_up(awards, weight) or len(items) == 1 or any(event.is_each for event in awards):
        return SumOfItems(tuple(items))
    excludes = re.compile(one_of("exclusive"))
    if tops or (not is_numbered and any(excludes.search(event.condition) for event in awards[1:])):
        return _cases(awards)
    return SumOfItems(tuple(items))


def _adds_up(awards: Sequence[Event], weight: Decimal | None) -> bool:
    """Whether all points together are those of the indicator: 执行率≥90%得2分；结余率≤10%得1分 of 3."""
    points = [item.points for event in awards for item in _items(event)]
    return len(points) > 1 and min(points) > 0 and sum(points, _ZERO) == weight


def _cases(awards: Sequence[Event]) -> Bands | Ordinal:
    return _bands(awards) or _levels(awards)


def _items(event: Event) -> list[Item]:
    points = event.high or _ZERO
    if not event.is_each:
        return [Item(event.condition, points)]
    listed = event.before.split(ITEM) if ITEM in event.before else _LISTED.split(event.condition)
    names = [name for part in listed if (name := cleaned(part))]
    return [Item(name, points) for name in names]


def with_full(term: Term) -> ScoringRule:
    """A rule of one term with the full points that the term names."""
    match term:
        case SumOfItems(items=items):
            full: Decimal | None = sum((item.points for item in items), _ZERO)
        case Ordinal(levels=levels):
            full = _most([level.high for level in levels])
        case Bands(bands=bands):
            full = _most([band.points for band in bands])
        case _:
            full = None
    return ScoringRule(full, (term,))


def _most(points: Sequence[Decimal | None]) -> Decimal | None:
    """The most of the points, None where one of them is all there are."""
    return None if None in points else max(one for one in points if one is not None)
