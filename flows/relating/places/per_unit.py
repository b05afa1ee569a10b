"""Averages of a sentence whose amount or count stands in another place: 车均运行维护费2.49万元 beside a table."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.model.facts import Figure
from flows.model.printed.slips import WRONG_UNITS, Tried, hardly_by_accident, turned_values
from flows.model.relations import Operand, Relation
from flows.relating.places.facts import is_cell
from flows.relating.places.subjects import is_bare, own_words, words_of
from flows.relating.places.twins import UNCERTAIN
from flows.relating.sentences.words import any_of, any_word, relation_words

_ROLES, _COUNT, _AMOUNT = frozenset({"per_head", "amount", "count"}), "count", "amount"
_DONE = frozenset({"actual", "spent"})
_OF_YEAR = {"月": 12}
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class _Average:
    """An average with the words for one of what it is divided by, those before them and those behind.

    `is_mean` where it is one, and no price that was set.
    """

    figure: Figure
    one: str
    heads: str
    matter: str
    times: int
    is_mean: bool

    @property
    def value(self) -> Decimal:
        return self.figure.value or Decimal(0)


@dataclass(frozen=True, slots=True)
class _Reading:
    average: _Average
    amount: Figure
    count: Figure

    def fits(self, amount: Decimal | None = None, average: Decimal | None = None, count: Decimal | None = None) -> bool:
        """Whether the amount is the average times the count, within what the last printed places leave open."""
        whole = amount or self.amount.value or Decimal(0)
        heads, mean = count or self.count.value or Decimal(0), average or self.average.value
        open_heads = self.count.step * mean if self.count.step > 1 else Decimal(0)
        slack = (heads * self.average.figure.step * self.average.times + open_heads + self.amount.step) / 2
        return abs(whole - heads * mean * self.average.times) <= slack

    @property
    def slips(self) -> Sequence[bool]:
        """For each slip of the pen in one of its numbers, whether it would fit then."""
        amount = self.amount.value or Decimal(0)
        amounts = [*_turned(self.amount), *(amount * power for power in WRONG_UNITS)]
        return [
            *(self.fits(amount=one) for one in amounts),
            *(self.fits(average=one) for one in _turned(self.average.figure)),
            *(self.fits(count=one) for one in _turned(self.count)),
        ]

    @property
    def width(self) -> Decimal:
        """How much of the amounts of its size it would fit, as a share of the amount."""
        numbers = [self.amount, self.average.figure, *([self.count] if self.count.step > 1 else [])]
        return sum((one.step / one.value for one in numbers if one.value), Decimal(0))

    @property
    def relation(self) -> Relation:
        factors = (
            Operand(self.count.figure_no, self.average.times, "factor"),
            Operand(self.average.figure.figure_no, 1, "factor"),
        )
        figure = self.average.figure
        return Relation(
            figure.report_no, "product", "places", (Operand(self.amount.figure_no),), factors, is_closed=True,
            is_meant=False, confidence=UNCERTAIN, quote=figure.quote or figure.label,
        )  # fmt: skip


def averages_elsewhere(figures: Sequence[Figure], explained: Set[int]) -> Iterator[Relation]:
    """Each average that no sentence explains, as one amount of the document over one count of it.

    What fits goes first; else the one amount and the one count that its words name; else what a slip of the pen
    explains, where that is hardly an accident. None is sure.
    """
    averages = [one for figure in figures if figure.figure_no not in explained and (one := _average(figure))]
    parts = [one for one in figures if one.figure_role in (_COUNT, _AMOUNT)] if averages else []
    for average in averages:
        same = [one for one in parts if one.report_no == average.figure.report_no and _is_whole(one, average)]
        counts = [one for one in same if one.figure_role == _COUNT and _counts(one.unit, average.one)]
        named = [one for one in same if one.figure_role == _AMOUNT and _is_named(one, average)]
        near = [one for one in same if one.figure_role == _AMOUNT and (_is_beside(one, average) or _is_all(one))]
        its = [one for one in counts if _is_of_heads(one, average)]
        readings = [*_readings(average, named, its or counts)]
        others = readings or [*_readings(average, near, its or counts)]
        if fitting := next((one for one in others if one.fits()), None):
            yield fitting.relation
        elif average.is_mean and len(readings) == 1 and its:
            yield readings[0].relation
        elif average.is_mean and _is_one(its, average):
            slipped = hardly_by_accident(Tried(one, one.slips, one.width) for one in others)
            yield from [slipped.relation] if slipped else []


def _average(figure: Figure) -> _Average | None:
    """The figure as an average, None where it is none, or one of a plan, of a limit or of others."""
    if is_cell(figure) or not figure.value or figure.hedge or figure.figure_role not in _ROLES:
        return None
    last = figure.label.split(" / ")[-1]
    match = next(reversed(list(_one().finditer(last))), None)
    if match is None or _no_average().search(figure.label) or figure.basis not in (*_DONE, "budget"):
        return None
    one = next(filter(None, match.groups()))
    behind = own_words(last[match.end() :])
    times = next((times for word, times in _OF_YEAR.items() if word in last), 1)
    before = re.split(_any("mean"), last[: match.start()])
    is_mean = len(before) > 1 or match["each"] is None
    return _Average(figure, one, own_words("".join(before)), behind, times, is_mean)


@cache
def _one() -> re.Pattern[str]:
    units = any_of("one_of")
    return re.compile(rf"每(?P<each>{units})|(?P<one>{units})均|单(?P<single>车)|(?P<yield>亩)产")


@cache
def _no_average() -> re.Pattern[str]:
    """Words of what was set, of another time or of others than the report's own."""
    return re.compile(rf"{_any('no_average')}|由$")


