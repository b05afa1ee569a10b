"""The points that a rate earns by a scoring rule.

How a broken step counts is seldom said, so points come as a range over the readings: in proportion, rounded
down, rounded up.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from flows.judging.intervals import Range
from flows.model.facts import Figure
from flows.model.rule_tree import Band, Bands, Deduction, Earned, Product, Proportion, ScoringRule, Share

_ZERO = Decimal(0)
_FULL_RATE = Decimal(100)
_PERCENT = ("%", "")
_TENTH = Decimal("0.1")
_READINGS = (None, ROUND_FLOOR, ROUND_CEILING)


def points_for(rule: ScoringRule, rate: Range, weight: Decimal) -> Range | None:
    """The least and the most points that a rate in per cent can earn, none below 0 or above the weight.

    None where the rule asks for more than the rate, where its bands do not cover it, and where it names other full
    points than the weight: a rule copied from another form often keeps that form's, to recompute by it is unfair.
    """
    if not rule.fits(weight) or not rule.terms:
        return None
    bands = [term for term in rule.terms if isinstance(term, Bands)]
    others = [term for term in rule.terms if isinstance(term, Deduction | Proportion)]
    if len(bands) + len(others) < len(rule.terms) or any(term.unit not in _PERCENT for term in bands):
        return None
    if any(
        term.standard is None or (isinstance(term, Proportion) and (term.is_excess or term.standard <= 0))
        for term in others
    ):
        return None
    found = [points for term in bands for points in _in_bands(term, rate, weight)]
    if others and not any(_holds(band, rate) for term in bands for band in term.bands):
        found += _less(others, rate, weight, rule.most_lost)
    return _span(max(_ZERO, min(weight, points)) for points in found) if found else None


def follows_rate(rule: ScoringRule) -> bool:
    """Whether points come in proportion to the rate, so that those who print them round them."""
    earned = [band.points for term in rule.terms if isinstance(term, Bands) for band in term.bands]
    earned += [term.otherwise for term in rule.terms if isinstance(term, Bands)]
    return any(isinstance(term, Proportion) for term in rule.terms) or any(isinstance(one, Product) for one in earned)


def rounded_score(score: Figure, weight: Decimal) -> Range:
    """A score in proportion to a rate as it is printed: rounded to its last place or cut off behind it.

    Full points are no rounding of fewer ones, beyond the first decimal.
    """
    value = score.value if score.value is not None else _ZERO
    half = min(score.step, _TENTH) / 2
    return Range(value, value - half, value + half) if value == weight else _shortened(value, score.step)


def _shortened(value: Decimal, step: Decimal) -> Range:
    return Range(value, value - step / 2, value + step)


def _in_bands(term: Bands, rate: Range, weight: Decimal) -> Iterator[Decimal]:
    """The points of the bands that some rate of the range lies in; the rest counts where none holds all of it."""
    for band in term.bands:
        if _touches(band, rate):
            yield from _earned(band.points, band, rate, weight)
    if term.has_otherwise and not any(_holds(band, rate) for band in term.bands):
        yield from _earned(term.otherwise, _rest_of(term.bands), rate, weight)


def _rest_of(bands: Sequence[Band]) -> Band:
    """The rates below those that a text names."""
    lows = [band.low for band in bands if band.low is not None]
    return Band(None, min(lows, default=None), False, False, None)


def _earned(points: Earned, band: Band, rate: Range, weight: Decimal) -> Iterator[Decimal]:
    """What the rates of a range earn in a band, in every reading."""
    match points:
        case None:
            yield weight
        case Share(percent=percent):
            yield weight * percent / _FULL_RATE
        case Product():
            for edge in (rate.low, rate.high):
                yield from _multiplied(points, band, edge, weight)
        case _:
            yield points


def _multiplied(product: Product, band: Band, rate: Decimal, weight: Decimal) -> Iterator[Decimal]:
    """A rate times the points: of the rate that the text divides by, else of all, of the end of its band, or from the
    beginning of this on.
    """
    full = weight if product.factor is None else product.factor
    if product.of is not None:
        yield full * rate / product.of
        return
    yield full * rate / _FULL_RATE
    if band.high:
        yield full * rate / band.high
    if band.high and band.low is not None and not product.counts_all:
        yield full * (rate - band.low) / (band.high - band.low)


def _touches(band: Band, rate: Range) -> bool:
    return _reaches(band, rate.high) and _stays(band, rate.low)


def _holds(band: Band, rate: Range) -> bool:
    return _reaches(band, rate.low) and _stays(band, rate.high)


def _reaches(band: Band, rate: Decimal) -> bool:
    """Whether a rate is not below the band."""
    return band.low is None or rate > band.low or (rate == band.low and band.has_low)


def _stays(band: Band, rate: Decimal) -> bool:
    """Whether a rate is not above the band."""
    return band.high is None or rate < band.high or (rate == band.high and band.has_high)


def _less(
    terms: Sequence[Deduction | Proportion], rate: Range, weight: Decimal, most_lost: Decimal | None
) -> Iterator[Decimal]:
    """Points at the ends of the range and where points begin to be lost, in every reading."""
    standards = (term.standard for term in terms if term.standard is not None)
    edges = [rate.low, rate.high, *(edge for edge in standards if rate.low < edge < rate.high)]
    for edge in edges:
        for reading in _READINGS:
            for base in (True, False):
                lost = sum((_lost(term, edge, weight, reading, of_standard=base) for term in terms), _ZERO)
                yield weight - (lost if most_lost is None else min(lost, most_lost))


def _lost(
    term: Deduction | Proportion, rate: Decimal, weight: Decimal, rounding: str | None, *, of_standard: bool
) -> Decimal:
    """Points lost by one term; a proportion is one of 100 % or of the standard, which is seldom said."""
    standard = term.standard or _ZERO
    if isinstance(term, Proportion):
        base = term.of or (standard if of_standard else _FULL_RATE)
        return _ZERO if rate >= standard else weight - weight * rate / base
    excess = rate - standard
    if (excess > 0 and not term.counts_over) or (excess < 0 and not term.counts_under):
        return _ZERO
    steps = abs(excess) / term.step
    points = weight * term.points.percent / _FULL_RATE if isinstance(term.points, Share) else term.points
    return points * (steps.to_integral_value(rounding) if rounding else steps)


def _span(points: Iterable[Decimal]) -> Range:
    every = list(points)
    return Range(max(every), min(every), max(every))
