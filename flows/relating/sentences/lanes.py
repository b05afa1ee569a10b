"""Numbers that 分别 deals out: each of a run belongs to the one that stands at its place in the run before."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.relating.sentences.making import fits_sum
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import change_of, levels

EACH = re.compile("分别|依次")
_JOINTS = frozenset({"、", "和", "及", "与", "以及", "，", ","})
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Dealt:
    """A text's numbers as they belong together: the lanes, and those that none of them takes."""

    lanes: tuple[tuple[Number, ...], ...]
    rest: tuple[Number, ...]

    @property
    def common(self) -> frozenset[int]:
        """The places of numbers that stand in several lanes."""
        counted = Counter(number.start for lane in self.lanes for number in lane)
        return frozenset(start for start, lanes in counted.items() if lanes > 1)


def dealt(numbers: Sequence[Number]) -> Dealt:
    """The numbers sentence by sentence, runs of one length dealt out."""
    lanes: list[tuple[Number, ...]] = []
    taken: set[int] = set()
    by_sentence: dict[int, list[Number]] = {}
    for number in numbers:
        by_sentence.setdefault(number.sentence, []).append(number)
    for own in by_sentence.values():
        if runs := _runs(own):
            lanes += _lanes(own, runs, taken)
    return Dealt(tuple(lanes), tuple(number for number in numbers if number.start not in taken))


def _runs(own: Sequence[Number]) -> list[list[Number]]:
    """Runs of numbers that nothing but marks of a list parts, the first opened by 分别."""
    runs: list[list[Number]] = []
    for before, number in zip([None, *own], own, strict=False):
        if runs and runs[-1][-1] is before and _goes_on(number, runs[-1]):
            runs[-1].append(number)
        elif EACH.search(number.lead) or runs:
            runs.append([number])
    return [run for run in runs if len(run) >= _FEWEST]


def _goes_on(number: Number, run: Sequence[Number]) -> bool:
    return number.gap.strip() in _JOINTS and number.figure.unit == run[0].figure.unit


def _lanes(own: Sequence[Number], runs: Sequence[Sequence[Number]], taken: set[int]) -> list[tuple[Number, ...]]:
    """The lanes of the runs of one length; what stands outside them is of every lane, as a whole is."""
    length = len(runs[0])
    dealt_runs = [run for run in runs if len(run) == length]
    first = dealt_runs[0][0]
    are_levels = dict(zip((number.start for number in own), levels(own), strict=True))
    before = [number for number in own if number.start < first.start]
    heads = [number for number in before if are_levels[number.start] and not number.is_rate]
    columns: list[Sequence[Number]] = list(dealt_runs)
    in_runs = {number.start for run in dealt_runs for number in run}
    shared = [number for number in own if number.start not in in_runs]
    of_one_kind = len(heads) >= length and len({head.kind for head in heads[-length:]}) == 1
    if of_one_kind and (len(heads) == length or _is_list_of(heads[-length - 1], heads[-length:])):
        columns.insert(0, heads[-length:])
        shared = [number for number in shared if number not in heads[-length:]]
    taken.update(
        number.start
        for run in dealt_runs
        for number in run
        if number.is_rate or change_of(number) is not None or _is_each_of(run)
    )
    dependent = any(number.is_rate or change_of(number) is not None for run in dealt_runs for number in run)
    if len(columns) < _FEWEST and not (shared and dependent):
        return []
    lanes = [(*shared, *(_dealt(column, place) for column in columns)) for place in range(length)]
    return [tuple(sorted(lane, key=lambda number: number.start)) for lane in lanes]


def _is_list_of(whole: Number, parts: Sequence[Number]) -> bool:
    """Whether a number before a run is what the run makes up."""
    return whole.is_kin(parts[0]) and fits_sum([(1, whole)], [(1, part) for part in parts])


def _is_each_of(run: Sequence[Number]) -> bool:
    return "均" in run[0].lead


def _dealt(column: Sequence[Number], place: int) -> Number:
    """A number of a run with the words that the whole run has."""
    number, first = column[place], column[0]
    if number.gap.strip() not in _JOINTS:
        return number
    return replace(
        number, gap=EACH.sub("", first.gap), lead=EACH.sub("", first.lead),
        clause=EACH.sub("", first.clause), behind=column[-1].behind,
    )  # fmt: skip