@cache
def _any(role: str) -> str:
    return any_word(words_of(role))


def _is_whole(one: Figure, average: _Average) -> bool:
    """Whether a number may be one of the two that an average is the quotient of."""
    is_other = one.figure_no == average.figure.figure_no or one.hedge or one.value is None or one.value <= 1
    is_of_year = one.period_year in (average.figure.period_year, None)
    return not is_other and is_of_year and one.basis in (average.figure.basis, *_DONE) and not _one().search(one.label)


def _counts(unit: str, one: str) -> bool:
    groups = (relation_words("persons"), relation_words("same_kind_of_vehicles"))
    return unit == one or any(unit in group and one in group for group in groups)


def _is_named(one: Figure, average: _Average) -> bool:
    """Whether an amount is called what the average is of."""
    name = own_words(one.label)
    is_kin = one.unit == average.figure.unit and (one.value or Decimal(0)) > average.value
    return is_kin and len(average.matter) >= _SHORTEST and name.endswith(average.matter)


def _is_beside(one: Figure, average: _Average) -> bool:
    """Whether an amount stands in the sentence of an average."""
    is_here = one.place.block_no == average.figure.place.block_no and one.quote == average.figure.quote
    is_kin = one.unit == average.figure.unit and (one.value or Decimal(0)) > average.value
    return is_here and is_kin and not is_cell(one)


def _is_all(one: Figure) -> bool:
    """Whether it is all that was spent, as a sentence tells it."""
    return one.unit == "元" and one.basis in _DONE and is_bare(one.label) and not is_cell(one)


def _is_of_heads(one: Figure, average: _Average) -> bool:
    """Whether a count is called what the average is divided by."""
    name = re.sub(_any("any_heads"), "", own_words(one.label))
    return len(name) >= _SHORTEST and bool(average.heads) and (name in average.heads or average.heads in name)


def _is_one(its: Sequence[Figure], average: _Average) -> bool:
    """Whether the heads that an average names are counted once, or it names none."""
    return len({one.value for one in its}) == 1 if its else not average.heads


def _readings(average: _Average, amounts: Sequence[Figure], counts: Sequence[Figure]) -> Iterator[_Reading]:
    """Each pair of values once, the counts nearest to the average first."""
    seen: set[tuple[Decimal | None, Decimal | None]] = set()
    block = average.figure.place.block_no
    for count in sorted(counts, key=lambda one: abs(one.place.block_no - block)):
        for amount in amounts:
            if amount is not count and (amount.value, count.value) not in seen:
                seen.add((amount.value, count.value))
                yield _Reading(average, amount, count)


def _turned(figure: Figure) -> list[Decimal]:
    return turned_values(figure.printed, figure.value or Decimal(0), apart=1)
