"""Numbers in a text: each numeric token with its value, unit and hedge, or the named reason to ignore it.

A value is a Decimal in the base unit of `units.csv`; hedge words become intervals (约480 is 475 to 485).
The reasons to ignore a number are the patterns of `ignored_numbers.csv`, tried in the order of the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from operator import attrgetter

from flows.extraction.required import required
from flows.extraction.units import ABOUT, DOWNWARD, UPWARD, interval, last_nonzero_place, unit_pattern, units
from flows.words import longest_first, read_seed, remembered

_SCALES = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "十万": 100_000, "百万": 1_000_000,
           "千万": 10_000_000, "亿": 100_000_000}  # fmt: skip
# One character for one, so that places in the folded text are places in the printed one.
_FOLDED = str.maketrans({0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum() or chr(0x21 + i) in ".%-+"}
                        | {ord("﹣"): ord("-"), ord("−"): ord("-")})  # fmt: skip
_FOLDABLE = frozenset(map(chr, _FOLDED))
_START = attrgetter("start")
_BLANKS = frozenset({"", "-", "--", "—", "——", "－", "−", "/", "／", "\\", "无", "……", "…", "―", "＼"})
_PLAIN_RELATIONS = frozenset({"=", "＝", "═", "﹦"})

# Other measure words stand in names and ordinals more often than in counts: 两路口, 三座桥, 二期, 四类.
_COUNTED_IN_WORDS = frozenset(
    {"个", "家", "项", "条", "处", "户", "人", "名", "台", "辆", "件", "次", "栋", "所", "间", "套", "份"}
)
_DIGIT = re.compile(r"[\d①-⒛]")
_ASCII_DIGITS = re.compile("[0-9]+")
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# No county's money, area or head count comes near: the digits of several numbers ran together, or of an account.
_MOST_CREDIBLE = Decimal(10) ** 17
_MOST_DIGITS = 40
_CHINESE_DIGITS = "零〇○一二两三四五六七八九十百千万亿"
_CHINESE_DECIMALS = "(?:点[零〇一二三四五六七八九]{1,6})?"
_SHARES = {"百分之": "%", "千分之": "‰"}
# A comma as wide as its digits; between narrow digits it parts two numbers of a sentence more often than thousands.
_WIDE_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_CELL_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_RANGE_DASH = re.compile(r"\s*[-—–~～至]\s*(?=\d)")
_FROM = re.compile(r"[由从自][^，。；\d]{0,20}$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One numeric token; `start` and `end` span the number itself, `unit_end` what belongs to it.

    `value` is None for a range and for an ignored token. `step` is the worth of the last printed place.
    """

    start: int
    end: int
    unit_end: int
    printed: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    hedge: str
    unit: str
    printed_unit: str
    family: str
    step: Decimal
    ignored_reason: str = ""
    note: str = ""


@cache
def _scale_pattern() -> str:
    """An alternation of the scales, none of which is the beginning of a unit (千瓦, 百分点); 千元 is 千 times 元."""
    tails = {
        scale: [
            name.removeprefix(scale)
            for name, unit in units().items()
            if unit.family != "money" and name.startswith(scale)
        ]
        for scale in longest_first(filter(None, _SCALES))
        if scale != "十"
    }
    return "|".join(scale + (f"(?!{'|'.join(rest)})" if rest else "") for scale, rest in tails.items())


@cache
def _number() -> re.Pattern[str]:
    hedges = "|".join(
        longest_first({*UPWARD, *DOWNWARD, *ABOUT, *_PLAIN_RELATIONS, "近", "将近"} - {"以上", "以内", "以下", "左右"})
    )
    # Most characters can begin none: one look tells.
    beginnings = re.escape("".join({word[0] for word in hedges.split("|")}))
    return re.compile(
        # 节约, 合约, 预约: there 约 is no hedge.
        rf"(?=[\d+△▲{beginnings}-])(?:(?P<before>(?<![节合预条签公制])(?:{hedges}))[ 　]*+)?"
        rf"(?P<sign>(?<![\d)）%‰元万亿])(?:[-+]|[△▲][ 　]?)(?=\d))?(?P<number>{_DIGITS})"
        rf"(?:\s*[-—–~～至]\s*(?P<upper>{_DIGITS})(?!\d|\s*年))?"
        rf"(?P<tail>(?P<more>余|多|几)?\s*+(?P<scale>{_scale_pattern()})?(?P<more2>余|多)?\s*+(?P<unit>{unit_pattern()})?"
        r"(?P<after>余|多|左右|以上|以内|以下)?)"
    )


