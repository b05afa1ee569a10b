"""Which cell is probably wrong: the one whose single change makes every equation it stands in hold.

The principle is that of Fellegi and Holt (1976), the fewest changes that satisfy all edits, for one cell at a time: a
cell stands accused where one value in its place mends all failing sums it is part of and breaks none of the holding
ones. Where no single cell mends all failing sums that hang together, the few that do are named. No figure is changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from flows.judging.evidence import name_of
from flows.judging.hints import likely_cause
from flows.judging.intervals import factor_of, plain_number
from flows.judging.sums.cell_sets import components, smallest_set
from flows.judging.sums.edits import Edit, edit_of
from flows.judging.sums.omitted_rows import omitted_rows
from flows.model.facts import Comparison, Figure
from flows.model.place_words import at_length

_NONE = Decimal(0)
_INFINITY = Decimal("Infinity")
_UNIT_SLIP = Decimal(10_000)
_Said = tuple[str | None, str, int | None, Decimal | None]  # measure, scope, year and value of a figure


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell that may be wrong: what it would have to be, within `low` and `high`, and the slip that explains it.

    `mended` failing and `kept` holding edits speak for it, `left` failing ones would still fail. `loosened` is how many
    more edits would hold by rounding or with room only, instead of exactly; scores often are the full weight, so this
    counts for bounds too. Values are in the figure's base unit.
    """

    figure: Figure
    needed: Decimal
    low: Decimal
    high: Decimal
    mended: int
    left: int
    kept: int
    loosened: int
    cause: str

    @property
    def is_certain(self) -> bool:
        """Whether two sums or more fail because of this cell, and none besides once it is mended."""
        return self.mended > 1 and not self.left

    @property
    def improbability(self) -> tuple[int, int, int, bool, int]:
        """More edits mended first, fewer left, more of them exact, then a slip that explains it, then more edits that
        vouch for it.
        """
        return -self.mended, self.left, self.loosened, not self.cause, -self.kept


def suspects(comparisons: Iterable[Comparison], figures: Iterable[Figure]) -> Mapping[int, tuple[Suspect, ...]]:
    """The suspects of each failing sum by its comparison's number, the most probable first; sums without any are left
    out.
    """
    by_figure: dict[int, list[Edit]] = {}
    for edit in (found for one in comparisons if (found := edit_of(one))):
        for figure_no in edit.signs:
            by_figure.setdefault(figure_no, []).append(edit)
    valued = {figure.figure_no: figure for figure in figures if figure.value is not None}
    printed = {(one.measure_code, one.scope_name, one.period_year, one.value) for one in valued.values()}
    accused: dict[int, list[Suspect]] = {}
    for figure_no, own in by_figure.items():
        if figure_no in valued and (accusing := _suspect(valued[figure_no], own, printed)):
            suspect, mended = accusing
            for number in mended:
                accused.setdefault(number, []).append(suspect)
    return {number: tuple(sorted(found, key=lambda one: one.improbability)) for number, found in accused.items()}


def with_suspects(comparisons: Sequence[Comparison], figures: Sequence[Figure]) -> tuple[Comparison, ...]:
    """The comparisons, the suggestions of failing ones led by the cell or the cells that are most probably wrong.

    Where a row was left out no cell is accused of it. Where no sums accuse a cell, the failing one's own numbers tell
    which slip would explain it.
    """
    if all(one.status != "fail" for one in comparisons):
        return tuple(comparisons)
    by_number = {figure.figure_no: figure for figure in figures if figure.value is not None}
    found, together = suspects(comparisons, figures), _together(comparisons, by_number)
    omitted = omitted_rows(comparisons, figures)
    told = []
    for one in comparisons:
        if said := omitted.get(one.comparison_no):
            one = replace(one, suggestion=f"{said}；{one.suggestion}")
        elif one.status == "fail" and (edit := edit_of(one)):
            words, accused = together.get(one.comparison_no) or _accusation(found.get(one.comparison_no, ()))
            parts = [(term.weight, by_number[term.figure_no]) for term in one.terms if term.figure_no in by_number]
            hint = likely_cause(parts, -edit.gap, accused) if edit.is_sum and len(parts) > 2 else ""
            one = replace(one, suggestion="；".join(filter(None, (words, hint, one.suggestion))))
        told.append(one)
    return tuple(told)


def _together(
    comparisons: Sequence[Comparison], figures: Mapping[int, Figure]
) -> dict[int, tuple[str, tuple[Figure, ...]]]:
    """For failing sums that no single cell mends together, the words on the cells that do, and these cells."""
    edits = [edit for one in comparisons if (edit := edit_of(one))]
    kept: defaultdict[int, dict[int, Edit]] = defaultdict(dict)  # the edits that hold, by cell
    for edit in edits:
        for cell in edit.signs if edit.holds else ():
            kept[cell][edit.number] = edit
    told = {}
    for failing in components(edits):
        near = {number: edit for one in failing for cell in one.signs for number, edit in kept[cell].items()}
        cells = smallest_set(failing, tuple(near.values()))
        if not cells or not cells.keys() <= figures.keys() or _is_mended_by_one(failing, near.values(), figures):
            continue
        accused = tuple(figures[number] for number in cells)
        each = "，".join(
            f"{at_length(figure.place)}「{name_of(figure)}」{plain_number((figure.value or _NONE) / factor_of(figure))}"
            f"若为 {plain_number(_mended(figure, cells[figure.figure_no]) / factor_of(figure))}"
            for figure in accused
        )
        words = f"最可能的错格有 {len(accused)} 处：{each}，{len(failing)} 条不符的等式会一并相符"
        told.update({edit.number: (words, accused) for edit in failing})
    return told


