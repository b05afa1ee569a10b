"""Sums of whole lines: totals by their words, lists within lists, and lines that add up without a word."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from flows.relating.tables.choosing import SURE, Chosen, Least, is_of_points
from flows.relating.tables.grid import Lines
from flows.relating.tables.layouts import Layout, Tried, tried
from flows.relating.tables.runs import pairs, runs, turns
from flows.relating.tables.totals import Proposed, Words, trees, worded_totals
from flows.relating.tables.unmarked import over_unmarked

_LEVELS = 5
_OF_WORDS = Least(share=0.5, strength=2.0, distinct=1)
_OF_RUNS = Least(share=0.6, strength=4.0, distinct=1)
_OF_OUTLINES = Least(share=0.5, strength=4.0, distinct=1)
_OF_TURNS = Least(share=0.6, strength=5.0, distinct=1)
_OF_PAIRS = Least(share=0.8, strength=7.0, distinct=2)
_SURE_BY_WORDS = Least(share=0.5, strength=3.0, distinct=1)
_TOLD = Least(share=0.6, strength=6.0, distinct=1)
_TREE_SHARE = 0.7
_TREE_HOLDS = 3
_MOST_UNPROVED = 2  # columns of a total that is told by its word alone, however near
_MOST_NEAREST = 12  # parts of a total that may be all that it adds up
_NEAREST = 2  # by what factor the sum of the parts of such a total may miss it
_NEARER = 1.1  # the same of a total that fails in many columns
_LONGEST_BARE = 3  # characters of a total that says no more than that it is one


def sums(lines: Lines, words: Words) -> list[Chosen]:
    """Totals of whole lines: what is added up once stands for its total in the next level."""
    called = {line for line in lines.numbered if words[line].total}
    proposed = [(tried(lines, one.layout), one) for one in worded_totals(lines, words)]
    every: list[Tried] = [
        one
        for one, by in proposed
        if _OF_WORDS.allows(one) or (by.is_only and one.distinct and not one.against) or _is_of_scored(lines, one)
    ]
    sequence: Sequence[int] = lines.numbered
    done: set[int] = set()
    of_runs: list[Tried] = []
    for _ in range(_LEVELS):
        targets = [line for line in sequence if line not in done]
        of_level = list(runs(lines, sequence, targets))
        of_runs += of_level
        found = _of_one_level(_best(_allowed(of_level, _OF_RUNS, called), ()), of_level)
        if not found:
            break
        every += found
        done |= {one.layout.target for one in found}
        parts = {line for one in found for line in one.layout.lines}
        sequence = [line for line in sequence if line not in parts]
    every += _allowed(turns(lines, lines.numbered), _OF_TURNS, frozenset())
    every += _allowed(pairs(lines, lines.numbered), _OF_PAIRS, frozenset())
    lists = list(_lists(lines, words))
    best = _of_one_whole(_without_repeated(_best(every, {by.layout for _, by in proposed}), lists))
    unexplained = _without_explained(best)
    chosen = [_chosen_sum(lines, one, is_worded=one.layout.target in called) for one in unexplained]
    chosen += _divided_again(best, unexplained)
    proved = {one.layout.target for one in best}
    namesakes = _Namesakes(lines, words, proposed)
    unproved = [(one, by) for one, by in proposed if by.layout.target not in proved]
    sure = {by.layout.target: one for one, by in unproved if namesakes.bear_out(one, by)}
    chosen += [Chosen(one, is_worded=True, tells_failing=True, is_sure=True) for one in sure.values()]
    chosen += [
        Chosen(one, is_worded=True, tells_failing=True, is_sure=False)
        for one, by in unproved
        if by.is_only and by.layout.target not in sure and _is_slip(lines, one)
    ]
    told = {one.tried.layout.target for one in (*chosen, *lists)}
    chosen += [
        Chosen(one, is_worded=False, tells_failing=True, is_sure=len(one.holds) >= len(one.fails))
        for one in _best(_outlined(of_runs, best), ())
        if one.layout.target not in told
    ]
    told |= {one.tried.layout.target for one in chosen}
    return [*chosen, *lists, *over_unmarked(lines, words, told)]


def _of_one_level(found: Sequence[Tried], every: Iterable[Tried]) -> list[Tried]:
    """The sums without those that fail somewhere and add up a line together with some that this one is the sum of."""
    proved = [(one.layout.target, one.layout.lines) for one in every if one.distinct > 1 and not one.against]
    return [
        one
        for one in found
        if not (one.fails and any(whole in one.layout.lines and lines & one.layout.lines for whole, lines in proved))
    ]


def _outlined(every: Iterable[Tried], sums_told: Sequence[Tried]) -> list[Tried]:
    """Runs that half of their positions speak for and an outline bears out: a total has the target among its parts,
    another of which adds up a run of its own (税收收入 beside 非税收入 below 收入合计).
    """
    parents = {one.layout.target for one in sums_told}
    siblings = [one.layout.lines for one in sums_told if one.layout.lines & parents]
    return [
        one
        for one in every
        if _OF_OUTLINES.allows(one)
        and any(one.layout.target in lines and lines & parents - {one.layout.target} for lines in siblings)
        and not any(one.layout.lines & lines for lines in siblings)
    ]


_Key = tuple[str, tuple[int, int], int]


class _Namesakes:
    """Which totals of one name add up, or fail to, by the manner of reading and the position.

    Where a part is blank or 0 a sum comes out in several manners, and proves none.
    """

    def __init__(self, lines: Lines, words: Words, proposed: Iterable[tuple[Tried, Proposed]]) -> None:
        self._words = words
        self._holds: dict[_Key, set[int]] = {}
        self._fails: dict[_Key, set[int]] = {}
        for one, by in proposed:
            full = {
                at for at in (*one.holds, *one.fails) if all(_is_filled(lines, line, at) for line in by.layout.lines)
            }
            for found, positions in ((self._holds, one.holds), (self._fails, one.fails)):
                for at in full.intersection(positions):
                    for manner in by.manners:
                        found.setdefault(self._key(by, manner, at), set()).add(by.layout.target)

    def _key(self, by: Proposed, manner: tuple[int, int], position: int) -> _Key:
        return self._words[by.layout.target].total, manner, position

    def bear_out(self, one: Tried, by: Proposed) -> bool:
        """Whether in one manner several others add up wherever this one fails, and it alone fails."""
        return (
            bool(one.fails)
            and not one.lacks
            and any(all(self._is_alone(self._key(by, manner, at)) for at in one.fails) for manner in by.manners)
        )

    def _is_alone(self, key: _Key) -> bool:
        return len(self._holds.get(key, ())) > 1 and len(self._fails.get(key, ())) == 1


def _is_filled(lines: Lines, line: int, position: int) -> bool:
    number = lines.at(line).get(position)
    return number is not None and number.units != 0


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


def _of_one_whole(every: Sequence[Tried]) -> list[Tried]:
    """The layouts without what fails at several positions of one, where the same lines add up everywhere to another:
    支出数 and 结余数 are the money that came (到位数), and not the budget (预算数) that mostly is the same.
    """
    proved = {one.layout.lines: one.layout.target for one in every if not one.fails and not one.lacks}
    return [
        replace(one, fails=())
        if len(one.fails) > 1 and proved.get(one.layout.lines, one.layout.target) != one.layout.target
        else one
        for one in every
    ]


def _without_explained(every: Sequence[Tried]) -> list[Tried]:
    """The layouts without what fails where the same total is the sum of other lines."""
    holds: dict[int, set[int]] = {}
    for one in every:
        holds.setdefault(one.layout.target, set()).update(one.holds)
    return [replace(one, fails=tuple(at for at in one.fails if at not in holds[one.layout.target])) for one in every]


def _divided_again(best: Sequence[Tried], unexplained: Sequence[Tried]) -> Iterator[Chosen]:
    """What fails of a total that other lines add up to there, where nearly all else speaks for these too: 预算数 is
    执行数 and 结余 as surely as it is 中央 and 地方. A question, for something may stand between the two.
    """
    for one, kept in zip(best, unexplained, strict=True):
        fails = tuple(at for at in one.fails if at not in kept.fails)
        if fails and SURE.allows(one):
            yield Chosen(replace(one, holds=(), fails=fails), is_worded=False, tells_failing=True, is_sure=False)


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
            if not taken or (taken.isdisjoint(one.layout.lines) and (not one.fails or SURE.allows(one))):
                chosen.append(one)
                taken |= one.layout.lines
    return chosen


def _chosen_sum(lines: Lines, one: Tried, *, is_worded: bool) -> Chosen:
    sure = (_SURE_BY_WORDS if is_worded else SURE).allows(one) or (is_worded and _is_of_scored(lines, one))
    is_told = sure or (not is_of_points(lines, one) and (is_worded or _TOLD.allows(one)))
    return Chosen(one, is_worded, tells_failing=is_told, is_sure=sure)


def _is_of_scored(lines: Lines, one: Tried) -> bool:
    """Whether the points that fail are given out of points that add up: each part has both, and no more than it may."""
    if one.lacks or not one.holds or not is_of_points(lines, one):
        return False
    parts = [lines.at(line) for line in one.layout.lines]
    return all(
        any(
            all(given in part and full in part and part[given].value <= part[full].value for part in parts)
            for full in one.holds
        )
        for given in one.fails
    )


def _is_of_fewer(lines: Lines, one: Tried) -> bool:
    """Whether the nearest of the parts add up everywhere: 用车费小计, 购置费, 运行费, 接待费."""
    target = one.layout.target
    parts = sorted(one.layout.parts, key=lambda part: abs(part[1] - target))
    counts = range(2, min(len(parts), _MOST_NEAREST))
    fewer = (tried(lines, Layout("sum", target, tuple(parts[:count]))) for count in counts)
    return any(them.holds and not them.fails and not them.lacks for them in fewer)


def _is_slip(lines: Lines, one: Tried) -> bool:
    """Whether the parts of a total that nothing confirms miss it by a slip, and not by another reading."""
    if one.lacks or not one.fails or is_of_points(lines, one) or _is_of_fewer(lines, one):
        return False
    is_of_few = len(one.fails) <= _MOST_UNPROVED
    if not is_of_few and (_is_named_total(lines, one) or _is_without_one(lines, one)):
        return False
    if is_of_few and len(one.holds) >= len(one.fails):
        return True
    nearest = _NEAREST if is_of_few else _NEARER
    for position in one.fails:
        here = [(sign, lines.at(line).get(position)) for sign, line in one.layout.parts]
        if any(number is None for _, number in here):
            return False
        total = sum(sign * number.units for sign, number in here if number is not None)
        whole = lines.at(one.layout.target)[position].units
        if not (0 < total < nearest * whole and whole < nearest * total):
            return False
    return True


def _is_named_total(lines: Lines, one: Tried) -> bool:
    """Whether a total says of what it is (公用经费合计, 合计（剔除重复）), which need not be all above it."""
    own = lines.heads(one.layout.target).words[-1:]
    return not own or len("".join(own[0].split())) > _LONGEST_BARE


def _is_without_one(lines: Lines, one: Tried) -> bool:
    """Whether one and the same part is too much wherever the sum fails: it is part of another."""
    totals = lines.at(one.layout.target)
    parts = [(sign, lines.at(line)) for sign, line in one.layout.parts]
    gaps = {at: sum(sign * part[at].units for sign, part in parts if at in part) - totals[at].units for at in one.fails}
    return any(
        all(at in part and abs(gap - part[at].units) <= totals[at].slack for at, gap in gaps.items())
        for _, part in parts
    )


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
