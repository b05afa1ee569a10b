"""Cells left blank that two sums of the same table say are not nothing.

A blank is never taken for 0: what a single sum lacks may be a part the form has no line for. Where the sum along the
row, which holds in other rows, and the sum down the column, which holds in other columns, both lack the same amount in
the same cell, that amount belongs there and was left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.judging.evidence import Evidence, funding_level, name_of
from flows.judging.intervals import factor_of, plain_number, total
from flows.judging.register import rules
from flows.judging.sums.score_blanks import blanks_of_scores
from flows.judging.verdicts import Blank, Docket, Side, Subject
from flows.model.facts import Comparison, Figure, Term
from flows.model.report import Place
from flows.model.words import plain

# Scoring tables have sums of their own, over levels of several rows.
_KINDS = frozenset({"finance", "project", "staffing"})
_Spot = tuple[int, int]
_Grid = Mapping[_Spot, Figure]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A sum that holds along a row or down a column: the sign and the figure in each of its cells."""

    rule_code: str
    runs_along_row: bool
    terms: tuple[tuple[_Spot, int, Figure], ...]

    def moved_to(self, line: int) -> list[tuple[_Spot, int, Figure]]:
        """The same sum in another row or column, with the figures of its model."""
        if self.runs_along_row:
            return [((line, column), sign, model) for (_, column), sign, model in self.terms]
        return [((row, line), sign, model) for (row, _), sign, model in self.terms]


def judge_blanks(evidence: Evidence, docket: Docket) -> None:
    """Decides the blanks that two sums agree on; what was left open because of them is decided with them."""
    lacking: defaultdict[tuple[object, ...], list[Blank]] = defaultdict(list)
    for blank in (*_blanks_of_grids(evidence, docket.comparisons), *blanks_of_scores(evidence)):
        lacking[blank.place.table_no, blank.place.row_no, blank.place.column_no].append(blank)
    for found in lacking.values():
        if agreeing := _agreeing(found):
            _decide(docket, agreeing)


def _agreeing(found: Sequence[Blank]) -> list[Blank]:
    """The sums that lack one amount; none where fewer than two do, or any lacks another or nothing."""
    low, high = max(one.needed.low for one in found), min(one.needed.high for one in found)
    tellers = {frozenset(figure.figure_no for _, figure in one.terms) for one in found}
    lacks_nothing = any(one.needed.low <= 0 <= one.needed.high for one in found)
    return list(found) if len(tellers) > 1 and low <= high and not lacks_nothing else []


def _decide(docket: Docket, found: Sequence[Blank]) -> None:
    first = min(found, key=lambda one: (one.is_of_constant, one.is_total, len(one.terms)))
    rule = rules()[first.rule_code]
    sides = [tuple((1, figure) for sign, figure in first.terms if sign == side) for side in (1, -1)]
    unit, factor = first.model.unit, factor_of(first.model)
    needed = plain_number(min((one.needed for one in found), key=lambda one: one.high - one.low).value / factor)
    left, right = (Side(total(first.ranges[figure.figure_no] for _, figure in side), side) for side in sides)
    if first.sign > 0 and not left.parts:
        left = replace(left, words=f"{name_of(first.model)}（空白）", unit=unit if unit != "元" else "")
    names = "、".join(dict.fromkeys(rules()[one.rule_code].name for one in found))
    gap = Term("left" if first.sign > 0 else "right", 1, None, first.model.label, Decimal(0), "", first.place)
    comparison = docket.decide(
        rule,
        Subject(first.report_no, first.scope_name, first.model.period_year, first.model.basis, first.place),
        left,
        right,
        advice=f"此格空白，按 {len(found)} 条等式（{names}）均应为 {needed}，请补填",
        further=[gap],
    )
    terms = {term.figure_no for term in comparison.terms} - {None}
    docket.comparisons[:] = [
        one
        for one in docket.comparisons
        if one.status != "not_applicable"
        or one.rule_code != rule.code
        or not one.terms
        or not {term.figure_no for term in one.terms} <= terms
    ]


