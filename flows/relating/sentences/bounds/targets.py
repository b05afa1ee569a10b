"""What was reached beside the target that was set for it, and items that are each said to be within their budget."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from flows.model.relations import Relation
from flows.model.years import named_years
from flows.relating.sentences.comparing import is_spoken_of
from flows.relating.sentences.making import Maker
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import change_of, is_total
from flows.relating.sentences.words import any_of, anywhere, core_of

_NEAR = 10
_SENTENCES = 2
_SHORTEST = 2


@cache
def _target() -> re.Pattern[str]:
    return re.compile(rf"^(?P<subject>.*?)(?:(?P<least>{any_of('at_least')})|{any_of('at_most')})[为是：:\s]*$")


@cache
def _reached() -> re.Pattern[str]:
    return re.compile(rf"^(?P<subject>.*?){any_of('reached')}[了为是：:\s]*$")


def held_against_targets(numbers: Sequence[Number], make: Maker) -> Iterator[Relation]:
    """What is told to have been reached of just what a target before it was set for.

    A target may be of another year than words say, so that what misses it is asked about.
    """
    for place, number in enumerate(numbers):
        target = _target().search(number.lead)
        if target is None or number.brackets or len(subject := _subject(target["subject"])) < _SHORTEST:
            continue
        for one in numbers[place + 1 : place + 1 + _NEAR]:
            reached = _reached().search(one.lead)
            if reached is None or not one.is_kin(number) or _subject(reached["subject"]) != subject:
                continue
            if named_years(number.lead) != named_years(one.lead) and named_years(number.lead):
                break
            lower, upper = (number, one) if target["least"] else (one, number)
            yield make.order(lower, upper, is_meant=False)
            break


def _is_budget(limit: Number, name: str) -> bool:
    return "预算" in name and "预算" in limit.lead and is_spoken_of(limit, name)


def averages_within_caps(numbers: Sequence[Number], make: Maker) -> Iterator[Relation]:
    """What one gets on average, which is no more than the most that any may get: 每户最高补贴1200元…，户均补贴1150元.

    Of several caps the highest counts, and an average of more than what is capped is asked about, not told.
    """
    caps: dict[tuple[str, str, str], Number] = {}
    for number in numbers:
        if cap := _cap().search(number.lead):
            key = (cap["each"], core_of(cap["what"]), number.kind)
            caps[key] = max(caps.get(key, number), number, key=lambda one: one.value)
        elif (average := _average().search(number.lead)) and change_of(number) is None:
            limit = caps.get((average["each"] or average["one"], core_of(average["what"]), number.kind))
            if limit is not None:
                yield make.order(number, limit, is_meant=False)


@cache
def _cap() -> re.Pattern[str]:
    return re.compile(rf"每(?P<each>[\u4e00-\u9fff]{{1,2}}?){any_of('cap')}(?P<what>[^，,。；;每均]*)$")


@cache
def _average() -> re.Pattern[str]:
    return re.compile(
        r"(?:平均每(?P<each>[\u4e00-\u9fff]{1,2}?)|(?P<one>[\u4e00-\u9fff])均)(?P<what>(?:补|发|享|领|获|奖|投|支|费)[^，,。；;]*)$"
    )


def _subject(words: str) -> str:
    """What a target or a result is of; '' where it is of one of several, or of a part."""
    return core_of(re.sub(rf"^.*{any_of('sets')}|{any_of('really')}", "", words))


def each_within(numbers: Sequence[Number], place: int, budget: str, make: Maker) -> Iterator[Relation]:
    """Each item before a place that prints what was spent beside its own budget, by the name that words give it."""
    last = numbers[place - 1]
    for first, second in pairwise(numbers[max(0, place - _NEAR) : place]):
        if last.sentence - first.sentence > _SENTENCES or first.sentence != second.sentence:
            continue
        done, limit = (second, first) if first.is_budget else (first, second)
        is_pair = limit.is_budget and not done.is_budget and not done.is_before and done.is_kin(limit)
        is_item = is_pair and second.core in {"", first.core} and first.brackets == second.brackets
        named = anywhere("budget").search(anywhere("fund").sub("", budget))
        is_named = named is not None and (named[0] in limit.lead or _is_budget(limit, named[0]))
        is_other = is_total(first) or first.is_rate or any(change_of(one) is not None for one in (first, second))
        if is_item and is_named and not is_other:
            yield make.order(done, limit, is_meant=True)
