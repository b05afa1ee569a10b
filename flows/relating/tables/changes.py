"""Differences and growths by their heads: a line of changes beside the two lines that it compares."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import log10

from flows.model.printed.signs import lone_fall
from flows.relating.tables.grid import RATES, Lines, Number
from flows.relating.tables.layouts import Layout, LayoutKind, Tried
from flows.relating.tables.quotients import steps_off
from flows.relating.tables.runs import sample

_WINDOW = 8  # amounts on each side of a change among which it may compare two
_PROPOSALS = 6
_PERCENT = "%"


def change_lines(lines: Lines) -> dict[int, LayoutKind]:
    """The lines most of whose numbers are changes, and what they print."""
    found: dict[int, LayoutKind] = {}
    for line in lines.numbered:
        kinds = [number.kind for number in lines.at(line).values()]
        for kind, layout in (("change", "difference"), ("growth", "growth")):
            if 2 * sum(one == kind for one in kinds) > len(kinds):
                found[line] = "difference" if layout == "difference" else "growth"
    return found


def changes(lines: Lines) -> Iterator[Tried]:
    """For each line of changes the pairs of lines that it may compare, those that hold oftenest first."""
    changed = change_lines(lines)
    unchanged = [line for line in lines.numbered if line not in changed]
    of_rates = {line for line in unchanged if all(number.kind in RATES for number in lines.at(line).values())}
    for target, kind in changed.items():
        of_points = any(number.unit == _PERCENT for number in lines.at(target).values())
        takes_rates = kind == "difference" and of_points
        amounts = [line for line in unchanged if takes_rates or line not in of_rates]
        before = [line for line in amounts if line < target][-_WINDOW:]
        behind = [line for line in amounts if line > target][:_WINDOW]
        near = (*before, *behind)
        votes: dict[Layout, int] = {}
        for now in near:
            for then in near:
                if now != then:
                    layout = Layout(kind, target, ((1, now), (-1, then)))
                    votes[layout] = len(tried_change(lines, layout, sample(lines.at(target))).holds)
        best = sorted((layout for layout in votes if votes[layout]), key=lambda layout: -votes[layout])
        yield from (tried_change(lines, layout, lines.at(target)) for layout in best[:_PROPOSALS])


def is_signed(lines: Lines, line: int) -> bool:
    """Whether a line of changes prints a decrease as a negative number: one is, or a rise has its plus."""
    numbers = lines.at(line).values()
    return any(number.units < 0 or number.has_plus for number in numbers)


def without_sign(lines: Lines, one: Tried) -> int | None:
    """The position of the only fall in a line of rises without signs, where a minus is missing, or the only one at
    which another line prints the minus of what changed; else None.

    Of a difference without signs nothing says which line is this year's.
    """
    if one.layout.kind != "growth" or is_signed(lines, one.layout.target):
        return None
    (_, now_line), (_, then_line) = one.layout.parts
    target, nows, thens = (lines.at(line) for line in (one.layout.target, now_line, then_line))
    changed = [at for at in one.holds if target[at].units]
    falls = [at for at in changed if nows[at].units < thens[at].units]
    rises = {(nows[at].units, thens[at].units) for at in changed if nows[at].units > thens[at].units}
    lone = lone_fall(len(rises), falls, lines.heads(one.layout.target).words)
    if lone is None and len(falls) == 1 and rises and _is_told_as_fall(lines, falls[0]):
        return falls[0]
    return lone


def _is_told_as_fall(lines: Lines, position: int) -> bool:
    """Whether a line of differences prints a minus there."""
    differences = (line for line, kind in change_lines(lines).items() if kind == "difference")
    return any(position in (at := lines.at(line)) and at[position].units < 0 for line in differences)


def tried_change(lines: Lines, layout: Layout, positions: Iterable[int]) -> Tried:
    """The layout at the positions; in a line without signs a decrease stands as a positive number."""
    (_, now_line), (_, then_line) = layout.parts
    target, nows, thens = lines.at(layout.target), lines.at(now_line), lines.at(then_line)
    signed = is_signed(lines, layout.target)
    holds: list[int] = []
    fails: list[int] = []
    seen: set[tuple[int, int]] = set()
    against: set[tuple[int, int]] = set()
    strength = 0.0
    for position in positions:
        change, now, then = target[position], nows.get(position), thens.get(position)
        if now is None or then is None or now.unit != then.unit:
            continue
        values = (now.units, then.units)
        off = _steps_off(layout.kind, change, now, then, is_signed=signed)
        if off == 0:
            holds.append(position)
            if change.units and values not in seen:
                seen.add(values)
                strength += max(log10(abs(change.units) + 1) - log10(change.slack + 1), 0.0)
        elif off is not None and off > 1:
            against.add(values)
            fails.append(position)
    return Tried(layout, tuple(holds), tuple(fails), (), len(seen), len(against), strength)


def _steps_off(kind: LayoutKind, change: Number, now: Number, then: Number, *, is_signed: bool) -> float | None:
    """How many units of its last place the change is off, None where it cannot be asked."""
    if kind == "growth":
        if then.value <= then.half:
            return None
        is_percent = change.unit == "%"
        off = steps_off("growth", change, now, then, is_percent=is_percent)
        if off and not is_signed and now.value < then.value:
            off = steps_off("growth", replace(change, value=-change.value), now, then, is_percent=is_percent)
        return off
    if change.unit != now.unit:
        return None
    gap = now.units - then.units if is_signed else abs(now.units - then.units)
    return 0.0 if 2 * abs(change.units - gap) <= change.slack + now.slack + then.slack else 2.0
