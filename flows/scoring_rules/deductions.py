"""What takes points away: 每超过一个百分点扣0.5分, 每出现一例扣1分, 虚列套取扣4-7分."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.model.rule_tree import Deduction, Penalties, Penalty, PerCount, Share
from flows.scoring_rules.conditions import Bounds, bounds_of, has_numbers
from flows.scoring_rules.lexing import Token, at, is_percent, lexed
from flows.scoring_rules.statements import Statement, cleaned
from flows.scoring_rules.words import NUMERAL, is_numeral, number, one_of

# A step that no rate can take twice is a standard that was printed in its place (每低于90%扣2分).
_LARGEST_STEP = Decimal(50)
_LONGEST_NAME = 8  # characters between the way and the step: 每低于目标值1%
_OF_RATES = ("%", "")


@dataclass(frozen=True, slots=True)
class _Slope:
    """每低于100%一个百分点: the ways that count, the step, and the standard where it is printed between."""

    over: bool
    under: bool
    standard: Decimal | None
    step: Decimal
    start: int
    end: int


def loss_of(event: Statement, base: str = "", stated: Decimal | None = None) -> Deduction | PerCount | Penalties | None:
    """What a statement takes away, None where its words are not understood.

    `base` is the condition of the full points, `stated` the standard that the text says by itself, if any.
    """
    low, high, condition = event.low, event.high, event.condition
    if event.kind == "all_lost" or low is None or high is None:
        return Penalties((Penalty(condition, None, None),)) if condition else None
    if slope := _slope(lexed(condition)):
        return _deduction(slope, event, base, stated) if low == high else None
    if event.is_share:
        return None
    if (count := _last_count(condition)) and low == high:
        return _per_count(count, condition, high)
    return Penalties((Penalty(condition, low, high),)) if condition else None


def counts_in_steps(condition: str) -> bool:
    """Whether a condition counts a rate in steps: 每提高2个百分点."""
    return _slope(lexed(condition)) is not None


def _slope(tokens: Sequence[Token]) -> _Slope | None:
    """The last step of a rate that a condition counts in."""
    starts = [index for index, token in enumerate(tokens) if token.means("per")]
    return next((slope for index in reversed(starts) if (slope := _slope_at(tokens, index))), None)


def _slope_at(tokens: Sequence[Token], index: int) -> _Slope | None:
    ways, end = set[str](), index + 1
    while at(tokens, end).means("over", "under", "either") or (ways and _joins_ways(tokens, end)):
        ways |= at(tokens, end).roles & {"over", "under", "either"}
        end += 1
    name = end
    while at(tokens, end).kind in ("word", "other") and not _begins_step(tokens, end):
        if at(tokens, end).means("per") or at(tokens, end).end - at(tokens, name).start > _LONGEST_NAME:
            return None
        end += 1
    standard = None
    if at(tokens, end).kind == "number" and is_percent(at(tokens, end + 1)) and is_numeral(at(tokens, end + 2).text):
        standard, end = at(tokens, end).value, end + 2
    step = Decimal(1)
    if is_numeral(at(tokens, end).text):
        step, end = number(at(tokens, end).text), end + 1
        if is_percent(at(tokens, end)):
            return _made(ways, standard, step, tokens, index, end)
    return _made(ways, standard, step, tokens, index, end) if at(tokens, end).means("percent_points") else None


def _made(ways: set[str], standard: Decimal | None, step: Decimal, tokens: Sequence[Token], index: int, end: int
          ) -> _Slope:  # fmt: skip
    over, under = bool(ways & {"over", "either"}), bool(ways & {"under", "either"})
    return _Slope(over, under, standard, step, tokens[index].start, tokens[end].end)


def _joins_ways(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sign stands between two ways, or closes the second: 超过(降低), 高于或低于."""
    token = at(tokens, index)
    is_between = token.text in ("(", "、", "/") or token.means("or", "product_of")
    return token.text == ")" or (is_between and at(tokens, index + 1).means("over", "under"))


def _begins_step(tokens: Sequence[Token], index: int) -> bool:
    return is_numeral(at(tokens, index).text) or at(tokens, index).means("percent_points")


def _deduction(slope: _Slope, event: Statement, base: str, stated: Decimal | None) -> Deduction | None:
    start, rest = event.condition[: slope.start], event.condition[slope.end :]
    above, target = bounds_of(start), bounds_of(base)
    if (above is None and has_numbers(start)) or has_numbers(rest):
        return None
    over, under = slope.over, slope.under
    if not over and not under:
        over = above is not None and above.low is not None and above.high is None
        under = above is not None and above.high is not None and above.low is None
    if not (over or under) or not 0 < slope.step < _LARGEST_STEP or event.high is None:
        return None
    standard = slope.standard if slope.standard is not None else stated
    if standard is None and above is not None and above.unit in _OF_RATES:
        standard = above.low if over else above.high
    if standard is None and target is not None and target.unit in _OF_RATES:
        standard = _edge(target, over=over, under=under)
    points = Share(event.high) if event.is_share else event.high
    return Deduction(standard, slope.step, points, over, under)


def _edge(target: Bounds, *, over: bool, under: bool) -> Decimal | None:
    """The end of the rates with full points at which points begin to be lost."""
    if over and under:
        return target.low if target.low == target.high else None
    edge, other = (target.high, target.low) if over else (target.low, target.high)
    return edge if edge is not None else other


@cache
def _count() -> re.Pattern[str]:
    counter, per = one_of("counter"), one_of("per")
    return re.compile(
        rf"{per}(?P<way>[^\d,;。:每一二两三四五六七八九十半]{{0,12}})(?P<per>{NUMERAL})(?P<counted>[^\d%])"
        rf"|{per}(?P<bare>[^\d,;。:每%]{{0,6}}?{counter})"
        rf"|(?:^|,|{one_of('found')})(?P<one>[一1])(?P<what>{counter})"
    )


def _last_count(text: str) -> re.Match[str] | None:
    return max(_count().finditer(text), key=lambda match: match.start(), default=None)


def _per_count(count: re.Match[str], condition: str, points: Decimal) -> PerCount:
    if count["per"]:
        return PerCount(number(count["per"]), cleaned(condition[count.end("per") :]), points)
    start = count.start("bare") if count["bare"] else count.start("what")
    return PerCount(Decimal(1), cleaned(condition[start:]), points)
