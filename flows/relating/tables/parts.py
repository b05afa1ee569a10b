"""其中: lines that are only some of the parts of the line before them, and so never more than it."""

from collections.abc import Iterator

from flows.relating.tables.grid import Lines
from flows.relating.tables.layouts import Layout, Tried
from flows.relating.tables.totals import Words

_ASKED = frozenset({"amount", "count"})


def parts_of(lines: Lines, words: Words) -> Iterator[tuple[Tried, list[Tried]]]:
    """Every run of lines that 其中 opens against the line right before it: all of them together, and each apart."""
    sequence = lines.numbered
    for index, first in enumerate(sequence[1:], start=1):
        before = sequence[index - 1]
        if not words[first].is_of_which or words[before].is_of_which:
            continue
        run = [first]
        for line in sequence[index + 1 :]:
            if not words[line].is_of_which:
                break
            run.append(line)
        together = tried_parts(lines, Layout("part_of", before, tuple((1, line) for line in run)))
        apart = [tried_parts(lines, Layout("part_of", before, ((1, line),))) for line in run] if len(run) > 1 else []
        yield together, apart


def tried_parts(lines: Lines, layout: Layout) -> Tried:
    """The layout at each position of the whole that prints one of its parts."""
    holds: list[int] = []
    fails: list[int] = []
    for position, whole in lines.at(layout.target).items():
        here = [number for line in layout.lines if (number := lines.at(line).get(position)) is not None]
        if whole.kind not in _ASKED or any((one.unit, one.kind) != (whole.unit, whole.kind) for one in here):
            continue
        if not here or min(whole.units, *(one.units for one in here)) < 0:
            continue
        room = whole.slack + sum(number.slack for number in here)
        is_within = 2 * (sum(number.units for number in here) - whole.units) <= room
        (holds if is_within else fails).append(position)
    return Tried(layout, tuple(holds), tuple(fails), (), len(holds), len(fails), float(len(holds)))
