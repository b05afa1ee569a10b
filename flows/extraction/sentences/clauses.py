"""The words around a number: the clause it stands in, what leads to it, what is counted behind it, its list."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from operator import attrgetter, itemgetter

from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.sentences.splitting import Sentence
from flows.model.excerpts import excerpt
from flows.model.printed.stops import COMMA
from flows.model.years import YEAR

_STOP = re.compile(rf"{COMMA}|[；;：:。！？!?\n]")
_LEADING = re.compile(
    r"(?:[\s　、，,；;：:（()）)”·.．]|[一二三四五六七八九十]{1,3}[、是）)]|(?:分别|均|全部)[为是]|其中|包括|以及|并且"
    r"|同时|和(?!谐|平)|与|及|并(?!入|网)|共计|共有|共(?!同)|的|了)+"
)
_CLOSING_WORDS = ("分别为", "分别是", "分别达", "分别", "为", "是", "共计", "共有", "共", "达到", "近", "超过",
                  "超", "的", "至", "了", "各", "每", "仅", *"　：:“（(≥≤≧≦")  # fmt: skip
# Those that are no part of another word (合计, 节约, 实有, 下达).
_CLOSING_ALONE = {"计": "(?<!合计|总计|累计|预计|小计)", "约": "(?<![节合预条签公制]约)", "有": "(?<![实现拥所]有)",
                  "达": "(?<![下转送传到抵表]达)"}  # fmt: skip
_CLOSING = re.compile(
    rf"(?:\s|{'|'.join(map(re.escape, _CLOSING_WORDS))}|{'|'.join(map(''.join, _CLOSING_ALONE.items()))})+$"
)
_CLOSING_ENDS = frozenset(word[-1] for word in (*_CLOSING_WORDS, *_CLOSING_ALONE))
_LONGEST_CLOSING = 12
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z、“”]{1,16}")
_NOUN_STOP = re.compile(r"[，,。；;：:（(）)、\d]|以上|以下|以内|左右|，")
_BETWEEN = re.compile(r"\s*[、，,和及]\s*")
_OPENED = re.compile(r"分别(?P<verb>[\u4e00-\u9fff]{0,6}?)(?:为|是|达到?)?\s*$")
_AND = re.compile(r"[、和及与]")
# Parts that are counted off go on behind a semicolon: 其中：①…万元；②…万元.
_ENUMERATED = re.compile(r"\s*(?:[①-⑳⑴-⒇⒈-⒛]|[（(][\d一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d))")
_OF_WHICH = re.compile("其中(?![心间学])")  # 其中心城区 is no list
_BRACKET = re.compile(r"[（(）)]")
_OPENS_PARTS = re.compile(r"其中|包括|包含|分为|用于")
_LIST_MARK = re.compile(r"[（(）)；;]")
_WITH_SHARE = re.compile(r"[：:]?[^，,；;。：:]{1,30}元[，,]占[^，,；;。]{0,20}[%％]")
_OPENS_LIST = re.compile(r"(?:其中|如下|包括|用于|分别|主要|情况|具体|即)[\s　]*$")
_BARE_SIDE = re.compile(
    rf"(?:^|[，,；;、：:。\s])(?:{YEAR}\s*年度?|本年度?|全年|当年)?(收入|支出)(?:为|共计?|是)?\s*(?=\d)"
)
_LONGEST_NAMED = 30
_LONGEST_LEAD = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a text with its words, the places behind its stops and its lists of parts, from 其中 to their end.

    `has_lines` tells whether the text names lines of the classification anywhere. `asides` are the brackets that hold
    a number: what follows one goes on from before it.
    """

    text: str
    sentence: Sentence
    words: str
    stops: Sequence[int]
    has_lines: bool
    lists: Sequence[tuple[int, int]]
    asides: Sequence[tuple[int, int]]

    def before_parts(self, place: int) -> str:
        """The words of the sentence up to the list of parts behind a place: what these name, the whole is not of."""
        opens = next((start for start, _ in self.lists if start >= place), self.sentence.end)
        return self.text[self.sentence.start : opens]


def passage(text: str, sentence: Sentence, has_lines: bool) -> Passage:
    """The sentence, its stops found once for all its numbers."""
    stops = [match.end() for match in _STOP.finditer(text, sentence.start, sentence.end)]
    words = text[sentence.start : sentence.end]
    lists = [
        (match.start(), end_of_list(text, match.end(), sentence.end))
        for match in (_OF_WHICH.finditer(text, sentence.start, sentence.end) if "其中" in words else ())
    ]
    return Passage(text, sentence, words, stops, has_lines, lists, _asides(text, sentence))


