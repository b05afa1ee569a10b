"""Scoring rules read from their Chinese text, and the points a rate earns by them.

Understood are deductions per point or step over or under a standard, bands, and points in proportion to a
rate. How a broken step counts is seldom said, so points come as a range over the readings: in proportion,
rounded down, rounded up.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from flows.judging.intervals import Range

_ZERO = Decimal(0)
_FULL_RATE = Decimal(100)
_NUMBER = r"(\d+(?:\.\d+)?)"
_POINTS = re.compile(rf"(?:计|得){_NUMBER}分|[,，]{_NUMBER}分|(不得分|得?0分|计0分)")
_DEDUCTION = re.compile(
    r"每(?P<way>超过|超出|超|高于|增加|上升|低于|减少|降低|下降|少)(?P<other>\((?:超过|超出|高于|降低|低于|减少)\))?"
    r"(?:(?P<standard>\d+(?:\.\d+)?)%(?=[一\d]))?(?:(?P<one>一个百分点|一个点)|(?P<step>\d+(?:\.\d+)?)(?:个百分点|%))[,，的]*扣(?P<points>\d+(?:\.\d+)?)分"
)
_ONE_FORM = str.maketrans("≦≧﹦═，−", "≤≥==,-")
_OVER = frozenset({"超过", "超出", "超", "高于", "增加", "上升"})
_STANDARD = re.compile(
    rf"以{_NUMBER}%为标准|不(?:高于|超过|低于){_NUMBER}%|(?:[≤≥=<>]|达到?|等于){_NUMBER}%?|^{_NUMBER}%(?:以下|以上)?(?:\(含\))?(?:以下|以上)?(?:计|得)"
)
_FULL = re.compile(rf"(?:计|得|给){_NUMBER}分")
_PROPORTION = re.compile(r"同比例扣减|按比例(?:计|得|给|扣)|(?:根据|按)[^。；;]{0,12}率计算得分|=\([^()]*/[^()]*\)[×*]")
_PERCENT = rf"{_NUMBER}%?"
_BANDS = (
    (re.compile(rf"{_PERCENT}(\(含\))?[-~—–至到]{_PERCENT}(\(含\))?"), "between"),
    (
        re.compile(rf"(?:≥|不低于|大于等于){_PERCENT}|(?:达到?)?{_PERCENT}(?:\(含\))?以上|达到?{_PERCENT}"),
        "at_least",
    ),
    (re.compile(rf"(?:≤|不高于|不超过|小于等于){_PERCENT}|{_PERCENT}(?:\(含\)以下|以下\(含\))"), "at_most"),
    (re.compile(rf"(?:>|大于|高于|超过){_PERCENT}"), "above"),
    (re.compile(rf"(?:<|低于|小于|不足){_PERCENT}|{_PERCENT}以下"), "below"),
    (re.compile(rf"=\s*{_PERCENT}"), "equal"),
)


@dataclass(frozen=True, slots=True)
class Deduction:
    """Full points at the standard, `points` less for each `step` of per cent over it, under it, or both."""

    full: Decimal
    standard: Decimal
    step: Decimal
    points: Decimal
    counts_over: bool
    counts_under: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Rates from low to high, in per cent, that earn `points`."""

    low: Decimal
    high: Decimal
    has_low: bool
    has_high: bool
    points: Decimal

    def touches(self, rates: Range) -> bool:
        """Whether some rate of the range lies in the band."""
        above = rates.high > self.low or (rates.high == self.low and self.has_low)
        below = rates.low < self.high or (rates.low == self.high and self.has_high)
        return above and below


@dataclass(frozen=True, slots=True)
class Bands:
    """Points by bands of the rate."""

    full: Decimal
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Proportion:
    """Points in proportion to the rate, full ones from 100 % on."""

    full: Decimal


ScoringRule = Deduction | Bands | Proportion


def folded(text: str) -> str:
    """The rule without blanks, with half-width signs and one form of ≤ and ≥."""
    flat = "".join(unicodedata.normalize("NFKC", text).split())
    return flat.translate(_ONE_FORM)


