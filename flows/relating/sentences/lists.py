"""Lists of parts: the number that they are parts of, the parts in their order, and what the words say of the list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from flows.model.years import named_years
from flows.relating.sentences.making import fits_sum
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.parts import divides, is_closed, is_divided, is_flow, is_lost, sign_of_part, slot_of
from flows.relating.sentences.roles import (
    change_of,
    is_compared,
    is_divisor,
    is_each,
    is_limit,
    is_net,
    is_total,
    levels,
)
from flows.relating.sentences.words import UNLIKE, any_of, anywhere, core_of, likeness, side_of

_MOST = 40
_NEAR = 10
_FOUR = 4
_SENTENCES = 2  # that lie between a whole and another way to divide it
_SCORE = "score"
_IN_BRACKET = re.compile("[）)]")  # 80分（含）至90分
_MARK = re.compile("[、，,：:；;]")
_STOP = re.compile(r"[。！？!?\n]")
_SOURCES = re.compile("资金来源(?:[为是：:]|包括)")


@dataclass(frozen=True, slots=True)
class PartList:
    """Parts of a whole; `opener` are the words or the mark that open the list.

    `is_closed` holds where words say that every part is listed, `is_near` where no other number may be the whole.
    """

    whole: Number
    parts: tuple[Number, ...]
    opener: str
    is_closed: bool
    is_near: bool


@cache
def _opens() -> re.Pattern[str]:
    # but A与B共同构成C; 总额3万元，分别为甲1万元、乙2万元, but 甲、乙分别为1万元、2万元
    return re.compile(f"(?<!共同){any_of('opens')}|(?<=[，,：:])分别[为是]")


def lists_of(numbers: Sequence[Number], text: str) -> list[PartList]:
    """The lists of parts of a text in their order; an inner list stands beside the one that it is in."""
    reader = _Reader(numbers, text)
    found = (reader.opened_at(place) for place in range(len(numbers)))
    return [one for listed in found for one in listed]


class _Reader:
    def __init__(self, numbers: Sequence[Number], text: str) -> None:
        self._numbers, self._text = numbers, text
        self._is_level = levels(numbers)
        self._divided: Number | None = None  # the last whole whose parts make it up

    def opened_at(self, place: int) -> Iterator[PartList]:
        """The list whose first part stands at a place, none where none begins there."""
        number = self._numbers[place]
        before = self._numbers[place - 1] if place else None
        if before is None or not self._is_part(place, number) or is_total(number):
            return
        opener = self._opener(before, number)
        if opener is None or _is_of_before(number.gap, opener):
            return
        again = self._again(number)
        wholes = sorted(self._wholes(place, opener), key=lambda one: one is not again)
        readings = [(whole, parts) for whole in wholes if (parts := self._parts(self._first(place, whole), whole))]
        if not readings:
            return
        whole, parts = next((one for one in readings if _makes_up(*one)), readings[0])
        if self._is_unsure(number, whole) and not _makes_up(whole, parts):
            return
        if _makes_up(whole, parts):
            self._divided = whole
        is_near = opener == "（" or whole.sentence == number.sentence or len(readings) == 1
        is_again = whole is again and _SOURCES.search(number.gap) is not None
        closed = is_again or self._is_divided(place, whole, parts) or is_closed(parts, opener)
        yield PartList(whole, parts, opener, closed, is_near)
        if slot := slot_of(whole):
            for other, others in readings:
                if (
                    slot_of(other) not in {"", slot}
                    and len(others) > 1
                    and {slot_of(part) for part in others} == {slot_of(other)}
                ):
                    yield PartList(other, others, opener, is_closed(others, opener), is_near)
                    return

    def _is_divided(self, place: int, whole: Number, parts: Sequence[Number]) -> bool:
        """Whether the whole is divided and the rest of the sentence holds nothing but its parts and their shares."""
        first = self._numbers[place]
        if not is_divided(first.gap, parts):
            return False
        behind = [one for one in self._numbers[place : place + _MOST + 1] if one.sentence == first.sentence]
        own = [one for one in behind if len(one.brackets) == len(first.brackets) and not one.is_rate]
        end = next((at for at, one in enumerate(own) if is_total(one) or (at and divides().search(one.gap))), len(own))
        if len(behind) > _MOST or any(change_of(one) is not None for one in behind):
            return False
        gap = abs(sum((part.value for part in parts), -whole.value))
        return own[:end] == list(parts) and gap * _FOUR < whole.value

    def _is_unsure(self, first: Number, whole: Number) -> bool:
        """Whether a sentence divides what only one before it may have told: …90.00万元。按功能分，…."""
        is_apart = whole.sentence != first.sentence and not is_total(whole) and whole is not self._again(first)
        return is_apart and divides().search(first.gap) is not None

    def _again(self, first: Number) -> Number | None:
        """The whole that was divided before, where words divide it another way: 分结构看，…。分级次看，…; 资金来源."""
        return self._divided if divides().search(first.gap) or _SOURCES.search(first.gap) else None

    def _opener(self, before: Number, number: Number) -> str | None:
        """The words that open a list right before its first part, None where none do."""
        gap = number.gap
        if re.search(r"[^，。；：、]{2,20}(?<!其)中[，,：:][^，。；：]*$", gap):
            return "中"
        if (match := _divided().search(gap)) is not None:
            return match[0]
        found = [match for match in _opens().finditer(gap) if not _IN_BRACKET.match(gap, match.end())]
        if found and not re.search(r"[，,。！？；;：:]", gap[found[-1].end() :].lstrip("，,：: ")):
            return gap[found[-1].start() :]
        if re.search(r"由[^，。；]*$", number.lead) and re.search(any_of("closes"), self._behind(number)):
            return "由"
        if re.match(r"^[（(][^，。；）)]*$", gap) and number.brackets[len(before.brackets) :]:
            return "（"
        if re.search(r"[：:]", gap) and not re.search("[。；;]", gap):
            return "："
        return None

    def _behind(self, number: Number) -> str:
        """The words of the sentence behind a number."""
        end = _STOP.search(self._text, number.end)
        return self._text[number.end : end.start() if end else len(self._text)][:200]

    def _is_part(self, place: int, number: Number) -> bool:
        """Whether a number can be a part: an amount in itself, or a change where it is part of another."""
        is_change = change_of(number) is not None and not number.is_rate and not number.is_points
        return (self._is_level[place] or is_change) and not number.is_rate

    def _wholes(self, place: int, opener: str) -> Iterator[Number]:
        """What a list can be of, the likeliest first."""
        number = self._numbers[place]
        is_of_changes = is_flow(number) or bool(anywhere("of_change").search(number.gap + number.behind[:12]))
        starts_sentence = _starts_sentence(number.gap, opener)
        named = _name_of_whole(number.gap, opener)
        reach = 1 if starts_sentence or named else 0
        if starts_sentence and divides().search(number.gap):
            reach = _SENTENCES
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            one = self._numbers[at]
            if number.sentence - one.sentence > reach:
                return
            if not one.is_kin(number) or one.is_rate:
                continue
            if one.brackets != number.brackets[: len(one.brackets)] or (opener == "（" and at != place - 1):
                continue
            if named:
                core, side = core_of(named), side_of(named)
                is_named = likeness(core, one.matter) < UNLIKE if core else side_of(one.lead) == side and not one.core
                if is_named and self._is_level[at] and side_of(one.lead) in {"", side or side_of(one.lead)}:
                    yield one
                continue
            following = self._numbers[at + 1]
            if is_compared(one, following) or is_divisor(one, following) or is_each(one):
                continue
            if is_limit(one) and one.is_budget:
                continue
            if anywhere("left_over").search(one.lead):
                continue
            if change_of(one) is not None:
                if is_of_changes or is_net(one) or (at == place - 1 and re.search(r"增加的|减少的", one.lead)):
                    yield one
                continue
            if is_of_changes and any(change_of(other) for other in self._numbers[at:place]):
                continue
            yield one

    def _first(self, place: int, whole: Number) -> int:
        """Where the parts begin: of points got behind how many could be (总分93分，其中：投入（10分）得9分)."""
        if not _is_weight(self._numbers[place], whole):
            return place
        segment = self._numbers[place].segment
        behind = (at for at in range(place + 1, len(self._numbers)) if self._numbers[at].segment == segment)
        return next((at for at in behind if self._numbers[at].figure.figure_role == _SCORE), place)

    def _parts(self, place: int, whole: Number) -> tuple[Number, ...]:
        """The parts from a place on; a list goes on behind a semicolon if it then fits."""
        first = self._numbers[place]
        is_of_changes = is_flow(first) and change_of(whole) is not None
        depth = len(first.brackets)
        parts: list[Number] = []
        ends: list[int] = []
        slot = slot_of(whole) or slot_of(first)
        nested: int | None = None
        is_of_division = divides().search(first.gap) is not None
        for at in range(place, min(len(self._numbers), place + _MOST)):
            one = self._numbers[at]
            if one.sentence != first.sentence or len(one.brackets) < depth or one.brackets[:depth] != first.brackets:
                break
            if nested is not None and one.segment != nested:
                nested = None
            if at > place and len(one.brackets) == depth and _opens_nested().search(one.gap):
                nested = one.segment
            if nested is not None:
                continue
            if at > place and ((is_total(one) and one.is_kin(first)) or (is_of_division and divides().search(one.gap))):
                break
            if one.is_rate or not one.is_kin(first) or len(one.brackets) > depth:
                continue
            if _is_weight(one, whole) or (parts and is_lost(one) and not is_lost(parts[0])):
                continue
            if is_of_changes and (not is_flow(one) or is_net(one)):
                continue
            if not is_of_changes and change_of(one) is not None:
                break
            if not is_of_changes and not self._is_level[at]:
                continue
            if at > place and _is_of_other_year(one, first, whole):
                continue  # 养老保险512.84万元，2024年预算执行数为498.30万元
            if slot_of(one) and slot_of(one) != slot and (slot or (at > place and anywhere("quota").search(one.lead))):
                continue  # …余额268430万元、限额281000万元
            if parts and one.segment != parts[-1].segment:
                ends.append(len(parts))
            parts.append(one)
        return _cut(whole, parts, ends)


def _is_of_other_year(one: Number, first: Number, whole: Number) -> bool:
    """Whether a number's own words name another year than its list is of, which is not one over the years."""
    years, begun = named_years(one.lead), named_years(first.lead)
    is_of_one_year = not begun or begun[-1] == whole.year
    return bool(years) and is_of_one_year and whole.year is not None and years[-1] != whole.year


