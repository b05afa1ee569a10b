"""What a scoring rule says about points, one statement after the other: 计5分, 扣4-7分, 不得分, 按比例扣减."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.scoring_rules.words import NUMBER, STOPS, one_of

_ZERO = Decimal(0)
_RANGE = rf"({NUMBER})(?:分)?(?:(?:[-~—–至到]|或者?)({NUMBER}))?分"
_STOP = f"[{STOPS}]"
_EDGES = ",、.()[]【】\"“”'=-—"
_PARTICLES = ("的", "者", "可", "可以", "应", "将", "部分", "相应")
_COMPARED = ("at_most_before", "above_before", "below_before")


@dataclass(frozen=True, slots=True)
class Event:
    """One statement about points.

    `condition` is what it depends on, back to the last statement or stop; `before` is the text before that. `low` and
    `high` are points, None for all of them; `text` is the statement itself, which ends at `end`.
    """

    kind: str
    condition: str
    before: str
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    is_each: bool = False
    end: int = 0


@cache
def _statements() -> re.Pattern[str]:
    award, lose = one_of("award"), one_of("lose")
    # Not 分值 or 分析, nor the 分 of a condition: 90分以上, 80-90分得3分.
    ends = (
        r"(?![值数析类配布别项管工期批解摊包支钟公割散级])"
        r"(?!(?:\((?:不?含)[^()]{0,6}\))?(?:及?以上|及?以下|以内|之间|至|到|[-~—–]))"
        rf"(?!的?为|的?,?(?:(?:{award}|{lose}){{1,3}}(?:满分|\d)|{one_of('nothing')}))"
    )
    proportion = rf"[^,。;:\d]{{0,16}}?{one_of('proportion')}[^,。;:\d]{{0,4}}?"
    scored = r"(?:扣减|扣除|扣分|折算|计算得分|计算|计分|得分|给分|评分|赋分|计|得|扣|减)(?:得?分)?(?!\d)"
    return re.compile(
        rf"(?P<limit>{one_of('limit')}(?:为|:)?({NUMBER})分)"
        rf"|(?P<until>{one_of('until_nothing')})"
        rf"|(?P<total>{one_of('total')}(?:为|是|:)?({NUMBER})分{ends})"
        rf"|(?P<formula>(?:得分|分数)=[^=,。;]{{2,60}})"
        rf"|(?P<lose>{lose}(?:计)?{_RANGE}{ends})"
        rf"|(?P<all_lost>{one_of('all_lost')})"
        rf"|(?P<nothing>{one_of('nothing')}|{award}?(?<![\d.])0(?:\.0)?分{ends})"
        rf"|(?P<full>{one_of('full_by_default')}(?:计算|计分|处理|评分|计)?|{award}{{0,3}}{one_of('full')}(?!的?\d))"
        rf"|(?P<award>(?P<each>各|每项|分别)?{award}{{0,3}}(?<![-~—–至到≥≤<>]){_RANGE}{ends})"
        rf"|(?P<proportion>(?:[同等成](?=正?比例)|按照?|根据|依据|以|与){proportion}{scored})"
        rf"|(?P<judgement>(?:按照?|根据|视|依据|结合)[^,。;:\d]{{0,16}}?{one_of('judged_by')}[^,。;:\d]{{0,6}}?"
        rf"(?:计|评|打|扣|得|给|赋)分(?![\d值])|视[^,。;:\d]{{1,12}}?(?:情况|程度)|视情|{one_of('judgement')}(?:扣分|扣减|给分|计分)?)"
    )


def events_of(text: str) -> Iterator[Event]:
    """The statements about points in a folded text, in its order."""
    start = 0
    for match in _statements().finditer(text):
        kind = next(name for name in _KINDS if match[name] is not None)
        between = text[start : match.start()]
        if kind == "award" and match.group()[:1].isdigit() and _is_compared().search(between):
            continue  # 低于60分的
        before, condition = _parted(between)
        low, high = _points(kind, match)
        yield Event(kind, condition, before, match.group(), low, high, bool(match["each"]), match.end())
        start = match.end()
    if text[start:]:
        yield Event("rest", "", text[start:], "")


@cache
def _is_compared() -> re.Pattern[str]:
    return re.compile(f"{one_of(*_COMPARED)}$")


_KINDS = (
    "limit", "until", "total", "formula", "lose", "all_lost", "nothing", "full", "award", "proportion", "judgement",
)  # fmt: skip


def _points(kind: str, match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    if kind == "nothing":
        return _ZERO, _ZERO
    if kind not in ("limit", "total", "lose", "award"):
        return None, None
    numbers = [Decimal(found) for found in re.findall(r"\d+(?:\.\d+)?", match[kind])]
    return min(numbers), max(numbers)


def _parted(between: str) -> tuple[str, str]:
    """The text since the last statement, parted at its last stop into what went before and the condition."""
    text = between.rstrip(f"{_EDGES}{STOPS}")
    cut = max((found.end() for found in re.finditer(_STOP, text)), default=0)
    return text[:cut], cleaned(text[cut:])


def cleaned(condition: str) -> str:
    """A condition without the signs and particles around its words."""
    text = condition.strip(f"{_EDGES}{STOPS}")
    for particle in _PARTICLES:
        text = text.removesuffix(particle)
    # A bracket that the signs around it took apart.
    return text + ")" if text.count("(") > text.count(")") else text
