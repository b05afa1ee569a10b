"""Rates that stand alike in one sentence are of one whole: where two are, the one that fits nothing is of it, too."""

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

from flows.model.relations import Relation
from flows.relating.sentences.lanes import EACH
from flows.relating.sentences.making import Maker, fits_ratio
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import change_of, levels

_FEWEST_ALIKE = 2
_SENTENCES = 3
_NEAR = 14  # amounts before a group that may be its whole


def rates_alike(
    numbers: Sequence[Number], lanes: Sequence[Sequence[Number]], told: Sequence[Relation], make: Maker
) -> Iterator[Relation]:
    """Every rate of which nothing is told, over the whole that those are of which stand beside it.

    Those that 分别 deals out surely are; those that the same word leads (占) are asked about.
    """
    known = {one.left[0].figure_no for one in told if one.relation_kind == "ratio"}
    are_levels = {one.start for one, is_one in zip(numbers, levels(numbers), strict=True) if is_one}
    for is_dealt, group in (*_of_lanes(lanes), *_of_words(numbers)):
        whole = _whole_of(group, numbers, are_levels)
        for rate, part in group if whole is not None else ():
            if (
                whole is not None
                and rate.figure.figure_no not in known
                and part.is_kin(whole)
                and 0 < part.value <= whole.value
            ):
                yield make.ratio(rate, [(1, part)], [(1, whole)], is_meant=is_dealt)


_Rated = tuple[Number, Number]


def _whole_of(group: Sequence[_Rated], numbers: Sequence[Number], are_levels: Container[int]) -> Number | None:
    """The one amount before a group that all of its rates, or all but one, are of."""
    if len(group) <= _FEWEST_ALIKE:
        return None
    first = group[0][1]
    fewest = max(_FEWEST_ALIKE, len(group) - 1)
    before = [
        one for one in numbers[: bisect_left(numbers, first.start, key=lambda one: one.start)] if one.is_kin(first)
    ]
    found = [
        one
        for one in before[-_NEAR:]
        if one.start in are_levels and first.sentence - one.sentence <= _SENTENCES and one.value
        and sum(fits_ratio(rate, [(1, part)], [(1, one)]) for rate, part in group) >= fewest
    ]  # fmt: skip
    return found[-1] if found else None


def _of_lanes(lanes: Sequence[Sequence[Number]]) -> Iterator[tuple[bool, list[_Rated]]]:
    """The rates of each sentence that are dealt out, each with the amount of its lane."""
    by_sentence: dict[tuple[int, str], list[_Rated]] = {}
    for lane in lanes:
        for place, rate in enumerate(lane):
            if (rated := _rated(lane, place)) is not None:
                by_sentence.setdefault((rate.sentence, EACH.sub("", rate.lead)), []).append(rated)
    yield from ((True, group) for group in by_sentence.values())


def _of_words(numbers: Sequence[Number]) -> Iterator[tuple[bool, list[_Rated]]]:
    """The rates of each sentence that the same words lead, each right behind its amount."""
    by_words: dict[tuple[int, str], list[_Rated]] = {}
    are_levels = levels(numbers)
    for place, rate in enumerate(numbers):
        is_right_behind = place > 0 and are_levels[place - 1] and "占" in rate.lead
        if is_right_behind and (rated := _rated(numbers, place)) is not None:
            by_words.setdefault((rate.sentence, rate.lead.strip()), []).append(rated)
    yield from ((False, group) for group in by_words.values())


def _rated(numbers: Sequence[Number], place: int) -> _Rated | None:
    """A share with the amount right before it, None where there is none."""
    rate, before = numbers[place], numbers[place - 1] if place else None
    if not rate.is_rate or before is None or before.is_rate or change_of(rate) is not None:
        return None
    return (rate, before) if before.sentence == rate.sentence and change_of(before) is None else None
