"""Numbers printed in digits: signs, thousands, hedges, scales and units around them, and ranges of two."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from flows.extraction.lexicon.quantities import SCALES, Quantity, credible, ignored_token, overlaps
from flows.extraction.lexicon.units import ABOUT, DOWNWARD, UPWARD, interval, last_nonzero_place, unit_pattern, units
from flows.model.words import longest_first
from flows.model.years import YEAR

# One character for one, so that places in the folded text are places in the printed one.
_FOLDED = str.maketrans({0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum() or chr(0x21 + i) in ".%-+"}
                        | {ord("﹣"): ord("-"), ord("−"): ord("-")})  # fmt: skip
_GONE = "\x1f"
_CURRENCY = r"(?:[¥￥]|(?<![A-Za-z])(?:RMB|CNY)[ ]?[¥￥]?|人民币[ ]?[¥￥]?)"
_TO_FOLD = re.compile(rf"[{''.join(map(re.escape, map(chr, _FOLDED)))}]|\d，\d|{_CURRENCY}")
# ¥1,280.50, RMB -3, -¥3, (¥3), and 3 CNY: the sign says which money, and the table or the unit how much of it.
_CURRENCY_BEFORE = re.compile(rf"(?P<sign>(?<!\d)[-+△▲]?){_CURRENCY}[:：]?[ \u3000]?(?=[-+△▲(（]?[ ]?\d)")
_CURRENCY_BEHIND = re.compile(r"(?<=\d)[ ]?(?:RMB|CNY)(?![A-Za-z])")
_BEHIND_CURRENCY = re.compile(rf"{_CURRENCY}[:：]?[ \u3000]?$")
_LONGEST_CURRENCY = 8
_PLAIN_RELATIONS = frozenset({"=", "＝", "═", "﹦"})
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MOST_DIGITS = 40
# A comma of full width parts thousands where its digits are as wide; between narrow ones, where two numbers of a
# sentence may meet (2项，300人), only if decimals or money follow.
_WIDE_COMMAS = re.compile(
    r"(?<![\d.．,，、])[0-9０-９]{1,3}(?:，[0-9０-９]{3})++(?![\d，])"
    r"(?:(?<=[０-９])|(?=[.．][0-9０-９]{1,2}(?![\d，]))|(?=[ ]?[万亿千百]{0,2}元))"
)
_EACH = re.compile(r"(?:分别|依次|各|先后)[^。；\n]{0,12}$")
_RANGE_DASH = re.compile(r"\s*[-—–~～至]\s*(?=\d)")
_FROM = re.compile(r"[由从自][^，。；\d]{0,20}$")
_SHARES = {"百分之": "%", "千分之": "‰"}
_DETACHED_UNIT = re.compile(r"(?![拾佰仟])[\u4e00-\u9fff]{1,3}(万元|亿元)(?=[，。；,;、]|$)")


def fold(text: str) -> str:
    """Full-width digits, signs and the commas between them as ASCII ones, blanks of no other use in place of signs of
    currency; each character stays at its place.
    """
    if not _TO_FOLD.search(text):
        return text
    if "，" in text:
        text = _WIDE_COMMAS.sub(lambda match: _with_thousands(match, text), text)
    text = text.translate(_FOLDED)
    text = _CURRENCY_BEFORE.sub(lambda match: match["sign"].ljust(len(match[0]), _GONE), text)
    return _CURRENCY_BEHIND.sub(lambda match: _GONE * len(match[0]), text)


def _with_thousands(match: re.Match[str], text: str) -> str:
    is_list = _EACH.search(text, max(0, match.start() - 24), match.start())
    return match[0] if is_list else match[0].replace("，", ",")


def is_of_currency(text: str, start: int) -> bool:
    """Whether a sign of currency stands right before a number that begins there."""
    return _BEHIND_CURRENCY.search(text, max(0, start - _LONGEST_CURRENCY), start) is not None


@cache
def _scale_pattern() -> str:
    """An alternation of the scales, none of which is the beginning of a unit (千瓦, 百分点); 千元 is 千 times 元."""
    tails = {
        scale: [
            name.removeprefix(scale)
            for name, unit in units().items()
            if unit.family != "money" and name.startswith(scale)
        ]
        for scale in longest_first(filter(None, SCALES))
        if scale != "十"
    }
    return "|".join(scale + (f"(?!{'|'.join(rest)})" if rest else "") for scale, rest in tails.items())


@cache
def digits_pattern() -> re.Pattern[str]:
    """A number in digits with its hedge, sign and unit, or two as a range; of text that is folded."""
    hedges = "|".join(
        longest_first({*UPWARD, *DOWNWARD, *ABOUT, *_PLAIN_RELATIONS, "近", "将近"} - {"以上", "以内", "以下", "左右"})
    )
    # Most characters can begin none: one look tells.
    beginnings = re.escape("".join({word[0] for word in hedges.split("|")}))
    return re.compile(
        # 节约, 合约, 预约: there 约 is no hedge.
        rf"(?=[\d+△▲百千{beginnings}-])(?:(?P<before>(?<![节合预条签公制])(?:{hedges}))[ 　]*+)?"
        rf"(?:(?P<share>{'|'.join(_SHARES)})[ 　]*+)?"
        rf"(?P<sign>(?<![\d)）%‰元万亿])(?:[-+]|[△▲][ 　]?){_GONE}*+(?=\d))?(?P<number>{_DIGITS})"
        rf"(?:\s*[-—–~～至]\s*(?P<upper>{_DIGITS})(?!\d|(?<={YEAR})\s*年))?"
        rf"(?P<tail>(?P<more>余|多|几)?\s*+(?P<scale>{_scale_pattern()})?(?P<more2>余|多)?\s*+(?P<unit>{unit_pattern()})?"
        r"(?P<after>余|多|左右|以上|以内|以下)?)"
    )


def read_digits(text: str, folded: str, match: re.Match[str], start: int, taken: bytearray) -> Quantity:
    """The quantity of a match of `digits_pattern` in the folded text; one without a value where it is too long.

    `start` is where its sign or number begins; no unit is read from characters that are `taken`.
    """
    printed, above, sign, tail, in_scale, in_unit = match.group("number", "upper", "sign", "tail", "scale", "unit")
    end, unit_end = match.end("number"), match.end("tail")
    if max(len(printed), len(above or "")) > _MOST_DIGITS:
        return ignored_token(text, start, end, end, "")
    number = Decimal(printed.replace(",", ""))
    if sign and not sign.startswith("+"):
        number = -number
    printed_unit = (in_scale or "") + (text[slice(*match.span("unit"))] if in_unit else "")
    is_range = bool(above) and not overlaps(taken, *match.span("upper"))
    if (
        (above and not is_range)
        or overlaps(taken, end, unit_end)
        or ("\n" in tail and "\n" in tail.strip(" \n") and not in_unit)
    ):
        printed_unit, unit_end = "", end
    unit, scale, note = None, 1, ""
    if match["share"]:
        printed_unit, unit_end = _SHARES[match["share"]], end
        unit = units()[printed_unit]
    elif printed_unit:
        # 1983万: the 元 is left out
        unit = units().get(in_unit or ("元" if in_scale in {"万", "亿", "千万", "百万"} else ""))
        scale = SCALES[in_scale or ""]
    elif detached := _DETACHED_UNIT.match(folded, end):
        printed_unit, unit_end, note = detached[1], detached.end(), "单位与数字被隔开"
        unit = units()[printed_unit]
    factor = scale * (unit.factor if unit else Decimal(1))
    hedge = match["before"] or match["more"] or match["more2"] or (match["after"] if printed_unit else None) or ""
    hedge = "" if hedge in _PLAIN_RELATIONS else hedge
    step = _place_of_last_digit(len(printed.partition(".")[2])) * factor
    value: Decimal | None = number * factor
    low = high = value
    if is_range:
        value, low, high, end = None, value, Decimal(above.replace(",", "")) * factor, match.end("upper")
    elif hedge:
        low, high = interval(number * factor, last_nonzero_place(number) * factor, hedge)
    return credible(
        Quantity(start, end, max(unit_end, end), text[start:end], value, low, high, hedge, unit.base if unit else "",
                 printed_unit, unit.family if unit else "", step, note=note)
    )  # fmt: skip


def ranged(text: str, folded: str, lower: Quantity, taken: bytearray) -> Quantity:
    """The quantity; where another of its unit follows behind a dash (10%-15%, 1万-2万元), both as one range."""
    dash = _RANGE_DASH.match(folded, lower.unit_end)
    match = (
        digits_pattern().match(folded, dash.end()) if dash and lower.printed_unit and lower.value is not None else None
    )
    if match is None or match["before"] or match["upper"] or overlaps(taken, *match.span("number")):
        return lower
    upper = read_digits(text, folded, match, match.start("number"), taken)
    is_change = dash is not None and "至" in dash[0] and _FROM.search(text, max(0, lower.start - 24), lower.start)
    if (upper.unit, upper.hedge, lower.hedge) != (lower.unit, "", "") or is_change:
        return lower
    if lower.value is None or upper.value is None or not 0 <= lower.value < upper.value:
        return lower
    return replace(upper, start=lower.start, printed=text[lower.start : upper.end], value=None, low=lower.value,
                   high=upper.value, note="；".join(filter(None, (lower.note, upper.note))))  # fmt: skip


@cache
def _place_of_last_digit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)
