"""Points that a rate comes to (执行率95%，按分值10分计得9.5分), and the rate of points (20分，得16分，得分率80%)."""

import re
from collections.abc import Iterator, Sequence

from flows.model.relations import Relation
from flows.relating.sentences.making import Maker, fits_ratio
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import change_of, is_of_some

_POINTS, _WEIGHT = "分", "weight"
_NEAR, _SENTENCES = 3, 1
_BY_RATE = re.compile(r"按[^，。；]{0,8}(?:率|度|比例)")
_RATE_OF_POINTS = re.compile(r"得分率[为是达约：:\s]*$")
_GOT = re.compile(r"[得计]")


def scored_by_rates(numbers: Sequence[Number], make: Maker) -> Iterator[Relation]:
    """Every rate with the points that it could bring and those that it brought; meant where words say so."""
    for place, rate in enumerate(numbers):
        if not rate.is_rate or change_of(rate) is not None or is_of_some(rate):
            continue
        if _RATE_OF_POINTS.search(rate.lead):
            yield from _rate_of_points(numbers[max(0, place - _NEAR) : place], rate, make)
            continue
        behind = [one for one in numbers[place + 1 : place + 1 + _NEAR] if _is_of(one, rate)]
        score = next((one for one in behind if one.figure.figure_role != _WEIGHT and _GOT.search(one.lead)), None)
        if score is None:
            continue
        before = [one for one in reversed(numbers[max(0, place - _NEAR) : place]) if one.segment == rate.segment]
        near = (*(one for one in behind if one.start < score.start), *(one for one in before if _is_of(one, rate)))
        weights = [one for one in near if one.figure.figure_role == _WEIGHT and one.value]
        if not weights:
            continue
        words = "".join((rate.lead, score.lead, score.behind, weights[0].lead))
        is_by = _BY_RATE.search(words) is not None
        if is_by or fits_ratio(rate, [(1, score)], [(1, weights[0])]):
            yield make.taken(rate, score, weights[0], is_meant=is_by)


def _rate_of_points(before: Sequence[Number], rate: Number, make: Maker) -> Iterator[Relation]:
    """What the points right before a rate are of those that could be got."""
    points = [one for one in before if one.segment == rate.segment and one.figure.unit == _POINTS]
    if [one.figure.figure_role for one in points[-2:]] == [_WEIGHT, "score"] and points[-2].value:
        yield make.ratio(rate, [(1, points[-1])], [(1, points[-2])], is_meant=True)


def _is_of(one: Number, rate: Number) -> bool:
    return one.figure.unit == _POINTS and abs(one.sentence - rate.sentence) <= _SENTENCES
