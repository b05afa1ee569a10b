"""Bounds and equals: what is kept within a limit, larger or smaller than another, or the same."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from flows.model.relations import Relation
from flows.model.years import named_years
from flows.relating.sentences.bounds.targets import each_within
from flows.relating.sentences.bounds.words import (
    changed_behind,
    closes,
    ordering,
    same_behind,
    spoken,
    steps,
    told_of_years,
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
    is_strong_total,
    is_total,
    levels,
    moved_to,
)
from flows.relating.sentences.words import any_of, anywhere, core_of, side_of

_NEAR = 8
_SENTENCES = 2
_QUARTER = 4
_NOT = re.compile("(?:不|未|没有)$")
_SEMICOLON = re.compile("[；;]")
_CLAUSES = re.compile("[。；;！？!?\\n]")


def stated_bounds(numbers: Sequence[Number], wholes: dict[int, Number], text: str, make: Maker) -> Iterator[Relation]:
    """Every limit, order and equality that words state of the numbers of a text."""
    reader = _Reader(numbers, wholes, text, make)
    for place in range(len(numbers)):
        yield from reader.read(place)
    yield from reader.told_without_numbers()


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

    def _years_behind(self, match: re.Match[str]) -> Iterator[Relation]:
        """The numbers of two years behind words that compare them: 较上年增加，2022年…，2021年…."""
        place = bisect_left(self._starts, match.end())
        pair = self._numbers[place : place + 2]
        if len(pair) < 2 or not pair[0].is_kin(pair[1]) or not all(self._is_level[place : place + 2]):
            return
        now, before = pair
        is_next = not re.search("[。；;\n]", self._text[match.end() : before.start])
        years = [named_years(one.lead) for one in pair]
        if is_next and all(years) and years[0][-1] == years[1][-1] + 1 and now.is_of_same(before):
            yield self._make.order(*((before, now) if match["rises"] else (now, before)), is_meant=True)

    def told_without_numbers(self) -> Iterator[Relation]:
        """What words alone say of numbers before them: 决算数大于预算数, 控制在预算以内, 收支平衡."""
        for match in told_of_years().finditer(self._text):
            yield from self._years_behind(match)
        for match in spoken().finditer(self._text):
            place = bisect_left(self._starts, match.end())
            if place == 0 or self._numbers[place - 1].end > match.start():
                continue
            yield from self._said(match, place, self._make.up_to_clause(match.end()))

    def _near(self, place: int, at: int) -> list[Number]:
        """Amounts in themselves before a place, not more than two sentences away, the nearest first."""
        sentence = self._numbers[place - 1].sentence
        ends = len(re.findall(r"[。！？!?\n]", self._text[self._numbers[place - 1].end : at]))
        found = []
        for number_at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            one = self._numbers[number_at]
            if sentence + ends - one.sentence > _SENTENCES:
                break
            is_one = self._is_level[number_at] or (one.is_budget and change_of(one) is None)
            if is_one and not one.is_rate and not one.is_points and not anywhere("left_over").search(one.lead):
                found.append(one)
        return found

    def _said(self, match: re.Match[str], place: int, make: Maker) -> Iterator[Relation]:
        near = self._near(place, match.start())
        subject = re.split(r"[，,。；;：:、（(\n]", self._text[max(0, match.start() - 20) : match.start()])[-1]
        if match["balanced"]:
            yield from self._balanced(near, self._left_behind(match, place), make)
            return
        if match["two"]:
            if len(near) > 1 and near[0].is_kin(near[1]) and near[1].sentence == near[0].sentence:
                yield make.equal(near[1], near[0], is_meant=True)
            return
        if match["named"] is not None:
            change = self._numbers[place - 1]
            if _of_years().search(match["named"]) and self._is_from_before(change, match.start()):
                yield make.nothing(change, is_meant=True)
            else:
                yield from self._same_as_named(match, near, make)
            return
        if match["what"] and anywhere("each").search(subject):
            yield from each_within(self._numbers, place, match["what"], make)
        done, limit = self._pair(near, subject, match["what"] or match["over"] or match["under"] or "")
        if done is None or limit is None:
            return
        if match["equals"]:
            yield make.equal(done, limit, is_meant=True)
        elif match["exceeds"]:
            yield make.order(limit, done, is_meant=True)
        else:
            yield make.order(done, limit, is_meant=True)

    def _left_behind(self, match: re.Match[str], place: int) -> Number | None:
        """What words behind a balance say that is left of it: 收支相抵，结转下年支出22885万元."""
        number = self._numbers[place] if place < len(self._numbers) else None
        if number is None or re.search("[。；;\n]", self._text[match.end() : number.start]):
            return None
        return number if anywhere("rest").search(number.lead) and not number.is_rate else None

    def _balanced(self, near: Sequence[Number], left: Number | None, make: Maker) -> Iterator[Relation]:
        """The last income and expenditure, which are said to be the same but for what is left."""
        totals = [one for one in near if is_total(one) and is_strong_total(one.lead)]
        sides = {side_of(one.lead): one for one in reversed(totals) if side_of(one.lead)}
        if len(sides) > 1 and left is not None and left.is_kin(sides["收入"]):
            yield make.difference(left, sides["收入"], sides["支出"], is_meant=True)
        elif len(sides) > 1:
            yield make.equal(sides["收入"], sides["支出"], is_meant=True)
        elif len(totals) > 1 and left is None:
            yield make.equal(totals[1], totals[0], is_meant=True)

    def _is_from_before(self, change: Number, at: int) -> bool:
        """Whether a change from the year before stands right before a place: 比上年减少1.10万元，与上年持平."""
        if change_of(change) is None or self._text[change.end : at].strip("，,、 "):
            return False
        said = _CLAUSES.split(self._text[: change.start])[-1]
        return bool(_of_years().search(said)) and not anywhere("budget").search(said)

    def _same_as_named(self, match: re.Match[str], near: Sequence[Number], make: Maker) -> Iterator[Relation]:
        """The nearest number and the one that words name: 支出预算118.27万元，与收入预算持平."""
        if not near or re.search(r"[，,。；;]", self._text[near[0].end : match.start()].strip("，,、（(；;。 ")):
            return
        now, name = near[0], match["named"]
        if _of_years().search(name):
            before = [one for one in near[1:] if one.is_before and one.is_kin(now) and _are_of_one_matter(one, now)]
            if now.is_before or not before:
                return
            yield make.equal(now, before[0], is_meant=True)
            return
        core, side = core_of(name), side_of(name)
        if side and side == side_of(now.lead) and core == core_of(now.lead):
            return  # the number is the one that is named, and what is as large is not printed
        for one in near[1:]:
            is_named = (core and core == one.core) or (not core and side and side == side_of(one.lead))
            if is_named and one.is_kin(now):
                yield make.equal(now, one, is_meant=True)
                return

    def _pair(self, near: Sequence[Number], subject: str, what: str) -> tuple[Number | None, Number | None]:
        """What was done and the budget or limit that words hold it against."""
        named = core_of(re.sub("人数|数$", "", subject))
        done = [one for one in near if not one.is_budget and not one.is_before]
        if named:
            alike = [one for one in done if one.core and (named in one.core or one.core in named)]
            done = alike or done
        if not done:
            return None, None
        now = done[0]
        words = anywhere("budget").search(anywhere("fund").sub("", what))
        limits = [one for one in near if one.is_budget and one.is_kin(now) and one is not now]
        if words is not None:
            exact = [one for one in limits if words[0] in one.lead]
            limits = exact or [one for one in limits if words[0] in {"预算", "标准"} or one.is_of_same(now)]
        limits = [one for one in limits if one.is_of_same(now) or one.segment == now.segment or named] or []
        # 大于年初预算数 beside 年初预算 and 调整预算: the one of that name, and of two budgets 预算 alone is neither.
        called = [one for one in limits if what and what.removesuffix("数") in one.lead]
        if not called and len({one.lead for one in limits if one.sentence == now.sentence}) > 1:
            return now, None
        limit = next(iter(called or limits), None)
        between = near[near.index(now) : near.index(limit)] if limit in near[near.index(now) :] else []
        return now, None if any(steps().search(one.lead) for one in between) else limit


@cache
def _of_years() -> re.Pattern[str]:
    """Words that name the year before."""
    return re.compile(rf"{any_of('before')}|\d{{4}}")


def _is_apart(now: Number, limit: Number, subject: str) -> bool:
    """Whether a limit has a subject of its own, which the amount before it is not of."""
    if not now.core:
        return now.segment != limit.segment
    return subject not in now.core and now.core not in subject


def _are_of_one_matter(one: Number, other: Number) -> bool:
    """Whether two amounts are of the same by their own words, or by those that they were understood under."""
    return one.is_of_same(other) and (one.matter in other.matter or other.matter in one.matter)