def _blanks_of_grids(evidence: Evidence, comparisons: Iterable[Comparison]) -> Iterator[Blank]:
    grids = _grids(evidence)
    patterns: dict[tuple[int, frozenset[tuple[int, int]]], _Pattern] = {}
    whole: set[tuple[str, int | None, _Spot]] = set()  # totals that their printed parts make up: they lack none
    for one in comparisons:
        if pattern := _pattern(evidence, one):
            table = pattern.terms[0][2].place.table_no
            whole.add((pattern.rule_code, table, pattern.terms[0][0]))
            lines = frozenset((spot[pattern.runs_along_row], sign) for spot, sign, _ in pattern.terms)
            if table is not None:
                patterns.setdefault((table * 2 + pattern.runs_along_row, lines), pattern)
    for (key, _), pattern in patterns.items():
        grid = grids[key // 2]
        for line in {spot[not pattern.runs_along_row] for spot in grid}:
            if (pattern.rule_code, key // 2, pattern.moved_to(line)[0][0]) in whole:
                continue
            if blank := _blank(evidence, grid, pattern, line):
                yield blank


def _grids(evidence: Evidence) -> Mapping[int, _Grid]:
    grids: defaultdict[int, dict[_Spot, Figure]] = defaultdict(dict)
    for figure in evidence.figures:
        if spot := _spot(figure):
            grids[figure.place.table_no or 0][spot] = figure
    return grids


def _spot(figure: Figure) -> _Spot | None:
    """Row and column of an amount or a count in a table, None for anything else."""
    place = figure.place
    if figure.figure_kind not in _KINDS or place.table_no is None or place.row_no is None or place.column_no is None:
        return None
    return place.row_no, place.column_no


def _pattern(evidence: Evidence, one: Comparison) -> _Pattern | None:
    """The comparison as a sum of cells that stand in one row or one column of a table, None where it is none."""
    if one.status != "pass" or one.relation != "eq" or len(one.terms) < 2 or not one.is_sum:
        return None
    terms = []
    for term in one.terms:
        figure = evidence.figure(term.figure_no)
        spot = _spot(figure) if figure else None
        if figure is None or spot is None:
            return None
        terms.append((spot, term.weight, figure))
    if len({figure.place.table_no for _, _, figure in terms}) > 1 or len({spot for spot, _, _ in terms}) < len(terms):
        return None
    rows, columns = ({spot[axis] for spot, _, _ in terms} for axis in (0, 1))
    if (len(rows) == 1) == (len(columns) == 1):
        return None
    return _Pattern(one.rule_code, len(rows) == 1, tuple(terms))


def _blank(evidence: Evidence, grid: _Grid, pattern: _Pattern, line: int) -> Blank | None:
    """The one cell that the sum lacks in this row or column, None where it lacks none, several or another's."""
    moved = pattern.moved_to(line)
    missing = [(spot, sign, model) for spot, sign, model in moved if spot not in grid]
    if len(missing) != 1:
        return None
    [(spot, sign, model)] = missing
    own = [(one_sign, grid[at], its_model) for at, one_sign, its_model in moved if at != spot]
    if not all(_is_alike(figure, its_model, pattern) for _, figure, its_model in own):
        return None
    first = own[0][1]
    place = Place(first.place.block_no, first.place.table_no, *spot, page_no=first.place.page_no)
    if evidence.has_number(place):
        return None
    ranges = {figure.figure_no: evidence.range_of(figure) for _, figure, _ in own}
    rest = total(ranges[figure.figure_no].times(one_sign) for one_sign, figure, _ in own)
    return Blank(
        rule_code=pattern.rule_code,
        report_no=first.report_no,
        scope_name=first.scope_name if pattern.runs_along_row else model.scope_name,
        place=place,
        model=model if pattern.runs_along_row else first,
        sign=sign,
        needed=rest.times(-sign),
        terms=tuple((one_sign, figure) for one_sign, figure, _ in own),
        ranges=ranges,
    )


def _is_alike(figure: Figure, model: Figure, pattern: _Pattern) -> bool:
    """Whether the figure is in its row or column what the model is in the sum's own."""
    if figure.unit != model.unit or (funding_level(figure) != funding_level(model) and not pattern.runs_along_row):
        return False
    if pattern.runs_along_row:
        return (figure.measure_code, figure.basis, figure.period_year) == (
            model.measure_code, model.basis, model.period_year,
        )  # fmt: skip
    return plain(figure.scope_name) == plain(model.scope_name)