@cache
def _chinese_number() -> re.Pattern[str]:
    counted = [u.name for u in units().values() if u.family == "money" or u.name in _COUNTED_IN_WORDS]
    return re.compile(
        rf"(?=[约近{_CHINESE_DIGITS}])(?P<before>约|近)?"
        rf"(?:(?P<share>{'|'.join(_SHARES)})(?P<part>[零〇一二两三四五六七八九十百]+{_CHINESE_DECIMALS})"
        rf"|(?<![第前每某任同逐这那唯之单统几数点{_CHINESE_DIGITS}“])"
        rf"(?P<number>(?:[一二两三四五六七八九十百千]+|[{_CHINESE_DIGITS}]{{2,}}){_CHINESE_DECIMALS})"
        rf"(?P<tail>(?P<more>余|多)?(?P<scale>万|亿)?(?P<more2>余|多)?(?P<unit>{'|'.join(longest_first(counted))})))"
    )


@cache
def _ignored(has_digits: bool) -> tuple[tuple[str, re.Pattern[str], tuple[frozenset[str], ...]], ...]:
    """Each reason with its pattern, and the characters that a text must hold for it to match.

    Without digits only those that spelled numbers match, by their example.
    """
    return tuple(
        (row["ignored_reason"], re.compile(row["pattern"], re.MULTILINE), required(row["pattern"], re.MULTILINE))
        for row in read_seed("ignored_numbers")
        if has_digits or not _DIGIT.search(row["example"])
    )


@remembered
def holds_digit(text: str) -> bool:
    """Whether there is a digit in a unit, as in m2 and m²."""
    return any(map(str.isdigit, text))


def fold(text: str) -> str:
    """Full-width digits, signs and the commas between them as ASCII ones, character for character."""
    return (_WIDE_THOUSANDS.sub(",", text) if "，" in text else text).translate(_FOLDED)


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or a dash in any of its forms. A printed 0 is not blank."""
    return "".join(text.split()) in _BLANKS


def scan(text: str) -> tuple[Quantity, ...]:
    """Every numeric token of the text in its order; none overlaps another."""
    letters = frozenset(text)
    folded = text if letters.isdisjoint(_FOLDABLE) else fold(text)
    has_digits = _DIGIT.search(folded) is not None  # without one, only the patterns of Chinese numerals can match
    taken = bytearray(len(text))
    found = _scan_ignored(text, folded, has_digits, taken)
    if has_digits:
        found.extend(_scan_digits(text, folded, taken))
    for match in _chinese_number().finditer(text):
        quantity = _chinese_quantity(text, match)
        if quantity is not None and not _overlaps(taken, quantity.start, quantity.end):
            found.append(quantity)
    found.sort(key=_START)
    if has_digits and (left := _left_over(text, folded, found)):
        found = sorted([*found, *left], key=_START)
    return tuple(found)


def _scan_ignored(text: str, folded: str, has_digits: bool, taken: bytearray) -> list[Quantity]:
    """The tokens that a pattern ignores; they mark their characters as taken."""
    found: list[Quantity] = []
    letters = frozenset(folded)
    for reason, pattern, needed in _ignored(has_digits):
        if any(map(letters.isdisjoint, needed)):
            continue
        for match in pattern.finditer(folded):
            span = _digits_span(folded, match.start(), match.end())
            if span and not _overlaps(taken, *span):
                taken[slice(*span)] = b"\1" * (span[1] - span[0])
                found.append(_ignored_token(text, *span, match.end(), reason))
    return found


def _scan_digits(text: str, folded: str, taken: bytearray) -> list[Quantity]:
    found: list[Quantity] = []
    at = 0
    for match in _number().finditer(folded):
        start, end = match.start("number"), match.end("number")
        if match["sign"]:
            start = match.start("sign")
        if start < at or _overlaps(taken, match.start("number"), end) or _is_inside_word(folded, start):
            continue
        found.append(_ranged(text, folded, _quantity(text, folded, match, start, taken), taken))
        at = found[-1].end
    return found


def _ranged(text: str, folded: str, lower: Quantity, taken: bytearray) -> Quantity:
    """The quantity; where another of its unit follows behind a dash (10%-15%, 1万-2万元), both as one range."""
    dash = _RANGE_DASH.match(folded, lower.unit_end)
    match = _number().match(folded, dash.end()) if dash and lower.printed_unit and lower.value is not None else None
    if match is None or match["before"] or match["upper"] or _overlaps(taken, *match.span("number")):
        return lower
    upper = _quantity(text, folded, match, match.start("number"), taken)
    is_change = dash is not None and "至" in dash[0] and _FROM.search(text, max(0, lower.start - 24), lower.start)
    if (upper.unit, upper.hedge, lower.hedge) != (lower.unit, "", "") or is_change:
        return lower
    if lower.value is None or upper.value is None or not 0 <= lower.value < upper.value:
        return lower
    return replace(upper, start=lower.start, printed=text[lower.start : upper.end], value=None, low=lower.value,
                   high=upper.value, note="；".join(filter(None, (lower.note, upper.note))))  # fmt: skip


def _left_over(text: str, folded: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Digits that no pattern took: tokens without a value, so that none is lost."""
    left: list[Quantity] = []
    start = 0
    for quantity in [*found, None]:
        end = quantity.start if quantity else len(folded)
        for match in _ASCII_DIGITS.finditer(folded, start, end) if start < end else ():
            left.append(_ignored_token(text, match.start(), match.end(), match.end(), ""))
        if quantity:
            whole = quantity.unit_end if holds_digit(quantity.printed_unit) else quantity.end
            start = max(start, whole)
    return left