def _cut(whole: Number, parts: list[Number], ends: list[int]) -> tuple[Number, ...]:
    """The parts up to where they make up the whole, else all of a list that counts off, else up to a semicolon.

    What goes on in the same breath (甲8万元、乙5万元、丙2万元) is of the list, too.
    """
    for end in range(2, len(parts) + 1):
        goes_on = end < len(parts) and parts[end].gap.lstrip().startswith("、")
        if not goes_on and _makes_up(whole, parts[:end]):
            return tuple(parts[:end])
    if len(own := _without_parts_of_parts(parts)) < len(parts):
        return _cut(whole, own, [at for at, (one, last) in enumerate(pairwise(own), 1) if one.segment != last.segment])
    is_counted_off = (
        bool(parts)
        and re.search(r"[：:]|如下|方面", parts[0].gap + ("：" if divides().search(parts[0].gap) else "")) is not None
    )
    is_scored = whole.figure.figure_role == _SCORE  # 产出得46分，扣4分；效益得28分，扣2分
    return tuple(parts if is_counted_off or is_scored or not ends else parts[: ends[0]])


def _without_parts_of_parts(parts: Sequence[Number]) -> list[Number]:
    """The parts without those that make up the one before them: 一般债券3亿元，投向公路2亿元、其他1亿元；专项8亿元."""
    found: list[Number] = []
    at = 0
    while at < len(parts):
        found.append(parts[at])
        ends = (end for end in range(at + 3, len(parts) + 1) if _are_apart(parts[at + 1 : end]))
        at = next(
            (end for end in ends if fits_sum([(1, parts[at])], [(1, one) for one in parts[at + 1 : end]])), at + 1
        )
    return found


