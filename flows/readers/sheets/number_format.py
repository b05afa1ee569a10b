"""What a spreadsheet shows for a stored number: percentages, thousands, decimals and dates by the cell's
format code.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

# The codes that a workbook refers to by number and does not write down; from 27 and from 50 Chinese dates.
BUILT_IN: dict[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '"¥"#,##0;-"¥"#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;-"¥"#,##0.00;"-"',
    49: "@",
    **dict.fromkeys((5, 6), '"¥"#,##0;-"¥"#,##0'),
    **dict.fromkeys((7, 8), '"¥"#,##0.00;-"¥"#,##0.00'),
    **dict.fromkeys((14, 15, 28, 29, 30, 31, 50, 51, 53, 54, 58), "yyyy-mm-dd"),
    16: "d-mmm",
    17: "mmm-yy",
    **dict.fromkeys((27, 36, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((18, 20, 32, 55), "h:mm"),
    **dict.fromkeys((19, 21, 33, 56), "h:mm:ss"),
    22: "yyyy-mm-dd h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
}

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|[_*](?P<room>.)"
    r"|\[\$(?P<currency>[^\]-]*)[^\]]*\]"
    r"|\[(?P<elapsed>h+|m+|s+)\]"
    r"|\[(?P<condition>(?:[<>]=?|=|<>)-?[\d.]+)\]"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>general|G/通用格式)"
    r"|(?P<noon>AM/PM|A/P|上午/下午)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<digit>[0#?])"
    r"|(?P<date>[yge]+|m+|d+|h+|s+|a{3,4}|b{2,4})"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"([<>=]+)(-?[\d.]+)")
_WEEKDAYS = "一二三四五六日"
_EXACT = Context(prec=400)
_MOST_PLACES = 30
_MOST_SECTIONS = 4  # for numbers above, below and at zero, and for texts
_PRECISION = 15  # digits that a spreadsheet keeps of a binary number
_COMMA, _POINT = ("other", ","), ("other", ".")
_LAST_DAY = 2_958_466  # 10000-01-01, which no spreadsheet can show


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a code: its tokens as (kind, text) and the condition it is under."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None

    def has(self, kind: str) -> bool:
        return any(found == kind for found, _ in self.tokens)


def shown(value: float, code: str, is_1904: bool = False) -> str:
    """The number as the format code shows it, without the blanks that only align it.

    A date with year, month and day comes as 2020-12-31 whatever order the code has, other dates and times
    as the code says. Colours and Chinese digits ([DBNum1]) change nothing: digits stay digits. A code
    that asks for powers of ten or fractions gives the plain number.
    """
    if not math.isfinite(value):
        return ""
    sections = _sections(code)
    section, magnitude = _choose(sections, value)
    if section.has("date") or section.has("elapsed"):
        printed = _date(section, value, is_1904)
        return _plain(value) if printed is None else printed
    if section.has("general") or not (section.tokens or len(sections) > 1):
        return _around(section, _plain(magnitude)).strip()
    if not section.has("digit"):
        return _plain(value) if section.has("@") else _around(section, "").strip()
    if section.has("exponent") or ("other", "/") in section.tokens:
        return _plain(value)  # powers of ten and fractions: the decimal says more
    return _number(section, magnitude)


def shown_text(text: str, code: str) -> str:
    """A text as the code's section for texts shows it: mostly as it is, and not at all where that section is empty."""
    sections = _sections(code)
    section = sections[-1]
    is_for_texts = section.has("@") or (len(sections) == _MOST_SECTIONS and not section.has("digit"))
    return _around(section, text) if is_for_texts else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, float] | None = None
    for match in _TOKEN.finditer(code[:255]):
        kind = match.lastgroup or "other"
        text = match.group(kind)
        if kind == "other" and text == ";":
            sections.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "condition":
            condition = _read_condition(text)
        elif kind == "other" and text == "@":
            tokens.append(("@", text))
        elif kind in {"quoted", "escaped", "currency"}:
            tokens.append(("literal", text))
        elif kind not in {"room", "bracket"}:
            tokens.append((kind, text))
    return (*sections, _Section(tuple(tokens), condition))[:_MOST_SECTIONS]


def _read_condition(text: str) -> tuple[str, float] | None:
    match = _CONDITION.fullmatch(text)
    try:
        return (match.group(1), float(match.group(2))) if match else None
    except ValueError:
        return None


