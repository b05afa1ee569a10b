"""What the lines of a ruled row's cells say: units of wrapped words or numbers, and the baselines of the numbers.

A number stands beside the first, the middle or the last line of its wrapped label; a table mostly keeps to one way.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from math import inf

from flows.readers.layout.cells import Meeting, is_amount, is_long_amount, is_part_of_amount, is_upright, meeting
from flows.readers.layout.lines import Line, Margins
from flows.readers.layout.tables import Box

_ONE_LINE = 0.45  # of a character's height: middles no farther apart stand on one baseline
_LEADING = 1.6  # of the least step from line to line: lines farther apart are no wrapped text

Pair = tuple[Line, Line]
Way = Callable[["Unit", int, float, float], int]


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines of a cell that say one thing; `number` is where the number stands that they are, None for words."""

    lines: Sequence[Line]
    number: float | None = None

    @property
    def top(self) -> float:
        """Where its first line stands."""
        return middle_of(self.lines[0])

    @property
    def bottom(self) -> float:
        """Where its last line stands."""
        return middle_of(self.lines[-1])

    @property
    def middle(self) -> float:
        """Half way between both."""
        return (self.top + self.bottom) / 2

    @property
    def slack(self) -> float:
        """How far what stands level with it may be off."""
        return _ONE_LINE * self.lines[0].size

    def beside(self, heights: Sequence[float]) -> Sequence[float]:
        """Those of the sorted heights that it stands beside."""
        return heights[bisect_left(heights, self.top - self.slack) : bisect_right(heights, self.bottom + self.slack)]


def middle_of(line: Line) -> float:
    """Half the height of the line."""
    return (line.top + line.bottom) / 2


def chains_of(cells: Sequence[Box], padding: float) -> list[list[Unit]]:
    """What each cell says, from top to bottom: lines that its width may have wrapped are one."""
    steps = [middle_of(lower) - middle_of(upper) for cell in cells for upper, lower in pairwise(cell.lines)]
    leading = _LEADING * min(steps, default=0.0)
    met = [list(_meetings(cell, padding, leading)) for cell in cells]
    heights = [
        [(middle_of(upper), middle_of(lower), how, _is_named(upper, lower)) for (upper, lower), how in found]
        for found in met
    ]
    sure = sorted(pair[:2] for found in heights for pair in found if pair[2] == "apart")
    named = sorted(pair[:2] for found in heights for pair in found if pair[3])

    def is_apart(pair: Pair, how: Meeting) -> bool:
        if how != "open" or not is_amount(pair[1].text):
            return how == "apart"
        return _level_with(pair, sure) > 0 or (_is_named(*pair) and _level_with(pair, named) > 1)

    result: list[list[Unit]] = []
    for cell, found in zip(cells, met, strict=True):
        chains = [[line] for line in cell.lines[:1]]
        for pair, how in found:
            if is_apart(pair, how):
                chains.append([pair[1]])
            else:
                chains[-1].append(pair[1])
        if is_upright(cell.lines):
            chains = [list(cell.lines)]
        result.append([_unit(chain) for chain in chains])
    return result


def _is_named(upper: Line, lower: Line) -> bool:
    """Whether an amount stands below words, as that of the total does where no line parts it from the header."""
    return is_long_amount(lower.text) and not is_amount(upper.text)


def _level_with(pair: Pair, heights: Sequence[tuple[float, float]]) -> int:
    """How many of the pairs, sorted by height, stand on the same two baselines."""
    upper, lower = map(middle_of, pair)
    slack = _ONE_LINE * pair[0].size
    near = heights[bisect_left(heights, (upper - slack,)) : bisect_right(heights, (upper + slack, inf))]
    return sum(abs(other - lower) <= slack for _, other in near)


