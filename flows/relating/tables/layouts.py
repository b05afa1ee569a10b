"""A layout is one equation between whole lines; it is tried at every position that its lines share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log10
from typing import Literal

from flows.relating.tables.grid import RATES, Lines, Number

LayoutKind = Literal["sum", "difference", "ratio", "growth", "part_of", "product"]
Signed = tuple[int, int]
_FEWEST_BLANK = 1  # positions in which a blank part may be nothing by chance
_FEWEST_SUMS = 6  # rows that add up for each that may be one of averages
_FREE = frozenset({"change", *RATES})


@dataclass(frozen=True, slots=True)
class Layout:
    """A line (`target`) is the signed sum of others, their difference, a quotient of two, or at least others.

    `parts` are sign and line: the addends of a sum, minuend and subtrahend of a difference, dividend and divisor of a
    ratio, this year and last of a growth, price and quantity of a product.
    """

    kind: LayoutKind
    target: int
    parts: tuple[Signed, ...]

    @property
    def lines(self) -> frozenset[int]:
        """The lines beside the target."""
        return frozenset(line for _, line in self.parts)

    @property
    def every_line(self) -> frozenset[int]:
        """The target and the lines beside it."""
        return self.lines | {self.target}


@dataclass(frozen=True, slots=True)
class Tried:
    """A layout with the positions at which it holds, fails, and falls short where a part is blank.

    `distinct` counts what holds and proves something: values that are not 0 and not printed before; `against` counts
    what fails likewise. `strength` is the number of digits that agree, beyond what rounding leaves open.
    """

    layout: Layout
    holds: tuple[int, ...]
    fails: tuple[int, ...]
    lacks: tuple[int, ...]
    distinct: int
    against: int
    strength: float

    @property
    def share(self) -> float:
        """How much of what proves something speaks for it."""
        return self.distinct / (self.distinct + self.against) if self.distinct else 0.0


def tried(lines: Lines, layout: Layout) -> Tried:
    """The sum at each of its target's positions, without the lines that are blank wherever it holds if it fails too.

    Rates, changes and averages are only told where they add up: of them nobody expects it.
    """
    first = _tried(lines, layout)
    if not first.holds or not first.against:
        return first
    used = tuple(
        (sign, line) for sign, line in layout.parts if any(position in lines.at(line) for position in first.holds)
    )
    return first if len(used) in (1, len(layout.parts)) else _tried(lines, replace(layout, parts=used))


def _tried(lines: Lines, layout: Layout) -> Tried:
    holds: list[int] = []
    fails: list[int] = []
    lacks: list[int] = []
    seen: set[tuple[int, ...]] = set()
    against: set[tuple[int, ...]] = set()
    among: list[int] = []
    strength = 0.0
    parts = [(sign, lines.at(line)) for sign, line in layout.parts]
    for position, whole in lines.at(layout.target).items():
        here = [(sign, number) for sign, line in parts if (number := line.get(position)) is not None]
        if not here:
            continue
        values = (whole.units, *(number.units for _, number in here))
        is_alike = all(_adds_up(whole, number) for _, number in here)
        gap = whole.units - sum(sign * number.units for sign, number in here)
        slack = whole.slack + sum(number.slack for _, number in here)
        if is_alike and 2 * abs(gap) <= slack:
            holds.append(position)
            if sum(number.units != 0 for _, number in here) > 1 and values not in seen:
                seen.add(values)
                strength += max(log10(abs(whole.units) + 1) - log10(slack + 1), 0.0)
        elif whole.kind not in _FREE:
            against.add(values)
            is_among = is_alike and _is_average(whole, here) and not _has_slid(gap, whole, here, slack)
            if is_among:
                among.append(position)
            elif is_alike:
                has_blank = any(lines.is_blank(line, position) for _, line in layout.parts)
                (lacks if has_blank and gap > 0 else fails).append(position)
    if among and lines.axis == "column" and len(seen) >= _FEWEST_SUMS * len(against):
        fails = sorted((*fails, *among))  # every other row adds up: this one is no row of averages
    if lacks and _are_blanks_nothing(lines, layout, holds, len(lacks)):
        fails, lacks = sorted((*fails, *lacks)), []
    return Tried(layout, tuple(holds), tuple(fails), tuple(lacks), len(seen), len(against), strength)


def _are_blanks_nothing(lines: Lines, layout: Layout, holds: Sequence[int], lacking: int) -> bool:
    """Whether a part that is blank is nothing: the sum holds without it in more positions than it falls short in."""
    blank = sum(any(lines.is_blank(line, position) for _, line in layout.parts) for position in holds)
    return blank > max(lacking, _FEWEST_BLANK)


def _is_average(whole: Number, parts: Sequence[tuple[int, Number]]) -> bool:
    """Whether a total lies among its parts: a column of averages, prices or marks has no sum."""
    units = [sign * number.units for sign, number in parts]
    return len(units) > 1 and 0 < min(units) < whole.units < max(units)


def _has_slid(gap: int, whole: Number, parts: Sequence[tuple[int, Number]], slack: int) -> bool:
    """Whether the sum holds once the point of one of its parts stands one place further on either side."""
    return any(
        any(2 * abs(10 * gap - sign * number.units * by) <= 10 * slack for by in (-9, 90))
        for sign, number in parts
        if number.units and number.kind == whole.kind
    )


def _adds_up(whole: Number, part: Number) -> bool:
    is_alike = (whole.kind in RATES) == (part.kind in RATES) and (whole.kind == "change") == (part.kind == "change")
    return whole.unit == part.unit and is_alike
