"""Which layouts are meant: by a word and what holds, or without a word by how much holds."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.relating.tables.changes import change_lines, changes
from flows.relating.tables.formulas import told_by_formulas
from flows.relating.tables.grid import Lines
from flows.relating.tables.layouts import Layout, Tried, tried
from flows.relating.tables.parts import parts_of
from flows.relating.tables.products import products
from flows.relating.tables.quotients import is_of_rates, quotients
from flows.relating.tables.runs import pairs, runs, turns
from flows.relating.tables.shares import Shared, shares
from flows.relating.tables.totals import Words, trees, worded_totals

_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """A layout that the table has. What fails is told only if `tells_failing`, and as an error only if `is_sure`."""

    tried: Tried
    is_worded: bool
    tells_failing: bool
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Least:
    """How much must speak for a layout: the more of its kind are tried, the more digits must agree."""

    share: float
    strength: float
    distinct: int

    def allows(self, one: Tried) -> bool:
        """Whether enough speaks for it."""
        return one.share >= self.share and one.strength >= self.strength and one.distinct >= self.distinct


_OF_WORDS = Least(share=0.5, strength=2.0, distinct=1)
_OF_RUNS = Least(share=0.6, strength=4.0, distinct=1)
_OF_TURNS = Least(share=0.6, strength=5.0, distinct=1)
_OF_PAIRS = Least(share=0.8, strength=7.0, distinct=2)
_OF_QUOTIENTS = Least(share=0.7, strength=6.0, distinct=2)
_OF_NAMED_RATES = Least(share=0.5, strength=3.0, distinct=1)
_SURE_OF_RATES = Least(share=0.5, strength=6.0, distinct=2)
_OF_CHANGES = Least(share=0.5, strength=1.5, distinct=1)
_OF_PRODUCTS = Least(share=0.6, strength=6.0, distinct=2)
_OF_SHARES = Least(share=0.6, strength=4.0, distinct=2)
_SURE_BY_WORDS = Least(share=0.5, strength=3.0, distinct=1)
_TOLD = Least(share=0.6, strength=6.0, distinct=1)
_SURE = Least(share=0.75, strength=9.0, distinct=3)
_POINTS = "分"
_TREE_SHARE = 0.7
_TREE_HOLDS = 3
_MOST_UNPROVED = 2  # columns of a total that is told by its word alone
_NEAR = 4  # lines between a rate and what it is worked out from, where little else speaks for it
_NEAREST = 2  # by what factor the sum of the parts of such a total may miss it


def sums(lines: Lines, words: Words) -> list[Chosen]:
    """Totals of whole lines: what is added up once stands for its total in the next level."""
    called = {line for line in lines.numbered if words[line].total}
    proposed = [(tried(lines, layout), is_only) for layout, is_only in worded_totals(lines, words)]
    every: list[Tried] = [
        one for one, is_only in proposed if _OF_WORDS.allows(one) or (is_only and one.distinct and not one.against)
    ]
    sequence: Sequence[int] = lines.numbered
    done: set[int] = set()
    for _ in range(_LEVELS):
        targets = [line for line in sequence if line not in done]
        found = _best(_allowed(runs(lines, sequence, targets), _OF_RUNS, called), ())
        if not found:
            break
        every += found
        done |= {one.layout.target for one in found}
        parts = {line for one in found for line in one.layout.lines}
        sequence = [line for line in sequence if line not in parts]
    every += _allowed(turns(lines, lines.numbered), _OF_TURNS, called)
    every += _allowed(pairs(lines, lines.numbered), _OF_PAIRS, frozenset())
    lists = list(_lists(lines, words))
    best = _without_repeated(_best(every, {one.layout for one, _ in proposed}), lists)
    chosen = [_chosen_sum(lines, one, is_worded=one.layout.target in called) for one in _without_explained(best)]
    proved = {one.layout.target for one in best}
    chosen += [
        Chosen(one, is_worded=True, tells_failing=True, is_sure=False)
        for one, is_only in proposed
        if is_only and one.layout.target not in proved and _is_slip(lines, one)
    ]
    return [*chosen, *lists]


def _without_repeated(best: Sequence[Tried], lists: Sequence[Chosen]) -> list[Tried]:
    """The sums without those that say of a total's parts what the sums of these parts say already."""
    below: dict[int, set[int]] = {}
    for one in (*best, *(listed.tried for listed in lists)):
        below.setdefault(one.layout.target, set()).update(one.layout.lines)
    kept: dict[int, list[Tried]] = {}
    for one in best:
        earlier = kept.setdefault(one.layout.target, [])
        if not any(one.layout.lines <= _descendants(other.layout.lines, below) for other in earlier):
            earlier.append(one)
    return [one for of_target in kept.values() for one in of_target]


