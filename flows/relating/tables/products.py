"""Amounts that are a price times a quantity: three lines of which one counts things and two are of money."""

from collections.abc import Iterator, Sequence
from math import log10

from flows.relating.tables.grid import RATES, Lines, Number
from flows.relating.tables.layouts import Layout, Tried
from flows.relating.tables.runs import sample

_MOST_LINES = 80  # a long list has its prices in columns
_WINDOW = 5  # lines on each side among which price and quantity stand


def products(lines: Lines) -> Iterator[Tried]:
    """Every line of amounts with a price and a quantity near it that make it at most positions that are sampled."""
    counts = {line for line in lines.numbered if any(map(_is_quantity, lines.at(line).values()))}
    if not counts or len(lines.numbered) > _MOST_LINES:
        return
    sequence = [line for line in lines.numbered if not _is_of_rates(lines, line)]
    for index, target in enumerate(sequence):
        near = [line for line in sequence[max(index - _WINDOW, 0) : index + _WINDOW + 1] if line != target]
        positions = sample(lines.at(target))
        for price in near:
            for quantity in near:
                if (
                    price != quantity
                    and quantity in counts
                    and _holds_mostly(lines, (target, price, quantity), positions)
                ):
                    yield _tried(lines, Layout("product", target, ((1, price), (1, quantity))))


def _is_of_rates(lines: Lines, line: int) -> bool:
    numbers = lines.at(line).values()
    return any(number.kind == "change" or (number.kind in RATES and not _is_price(number)) for number in numbers)


def _holds_mostly(lines: Lines, three: Sequence[int], positions: Sequence[int]) -> bool:
    answers = [answer for position in positions if (answer := _answer(lines, three, position)) is not None]
    return 2 * sum(answers) > len(answers)


def _answer(lines: Lines, three: Sequence[int], position: int) -> bool | None:
    """Whether the amount is price times quantity at the position, None where it cannot be asked."""
    amount, price, quantity = (lines.at(line).get(position) for line in three)
    if amount is None or price is None or quantity is None or min(amount.units, price.units, quantity.units) <= 0:
        return None
    if not (_is_money(amount) and _is_price(price) and _is_quantity(quantity)):
        return None
    low = (price.value - price.half) * (quantity.value - quantity.half)
    high = (price.value + price.half) * (quantity.value + quantity.half)
    return low <= amount.value + amount.half and amount.value - amount.half <= high


def _is_money(number: Number) -> bool:
    return number.kind == "amount" and number.unit.startswith("元")


def _is_quantity(number: Number) -> bool:
    """Whether it counts things: by its unit, or a bare number, which a head may call so (诊疗人次)."""
    return not _is_price(number) and (number.kind == "count" or (number.kind == "amount" and number.unit[:1].isdigit()))


def _is_price(number: Number) -> bool:
    """Whether it is money, of each one too: 40元/亩, which reads like something counted, or what one costs."""
    return number.kind in ("amount", "count", "rate") and number.unit.startswith("元")


def _tried(lines: Lines, layout: Layout) -> Tried:
    (_, price), (_, quantity) = layout.parts
    three = (layout.target, price, quantity)
    holds: list[int] = []
    fails: list[int] = []
    seen: set[tuple[int, int]] = set()
    strength = 0.0
    for position, amount in lines.at(layout.target).items():
        answer = _answer(lines, three, position)
        if answer is None:
            continue
        (holds if answer else fails).append(position)
        values = (lines.at(price)[position].units, lines.at(quantity)[position].units)
        if answer and values[1] > 1 and values not in seen:
            seen.add(values)
            strength += max(log10(amount.units) - log10(amount.slack + 1), 0.0)
    return Tried(layout, tuple(holds), tuple(fails), (), len(seen), len(fails), strength)