def _asides(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Where the outermost brackets of the sentence open and where what follows them begins."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text, sentence.start, sentence.end):
        if match[0] in "（(":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if not opened and any(start < one.start < match.start() for one in sentence.quantities):
                found.append((start, match.end()))
    return found


def is_in_aside(here: Passage, at: int, end: int) -> bool:
    """Whether a place stands in brackets that close before `end`."""
    return _aside_of(here, at, end) is not None


def _aside_of(here: Passage, at: int, end: int) -> tuple[int, int] | None:
    """The brackets that a place stands in and that close before `end`, None where it stands in none."""
    number = bisect_left(here.asides, at, key=itemgetter(0)) - 1
    if number < 0:
        return None
    first, last = here.asides[number]
    return (first, last) if at < last <= end else None


def words_before(here: Passage, start: int, end: int) -> str:
    """The words of a stretch without the brackets that open and close in it and hold a number."""
    pieces = []
    for first, last in here.asides[bisect_left(here.asides, start, key=itemgetter(0)) :]:
        if last > end:
            break
        pieces.append(here.text[start:first])
        start = last
    return "".join((*pieces, here.text[start:end]))


def _stops_before(here: Passage, at: int) -> Iterator[int]:
    """The places behind the stops before a number, the last first, those in brackets that are closed left out."""
    number = bisect_right(here.stops, at) - 1
    while number >= 0:
        if aside := _aside_of(here, here.stops[number] - 1, at):
            number = bisect_right(here.stops, aside[0]) - 1
        else:
            yield here.stops[number]
            number -= 1


def _numbers_before(here: Passage, at: int) -> Iterator[Quantity]:
    """The numbers of the sentence before a place, the last first, those in brackets that are closed left out."""
    quantities = here.sentence.quantities
    number = bisect_left(quantities, at, key=attrgetter("start")) - 1
    while number >= 0:
        if aside := _aside_of(here, quantities[number].start, at):
            number = bisect_left(quantities, aside[0], key=attrgetter("start")) - 1
        else:
            yield quantities[number]
            number -= 1


def clause_before(here: Passage, quantity: Quantity) -> str:
    """The words from the last stop to a number, earlier numbers included."""
    stop = next(_stops_before(here, quantity.start), here.sentence.start)
    return words_before(here, stop, quantity.start)


def clauses_between(here: Passage, quantity: Quantity) -> list[str]:
    """The clauses between the number before and the words that lead to this one; a date ends one as a stop does."""
    start, dates = here.sentence.start, []
    for number in _numbers_before(here, quantity.start):
        if not number.ignored_reason:
            start = number.unit_end
            break
        dates.append((number.start, number.unit_end))
    stops = [(stop - 1, stop) for stop in takewhile(lambda stop: stop > start, _stops_before(here, quantity.start))]
    pieces = []
    for end, begin in sorted((*dates, *stops)):
        pieces.append(words_before(here, start, end))
        start = begin
    return pieces


def ends_clause(here: Passage, quantity: Quantity) -> bool:
    """Whether a stop, and not only a date, parts a number from the clause before it."""
    before = next((number for number in _numbers_before(here, quantity.start)), None)
    stop = next(_stops_before(here, quantity.start), here.sentence.start)
    return before is None or stop >= before.unit_end


def lead_of(here: Passage, number: int) -> str:
    """The words of the clause before a number, from the last stop, number or date on."""
    text, at = here.text, here.sentence.quantities[number].start
    earlier = next(_numbers_before(here, at), None)
    stops = list(islice(_stops_before(here, at), 2))
    start = earlier.unit_end if earlier else here.sentence.start
    stop = stops[0] if stops else 0
    if stops and text[stop - 1] in "：:" and not text[stop:at].strip():
        # 编制人数：58人 names before its colon what the number is; 其中：and 如下：only open a list.
        before = stops[1] if len(stops) > 1 else 0
        named = words_before(here, max(start, before), stop - 1)
        if 1 < len(named.strip()) <= _LONGEST_NAMED and not _OPENS_LIST.search(named):
            return named
    if stop > start:
        return words_before(here, stop, at)[-_LONGEST_LEAD:]
    gap = words_before(here, start, at)
    counted = earlier is not None and not earlier.ignored_reason
    if counted and start > here.sentence.start and gap[:1] not in "、，,；;和及与":
        # The words right behind the earlier number are what it counts: 10名班子成员、2名队长.
        gap = _AND.split(gap)[-1]
    return gap[-_LONGEST_LEAD:]


def bare_subject(lead: str) -> str:
    """The words that lead to a number, without those that join (其中, 和) and those that open it (为, 共计)."""
    opened = _LEADING.match(lead)
    words = lead[opened.end() :] if opened else lead
    while words and (words[-1] in _CLOSING_ENDS or words[-1].isspace()):
        closed = _CLOSING.search(words, max(0, len(words) - _LONGEST_CLOSING))
        if closed is None:
            break
        words = words[: closed.start()]
    return words


def noun_behind(text: str, quantity: Quantity) -> str:
    """What is counted, where it follows the unit: 183个四分类点位."""
    if quantity.family == "percent" or not quantity.printed_unit:
        return ""
    match = _NOUN.match(text, quantity.unit_end)
    if match is None:
        return ""
    return _NOUN_STOP.split(match[0])[0].strip("的“”").rstrip("和及与")[:14]


def place_in_list(here: Passage, number: int) -> tuple[int, int] | None:
    """Which number of how many it is in a list that 分别为 opens, None outside such a list."""
    text, quantities = here.text, here.sentence.quantities
    first = number
    while first > 0 and _BETWEEN.fullmatch(text, quantities[first - 1].unit_end, quantities[first].start):
        first -= 1
    start = quantities[first].start
    if not _OPENED.search(text, max(here.sentence.start, start - _LONGEST_CLOSING), start):
        return None
    last = number
    while last + 1 < len(quantities) and _BETWEEN.fullmatch(
        text, quantities[last].unit_end, quantities[last + 1].start
    ):
        last += 1
    return number - first, last - first + 1


def end_of_list(text: str, start: int, end: int) -> int:
    """Where a list of parts that begins at `start` ends: at its bracket, at a semicolon, or at `end`.

    A semicolon between two parts that tell their share each (甲12万元，占60%；乙8万元，占40%) ends none.
    """
    depth, begun = 0, start
    for match in _LIST_MARK.finditer(text, start, end):
        if match[0] in "（(":
            depth += 1
        elif match[0] in "）)":
            depth -= 1
            if depth < 0:
                return match.start()
        elif depth == 0 and not _ENUMERATED.match(text, match.end()):
            if not (_WITH_SHARE.fullmatch(text, begun, match.start()) and _WITH_SHARE.match(text, match.end(), end)):
                return match.start()
            begun = match.end()
    return end


def start_of_parts(here: Passage, quantity: Quantity) -> int:
    """Where the innermost list of parts begins that a number stands in (其中：…), -1 where it stands in none."""
    return max((first for first, last in here.lists if first < quantity.start <= last), default=-1)


def start_of_list(here: Passage, quantity: Quantity) -> int:
    """Where the innermost list begins that a number stands in, in whatever words it is opened, -1 in none."""
    opened = list(_OPENS_PARTS.finditer(here.text, here.sentence.start, quantity.start))
    end = here.sentence.end
    return next(
        (one.start() for one in reversed(opened) if quantity.start <= end_of_list(here.text, one.end(), end)), -1
    )


def opens_with_parts(here: Passage) -> bool:
    """Whether the sentence goes on about the numbers of the one before: …为36万元。其中公务接待费3万元。"""
    return bool(here.lists) and not here.text[here.sentence.start : here.lists[0][0]].strip()


def tells_both_sides(words: str) -> bool:
    """Whether a sentence tells the income and the expenditure of one account: 年初结余5万元，收入90万元，支出80万元."""
    return {match[1] for match in _BARE_SIDE.finditer(words)} == {"收入", "支出"}


def name_in_list(here: Passage, number: int) -> str:
    """The words before 分别 that belong to one number of a list (甲、乙分别支出5万元、3万元), '' where none do."""
    listed = place_in_list(here, number)
    if listed is None or listed[1] < 2:
        return ""
    lead = lead_of(here, number - listed[0])
    opened = _OPENED.search(lead)
    names = [name for name in _AND.split(bare_subject(lead[: opened.start()])) if name] if opened else []
    return f"{names[listed[0]]}{opened['verb']}" if opened and len(names) == listed[1] else ""


def stands_in_brackets(text: str, at: int, end: int) -> bool:
    """Whether the number at a place stands in brackets that close before `end`."""
    before, behind = text[:at], text[at:end]
    opens, closes = (max(before.rfind(mark) for mark in marks) for marks in ("（(", "）)"))
    return opens > closes and any(mark in behind for mark in "）)")


def quote_of(here: Passage, quantity: Quantity) -> str:
    """The sentence, or as much of it around the number as a quote holds."""
    first = here.sentence.start
    return excerpt(here.words, quantity.start - first, max(quantity.end, quantity.unit_end) - first)
