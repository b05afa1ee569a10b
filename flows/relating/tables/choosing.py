"""Which layouts are meant: by a word and what holds, or without a word by how much holds."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from flows.relating.tables.changes import change_lines, changes, without_sign
from flows.relating.tables.formulas import told_by_formulas
from flows.relating.tables.grid import Lines
from flows.relating.tables.layouts import Tried
from flows.relating.tables.parts import parts_of
from flows.relating.tables.products import products
from flows.relating.tables.quotients import is_of_rates, quotients
from flows.relating.tables.shares import Shared, shares
from flows.relating.tables.totals import Words


@dataclass(frozen=True, slots=True)
class Chosen:
    """A layout that the table has. What fails is told only if `tells_failing`, and as an error only if `is_sure`.

    `has_signs` where a line of changes is read with its signs although none is printed.
    """

    tried: Tried
    is_worded: bool
    tells_failing: bool
    is_sure: bool
    has_signs: bool = False


@dataclass(frozen=True, slots=True)
class Least:
    """How much must speak for a layout: the more of its kind are tried, the more digits must agree."""

    share: float
    strength: float
    distinct: int

    def allows(self, one: Tried) -> bool:
        """Whether enough speaks for it."""
        return one.share >= self.share and one.strength >= self.strength and one.distinct >= self.distinct


_OF_QUOTIENTS = Least(share=0.7, strength=6.0, distinct=2)
_OF_NAMED_RATES = Least(share=0.5, strength=3.0, distinct=1)
_SURE_OF_RATES = Least(share=0.5, strength=6.0, distinct=2)
_OF_CHANGES = Least(share=0.5, strength=1.5, distinct=1)
_OF_PRODUCTS = Least(share=0.6, strength=6.0, distinct=2)
_OF_SHARES = Least(share=0.6, strength=4.0, distinct=2)
SURE = Least(share=0.75, strength=9.0, distinct=3)
_POINTS = "分"
_NEAR = 4  # lines between a rate and what it is worked out from, where little else speaks for it


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
    """What the heads say by a formula: what fails is an error, or a question where nothing of it holds; where it fails
    at several positions, and so does every other one, none was meant.
    """
    told = [one for one in told_by_formulas(lines) if one.layout.target not in one.layout.lines]
    are_meant = any(one.holds for one in told)
    return [
        Chosen(
            one,
            is_worded=True,
            tells_failing=bool(one.holds) or (len(one.fails) == 1 and (are_meant or len(told) == 1)),
            is_sure=len(one.holds) >= len(one.fails),
        )
        for one in told
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
    return [part for one in chosen for part in _by_signs(lines, one)]


def _by_signs(lines: Lines, one: Chosen) -> list[Chosen]:
    """The layout, and apart from it, as a question, the one position at which a minus is missing."""
    position = without_sign(lines, one.tried)
    if position is None:
        return [one]
    kept = replace(one.tried, holds=tuple(at for at in one.tried.holds if at != position))
    missing = replace(one.tried, holds=(), fails=(position,))
    return [
        replace(one, tried=kept),
        Chosen(missing, is_worded=True, tells_failing=True, is_sure=False, has_signs=True),
    ]


def rates(lines: Lines, added: Container[frozenset[int]], known: Container[int]) -> list[Chosen]:
    """Quotients and growths of whole lines, one of each target and of each unit that it is worked out from: a rate of
    amounts may be that of points too. A growth goes before what it is the quotient of.

    `added` are lines of which one is the sum of the others, so that they are no rates of each other; `known` are those
    that a formula explains.
    """
    changed = change_lines(lines)
    best: dict[tuple[int, str], Tried] = {}
    for one in quotients(lines, [line for line in lines.numbered if line not in changed]):
        unit = _unit_of_parts(lines, one)
        are_points = _are_points(unit)
        is_near = max(abs(line - one.layout.target) for line in one.layout.lines) <= _NEAR and not are_points
        least = _OF_NAMED_RATES if is_near and is_of_rates(lines.at(one.layout.target)) else _OF_QUOTIENTS
        one = _without_full_marks(lines, one) if are_points else one
        if not least.allows(one) or one.layout.every_line in added or one.layout.target in known:
            continue
        key = one.layout.target, unit
        likeliest = best.get(key)
        if likeliest is None or _likelihood(one) > _likelihood(likeliest):
            best[key] = one
    return [
        Chosen(
            one,
            is_worded=False,
            tells_failing=is_of_rates(lines.at(one.layout.target)),
            is_sure=_SURE_OF_RATES.allows(one) and not _are_points(_unit_of_parts(lines, one)),
        )
        for one in _each_three_once(best.values())
    ]


def _without_full_marks(lines: Lines, one: Tried) -> Tried:
    """The layout without the failing positions at which all or no points were given: from a threshold on they are."""
    upper, lower = (lines.at(line) for _, line in one.layout.parts)
    fails = tuple(at for at in one.fails if 0 < upper[at].value < lower[at].value)
    return replace(one, fails=fails, against=min(one.against, len(fails)))


def _unit_of_parts(lines: Lines, one: Tried) -> str:
    """The unit of what a quotient divides, by the first number of its line."""
    _, dividend = one.layout.parts[0]
    return next(iter(lines.at(dividend).values())).unit


def _are_points(unit: str) -> bool:
    """Whether numbers of this unit are points; a grid names units with what one of them is worth (分1)."""
    return unit.startswith(_POINTS)


def is_of_points(lines: Lines, one: Tried) -> bool:
    """Whether points are added up: of their totals and levels scoring tables have more than one table tells."""
    return any(_are_points(number.unit) for number in lines.at(one.layout.target).values())


def multiplied(lines: Lines) -> list[Chosen]:
    """Amounts that are price times quantity in most of their positions."""
    return [
        Chosen(one, is_worded=False, tells_failing=True, is_sure=SURE.allows(one))
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