def _descendants(lines: Iterable[int], below: Mapping[int, Iterable[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(lines)
    while waiting:
        line = waiting.pop()
        if line not in found:
            found.add(line)
            waiting.extend(below.get(line, ()))
    return found


def _without_explained(every: Sequence[Tried]) -> list[Tried]:
    """The layouts without what fails where the same total is the sum of other lines."""
    holds: dict[int, set[int]] = {}
    for one in every:
        holds.setdefault(one.layout.target, set()).update(one.holds)
    return [replace(one, fails=tuple(at for at in one.fails if at not in holds[one.layout.target])) for one in every]


def _allowed(every: Iterable[Tried], least: Least, called: Container[int]) -> list[Tried]:
    """What enough speaks for; a line that is called a total needs less."""
    return [one for one in every if (_OF_WORDS if one.layout.target in called else least).allows(one)]


def _best(every: Iterable[Tried], worded: Container[Layout]) -> list[Tried]:
    """The likeliest of each target, and what else adds up to it of other lines.

    What holds oftener goes before, then what words propose, then what agrees in more digits, of fewer lines.
    """

    def rank(one: Tried) -> tuple[float, ...]:
        holds = len(one.holds) - 2 * one.against
        return (holds, one.layout in worded, one.strength, -len(one.layout.parts))

    of_targets: dict[int, list[Tried]] = {}
    for one in every:
        of_targets.setdefault(one.layout.target, []).append(one)
    chosen: list[Tried] = []
    for candidates in of_targets.values():
        taken: set[int] = set()
        for one in sorted(candidates, key=rank, reverse=True):
            if not taken or (taken.isdisjoint(one.layout.lines) and not one.fails):
                chosen.append(one)
                taken |= one.layout.lines
    return chosen


def _chosen_sum(lines: Lines, one: Tried, *, is_worded: bool) -> Chosen:
    sure = (_SURE_BY_WORDS if is_worded else _SURE).allows(one)
    is_told = sure or (not _is_of_points(lines, one) and (is_worded or _TOLD.allows(one)))
    return Chosen(one, is_worded, tells_failing=is_told, is_sure=sure)


def _is_of_points(lines: Lines, one: Tried) -> bool:
    """Whether points are added up: of their totals and levels scoring tables have more than one table tells."""
    return any(number.unit.startswith(_POINTS) for number in lines.at(one.layout.target).values())


def _is_slip(lines: Lines, one: Tried) -> bool:
    """Whether the parts of a total that nothing confirms miss it by a slip, and not by another reading."""
    if one.lacks or not 0 < len(one.fails) <= _MOST_UNPROVED or _is_of_points(lines, one):
        return False
    if len(one.holds) >= len(one.fails):
        return True
    for position in one.fails:
        here = [lines.at(line).get(position) for line in one.layout.lines]
        if any(number is None for number in here):
            return False
        total = sum(number.units for number in here if number is not None)
        whole = lines.at(one.layout.target)[position].units
        if not (0 < total < _NEAREST * whole and whole < _NEAREST * total):
            return False
    return True


def _lists(lines: Lines, words: Words) -> Iterator[Chosen]:
    """Lists within lists: what holds of most of their lines is meant of all of them."""
    for tree in trees(lines, words):
        every = [tried(lines, layout) for layout in tree]
        holds = sum(len(one.holds) for one in every)
        fails = sum(len(one.fails) for one in every)
        is_sure = holds >= _TREE_HOLDS and holds >= _TREE_SHARE * (holds + fails) and any(one.distinct for one in every)
        for one in every:
            if one.holds or is_sure:
                yield Chosen(one, is_worded=True, tells_failing=is_sure, is_sure=is_sure)


def lists_of_some(lines: Lines, words: Words) -> Iterator[Chosen]:
    """其中 and what it is of: more than the whole is an error where the same holds in other positions.

    All together are only asked where that mostly holds: a part of one of them may be listed too.
    """
    for together, apart in parts_of(lines, words):
        for one in (together, *apart):
            is_sure = len(one.holds) >= 2 * max(len(one.fails), 1)
            is_single = one is not together or not apart
            is_told = is_sure or (is_single and len(one.fails) <= max(len(one.holds), 1))
            yield Chosen(one, is_worded=True, tells_failing=is_told, is_sure=is_sure)


def by_formulas(lines: Lines) -> list[Chosen]:
    """What the heads say by a formula: what fails is an error, unless it fails everywhere and so was not meant."""
    return [
        Chosen(one, is_worded=True, tells_failing=bool(one.holds), is_sure=len(one.holds) >= len(one.fails))
        for one in told_by_formulas(lines)
        if one.layout.target not in one.layout.lines
    ]


def compared(lines: Lines) -> list[Chosen]:
    """Differences and growths: of each line of changes the two lines that it compares."""
    best: dict[int, Tried] = {}
    for one in changes(lines):
        if _OF_CHANGES.allows(one) and (
            one.layout.target not in best or _likelihood(one) > _likelihood(best[one.layout.target])
        ):
            best[one.layout.target] = one
    chosen = [Chosen(one, is_worded=True, tells_failing=True, is_sure=one.distinct > 1) for one in best.values()]
    return chosen


def rates(lines: Lines, added: Container[frozenset[int]], known: Container[int]) -> list[Chosen]:
    """Quotients and growths of whole lines, one of each target: a growth goes before what it is the quotient of.

    `added` are lines of which one is the sum of the others, so that they are no rates of each other; `known` are those
    that a formula explains.
    """
    changed = change_lines(lines)
    best: dict[int, Tried] = {}
    for one in quotients(lines, [line for line in lines.numbered if line not in changed]):
        is_near = max(abs(line - one.layout.target) for line in one.layout.lines) <= _NEAR
        least = _OF_NAMED_RATES if is_near and is_of_rates(lines.at(one.layout.target)) else _OF_QUOTIENTS
        if not least.allows(one) or one.layout.every_line in added or one.layout.target in known:
            continue
        likeliest = best.get(one.layout.target)
        if likeliest is None or _likelihood(one) > _likelihood(likeliest):
            best[one.layout.target] = one
    return [
        Chosen(
            one,
            is_worded=False,
            tells_failing=is_of_rates(lines.at(one.layout.target)),
            is_sure=_SURE_OF_RATES.allows(one),
        )
        for one in _each_three_once(best.values())
    ]


def multiplied(lines: Lines) -> list[Chosen]:
    """Amounts that are price times quantity in most of their positions."""
    return [
        Chosen(one, is_worded=False, tells_failing=True, is_sure=_SURE.allows(one))
        for one in products(lines)
        if _OF_PRODUCTS.allows(one)
    ]


def parts_of_totals(lines: Lines, wholes: Iterable[int], known: Container[int]) -> list[Shared]:
    """Shares of a total that stands in another line, of each line of rates that nothing else explains the likeliest."""
    best: dict[int, Shared] = {}
    for one in shares(lines, wholes):
        target = one.tried.layout.target
        if target in known or not _OF_SHARES.allows(one.tried):
            continue
        if target not in best or _likelihood(one.tried) > _likelihood(best[target].tried):
            best[target] = one
    return list(best.values())


def _each_three_once(every: Iterable[Tried]) -> list[Tried]:
    """Of amount, price and quantity two are quotients of the others: the one that stands last is meant."""
    of_three: dict[tuple[str, frozenset[int]], Tried] = {}
    for one in sorted(every, key=lambda one: one.layout.target):
        of_three[one.layout.kind, one.layout.every_line] = one
    return list(of_three.values())


def _likelihood(one: Tried) -> tuple[float, ...]:
    distance = sum(abs(line - one.layout.target) for line in one.layout.lines)
    return (len(one.holds) - 2 * len(one.fails), one.layout.kind == "growth", -distance)
