"""Conditions of a scoring rule as bounds of a rate: 80%(含)-90%, 达到95%以上, 60%≤执行率<80%, [85%,95%), 全部完成."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.model.rule_tree import Band, Earned
from flows.scoring_rules.lexing import Token, at, lexed

_REVERSED = {"at_least": "at_most", "above": "below", "at_most": "at_least", "below": "above"}
_BEFORE = ("at_least", "at_most", "above", "below", "equal")
_UPWARDS = ("at_least", "above")
_AFTER = ("at_least", "at_most", "below")
# What makes a number in a condition more than the bound of a rate: a sum, a step, a part of the points, another rate.
_MORE_THAN_A_BOUND = (
    "times", "divided", "product", "per", "full_points", "full", "lose", "compared_with",
    "ranked",
)  # fmt: skip
_WHOLE = Decimal(100)
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a condition says of a number, and the unit it is counted in: '%', '' where none is printed."""

    low: Decimal | None
    high: Decimal | None
    has_low: bool
    has_high: bool
    unit: str
    is_said: bool = False  # whether words or signs, and no habit, say that an end is in or out

    def band(self, earned: Earned) -> Band:
        """The bounds with what they earn."""
        return Band(self.low, self.high, self.has_low, self.has_high, earned)

    @property
    def is_possible(self) -> bool:
        """Whether any number lies within."""
        low, high = self.low, self.high
        return low is None or high is None or low < high or (low == high and self.has_low and self.has_high)


