"""Numbers that nothing explains as printed, but that their neighbours explain once two digits change places or a point
slides.

Each search counts how often such a fit would come about by accident: pairs tried times slips tried times the share of
all values that fit. What is too likely is not told, and what is told is only asked about.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.model.printed.slips import WRONG_UNITS, turned_values
from flows.model.relations import Relation
from flows.relating.sentences.lists import PartList
from flows.relating.sentences.making import Maker, fits_ratio, fits_sum
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.parts import sign_of_part
from flows.relating.sentences.roles import change_of, is_limit, is_of_some, is_total, levels, moved_to
from flows.relating.sentences.words import any_of

_BOUNDS = frozenset({"part_of", "order"})
_NEAR, _FEWEST_PARTS, _MOST_PARTS = 6, 2, 6
_FEWEST_DIGITS = 3
_RATES, _SUMS, _RESTS = Decimal("0.0015"), Decimal("0.006"), Decimal("0.001")  # accidents of one search at most
_HUNDRED = Decimal(100)


def explained_by(told: Sequence[Relation]) -> frozenset[int]:
    """The numbers that an equation says something of, whether it holds or not."""
    return frozenset(no for one in told if one.relation_kind not in _BOUNDS for no in one.figure_nos)


def slips_of_rates(numbers: Sequence[Number], explained: frozenset[int], make: Maker) -> Iterator[Relation]:
    """Percentages that are the quotient of two amounts right before them but for a slip."""
    are_levels = levels(numbers)
    for place, rate in enumerate(numbers):
        if not _is_open(rate, explained) or not rate.is_rate or change_of(rate) or moved_to(rate) or is_of_some(rate):
            continue
        places = range(max(0, place - _NEAR), place)
        near = [numbers[at] for at in places if are_levels[at] and numbers[at].sentence == rate.sentence]
        near = [one for one in near if not one.is_rate]
        pairs = [
            (part, whole) for part in near[-2:] for whole in near if part.is_kin(whole) and part.value < whole.value
        ]
        values = _turned(rate, apart=2) if pairs else []
        tried = Decimal(len(pairs) * len(values))
        if not values or is_limit(rate) or tried * rate.figure.step > _RATES * min(_HUNDRED, 2 * rate.value):
            continue
        for part, whole in pairs:
            if any(fits_ratio(one, [(1, part)], [(1, whole)]) for one in values):
                yield make.ratio(rate, [(1, part)], [(1, whole)], is_meant=False)
                break


def slips_of_sums(
    numbers: Sequence[Number], lists: Sequence[PartList], explained: frozenset[int], make: Maker
) -> Iterator[Relation]:
    """Wholes that the parts listed for them, or a run of amounts behind them, make up but for a slip."""
    listed: set[int] = set()
    for one in lists:
        listed.update(part.start for part in one.parts)
        if change_of(one.whole) is None and all(sign_of_part(part, one.whole) == 1 for part in one.parts):
            yield from _sum(one.whole, one.parts, explained, make)
    are_levels = levels(numbers)
    for first, last in _runs(numbers, are_levels, listed):
        for at in range(max(0, first - _NEAR), first):
            whole = numbers[at]
            is_near = numbers[first].sentence - whole.sentence <= 1
            if are_levels[at] and is_near and whole.is_kin(numbers[first]) and not whole.is_before:
                yield from _sum(whole, numbers[first:last], explained, make)


def slips_of_rests(numbers: Sequence[Number], explained: frozenset[int], make: Maker) -> Iterator[Relation]:
    """What is left of an amount of its sentence, as words say, but for a slip."""
    are_levels = levels(numbers)
    for place, rest in enumerate(numbers):
        if not are_levels[place] or not rest.is_money or not _is_open(rest, explained):
            continue
        if not re.search(any_of("rest"), rest.lead):
            continue
        near = [
            one
            for one in numbers[max(0, place - _NEAR) : place]
            if one.is_kin(rest) and one.sentence == rest.sentence and change_of(one) is None
        ]
        pairs = [(one, other) for at, other in enumerate(near) for one in near[:at] if one.value > other.value]
        if not pairs:
            continue
        values = _turned(rest, apart=_NEAR)
        worth = _unit([rest, *near])
        if len(pairs) * len(values) * worth > _RESTS * max(one.value for one in near):
            continue
        for one, other in pairs:
            if any(fits_sum([(1, value)], [(1, one), (-1, other)]) for value in values):
                yield make.difference(rest, one, other, is_meant=False)
                break


def _sum(whole: Number, parts: Sequence[Number], explained: frozenset[int], make: Maker) -> Iterator[Relation]:
    """The whole as the sum of the parts, where one of these numbers has a slip."""
    everything = [whole, *parts]
    if not _FEWEST_PARTS <= len(parts) <= _MOST_PARTS:
        return
    if any(part.figure.figure_no in explained or part.is_rate or not part.value for part in parts):
        return
    if any(one.figure.hedge for one in everything):
        return
    gap = whole.value - sum((part.value for part in parts), Decimal(0))
    is_beyond = any(part.value >= whole.value for part in parts)  # which no two digits explain
    turned = [] if is_beyond else [(one, value) for one in everything for value in _turned_values(one, apart=1)]
    slid = [(one, value) for one in everything for value in _slid(one)]
    for meant in (turned, slid):
        steps = [(one.value - value) * (1 if one is whole else -1) for one, value in meant]
        if gap in steps and len(steps) * _unit(everything) <= _SUMS * whole.value:
            yield make.total(whole, [(1, part) for part in parts], is_meant=False)
            return


def _runs(numbers: Sequence[Number], are_levels: Sequence[bool], listed: set[int]) -> Iterator[tuple[int, int]]:
    """Where amounts of one kind follow one another in a segment, in no list: the first, and what is behind the last."""
    first = 0
    while first < len(numbers):
        last = first
        while last < len(numbers) and _goes_on(numbers[first], numbers[last]) and are_levels[last]:
            last += 1
        run = numbers[first:last]
        if len(run) >= _FEWEST_PARTS and not any(one.start in listed or is_total(one) or one.is_before for one in run):
            yield first, last
        first = max(last, first + 1)


def _goes_on(first: Number, number: Number) -> bool:
    return number.segment == first.segment and number.is_kin(first) and number.brackets == first.brackets


def _is_open(number: Number, explained: frozenset[int]) -> bool:
    return number.figure.figure_no not in explained and not number.figure.hedge and bool(number.value)


def _turned(number: Number, *, apart: int) -> list[Number]:
    """The number as it may have been before two of its digits changed places; none where it has too few of them."""
    return [number.with_value(value) for value in _turned_values(number, apart=apart)]


def _turned_values(number: Number, *, apart: int) -> list[Decimal]:
    return turned_values(number.figure.printed, number.value, apart=apart, fewest=_FEWEST_DIGITS)


def _slid(number: Number) -> list[Decimal]:
    """What an amount may have been before its point slid or its unit was another; what is counted has neither."""
    is_measured = number.is_money or "." in number.figure.printed
    return [number.value * power for power in WRONG_UNITS] if is_measured else []


def _unit(numbers: Sequence[Number]) -> Decimal:
    """The worth of the last place that is no 0 in all of the numbers."""
    exponents = [one.value.normalize().as_tuple().exponent for one in numbers if one.value]
    return Decimal(1).scaleb(min(exponent for exponent in exponents if isinstance(exponent, int)))
