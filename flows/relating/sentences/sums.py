"""Sums: totals behind what they add up, wholes before their parts, openings with what was added and taken away."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from flows.model.relations import Relation
from flows.relating.sentences.left.rests import what_is_left
from flows.relating.sentences.listing import sums_of_lists
from flows.relating.sentences.lists import PartList
from flows.relating.sentences.making import Maker, Signed, fits_sum, is_slip
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.parts import counted_items, flow_of, sign_of_part, slot_of
from flows.relating.sentences.roles import change_of, is_each, is_net, is_strong_total, is_total, levels, moved_to
from flows.relating.sentences.words import any_of, anywhere, core_of, likeness, side_of

_MOST = 40
_NEAR = 12
_LONGEST_COUNT = 16
_PAIR = 2
_SUM_BEHIND = re.compile(r"^[^，。；]{0,6}(?:之和|三者之和|的和)")
_NAMES = re.compile(
    r"(?:^|[，。；中])(?P<names>[^，。；\d]*[、和及与][^，。；\d]*?)(?:等)?(?:[两二三四五六七八九十]|\d{1,2})(?:大?[项类者个])[^，。；]*$"
)
_AS_NAMED = 3
_ADDED = re.compile(r"^\s*再?加上?(?!强|快|大)")


def stated_sums(
    numbers: Sequence[Number], lists: Sequence[PartList], wholes: dict[int, Number], make: Maker
) -> Iterator[Relation]:
    """Every sum that words state, and lists whose parts make up a number before them.

    What is found to be the total of a number is added to `wholes`.
    """
    yield from sums_of_lists(lists, make)
    reader = _Reader(numbers, {part.start for one in lists for part in one.parts}, make)
    for place in range(len(numbers)):
        yield from reader.read(place)
    for place in range(len(numbers)):
        yield from reader.bare(place)
    for start, total in reader.totals.items():
        if is_strong_total(total.lead):
            wholes.setdefault(start, total)


class _Reader:
    """Reads totals, remainders and closing amounts, each with the amounts before it."""

    def __init__(self, numbers: Sequence[Number], listed: set[int], make: Maker) -> None:
        self._numbers, self._make, self._listed = numbers, make, listed
        self._is_level = levels(numbers)
        self.totals: dict[int, Number] = {}
        self._sums: set[int] = set()

    def read(self, place: int) -> Iterator[Relation]:
        """The sums whose total, or else whose first number, stands at a place."""
        number = self._numbers[place]
        if is_net(number):
            yield from self._net(place)
        if number.is_rate or number.is_points or not self._is_level[place]:
            return
        yield from list(self._total(place)) or list(self._closing(place)) or list(self._left(place))

    def _before(self, place: int, *, sentences: int = 0, is_counted: bool = False) -> list[Number]:
        """Amounts in themselves before a place that are kin to the number there, the nearest first."""
        number = self._numbers[place]
        found = []
        for at in range(place - 1, max(-1, place - 1 - _MOST), -1):
            one = self._numbers[at]
            if number.sentence - one.sentence > sentences:
                break
            is_one = self._is_level[at] or (is_counted and change_of(one) is not None and not self._is_level[place - 1])
            is_one = is_one or (is_each(number) and is_each(one) and change_of(one) is None)
            if is_one and one.is_kin(number) and not one.is_aside_of(number):
                found.append(one)
        return found

    def _total(self, place: int) -> Iterator[Relation]:
        """A total behind what it adds up: as many numbers as it says, else those that make it up, else all of its
        segment.
        """
        number = self._numbers[place]
        added = self._added(place)
        if not (is_total(number) or added or re.search("合并计算|之和", number.gap)):
            return
        count = counted_items(number.clause[-_LONGEST_COUNT:])
        if count and len(bracketed := self._bracketed(place)) == count:
            yield self._made(number, bracketed, is_meant=True)
            return
        before = [one for one in self._before(place, is_counted=count is not None) if _is_of_slot(one, number)]
        if count and not before:
            wider = self._before(place, sentences=3, is_counted=True)
            before = [one for one in wider if _is_of_slot(one, number)]
        parts: list[Number] = []
        for one in before:
            if parts and is_total(one) and one.start not in self.totals and not count and one.segment != number.segment:
                break
            parts.append(one)
        if count and (names := _listed_names(number.clause)):
            named = [self._named(place, name) for name in names]
            if len(names) == count and all(one is not None for one in named):
                yield self._made(number, [one for one in named if one is not None], is_meant=True)
            return
        if count and len(parts) >= count > 1:
            chosen = self._first_fit(number, parts, count) or parts[:count]
            if len(chosen) == count:
                yield self._made(number, chosen, is_meant=True)
            return
        if fitting := self._fitting(number, parts):
            yield self._made(number, fitting, is_meant=True)
            return
        if parts and _ADDED.search(parts[-1].lead):
            if is_strong_total(number.lead):
                yield from self._added_to(place, parts)
            return
        of_segment = [one for one in parts if one.segment == number.segment and one.start not in self.totals]
        own = _of_list(of_segment)
        is_listed = len(own) < len(of_segment)
        if len(own) < 2:
            own = [one for one in parts if is_total(one) or "计" in one.lead]
        is_said = is_strong_total(number.lead) and _is_plain_list(own, number)
        if is_said and len(own) > 1 and (earlier := self._of_sentences_before(place)):
            # What a sentence before has told may be one of them: …收入10.35亿元。上级补助24.80亿元，…收入总计….
            for one in earlier:
                if fits_sum([(1, number)], [(1, part) for part in (*own, one)]):
                    yield self._made(number, [*own, one], is_meant=True)
                    return
            yield self._made(number, own, is_meant=False)
            return
        if len(own) > 1 and (is_said or (added and anywhere("closing").search(number.lead))):
            yield self._made(number, own, is_meant=len(own) == len(parts) or added or is_listed)

    def _bracketed(self, place: int) -> list[Number]:
        """The amounts right before a total that stand in brackets behind their names: 管护（21人）和植保（18人）."""
        number = self._numbers[place]
        found: list[Number] = []
        for one in reversed(self._numbers[max(0, place - _NEAR) : place]):
            if one.sentence != number.sentence or (one.is_kin(number) and not one.is_aside_of(number)):
                break
            if one.is_kin(number):
                found.append(one)
        return found

    def _added_to(self, place: int, parts: Sequence[Number]) -> Iterator[Relation]:
        """A total of what was added and of what it was added to, which a sentence before tells: 支出900万元，增长2%。
        加上上解支出90万元，支出总计990万元.
        """
        number = self._numbers[place]
        earlier = self._of_sentences_before(place)
        fitting = [one for one in earlier if fits_sum([(1, number)], [(1, part) for part in (*parts, one)])]
        before = [one for one in earlier if one.sentence == number.sentence - 1 and one.start not in self._listed]
        if whole := (fitting or before[-1:]):
            yield self._made(number, [*parts, whole[0]], is_meant=bool(fitting) or len(before) == 1)

    def _of_sentences_before(self, place: int) -> list[Number]:
        """Amounts of its side in the sentences before, where a total is of all income or expenditure."""
        number = self._numbers[place]
        side = side_of(number.lead)
        if not side:
            return []
        wider = self._before(place, sentences=3)
        return [one for one in wider if one.sentence < number.sentence and side_of(one.lead) == side]

    def _named(self, place: int, name: str) -> Number | None:
        """The last amount before a place that a name is the name of."""
        number, core = self._numbers[place], core_of(name)
        for at in range(place - 1, max(-1, place - 1 - _MOST), -1):
            one = self._numbers[at]
            if self._is_level[at] and one.is_kin(number) and core and likeness(core, one.core) < _AS_NAMED:
                return one
        return None

    def _added(self, place: int) -> bool:
        """Whether the number before was added to the one before it: 加上上年结转22.40万元，可用资金520.60万元."""
        if not place:
            return False
        before, number = self._numbers[place - 1], self._numbers[place]
        is_joined = before.segment == number.segment and before.is_kin(number)
        return is_joined and bool(_ADDED.search(before.lead) or re.match(r"^后为?", number.gap))

    def _made(self, total: Number, parts: Sequence[Number], *, is_meant: bool) -> Relation:
        self.totals.update((part.start, total) for part in parts)
        self._sums.add(total.start)
        signed = [(sign_of_part(part, total), part) for part in reversed(parts)]
        return self._make.total(total, signed, is_meant=is_meant)

    def _fitting(self, total: Number, parts: Sequence[Number]) -> list[Number]:
        """The last numbers before a total that make it up, none of whose own totals is counted twice."""
        for kept in (list(parts), [one for one in parts if one.start not in self._listed], _of_totals(parts)):
            sums_so_far = list(accumulate(one.value for one in kept))
            for end in range(2, len(kept) + 1):
                if sums_so_far[end - 1] > 2 * abs(total.value) + 1:
                    break
                if fits_sum([(1, total)], [(1, one) for one in kept[:end]]):
                    return kept[:end]
        return []

    def _first_fit(self, total: Number, parts: Sequence[Number], count: int) -> list[Number]:
        """As many numbers as are counted that make up the total: the last ones, those at the head of lists, totals."""
        for kept in (list(parts), [one for one in parts if one.start not in self._listed], _of_totals(parts)):
            if len(kept) >= count and fits_sum([(1, total)], [(1, one) for one in kept[:count]]):
                return kept[:count]
        return []

    def _closing(self, place: int) -> Iterator[Relation]:
        """An amount at the end of a time or an examination: what there was, with what came and without what went."""
        number = self._numbers[place]
        if not anywhere("closing", "settled").search(number.lead + number.gap[-8:]):
            return
        flows: list[Signed] = []
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            one = self._numbers[at]
            if one.sentence != number.sentence or not one.is_kin(number) or moved_to(one) is not None:
                return
            if (sign := flow_of(one)) is not None:
                flows.append((sign, one))
                continue
            opens = re.search(any_of("opening") if one.is_before else any_of("opening", "asked_for"), one.lead)
            is_first = not any(
                other.is_kin(one) and other.segment == one.segment for other in self._numbers[max(0, at - 2) : at]
            )
            if flows and opens and is_first:
                yield self._make.total(number, [(1, one), *reversed(flows)], is_meant=True)
            return

    def _left(self, place: int) -> Iterator[Relation]:
        """What is left, where words say so."""
        if self._numbers[place].start not in self._listed:
            totals = [one for one in self._before(place, sentences=_PAIR) if is_strong_total(one.lead)]
            yield from what_is_left(self._numbers, place, totals, self._listed, self._make)

    def _net(self, place: int) -> Iterator[Relation]:
        """What changes before it come to together."""
        number = self._numbers[place]
        flows: list[Signed] = []
        for one in reversed(self._numbers[max(0, place - _NEAR) : place]):
            if one.start in self._listed and one.is_kin(number):
                continue  # 退出138人，其中死亡97人，净增76人
            if one.sentence != number.sentence or not one.is_kin(number) or (sign := flow_of(one)) is None:
                break
            flows.append((sign, one))
        if len(flows) > 1:
            own = flow_of(number) or 1
            yield self._make.total(number, [(own * sign, one) for sign, one in reversed(flows)], is_meant=True)

    def bare(self, place: int) -> Iterator[Relation]:
        """Amounts right behind a number that make it up, though no word says so."""
        number = self._numbers[place]
        is_known = number.start in self.totals or number.start in self._listed or number.start in self._sums
        if not self._is_level[place] or number.is_rate or is_known or not number.value:
            return
        parts: list[Number] = []
        so_far = 0 * number.value
        for at in range(place + 1, min(len(self._numbers), place + 1 + _NEAR)):
            one = self._numbers[at]
            if one.segment != number.segment or "其中" in one.gap or is_total(one):
                break
            if not one.is_kin(number) or not self._is_level[at] or one.is_aside_of(number):
                if one.is_kin(number):
                    return
                continue
            if one.brackets != number.brackets:
                continue
            parts.append(one)
            so_far += one.value
            if so_far > number.value * 2:
                return
            if len(parts) > 1 and fits_sum([(1, number)], [(1, part) for part in parts]):
                yield self._make.total(number, [(1, part) for part in parts], is_meant=False)
                return
        if is_strong_total(number.lead) and len(parts) > 1 and is_slip(number, parts, may_leave_out=True):
            yield self._make.total(number, [(1, part) for part in parts], is_meant=False)


def _is_of_slot(one: Number, total: Number) -> bool:
    """Whether a number is of the kind that a total of its words adds up: points that could be got are no points got,
    and expenditure is no income.
    """
    side = side_of(total.lead)
    if side and side_of(one.lead) not in {"", side}:
        return False
    return slot_of(one) != "weight" or slot_of(total) == "weight"


def _listed_names(clause: str) -> list[str]:
    """The names of what a total adds up, where its own clause lists them (教育、卫生健康两项合计), else []."""
    match = _NAMES.search(clause)
    return [name for name in re.split("[、和及与]", match["names"]) if core_of(name)] if match else []


def _of_totals(parts: Sequence[Number]) -> list[Number]:
    """Those that are totals themselves: what single products or lists come to."""
    return [
        one
        for one in parts
        if is_total(one) or re.search("计[为：:]?$|[为需]$", one.lead.strip()) or not one.lead.strip("，, ")
    ]


def _of_list(parts: Sequence[Number]) -> list[Number]:
    """Those behind the words or the colon that open the list of the nearest, all where none do."""
    first = next((at for at, one in enumerate(parts) if at and _opens_list().search(one.gap)), len(parts))
    return list(parts[: first + 1])


@cache
def _opens_list() -> re.Pattern[str]:
    return re.compile(rf"(?:[：:]|{any_of('opens')})[^，,。；;：:]*$")


def _is_plain_list(parts: Sequence[Number], total: Number) -> bool:
    """Whether nothing but names and marks of a list stands between the parts and their total."""
    return all(len(one.gap) <= 40 for one in (*parts[:-1], total)) and not re.search("。", total.gap)
