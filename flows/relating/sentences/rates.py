"""Shares, completions and other rates: each is one printed amount of another, which words or the structure name."""

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.model.relations import Relation
from flows.model.words import clause_words
from flows.relating.sentences.comparing import is_spoken_of
from flows.relating.sentences.making import Maker, fits_ratio, named
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.rate_words import (
    are_alike,
    budget_behind,
    is_of_stage,
    is_qualified,
    is_right_behind,
    may_be_done,
    without_tail,
)
from flows.relating.sentences.roles import change_of, is_compared, is_divisor, is_of_some, is_total, levels, moved_to
from flows.relating.sentences.words import UNLIKE, anywhere, core_of, likeness, side_of

_NEAR = 14
_SENTENCES = 2
_SHARE = re.compile(r"(?P<part>[^，,。；;]*?)占(?:到|了|比)?(?P<whole>[^，,。；;]*)$")
_PART_BEHIND = re.compile(r"(?P<part>[^，,。；;]*?)(?:所占比例|所占比重|占比|比重|比例)[为达是到约：:\s]*$")
_COMPLETES = re.compile(
    r"(?:完成|为|达到?|占|相当于|是|实现)了?(?P<base>[^，,。；;]*?)的?(?:比例|比重)?[为达是到约：:\s]*$"
)
_DONE = re.compile(r"(?:完成|达到|实现)(?:率|了)?[为达是到约：:\s]*$")
_RATE = re.compile(r"(?P<what>[^，,。；;：:]*?)(?:率|进度|(?<=满意)度)[为达是到约：:\s]*$")
_BY = re.compile(r"(?:按照?|以)[^，,。；;]{0,4}?$")
_BY_BASE = re.compile(r"按照?(?P<base>[^，,。；;]+?)(?:计算|测算|口径|来算|算)")
_LEVEL_RATE = re.compile(r"(?:税率|利率|费率|比例)[为是：:\s]*$")
_POINTS = "分"
_FEWEST_ALIKE = 2
_AS_NAMED = 3
_UNSURE = 6  # from this rank on a whole is only named by part of its words


def stated_rates(numbers: Sequence[Number], wholes: dict[int, Number], make: Maker) -> Iterator[Relation]:
    """Every share, completion and other quotient of a text, growths left out."""
    reader = _Reader(numbers, wholes, make)
    for place, number in enumerate(numbers):
        if number.is_rate and change_of(number) is None and moved_to(number) is None and not is_of_some(number):
            yield from reader.read(place)


def _is_divided_by(before: Number, rate: Number) -> bool:
    """Whether a percentage is of the number before it: 占总支出160.00万元的15%, 与预算160.00万元相比，完成预算的95%."""
    if is_divisor(before, rate):
        return True
    is_completed = _COMPLETES.search(rate.lead) is not None and rate.is_rate and not rate.is_points
    return is_completed and before.is_budget and is_compared(before, rate)


