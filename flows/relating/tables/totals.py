"""What a total adds up by its words: the lines of its block, in the readings that nested lists allow."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.relating.tables.grid import Heads, Lines
from flows.relating.tables.layouts import Layout, Signed
from flows.relating.tables.wording import Wording, parents, parents_by_level

_RANKS = {"sub": 1, "whole": 2, "grand": 3}
Words = Mapping[int, Wording]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A set of lines that a line called a total may add up: whether that is the only one, and in which manners of
    reading it comes about (the lines before it without their totals, the lines behind it as they are …).
    """

    layout: Layout
    is_only: bool
    manners: frozenset[tuple[int, int]]


def worded_totals(lines: Lines, words: Words) -> Iterator[Proposed]:
    """For each line that is called a total every set of lines that it may add up."""
    units = {line: frozenset(number.unit for number in lines.at(line).values()) for line in lines.numbered}
    alike = {of_line: [line for line in lines.numbered if units[line] & of_line] for of_line in set(units.values())}
    firsts = _firsts_of_heads(lines)
    for target in lines.numbered:
        if not words[target].total:
            continue
        sequence = _below_same_head(alike[units[target]], lines.heads(target))
        index = bisect_left(sequence, target)
        sets: dict[tuple[Signed, ...], set[tuple[int, int]]] = {}
        is_of_one = False
        blocks = [*_beside(sequence, index, words), *((0, block) for block in _below_head(lines, target, firsts))]
        for side, block in blocks:
            for manner, chosen in enumerate(_readings(block, words)):
                parts = tuple((-1 if words[line].is_minus else 1, line) for line in chosen)
                if len(parts) > 1:
                    sets.setdefault(parts, set()).add((side, manner))
                is_of_one = is_of_one or (len(chosen) == 1 and _is_same(lines, target, chosen[0]))
        for parts, manners in sets.items():
            yield Proposed(Layout("sum", target, parts), len(sets) == 1 and not is_of_one, frozenset(manners))


def _is_same(lines: Lines, target: int, line: int) -> bool:
    """Whether a total repeats the only line that it may add up: the others of its block print a dash."""
    here, there = lines.at(target), lines.at(line)
    return any(at in there for at in here) and all(there[at].value == here[at].value for at in here if at in there)


def trees(lines: Lines, words: Words) -> Iterator[list[Layout]]:
    """The lists within lists of the lines, one by their codes and one by their marks: each line over those below it."""
    sequence = [line for line in lines.numbered if not words[line].total]
    for above in (
        parents(_codes(sequence, words)),
        parents_by_level([(line, words[line].level) for line in sequence]),
    ):
        children: dict[int, list[int]] = {}
        for line, parent in above.items():
            if not words[line].is_of_which:
                children.setdefault(parent, []).append(line)
        yield [
            Layout("sum", parent, tuple((-1 if words[line].is_minus else 1, line) for line in sorted(below)))
            for parent, below in children.items()
        ]


def _codes(sequence: Sequence[int] | frozenset[int], words: Words) -> dict[int, str]:
    return {line: words[line].code for line in sequence if words[line].code}


def _beside(sequence: Sequence[int], index: int, words: Words) -> Iterator[tuple[int, Sequence[int]]]:
    """The lines before a total (-1, then -2) and behind it (1, then 2), up to the next that adds up as much; then those
    from the last lesser total on, as carry-over stands between 合计 and 总计.
    """
    rank = _RANKS[words[sequence[index]].total]
    for step in (-1, 1):
        block: list[int] = []
        at = index + step
        while 0 <= at < len(sequence) and _RANKS.get(words[sequence[at]].total, 0) < rank:
            block.append(sequence[at])
            at += step
        yield step, sorted(block)
        lesser = [place for place, line in enumerate(block) if words[line].total]
        if lesser:
            yield 2 * step, sorted(block[: lesser[0] + 1])


def _below_same_head(sequence: Sequence[int], heads: Heads) -> Sequence[int]:
    """The lines below the lowest merged head of a total: 小计 of 公务用车购置及运行费 leaves 公务接待费 out."""
    first, last = heads.groups[-1] if heads.groups else (sequence[0], sequence[-1])
    return [line for line in sequence if first <= line <= last]


def _below_head(lines: Lines, target: int, firsts: frozenset[int]) -> Iterator[Sequence[int]]:
    """The lines that share a merged head with the target, for each of its heads; and the first of every head beside."""
    for first, last in lines.heads(target).groups:
        yield [line for line in lines.numbered if first <= line <= last and line != target]
    yield sorted(firsts - {target})


def _firsts_of_heads(lines: Lines) -> frozenset[int]:
    """The first line below each merged head."""
    starts = {first for line in lines.numbered for first, _ in lines.heads(line).groups}
    found = (bisect_left(lines.numbered, start) for start in starts)
    return frozenset(lines.numbered[at] for at in found if at < len(lines.numbered))


def _readings(block: Sequence[int], words: Words) -> Iterator[Sequence[int]]:
    """The block as a whole, its totals alone, its lines alone, and the highest of its codes or marks."""
    whole = [line for line in block if not words[line].is_of_which]
    yield whole
    yield [line for line in whole if words[line].total]
    single = [line for line in whole if not words[line].total]
    yield single
    below = parents(_codes(single, words))
    yield [line for line in single if line not in below]
    marked = parents_by_level([(line, words[line].level) for line in single])
    yield [line for line in single if line not in marked]
    yield [line for line in single if words[line].level is not None and line not in marked]
    yield list(block)