def _is_mended_by_one(failing: Sequence[Edit], kept: Iterable[Edit], figures: Mapping[int, Figure]) -> bool:
    shared = set.intersection(*(set(edit.signs) for edit in failing))
    for number in shared & figures.keys():
        own = [*failing, *(edit for edit in kept if number in edit.signs)]
        low, high = _common([edit.bounds(number, figures[number].value or _NONE) for edit in own])
        if low <= high:
            return True
    return False


def _accusation(found: Sequence[Suspect]) -> tuple[str, tuple[Figure, ...]]:
    """Chinese words that name the first suspect, and that figure; none where nothing sets it apart from the next."""
    if not found or (len(found) > 1 and found[0].improbability == found[1].improbability):
        return "", ()
    first, figure = found[0], found[0].figure
    factor = factor_of(figure)
    why = f"{first.mended} 条不符的等式会一并相符" if first.mended > 1 else "此式即相符"
    kept = f"，它所在的另 {first.kept} 条核对不受影响" if first.kept else ""
    cause = f"（{first.cause}）" if first.cause else ""
    sure = "基本可以确定的错格" if first.is_certain and len(found) == 1 else "最可能的错格"
    words = (
        f"{sure}：{at_length(figure.place)}「{name_of(figure)}」{plain_number((figure.value or _NONE) / factor)}，"
        f"若为 {plain_number(first.needed / factor)}，{why}{kept}{cause}"
    )
    return words, (figure,)


def _suspect(figure: Figure, own: Sequence[Edit], said: AbstractSet[_Said]) -> tuple[Suspect, tuple[int, ...]] | None:
    """The figure as a suspect with the sums it would mend, None where no value mends one and breaks no edit."""
    printed = figure.value or _NONE
    kept = [edit for edit in own if edit.holds]
    failing = sorted((edit for edit in own if not edit.holds), key=lambda edit: not edit.is_sum)
    room = _common([(-_INFINITY, _INFINITY), *(edit.bounds(figure.figure_no, printed) for edit in kept)])
    asked = [(edit, *edit.bounds(figure.figure_no, printed)) for edit in failing]  # once: each is tried against each
    best: list[Edit] = []
    best_room = room
    for at, (first, *_) in enumerate(asked):
        if not first.is_sum or len(best) == len(asked):
            break
        mended: list[Edit] = []
        low, high = room
        for edit, least, most in (asked[at], *asked[:at], *asked[at + 1 :]):
            if least <= high and low <= most:
                mended.append(edit)
                low, high = max(low, least), min(high, most)
            elif edit is first:
                break
        if len(mended) > len(best):
            best, best_room = mended, (low, high)
    if not best:
        return None
    needed, cause = _value_within(best_room, best[0], figure, said)
    change = needed - printed
    loosened = sum((edit.gap + edit.signs[figure.figure_no] * change != 0) - (edit.gap != 0) for edit in own)
    left = len(failing) - len(best)
    suspect = Suspect(figure, needed, *best_room, len(best), left, len(kept), loosened, cause)
    return suspect, tuple(edit.number for edit in best if edit.is_sum)


def _common(ranges: Sequence[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    return max(low for low, _ in ranges), min(high for _, high in ranges)


def _value_within(
    room: tuple[Decimal, Decimal], edit: Edit, figure: Figure, said: AbstractSet[_Said]
) -> tuple[Decimal, str]:
    """The value that mends the sum best, or near it one that a slip of the hand explains; with the slip in Chinese."""
    low, high = room
    printed = figure.value or _NONE
    exact = min(max(printed - edit.gap / edit.signs[figure.figure_no], low), high)
    slips = [(value, slip) for slip, value in _slips(figure) if low <= value <= high and value != printed]
    if low <= 0 <= high:
        slips = [(value, slip) for value, slip in slips if not value]  # hundredths of what is nothing explain nothing
    if slips:
        return min(slips, key=lambda one: abs(one[0] - exact))
    in_steps = _in_steps(exact, figure)
    needed = in_steps if low <= in_steps <= high else exact
    return needed, "疑似误填上年数" if _is_last_years(figure, said) else ""


def _mended(figure: Figure, change: Decimal) -> Decimal:
    return _in_steps((figure.value or _NONE) + change, figure)


def _in_steps(value: Decimal, figure: Figure) -> Decimal:
    """The value to the places that the figure is printed with."""
    return (value / figure.step).to_integral_value(ROUND_HALF_EVEN) * figure.step


def _slips(figure: Figure) -> Iterator[tuple[str, Decimal]]:
    """What the figure would be before each slip of a hand, the likelier slips first."""
    printed = figure.value or _NONE
    for value in (printed / _UNIT_SLIP, printed * _UNIT_SLIP):
        yield "疑似单位错位，相差 10000 倍，请核对元与万元", value
    digits = str(abs(int(printed / figure.step)))
    sign = -1 if printed < 0 else 1
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        yield "疑似相邻两位数字颠倒", sign * int(swapped) * figure.step
    for at in range(len(digits)):
        for digit in "0123456789":
            yield "疑似一位数字录错", sign * int(digits[:at] + digit + digits[at + 1 :]) * figure.step
    for value in (printed / 10, printed * 10, printed / 100, printed * 100):
        yield "疑似小数点错位", value
    yield "疑似正负号写反", -printed


def _is_last_years(figure: Figure, said: AbstractSet[_Said]) -> bool:
    last = None if figure.period_year is None else figure.period_year - 1
    return (
        figure.measure_code is not None
        and last is not None
        and (figure.measure_code, figure.scope_name, last, figure.value) in said
    )
