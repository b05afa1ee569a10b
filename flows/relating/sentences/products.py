"""Products: what one costs and how many there are make an amount; averages are that the other way round."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from flows.model.relations import Relation
from flows.relating.sentences.making import Maker, fits_product
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import (
    change_of,
    is_compared,
    is_each,
    is_limit,
    is_limit_of_grade,
    is_total,
    levels,
)
from flows.relating.sentences.words import any_of, anywhere, relation_words

_NEAR = 8
_SENTENCES = 2
_EACH = re.compile(
    r"每(?P<each>平方米|立方米|千瓦时|[^\s，,。；;：:、每的均]{1,3})|(?P<one>(?!平)[\u4e00-\u9fff])均|单(?P<single>车)|平均每?(?P<mean>[批人户车辆])"
)
_TIMES = "倍"
_NOUN = re.compile(r"^[^，,。；;：:、（(）)\d]{0,8}")
_MOST_FACTORS = 2
_LONGEST_GAP = 14
_BEHIND = 5


def stated_products(numbers: Sequence[Number], listed: frozenset[int], make: Maker) -> Iterator[Relation]:
    """Every amount with its price and quantity, or average and count; `listed` are the places of parts of lists."""
    reader = _Reader(numbers, listed, make)
    for place in range(len(numbers)):
        yield from reader.read(place)


class _Reader:
    def __init__(self, numbers: Sequence[Number], listed: frozenset[int], make: Maker) -> None:
        self._numbers, self._listed, self._make = numbers, listed, make
        self._is_level = levels(numbers)
        self._places = {number.start: place for place, number in enumerate(numbers)}

    def read(self, place: int) -> Iterator[Relation]:
        """What a price or an average makes with the counts and the amount near it."""
        number = self._numbers[place]
        if number.figure.unit == _TIMES:
            yield from self._times(place)
            return
        is_other = (
            number.is_rate or number.is_points or change_of(number) is not None or is_limit(number) or is_total(number)
        )
        following = self._numbers[place + 1] if place + 1 < len(self._numbers) else None
        if is_other or not is_each(number) or is_compared(number, following) or is_limit_of_grade(number):
            return
        if not (choices := self._counts(place, _each_of(number))):
            return
        totals = self._totals(place)
        for total, counts in product(totals, product(*choices)):
            if len(set(counts)) == len(counts) and total not in counts and fits_product(total, [*counts, number]):
                yield self._make.product(total, [*counts, number], is_meant=True)
                return
        is_of_time = re.search("[月日天季周]", number.lead) is not None
        is_timed = any(choice[0].kind in _of_time() for choice in choices)
        if not number.is_money or "标准" in number.lead or (is_of_time and not is_timed):
            return
        nearest = [choice[0] for choice in choices]
        linked = self._linked(place)
        if linked is not None and not anywhere("average").search(number.lead):
            yield self._make.product(linked, [*nearest, number], is_meant=True)
            return
        before = [one for one in totals if one.start < number.start and one not in nearest]
        own = [one for one in before if one.segment == number.segment] or [
            one for one in before if one.start not in self._listed
        ]
        if own and (anywhere("average").search(number.lead) or own[0].segment == number.segment):
            is_meant = len([one for one in own if one.sentence == own[0].sentence]) == 1
            yield self._make.product(own[0], [*nearest, number], is_meant=is_meant)

    def _times(self, place: int) -> Iterator[Relation]:
        """How many times another amount it is: 是上年24.00万元的2.5倍."""
        if place < _MOST_FACTORS:
            return
        number, base = self._numbers[place], self._numbers[place - 1]
        now = next((one for one in reversed(self._numbers[: place - 1]) if one.is_kin(base)), None)
        is_said = number.gap.strip() == "的" and re.search(r"[是为]|相当于|达到?", base.lead) is not None
        if is_said and now is not None and now.sentence == number.sentence and base.value:
            yield self._make.product(now, [base, number], is_meant=True)

    def _counts(self, place: int, each: Sequence[str]) -> list[list[Number]]:
        """For each word of what one is (每人每月), the counts that may be meant, nearest first; [] where one lacks."""
        number = self._numbers[place]
        found = []
        for word in each:
            near = [one for one in self._around(place) if _counts(one, word)]
            if not near and word not in _of_time():
                return []
            if near := [one for one in near if one.value != 1 or word not in _of_time()]:
                found.append(near)
        if not each:
            near = [one for one in self._around(place) if _is_count(one) and one.segment == number.segment]
            found = [near] if near else []
        days = [
            one
            for one in self._around(place)
            if one.kind in _of_time() and one.segment == number.segment and one.value != 1
        ]
        if (
            found
            and days
            and not any(one in days for near in found for one in near)
            and any(word in _of_time() for word in each)
        ):
            found.append(days)
        return found

    def _around(self, place: int) -> Iterator[Number]:
        """The numbers before a place, the nearest first, then those of its segment behind it."""
        number = self._numbers[place]
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            if number.sentence - self._numbers[at].sentence > _SENTENCES:
                break
            yield self._numbers[at]
        for at in range(place + 1, min(len(self._numbers), place + 1 + _BEHIND)):
            if self._numbers[at].segment != number.segment:
                break
            yield self._numbers[at]

    def _totals(self, place: int) -> list[Number]:
        """Amounts that the price may be of, those before it first."""
        number = self._numbers[place]
        is_running = anywhere("running").search(number.lead) is not None
        found = []
        for one in self._around(place):
            if is_running and anywhere("bought").search(one.lead) and not anywhere("running").search(one.lead):
                continue
            is_one = self._is_level[self._place(one)] or (one.start > number.start and is_each(one))
            if one.is_kin(number) and is_one and change_of(one) is None and one.value:
                found.append(one)
        return found

    def _place(self, number: Number) -> int:
        return self._places[number.start]

    def _has_price_before(self, place: int) -> bool:
        """Whether its segment holds another price before it, which a total is of, too."""
        number = self._numbers[place]
        near = self._numbers[max(0, place - _NEAR) : place]
        return any(one.segment == number.segment and one.is_kin(number) and is_each(one) for one in near)

    def _linked(self, place: int) -> Number | None:
        """The amount behind a price that words say is worked out from it: 计6.0万元, 共需14.4万元."""
        number = self._numbers[place]
        for one in self._numbers[place + 1 : place + 4]:
            if one.segment != number.segment or len(one.gap) > _LONGEST_GAP:
                return None
            if one.is_kin(number) and is_each(one):
                return None
            if one.is_kin(number):
                is_of_several = is_total(one) and self._has_price_before(place)
                return one if _linked_words().search(one.lead) and not is_of_several else None
        return None


@cache
def _linked_words() -> re.Pattern[str]:
    return re.compile(rf"^[，,\s]*$|{any_of('linked')}[为是需：:\s]*$")


@cache
def _of_time() -> frozenset[str]:
    return frozenset(relation_words("time_counted"))


def _each_of(number: Number) -> list[str]:
    """What one of is meant (人 and 月 of 每人每月), [] where a price does not say."""
    words = [next(filter(None, match.groups()), "") for match in _EACH.finditer(number.lead)]
    words += number.figure.unit.split("/")[1:]
    return [_unit_in(word) for word in dict.fromkeys(words) if word]


def _unit_in(word: str) -> str:
    """The word for one of many that words begin with: 月 of 月补助."""
    known = (*_of_time(), *relation_words("persons"), *relation_words("same_kind_of_vehicles"))
    return next((unit for unit in known if word.startswith(unit)), word)


def _is_count(number: Number) -> bool:
    return not (number.is_money or number.is_rate or number.is_points or number.figure.unit == "分")


def _counts(number: Number, each: str) -> bool:
    """Whether a number counts what 每 or 均 speaks of: 13个图书分馆 for 馆均, 6辆 for 车均."""
    if not _is_count(number):
        return False
    unit, persons, vehicles = number.figure.unit, relation_words("persons"), relation_words("same_kind_of_vehicles")
    word = each[: len(unit)] if each.startswith(unit) else each
    if unit in persons and (word in persons or (each in number.lead and len(each) == 1)):
        return True
    if word in persons:
        return False
    if word in vehicles or each[:1] in vehicles:
        return unit in vehicles
    if unit and (unit in each or word in unit or each[:1] == unit):
        return True
    noun = _NOUN.match(number.behind)
    return bool(noun and any(part in noun[0] for part in (each, each[-1:], each[:1]))) and unit in {
        "个",
        "所",
        "家",
        "处",
    }
