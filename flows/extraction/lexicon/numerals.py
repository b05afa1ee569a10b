"""Numbers spelled in Chinese numerals (十五个股室, 百分之三): only where a unit follows, and outside slogans."""

import re
from decimal import Decimal
from functools import cache

from flows.extraction.lexicon.quantities import SCALES, Quantity, credible
from flows.extraction.lexicon.units import interval, last_nonzero_place, units
from flows.model.words import longest_first

CHINESE_DIGITS = "零〇○一二两三四五六七八九十百千万亿"
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
    import cn2an  # heavy, and most texts spell no number

    part = "part" if match["share"] else "number"
    word, unit = match[part], units()[_SHARES[match["share"]] if match["share"] else match["unit"]]
    following = text[match.end() : match.end() + 1]
    is_vague = word == "一" and unit.family == "count" and not match["scale"]
    if is_vague and (unit.name not in _PIECES or following not in {"", "、", "，", "。", "；", "）"}):
        return None
    if _is_quoted(text, match.start(), match.end()):
        return None
    told = "一百" if match["share"] and word == "百" else word.replace("两", "二")
    try:
        number = Decimal(str(cn2an.cn2an(told, "smart")))
    except ValueError:
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


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the words stand in a short quotation, as slogans do (“一圈两场三道”)."""
    left = text.rfind("“", max(0, start - 12), start)
    return left >= 0 and "”" not in text[left:start] and "”" in text[end : end + 12]
