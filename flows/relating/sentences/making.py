"""Relations made of the numbers of a text, and whether their printed digits fit: what decides between readings only.

The verdict is the judge's, by intervals; here a reading that fits goes before one that does not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.model.excerpts import QUOTE_LENGTH, excerpt
from flows.model.printed.stops import COMMA
from flows.model.relations import NAMED, Operand, OperandRole, Relation, RelationKind
from flows.relating.sentences.numbers import Number

Signed = tuple[int, Number]

SURE, LIKELY = Decimal("0.9"), Decimal("0.6")
_SENTENCE_ENDS = "。！？!?\n"
_CLAUSE_ENDS = re.compile(rf"{COMMA}|[。；;！？!?：:\n]")
_HUNDRED, _HALF = Decimal(100), Decimal(2)
_TENTH = 10
_MEAN = "均"


def half_step(number: Number) -> Decimal:
    """How far the true value may lie from the printed one; what is counted is exact."""
    is_measured = number.is_money or number.is_rate or number.step < 1 or number.figure.figure_role == "per_head"
    return number.step / _HALF if is_measured else Decimal(0)


def fits_sum(total: Sequence[Signed], parts: Sequence[Signed]) -> bool:
    """Whether two signed sums are one number but for rounding."""
    gap = _sum(total) - _sum(parts)
    return abs(gap) <= sum((half_step(number) for _, number in (*total, *parts)), Decimal(0))


def fits_ratio(rate: Number, upper: Sequence[Signed], lower: Sequence[Signed]) -> bool:
    """Whether a percentage is the quotient of two signed sums, rounded or cut off."""
    divisor, dividend = _sum(lower), _sum(upper)
    if not divisor:
        return False
    quotient = _HUNDRED * dividend / divisor
    slack = sum((half_step(number) for _, number in upper), Decimal(0))
    slack += abs(dividend / divisor) * sum((half_step(number) for _, number in lower), Decimal(0))
    return abs(quotient - rate.value) <= rate.figure.step + _HUNDRED * slack / abs(divisor)


def fits_product(total: Number, factors: Sequence[Number], times: int = 1) -> bool:
    """Whether a number is the product of others, so many times, but for rounding."""
    low = high = Decimal(times)
    for one in factors:
        low, high = low * (one.value - open_step(one)), high * (one.value + open_step(one))
    return low - open_step(total) <= total.value <= high + open_step(total)


def open_step(number: Number) -> Decimal:
    """How far the true value of what is multiplied may lie from the printed one: 6.72万吨 and averages are rounded."""
    is_rounded = number.figure.step > 1 or _MEAN in number.lead
    return half_step(number) or (number.step / _HALF if is_rounded else Decimal(0))


def is_slip(total: Number, parts: Sequence[Number], *, may_leave_out: bool) -> bool:
    """Whether the parts would add up to the total but for one slip of the pen: one digit, or two that changed places,
    in a number whose other digits say something. Where parts may be left out, one that makes more than a tenth or
    a digit that is 0 in their sum is none: what is missing may be a part of a round amount.
    """
    unit = min([total.figure.step, *(part.figure.step for part in parts)])
    printed = [int(value / unit) for value in (total.value, sum((part.value for part in parts), Decimal(0)))]
    if min(printed) <= 0 or printed[0] == printed[1]:
        return False
    one, two = (str(number) for number in printed)
    if len(one) != len(two):
        return False
    places = [place for place, (left, right) in enumerate(zip(one, two, strict=True)) if left != right]
    if may_leave_out and (any(two[at] == "0" for at in places) or abs(printed[0] - printed[1]) * _TENTH > printed[0]):
        return False
    others = sum(1 for place, digit in enumerate(one) if digit != "0" and place not in places)
    is_turned = len(places) == 2 and [one[at] for at in places] == [two[at] for at in reversed(places)]
    return others > 1 and (len(places) == 1 or is_turned)


def _sum(parts: Iterable[Signed]) -> Decimal:
    return sum((sign * number.value for sign, number in parts), Decimal(0))


class Maker:
    """Makes the relations of one text; each has the words that say it, up to `until` where these stand behind."""

    def __init__(self, text: str, until: int = 0) -> None:
        self._text, self._until = text, until

    def up_to_clause(self, at: int) -> "Maker":
        """The same, of relations that are said behind their numbers, by words in the clause of this place."""
        furthest = min(at + QUOTE_LENGTH, len(self._text))
        end = _CLAUSE_ENDS.search(self._text, at, furthest)
        return Maker(self._text, end.start() if end else furthest)

    def total(self, total: Number, parts: Sequence[Signed], *, is_meant: bool) -> Relation:
        """The total is the signed sum of all its parts."""
        return self._made("sum", _addends([(1, total)]), _addends(parts), is_meant=is_meant, is_closed=True)

    def mean(self, mean: Number, parts: Sequence[Number], *, is_meant: bool) -> Relation:
        """The parts together are the mean, as often as there are parts."""
        left, right = _addends((1, part) for part in parts), _operands([(len(parts), mean)], "factor")
        return self._made("product", left, right, is_meant=is_meant)

    def part(self, parts: Sequence[Number], whole: Number, *, is_meant: bool) -> Relation:
        """The parts together are at most the whole."""
        return self._made("part_of", _addends((1, part) for part in parts), _addends([(1, whole)]), is_meant=is_meant)

    def order(self, smaller: Number, larger: Number, *, is_meant: bool) -> Relation:
        """The one is at most the other."""
        return self._made("order", _addends([(1, smaller)]), _addends([(1, larger)]), is_meant=is_meant)

    def equal(self, one: Number, other: Number, *, is_meant: bool) -> Relation:
        """The two are one thing."""
        return self._made("equal", _addends([(1, one)]), _addends([(1, other)]), is_meant=is_meant)

    def nothing(self, number: Number, *, is_meant: bool) -> Relation:
        """The number is 0 by words that say so."""
        return self._made("equal", _addends([(1, number)]), (), is_meant=is_meant)

    def change_again(self, change: Number, first: Number, sign: int) -> Relation:
        """A change is the one that was told before, where its sign is -1 the other way."""
        return self._made("difference", _addends([(1, change)]), _addends([(sign, first)]), is_meant=True)

    def difference(self, change: Number, upper: Number, lower: Number, *, is_meant: bool) -> Relation:
        """The change is the one less the other."""
        sides = _addends([(1, change)]), _addends([(1, upper), (-1, lower)])
        return self._made("difference", *sides, is_meant=is_meant)

    def ratio(self, rate: Number, upper: Sequence[Signed], lower: Sequence[Signed], *, is_meant: bool) -> Relation:
        """The percentage is the quotient of two signed sums."""
        right = (*_operands(upper, "dividend"), *_operands(lower, "divisor"))
        return self._made("ratio", _addends([(1, rate)]), right, is_meant=is_meant)

    def taken(self, rate: Number, amount: Number, base: Number, *, is_meant: bool) -> Relation:
        """The amount is a percentage of the base that was set before it: the quotient must be that, rounded at most."""
        right = (*_operands([(1, amount)], "dividend"), *_operands([(1, base)], "divisor"))
        return self._made("product", _addends([(1, rate)]), right, is_meant=is_meant)

    def product(self, total: Number, factors: Sequence[Number], *, is_meant: bool, times: int = 1) -> Relation:
        """The amount is the product of the factors, so many times: 12 of what each month is."""
        right = _operands([(times, factors[0]), *((1, factor) for factor in factors[1:])], "factor")
        return self._made("product", _addends([(1, total)]), right, is_meant=is_meant)

    def _made(self, kind: RelationKind, left: tuple["_Term", ...], right: tuple["_Term", ...], *, is_meant: bool,
              is_closed: bool = False) -> Relation:  # fmt: skip
        numbers = [number for number, _ in (*left, *right)]
        start, end = min(one.start for one in numbers), max(self._until, *(one.end for one in numbers))
        earliest = max(0, start - QUOTE_LENGTH)
        first = max(earliest - 1, *(self._text.rfind(mark, earliest, start) for mark in _SENTENCE_ENDS)) + 1
        return Relation(
            numbers[0].figure.report_no, kind, "words",
            tuple(operand for _, operand in left), tuple(operand for _, operand in right),
            is_closed, is_meant, SURE if is_meant else LIKELY,
            excerpt(self._text[first:end], start - first, end - first),
        )  # fmt: skip


def named(relation: Relation) -> Relation:
    """The relation as one whose words name its numbers, where they surely mean it."""
    return replace(relation, confidence=NAMED) if relation.is_meant else relation


_Term = tuple[Number, Operand]


def _operands(parts: Iterable[Signed], role: OperandRole) -> tuple[_Term, ...]:
    return tuple((number, Operand(number.figure.figure_no, sign, role)) for sign, number in parts)


def _addends(parts: Iterable[Signed]) -> tuple[_Term, ...]:
    return _operands(parts, "addend")
