"""What a price or an average is of: how many there are, which amount, and which of several readings is meant.

A slip of the pen explains nearly anything where there is much to choose from, so each search counts its accidents.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from flows.model.printed.slips import WRONG_UNITS, Tried, hardly_by_accident, turned_values
from flows.relating.sentences.making import fits_product, open_step
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import is_each
from flows.relating.sentences.words import any_of, anywhere, core_of, relation_words

Reading = tuple[Number, Sequence[Number], int]  # an amount, its factors, and how often they are taken

# How many of them a year or a half of one has, which nobody prints.
_OF_YEAR = {"月": (12, 6), "季": (4, 2), "日": (365, 366), "天": (365, 366)}
_OF_ONE = Decimal("0.12")  # accidents at most where there is one reading
_SHARED = 2
_EACH = re.compile(
    r"每(?P<each>平方米|立方米|千瓦时|[^\s，,。；;：:、每的均]{1,3})|(?P<one>(?!平)[\u4e00-\u9fff])均|单(?P<single>车)"
    r"|(?P<yield>亩)产|平均每?(?P<mean>[批人户车辆])"
)


def each_of(number: Number) -> list[str]:
    """What one of is meant (人 and 月 of 每人每月), [] where a price does not say."""
    words = [next(filter(None, match.groups()), "") for match in _EACH.finditer(number.lead)]
    words += number.figure.unit.split("/")[1:]
    return [_unit_in(word) for word in dict.fromkeys(words) if word]


def is_of_one(number: Number) -> bool:
    """Whether it is what one of several costs or holds, what a mu yields too."""
    return is_each(number) or any(match["yield"] for match in _EACH.finditer(number.lead))


@cache
def of_time() -> frozenset[str]:
    """Words that count time."""
    return frozenset(relation_words("time_counted"))


def _unit_in(word: str) -> str:
    """The word for one of many that words begin with: 月 of 月补助."""
    known = (*of_time(), *relation_words("persons"), *relation_words("same_kind_of_vehicles"))
    return next((unit for unit in known if word.startswith(unit)), word)


def times_of_year(number: Number) -> tuple[int, ...]:
    """How often a year holds the time that a price or an average is of (12 of 每人每月); () where it is of none."""
    return next((times for word, times in _OF_YEAR.items() if word in number.lead), ())


def matter_of(number: Number) -> str:
    """What an average is of by the words behind that for one: 运行维护费 of 车均运行维护费, '' where it has none."""
    last = next(reversed(list(_EACH.finditer(number.lead))), None)
    return core_of(number.lead[last.end() :]) if last else ""


def is_average(number: Number) -> bool:
    """Whether its words say that it is one, and no price that was set."""
    return anywhere("average").search(number.lead) is not None or any(
        match["yield"] for match in _EACH.finditer(number.lead)
    )


def is_of(total: Number, matter: str) -> bool:
    """Whether an amount may be what an average is of by the words of both."""
    core = total.core
    return len(matter) < _SHARED or not core or share_words(core, matter)


def share_words(one: str, other: str) -> bool:
    """Whether two texts have a run of characters in common that names something."""
    return any(one[at : at + _SHARED] in other for at in range(len(one) - _SHARED + 1))


def is_shared_out(count: Number) -> bool:
    """Whether the words behind a count say that an amount is divided by it: 按在职34人均摊."""
    return _shared_out().match(count.behind) is not None


@cache
def _shared_out() -> re.Pattern[str]:
    return re.compile(rf"^[）)\s]*(?:来|进行)?{any_of('shared_out')}")


def slipped(readings: Sequence[Reading]) -> Reading | None:
    """The one reading that holds but for one slip of the pen, where that is hardly an accident of so many tried."""
    tried = [Tried(one, [fits_product(*other) for other in _slips(one)], _width(one)) for one in readings]
    return hardly_by_accident(tried, _OF_ONE) if len(readings) == 1 else hardly_by_accident(tried)


def _slips(reading: Reading) -> Iterator[Reading]:
    """The reading with one of its numbers as it may have been meant: digits turned, or another unit."""
    total, factors, times = reading
    for value in (*_turned(total), *(total.value * power for power in WRONG_UNITS)):
        yield total.with_value(value), factors, times
    for at, factor in enumerate(factors):
        for value in _turned(factor):
            yield total, [*factors[:at], factor.with_value(value), *factors[at + 1 :]], times


def _turned(number: Number) -> list[Decimal]:
    return turned_values(number.figure.printed, number.value, apart=1)


def _width(reading: Reading) -> Decimal:
    """How much of the amounts of its size the reading would fit, as a share of the amount."""
    total, factors, _ = reading
    return sum((2 * open_step(one) / one.value for one in (total, *factors) if one.value), Decimal(0))


def only(numbers: Sequence[Number]) -> Number | None:
    """The first of numbers of one value; None where they have several, or there is none."""
    return numbers[0] if len({one.value for one in numbers}) == 1 else None


def likeliest(choice: Sequence[Number], total: Number, number: Number) -> Number:
    """The nearest count; one in another clause than the average goes behind one whose words are those of the amount."""
    if choice[0].segment == number.segment:
        return choice[0]
    return next((one for one in choice if one.core and share_words(one.core, total.core)), choice[0])
