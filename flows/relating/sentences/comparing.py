"""What the words of a change compare with, and what they name as having changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flows.model.words import remembered
from flows.model.years import named_years
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.words import (
    DIRECTIONS,
    UNLIKE,
    any_of,
    any_word,
    anywhere,
    core_of,
    direction_words,
    is_of_both,
    likeness,
    side_of,
)

_SUBJECT_ENDS = re.compile(
    r"(?<![同环占对])比(?!例|重|率|期)|较(?!为)|与|同比|同(?!期|口径)|环比|相比|由|从|高于|低于|多于|少于|超过"
)
_WITH = re.compile(
    r"(?:(?<![同环占对])比(?!例|重|率|期)|较(?!为)|与|同(?!比|口径|期)|和|超出?(?![收支])|低于|高于|多于|少于|大于|小于)"
    r"(?P<what>(?:\d{4}\s*年|[^，,。；;\d])*)"
)

_NAME_TAIL = re.compile(r"(?:数|额|的|分别|[为是达到约共：:\s])*$")
_BEFORE_BEHIND = re.compile(
    r"[）)\s]*[（(，,；;][\s]*(?:其中)?[^，,。；;：:（）()]{2,12}?(?:数|额|总额|合计|[为是达约]|[：:\s])*$"
)


def compared_with(number: Number) -> str:
    """What a change compares with, by the words before it (上年, 2022年, 年初预算), '' where they say none."""
    gap = re.split(r"[。！？!?\n；;]", number.gap)[-1]
    found = list(_WITH.finditer(gap)) or list(_WITH.finditer(number.clause))
    if found:
        return _changed_words().split(found[-1]["what"], maxsplit=1)[0]
    return "同比" if "同比" in gap else ""


def before_comparing(words: str) -> str:
    """The words up to those that compare with something: 2022年度预算 of 2022年度预算较2021年度增加."""
    return _WITH.split(words, maxsplit=1)[0]


def named_pair(change: Number, before: Sequence[Number]) -> tuple[Number, Number] | None:
    """The two amounts before a change that the words on both sides of its 比 name by how their own words begin or end,
    now and base: 年初存栏120只，年末存栏135只，年末比年初增加15只; None where not both are named, or of two matters.
    """
    match = _WITH.search(change.lead)
    if match is None:
        return None
    against = _change_at_end().sub("", compared_with(change))
    now, base = (_NAME_TAIL.sub("", _bare(words)) for words in (change.lead[: match.start()], against))
    if not now or not base or now == base:
        return None
    firsts = [next((one for one in before if _rest(one, name) is not None), None) for name in (now, base)]
    if firsts[0] is None or firsts[1] is None or firsts[0] is firsts[1]:
        return None
    rests = sorted((_rest(firsts[0], now) or "", _rest(firsts[1], base) or ""), key=len)
    is_one_matter = rests[1].endswith(rests[0]) and (
        rests[0] or not rests[1] or firsts[0].sentence == firsts[1].sentence
    )
    return (firsts[0], firsts[1]) if is_one_matter else None


def opened_and_closed(change: Number, against: str, before: Sequence[Number]) -> tuple[Number, Number] | None:
    """What a matter was at first and in the end, of the two amounts right before a change of it that compares with no
    other time: 年初结转538.62万元，年末结转435.25万元，结转减少103.37万元; None where they are no such two.
    """
    pair = before[:2]
    if len(pair) < 2 or change.is_rate or (against and not anywhere("opening").search(against)):
        return None
    if any(one.sentence != change.sentence or not one.is_kin(change) for one in pair):
        return None
    for first, last in (pair, pair[::-1]):
        opening, closing = anywhere("opening").search(first.lead), anywhere("closing").search(last.lead)
        rests = [
            _NAME_TAIL.sub("", _bare(one.lead.replace(match[0], "", 1)))
            for one, match in ((first, opening), (last, closing))
            if match is not None
        ]
        own = Changed.of(change.lead).core
        if len(rests) == 2 and rests[0] == rests[1] and (not own or own in rests[0] or rests[0] in own):
            return first, last
    return None


@cache
def _change_at_end() -> re.Pattern[str]:
    return re.compile(rf"{any_word(word for way in DIRECTIONS for word in direction_words(way))}$")


def _bare(words: str) -> str:
    return re.sub(r"[\s　]+", "", words)


def _rest(one: Number, name: str) -> str | None:
    """What the words of an amount say beside a name that they begin or end with, None where they do neither."""
    words = _NAME_TAIL.sub("", _bare(one.lead))
    if words.startswith(name):
        return words[len(name) :]
    return words[: -len(name)] if words.endswith(name) else None


def is_base_behind(one: Number, now: Number, against: str) -> bool:
    """Whether an amount right behind a change is what now was before: （去年为6.00万元）, 上年同期为6.00万元."""
    if not one.is_kin(now) or one.core or not _BEFORE_BEHIND.match(one.gap):
        return False
    years = named_years(against)
    is_named = bool(years) and named_years(one.lead) == years and not named_years(now.lead)
    return (is_named or is_of_year_before(one, now, years)) and not now.is_before


def is_of_first(one: Number, change: Number, against: str) -> bool:
    """Whether an amount is what was there before a change that compares with nothing: what was asked for before some
    of it was struck off (送审18750万元，核减3260万元), a budget of 年初 before it was adjusted.
    """
    if against or change.is_points:
        return False
    is_cut = anywhere("against_previous").search(change.lead) and anywhere("asked_for").search(one.lead)
    return bool(is_cut or (anywhere("adjusting").search(change.lead) and anywhere("opening").search(one.lead)))


@cache
def _changed_words() -> re.Pattern[str]:
    return re.compile(any_word(word for way in (*DIRECTIONS, "same") for word in direction_words(way) if len(word) > 1))


@remembered
def names_budget(words: str) -> bool:
    """Whether words that a change compares with name a budget or plan of the same year."""
    words = anywhere("fund").sub("", words)
    return bool(anywhere("budget").search(words)) and not re.search(rf"{any_of('before')}|\d{{4}}", words)


def is_spoken_of(budget: Number, words: str) -> bool:
    """Whether a budget is the one that words name: 年初预算 is no 调整预算, a rate of a budget no 目标值."""
    for one, other in (("年初", "调整"), ("调整", "年初"), ("全年", "年初"), ("年初", "全年")):
        if one in words and other in budget.lead and one not in budget.lead:
            return False
    named = anywhere("budget").search(words)
    return not budget.is_rate or named is None or named[0] in budget.lead


def is_of_year_before(one: Number, now: Number, years: Sequence[int]) -> bool:
    """Whether an amount is of the year before another's, or of one of the `years` that words name."""
    if years:
        return one.year in years and one.year != now.year
    if now.is_before:
        return False
    if one.year is not None and now.year is not None and one.year != now.year:
        return one.year == now.year - 1 and not one.is_budget
    return one.is_before


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change's own words name as what has changed, '' where they say nothing: 收入合计 of 收入合计比上年减少."""

    core: str
    side: str
    is_total: bool
    is_done: bool

    @staticmethod
    @remembered
    def of(lead: str) -> "Changed":
        """The name before what a change compares with."""
        words = _changed_at_end().sub("", _SUBJECT_ENDS.split(lead, maxsplit=1)[0])
        is_total, is_done = (
            re.search(pattern, words) is not None for pattern in ("总计|合计|总额", "决算|执行数|实际")
        )
        return Changed(core_of(words), side_of(words), is_total, is_done)

    @property
    def names(self) -> bool:
        """Whether it names anything."""
        return bool(self.core or self.side)

    def fits(self, one: Number) -> bool:
        """Whether an amount can be what is named."""
        if self.side and (side_of(one.lead) not in {"", self.side} or (is_of_both(one.lead) and not self.is_total)):
            return False
        if (self.is_total and not re.search("总|合计", one.words)) or (self.is_done and one.is_budget):
            return False
        if not self.core:
            return not (self.side and one.core and not self.is_total)
        return bool(one.matter) and likeness(self.core, one.matter) < UNLIKE


def named_of(number: Number) -> Changed:
    """What the words before a change name as what has changed: its own, else those of the last clause before that held
    something against another without a number: 接待费支出比预算无增减变化，比去年增加0.5万元.
    """
    named = Changed.of(number.lead)
    if named.names:
        return named
    held = [match["what"] for match in _held_alike().finditer(number.gap)]
    return Changed.of(held[-1]) if held else named


@cache
def _held_alike() -> re.Pattern[str]:
    same = any_word(direction_words("same"))
    what = r"(?:^|[，,。；;])(?P<what>[^，,。；;]{2,40}?)[比较与同和]"
    return re.compile(rf"{what}[^，,。；;\d]{{0,12}}{same}[^，,。；;\d]{{0,4}}[，,]")


@cache
def _changed_at_end() -> re.Pattern[str]:
    return re.compile(rf"{any_word(word for way in DIRECTIONS for word in direction_words(way))}[^，。；]*$")
