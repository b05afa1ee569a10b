"""Numbers spelled in Chinese numerals (十五个股室, 百分之三): only where a unit follows, and outside slogans."""

import re
from decimal import Decimal
from functools import cache

from flows.extraction.lexicon.quantities import SCALES, Quantity, credible
from flows.extraction.lexicon.units import interval, last_nonzero_place, units
from flows.model.words import longest_first

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_ZEROS = "零〇○"
_SCALES = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_MOST_OF_SCALE = {"亿": 10**8, "万": 10**4}  # 一万亿 is one number, 十百 is none
CHINESE_DIGITS = "".join(_DIGITS) + "".join(_SCALES)
_CHINESE_DECIMALS = "(?:点[零〇一二三四五六七八九]{1,6})?"
_SHARES = {"百分之": "%", "千分之": "‰"}
# Other measure words stand in names and ordinals more often than in counts: 两路口, 三座桥, 二期, 四类.
_COUNTED_IN_WORDS = frozenset(
    {"个", "家", "项", "条", "处", "户", "人", "名", "台", "辆", "件", "次", "栋", "所", "间", "套", "份"}
)
# 一个, 一次, 一批 … mostly mean "a": they count only where a list of things is told piece by piece (公务用车一辆).
_PIECES = frozenset("辆台座栋家处所间")


@cache
def spelled_pattern() -> re.Pattern[str]:
    """A number in Chinese numerals with its hedge and unit, or a share of a hundred or a thousand."""
    counted = [u.name for u in units().values() if u.family == "money" or u.name in _COUNTED_IN_WORDS]
    return re.compile(
        rf"(?=[约近{CHINESE_DIGITS}])(?P<before>约|近)?"
        rf"(?:(?P<share>{'|'.join(_SHARES)})(?P<part>[零〇一二两三四五六七八九十百]+{_CHINESE_DECIMALS})"
        rf"|(?<![第前每某任同逐这那唯之单统几数点{CHINESE_DIGITS}“])"
        rf"(?P<number>(?:[一二两三四五六七八九十百千]+|[{CHINESE_DIGITS}]{{2,}}){_CHINESE_DECIMALS})"
        rf"(?P<tail>(?P<more>余|多)?(?P<scale>万|亿)?(?P<more2>余|多)?(?P<unit>{'|'.join(longest_first(counted))})))"
    )


def read_spelled(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity of a match of `spelled_pattern`, None where the words count nothing (一个, “一圈两场三道”)."""
    part = "part" if match["share"] else "number"
    word, unit = match[part], units()[_SHARES[match["share"]] if match["share"] else match["unit"]]
    following = text[match.end() : match.end() + 1]
    is_vague = word == "一" and unit.family == "count" and not match["scale"]
    if is_vague and (unit.name not in _PIECES or following not in {"", "、", "，", "。", "；", "）"}):
        return None
    if _is_quoted(text, match.start(), match.end()):
        return None
    number = spelled("一百" if match["share"] and word == "百" else word)
    if number is None:
        return None
    factor = unit.factor * SCALES[match["scale"] or ""]
    step = factor.scaleb(-len(word.partition("点")[2]))
    hedge = match["before"] or match["more"] or match["more2"] or ""
    value = number * factor
    low, high = interval(value, last_nonzero_place(number) * factor, hedge) if hedge else (value, value)
    printed_unit = (match["scale"] or "") + unit.name
    return credible(
        Quantity(match.start(part), match.end(part), match.end(), word, value, low, high, hedge, unit.base,
                 printed_unit, unit.family, step)
    )  # fmt: skip


def spelled(word: str) -> Decimal | None:
    """The number that numerals are, with scales (一千零五十, 三千五 for 3,500) or digit by digit (二〇二三), and with
    decimals behind 点; None where they are no number (五十三百).
    """
    whole, point, decimals = word.partition("点")
    number = _scaled(whole) if any(scale in whole for scale in _SCALES) else _digits(whole)
    if not number or bool(point) != bool(decimals) or any(scale in decimals for scale in _SCALES):
        return None
    return Decimal(f"{number}{'.' if point else ''}{_digits(decimals)}")


def _digits(word: str) -> str:
    return "".join(str(_DIGITS[digit]) for digit in word)


def _scaled(word: str) -> int | None:
    """The number of one digit, or of what stands before its highest scale and what stands behind."""
    scale = next((one for one in _SCALES if one in word), "")
    if not scale:
        return _DIGITS.get(word)
    before, _, behind = word.partition(scale)
    if scale in behind:  # no number says a scale twice; it bounds how deep this goes, too
        return None
    value = _SCALES[scale]
    count = 1 if not before and scale == "十" else _scaled(before)
    rest = _behind(behind, value)
    if count is None or rest is None or not 0 < count < _MOST_OF_SCALE.get(scale, 10) or rest >= value:
        return None
    return count * value + rest


def _behind(word: str, scale: int) -> int | None:
    """What stands behind a scale: a digit alone counts the next lower one (一万二), after a 零 it is itself."""
    bare = word.lstrip(_ZEROS)
    if not bare:
        return 0
    number = _scaled(bare)
    return number * scale // 10 if number is not None and bare == word and bare in _DIGITS else number


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the words stand in a short quotation, as slogans do (“一圈两场三道”)."""
    left = text.rfind("“", max(0, start - 12), start)
    return left >= 0 and "”" not in text[left:start] and "”" in text[end : end + 12]
