"""What words say of the parts of a list: which amount each is, which way it counts, and whether all are listed."""

import re
from collections.abc import Sequence
from functools import cache

from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import change_of
from flows.relating.sentences.words import any_of, anywhere, words_of_rows

_CHINESE = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_POINTS = "分"
_TAKEN_OFF = re.compile("(?:扣|减)[分了掉去]*$")
_ALSO = re.compile(r"[）)\s]*(?:左右)?等")


@cache
def divides() -> re.Pattern[str]:
    """Words that divide a whole by something, so that every part is listed: 按经济分类划分：, 按用途分，分级次看."""
    by, kinds = r"[^，,。；;：:\d]{1,14}?", any_of("divides")
    said = rf"按照?{by}(?:{kinds}|来?看)|从{by}{kinds}来?看|(?<![部区划])分{by}来?看"
    return re.compile(rf"(?:{said})(?:如下|情况|为)*(?:[，,：:]|(?=[\\s　（(]|$))")


def is_divided(gap: str, parts: Sequence[Number]) -> bool:
    """Whether the words before a list divide its whole and neither they nor those behind it say that there is more."""
    match = divides().search(gap)
    if match is None or len(parts) < 2 or _ALSO.match(parts[-1].behind):
        return False
    if anywhere("residual", "apart").search(re.split("[。！？!?\n]", parts[-1].behind)[0]):
        return False  # …，其余未评级
    more = anywhere("and_more")
    words = [gap[match.start() :].replace("如下", ""), *(part.lead for part in parts)]
    return not any(more.search(one) for one in words)


def is_closed(parts: Sequence[Number], opener: str) -> bool:
    """Whether words say that every part is listed: a residual among them, 由…组成, 分为."""
    if len(parts) < 2:
        return False
    if anywhere("residual").search(parts[-1].lead) or _are_all_there_are(parts):
        return True
    words = opener + parts[-1].behind
    opening = re.split(r"[，,。；;（(\n]", parts[0].gap[: len(parts[0].gap) - len(opener)])[-1] + opener
    if re.search(any_of("and_more"), re.split("[：:]", opening)[0]):
        return False
    if opener == "由" or re.search(any_of("closes"), words):
        return not re.search(any_of("and_more"), opener)
    return opener.startswith(("包括", "包含")) and not re.search(any_of("and_more"), words)


def _are_all_there_are(parts: Sequence[Number]) -> bool:
    """Whether there are no other parts of their kind than those named: 一般债务 and 专项债务."""
    for names in words_of_rows("all_parts"):
        named = [[name for name in names if name in part.lead] for part in parts]
        if len(parts) == len(names) and all(named) and {words[-1] for words in named} == set(names):
            return True
    return False


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


def is_flow(number: Number) -> bool:
    """Whether it came to an amount or went from one."""
    return flow_of(number) is not None


def is_lost(number: Number) -> bool:
    """Whether it is of points that were taken off."""
    return number.figure.unit == _POINTS and _TAKEN_OFF.search(number.lead) is not None


def sign_of_part(part: Number, whole: Number) -> int:
    """The sign of a part that is a change: against the whole's own where the two go different ways; of points that are
    taken off a score it is -1.
    """
    if is_lost(part) and not is_lost(whole):
        return -1
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