def _are_apart(parts: Sequence[Number]) -> bool:
    """Whether another mark opens a list than stands between its parts: ，公路2亿元、其他1亿元."""
    first, *others = (_MARK.search(part.gap) for part in parts)
    return first is not None and all(other is None or other[0] != first[0] for other in others)


def _is_weight(one: Number, whole: Number) -> bool:
    """Whether points could be got, and those of the whole were."""
    return whole.figure.figure_role == _SCORE and one.figure.figure_role == "weight"


def _makes_up(whole: Number, parts: Sequence[Number]) -> bool:
    """Whether the parts are the whole."""
    return len(parts) > 1 and fits_sum([(1, whole)], [(sign_of_part(part, whole), part) for part in parts])


def _name_of_whole(gap: str, opener: str) -> str:
    """The words that name what a list is of (基本支出中，; 人员经费主要包括：), '' where none do."""
    if opener == "中":
        match = re.search(r"(?P<name>[^，。；：:、]{2,20})(?<!其)中[，,：:]", gap)
        return match["name"] if match else ""
    if not re.match(any_of("opens_named"), opener):
        return ""
    head = re.split(r"[，,。；;：:（(、\n]", gap[: len(gap) - len(opener)])
    if len(head) < 2:
        return ""
    name = re.sub(
        r"由.*$|主要|具体|其|由|用于|以下|[一二三四五六七八九十两\d]+|个|部分|，|是|支出按用途", "", head[-1]
    ).strip()
    return name if len(name) > 1 else ""


@cache
def _opens_nested() -> re.Pattern[str]:
    return re.compile(rf"(?:其中|包括|包含|分别为|[^，。；]中[，,：:]|{divides().pattern})[^；;]*$")


@cache
def _divided() -> re.Pattern[str]:
    return re.compile(rf"{divides().pattern}[^，。；：、]*$")


def _is_of_before(gap: str, opener: str) -> bool:
    """Whether the list is of what was before, which brackets only mention: （去年含一次性装修7.20万元）."""
    head = gap[: len(gap) - len(opener)] if gap.endswith(opener) else gap
    return re.search(rf"[（(][^，。；）)]*{any_of('before')}[^，。；）)]*$", head) is not None


def _starts_sentence(gap: str, opener: str) -> bool:
    """Whether the words that open a list are the first of their sentence."""
    head = gap[: len(gap) - len(opener)] if opener and gap.endswith(opener) else gap
    return bool(re.search(r"[。！？!?\n][^，。；]{0,10}$", head)) or opener in {"：", "中", "由"}
