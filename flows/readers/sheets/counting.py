"""Hidden rows and columns of a worksheet that a visible total counts: they belong to what is seen."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, takewhile
from typing import NamedTuple

from flows.model.totals import is_total

_AMOUNT = re.compile(
    r"(?P<minus>[-−(（])?\s*(?P<digits>\d{1,15}|\d{1,3}(?:[,，]\d{3}){1,4})(?P<places>\.\d{1,8})?[)）]?"
)
_NOTHING = re.compile(r"[-—–－─/\s]*")
_LONGEST = 300  # lines of a run
_MOST_APART = 6  # hidden lines of a run that are tried one by one besides all together
_MOST_LEADS = 2  # places of a line that are tried: its total may be wrong at one of them
_MOST_STEPS = 300_000  # over one sheet; what is not decided by then stays hidden
_MOST_AMOUNTS = 3_000_000  # the same, of amounts that are added up
_FAR = 10  # times as far from the total as rounding leads
_TELLING = 5  # digits of totals that no chance adds up to, wherever the lines end
_SOME = 2  # the same at the end of what stands there


class Amount(NamedTuple):
    """A number as printed: its value and the unit of its last place."""

    value: Decimal
    unit: Decimal


_Line = Mapping[int, Amount | None]  # what stands across it; None for words


class _Total(NamedTuple):
    """A line that others may add up to, and whether its words say that it is a total."""

    line: _Line
    is_named: bool


class _Other(NamedTuple):
    """A line before or after a total."""

    number: int
    line: _Line
    is_hidden: bool


@dataclass(slots=True)
class _Budget:
    """How many amounts may still be added up."""

    left: int = _MOST_AMOUNTS


class _Gap(NamedTuple):
    """By how much a sum fails, and whether that is nothing but rounding."""

    width: Decimal
    is_none: bool


_NO_TOTAL = _Gap(Decimal("Infinity"), False)


def counted_lines(
    texts: Mapping[tuple[int, int], str], hidden: AbstractSet[int], apart: AbstractSet[int]
) -> frozenset[int]:
    """The hidden lines whose amounts a visible total counts; `texts` are by line and by place across, of which those
    in `apart` are hidden too.

    It does where neighbouring lines, at least one of them seen, add up to the line right before or after them with the
    hidden ones and not without: in more of the places where a hidden line prints an amount than not, and in none the
    other way round. Where its words say that it is a total, which may be wrong itself, half of the places do, if the
    hidden lines lead it no further off in any. As small numbers add up by chance, such lines must reach to the end of
    what stands there, to another total, or have sums of many digits; and a single digit tells nothing. A line's numbers
    before its first words name it and are no amounts. What a total by its own words leaves out, because it adds up
    without it, counts nowhere.
    """
    lines = _lines(texts, hidden, apart)
    order = sorted(lines)
    dark = [number for number in order if number in hidden]
    named = {line for (line, _), text in texts.items() if is_total(text)}
    left_out = _left_out(lines, order, hidden, named)
    found: set[int] = set()
    steps, budget = 0, _Budget()
    for at, number in enumerate(order):
        if number in hidden:
            continue
        for way in (1, -1):
            run = order[at + 1 : at + 1 + _LONGEST] if way > 0 else order[max(at - _LONGEST, 0) : at][::-1]
            if not run or bisect_left(dark, min(run)) == bisect_right(dark, max(run)):
                continue
            steps += len(run)
            if steps > _MOST_STEPS or budget.left < 0:
                return frozenset(found - left_out)
            others = [_Other(one, lines[one], one in hidden) for one in run]
            found |= _counted_by(_Total(lines[number], number in named), others, budget)
    return frozenset(found - left_out)


def _left_out(
    lines: Mapping[int, _Line], order: Sequence[int], hidden: AbstractSet[int], totals: AbstractSet[int]
) -> set[int]:
    """The hidden lines among those that a total by its words adds up without."""
    found: set[int] = set()
    for at, number in enumerate(order):
        if number in hidden or number not in totals:
            continue
        total = lines[number]
        columns = [across for across, amount in total.items() if amount]
        for run in (order[at + 1 : at + 1 + _LONGEST], order[max(at - _LONGEST, 0) : at][::-1]):
            seen: list[_Line] = []
            passed: set[int] = set()
            sums = dict.fromkeys(columns, Decimal())
            for one in run:
                if one in hidden:
                    passed.add(one)
                    continue
                seen.append(lines[one])
                for across in columns:
                    sums[across] += _value(lines[one], across)
                if passed and len(seen) > 1 and any(_printed(total)) and _fits(total, seen, sums):
                    found |= passed
                    break
    return found


def _fits(total: _Line, seen: Sequence[_Line], sums: Mapping[int, Decimal]) -> bool:
    """Whether the sums of what is seen are the total's amounts, each as near as its last place tells."""
    amounts = ((across, amount) for across, amount in total.items() if amount)
    return all(
        abs(sums[across] - amount.value) * 2 <= amount.unit * (len(seen) if amount.unit < 1 else 0)
        for across, amount in amounts
    )


