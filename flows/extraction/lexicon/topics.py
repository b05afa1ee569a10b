"""What a paragraph speaks of by its headings: （二）公务接待费 above it, or 2.公务接待费。 where it begins."""

import re
from dataclasses import dataclass

from flows.extraction.lexicon.labels import basis_in, is_of_money, unit_of_line
from flows.extraction.lexicon.leads import names_matter, tells_purpose
from flows.extraction.lexicon.subjects import measure_of_subject, without_basis
from flows.model.printed.numbering import MARKS, mark_of
from flows.model.words import fund_of
from flows.model.years import YEAR

_UNMARKED = len(MARKS)
_LONGEST, _LONGEST_NAME = 40, 25
_TALK = re.compile(r"[，,；;！？!?]")
_END = re.compile(r"[\s　。：:.．]+$")
# 关于…情况的说明: what a heading adds to its matter.
_ABOUT = re.compile(
    r"(?:的?(?:总体|基本|具体|执行|使用|变化|变动|增减|预算|决算|安排|构成|完成|分析)*(?:情况|说明|概况|分析|结果))+$"
)
_REPORTED = re.compile(
    r"(?:(?P<plan>预算(?:草案|安排|编制)?)|预算(?:收支)?(?:执行|完成)|决算|执行|完成)(?:的?(?:基本|总体)?(?:情况|说明))*$"
)
# （一）年度绩效目标, but not 绩效目标完成情况
_OF_GOALS = re.compile(r"^(?:(?!完成|实现|达成|预算|下达).)*目标(?:任务|设定|设置|内容|申报)?(?:情况)?$")
_OPENING = re.compile(rf"^(?:关于|(?:{YEAR}\s*年(?:度)?)|本部门|本单位|我局|部门|单位|全年|年度|当年|本年)+")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]$")
_SEVERAL = re.compile(r"[、及和与]")
_YEAR = re.compile(rf"({YEAR})\s*年")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a heading says of what stands below it, where it does: matter, year, basis, the unit of tables and the
    `fund` whose account it is, be it one that no word is known for (彩票公益金).
    """

    level: int
    matter: str = ""
    period_year: int | None = None
    basis: str = ""
    money_unit: str = ""
    fund: str = ""

    def below(self, above: "Topic") -> "Topic":
        """What it says together with the heading above: its own, and of that what it leaves unsaid."""
        return Topic(
            self.level,
            self.matter or above.matter,
            self.period_year or above.period_year,
            self.basis or above.basis,
            self.money_unit or above.money_unit,
            self.fund or above.fund,
        )


NO_TOPIC = Topic(_UNMARKED)


def heading_of(text: str) -> Topic | None:
    """The topic of a text that is a heading; None for one that tells something."""
    level, start = mark_of(text) or (_UNMARKED, 0)
    words = "".join(_END.sub("", text[start:]).split())
    if not words or len(words) > _LONGEST or _TALK.search(words) or tells_purpose(words):
        return None
    if _DIGIT.search(_YEAR.sub("", words)):
        return None
    bare = _OPENING.sub("", words)
    matter = without_basis(_ABOUT.sub("", _BRACKETED.sub("", bare)))
    is_known = measure_of_subject(matter)[0] is not None
    if level == _UNMARKED and not is_known:
        return None
    years = set(_YEAR.findall(words))
    year = int(years.pop()) if len(years) == 1 else None
    is_told = is_known or (is_of_money([matter]) and names_matter(matter) and not _SEVERAL.search(matter))
    basis = _basis(words)
    own_matter, own_year = matter if is_told else "", year if basis or is_told else None
    fund = fund_of(words) or ("" if is_known else own_matter)
    return Topic(level, own_matter, own_year, basis, unit_of_line(text), fund)


def _basis(words: str) -> str:
    """The basis of what stands below: of 2022年预算执行情况 what was done, of 预算草案 the budget, of 绩效目标 what is
    to be reached.
    """
    told = _REPORTED.search(words)
    if told is None:
        return "target" if names_goals(words) else ""
    return basis_in(words) if told["plan"] else "actual"


def names_goals(words: str) -> bool:
    """Whether a heading or a label says that what it heads is to be reached (年度总体目标)."""
    return bool(_OF_GOALS.search(words))


def opening_of(words: str) -> Topic | None:
    """The topic of a sentence that opens a paragraph and says no more than a name (初中教育。年初预算为…)."""
    name = _END.sub("", words).strip()
    is_name = words.rstrip().endswith("。") and 1 < len(name) <= _LONGEST_NAME and not _TALK.search(name)
    return Topic(_UNMARKED, name) if is_name and names_matter(name) else None


class Topics:
    """Follows the headings of a document: each holds until the next of its level or above."""

    def __init__(self) -> None:
        self._open: list[Topic] = []

    def add(self, topic: Topic) -> None:
        """A heading ends all that stand at its level or below."""
        self._open = [one for one in self._open if one.level < topic.level]
        self._open.append(topic)

    def end(self, *, is_same_report: bool) -> None:
        """Another report begins, or another form of the same one, for which the unit of its tables still holds."""
        kept = self._open if is_same_report else []
        self._open = [Topic(one.level, money_unit=one.money_unit) for one in kept if one.money_unit]

    @property
    def here(self) -> Topic:
        """What all headings say together, the lowest first."""
        told = NO_TOPIC
        for topic in self._open:
            told = topic.below(told)
        return told
