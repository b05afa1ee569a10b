"""Formulas in heads: a column that says how it is worked out from others by their letters or numbers.

执行率（B/A） beside 全年预算数（A） and 全年执行数（B）; 3=1+2 in a row of column numbers; 差额（①－②）.
"""

import re
from collections.abc import Iterator

from flows.relating.tables.grid import RATES, Lines
from flows.relating.tables.layouts import Layout, Tried, tried
from flows.relating.tables.quotients import tried_quotient

_NAME = r"(?:[A-Za-zＡ-Ｚａ-ｚ]|\d{1,2}|[①-⑳])"
_PLUS, _MINUS, _OVER = "+＋", "-－—–−", "/／÷"
# A letter or a number names a line alone, in brackets or before a sign; a circled one also before its words.
_NAMED = re.compile(rf"(?:^|[（(])\s*({_NAME})\s*(?:[=＝]|[）)]|$)|^\s*([①-⑳])(?=\s*[^\s=＝）)])")
_TERMS = rf"{_NAME}(?:\s*[{_MINUS}{_PLUS}]\s*{_NAME})+"
_FORMULA = re.compile(
    rf"(?:^|[（(=＝])\s*(?:(?P<terms>{_TERMS})|(?P<upper>{_NAME})\s*[{_OVER}]\s*(?P<lower>{_NAME})"
    rf"|[（(]\s*(?P<now>{_NAME})\s*[{_MINUS}]\s*(?P<then>{_NAME})\s*[）)]\s*[{_OVER}]\s*(?P<base>{_NAME}))"
    r"\s*(?:[*×]\s*100\s*[%％]?)?\s*[%％]?\s*(?:[）)]|$)"
)
_TERM = re.compile(rf"([{_MINUS}{_PLUS}]?)\s*({_NAME})")


def told_by_formulas(lines: Lines) -> Iterator[Tried]:
    """Every line whose head holds a formula of lines that the heads name, once each."""
    names: dict[str, int] = {}
    several: set[str] = set()
    for line in lines.numbered:
        for word in lines.heads(line).words:
            for name in (one or circled for one, circled in _NAMED.findall(word)):
                if names.setdefault(name, line) != line:
                    several.add(name)
    for line in lines.numbered:
        for word in lines.heads(line).words:
            match = _FORMULA.search(word)
            if match is None or any(name in several or name not in names for name in _names_in(match)):
                continue
            yield _tried(lines, line, match, names)


def _names_in(match: re.Match[str]) -> list[str]:
    given = [match[group] for group in ("upper", "lower", "now", "then", "base") if match[group]]
    return given or [name for _, name in _TERM.findall(match["terms"])]


def _tried(lines: Lines, line: int, match: re.Match[str], names: dict[str, int]) -> Tried:
    if match["terms"]:
        terms = _TERM.findall(match["terms"])
        parts = tuple((-1 if sign and sign in _MINUS else 1, names[name]) for sign, name in terms)
        return tried(lines, Layout("sum", line, parts))
    upper, lower = match["upper"] or match["now"], match["lower"] or match["then"]
    layout = Layout("ratio" if match["upper"] else "growth", line, ((1, names[upper]), (-1, names[lower])))
    scales = (True,) if _has_rates(lines, line) else (True, False)
    readings = [tried_quotient(lines, layout, is_percent=is_percent) for is_percent in scales]
    return max(readings, key=lambda one: len(one.holds))


def _has_rates(lines: Lines, line: int) -> bool:
    return any(number.kind in RATES and number.unit == "%" for number in lines.at(line).values())
