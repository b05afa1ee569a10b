"""Conditions of a scoring rule as bounds of a rate: 80%(含)-90%, 达到95%以上, 60%≤执行率<80%."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.model.rule_tree import Band
from flows.model.years import YEAR
from flows.scoring_rules.words import NUMBER, one_of, units

_INCLUDED = r"(?:\((?:不?含)(?:本数|\d{1,3}%?)?\))?"
_YEAR = re.compile(rf"{YEAR}年度?")
_PERCENT_UNITS = frozenset({"%", "个百分点", "百分点"})
_REVERSED = {"≤": "at_least", "<=": "at_least", "<": "above", "≥": "at_most", ">=": "at_most", ">": "below"}
_SYMBOLS = {
    "≥": "at_least", ">=": "at_least", "≤": "at_most", "<=": "at_most", ">": "above", "<": "below", "=": "equal",
}  # fmt: skip
_BEFORE = ("at_least_before", "at_most_before", "above_before", "below_before", "equal_before")
_AFTER = ("at_least_after", "at_most_after", "below_after")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a condition says of a number, and the unit it is counted in: '%', '' where none is printed."""

    low: Decimal | None
    high: Decimal | None
    has_low: bool
    has_high: bool
    unit: str

    def band(self, points: Decimal | None) -> Band:
        """The bounds with the points they earn."""
        return Band(self.low, self.high, self.has_low, self.has_high, points)


@cache
def _comparison() -> re.Pattern[str]:
    unit, symbols = units(), "|".join(map(re.escape, sorted(_SYMBOLS, key=len, reverse=True)))
    before = "|".join(f"(?P<{role}>{one_of(role)})" for role in _BEFORE)
    after = "|".join(f"(?P<{role}>{one_of(role)})" for role in _AFTER)
    return re.compile(
        rf"(?P<from>{NUMBER})(?P<from_unit>{unit})?(?P<from_in>{_INCLUDED})(?:[-~—–]|至|到)"
        rf"(?P<to>{NUMBER})(?P<to_unit>{unit})?(?P<to_in>{_INCLUDED})(?:之?间)?"
        rf"|(?:(?P<symbol>{symbols})|{before})?(?P<value>-?{NUMBER})(?P<unit>{unit})?(?P<in>{_INCLUDED})"
        rf"(?:(?P<reverse>{'|'.join(map(re.escape, sorted(_REVERSED, key=len, reverse=True)))})(?!\d)"
        rf"|(?:{after})(?P<after_in>{_INCLUDED}))?"
    )


def bounds_of(condition: str) -> Bounds | None:
    """The bounds that a condition names, None where it names none or a number in it is not understood."""
    text = _YEAR.sub("", condition)
    found = list(_comparison().finditer(text))
    rest = _comparison().sub("", text)
    if not found or any(character.isdigit() for character in rest):
        return None
    ranges = [_between(match) if match["from"] else _one_sided(match) for match in found]
    known = {_unit(match) for match in found} - {""}
    known = {"%" if unit in _PERCENT_UNITS else unit for unit in known}
    if len(known) > 1 or (len(found) > 1 and any(_kind(match) == "bare" for match in found)):
        return None
    unit = known.pop() if known else ""
    result = ranges[0]
    for one in ranges[1:]:
        result = _both(result, one)
    return Bounds(*result, unit) if _is_possible(*result) else None


_Sides = tuple[Decimal | None, Decimal | None, bool, bool]


def _unit(match: re.Match[str]) -> str:
    return match["unit"] or match["to_unit"] or match["from_unit"] or ""


def _between(match: re.Match[str]) -> _Sides:
    """From the lower to the higher; where neither end is said to be in or out, both readings count as in."""
    ends = [(Decimal(match["from"]), match["from_in"]), (Decimal(match["to"]), match["to_in"])]
    (low, low_in), (high, high_in) = sorted(ends, key=lambda end: end[0])
    says_in = [bool(said) and "不" not in said for said in (low_in, high_in)]
    is_out = [bool(said) and "不" in said for said in (low_in, high_in)]
    has_low = says_in[0] or (not is_out[0] and not says_in[1])
    has_high = says_in[1] or (not is_out[1] and not says_in[0])
    return low, high, has_low, has_high


def _kind(match: re.Match[str]) -> str:
    if match["from"]:
        return "between"
    if match["reverse"]:
        return _REVERSED[match["reverse"]]
    before = _SYMBOLS.get(match["symbol"] or "") or next((role for role in _BEFORE if match[role]), "")
    after = next((role for role in _AFTER if match[role]), "")
    role = (before or after or "bare").removesuffix("_before").removesuffix("_after")
    return after.removesuffix("_after") if role == "equal" and after else role


def _one_sided(match: re.Match[str]) -> _Sides:
    edge, said = Decimal(match["value"]), f"{match['in']}{match['after_in'] or ''}"
    kind = _kind(match)
    is_in = kind in ("at_least", "at_most") if not said else "不" not in said
    if kind in ("equal", "bare"):
        return edge, edge, True, True
    return (edge, None, is_in, False) if kind in ("at_least", "above") else (None, edge, False, is_in)


def _both(one: _Sides, other: _Sides) -> _Sides:
    """Where both conditions hold."""
    lows = [(low, not has) for low, _, has, _ in (one, other) if low is not None]
    highs = [(high, has) for _, high, _, has in (one, other) if high is not None]
    low, is_out = max(lows, default=(None, True))
    high, has_high = min(highs, default=(None, False))
    return low, high, not is_out, has_high


def _is_possible(low: Decimal | None, high: Decimal | None, has_low: bool, has_high: bool) -> bool:
    return low is None or high is None or low < high or (low == high and has_low and has_high)
