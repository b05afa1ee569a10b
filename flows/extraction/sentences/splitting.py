"""Where the sentences of a text end, each with its numbers."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.extraction.lexicon.quantities import Quantity

_END = re.compile(r"[。！？!?\n]")
MOST_NUMBERS = 100
_LONGEST = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the text and the numeric tokens it holds."""

    start: int
    end: int
    quantities: tuple[Quantity, ...]


def sentences(text: str, quantities: Sequence[Quantity]) -> list[Sentence]:
    """The sentences of the text in order; a stop inside a quantity (1.5万\\n元) ends none.

    One that is longer than any that people write, or has more numbers, comes in pieces: it is a table that lost
    its lines, and every number looks back over its whole sentence, so that the cost would grow with the square.
    """
    starts = [quantity.start for quantity in quantities]
    ends: list[int] = []
    for match in _END.finditer(text):
        before = bisect_left(starts, match.end())
        if not before or match.end() >= quantities[before - 1].unit_end:
            ends.append(match.end())
    found: list[Sentence] = []
    first = 0
    for left, right in itertools.pairwise([0, *ends, len(text)]):
        behind = bisect_left(starts, right)
        found.extend(_cut(left, right, quantities[first:behind]))
        first = behind
    return found


def _cut(start: int, end: int, quantities: Sequence[Quantity]) -> Iterator[Sentence]:
    first = 0
    while end - start > _LONGEST or len(quantities) - first > MOST_NUMBERS:
        reach = bisect_left(quantities, start + _LONGEST, lo=first, key=lambda quantity: quantity.start)
        behind = min(reach, first + MOST_NUMBERS)
        cut = start + _LONGEST if behind == reach else quantities[behind - 1].end
        if behind > first:
            cut = max(cut, quantities[behind - 1].unit_end)
        cut = min(cut, quantities[behind].start if behind < len(quantities) else end, end)
        yield Sentence(start, cut, tuple(quantities[first:behind]))
        start, first = cut, behind
    if start < end:
        yield Sentence(start, end, tuple(quantities[first:]))
