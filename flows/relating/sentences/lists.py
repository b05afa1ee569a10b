"""Lists of parts: the number that they are parts of, the parts in their order, and what the words say of the list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from flows.relating.sentences.making import fits_sum
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import change_of, is_compared, is_divisor, is_each, is_net, is_total, levels
from flows.relating.sentences.words import UNLIKE, any_of, anywhere, core_of, likeness, side_of

_MOST = 40
_NEAR = 10
_OF_WHICH = "其中"
_IN_BRACKET = re.compile("[）)]")  # 80分（含）至90分
_STOP = re.compile(r"[。！？!?\n]")
_CHINESE = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


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
    return re.compile(any_of("opens"))


def lists_of(numbers: Sequence[Number], text: str) -> list[PartList]:
    """The lists of parts of a text in their order; an inner list stands beside the one that it is in."""
    reader = _Reader(numbers, text)
    found = (reader.opened_at(place) for place in range(len(numbers)))
    return [one for listed in found for one in listed]


class _Reader:
    def __init__(self, numbers: Sequence[Number], text: str) -> None:
        self._numbers, self._text = numbers, text
        self._is_level = levels(numbers)

    def opened_at(self, place: int) -> Iterator[PartList]:
        """The list whose first part stands at a place, none where none begins there."""
        number = self._numbers[place]
        before = self._numbers[place - 1] if place else None
        if before is None or not self._is_part(place, number) or is_total(number):
            return
        opener = self._opener(before, number)
        if opener is None:
            return
        wholes = list(self._wholes(place, opener))
        readings = [(whole, parts) for whole in wholes if (parts := self._parts(place, whole))]
        if not readings:
            return
        whole, parts = next((one for one in readings if _makes_up(*one)), readings[0])
        is_near = opener == "（" or whole.sentence == number.sentence or len(readings) == 1
        yield PartList(whole, parts, opener, _is_closed(parts, opener), is_near)
        if slot := slot_of(whole):
            for other, others in readings:
                if (
                    slot_of(other) not in {"", slot}
                    and len(others) > 1
                    and {slot_of(part) for part in others} == {slot_of(other)}
                ):
                    yield PartList(other, others, opener, _is_closed(others, opener), is_near)
                    return

    def _opener(self, before: Number, number: Number) -> str | None:
        """The words that open a list right before its first part, None where none do."""
        gap = number.gap
        if re.search(r"[^，。；：、]{2,20}(?<!其)中[，,：:][^，。；：]*$", gap):
            return "中"
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
        is_of_changes = _is_flow(number) or bool(anywhere("of_change").search(number.gap + number.behind[:12]))
        starts_sentence = _starts_sentence(number.gap, opener)
        named = _name_of_whole(number.gap, opener)
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            one = self._numbers[at]
            if number.sentence - one.sentence > (1 if starts_sentence or named else 0):
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
            if anywhere("left_over").search(one.lead):
                continue
            if change_of(one) is not None:
                if is_of_changes or is_net(one) or (at == place - 1 and re.search(r"增加的|减少的", one.lead)):
                    yield one
                continue
            if is_of_changes and any(change_of(other) for other in self._numbers[at:place]):
                continue
            yield one

    def _parts(self, place: int, whole: Number) -> tuple[Number, ...]:
        """The parts from a place on; a list goes on behind a semicolon if it then fits."""
        first = self._numbers[place]
        is_of_changes = _is_flow(first) and change_of(whole) is not None
        depth = len(first.brackets)
        parts: list[Number] = []
        ends: list[int] = []
        slot = slot_of(whole) or slot_of(first)
        nested: int | None = None
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
            if at > place and is_total(one) and one.is_kin(first):
                break
            if one.is_rate or not one.is_kin(first) or len(one.brackets) > depth:
                continue
            if is_of_changes and (not _is_flow(one) or is_net(one)):
                continue
            if not is_of_changes and change_of(one) is not None:
                break
            if not is_of_changes and not self._is_level[at]:
                continue
            if slot and slot_of(one) and slot_of(one) != slot:
                continue
            if parts and one.segment != parts[-1].segment:
                ends.append(len(parts))
            parts.append(one)
        return _cut(whole, parts, ends)


def _cut(whole: Number, parts: list[Number], ends: list[int]) -> tuple[Number, ...]:
    """The parts up to where they make up the whole, else all of a list that counts off, else up to a semicolon."""
    for end in range(2, len(parts) + 1):
        if _makes_up(whole, parts[:end]):
            return tuple(parts[:end])
    is_counted_off = bool(parts) and re.search(r"[：:]|如下|方面", parts[0].gap) is not None
    return tuple(parts if is_counted_off or not ends else parts[: ends[0]])


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
    return re.compile(r"(?:其中|包括|包含|分别为|[^，。；]中[，,：:])[^；;]*$")


def _is_closed(parts: Sequence[Number], opener: str) -> bool:
    """Whether words say that every part is listed: a residual among them, 由…组成, 分为."""
    if len(parts) < 2:
        return False
    if anywhere("residual").search(parts[-1].lead):
        return True
    words = opener + parts[-1].behind
    opening = re.split(r"[，,。；;（(\n]", parts[0].gap[: len(parts[0].gap) - len(opener)])[-1] + opener
    if re.search(any_of("and_more"), re.split("[：:]", opening)[0]):
        return False
    if opener == "由" or re.search(any_of("closes"), words):
        return not re.search(any_of("and_more"), opener)
    return opener.startswith(("包括", "包含")) and not re.search(any_of("and_more"), words)


def _starts_sentence(gap: str, opener: str) -> bool:
    """Whether the words that open a list are the first of their sentence."""
    head = gap[: len(gap) - len(opener)] if opener and gap.endswith(opener) else gap
    return bool(re.search(r"[。！？!?\n][^，。；]{0,10}$", head)) or opener in {"：", "中", "由"}


def slot_of(number: Number) -> str:
    """Which of several amounts of one matter a number is, '' where its words do not say: 预算6.00万元，决算4.50万元."""
    if re.search("分值|满分|权重", number.lead):
        return "weight"
    if number.is_budget and number.figure.unit != "分":
        return "budget"
    return "done" if re.search("决算|执行数|实际", number.lead) else ""


def flow_of(number: Number) -> int | None:
    """1 where words say that it came to an amount, -1 where it went from one, None where they say neither."""
    if (change := change_of(number)) is not None and change.direction:
        return 1 if change.direction == "up" else -1
    words = number.lead
    last = [
        (match.end(), sign) for role, sign in (("adds", 1), ("takes", -1)) for match in anywhere(role).finditer(words)
    ]
    return max(last)[1] if last and not re.search("年初|期初|年末|期末", words) else None


def _is_flow(number: Number) -> bool:
    return flow_of(number) is not None


def sign_of_part(part: Number, whole: Number) -> int:
    """The sign of a part that is a change: against the whole's own where the two go different ways."""
    change = change_of(whole)
    if change is None or (flow := flow_of(part)) is None:
        return 1
    return -flow if change.direction == "down" else flow


def counted_items(words: str) -> int | None:
    """How many numbers words say that they add up (三项合计, 两者), None where they do not say."""
    match = re.search(
        r"(?P<count>[两二三四五六七八九十]|\d{1,2})\s*(?:大?[项类者个部分笔批档款级年镇乡家村处种次季度]|方面|大块)",
        words,
    )
    if match is None:
        return None
    return _CHINESE.get(match["count"]) or (int(match["count"]) if match["count"].isdecimal() else None)