@remembered
def read_cell(text: str) -> Quantity | None:
    """The quantity of a cell that holds nothing else (1,234.50 or 95% or ≥20个), else None."""
    folded = _CELL_THOUSANDS.sub(",", fold(text))
    stripped = folded.strip()
    if not stripped or len(stripped) > 40:
        return None
    if not _DIGIT.search(stripped):
        spelled = _chinese_number().search(text)
        return _chinese_quantity(text, spelled) if spelled and spelled[0] == text.strip() else None
    # A share in brackets is an aside more often than a loss, 10分 the weight of a line.
    negative = re.fullmatch(r"[(（]\s*(\d[\d,.]*)\s*(?:亿元|万元|元)?\s*[)）]", stripped)
    compact = re.sub(r"(?<=[\d.,])[ \n　]+(?=[\d.,])", lambda m: "\x00" * len(m[0]), folded)
    if "\x00" in compact:  # a number broken by a line end or blanks: places still count the printed text
        joined = compact.replace("\x00", "")
        whole = read_cell(joined)
        return (
            replace(
                whole,
                start=_first_digit(folded),
                end=_last_digit(folded),
                printed=text.strip(),
                note="数字被断开",
            )
            if whole
            else None
        )
    match = _number().search(folded)
    if match is None:
        return None
    if negative:
        quantity = _quantity(text, folded, match, match.start("number"), bytearray())
        return replace(_negated(quantity), printed=text.strip())
    start = match.start("sign") if match["sign"] else match.start("number")
    quantity = _ranged(text, folded, _quantity(text, folded, match, start, bytearray()), bytearray())
    lead, rest = folded[: match.start()].strip(), folded[max(match.end(), quantity.unit_end) :].strip()
    return None if lead or rest else quantity


def with_unit(quantity: Quantity, unit_name: str) -> Quantity:
    """The quantity in the unit that a header, caption or line names, if it carries none itself."""
    unit = units().get(unit_name)
    if quantity.printed_unit or unit is None:
        return quantity
    scale = unit.factor
    return _credible(
        replace(
            quantity,
            value=_times(quantity.value, scale),
            low=_times(quantity.low, scale),
            high=_times(quantity.high, scale),
            step=quantity.step * scale,
            unit=unit.base,
            family=unit.family,
        )
    )


def _credible(quantity: Quantity) -> Quantity:
    """The quantity; where digits ran together, as in a list of accounts, one without a value."""
    value, low, high = quantity.value, quantity.low, quantity.high
    if _is_credible(value) and (low is value or _is_credible(low)) and (high is value or _is_credible(high)):
        return quantity
    return replace(quantity, value=None, low=None, high=None, step=Decimal(0), note="数字过大，未取值")


def _is_credible(bound: Decimal | None) -> bool:
    return bound is None or -_MOST_CREDIBLE <= bound <= _MOST_CREDIBLE


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _negated(quantity: Quantity) -> Quantity:
    value = quantity.value
    return replace(quantity, value=None if value is None else -value, low=None if value is None else -value,
                   high=None if value is None else -value)  # fmt: skip


