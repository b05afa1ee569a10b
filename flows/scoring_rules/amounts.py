"""Points as a rule prints them: 2分, 4-7分, 满分的80%, 一半分值; and whether a text says nothing of any."""

from collections.abc import Sequence
from decimal import Decimal

from flows.scoring_rules.conditions import edge_at, said_at
from flows.scoring_rules.lexing import Token, at, is_percent, lexed, over

_HALF = Decimal(50)
_WHOLE = Decimal(100)
_PERCENT = "%"
_MOST_AWARDS = 3
_MOST_NAMES = 4  # words of 该项指标的分值
_BEHIND_POINTS = ("at_least_after", "at_most_after", "below_after", "between", "between_end")
_NAMES = ("full_points", "full_points_of", "full")

# The least and the most, and the index behind.
Amount = tuple[Decimal, Decimal, int]


def points_at(tokens: Sequence[Token], index: int) -> Amount | None:
    """2分, 4-7分 or 1分至2分 at an index, with the index behind; points that are themselves a condition are none."""
    low = at(tokens, index).value
    if low is None:
        return None
    end = index + 1
    has_points = at(tokens, end).kind == "point"
    far = end + has_points
    high = at(tokens, far + 1).value if at(tokens, far).means("between", "or") else None
    if high is not None and at(tokens, far + 2).kind == "point":
        end = far + 3
    elif has_points:
        high, end = low, far
    else:
        return None
    return None if _is_condition(tokens, end) else (min(low, high), max(low, high), end)


def _is_condition(tokens: Sequence[Token], index: int) -> bool:
    """Whether points before an index are those of a condition: 90分以上, 80-90分得3分, 60分的为差."""
    said = said_at(tokens, index)
    if at(tokens, said.end if said else index).means(*_BEHIND_POINTS):
        return True
    end = over(tokens, index, "of")
    if at(tokens, end).means("equal_before"):
        return True
    end += at(tokens, end).text == ","
    behind = over(tokens, end, "award", "lose", most=_MOST_AWARDS)
    is_scored = behind > end and (at(tokens, behind).means("full") or at(tokens, behind).kind == "number")
    return is_scored or at(tokens, end).means("nothing")


def share_at(tokens: Sequence[Token], index: int) -> Amount | None:
    """满分的80%, 分值的80%-60%, 90%的分值, 一半分值, or a percentage that ends its clause; with the index behind."""
    named = over(tokens, index, *_NAMES, most=_MOST_NAMES)
    has_name = any(one.means("full_points", "full") for one in tokens[index:named])
    first = edge_at(tokens, named)
    if at(tokens, named).means("half"):
        low = high = _HALF
        end = over(tokens, named + 1, "points")
        has_name = has_name or end > named + 1
    elif first is not None and first.unit == _PERCENT and (named == index or has_name):
        low, high, end = first.value, first.value, first.end
        second = edge_at(tokens, end + 1) if at(tokens, end).means("between") else None
        if second is not None and second.unit == _PERCENT:
            low, high, end = min(low, second.value), max(low, second.value), second.end
    else:
        return None
    behind = over(tokens, end, *_NAMES, most=_MOST_NAMES)
    if any(one.means("full_points", "full") for one in tokens[end:behind]):
        end = behind
    elif not has_name and at(tokens, end).kind != "stop":
        return None
    return (low, high, end) if high <= _WHOLE else None


def silent(text: str) -> bool:
    """Whether a text says nothing of points and prints no number but years, references and the ×100% of a formula."""
    tokens = lexed(text)
    for index, token in enumerate(tokens):
        last = at(tokens, index - 1)
        if (
            token.kind == "point"
            or token.means("telling")
            or (token.means("full_points") and at(tokens, over(tokens, index + 1, "of")).value)
        ):
            return False
        is_of_formula = last.means("times") and token.value == _WHOLE and is_percent(at(tokens, index + 1))
        if token.has_digits and not (last.means("cited") or is_of_formula):
            return False
    return True