@dataclass(frozen=True, slots=True)
class _Found:
    """One comparison in a condition; `is_bare` where a number stands alone, which then has to be met."""

    bounds: Bounds
    end: int
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A number with its unit and whether it is said to be in (True), out (False) or neither (None)."""

    value: Decimal
    unit: str
    is_in: bool | None
    end: int
    of_other: Decimal | None = None  # the number that the words in brackets name


def bounds_of(condition: str) -> Bounds | None:
    """The bounds that a condition names, None where it names none, or says anything else with a number."""
    tokens = lexed(condition)
    found, rest = _comparisons(tokens)
    if any(token.has_digits or token.means(*_MORE_THAN_A_BOUND) for token in rest):
        return None
    if not found:
        is_whole = any(token.means("whole") for token in rest)
        return Bounds(_WHOLE, None, True, False, _PERCENT) if is_whole else None
    units = {one.bounds.unit for one in found} - {""}
    if len(units) > 1 or (len(found) > 1 and any(one.is_bare for one in found)):
        return None
    result = found[0].bounds
    for one in found[1:]:
        result = _both(result, one.bounds)
    result = replace(result, unit=units.pop() if units else "")
    return result if result.is_possible else None


def has_numbers(condition: str) -> bool:
    """Whether a condition prints a number other than a year."""
    return any(token.has_digits for token in lexed(condition))


def _comparisons(tokens: Sequence[Token]) -> tuple[list[_Found], list[Token]]:
    """The comparisons of a condition, and the tokens that belong to none."""
    found, rest, index = [], [], 0
    while index < len(tokens):
        one = _interval(tokens, index) or _range(tokens, index) or _one_sided(tokens, index)
        if one is None:
            rest.append(tokens[index])
            index += 1
        else:
            found.append(one)
            index = one.end
    return found, rest


def _interval(tokens: Sequence[Token], index: int) -> _Found | None:
    """[85%,95%), or (80%,90%]: a comma, or a square bracket, tells it from words in brackets."""
    opening = at(tokens, index).text
    low = edge_at(tokens, index + 1, says=False) if opening in ("[", "(") else None
    between = at(tokens, low.end) if low else None
    if low is None or between is None or not (between.text == "," or between.means("between")):
        return None
    high = edge_at(tokens, low.end + 1, says=False)
    closing = at(tokens, high.end).text if high else ""
    if high is None or closing not in ("]", ")") or (between.text != "," and opening != "[" and closing != "]"):
        return None
    bounds = Bounds(low.value, high.value, opening == "[", closing == "]", high.unit or low.unit, is_said=True)
    return _Found(bounds, high.end + 1)


def _range(tokens: Sequence[Token], index: int) -> _Found | None:
    """From the lower to the higher; where neither end is said to be in or out, both readings count as in."""
    first = edge_at(tokens, index)
    if first is None or not at(tokens, first.end).means("between"):
        return None
    second = edge_at(tokens, first.end + 1)
    if second is None:
        return None
    low, high = sorted((first, second), key=lambda edge: edge.value)
    low_in, high_in = low.is_in, high.is_in
    named = second.of_other if second.of_other is not None else first.of_other
    if named is not None and named in (low.value, high.value):
        said = second.is_in if second.of_other is not None else first.is_in
        low_in, high_in = (said, None) if named == low.value else (None, said)
    has_low = low_in is True or (low_in is None and high_in is not True)
    has_high = high_in is True or (high_in is None and low_in is not True)
    end = second.end + (1 if at(tokens, second.end).means("between_end") else 0)
    is_said = not (low_in is None and high_in is None)
    return _Found(Bounds(low.value, high.value, has_low, has_high, second.unit or first.unit, is_said), end)


def _one_sided(tokens: Sequence[Token], index: int) -> _Found | None:
    """≥90%, 达到90%以上, 90%(含)以上, 90%≤, or a number alone."""
    first = at(tokens, index)
    before = first.compares or _role(first, _BEFORE, "before")
    edge = edge_at(tokens, index + 1 if before else index)
    if edge is None or (at(tokens, edge.end).means("between") and at(tokens, edge.end + 1).kind == "number"):
        return None
    after, end = at(tokens, edge.end), edge.end
    kind, is_in = before, edge.is_in
    if after.compares in _REVERSED and at(tokens, end + 1).kind != "number":
        kind, end = _REVERSED[after.compares], end + 1
    elif behind := _role(after, _AFTER, "after"):
        is_other_way = before in _UPWARDS and behind not in _UPWARDS
        kind, end = (behind if before in ("", "equal") or is_other_way else before), end + 1
        if is_in is None and (said := said_at(tokens, end)):
            is_in, end = said.is_in, said.end
    value, is_said = edge.value, is_in is not None or bool(first.compares)
    if kind in ("", "equal"):
        return _Found(Bounds(value, value, True, True, edge.unit), end, is_bare=not kind)
    if is_in is None:
        is_in = kind in ("at_least", "at_most")
    if kind in _UPWARDS:
        return _Found(Bounds(value, None, is_in, False, edge.unit, is_said), end)
    return _Found(Bounds(None, value, False, is_in, edge.unit, is_said), end)


def _role(token: Token, kinds: Sequence[str], place: str) -> str:
    return next((kind for kind in kinds if token.means(f"{kind}_{place}")), "")


def edge_at(tokens: Sequence[Token], index: int, *, says: bool = True) -> Edge | None:
    """The number at an index with its unit, and what the brackets behind it say: 90%(含), 95%(含95%)."""
    number, end = at(tokens, index), index + 1
    if number.text == "-" and at(tokens, end).kind == "number":
        value: Decimal | None = -(at(tokens, end).value or _WHOLE)
        end += 1
    else:
        value = number.value
    if value is None:
        return None
    unit = at(tokens, end)
    has_unit = unit.kind in ("unit", "point")
    end += has_unit
    said = said_at(tokens, end) if says else None
    return Edge(
        value,
        unit.text if has_unit else "",
        said.is_in if said else None,
        said.end if said else end,
        said.of_other if said else None,
    )


def said_at(tokens: Sequence[Token], index: int) -> Edge | None:
    """(含), (不含), (含90%) or (不含本数): whether the number before it is in."""
    word = at(tokens, index + 1)
    if at(tokens, index).text != "(" or not word.means("included", "excluded"):
        return None
    named = edge_at(tokens, index + 2, says=False)
    end = named.end if named else index + 2
    end += at(tokens, end).means("itself")
    if at(tokens, end).text != ")":
        return None
    value = named.value if named else None
    return Edge(value or Decimal(0), "", word.means("included"), end + 1, value)


def _both(one: Bounds, other: Bounds) -> Bounds:
    """Where both conditions hold."""
    lows = [(low, not has) for low, has in ((one.low, one.has_low), (other.low, other.has_low)) if low is not None]
    highs = [(high, has) for high, has in ((one.high, one.has_high), (other.high, other.has_high)) if high is not None]
    low, is_out = max(lows, default=(None, True))
    high, has_high = min(highs, default=(None, False))
    return Bounds(low, high, not is_out, has_high, one.unit or other.unit, is_said=True)
