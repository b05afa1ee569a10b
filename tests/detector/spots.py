"""Where an error is planted, and the report with a number of it printed otherwise."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from flows.judging.intervals import factor_of
from flows.model.facts import Comparison, Figure
from flows.model.report import Cell, Paragraph, Place, Report, Table
from tests.detector.documents import Document
from tests.detector.oracle import breaks, is_sum

NUMBER = re.compile(r"-?[\d,]*\d(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an error may be planted: a passing comparison, and the term of it that is changed."""

    document: Document
    comparison: Comparison
    figure: Figure | None


Kind = Callable[[Random, Spot], Report | None]


def changed(report: Report, place: Place, new: Callable[[str], str]) -> Report:
    """The report with the text of one cell or paragraph changed."""

    def cell_of(cell: Cell) -> Cell:
        return (
            replace(cell, text=new(cell.text)) if (cell.row, cell.column) == (place.row_no, place.column_no) else cell
        )

    def block_of(block: Paragraph | Table) -> Paragraph | Table:
        if block.block_no != place.block_no:
            return block
        if isinstance(block, Table):
            return replace(block, cells=tuple(map(cell_of, block.cells)))
        return replace(block, text=new(block.text))

    return replace(report, blocks=tuple(map(block_of, report.blocks)))


def reprinted(spot: Spot, printed: str | None) -> Report | None:
    """The report with the figure printed otherwise, None where that would break no equation."""
    figure = spot.figure
    if figure is None or printed is None or printed == figure.printed or not NUMBER.fullmatch(figure.printed):
        return None
    if printed and not breaks(spot.comparison, figure, _value(figure, printed)):
        return None
    return overprinted(spot.document, figure, printed)


def overprinted(document: Document, figure: Figure, printed: str) -> Report:
    """The report with the figure printed otherwise, whatever that breaks."""
    start, end = figure.place.char_start or 0, figure.place.char_end
    return changed(
        document.report,
        figure.place,
        lambda text: text[:start] + text[start:end].replace(figure.printed, printed, 1) + text[end:],
    )


def part_of(spot: Spot) -> Figure | None:
    """The figure where it is one of several addends of a sum."""
    terms = spot.comparison.terms
    is_part = spot.figure is not None and len(terms) > 2 and is_sum(spot.comparison)
    return spot.figure if is_part and spot.figure and spot.figure.figure_no != terms[0].figure_no else None


def _value(figure: Figure, printed: str) -> Decimal:
    return Decimal(printed.replace(",", "")) * factor_of(figure)
