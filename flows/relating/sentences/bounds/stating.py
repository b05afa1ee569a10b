"""Bounds and equals: what is kept within a limit, larger or smaller than another, or the same."""

import re
from collections.abc import Iterator, Sequence

from flows.model.relations import Relation
from flows.relating.sentences.bounds.spoken import said_of_numbers
from flows.relating.sentences.bounds.words import (
    changed_behind,
    closes,
    ordering,
    same_behind,
    within,
)
from flows.relating.sentences.lanes import EACH
from flows.relating.sentences.making import Maker
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import (
    change_of,
    is_compared,
    is_each,
    is_of_some,
    levels,
    moved_to,
)
from flows.relating.sentences.words import anywhere, core_of

_NEAR = 8
_QUARTER = 4
_NOT = re.compile("(?:不|未|没有)$")
_SEMICOLON = re.compile("[；;]")


def stated_bounds(numbers: Sequence[Number], wholes: dict[int, Number], text: str, make: Maker) -> Iterator[Relation]:
    """Every limit, order and equality that words state of the numbers of a text."""
    reader = _Reader(numbers, wholes, text, make)
    for place in range(len(numbers)):
        yield from reader.read(place)
    yield from said_of_numbers(numbers, text, make)


class _Reader:
    def __init__(self, numbers: Sequence[Number], wholes: dict[int, Number], text: str, make: Maker) -> None:
        self._numbers, self._wholes, self._text, self._make = numbers, wholes, text, make
        self._is_level = levels(numbers)
        self._starts = [number.start for number in numbers]

    def read(self, place: int) -> Iterator[Relation]:
        """What is said of the number at a place beside one before it."""
        number = self._numbers[place]
        if change_of(number) is not None or number.is_points or number.figure.unit == "分" or is_of_some(number):
            return
        following = self._numbers[place + 1] if place + 1 < len(self._numbers) else None
        if within().search(number.lead) or (re.search(r"在$", number.lead) and closes().match(number.behind)):
            yield from self._limited(place)
        elif match := ordering().search(number.lead):
            yield from self._ordered(place, match)
        elif (is_compared(number, following) and same_behind().match(number.behind)) or re.search(
            r"(?:亦|也|同|同样)[为是]$", number.lead
        ):
            yield from self._same(place)

        elif is_compared(number, following) and (match := changed_behind().match(number.behind)):
            now = self._now(place)
            if now is not None:
                make = self._make.up_to_clause(number.end + match.end())
                yield make.order(*((number, now) if match["rises"] else (now, number)), is_meant=True)

    def _before(self, place: int, sentences: int = 0) -> Iterator[Number]:
        """Amounts in themselves or averages before a place, the nearest first."""
        number = self._numbers[min(place, len(self._numbers) - 1)]
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            one = self._numbers[at]
            if number.sentence - one.sentence > sentences:
                return
            if self._is_level[at] or (is_each(one) and change_of(one) is None):
                yield one

    def _now(self, place: int, sentences: int = 0) -> Number | None:
        number = self._numbers[place]
        alike = [one for one in self._before(place, sentences) if one.is_kin(number) and not one.is_aside_of(number)]
        if not is_each(number):
            alike = [one for one in alike if not is_each(one) or one.figure.printed_unit == number.figure.printed_unit]
        if not alike:
            return None
        whole = self._wholes.get(alike[0].start)
        return alike[0] if whole is None or self._has_items(whole) else whole

    def _has_items(self, whole: Number) -> bool:
        """Whether semicolons divide the parts of a whole, so that what follows a part in its item is said of it."""
        parts = [start for start, one in self._wholes.items() if one is whole]
        return bool(_SEMICOLON.search(self._text, min(parts), max(parts)))

    def _limited(self, place: int) -> Iterator[Relation]:
        number = self._numbers[place]
        now = self._now(place)
        if now is not None and not now.is_budget:
            yield self._make.order(now, number, is_meant=True)

    def _ordered(self, place: int, match: re.Match[str]) -> Iterator[Relation]:
        """A number that another is larger or smaller than, or by how much: 低于控制值3.0%, 低于限额1.40亿元."""
        number, is_larger = self._numbers[place], match["larger"] is not None
        if EACH.search(number.lead):
            return  # 分别低于限额0.6亿元和2.7亿元: each of its own
        now = self._now(place)
        words = number.lead[: match.start()]
        subject = core_of(_NOT.sub("", words))
        if len(subject) > 1 and now is not None and _is_apart(now, number, subject):
            return  # a target of its own
        if now is not None and _NOT.search(words):
            yield self._make.order(*((now, number) if is_larger else (number, now)), is_meant=True)
            return
        if now is None:
            yield from self._exceeded(place, match["what"], is_larger=is_larger)
            return
        limit = self._spoken_of(place, match["what"], now)
        if limit is not None:
            upper, lower = (now, limit) if is_larger else (limit, now)
            yield self._make.difference(number, upper, lower, is_meant=True)
            yield self._make.order(lower, upper, is_meant=True)
        elif (rate := self._completion_before(place)) is not None:
            base = [(1, now), (-1 if is_larger else 1, number)]
            yield self._make.ratio(rate, [(1, now)], base, is_meant=True)
        elif number.value * _QUARTER > now.value or number.is_rate:
            yield self._make.order(*((number, now) if is_larger else (now, number)), is_meant=True)

    def _completion_before(self, place: int) -> Number | None:
        """The completion of a budget right before the number that was more or less than it."""
        if not place or not anywhere("budget").search(self._numbers[place].lead):
            return None
        rate = self._numbers[place - 1]
        return (
            rate
            if rate.is_rate and re.search(r"完成[^，。；]*$", rate.lead) and anywhere("budget").search(rate.lead)
            else None
        )

    def _exceeded(self, place: int, words: str, *, is_larger: bool) -> Iterator[Relation]:
        """By how many per cent an amount is above or below the plan that words name: 超任务40%."""
        number = self._numbers[place]
        named = anywhere("budget").search(words)
        near = [one for one in self._before(place, sentences=1) if not one.is_rate]
        plan = next((one for one in near if named is not None and one.is_budget and named[0] in one.lead), None)
        done = next((one for one in near if plan is not None and not one.is_budget and one.is_kin(plan)), None)
        if number.is_rate and plan is not None and done is not None and plan.value:
            upper, lower = (done, plan) if is_larger else (plan, done)
            yield self._make.ratio(number, [(1, upper), (-1, lower)], [(1, plan)], is_meant=True)

    def _spoken_of(self, place: int, words: str, now: Number) -> Number | None:
        """The limit or budget before a place that words name."""
        named = anywhere("budget").search(words)
        if named is None:
            return None
        found = (one for one in self._before(place, sentences=1) if one.is_kin(now) and one is not now)
        limit = next((one for one in found if named[0] in one.lead), None)
        return None if limit is None else self._raised(limit)

    def _raised(self, limit: Number) -> Number:
        """What a limit was raised or cut to right behind it: 限额由25.42亿元提高到29.29亿元."""
        following = next((one for one in self._numbers if one.start > limit.start), None)
        is_moved = following is not None and following.is_kin(limit) and moved_to(following) is not None
        return following if following is not None and is_moved else limit

    def _same(self, place: int) -> Iterator[Relation]:
        number = self._numbers[place]
        now = self._now(place, sentences=2 if re.search("[亦也同]", number.lead) else 0)
        if now is not None:
            yield self._make.equal(now, number, is_meant=True)


def _is_apart(now: Number, limit: Number, subject: str) -> bool:
    """Whether a limit has a subject of its own, which the amount before it is not of."""
    if not now.core:
        return now.segment != limit.segment
    return subject not in now.core and now.core not in subject
