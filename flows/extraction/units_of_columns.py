"""One unit of the columns of a table: amounts above a total, and changes of amounts, whose words tell no unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.model.facts import Figure
from flows.model.totals import is_total

_DOCUMENT, _COLUMN, _NONE = "document", "column", "none"  # which source told the unit
_MONEY = "元"
_FEWEST_CHANGES = 2  # of a column, that tell of what it is
_MOST_AMOUNTS = 12  # of a row: among more of them, two differ by nearly anything
_HUNDRED = Decimal(100)

Rows = Mapping[int | None, Sequence[Figure]]


def with_units_of_columns(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a table; what stands above a total in the document's unit of money is in it too, and
    what two amounts in it differ by.

    Nothing is changed where the table prints other units of money, or the column amounts with other decimals. A column
    of changes that are those of its rows in per cent, though no sign says so (单位：万元、%), prints growths.
    """
    columns: dict[int | None, list[Figure]] = {}
    for figure in figures:
        columns.setdefault(figure.place.column_no, []).append(figure)
    rows = _amounts_of_rows(figures)
    growths = {figure.figure_no for column in columns.values() if _are_growths(column, rows) for figure in column}
    figures = [_as_growth(figure) if figure.figure_no in growths else figure for figure in figures]
    steps = {(figure.step, _decimals(figure.printed)) for figure in _amounts(figures) if figure.unit and figure.value}
    told = {figure.unit_source for figure in figures if figure.unit == _MONEY}
    if told != {_DOCUMENT} or len(steps) != 1:
        return list(figures)
    [(step, places)] = steps
    columns = {no: column for no, column in columns.items() if growths.isdisjoint(one.figure_no for one in column)}
    unsettled = {
        figure.figure_no
        for column in columns.values()
        if _adds_up(column, places)
        for figure in _amounts(column)
        if not figure.unit
    }
    unsettled |= {
        figure.figure_no
        for column in columns.values()
        if _changes_alike(column, rows, places, step.scaleb(places))
        for figure in column
        if not figure.unit
    }
    factor = step.scaleb(places)
    return [_times(figure, factor) if figure.figure_no in unsettled else figure for figure in figures]


def _amounts(figures: Iterable[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.figure_role == "amount" and figure.value is not None]


def _amounts_of_rows(figures: Sequence[Figure]) -> Rows:
    """The amounts of each row that has few enough of them to tell what it changed by."""
    rows: dict[int | None, list[Figure]] = {}
    for one in _amounts(figures):
        if one.unit in ("", _MONEY):
            rows.setdefault(one.place.row_no, []).append(one)
    return {row_no: row for row_no, row in rows.items() if len(row) <= _MOST_AMOUNTS}


def _adds_up(column: Sequence[Figure], places: int) -> bool:
    """Whether the numbers of a column are amounts alike, with a total among them or as a whole."""
    if any(figure.unit_source not in (_DOCUMENT, _NONE) or figure.figure_role != "amount" for figure in column):
        return False
    if any(figure.value and _decimals(figure.printed) != places for figure in column):
        return False
    labels = [figure.label.split(" / ") for figure in column]
    has_total = any(is_total(part) for parts in labels for part in parts[:-1])
    return is_total(labels[0][-1]) or (has_total and any(figure.unit for figure in column))


def _changes_alike(column: Sequence[Figure], rows: Rows, places: int, factor: Decimal) -> bool:
    """Whether a column of changes prints what two amounts of its rows in that unit differ by, in most of its rows."""
    changed = [figure for figure in column if figure.value and not figure.unit]
    if len(changed) < _FEWEST_CHANGES or any(figure.figure_role != "change" for figure in column):
        return False
    if any(figure.unit_source not in (_DOCUMENT, _NONE) for figure in column):
        return False
    if any(_decimals(figure.printed) != places for figure in changed):
        return False
    fits = 0
    for figure in changed:
        amounts = rows.get(figure.place.row_no, ())
        row = [(one.value or Decimal(0)) / (factor if one.unit else 1) for one in amounts]
        fits += any(abs(one - other) == abs(figure.value or 0) for one in row for other in row)
    return 2 * fits > len(changed)


def _are_growths(column: Sequence[Figure], rows: Rows) -> bool:
    """Whether most changes of a column are what one amount of their row grew by over another, in per cent."""
    if any(figure.figure_role != "change" or figure.printed_unit for figure in column):
        return False
    changed = [figure for figure in column if figure.value]
    fits = sum(_grew_by(figure, rows.get(figure.place.row_no, ())) for figure in changed)
    return len(changed) >= _FEWEST_CHANGES and 2 * fits > len(changed)


def _grew_by(figure: Figure, row: Sequence[Figure]) -> bool:
    """Whether one amount of a row grew over another by the number in per cent, and not by the number itself."""
    amounts = [one.value for one in row if one.value]
    told, half = _printed(figure), _printed_step(figure) / 2
    return any(
        abs(_HUNDRED * (one - other) / abs(other) - told) <= half and abs(one - other) != abs(figure.value or 0)
        for one in amounts
        for other in amounts
    )


def _factor(figure: Figure) -> Decimal:
    """What the printed digits are multiplied by: their own last place stands for one step."""
    return figure.step.scaleb(_decimals(figure.printed))


def _printed(figure: Figure) -> Decimal:
    return (figure.value or Decimal(0)) / _factor(figure)


def _printed_step(figure: Figure) -> Decimal:
    return figure.step / _factor(figure)


def _as_growth(figure: Figure) -> Figure:
    return replace(
        figure,
        value=_printed(figure),
        value_low=None,
        value_high=None,
        step=_printed_step(figure),
        unit="%",
        unit_source=_COLUMN,
        figure_role="growth",
        figure_kind="percentage",
    )


def _times(figure: Figure, factor: Decimal) -> Figure:
    low, high = figure.value_low, figure.value_high
    return replace(
        figure,
        value=None if figure.value is None else figure.value * factor,
        value_low=None if low is None else low * factor,
        value_high=None if high is None else high * factor,
        step=figure.step * factor,
        unit=_MONEY,
        unit_source=_DOCUMENT,
    )


def _decimals(printed: str) -> int:
    _, _, tail = printed.strip().partition(".")
    return sum(1 for character in tail if character.isdigit())
