"""Hidden columns of a worksheet that a visible rate is worked out from: they belong to what is seen."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from flows.readers.sheets.counting import Amount, amount_of

_RATE = re.compile(r"(?P<value>\d{1,4}(?:\.\d{1,6})?)\s*[%％]")
_WHOLE = 100
_TELLING = 4  # digits of amounts, over all rows, that no chance divides into the rates printed beside them
_WIDEST = 40  # columns of a row: what is wider is no form with rates
_MOST_ROWS = 2000  # with a rate; what is not decided by then stays hidden


class _Quotient(NamedTuple):
    """The columns of a rate and of the two amounts that it divides."""

    rate: int
    dividend: int
    divisor: int


def divided_columns(
    texts: Mapping[tuple[int, int], str], hidden: AbstractSet[int], apart: AbstractSet[int]
) -> frozenset[int]:
    """The hidden columns whose amounts a visible rate is worked out from; `texts` are by row and column, and the rows
    in `apart` are hidden too.

    It is where the quotient of a seen and a hidden column is the rate, rounded, in more of the rows that print all
    three than not, and no quotient of two seen columns is in as many. Quotients of few digits tell nothing.
    """
    met: Counter[_Quotient] = Counter()
    printed: Counter[_Quotient] = Counter()
    digits: Counter[_Quotient] = Counter()
    for cells in _rows(texts, hidden, apart):
        for quotient, is_met, telling in _quotients(cells):
            printed[quotient] += 1
            met[quotient] += is_met
            digits[quotient] += telling if is_met else 0
    seen: Counter[int] = Counter()
    for quotient, count in met.items():
        if hidden.isdisjoint(quotient):
            seen[quotient.rate] = max(seen[quotient.rate], count)
    return frozenset(
        column
        for quotient, count in digits.items()
        if count >= _TELLING and 2 * met[quotient] > printed[quotient] and met[quotient] > seen[quotient.rate]
        for column in hidden & set(quotient)
    )


def _rows(
    texts: Mapping[tuple[int, int], str], hidden: AbstractSet[int], apart: AbstractSet[int]
) -> Iterator[dict[int, Amount | Decimal]]:
    """The amounts and rates of each row that prints a rate, as far as a hidden column prints an amount in it."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    rated = {row for (row, column), text in texts.items() if column not in hidden and _RATE.fullmatch(text.strip())}
    if len(rated) > _MOST_ROWS:
        return
    for (row, column), text in texts.items():
        if row in rated and row not in apart:
            found[row][column] = text
    for words in found.values():
        if len(words) <= _WIDEST and not hidden.isdisjoint(words):
            yield {column: one for column, text in words.items() if (one := _number(text)) is not None}


def _number(text: str) -> Amount | Decimal | None:
    """An amount, or a rate in per cent as the number alone."""
    rate = _RATE.fullmatch(text.strip())
    return Decimal(rate["value"]) if rate else amount_of(text)


def _quotients(cells: Mapping[int, Amount | Decimal]) -> Iterator[tuple[_Quotient, bool, int]]:
    """Every quotient of two amounts of a row for every rate of it: whether it is the rate, and by how many digits."""
    amounts = {column: one for column, one in cells.items() if isinstance(one, Amount) and one.value > 0}
    for at, rate in cells.items():
        if isinstance(rate, Amount):
            continue
        room = Decimal(1).scaleb(int(rate.as_tuple().exponent)) / 2
        for upper, dividend in amounts.items():
            for lower, divisor in amounts.items():
                if upper != lower:
                    is_met = abs(dividend.value * _WHOLE / divisor.value - rate) <= room
                    yield _Quotient(at, upper, lower), is_met, min(map(_digits, (dividend, divisor)))


def _digits(amount: Amount) -> int:
    """How many digits tell one amount from another."""
    return len(f"{amount.value.normalize():f}".replace(".", "").strip("0"))
