"""Rates that stand alike in one sentence are of one whole: where two are, the one that fits nothing is of it, too."""

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

from flows.model.relations import Relation
from flows.relating.sentences.lanes import EACH
from flows.relating.sentences.making import Maker, fits_ratio, fits_sum, named
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import change_of, levels

_FEWEST_ALIKE = 2
_SHARE = "占"
_SENTENCES = 3
_MOST_CHANGES = 4  # of an amount before its share
_NEAR = 14  # amounts before a group that may be its whole


def rates_alike(
    numbers: Sequence[Number], lanes: Sequence[Sequence[Number]], told: Sequence[Relation], make: Maker
) -> Iterator[Relation]:
    """Every rate of which nothing is told, over the whole that those are of which stand beside it.

    Those that 分别 deals out surely are, and those whose amounts make up the whole; others that the same word leads
    (占) are asked about.
    """
    known = {one.left[0].figure_no for one in told if one.relation_kind == "ratio"}
    are_levels = {one.start for one, is_one in zip(numbers, levels(numbers), strict=True) if is_one}
    for is_dealt, group in (*_of_lanes(lanes), *_of_words(numbers)):
        whole = _whole_of(group, numbers, are_levels)
        is_made_up = whole is not None and fits_sum([(1, whole)], [(1, part) for _, part in group])
        for rate, part in group if whole is not None else ():
            if (
                whole is not None
                and rate.figure.figure_no not in known
                and part.is_kin(whole)
                and 0 < part.value <= whole.value
            ):
                yield named(make.ratio(rate, [(1, part)], [(1, whole)], is_meant=is_dealt or is_made_up))


_Rated = tuple[Number, Number]


def _whole_of(group: Sequence[_Rated], numbers: Sequence[Number], are_levels: Container[int]) -> Number | None:
    """The one amount before a group that all of its rates, or all but one, are of; of two, one that their parts make
    up.
    """
    if len(group) < _FEWEST_ALIKE:
        return None
    first = group[0][1]
    is_pair = len(group) == _FEWEST_ALIKE
    parts = [(1, part) for _, part in group]
    fewest = 1 if is_pair else max(_FEWEST_ALIKE, len(group) - 1)
    before = [
        one for one in numbers[: bisect_left(numbers, first.start, key=lambda one: one.start)] if one.is_kin(first)
    ]
    found = [
        one
        for one in before[-_NEAR:]
        if one.start in are_levels and first.sentence - one.sentence <= _SENTENCES and one.value
        and sum(fits_ratio(rate, [(1, part)], [(1, one)]) for rate, part in group) >= fewest
        and (not is_pair or fits_sum([(1, one)], parts))
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
    """The shares of each sentence that the same words lead, or 占 alone behind them, each with its amount."""
    by_sentence: dict[int, list[_Rated]] = {}
    words: dict[int, str] = {}
    are_levels = levels(numbers)
    for place, rate in enumerate(numbers):
        if not rate.is_rate or change_of(rate) is not None or _SHARE not in rate.lead:
            continue
        lead = rate.lead.strip()
        part = _amount_of(numbers, are_levels, place)
        if part is not None and lead in {words.setdefault(rate.sentence, lead), _SHARE}:
            by_sentence.setdefault(rate.sentence, []).append((rate, part))
    yield from ((False, group) for group in by_sentence.values())


def _amount_of(numbers: Sequence[Number], are_levels: Sequence[bool], place: int) -> Number | None:
    """The amount of the segment right before a share, but for its own changes."""
    for at in range(place - 1, max(-1, place - 1 - _MOST_CHANGES), -1):
        one = numbers[at]
        if one.segment != numbers[place].segment or one.sentence != numbers[place].sentence:
            return None
        if change_of(one) is None:
            return one if are_levels[at] and not one.is_rate else None
    return None


def _rated(numbers: Sequence[Number], place: int) -> _Rated | None:
    """A share with the amount right before it, None where there is none."""
    rate, before = numbers[place], numbers[place - 1] if place else None
    if not rate.is_rate or before is None or before.is_rate or change_of(rate) is not None:
        return None
    return (rate, before) if before.sentence == rate.sentence and change_of(before) is None else None
