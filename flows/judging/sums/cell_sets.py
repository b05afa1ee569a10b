"""Several cells that are wrong together: the smallest set whose change makes every failing sum hold.

After Fellegi and Holt (1976). Only sums that share cells are solved together, so the sets are small and all of them can
be tried. A set counts where values exist that mend all these failing sums and break none that holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import prod

from flows.judging.sums.edits import Edit

MOST_CELLS = 3
# Beyond that many choices, or failing sums, a document is not wrong in a few cells but as a whole.
_MOST_CHOICES = 2000
_MOST_FAILING = 200

# The factors of each cell's change, and the most that their sum may come to.
_Bound = tuple[tuple[int, ...], Decimal]


def components(edits: Sequence[Edit]) -> list[list[Edit]]:
    """The failing sums, those together that share cells."""
    failing = [edit for edit in edits if edit.is_sum and not edit.holds]
    towards: dict[int, int] = {}

    def end_of(cell: int) -> int:
        while (following := towards.setdefault(cell, cell)) != cell:
            towards[cell] = cell = towards[following]
        return cell

    for edit in failing:
        first, *others = edit.signs
        for cell in others:
            towards[end_of(cell)] = end_of(first)
    groups: dict[int, list[Edit]] = {}
    for edit in failing:
        groups.setdefault(end_of(next(iter(edit.signs))), []).append(edit)
    return list(groups.values())


def smallest_set(failing: Sequence[Edit], kept: Sequence[Edit]) -> Mapping[int, Decimal]:
    """The change of each cell, by its figure's number, of the one smallest set of two or three cells that mends all.

    `kept` are the edits that hold and share a cell with a failing one. Empty where no such set, or more than one, does.
    """
    if len(failing) > _MOST_FAILING:
        return {}
    every = {cell for edit in failing for cell in edit.signs}
    for size in range(2, MOST_CELLS + 1):
        if prod(_choices(failing, len(every), size)) > _MOST_CHOICES:
            return {}
        found = []
        for cells in sorted(_hitting(failing, frozenset(), size), key=sorted):
            if changes := _changes(sorted(cells), failing, kept):
                found.append(changes)
            if len(found) > 1:
                return {}
        if found:
            return found[0]
    return {}


def _choices(failing: Sequence[Edit], cells: int, size: int) -> list[int]:
    """How many cells there are to choose from each time; where the sums are fewer than the cells, all of them again."""
    largest = sorted((len(edit.signs) for edit in failing), reverse=True)[:size]
    return largest + [cells] * (size - len(largest))


def _hitting(failing: Sequence[Edit], chosen: frozenset[int], size: int) -> set[frozenset[int]]:
    """Every set of so many cells with one at least in each failing sum."""
    missed = next((edit for edit in failing if not chosen & edit.signs.keys()), None)
    if missed is None:
        every = {cell for edit in failing for cell in edit.signs} - chosen
        return {chosen} if len(chosen) == size else {chosen | {cell} for cell in every if len(chosen) == size - 1}
    if len(chosen) == size:
        return set()
    return set().union(*(_hitting(failing, chosen | {cell}, size) for cell in missed.signs))


def _changes(cells: Sequence[int], failing: Sequence[Edit], kept: Sequence[Edit]) -> dict[int, Decimal]:
    """Changes of these cells that mend all; empty where there are none."""
    bounds: list[_Bound] = []
    for edit in (*failing, *(edit for edit in kept if any(cell in edit.signs for cell in cells))):
        factors = tuple(edit.signs.get(cell, 0) for cell in cells)
        low, high = edit.room
        bounds += [(factors, high)] if high.is_finite() else []
        bounds += [(tuple(-factor for factor in factors), -low)] if low.is_finite() else []
    changes: dict[int, Decimal] = {}
    for at, cell in enumerate(cells):
        rest = _tightest(bounds)
        for other in range(at + 1, len(cells)):
            rest = _tightest(_without(rest, other))
        low, high = _room(rest, at)
        if low > high or not (low.is_finite() and high.is_finite()):
            return {}
        changes[cell] = (low + high) / 2
        bounds = [
            ((*factors[:at], 0, *factors[at + 1 :]), most - factors[at] * changes[cell]) for factors, most in bounds
        ]
    return changes


def _tightest(bounds: Iterable[_Bound]) -> list[_Bound]:
    """Of bounds on one sum of the cells the one that allows least: a report that repeats itself asks nothing more."""
    least: dict[tuple[int, ...], Decimal] = {}
    for factors, most in bounds:
        least[factors] = min(most, least.get(factors, most))
    return list(least.items())


def _without(bounds: Sequence[_Bound], at: int) -> Iterator[_Bound]:
    """What the bounds ask of the other cells where any change of this one is allowed (Fourier and Motzkin)."""
    yield from ((factors, most) for factors, most in bounds if not factors[at])
    above = [(factors, most) for factors, most in bounds if factors[at] > 0]
    below = [(factors, most) for factors, most in bounds if factors[at] < 0]
    for upper, most in above:
        for lower, other_most in below:
            one, other = -lower[at], upper[at]
            yield tuple(one * a + other * b for a, b in zip(upper, lower, strict=True)), one * most + other * other_most


def _room(bounds: Sequence[_Bound], at: int) -> tuple[Decimal, Decimal]:
    """What the cell's change may be, the bounds naming no other cell."""
    low, high = Decimal("-Infinity"), Decimal("Infinity")
    for factors, most in bounds:
        if factors[at] > 0:
            high = min(high, most / factors[at])
        elif factors[at] < 0:
            low = max(low, most / factors[at])
        elif most < 0:
            return Decimal(1), Decimal(0)
    return low, high
