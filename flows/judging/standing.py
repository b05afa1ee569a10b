"""Where the figures of one kind stand: looked up by paragraph, row, column, table or report, however many there are."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from flows.model.facts import Figure
from flows.model.report import Place


class Kind(NamedTuple):
    """What makes figures of sentences, or of tables, the same thing said: they differ by place and value alone."""

    measure_code: str
    report_no: int
    scope: str
    period_year: int | None
    basis: str
    is_in_table: bool


class Area(NamedTuple):
    """A part of a document by its name and its numbers."""

    name: str
    numbers: tuple[int | None, ...] = ()


ANYWHERE = Area("report")


def paragraph_of(place: Place) -> Area:
    """The paragraph, or the cell of a sentence that stands in a table."""
    return Area("paragraph", (place.block_no, place.row_no, place.column_no))


def row_of(place: Place) -> Area:
    """The row of a table."""
    return Area("row", (place.table_no, place.row_no))


def column_of(place: Place) -> Area:
    """The column of a table."""
    return Area("column", (place.table_no, place.column_no))


def table_of(place: Place) -> Area:
    """The whole table."""
    return Area("table", (place.table_no,))


class Standing:
    """Figures by kind and area, in the order in which they were added, the first of each value."""

    def __init__(self) -> None:
        self._by_area: dict[tuple[Kind, Area], dict[Decimal | None, Figure]] = {}

    def add(self, kind: Kind, figure: Figure) -> None:
        """Note the figure in every area that it stands in."""
        place = figure.place
        areas = [ANYWHERE]
        if kind.is_in_table:
            areas += [row_of(place), column_of(place), table_of(place)]
        else:
            areas.append(paragraph_of(place))
        for area in areas:
            self._by_area.setdefault((kind, area), {}).setdefault(figure.value, figure)

    def at(self, kind: Kind, area: Area) -> Sequence[Figure]:
        """The figures of the kind in the area, one of each value."""
        return list(self._by_area.get((kind, area), {}).values())
