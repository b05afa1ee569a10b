"""Rows that slid into the panel beside theirs: where the left list ends first, its blank cells are left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.model.relations import Operand, Relation
from flows.relating.tables.choosing import Chosen
from flows.relating.tables.grid import Grid, Number

_CONFIDENCE = Decimal("0.6")
Panel = tuple[Grid, Sequence[Chosen]]


def with_strays(panels: Sequence[Panel], report_no: int) -> tuple[list[list[Chosen]], list[Relation]]:
    """The layouts of the rows of each panel without totals that fail, and are not sure, where rows that no total of
    another panel adds up make them hold; and these sums.
    """
    kept: list[list[Chosen]] = []
    found: list[Relation] = []
    for at, (grid, every) in enumerate(panels):
        kept.append([])
        strays = [numbers for other, panel in enumerate(panels) if other != at for numbers in _left_out(*panel)]
        for one in every:
            made = [] if one.is_sure else list(_made_whole(grid, one, strays, report_no))
            found += [relation for _, relation in made]
            held = {position for position, _ in made}
            fails = tuple(position for position in one.tried.fails if position not in held)
            kept[-1].append(replace(one, tried=replace(one.tried, fails=fails)))
    return kept, found


def _left_out(grid: Grid, every: Sequence[Chosen]) -> Iterator[list[Number]]:
    """The numbers of each row that is in no sum of its panel."""
    used = {line for one in every for line in one.tried.layout.every_line}
    lines = grid.of_rows
    return ([lines.at(line)[at] for at in sorted(lines.at(line))] for line in lines.numbered if line not in used)


def _made_whole(
    grid: Grid, one: Chosen, strays: Sequence[Sequence[Number]], report_no: int
) -> Iterator[tuple[int, Relation]]:
    """The sums of the layout and the strays in the same place of their rows, with the position at which they hold."""
    lines, layout = grid.of_rows, one.tried.layout
    if layout.kind != "sum":
        return
    columns = grid.of_columns.numbered
    for position in one.tried.fails:
        whole = lines.at(layout.target)[position]
        place = columns.index(position)
        more = [(1, numbers[place]) for numbers in strays if len(numbers) > place and numbers[place].unit == whole.unit]
        parts = [(sign, number) for sign, line in layout.parts if (number := lines.at(line).get(position)) is not None]
        gap = whole.units - sum(sign * number.units for sign, number in (*parts, *more))
        slack = whole.slack + sum(number.slack for _, number in (*parts, *more))
        if more and 2 * abs(gap) <= slack:
            yield (
                position,
                Relation(
                    report_no,
                    "sum",
                    "layout",
                    (Operand(whole.number_no),),
                    tuple(Operand(number.number_no, sign) for sign, number in (*parts, *more)),
                    is_closed=True,
                    is_meant=True,
                    confidence=_CONFIDENCE,
                    quote=" ".join(lines.heads(layout.target).words),
                ),
            )
