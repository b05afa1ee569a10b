"""Sums without a word: a line that is the sum of a run of lines beside it, at most of its positions."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.relating.tables.grid import Lines, Number
from flows.relating.tables.layouts import Layout, Tried, tried

_SAMPLED = 6  # positions of a line that propose what it adds up
_SAMPLED_OF_TURNS = 3  # there are many turns to take
_LONGEST = 1_000  # lines of a run
_FARTHEST_GAP = 2  # lines between a total and its run
_WIDEST_STRIDE = 8
_MOST_LINES_STRIDDEN = 80  # columns under merged heads take turns; rows of a long list do not
_MOST_LINES_PAIRED = 300
_WINDOW = 10  # lines on each side among which two may make a third
_PROPOSALS = 6
_ENDS = 3  # of a run that is the whole at one position: lines of nothing but 0 may follow
_ROUNDING = 8  # last places that a sum of rounded numbers may be off


def runs(lines: Lines, sequence: Sequence[int], targets: Iterable[int]) -> Iterator[Tried]:
    """For each target the runs of the sequence before and behind it that add up to it, the likeliest first."""
    added = _Added(lines, sequence)
    at = {line: index for index, line in enumerate(sequence)}
    for target in targets:
        starts = [(at[target] + side * (1 + gap), side) for side in (-1, 1) for gap in range(_FARTHEST_GAP + 1)]
        yield from _likeliest(lines, target, [(added, start, side) for start, side in starts], _SAMPLED)


def turns(lines: Lines, sequence: Sequence[int]) -> Iterator[Tried]:
    """The same for lines that take turns: every second, every third … behind or before their total."""
    if len(sequence) > _MOST_LINES_STRIDDEN:
        return
    every = {
        (stride, rest): _Added(lines, sequence[rest::stride])
        for stride in range(2, _WIDEST_STRIDE + 1)
        for rest in range(stride)
    }
    for index, target in enumerate(sequence):
        places = []
        for stride in range(2, _WIDEST_STRIDE + 1):
            for offset in range(1, stride + 1):
                for side in (-1, 1):
                    first = index + side * offset
                    places.append((every[stride, first % stride], first // stride, side))
        yield from _likeliest(lines, target, places, _SAMPLED_OF_TURNS)


def pairs(lines: Lines, sequence: Sequence[int]) -> Iterator[Tried]:
    """Lines that are the sum of two others near them; among very many only runs are looked for."""
    if len(sequence) > _MOST_LINES_PAIRED:
        return
    for index, target in enumerate(sequence):
        near = [line for line in sequence[max(index - _WINDOW, 0) : index + _WINDOW + 1] if line != target]
        numbers = lines.at(target)
        votes: dict[Layout, int] = {}
        for position in sample(numbers):
            for first, second in _two_of(lines, near, position, numbers[position]):
                layout = Layout("sum", target, ((1, first), (1, second)))
                votes[layout] = votes.get(layout, 0) + 1
        yield from _best(lines, votes)


def _two_of(lines: Lines, near: Sequence[int], position: int, whole: Number) -> Iterator[tuple[int, int]]:
    units = sorted(
        (number.units, line)
        for line in near
        if (number := lines.at(line).get(position)) is not None and number.unit == whole.unit and number.units
    )
    values = [value for value, _ in units]
    reach = (3 * whole.slack) // 2
    for value, line in units:
        rest = whole.units - value
        first = bisect_left(values, rest - reach)
        for _, other in units[first : min(bisect_right(values, rest + reach), first + _PROPOSALS)]:
            if other > line:
                yield line, other


def sample(numbers: Mapping[int, Number], count: int = _SAMPLED) -> list[int]:
    """Some positions at which a line is not 0, spread evenly over it."""
    filled = [position for position, number in numbers.items() if number.units]
    step = max(len(filled) / count, 1)
    return [filled[int(index * step)] for index in range(min(count, len(filled)))]


class _Added:
    """The numbers of a sequence of lines added up one after the other, position by position, so that what a run comes
    to is looked up and not added again.
    """

    def __init__(self, lines: Lines, sequence: Sequence[int]) -> None:
        self.sequence = sequence
        self._lines = lines
        self._sums: dict[tuple[int, str], tuple[list[int], list[int], dict[int, list[int]], int]] = {}

    def has_run(self, start: int, side: int) -> bool:
        """Whether two lines or more stand from the start on, going to that side."""
        return 0 <= start < len(self.sequence) and 0 <= start + side < len(self.sequence)

    def ends(self, position: int, whole: Number, start: int, side: int) -> Iterator[int]:
        """After how many lines from the start on, going to that side, their sum is the whole: the nearest ends.

        Only of a start that has a run.
        """
        sums, filled, places, width = self._of(position, whole)
        edge = start if side > 0 else start + 1  # how many lines lie before the run's beginning, or before its end
        wanted = sums[edge] + side * whole.units
        bucket = wanted // width
        buckets = [places[key] for key in (bucket - 1, bucket, bucket + 1) if key in places]
        if not buckets:
            return
        near = sorted(
            (place for one in buckets for place in _beyond(one, edge, side)), key=lambda place: abs(place - edge)
        )
        found = 0
        for place in near:
            count = abs(place - edge)
            is_whole = 2 * abs(sums[place] - wanted) <= whole.slack * (count + 1)
            if is_whole and abs(filled[place] - filled[edge]) > 1 and count <= _LONGEST:
                yield count
                found += 1
                if found == _ENDS:
                    return

    def _of(self, position: int, whole: Number) -> tuple[list[int], list[int], dict[int, list[int]], int]:
        key = (position, whole.unit)
        if key not in self._sums:
            sums, filled = [0], [0]
            for line in self.sequence:
                number = self._lines.at(line).get(position)
                units = number.units if number is not None and number.unit == whole.unit else 0
                sums.append(sums[-1] + units)
                filled.append(filled[-1] + (units != 0))
            width = _ROUNDING * whole.slack + 1
            places: dict[int, list[int]] = {}
            for place, total in enumerate(sums):
                places.setdefault(total // width, []).append(place)
            self._sums[key] = (sums, filled, places, width)
        return self._sums[key]


def _beyond(places: Sequence[int], edge: int, side: int) -> Sequence[int]:
    """The places nearest to an edge on one side of it, at least two lines away."""
    if side > 0:
        first = bisect_left(places, edge + 2)
        return places[first : first + 2 * _ENDS]
    last = bisect_right(places, edge - 2)
    return places[max(last - 2 * _ENDS, 0) : last]


def _likeliest(
    lines: Lines, target: int, places: Sequence[tuple[_Added, int, int]], count_of_samples: int
) -> Iterator[Tried]:
    numbers = lines.at(target)
    votes: dict[Layout, int] = {}
    wide = [(added, start, side) for added, start, side in places if added.has_run(start, side)]
    for position in sample(numbers, count_of_samples) if wide else ():
        for added, start, side in wide:
            for count in added.ends(position, numbers[position], start, side):
                run = (
                    added.sequence[start : start + count] if side > 0 else added.sequence[start + 1 - count : start + 1]
                )
                layout = Layout("sum", target, tuple((1, line) for line in run))
                votes[layout] = votes.get(layout, 0) + 1
    yield from _best(lines, votes)


def _best(lines: Lines, votes: Mapping[Layout, int]) -> Iterator[Tried]:
    best = sorted(votes, key=lambda layout: -votes[layout])[:_PROPOSALS]
    return (tried(lines, layout) for layout in best)