def _lines(
    texts: Mapping[tuple[int, int], str], hidden: AbstractSet[int], apart: AbstractSet[int]
) -> dict[int, dict[int, Amount | None]]:
    """What stands in each line that says something, as far as a hidden one that does is within reach."""
    dark = sorted({line for (line, _), text in texts.items() if text and line in hidden})
    found: dict[int, dict[int, Amount | None]] = {}
    for (line, across), text in texts.items():
        if not dark or across in apart or _NOTHING.fullmatch(text):
            continue
        if bisect_left(dark, line - _LONGEST) < bisect_right(dark, line + _LONGEST):
            found.setdefault(line, {})[across] = amount_of(text)
    for cells in found.values():
        words = [across for across, amount in cells.items() if amount is None]
        for across in [across for across in cells if words and across < min(words)]:
            cells[across] = None
    return found


def amount_of(text: str) -> Amount | None:
    """The number that a cell prints and nothing else, None for any other text."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None
    places = match["places"] or ""
    value = Decimal(re.sub("[,，]", "", match["digits"]) + places)
    return Amount(-value if match["minus"] else value, Decimal(1).scaleb(min(1 - len(places), 0)))


def _counted_by(total: _Total, lines: Sequence[_Other], budget: _Budget) -> set[int]:
    """The hidden ones among the lines after a total that it counts."""
    first = next((places for one in lines if one.is_hidden and (places := _printed(one.line))), [])
    for lead in [across for across in first if total.line.get(across)][:_MOST_LEADS]:
        if found := set(_counted_in(lead, total, lines, budget)):
            return found
    return set()


def _counted_in(lead: int, total: _Total, lines: Sequence[_Other], budget: _Budget) -> Iterator[int]:
    """The same, where what they print at one place leads."""
    # Words there are the head of another table.
    run = list(takewhile(lambda one: lead not in one.line or one.line[lead] is not None, lines))
    dark: dict[int, _Line] = {}
    goal = _value(total.line, lead)
    added, together, room, is_seen = Decimal(), Decimal(), Decimal(), False
    for end, one in enumerate(run, 1):
        value = _value(one.line, lead)
        if not one.is_hidden:
            added, is_seen = added + value, is_seen or bool(value)
        elif _printed(one.line):
            dark[one.number] = one.line
            together += value
        amount = one.line.get(lead)
        if amount is None:
            continue
        room += amount.unit
        if not dark or not is_seen:
            continue
        wanted = goal - added
        tried = [dark] if abs(together - wanted) <= room else []
        if 1 < len(dark) <= _MOST_APART:
            tried += ({at: line} for at, line in dark.items() if abs(_value(line, lead) - wanted) <= room)
        for taken in tried:
            budget.left -= end * (1 + sum(map(len, taken.values())))
            if budget.left < 0:
                return
            seen = [other.line for other in run[:end] if not other.is_hidden]
            columns = _added_up(total, seen, list(taken.values()), lead)
            digits = _digits(total.line, columns)
            if digits >= _TELLING or (digits >= _SOME and _ends(run[end:], lead)):
                yield from taken


def _printed(line: _Line) -> list[int]:
    """Where a line prints an amount other than zero."""
    return [across for across, amount in line.items() if amount and amount.value]


def _added_up(total: _Total, seen: Sequence[_Line], taken: Sequence[_Line], lead: int) -> AbstractSet[int]:
    """Where the lines add up with the hidden ones that are taken in, nowhere if one of those is not counted."""
    together = [*seen, *taken]
    if not _gap(total.line, together, lead).is_none:
        return frozenset()
    columns: set[int] = set()
    for line in taken:
        without = [one for one in together if one is not line]
        places = _printed(line)
        fitting, is_worse = set(), False
        for across in places:
            kept, left_out = _gap(total.line, together, across), _gap(total.line, without, across)
            if left_out.is_none and left_out.width * _FAR <= kept.width:
                return frozenset()
            if kept.is_none and kept.width * _FAR <= left_out.width:
                fitting.add(across)
            is_worse = is_worse or kept.width > left_out.width
        is_half_enough = total.is_named and not is_worse
        if 2 * len(fitting) < len(places) + (not is_half_enough):
            return frozenset()
        columns |= fitting
    return columns


def _gap(total: _Line, lines: Sequence[_Line], across: int) -> _Gap:
    """How far a total lies from what the lines add up to."""
    whole = total.get(across)
    if whole is None:
        return _NO_TOTAL
    amounts = [amount for line in lines if (amount := line.get(across))]
    room = min(amount.unit for amount in (whole, *amounts)) * len(amounts) / 2
    width = abs(sum((amount.value for amount in amounts), Decimal()) - whole.value)
    return _Gap(width, width <= room)


def _value(line: _Line, across: int) -> Decimal:
    amount = line.get(across)
    return amount.value if amount else Decimal()


def _ends(rest: Sequence[_Other], lead: int) -> bool:
    """Whether nothing comes after a run that it could go on with: no number, or a total of what follows."""
    following = [_value(one.line, lead) for one in rest if not one.is_hidden and lead in one.line]
    return not following or following[0] in list(accumulate(following[1:]))[1:]


def _digits(total: _Line, columns: AbstractSet[int]) -> int:
    """How many digits the sums have that differ, without the zeros after a point."""
    sums = {abs(_value(total, across)).normalize() for across in columns}
    return sum(len(f"{value:f}".replace(".", "")) for value in sums)
