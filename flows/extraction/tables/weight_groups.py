"""Groups of indicators whose names stand in one column with them: each row of a group adds up those behind it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

_FULL = Decimal(100)
_FEWEST = 2  # groups of a form, and rows of most of them


def group_rows(weights: Sequence[Decimal | None]) -> frozenset[int]:
    """Which rows are groups, by the weights that rows print from top to bottom; none where they are no groups.

    Every row is a group or one of the rows right behind a group that make up its weight, and the groups are worth
    the full hundred, so that all rows together would be worth two.
    """
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights) or sum(known, Decimal(0)) != 2 * _FULL:
        return frozenset()
    sizes = dict(_groups(known))
    is_whole = sum(size + 1 for size in sizes.values()) == len(known)
    is_full = sum((known[at] for at in sizes), Decimal(0)) == _FULL
    several = sum(size >= _FEWEST for size in sizes.values())
    return frozenset(sizes) if is_whole and is_full and several >= _FEWEST else frozenset()


def _groups(weights: Sequence[Decimal]) -> Iterator[tuple[int, int]]:
    """Each group with how many rows behind it make up its weight, up to the first that does not come out even."""
    at = 0
    while at < len(weights):
        left, size = weights[at], 0
        while left > 0 and at + size + 1 < len(weights):
            size += 1
            left -= weights[at + size]
        if left or not size:
            return
        yield at, size
        at += size + 1