class _Reader:
    def __init__(self, numbers: Sequence[Number], wholes: dict[int, Number], make: Maker) -> None:
        self._numbers, self._wholes, self._make = numbers, wholes, make
        self._is_level = levels(numbers)
        self._places = {number.start: place for place, number in enumerate(numbers)}
        self._done: set[tuple[int, int]] = set()  # the pairs of which a rate is printed already, by their places

    def read(self, place: int) -> Iterator[Relation]:
        """What a percentage is of."""
        number = self._numbers[place]
        if any(word in number.clause for word in clause_words("adjusted")):
            return  # of what is left without something, which seldom is printed
        before = self._numbers[place - 1] if place else None
        if before is not None and before.sentence == number.sentence and _is_divided_by(before, number):
            yield from self._of_printed(place - 1, number)
        elif _BY.search(number.lead) or _LEVEL_RATE.search(number.lead):
            yield from self._taken_by(place)
        elif match := _SHARE.search(number.lead):
            yield from self._share(place, match["part"], match["whole"])
        elif match := _PART_BEHIND.search(number.lead):
            yield from self._share(place, match["part"], "")
        elif not number.lead.strip() and number.brackets and before is not None and number.gap.strip() in {"（", "("}:
            yield from self._share(place, "", "")
        elif found := self._completion(place):
            yield from found
        else:
            yield from self._other(place)

    def _place(self, number: Number) -> int:
        return self._places[number.start]

    def _back(self, place: int, sentences: int = _SENTENCES) -> Iterator[Number]:
        """Amounts in themselves before a place, the nearest first."""
        number = self._numbers[min(place, len(self._numbers) - 1)]
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            if number.sentence - self._numbers[at].sentence > sentences:
                return
            if self._is_level[at] and not self._numbers[at].is_rate:
                yield self._numbers[at]

    def _of_printed(self, at: int, rate: Number) -> Iterator[Relation]:
        whole = self._numbers[at]
        parts = [one for one in self._back(at) if one.is_kin(whole) and not one.is_aside_of(rate)]
        part = next((one for one in parts if not (one.is_budget and not whole.is_budget)), None)
        if part is not None:
            pairs = [(one, whole) for one in (part, *self._listed_wholes(part))]
            yield from self._best(rate, pairs, is_meant=True)

    def _best(
        self, rate: Number, pairs: Sequence[tuple[Number, Number]], *, is_meant: bool, is_sure: bool | None = None,
        is_named: bool = False,
    ) -> Iterator[Relation]:  # fmt: skip
        """The pair that fits, else the first where it is meant; it is sure where there is no other one, and `is_named`
        where the words name its two numbers.
        """
        pairs = [
            (part, whole)
            for part, whole in pairs
            if whole.value and part is not whole and part.is_kin(whole) and (part.value or rate.value)
        ]
        fitting = [pair for pair in pairs if fits_ratio(rate, [(1, pair[0])], [(1, pair[1])])]
        if fitting:
            nearest = min(fitting, key=lambda pair: abs(100 * pair[0].value / pair[1].value - rate.value))
            self._done.add((nearest[0].start, nearest[1].start))
            yield self._make.ratio(rate, [(1, nearest[0])], [(1, nearest[1])], is_meant=True)
        elif pairs and is_meant:
            is_sure = len(pairs) == 1 if is_sure is None else is_sure
            part, whole = pairs[0]
            made = self._make.ratio(rate, [(1, part)], [(1, whole)], is_meant=is_sure)
            yield named(made) if is_named else made

    def _share(self, place: int, part_words: str, whole_words: str) -> Iterator[Relation]:
        number = self._numbers[place]
        part = self._part(place, part_words) if core_of(part_words) else self._nearest(place)
        if part is None:
            return
        if anywhere("of_change").search(whole_words):
            changed = [
                one
                for one in self._numbers[max(0, place - _NEAR) : place]
                if change_of(one) is not None and one.is_kin(part) and one is not part
            ]
            yield from self._best(number, [(part, one) for one in reversed(changed)][:1], is_meant=True)
            return
        name = without_tail(whole_words)
        listed = self._listed_wholes(part)
        if core_of(name) or side_of(name):
            wholes = self._named_wholes(part, self._back(self._place(part), sentences=3), name, whole_words)
            wholes = wholes or self._named_wholes(part, self._between(part, place), name, whole_words)
            best = wholes[0][0] if wholes else _UNSURE
            is_sure = best < _UNSURE and len([rank for rank, _ in wholes if rank == best]) == 1
            pairs = [(part, one) for _, one in wholes] + [(part, one) for one in listed if wholes]
            pairs = pairs[:1] if best == 0 and is_sure else pairs
            is_part_named = part is self._nearest(place) or core_of(part_words) == part.core
            is_named = best == 0 and bool(core_of(name)) and is_part_named
            yield from self._best(number, pairs, is_meant=best < _UNSURE, is_sure=is_sure, is_named=is_named)
            return
        others = [
            one
            for one in self._back(self._place(part))
            if one.is_kin(part) and not one.is_aside_of(part) and not self._are_siblings(one, part)
        ]
        pairs = [(part, one) for one in dict.fromkeys((*listed, *others))]
        yield from self._best(number, pairs, is_meant=bool(listed), is_sure=len(listed) == 1)

    def _listed_wholes(self, part: Number) -> list[Number]:
        """The whole of the list that a part is in, then what that is a part of."""
        found: list[Number] = []
        while (whole := self._wholes.get(part.start)) is not None and whole not in found:
            found.append(whole)
            part = whole
        return found

    def _are_siblings(self, one: Number, other: Number) -> bool:
        """Whether both are parts of one list: neither is what the other has a share of."""
        whole = self._wholes.get(one.start)
        return whole is not None and self._wholes.get(other.start) is whole

    def _part(self, place: int, words: str) -> Number | None:
        """The last amount before a place that is about what the words name."""
        core, side = core_of(words), side_of(words)
        for one in self._back(place, sentences=3):
            if likeness(core, one.core) < _AS_NAMED and (not side or side_of(one.lead) in {"", side}):
                return one
        return None

    def _between(self, part: Number, place: int) -> Iterator[Number]:
        """The amounts behind a part and before a place: 余额31亿元，限额32亿元，余额占限额的97%."""
        return (one for one in self._back(place, sentences=3) if one.start > part.start)

    def _named_wholes(self, part: Number, among: Iterable[Number], name: str, words: str) -> list[tuple[int, Number]]:
        """The amounts that may be the whole of a part that words name, the likeliest first, each with its rank."""
        core, side = core_of(name), side_of(name)
        wants_total = re.search("总|合计|全部|本年|全年", words) is not None
        found = []
        for one in among:
            if (side and side_of(one.lead) not in {"", side}) or not is_of_stage(one, words) or not one.is_kin(part):
                continue
            is_total_too = is_total(one) or re.search("总|合计|本年", one.lead) is not None
            if core:
                rank = likeness(core, one.matter) * 2
            else:
                rank = (
                    0
                    if side_of(one.lead) == side and not one.core and (is_total_too or not wants_total)
                    else 2 * UNLIKE
                )
            if rank < 2 * UNLIKE:
                found.append((rank + (wants_total and not is_total_too), one))
        return sorted(found, key=lambda pair: pair[0])

    def _nearest(self, place: int) -> Number | None:
        number = self._numbers[place]
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            one = self._numbers[at]
            if one.sentence != number.sentence:
                return None
            is_open = not one.is_aside_of(number) or number.gap.strip() in {"（", "("}
            is_one = self._is_level[at] or change_of(one) is not None
            if is_one and is_open and not one.is_rate and not one.is_points:
                return one
        return None

    def _completion(self, place: int) -> Iterator[Relation] | None:
        """The relation of a completion, None where the percentage is none."""
        number = self._numbers[place]
        match = _COMPLETES.search(number.lead)
        base = match["base"] if match else ""
        plan = anywhere("budget").search(anywhere("fund").sub("", base)) is not None
        is_rate = bool(anywhere("done_rate").search(number.lead[-8:]))
        if not (plan or is_rate or _DONE.search(number.lead) or _BY_BASE.search(number.lead)):
            return None
        return self._completed(place, base if plan else "", is_plan=plan)

    def _completed(self, place: int, base: str, *, is_plan: bool) -> Iterator[Relation]:
        number = self._numbers[place]
        near = [one for one in self._back(place) if one.figure.unit != _POINTS]
        near = [one for one in near if not one.is_aside_of(number)] or near
        near = [one for one in near if one.is_before] if number.is_before else near
        if (by := _BY_BASE.search(number.lead)) is not None:
            words = by["base"]
            wholes = [one for one in near if are_alike(words, one.lead)]
            done = [one for one in near if not one.is_budget and one not in wholes]
            yield from self._best(number, [(part, whole) for part in done[:1] for whole in wholes[:1]], is_meant=True)
            return
        done_near = next((one for one in near if not one.is_budget and may_be_done(one)), None)
        if done_near is None or any(_is_other_budget(one, done_near) for one in near):
            return  # 采购90万元；公用经费预算50万元，控制率98%: of what was spent of that
        wholes = [
            one for one in near
            if one is not done_near and one.is_kin(done_near) and one.is_budget and one.is_of_same(done_near)
            and is_spoken_of(one, base)
        ]  # fmt: skip
        if (
            is_plan
            and not wholes
            and (later := budget_behind(self._numbers, place, done_near)) is not None
            and is_spoken_of(later, base)
        ):
            yield from self._best(number, [(done_near, later)], is_meant=True)
            return
        own = [one for one in wholes if one.segment == done_near.segment] or [
            one for one in wholes if one.sentence == done_near.sentence
        ]
        wholes = own or wholes
        adjusted = [one for one in wholes if re.search("调整|全年", one.lead)] if not base else []
        wholes = [*adjusted, *(one for one in wholes if one not in adjusted)]
        listed = self._listed_wholes(done_near)
        if done_near.sentence != number.sentence:  # 支出6743万元。其中…。支出完成预算的98%: all of it is meant
            listed = [*listed, *(one for one in near if not (one.is_budget or one.core) and may_be_done(one))]
        pairs = [(done, one) for done in (done_near, *listed) for one in wholes]
        others: list[tuple[Number, Number]] = []
        if not is_plan:
            others = [
                (done_near, one)
                for one in near
                if one.start < done_near.start and one.sentence == done_near.sentence and one.is_kin(done_near)
            ]
            others = [pair for pair in others if pair not in pairs and pair[1] not in listed]
        is_only = len(others) == 1 and done_near.is_money and others[0][1].value >= done_near.value
        is_said = bool(wholes) or is_only
        if number.core and likeness(number.core, done_near.core) == UNLIKE:  # of a matter without amounts of its own
            pairs = [pair for pair in pairs if (pair[0].start, pair[1].start) not in self._done]
        if is_plan and len(pairs) == 1 and pairs[0][0].value and not pairs[0][1].value:
            yield self._make.ratio(number, [(1, pairs[0][0])], [(1, pairs[0][1])], is_meant=True)
        yield from self._best(number, [*pairs, *others], is_meant=is_said, is_sure=len(pairs) == 1 and not others)

    def _other(self, place: int) -> Iterator[Relation]:
        """A rate that is named after what it is of: 满意率, 刷卡率, 结转结余率."""
        number = self._numbers[place]
        match = _RATE.search(number.lead)
        if match is None or anywhere("level_rate").search(number.lead):
            return
        near = [one for one in self._back(place, sentences=0) if not one.is_aside_of(number)]
        if len(near) < _FEWEST_ALIKE:
            return
        name = core_of(match["what"])
        pairs: list[tuple[Number, Number]] = []
        for part in near:
            if len(set(name) & set(part.lead)) >= _FEWEST_ALIKE or part is near[0]:
                wholes = [*self._listed_wholes(part), *(one for one in near if one.start < part.start)]
                pairs += [(part, one) for one in dict.fromkeys(wholes) if one.is_kin(part) and one.value >= part.value]
        pairs = [pair for pair in pairs if not is_qualified(pair[1], match["what"])]
        first = near[0]
        is_named = len(set(name) & set(first.lead)) >= _FEWEST_ALIKE and bool(pairs) and pairs[0][0] is first
        is_sure = is_named and self._wholes.get(first.start) is pairs[0][1]
        is_alike = is_named and (is_sure or len(set(name) & set(pairs[0][1].lead)) >= _FEWEST_ALIKE)
        is_alike = is_alike and not is_qualified(first, match["what"])
        if is_named and is_right_behind(self._numbers, place, pairs[0], match["what"]):
            is_alike = is_sure = True
        yield from self._best(number, pairs, is_meant=is_alike, is_sure=is_sure)

    def _taken_by(self, place: int) -> Iterator[Relation]:
        """What a percentage of an amount before it comes to: 按30%预付114.00万元, 税率9%，税额18.00万元."""
        number = self._numbers[place]
        base = next(
            (one for one in self._back(place, sentences=0) if one.is_money and not one.is_aside_of(number)), None
        )
        behind = self._numbers[place + 1] if place + 1 < len(self._numbers) else None
        if (
            base is None
            or behind is None
            or not behind.is_money
            or behind.sentence != number.sentence
            or not base.value
        ):
            return
        if len(behind.gap.strip("，, ")) > 12:
            return
        yield self._make.taken(number, behind, base, is_meant=True)


def _is_other_budget(one: Number, done: Number) -> bool:
    """Whether a budget of another matter stands behind what was done."""
    return one.is_budget and one.start > done.start and one.is_kin(done) and not one.is_of_same(done)
