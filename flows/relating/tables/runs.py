"""Sums without a word: a line that is the sum of a run of lines beside it, at most of its positions."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.relating.tables.grid import Lines, Number
from flows.relating.tables.layouts import Layout, Tried, tried

_SAMPLED = 6  # positions of a line that propose what it adds up
_LONGEST = 150  # lines of a run
_FARTHEST_GAP = 2  # lines between a total and its run
_WIDEST_STRIDE = 8
_LONGEST_STRIDDEN = 30
_MOST_LINES_STRIDDEN = 80  # columns under merged heads take turns; rows of a long list do not
_WINDOW = 10  # lines on each side among which two may make a third
_PROPOSALS = 6


def runs(lines: Lines, sequence: Sequence[int], targets: Iterable[int]) -> Iterator[Tried]:
    """For each target the runs of the sequence before and behind it that add up to it, the likeliest first."""
    at = {line: index for index, line in enumerate(sequence)}
    for target in targets:
        reaches = [
            _reach(sequence, at[target] + side * (1 + gap), side)
            for side in (-1, 1)
            for gap in range(_FARTHEST_GAP + 1)
        ]
        yield from _likeliest(lines, target, reaches)


def turns(lines: Lines, sequence: Sequence[int]) -> Iterator[Tried]:
    """The same for lines that take turns: every second, every third … behind or before their total."""
    if len(sequence) > _MOST_LINES_STRIDDEN:
        return
    for index, target in enumerate(sequence):
        reaches = [
            _reach(sequence, index + side * offset, side * stride)[:_LONGEST_STRIDDEN]
            for side in (-1, 1)
            for stride in range(2, _WIDEST_STRIDE + 1)
            for offset in range(1, stride + 1)
        ]
        yield from _likeliest(lines, target, reaches)


def pairs(lines: Lines, sequence: Sequence[int]) -> Iterator[Tried]:
    """Lines that are the sum of two others near them."""
    for index, target in enumerate(sequence):
        numbers = lines.at(target)
        near = [line for line in sequence[max(index - _WINDOW, 0) : index + _WINDOW + 1] if line != target]
        votes: dict[Layout, int] = {}
        for position in sample(numbers):
            whole = numbers[position]
            units = [
                (number.units, line)
                for line in near
                if (number := lines.at(line).get(position)) is not None and number.unit == whole.unit and number.units
            ]
            units.sort()
            values = [value for value, _ in units]
            reach = (3 * whole.slack) // 2
            for value, line in units:
                rest = whole.units - value
                first = bisect_left(values, rest - reach)
                for _, other in units[first : min(bisect_right(values, rest + reach), first + _PROPOSALS)]:
                    if other > line:
                        layout = Layout("sum", target, ((1, line), (1, other)))
                        votes[layout] = votes.get(layout, 0) + 1
        yield from _best(lines, votes)


def sample(numbers: Mapping[int, Number]) -> list[int]:
    """Some positions at which a line is not 0, spread evenly over it."""
    filled = [position for position, number in numbers.items() if number.units]
    step = max(len(filled) / _SAMPLED, 1)
    return [filled[int(index * step)] for index in range(min(_SAMPLED, len(filled)))]


def _reach(sequence: Sequence[int], start: int, step: int) -> Sequence[int]:
    stop = -1 if step < 0 else len(sequence)
    return [sequence[index] for index in range(start, stop, step)][:_LONGEST] if 0 <= start < len(sequence) else []


def _likeliest(lines: Lines, target: int, reaches: Iterable[Sequence[int]]) -> Iterator[Tried]:
    numbers = lines.at(target)
    sampled = sample(numbers)
    votes: dict[Layout, int] = {}
    for reach in reaches:
        for position in sampled:
            for count in _ends(lines, reach, numbers[position], position):
                layout = Layout("sum", target, tuple((1, line) for line in sorted(reach[:count])))
                votes[layout] = votes.get(layout, 0) + 1
    yield from _best(lines, votes)


def _best(lines: Lines, votes: Mapping[Layout, int]) -> Iterator[Tried]:
    best = sorted(votes, key=lambda layout: -votes[layout])[:_PROPOSALS]
    return (tried(lines, layout) for layout in best)


def _ends(lines: Lines, reach: Sequence[int], whole: Number, position: int) -> Iterator[int]:
    """After how many lines of the reach their sum is the whole, for up to three counts."""
    total, slack, filled, found = 0, whole.slack, 0, 0
    for count, line in enumerate(reach, start=1):
        number = lines.at(line).get(position)
        if number is not None and number.unit == whole.unit:
            total += number.units
            slack += number.slack
            filled += bool(number.units)
        if filled > 1 and 2 * abs(total - whole.units) <= slack:
            yield count
            found += 1
            if found == 3:
                return