def _overlaps(taken: bytearray, start: int, end: int) -> bool:
    return taken.find(1, start, end) >= 0


def _digits_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    digits = [i for i in range(start, end) if text[i].isdigit() or "①" <= text[i] <= "⒛"] or [
        i for i in range(start, end) if text[i] in _CHINESE_DIGITS
    ]
    return (digits[0], digits[-1] + 1) if digits else None


def _first_digit(text: str) -> int:
    return next(i for i, char in enumerate(text) if char.isdigit())


def _last_digit(text: str) -> int:
    return max(i for i, char in enumerate(text) if char.isdigit()) + 1


def _is_inside_word(text: str, start: int) -> bool:
    return start > 0 and ((text[start - 1].isascii() and text[start - 1].isalnum()) or text[start - 1] in "._")


def _ignored_token(text: str, start: int, end: int, unit_end: int, reason: str) -> Quantity:
    return Quantity(start, end, unit_end, text[start:end], None, None, None, "", "", "", "", Decimal(0), reason)


_DETACHED_UNIT = re.compile(r"(?![拾佰仟])[\u4e00-\u9fff]{1,3}(万元|亿元)(?=[，。；,;、]|$)")
_DETACHED_LENGTH = 7  # the longest such unit, what must follow it, and what `$` looks at behind that


def _quantity(text: str, folded: str, match: re.Match[str], start: int, taken: bytearray) -> Quantity:
    printed, above, sign, tail, in_scale, in_unit = match.group("number", "upper", "sign", "tail", "scale", "unit")
    end, unit_end = match.end("number"), match.end("tail")
    if max(len(printed), len(above or "")) > _MOST_DIGITS:
        return _ignored_token(text, start, end, end, "")
    number = Decimal(printed.replace(",", ""))
    if sign and sign != "+":
        number = -number
    printed_unit = (in_scale or "") + (text[slice(*match.span("unit"))] if in_unit else "")
    is_range = bool(above) and not _overlaps(taken, *match.span("upper"))
    if (
        (above and not is_range)
        or _overlaps(taken, end, unit_end)
        or ("\n" in tail and "\n" in tail.strip(" \n") and not in_unit)
    ):
        printed_unit, unit_end = "", end
    unit, scale, note = None, 1, ""
    if printed_unit:
        # 1983万: the 元 is left out
        unit = units().get(in_unit or ("元" if in_scale in {"万", "亿", "千万", "百万"} else ""))
        scale = _SCALES[in_scale or ""]
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
    return _credible(
        Quantity(start, end, max(unit_end, end), text[start:end], value, low, high, hedge, unit.base if unit else "",
                 printed_unit, unit.family if unit else "", step, note=note)
    )  # fmt: skip


@cache
def _place_of_last_digit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


# 一个, 一次, 一批 … mostly mean "a": they count only where a list of things is told piece by piece (公务用车一辆).
_PIECES = frozenset("辆台座栋家处所间")


def _chinese_quantity(text: str, match: re.Match[str]) -> Quantity | None:
    import cn2an  # heavy, and most texts spell no number

    part = "part" if match["share"] else "number"
    word, unit = match[part], units()[_SHARES[match["share"]] if match["share"] else match["unit"]]
    following = text[match.end() : match.end() + 1]
    is_vague = word == "一" and unit.family == "count" and not match["scale"]
    if is_vague and (unit.name not in _PIECES or following not in {"", "、", "，", "。", "；", "）"}):
        return None
    if _is_quoted(text, match.start(), match.end()):
        return None
    try:
        number = Decimal(str(cn2an.cn2an(word.replace("两", "二"), "smart")))
    except ValueError:
        return None
    factor = unit.factor * _SCALES[match["scale"] or ""]
    hedge = match["before"] or match["more"] or match["more2"] or ""
    value = number * factor
    low, high = interval(value, last_nonzero_place(number) * factor, hedge) if hedge else (value, value)
    printed_unit = (match["scale"] or "") + unit.name
    return _credible(
        Quantity(match.start(part), match.end(part), match.end(), word, value, low, high, hedge, unit.base,
                 printed_unit, unit.family, factor)
    )  # fmt: skip


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the words stand in a short quotation, as slogans do (“一圈两场三道”)."""
    left = text.rfind("“", max(0, start - 12), start)
    return left >= 0 and "”" not in text[left:start] and "”" in text[end : end + 12]
