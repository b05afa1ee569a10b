"""Weights and scores left blank in a scoring table, and what each of its sums says should stand there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.judging.asks.scoring import FULL_WEIGHT, ScoringTable, scoring_tables, total_scores, weights
from flows.judging.evidence import Evidence, is_total_name
from flows.judging.intervals import exact, total
from flows.judging.register import Rule
from flows.judging.sums.blank_cells import Blank
from flows.model.excerpts import excerpt
from flows.model.facts import Figure, Indicator
from flows.model.report import LONGEST_HEAD, Place
from flows.model.words import plain


@dataclass(frozen=True, slots=True)
class _Slot:
    """A weight or a score: its figure, or where it is missing and a figure of the same column; no place is unknown."""

    figure: Figure | None
    place: Place | None = None
    model: Figure | None = None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total, a printed one or the constant, and the slots that make it up."""

    whole: _Slot | Decimal
    parts: Sequence[_Slot]


def blanks_of_scores(evidence: Evidence) -> Iterator[Blank]:
    """Every blank weight and score that is the only term one of its sums lacks."""
    for table in scoring_tables(evidence):
        for rule in weights.rules:
            yield from (blank for its_sum in _weight_sums(table) if (blank := _blank(table, rule, its_sum)))
        for rule in total_scores.rules:
            yield from (blank for its_sum in _score_sums(table, rule) if (blank := _blank(table, rule, its_sum)))


def _blank(table: ScoringTable, rule: Rule, its_sum: _Sum) -> Blank | None:
    signed = [(-1, part) for part in its_sum.parts]
    is_of_constant = isinstance(its_sum.whole, Decimal)
    if isinstance(its_sum.whole, _Slot):
        signed.insert(0, (1, its_sum.whole))
    missing = [(sign, slot) for sign, slot in signed if slot.figure is None]
    if len(missing) != 1 or len(signed) < 2:
        return None
    [(sign, slot)] = missing
    if slot.place is None or slot.model is None:
        return None
    terms = tuple((its_sign, printed.figure) for its_sign, printed in signed if printed.figure is not None)
    ranges = {figure.figure_no: table.evidence.range_of(figure) for _, figure in terms}
    rest = total(ranges[figure.figure_no].times(its_sign) for its_sign, figure in terms)
    if isinstance(its_sum.whole, Decimal):
        rest = rest.plus(exact(its_sum.whole))
    return Blank(
        rule=rule,
        report_no=table.report_no,
        scope_name=table.scope_name,
        place=slot.place,
        model=slot.model,
        sign=sign,
        needed=rest.times(-sign),
        terms=terms,
        ranges=ranges,
        is_of_constant=is_of_constant,
    )


def _weight_sums(table: ScoringTable) -> Iterator[_Sum]:
    printed = table.level_weights()
    slots = _slots(table.evidence, table.indicators, [line.weight_figure_no for line in table.indicators])
    levels = [(plain(line.level1), plain(line.level2)) for line in table.indicators]
    firsts = _levels(table, [first for first, _ in levels], printed)
    seconds = _levels(table, [second for _, second in levels], printed)
    for name, slot in seconds.items():
        if len({first for first, second in levels if second == name}) == 1 and name not in firsts:
            yield _Sum(slot, [part for part, (_, second) in zip(slots, levels, strict=True) if second == name])
    for name, slot in firsts.items():
        if name not in seconds:
            below = dict.fromkeys(second for first, second in levels if first == name and second)
            yield _Sum(slot, [part for part, (first, _) in zip(slots, levels, strict=True) if first == name])
            yield _Sum(slot, [seconds[second] for second in below])
    wholes = [figures[0] for name, figures in printed.items() if is_total_name(name) and len(figures) == 1]
    whole = _Slot(wholes[0]) if wholes else FULL_WEIGHT
    yield _Sum(whole, slots)
    yield _Sum(whole, list(firsts.values()))


def _levels(table: ScoringTable, names: list[str], printed: Mapping[str, Sequence[Figure]]) -> dict[str, _Slot]:
    """The weight of each level, or the cell in the column of its siblings' weights where it alone is missing.

    A level of one indicator need not print what the indicator's own line says.
    """
    first_lines: dict[str, Indicator] = {}
    for indicator, name in zip(table.indicators, names, strict=True):
        if name:
            first_lines.setdefault(name, indicator)
    siblings = [printed[name][0] for name in first_lines if len(printed.get(name, ())) == 1]
    slots = {}
    for name, line in first_lines.items():
        figures = printed.get(name, ())
        slots[name] = _Slot(figures[0]) if len(figures) == 1 else _Slot(None)
        if not figures and 1 < len(siblings) == len(first_lines) - 1 and names.count(name) > 1:
            slots[name] = _missing(table.evidence, line, siblings)
    return slots


def _score_sums(table: ScoringTable, rule: Rule) -> Iterator[_Sum]:
    weighted = [line for line in table.indicators if line.weight is not None or line.score is not None]
    slots = _slots(table.evidence, weighted, [line.score_figure_no for line in weighted])
    for printed in table.total_scores(rule):
        yield _Sum(_Slot(printed), slots)


def _slots(evidence: Evidence, indicators: Sequence[Indicator], numbers: Sequence[int | None]) -> list[_Slot]:
    figures = [evidence.figure(number) for number in numbers]
    siblings = [figure for figure in figures if figure]
    return [
        _Slot(figure) if figure else _missing(evidence, line, siblings)
        for line, figure in zip(indicators, figures, strict=True)
    ]


def _missing(evidence: Evidence, line: Indicator, siblings: Sequence[Figure]) -> _Slot:
    """The blank cell in this row below or above its siblings, of unknown place where a number stands there."""
    near = [figure for figure in siblings if figure.place.table_no == line.place.table_no]
    columns = {figure.place.column_no for figure in near}
    if len(columns) != 1 or line.place.row_no is None:
        return _Slot(None)
    name = line.level3 or line.level2 or line.level1
    place = replace(line.place.crossing(near[0].place), row_head=excerpt(name, most=LONGEST_HEAD))
    return _Slot(None) if evidence.has_number(place) else _Slot(None, place, near[0])
