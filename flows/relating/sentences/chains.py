"""What changes of one amount say: differences from its base, and growths over it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from flows.model.relations import Relation
from flows.relating.sentences.making import Maker, fits_ratio, fits_sum, named
from flows.relating.sentences.numbers import Number

MOST_NOWS = 2
_FAR = 4  # times the change, from half of the base
_OTHER = {"up": "down", "down": "up"}


@dataclass(slots=True)
class Chain:
    """Changes of one amount: what it is now, nearest reading first, its base, and the changes in their order.

    `is_named` where the base is printed right before the changes (比上年363.58万元增长) and only one amount of their
    sentence can be what it is now. `earlier` is an amount before the nearest that may be what it is now, the nearest
    being its base, where no word says so: 资金361.40万元，2022年340.00万元，增加21.40万元. `base_of_whole` is what the
    second reading of it, the whole of a list, was before.
    """

    nows: list[Number]
    base: Number | None
    is_base_sure: bool
    against: str
    changes: list[tuple[Number, str]] = field(default_factory=list)
    earlier: Number | None = None
    base_of_whole: Number | None = None
    is_named: bool = False

    def base_of(self, now: Number | None) -> Number | None:
        """What a reading of the amount was before."""
        return self.base_of_whole if self.base_of_whole is not None and now in self.nows[1:] else self.base


def said(chain: Chain, make: Maker) -> Iterator[Relation]:
    """What changes say of the reading that fits, else of the nearest."""
    nows: list[Number | None] = [*chain.nows[:MOST_NOWS]] or [None]
    nows.sort(key=lambda now: (_is_of_another_size(now, chain), _goes_against(now, chain)))
    others = nows[1:]
    is_chosen = bool(others) and _lies_as_said(nows[0], chain) and all(_goes_against(now, chain) for now in others)
    nows = nows[:1] if is_chosen else nows
    readings = [_reading(now, chain.base_of(now), chain, make) for now in nows]
    if chain.base is not None and not chain.is_base_sure:
        readings += [
            _reading(now, None, chain, make) for now in chain.nows[:1] if any(one.is_rate for one, _ in chain.changes)
        ]
    if chain.base is None and chain.earlier is not None and chain.nows and len(chain.changes) > 1:
        swapped = _reading(chain.earlier, chain.nows[0], chain, make)
        readings += [swapped] if all(fits for _, fits in swapped) else []
    if chain.base is None and chain.nows and chain.nows[0].is_budget:
        readings.append(_reading(None, chain.nows[0], chain, make))  # 采购预算35.00万元，节约3.44万元，节约率9.83%
    readings = [reading for reading in readings if reading]
    fitting = next((reading for reading in readings if all(fits for _, fits in reading)), None)
    if fitting is not None:
        yield from (relation for relation, _ in fitting)
    elif proven := next((reading for reading in readings if _is_proven(reading)), None) or _turned(nows, chain, make):
        yield from (relation for relation, _ in proven)
    elif readings:
        is_only = len(readings) == 1
        for relation, fits in readings[0]:
            is_over_base = chain.is_base_sure and not _joins(relation, chain.nows)
            is_meant = is_only or fits or is_over_base
            told = relation if is_meant else replace(relation, is_meant=False)
            is_named = chain.is_named or (is_chosen and chain.is_base_sure)
            yield named(told) if is_named and is_only else told


def _is_of_another_size(now: Number | None, chain: Chain) -> bool:
    """Whether an amount can hardly be what its base became: 学生27878人，其中初中9236人，比上年的28415人减少537人."""
    if now is None or chain.base is None or not chain.base.value:
        return False
    change, _ = chain.changes[0]
    is_rate = change.is_rate or change.is_points
    return not is_rate and abs(now.value - chain.base.value) > chain.base.value / 2 > _FAR * abs(change.value)


def _goes_against(now: Number | None, chain: Chain) -> bool:
    """Whether an amount lies on the other side of its base than words say: 其中自营6家，比上年末41家净增7家."""
    change, way = chain.changes[0]
    if now is None or chain.base is None or change.value < 0 or not way:
        return False
    return (now.value < chain.base.value) if way == "up" else (now.value > chain.base.value)


def _lies_as_said(now: Number | None, chain: Chain) -> bool:
    """Whether an amount lies where words say that it changed to, not much farther from its base than the change is."""
    change, _ = chain.changes[0]
    if now is None or chain.base is None or change.is_rate or change.is_points or _goes_against(now, chain):
        return False
    return abs(now.value - chain.base.value) <= _FAR * abs(change.value)


def _is_proven(reading: list[tuple[Relation, bool]]) -> bool:
    """Whether a difference of two printed amounts proves that they are meant, though not all that is told fits."""
    return any(fits and relation.relation_kind == "difference" for relation, fits in reading)


def _turned(nows: Sequence[Number | None], chain: Chain, make: Maker) -> list[tuple[Relation, bool]]:
    """What the changes say of the amount that they would fit if they, or one of them, went the other way, [] where
    there is none.
    """
    every = [(one, _OTHER.get(way, way)) for one, way in chain.changes]
    single = [[*chain.changes[:at], every[at], *chain.changes[at + 1 :]] for at in range(len(every))]
    for now, ways in product(nows if chain.is_base_sure else (), [every, *single]):
        base = chain.base_of(now)
        reading = _reading(now, base, replace(chain, changes=ways), make)
        if reading and all(fits for _, fits in reading):
            return _reading(now, base, chain, make)
    return []


def _joins(relation: Relation, numbers: Sequence[Number]) -> bool:
    """Whether a relation is of any of the numbers."""
    return any(number.figure.figure_no in relation.figure_nos for number in numbers)


def _reading(now: Number | None, base: Number | None, chain: Chain, make: Maker) -> list[tuple[Relation, bool]]:
    """What the changes say where they are of one amount, each with whether the digits fit."""
    found: list[tuple[Relation, bool]] = []
    by = [(one, way) for one, way in chain.changes if not one.is_rate or one.is_points]
    for one, way in by:
        if base is not None and now is not None and one.is_points == now.is_rate:
            upper, lower = (base, now) if way == "down" and one.value >= 0 else (now, base)
            fits = fits_sum([(1, one)], [(1, upper), (-1, lower)])
            found.append((make.difference(one, upper, lower, is_meant=True), fits))
    amount_of = now or base
    if amount_of is None or amount_of.is_rate or (base is not None and not base.value):
        return found
    for rate, way in chain.changes:
        if not rate.is_rate or rate.is_points:
            continue
        if amounts := [(one, other) for one, other in by if one.is_kin(amount_of)]:
            amount, other = amounts[0]
            sign = 1 if _way(rate, way, other) == _way(amount, other, way) else -1
            upper_terms = [(sign * _sign(rate, amount), amount)]
            lower_terms = (
                [(1, base)] if base is not None else [(1, amount_of), (1 if _falls(amount, other) else -1, amount)]
            )
        elif base is not None and now is not None:
            falls = way == "down" and rate.value >= 0
            upper_terms, lower_terms = ([(1, base), (-1, now)] if falls else [(1, now), (-1, base)]), [(1, base)]
        else:
            continue
        fits = fits_ratio(rate, upper_terms, lower_terms)
        found.append((make.ratio(rate, upper_terms, lower_terms, is_meant=True), fits))
    return found


def _sign(rate: Number, amount: Number) -> int:
    """The sign of an amount whose own is already printed."""
    return -1 if (rate.value < 0) != (amount.value < 0) and rate.value and amount.value else 1


def _way(number: Number, own: str, of_other: str) -> str:
    """Which way a change goes by its own words, else by its sign, and where it has neither as the one beside it:
    减少31.28万元，变动幅度6.2%.
    """
    return own or ("down" if number.value < 0 else of_other or "up")


def _falls(amount: Number, way: str) -> bool:
    return way == "down" and amount.value >= 0
