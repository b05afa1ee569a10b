"""Shares of a whole that stands in another line: a column of 占比 beside amounts, of the column's total."""

from collections.abc import Iterable, Iterator

from flows.relating.tables.grid import Lines
from flows.relating.tables.layouts import Layout, Tried
from flows.relating.tables.quotients import is_of_rates, tried_threes

_WINDOW = 4  # amounts on each side of a rate of which it may be the share


def shares(lines: Lines, wholes: Iterable[int]) -> Iterator[tuple[Tried, int]]:
    """Lines of rates that are shares of what one position of another line prints, with that position.

    `wholes` are the positions that hold totals.
    """
    of_rates = [line for line in lines.numbered if is_of_rates(lines.at(line))]
    others = [line for line in lines.numbered if line not in of_rates]
    for target in of_rates:
        rates = lines.at(target)
        near = sorted(others, key=lambda line: abs(line - target))[: 2 * _WINDOW]
        for amounts_line in near:
            amounts = lines.at(amounts_line)
            for whole in wholes:
                divisor = amounts.get(whole)
                if divisor is None:
                    continue
                threes = (
                    (position, rate, amounts.get(position), divisor)
                    for position, rate in rates.items()
                    if position != whole
                )
                layout = Layout("ratio", target, ((1, amounts_line), (-1, amounts_line)))
                yield tried_threes(layout, threes, is_percent=True), whole
