"""Shares of a whole that stands in another line: a column of 占比 beside amounts, of the column's total."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.relating.tables.grid import Lines
from flows.relating.tables.layouts import Layout, Tried
from flows.relating.tables.quotients import is_of_rates, tried_threes

_WINDOW = 8  # amounts beside a line of rates of which it may tell the shares


@dataclass(frozen=True, slots=True)
class Shared:
    """A line of rates that are shares of what another line prints at the position `whole`."""

    tried: Tried
    whole: int


def shares(lines: Lines, wholes: Iterable[int]) -> Iterator[Shared]:
    """Every line of rates over each line of amounts near it and each position that may hold its whole."""
    totals = tuple(wholes)
    of_rates = {line for line in lines.numbered if is_of_rates(lines.at(line))}
    for target in sorted(of_rates):
        rates = lines.at(target)
        for line in _near(target, [line for line in lines.numbered if line not in of_rates]):
            amounts = lines.at(line)
            for whole in totals:
                if divisor := amounts.get(whole):
                    threes = (
                        (position, rate, amounts.get(position), divisor)
                        for position, rate in rates.items()
                        if position != whole
                    )
                    layout = Layout("ratio", target, ((1, line), (-1, line)))
                    yield Shared(tried_threes(layout, threes, is_percent=True), whole)


def _near(target: int, lines: Iterable[int]) -> list[int]:
    return sorted(lines, key=lambda line: abs(line - target))[:_WINDOW]
