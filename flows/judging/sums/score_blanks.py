"""Weights and scores left blank in a scoring table, and what each of its sums says should stand there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.judging.asks.scoring import level_weights, printed_totals
from flows.judging.evidence import Evidence, is_total_name
from flows.judging.intervals import exact, total
from flows.judging.verdicts import Blank
from flows.model.facts import Figure, Indicator
from flows.model.report import Place
from flows.model.words import plain

_FULL_WEIGHT = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A weight or a score: its figure, or where it is missing and a figure of the same column; no place is unknown."""

    figure: Figure | None
    place: Place | None = None
    model: Figure | None = None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total, a printed one or the constant, and the slots that make it up."""

    rule_code: str
    whole: _Slot | Decimal
    parts: Sequence[_Slot]


def blanks_of_scores(evidence: Evidence) -> Iterator[Blank]:
    """Every blank weight and score that is the only term one of its sums lacks."""
    for (report_no, scope_name), indicators in evidence.indicators().items():
        for one in (*_weight_sums(evidence, report_no, scope_name, indicators), *_score_sums(evidence, indicators)):
            if blank := _blank(evidence, one, report_no, scope_name):
                yield blank


def _blank(evidence: Evidence, one: _Sum, report_no: int, scope_name: str) -> Blank | None:
    signed = [(-1, part) for part in one.parts]
    if isinstance(one.whole, _Slot):
        signed.insert(0, (1, one.whole))
    missing = [(sign, slot) for sign, slot in signed if slot.figure is None]
    if len(missing) != 1 or len(signed) < 2:
        return None
    [(sign, slot)] = missing
    if slot.place is None or slot.model is None:
        return None
    terms = tuple((its_sign, its.figure) for its_sign, its in signed if its.figure is not None)
    ranges = {figure.figure_no: evidence.range_of(figure) for _, figure in terms}
    rest = total(ranges[figure.figure_no].times(its_sign) for its_sign, figure in terms)
    if not isinstance(one.whole, _Slot):
        rest = rest.plus(exact(one.whole))
    return Blank(
        one.rule_code, report_no, scope_name, slot.place, slot.model, sign, rest.times(-sign), terms, ranges,
        isinstance(one.whole, Decimal),
    )  # fmt: skip


def _weight_sums(
    evidence: Evidence, report_no: int, scope_name: str, indicators: Sequence[Indicator]
) -> Iterator[_Sum]:
    printed = level_weights(evidence, report_no, scope_name, indicators)
    own = _slots(evidence, indicators, [one.weight_figure_no for one in indicators])
    levels = [(plain(one.level1), plain(one.level2)) for one in indicators]
    firsts = _levels(evidence, indicators, [first for first, _ in levels], printed)
    seconds = _levels(evidence, indicators, [second for _, second in levels], printed)
    for name, slot in seconds.items():
        if len({first for first, second in levels if second == name}) == 1 and name not in firsts:
            yield _Sum("A16", slot, [part for part, (_, second) in zip(own, levels, strict=True) if second == name])
    for name, slot in firsts.items():
        if name not in seconds:
            below = dict.fromkeys(second for first, second in levels if first == name and second)
            yield _Sum("A16", slot, [part for part, (first, _) in zip(own, levels, strict=True) if first == name])
            yield _Sum("A16", slot, [seconds[second] for second in below])
    wholes = [figures[0] for name, figures in printed.items() if is_total_name(name) and len(figures) == 1]
    whole = _Slot(wholes[0]) if wholes else _FULL_WEIGHT
    yield _Sum("A16", whole, own)
    yield _Sum("A16", whole, list(firsts.values()))


def _levels(
    evidence: Evidence, indicators: Sequence[Indicator], names: list[str], printed: Mapping[str, Sequence[Figure]]
) -> dict[str, _Slot]:
    """The weight of each level, or the cell in the column of its siblings' weights where it alone is missing.

    A level of one indicator need not print what the indicator's own line says.
    """
    first_lines: dict[str, Indicator] = {}
    for indicator, name in zip(indicators, names, strict=True):
        if name:
            first_lines.setdefault(name, indicator)
    siblings = [printed[name][0] for name in first_lines if len(printed.get(name, ())) == 1]
    slots = {}
    for name, line in first_lines.items():
        figures = printed.get(name, ())
        slots[name] = _Slot(figures[0]) if len(figures) == 1 else _Slot(None)
        if not figures and 1 < len(siblings) == len(first_lines) - 1 and names.count(name) > 1:
            slots[name] = _missing(evidence, line.place, siblings)
    return slots


def _score_sums(evidence: Evidence, indicators: Sequence[Indicator]) -> Iterator[_Sum]:
    weighted = [one for one in indicators if one.weight is not None or one.score is not None]
    slots = _slots(evidence, weighted, [one.score_figure_no for one in weighted])
    for printed in printed_totals(evidence, indicators):
        yield _Sum("A17", _Slot(printed), slots)


def _slots(evidence: Evidence, indicators: Sequence[Indicator], numbers: Sequence[int | None]) -> list[_Slot]:
    figures = [evidence.figure(number) for number in numbers]
    siblings = [figure for figure in figures if figure]
    return [
        _Slot(figure) if figure else _missing(evidence, one.place, siblings)
        for one, figure in zip(indicators, figures, strict=True)
    ]


def _missing(evidence: Evidence, line: Place, siblings: Sequence[Figure]) -> _Slot:
    """The blank cell in this row below or above its siblings, of unknown place where a number stands there."""
    near = [figure for figure in siblings if figure.place.table_no == line.table_no]
    columns = {figure.place.column_no for figure in near}
    if len(columns) != 1 or line.row_no is None:
        return _Slot(None)
    place = Place(line.block_no, line.table_no, line.row_no, columns.pop(), page_no=line.page_no)
    return _Slot(None) if evidence.has_number(place) else _Slot(None, place, near[0])