def _meetings(cell: Box, padding: float, leading: float) -> Iterator[tuple[Pair, Meeting]]:
    edges = Margins(cell.left + padding, cell.right - padding)
    column = len(list(takewhile(lambda line: is_amount(line.text), reversed(cell.lines))))
    for index, pair in enumerate(pairwise(cell.lines), 1):
        is_far = middle_of(pair[1]) - middle_of(pair[0]) > leading
        is_head = column > 1 and index == len(cell.lines) - column  # words above a column of numbers
        yield pair, "apart" if is_far or is_head else meeting(*pair, edges)


def _unit(lines: Sequence[Line]) -> Unit:
    numbers = list(takewhile(lambda line: is_part_of_amount(line.text), lines))
    return Unit(lines, (middle_of(numbers[0]) + middle_of(numbers[-1])) / 2 if numbers else None)


def baselines(chains: Iterable[Sequence[Unit]]) -> list[float]:
    """The heights at which numbers stand, from top to bottom."""
    result: list[float] = []
    found = [(unit.number, unit.slack) for units in chains for unit in units if unit.number is not None]
    for y, slack in sorted(found):
        if not result or y - result[-1] > slack:
            result.append(y)
    return result


def ways_by_fit(rows: Iterable[Sequence[Sequence[Unit]]]) -> list[Way]:
    """How numbers stand beside wrapped labels, the way that most labels of the table allow first."""
    fits: Counter[Way] = Counter()
    for chains in rows:
        anchors = baselines(chains)
        for unit in (unit for found in chains for unit in found if unit.number is None and len(unit.lines) > 1):
            held = unit.beside(anchors)
            fits.update(way for way in _WAYS if held and _beside(unit, held, way))
    return sorted(_WAYS, key=lambda way: -fits[way])


def anchored(unit: Unit, anchors: Sequence[float], ways: Sequence[Way]) -> list[Unit]:
    """The unit, parted where it holds the heights of several numbers: each stands beside a label."""
    held = unit.beside(anchors)
    if unit.number is not None or len(held) < 2:
        return [unit]
    return next((found for way in ways if (found := _beside(unit, held, way))), [unit])


def _beside(unit: Unit, anchors: Sequence[float], way: Way) -> list[Unit]:
    """The unit as one for each number that stands beside it; nothing where they do not stand this way."""
    result: list[Unit] = []
    begin = 0
    for anchor, following in pairwise([*anchors, inf]):
        end = way(unit, begin, anchor, following) if begin < len(unit.lines) else 0
        if not end:
            return []
        result.append(Unit(unit.lines[begin:end]))
        begin = end
    return result if begin == len(unit.lines) else []


def _by_first(unit: Unit, begin: int, anchor: float, following: float) -> int:
    """Where the label ends whose first line begins level with its number; 0 where it does not."""
    if abs(middle_of(unit.lines[begin]) - anchor) > unit.slack:
        return 0
    rest = range(begin + 1, len(unit.lines))
    return next((end for end in rest if middle_of(unit.lines[end]) > following - unit.slack), len(unit.lines))


def _by_last(unit: Unit, begin: int, anchor: float, _: float) -> int:
    """Where the label ends whose last line is level with its number; 0 where none is."""
    rest = range(begin, len(unit.lines))
    return next((end + 1 for end in rest if abs(middle_of(unit.lines[end]) - anchor) <= unit.slack), 0)


def _by_middle(unit: Unit, begin: int, anchor: float, _: float) -> int:
    """Where the label ends that has its number at half its height; 0 where none has."""
    end = begin + 1
    while end < len(unit.lines) and _half_way(unit, begin, end) <= anchor + unit.slack:
        end += 1
    return end if abs(_half_way(unit, begin, end - 1) - anchor) <= unit.slack else 0


def _half_way(unit: Unit, first: int, last: int) -> float:
    return (middle_of(unit.lines[first]) + middle_of(unit.lines[last])) / 2


_WAYS: tuple[Way, ...] = (_by_first, _by_last, _by_middle)
