"""What the words before a number say that it is to the numbers around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.model.words import each, remembered
from flows.model.years import YEAR
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.words import any_of, any_word, anywhere, direction_words

_BARE_TOTAL = re.compile("[总一]?共")  # …37人，共74人
_CLOSERS = r"(?:了|额|数|率|比例|幅度|幅|度|为|是|约|近|达|的|仅|资金|金额|经费|费用|支出|收入|预算|[：:\s　])*"
_NO_BUDGET = "(?!后?的?预算)"  # 变动预算 is an amount in itself
_COMPARED = re.compile(
    r"(?:(?<![同环占对])比(?!例|重|率)|同比(?=\s*\d)|较|与|同(?!比|期|口径|意)|和|对比|相对于|超过)[^，,。；;、]*$"
)
_AGAINST = r"(?:(?<![同环占对])比(?!例|重|率)|较(?!为))[^，,。；;、\d]{1,12}"  # 比上半年多7个
_TOGETHER = re.compile(r"^[）)\s]*(?:的)?(?:数|决算数|预算数|支出|执行数)?(?:相比|比较|相较|相对比|对比|比)")
_OF = "的"  # 为年初预算71500万元的101.5%、调整预算72000万元的100.7%
_EACH_OF_THEM = "各"  # 一等奖3名各20万元
_STOPS = re.compile(r"[，,。；;：:]")
_DIVISOR = re.compile(r"(?:占|完成|为|是|相当于|达到?|按|实现)了?[^，,。；;]*$")
_OF_DIVISOR = re.compile(r"^[）)\s]*的?(?:总数|总额)?的?(?:比例|比重|百分比)?(?:[为达是约]|达到|仅)*\s*$")
_EACH = re.compile(
    r"每\s*(?P<each>平方米|立方米|[^\s，,。；;：:、的均月年天日次]{1,3}?)(?=$|[\d每补租收支平给发价工标运奖种培投造年月天日讲费的均为约])"
)


_MOST_NUMBERS = 2_048  # whose answers are kept: every reader of a text asks the same of each
_GAP = re.compile("(?:差额|相差)[^，。；]*$")
_OF_SOME = re.compile(
    r"^\s*(?:的(?!比例|比重|标准|额度|预算|限额|范围|上限)|[（(]?不?含?[）)]?以[上下])"
)  # 执行率达到100%的项目17个
_GRADE_BEHIND = re.compile(r"^\s*[（(]?\s*(?:以[上下内外]|及以[上下]|不?含[）)])")


@dataclass(frozen=True, slots=True)
class Change:
    """That a number is a difference (up, down, or '' where its sign says it) or, as a percentage, a growth."""

    direction: str


@cache
def _changed() -> re.Pattern[str]:
    groups = []
    for direction in ("up", "down", "change"):
        words = [word for word in direction_words(direction) if len(word) > 1]
        single = [word for word in direction_words(direction) if len(word) == 1]
        pattern = (
            any_word(words)
            + (_NO_BUDGET if direction == "change" else "")
            + (rf"|(?:^[\s、和并且]*|{_AGAINST}){any_word(single)}" if single else "")
        )
        groups.append(f"(?P<{direction}>{pattern})")
    return re.compile(f"(?:{'|'.join(groups)}){_CLOSERS}$")


@cache
def _moved() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{direction}>{any_of(f'stem_{direction}')})" for direction in ("up", "down", "none"))
    when = rf"(?:(?:{YEAR}|\d{{1,2}}|[本今当])\s*年度?末?的?)?"
    return re.compile(rf"(?:{groups})了?(?:(?P<to>到|至)|(?P<into>为|成)){when}[约近\s]*$")


@remembered
def change_in(lead: str) -> Change | None:
    """The change that the words before a number say it is, None where they say none."""
    if _moved().search(lead):
        return None
    match = _changed().search(lead)
    if match is None:
        return None
    return Change("" if match.lastgroup == "change" else match.lastgroup or "")


@lru_cache(_MOST_NUMBERS)
def change_of(number: Number) -> Change | None:
    """The change that a number is, None where it is none."""
    if (number.is_rate or number.is_points) and _of_rates().search(number.lead):
        return Change("up")
    change = change_in(number.lead)
    if change is not None and not change.direction and number.value > 0 and not number.is_rate:
        return None if _GAP.search(number.lead) else change  # 收支差额26.20万元 is an amount in itself
    return change


@cache
def _of_rates() -> re.Pattern[str]:
    return re.compile(rf"{any_of('up_of_rates')}{_CLOSERS}$")


def moved_to(number: Number) -> str | None:
    """The direction in which another number became this one (降至, 增加到), '' where the words say none (变为); None
    where it is no such number.
    """
    match = _moved().search(number.lead)
    if match is None or (number.is_rate and match["into"] and match.lastgroup != "none"):
        return None
    return next((way for way in ("up", "down") if match[way]), "")


def is_limit_of_grade(number: Number) -> bool:
    """Whether it is where a grade or class begins or ends: 单价50万元以上."""
    return _GRADE_BEHIND.match(number.behind) is not None


def is_of_some(number: Number) -> bool:
    """Whether it only tells which of several are meant: 执行率达到100%的项目17个."""
    return _OF_SOME.match(number.behind) is not None


@lru_cache(_MOST_NUMBERS)
def is_compared(number: Number, following: Number | None) -> bool:
    """Whether it is what the words behind it compare another number with: 比上年22.00万元增加, 与上年15万元持平."""
    match = _COMPARED.search(number.lead)
    if match is None or change_of(number) is not None:
        return False
    behind = following.gap if following is not None else number.behind
    if _TOGETHER.match(behind):
        return True
    if match[0][0] in "与同和" and not match[0].startswith("同比"):
        return _same_behind().match(behind) is not None
    opening = _STOPS.split(behind, maxsplit=1)[0]
    return bool(opening) and _says_how(opening)


@cache
def _same_behind() -> re.Pattern[str]:
    return re.compile(rf"[）)\s]*(?:基本)?{any_word(direction_words('same'))}")


@cache
def _ways() -> re.Pattern[str]:
    return re.compile(any_word(word for way in ("up", "down", "same") for word in direction_words(way)))


@remembered
def _says_how(words: str) -> bool:
    return bool(_ways().search(words))


def is_divisor(number: Number, following: Number | None) -> bool:
    """Whether it is what the percentage behind it is of: 占总支出160.00万元的15%."""
    if following is None or not following.is_rate or number.is_rate:
        return False
    is_joined = following.gap.strip() == _OF
    return bool((is_joined or _DIVISOR.search(number.lead)) and _OF_DIVISOR.match(following.gap))


@cache
def _per() -> re.Pattern[str]:
    """Words that say that a number is of one of several."""
    return re.compile(rf"{each().pattern}|(?P<one>{any_of('one_of')})均|每|单价|均价")


@remembered
def _says_each(lead: str) -> bool:
    return bool(_per().search(lead))


@lru_cache(_MOST_NUMBERS)
def is_each(number: Number) -> bool:
    """Whether it is what one of several costs or holds: a price, a standard, an average."""
    return "/" in number.figure.unit or number.lead.strip() == _EACH_OF_THEM or _says_each(number.lead)


@cache
def _restated() -> re.Pattern[str]:
    return re.compile(rf"{any_of('restated')}$")


@lru_cache(_MOST_NUMBERS)
def is_level(number: Number, following: Number | None) -> bool:
    """Whether it is an amount in itself: no change, no rate, nothing that only explains another number."""
    if change_of(number) is not None or number.is_points:
        return False
    if is_each(number) and not is_total(number):
        return False
    if is_limit_of_grade(number) or _restated().search(number.lead):
        return False
    return not (is_limit(number) or is_compared(number, following) or is_divisor(number, following))


@cache
def _limits() -> re.Pattern[str]:
    return re.compile(rf"{any_of('limit_open', 'larger', 'smaller')}[^，,。；;]*$")


@lru_cache(_MOST_NUMBERS)
def is_limit(number: Number) -> bool:
    """Whether another number is held against it: 未超过年初预算12.00万元, 低于控制值3.0%."""
    return change_of(number) is None and _limits().search(number.lead) is not None


@cache
def _totals() -> re.Pattern[str]:
    return re.compile(rf"{any_of('total', 'weak_total')}{any_of('totalled')}*[为达是：:\s]*$")


@lru_cache(_MOST_NUMBERS)
def is_total(number: Number) -> bool:
    """Whether its words say that it adds up numbers before it."""
    return _totals().search(number.lead) is not None or _BARE_TOTAL.fullmatch(number.lead.strip()) is not None


@remembered
def is_strong_total(lead: str) -> bool:
    """Whether words say so and nothing else: 合计, 共 alone, but not 累计 or 总额, which any amount may be."""
    return anywhere("total").search(lead) is not None or _BARE_TOTAL.fullmatch(lead.strip()) is not None


def is_net(number: Number) -> bool:
    """Whether it is what several changes come to together: 相抵后净增."""
    return re.search("净增|净减|相抵", number.lead) is not None


def levels(numbers: Sequence[Number]) -> list[bool]:
    """Which of the numbers are amounts in themselves."""
    following: list[Number | None] = [*numbers, None][1:]
    return [is_level(one, after) for one, after in zip(numbers, following, strict=True)]
