"""Means: what the amounts of a run come to on an average, as words right behind it say."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.model.relations import Relation
from flows.relating.sentences.making import Maker, half_step
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import levels

_MEAN = re.compile(r"^[\s，,]*(?:总体)?平均(?:得分|分|值|数)?[为是达约：:\s]*$")
_JOINTS = re.compile(r"^(?:、|和|及|与|以及|，|,)?$")


def stated_means(numbers: Sequence[Number], make: Maker) -> Iterator[Relation]:
    """Every mean of the amounts in the run before it: 得分依次为96分、97分和98分，平均97分.

    What does not fit is asked about: a mean may be weighted.
    """
    are_levels = levels(numbers)
    for place, mean in enumerate(numbers):
        if not _MEAN.search(mean.lead):
            continue
        run = _run_before(numbers, place, are_levels)
        if len(run) > 1 and min(one.value for one in run) < max(one.value for one in run):
            yield make.mean(mean, run, is_meant=_fits(mean, run))


def _run_before(numbers: Sequence[Number], place: int, are_levels: Sequence[bool]) -> list[Number]:
    """The amounts of its kind right before a place that nothing but marks of a list stands between."""
    run: list[Number] = []
    for at in range(place - 1, -1, -1):
        one = numbers[at]
        is_next = not run or _JOINTS.match(run[0].gap.strip()) is not None
        if not (is_next and are_levels[at] and one.is_kin(numbers[place]) and one.sentence == numbers[place].sentence):
            break
        run.insert(0, one)
    return run


def _fits(mean: Number, run: Sequence[Number]) -> bool:
    gap = abs(len(run) * mean.value - sum((one.value for one in run), Decimal(0)))
    return gap <= len(run) * mean.step / 2 + sum((half_step(one) for one in run), Decimal(0))
