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
from flows.judging.register import Rule, rules
from flows.judging.sides import Side
from flows.judging.sums.blank_cells import Blank
from flows.judging.sums.score_blanks import blanks_of_scores
from flows.judging.verdicts import Subject, compare
from flows.model.facts import Comparison, Figure, Term
from flows.model.words import plain

# Scoring tables have sums of their own, over levels of several rows.
_KINDS = frozenset({"finance", "project", "staffing"})
_Spot = tuple[int, int]
_Grid = Mapping[_Spot, Figure]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A sum that holds along a row or down a column: the sign and the figure in each of its cells."""

    rule: Rule
    runs_along_row: bool
    terms: tuple[tuple[_Spot, int, Figure], ...]

    def moved_to(self, line: int) -> list[tuple[_Spot, int, Figure]]:
        """The same sum in another row or column, with the figures of its model."""
        if self.runs_along_row:
            return [((line, column), sign, model) for (_, column), sign, model in self.terms]
        return [((row, line), sign, model) for (row, _), sign, model in self.terms]


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on a blank that two sums agree on."""

    comparison: Comparison

    def settles(self, other: Comparison) -> bool:
        """Whether the other comparison was left open for want of this blank: its terms are some of those decided."""
        numbers = {term.figure_no for term in other.terms}
        return (
            other.status == "not_applicable"
            and other.rule_code == self.comparison.rule_code
            and bool(numbers)
            and numbers <= {term.figure_no for term in self.comparison.terms} - {None}
        )


def answered_blanks(evidence: Evidence, asked: Sequence[Comparison]) -> Iterator[Answer]:
    """The blanks that two sums agree on, decided; `asked` tells which sums hold in the tables."""
    by_cell: defaultdict[tuple[object, ...], list[Blank]] = defaultdict(list)
    for blank in (*_blanks_of_grids(evidence, asked), *blanks_of_scores(evidence)):
        by_cell[blank.place.table_no, blank.place.row_no, blank.place.column_no].append(blank)
    for blanks in by_cell.values():
        if _agree(blanks):
            yield Answer(_decided(blanks))


def _agree(blanks: Sequence[Blank]) -> bool:
    """Whether two sums or more lack one amount in the cell, and none another or nothing."""
    low, high = max(blank.needed.low for blank in blanks), min(blank.needed.high for blank in blanks)
    sums = {frozenset(figure.figure_no for _, figure in blank.terms) for blank in blanks}
    lacks_nothing = any(blank.needed.low <= 0 <= blank.needed.high for blank in blanks)
    return len(sums) > 1 and low <= high and not lacks_nothing


def _decided(blanks: Sequence[Blank]) -> Comparison:
    """The sum that tells most plainly what is short, compared without the blank."""
    first = min(blanks, key=lambda blank: (blank.is_of_constant, blank.is_total, len(blank.terms)))
    narrowest = min((blank.needed for blank in blanks), key=lambda needed: needed.high - needed.low)
    needed = plain_number(narrowest.value / factor_of(first.model))
    left, right = (_printed_side(first, sign) for sign in (1, -1))
    if first.sign > 0 and not left.parts:
        unit = first.model.unit
        name = f"{name_of(first.model)}（空白）"
        left = replace(left, words=name, unit=unit if unit != "元" else "", name=name)
    names = "、".join(dict.fromkeys(blank.rule.name for blank in blanks))
    gap = Term("left" if first.sign > 0 else "right", 1, None, first.model.label, Decimal(0), "", first.place)
    subject = Subject(first.report_no, first.scope_name, first.model.period_year, first.model.basis, first.place)
    advice = f"此格空白，按 {len(blanks)} 条等式（{names}）均应为 {needed}，请补填"
    return compare(first.rule, subject, left, right, advice=advice, further=[gap])


def _printed_side(blank: Blank, sign: int) -> Side:
    """The printed figures of the sum that stand on the side of this sign."""
    figures = [figure for its_sign, figure in blank.terms if its_sign == sign]
    return Side(total(blank.ranges[figure.figure_no] for figure in figures), tuple((1, figure) for figure in figures))


def _blanks_of_grids(evidence: Evidence, asked: Iterable[Comparison]) -> Iterator[Blank]:
    grids = _grids(evidence)
    patterns: dict[tuple[int, frozenset[tuple[int, int]]], _Pattern] = {}
    whole: set[tuple[str, int | None, _Spot]] = set()  # totals that their printed parts make up: they lack none
    for comparison in asked:
        if pattern := _pattern(evidence, comparison):
            table = pattern.terms[0][2].place.table_no
            whole.add((pattern.rule.code, table, pattern.terms[0][0]))
            lines = frozenset((spot[pattern.runs_along_row], sign) for spot, sign, _ in pattern.terms)
            if table is not None:
                patterns.setdefault((table * 2 + pattern.runs_along_row, lines), pattern)
    for (key, _), pattern in patterns.items():
        grid = grids[key // 2]
        for line in {spot[not pattern.runs_along_row] for spot in grid}:
            if (pattern.rule.code, key // 2, pattern.moved_to(line)[0][0]) in whole:
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


def _pattern(evidence: Evidence, comparison: Comparison) -> _Pattern | None:
    """The comparison as a sum of cells that stand in one row or one column of a table, None where it is none."""
    if comparison.status != "pass" or comparison.relation != "eq" or len(comparison.terms) < 2 or not comparison.is_sum:
        return None
    terms = []
    for term in comparison.terms:
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
    return _Pattern(rules()[comparison.rule_code], len(rows) == 1, tuple(terms))


def _blank(evidence: Evidence, grid: _Grid, pattern: _Pattern, line: int) -> Blank | None:
    """The one cell that the sum lacks in this row or column, None where it lacks none, several or another's."""
    moved = pattern.moved_to(line)
    missing = [(spot, sign, model) for spot, sign, model in moved if spot not in grid]
    if len(missing) != 1:
        return None
    [(spot, sign, model)] = missing
    printed = [(grid[at], its_sign, its_model) for at, its_sign, its_model in moved if at != spot]
    if not all(_is_alike(figure, its_model, pattern) for figure, _, its_model in printed):
        return None
    first = printed[0][0]
    in_row, in_column = (first, model) if pattern.runs_along_row else (model, first)
    place = in_row.place.crossing(in_column.place)
    if evidence.has_number(place):
        return None
    ranges = {figure.figure_no: evidence.range_of(figure) for figure, _, _ in printed}
    rest = total(ranges[figure.figure_no].times(its_sign) for figure, its_sign, _ in printed)
    return Blank(
        rule=pattern.rule,
        report_no=first.report_no,
        scope_name=first.scope_name if pattern.runs_along_row else model.scope_name,
        place=place,
        model=model if pattern.runs_along_row else first,
        sign=sign,
        needed=rest.times(-sign),
        terms=tuple((its_sign, figure) for figure, its_sign, _ in printed),
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
    # Beside income stands expenditure in the same rows, and they are others there.
    return (plain(figure.scope_name), figure.place.row_head) == (plain(model.scope_name), model.place.row_head)