def parse_scoring_rule(text: str, weight: Decimal) -> ScoringRule | None:
    """The rule as data, None where it is not understood or names other full points than the weight.

    A rule copied from another form often keeps that form's points; to recompute by it would be unfair.
    """
    flat = folded(text)
    rule = _deduction(flat, weight) or _bands(flat) or _proportion(flat, weight)
    return rule if rule is not None and rule.full == weight else None


def stated_points(text: str, weight: Decimal) -> Decimal | None:
    """The full points that a rule itself names, or the weight where it names none; None if not understood."""
    flat = folded(text)
    rule = _deduction(flat, weight) or _bands(flat)
    return rule.full if rule is not None else None


def _deduction(flat: str, weight: Decimal) -> Deduction | None:
    found = list(_DEDUCTION.finditer(flat))
    if len(found) != 1:
        return None
    [match] = found
    is_over = match["way"] in _OVER
    standard = match["standard"] or _first(_STANDARD, flat[: match.start()])
    if standard is None and match.start() == 0:
        standard = "100"
    if standard is None:
        return None
    full = _first(_FULL, flat[: match.start()])
    return Deduction(
        full=Decimal(full) if full else weight,
        standard=Decimal(standard),
        step=Decimal(match["step"] or 1),
        points=Decimal(match["points"]),
        counts_over=is_over or bool(match["other"]),
        counts_under=not is_over or bool(match["other"]),
    )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return next((group for group in match.groups() if group), None) if match else None


def _bands(flat: str) -> Bands | None:
    """Each number of points belongs to the condition between it and the points before."""
    bands = []
    start = 0
    for points in _POINTS.finditer(flat):
        band = _band(flat[start : points.start()], Decimal(points[1] or points[2] or 0))
        if band is None:
            return None  # half-understood bands would leave gaps
        bands.append(band)
        start = points.end()
    return Bands(max(band.points for band in bands), tuple(bands)) if len(bands) > 1 else None


def _band(condition: str, points: Decimal) -> Band | None:
    infinity = Decimal("Infinity")
    for pattern, kind in _BANDS:
        match = pattern.search(condition)
        if match is None:
            continue
        if kind == "between":
            low, has_low, high, has_high = match.groups()
            return Band(Decimal(low), Decimal(high), bool(has_low), bool(has_high), points)
        edge = Decimal(next(group for group in match.groups() if group))
        return {
            "at_least": Band(edge, infinity, True, False, points),
            "at_most": Band(-infinity, edge, False, True, points),
            "above": Band(edge, infinity, False, False, points),
            "below": Band(-infinity, edge, False, False, points),
            "equal": Band(edge, edge, True, True, points),
        }[kind]
    return None


def _proportion(flat: str, weight: Decimal) -> Proportion | None:
    if not _PROPORTION.search(flat):
        return None
    full = _first(_FULL, flat)
    return Proportion(Decimal(full) if full else weight)


def points_for(rule: ScoringRule, rate: Range) -> Range | None:
    """The least and the most points that a rate can earn; None where the bands do not cover it."""
    if isinstance(rule, Deduction):
        return _span(
            _after_deduction(rule, edge, reading)
            for edge in _edges(rule, rate)
            for reading in (None, ROUND_FLOOR, ROUND_CEILING)
        )
    if isinstance(rule, Bands):
        touched = [band.points for band in rule.bands if band.touches(rate)]
        return _span(touched) if touched else None
    return _span(max(_ZERO, min(rule.full, rule.full * edge / _FULL_RATE)) for edge in (rate.low, rate.high))


def _edges(rule: Deduction, rate: Range) -> Iterable[Decimal]:
    yield rate.low
    yield rate.high
    if rate.low < rule.standard < rate.high:
        yield rule.standard


def _after_deduction(rule: Deduction, rate: Decimal, rounding: str | None) -> Decimal:
    excess = rate - rule.standard
    if (excess > 0 and not rule.counts_over) or (excess < 0 and not rule.counts_under):
        return rule.full
    steps = abs(excess) / rule.step
    if rounding:
        steps = steps.to_integral_value(rounding)
    return max(_ZERO, rule.full - rule.points * steps)


def _span(points: Iterable[Decimal]) -> Range:
    every = list(points)
    return Range(max(every), min(every), max(every))
