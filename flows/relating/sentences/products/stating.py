"""Products: what one costs and how many there are make an amount; averages are that the other way round."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, product

from flows.model.relations import Relation
from flows.relating.sentences.making import Maker, fits_product, named
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.products.per_unit import (
    Reading,
    each_of,
    is_average,
    is_of,
    is_of_one,
    is_shared_out,
    likeliest,
    matter_of,
    of_time,
    only,
    slipped,
    times_of_year,
)
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

_NEAR = 12
_SENTENCES = 2
_TIMES, _POINTS, _PART = "倍", "分", "其中"
_JOINTS = frozenset({"、", "和", "及", "与", "以及"})
_NOUN = re.compile(r"^[^，,。；;：:、（(）)\d]{0,8}")
_MOST_FACTORS = 2
_LONGEST_GAP = 14
_BEHIND = 5
_HALVES = frozenset({2, 6})  # times that a half of a year has: of them only what fits is read


def stated_products(
    numbers: Sequence[Number], listed: frozenset[int], make: Maker, common: frozenset[int] = frozenset()
) -> Iterator[Relation]:
    """Every amount with its price and quantity, or average and count.

    `listed` are the places of parts of lists, `common` those of numbers that are of other lanes as well: an average
    among them is one over all lanes.
    """
    reader = _Reader(numbers, listed, common, make)
    for place in range(len(numbers)):
        yield from reader.read(place)


class _Reader:
    def __init__(self, numbers: Sequence[Number], listed: frozenset[int], common: frozenset[int], make: Maker) -> None:
        self._numbers, self._listed, self._common, self._make = numbers, listed, common, make
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
        if is_other or not is_of_one(number) or is_compared(number, following) or is_limit_of_grade(number):
            return
        if (choices := self._counts(place, each_of(number))) is None:
            return
        totals = self._totals(place)
        readings = list(_readings(number, choices, totals))
        if fitting := next((one for one in readings if fits_product(*one)), None):
            yield self._made(fitting, is_meant=True)
        elif number.start in self._common:
            return
        elif worded := self._worded(place, [self._wholes_of(choice) for choice in choices], totals):
            yield worded
        elif turned := slipped([one for one in readings if one[2] not in _HALVES]):
            yield self._made(turned, is_meant=False)

    def _made(self, reading: Reading, *, is_meant: bool) -> Relation:
        total, factors, times = reading
        return self._make.product(total, factors, is_meant=is_meant, times=times)

    def _worded(self, place: int, choices: Sequence[Sequence[Number]], totals: Sequence[Number]) -> Relation | None:
        """What words say that the price or the average makes, whether it does or not."""
        number = self._numbers[place]
        is_timed = any(choice[0].kind in of_time() for choice in choices)
        is_of_time = re.search("[月日天季周]", number.lead) is not None
        if not choices or "标准" in number.lead or (is_of_time and not is_timed):
            return None
        return (self._paid(place, choices, totals) if number.is_money else None) or self._shared(place, choices, totals)

    def _paid(self, place: int, choices: Sequence[Sequence[Number]], totals: Sequence[Number]) -> Relation | None:
        """The amount that stands right behind a price, or before it."""
        number = self._numbers[place]
        linked = self._linked(place)
        if linked is not None and not is_average(number):
            nearest = [choice[0] for choice in choices]
            return self._make.product(linked, [*nearest, number], is_meant=True)
        matter = matter_of(number)
        before = [one for one in totals if one.start < number.start and is_of(one, matter)]
        called = [one for one in before if matter and one.core == matter]
        own = called or [one for one in before if one.segment == number.segment]
        own = own or [one for one in before if one.start not in self._listed]
        if (
            not own
            or (self._is_in_run(own[0]) and not called)
            or not (is_average(number) or own[0].segment == number.segment)
        ):
            return None
        counts = [likeliest(choice, own[0], number) for choice in choices]
        beside = [one for one in own if one.sentence == own[0].sentence]
        alike = [one for one in beside if matter and matter in one.core]
        if own[0] in counts or (len(alike) > 1 and only(alike) is None):
            return None
        is_meant = len(beside) == 1
        is_near = all(
            one.segment == number.segment or only(choice) for one, choice in zip(counts, choices, strict=True)
        )
        made = self._make.product(own[0], [*counts, number], is_meant=is_meant and is_near)
        return named(made) if called else made

    def _shared(self, place: int, choices: Sequence[Sequence[Number]], totals: Sequence[Number]) -> Relation | None:
        """The one amount that words divide by the one count of its sentence: 36期、1,620人次，期均54人."""
        number = self._numbers[place]
        counts = [self._own_count(number, choice) for choice in choices]
        found = [one for one in counts if one is not None]
        divided = next((one.core for one in found if is_shared_out(one)), "")
        if number.figure.unit == _POINTS or len(found) < len(choices) or not (divided or is_average(number)):
            return None
        amounts = [
            one
            for one in totals
            if self._is_own(one) and one not in found and one.start < number.start and one.value > number.value
        ]
        here = [one for one in amounts if one.sentence == number.sentence and is_of(one, matter_of(number))]
        total = only(here or [one for one in amounts if one.core and one.core in divided])
        return self._make.product(total, [*found, number], is_meant=False) if total else None

    def _own_count(self, number: Number, choice: Sequence[Number]) -> Number | None:
        """The one count of the sentence of an average, else the one before it."""
        own = [one for one in choice if self._is_own(one)]
        return only([one for one in own if one.sentence == number.sentence] or own)

    def _is_own(self, one: Number) -> bool:
        """Whether an amount or a count stands for itself: no part of a list, no plan, and of no earlier time."""
        is_part = one.start in self._listed or self._is_in_run(one) or _PART in one.lead
        return not (is_part or one.is_before or (one.is_budget and not is_total(one)))

    def _is_in_run(self, one: Number) -> bool:
        """Whether it stands in a list of its kind: 49.44万元、35.40万元."""
        place = self._places[one.start]
        pairs = pairwise(self._numbers[max(0, place - 1) : place + 2])
        return any(other.gap.strip() in _JOINTS and other.is_kin(first) for first, other in pairs)

    def _times(self, place: int) -> Iterator[Relation]:
        """How many times another amount it is: 是上年24.00万元的2.5倍."""
        if place < _MOST_FACTORS:
            return
        number, base = self._numbers[place], self._numbers[place - 1]
        now = next((one for one in reversed(self._numbers[: place - 1]) if one.is_kin(base)), None)
        is_said = number.gap.strip() == "的" and re.search(r"[是为]|相当于|达到?", base.lead) is not None
        if is_said and now is not None and now.sentence == number.sentence and base.value:
            yield self._make.product(now, [base, number], is_meant=True)

    def _counts(self, place: int, each: Sequence[str]) -> list[list[Number]] | None:
        """For each word of what one is (每人每月), the counts that may be meant, nearest first; None where none is."""
        number = self._numbers[place]
        found = []
        for word in each:
            near = [one for one in self._around(place) if _counts(one, word) and not _is_of_bought(one, number)]
            near = self._levels_of(near)
            if not near and word not in of_time():
                return None
            if near := [one for one in near if one.value != 1 or word not in of_time()]:
                found.append(near)
        if not each:
            near = [one for one in self._around(place) if _is_count(one) and one.segment == number.segment]
            if not near:
                return None
            found = [near]
        days = [
            one
            for one in self._around(place)
            if one.kind in of_time() and one.segment == number.segment and one.value != 1
        ]
        if (
            found
            and days
            and not any(one in days for near in found for one in near)
            and any(word in of_time() for word in each)
        ):
            found.append(days)
        return found

    def _wholes_of(self, choice: Sequence[Number]) -> Sequence[Number]:
        """The counts that are no parts of a list, else all: 面积18460平方米，其中教室9620平方米…，每平方米805.15元."""
        return [one for one in choice if one.start not in self._listed] or choice

    def _levels_of(self, counts: list[Number]) -> list[Number]:
        """The counts that are so in themselves, else all: 18000亩，比上年15000亩增加3000亩，亩均…: of 18000."""
        return [one for one in counts if self._is_level[self._place(one)]] or counts

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
        found = []
        for one in self._around(place):
            if _is_of_bought(one, number):
                continue
            is_one = self._is_level[self._place(one)] or (one.start > number.start and is_each(one))
            if one.is_kin(number) and is_one and change_of(one) is None and one.value:
                found.append(one)
        return [*found, *self._named(place, found)]

    def _named(self, place: int, known: Sequence[Number]) -> Iterator[Number]:
        """Amounts farther before an average that are called what it is of: 人均教育支出 and 教育支出."""
        number = self._numbers[place]
        if matter := matter_of(number):
            for at in range(place - 1, -1, -1):
                one = self._numbers[at]
                is_one = self._is_level[at] and one.is_kin(number) and one not in known and one.value
                if is_one and one.core.endswith(matter):
                    yield one

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
def _is_of_bought(one: Number, price: Number) -> bool:
    """Whether a number is of what was bought, and the price of what it costs to run such things."""
    running, bought = anywhere("running"), anywhere("bought")
    return bool(running.search(price.lead) and bought.search(one.lead)) and running.search(one.lead) is None


def _linked_words() -> re.Pattern[str]:
    return re.compile(rf"^[，,\s]*$|{any_of('linked')}[为是需：:\s]*$")


def _readings(
    number: Number, choices: Sequence[Sequence[Number]], totals: Sequence[Number]
) -> Iterator[tuple[Number, Sequence[Number], int]]:
    """Everything that a price may make: with counts, and through a year where it is of a time that nothing counts."""
    is_timed = any(choice[0].kind in of_time() for choice in choices)
    through_year = () if is_timed else times_of_year(number)
    for total, counts in product(totals, product(*choices)):
        if len(set(counts)) == len(counts) and total not in counts:
            for times in (1, *through_year) if counts else through_year:
                yield total, [*counts, number], times


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