def _choose(sections: Sequence[_Section], value: float) -> tuple[_Section, float]:
    """The section for this number, and the number without a sign that the section itself expresses."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _meets(value, section.condition):
                return section, value
        return sections[-1], value
    if len(sections) == 1 or value > 0:
        return sections[0], value
    if value < 0:
        return sections[1], -value
    return (sections[2] if len(sections) > 2 else sections[0]), 0.0


def _meets(value: float, condition: tuple[str, float]) -> bool:
    sign, limit = condition
    if value == limit:
        return sign in {"=", ">=", "<="}
    return sign == "<>" or sign.startswith("<" if value < limit else ">")


def _plain(value: float) -> str:
    """All digits that the spreadsheet keeps, without an exponent."""
    return f"{_exact(value):f}"


def _exact(value: float) -> Decimal:
    number = Decimal(f"{value:.{_PRECISION}g}").normalize(_EXACT)
    return abs(number) if number.is_zero() else number


def _around(section: _Section, inner: str) -> str:
    """The literal texts of a section with the value in its place."""
    parts = []
    for kind, text in section.tokens:
        if kind in {"general", "@"}:
            parts.append(inner)
        elif kind not in {"digit", "exponent"}:
            parts.append(text)
    return "".join(parts)


def _number(section: _Section, value: float) -> str:
    """The number through digit places: scaled by % and by trailing commas, rounded half up, grouped."""
    kinds = [kind for kind, _ in section.tokens]
    first, last = kinds.index("digit"), len(kinds) - 1 - kinds[::-1].index("digit")
    before, places, after = (
        section.tokens[:first],
        section.tokens[first : last + 1],
        section.tokens[last + 1 :],
    )
    thousands = 0
    while after[thousands : thousands + 1] == (_COMMA,):
        thousands += 1
    percents = section.tokens.count(("other", "%"))
    number = _exact(value).scaleb(2 * percents - 3 * thousands, _EXACT)
    point = places.index(_POINT) if _POINT in places else len(places)
    decimals = [text for kind, text in places[point:] if kind == "digit"][:_MOST_PLACES]
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP, context=_EXACT)
    whole, _, rest = f"{abs(rounded):f}".partition(".")
    always = max((at for at, text in enumerate(decimals, 1) if text == "0"), default=0)
    rest = rest[:always] + rest[always:].rstrip("0")
    return "".join(
        (
            "-" if rounded < 0 else "",
            *(text for _, text in before),
            _in_places(whole.lstrip("0"), places[:point]),
            f".{rest}" if rest else "",
            *(text for kind, text in places[point:] if kind == "literal"),
            *(text for _, text in after[thousands:]),
        )
    ).strip()


def _in_places(digits: str, places: Sequence[tuple[str, str]]) -> str:
    """The digits before the point, with the texts that stand between their places."""
    texts = [text for kind, text in places if kind == "digit"]
    digits = digits.zfill(len(texts) - texts.index("0")) if "0" in texts else digits
    if not any(kind == "literal" for kind, _ in places):
        return _grouped(digits, _COMMA in places)
    printed: list[str] = []
    for kind, text in reversed(places):
        if kind == "literal":
            printed.append(text)
        elif kind == "digit" and digits:
            printed.append(digits[-1])
            digits = digits[:-1]
    return digits + "".join(reversed(printed))


def _grouped(digits: str, has_commas: bool) -> str:
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits) if has_commas else digits


def _date(section: _Section, value: float, is_1904: bool) -> str | None:
    """The day or the time of day, None for a number that is neither."""
    days = value + (1462 if is_1904 else 0)
    if not 0 <= days < _LAST_DAY:
        return None
    # Day 60 of the older system is 29 February 1900, which never was.
    moment = datetime(1899, 12, 31 if days < 60 else 30) + timedelta(seconds=round(days * 86_400))
    names = {text.lower() for kind, text in section.tokens if kind == "date"}
    letters = {name[0] for name in names}
    if names & {"d", "dd"} and letters & {"y", "e"}:
        time = ("%H:%M:%S" if "s" in letters else "%H:%M") if "h" in letters else ""
        return moment.strftime(f"%Y-%m-%d {time}").strip()
    return "".join(_date_parts(section.tokens, moment, days)).strip()


def _date_parts(tokens: Sequence[tuple[str, str]], moment: datetime, days: float) -> Iterable[str]:
    is_minute = False
    letters = [(kind, text[0].lower()) for kind, text in tokens if kind in {"date", "elapsed"}]
    at = -1
    for kind, text in tokens:
        if kind not in {"date", "elapsed"}:
            if kind == "noon":
                yield "上午" if moment.hour < 12 else "下午"
            elif kind != "digit":
                yield text
            continue
        at += 1
        letter = letters[at][1]
        if kind == "elapsed":
            yield str(int(round(days * 86_400) // {"h": 3600, "m": 60, "s": 1}[letter]))
        elif letter == "m":
            # m after an hour or before a second is a minute.
            is_minute = is_minute or letters[at + 1 : at + 2] == [("date", "s")]
            yield f"{moment.minute:02}" if is_minute else f"{moment.month:0{min(len(text), 2)}}"
        else:
            yield _date_part(letter, len(text), moment)
        is_minute = letter == "h"


def _date_part(letter: str, width: int, moment: datetime) -> str:
    if letter in "ygeb":
        return f"{moment.year:04}"
    if letter == "a" or (letter == "d" and width > 2):
        return f"星期{_WEEKDAYS[moment.weekday()]}"
    number = {"d": moment.day, "h": moment.hour, "s": moment.second}[letter]
    return f"{number:0{2 if letter == 's' else min(width, 2)}}"
