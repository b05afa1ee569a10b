"""Rates that a table prints as fractions of 1 (0.9485 below 执行率, as Excel does without a format) in per cent."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median

from flows.extraction.draft import joined_notes
from flows.model.facts import Figure
from flows.model.words import measures

_WHOLE = Decimal(100)
_MOST = Decimal("1.5")  # one and a half times a budget; a rate beyond is printed in per cent
_NEARER = 10  # halfway between a fraction and what it is in per cent, in orders of magnitude
_MOST_AMOUNTS = 12  # of a line that is about one thing
_OVER = frozenset({"spent", "actual", "received", "score"})
_UNDER = frozenset({"planned", "received", "budget", "initial_budget", "annual_budget", "adjusted_budget", "weight"})
_OF_AMOUNTS = frozenset({"exec_rate_of_budget", "receipt_rate", "budget_completion_rate", "payment_progress_rate"})
_NOTE = "以小数印制的比率，按百分比读取"

Line = tuple[str, int | None]  # whether row, column or table, its number


def with_fractions_as_rates(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a table, those that are fractions a hundred times as large.

    The amounts of the same row decide, else those of the same column or of a small table; for a row without amounts the
    other fractions of its column do, where none of the column speaks against it. A rate of no measure may be of points
    too (得分率). Where nothing decides, a figure stays as it is printed.
    """
    candidates = [figure for figure in figures if _may_be_fraction(figure)]
    if not candidates:
        return list(figures)
    amounts = _by_line(figures)
    decided: dict[int, bool] = {}
    for figure in candidates:
        answers = (
            _is_fraction(figure, _ratios(amounts.get((line, unit), ())), line[0])
            for line in _lines(figure)
            for unit in (("元",) if figure.measure_code else ("元", "分"))
        )
        answer = next((found for found in answers if found is not None), None)
        if answer is not None:
            decided[figure.figure_no] = answer
    columns: defaultdict[Line, list[bool]] = defaultdict(list)
    for figure in figures:
        if figure.figure_no in decided:
            columns[_column(figure)].append(decided[figure.figure_no])
        elif _is_bare_rate(figure) and figure.value is not None and figure.value > _MOST:
            columns[_column(figure)].append(False)
    for figure in candidates:
        votes = columns.get(_column(figure), [])
        decided.setdefault(figure.figure_no, bool(votes) and all(votes))
    return [_in_per_cent(figure) if decided.get(figure.figure_no) else figure for figure in figures]


def _is_bare_rate(figure: Figure) -> bool:
    """Whether the head of a cell says a rate, and the cell prints no sign; an indicator's unit stands in its row."""
    if figure.figure_kind == "target":
        return False
    measure = measures().get(figure.measure_code or "")
    is_rate = (
        measure.statement == "rate" if measure else figure.unit_source == "column" and figure.figure_role != "growth"
    )
    return is_rate and figure.unit == "%" and not figure.printed_unit


def _may_be_fraction(figure: Figure) -> bool:
    is_exact = figure.value is not None and not figure.hedge
    return is_exact and _is_bare_rate(figure) and 0 < (figure.value or 0) <= _MOST


def _column(figure: Figure) -> Line:
    return "column", figure.place.column_no


def _row(figure: Figure) -> Line:
    return "row", figure.place.row_no


def _lines(figure: Figure) -> tuple[Line, Line, Line]:
    return _row(figure), _column(figure), ("table", None)


def _by_line(figures: Sequence[Figure]) -> Mapping[tuple[Line, str], Sequence[Figure]]:
    """The amounts of each unit in the table, and in each row and column of it."""
    found: defaultdict[tuple[Line, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value is not None:
            for line in _lines(figure):
                found[line, figure.unit].append(figure)
    return found


def _ratios(amounts: Sequence[Figure]) -> list[Decimal]:
    """Each of the amounts that came, went or were scored in per cent of each that was meant to, all of one unit."""
    if len(amounts) > _MOST_AMOUNTS:
        return []
    return [
        over.value / under.value * _WHOLE
        for over in amounts
        for under in amounts
        if over.basis in _OVER and under.basis in _UNDER and over.figure_no != under.figure_no
        if over.value is not None and under.value is not None and over.value > 0 and under.value > 0
        if _row(over) == _row(under) or _column(over) == _column(under)
    ]


def _is_fraction(figure: Figure, ratios: Sequence[Decimal], line: str) -> bool | None:
    """Whether a hundred times the figure is what the amounts make; None where they do not tell.

    A rate of spending or receipt that is wrong either way is the one that is nearer, as an error is to be told in its
    size; the amounts of a whole table may be of something else.
    """
    value, slack = figure.value or Decimal(0), figure.step / 2
    as_fraction = any(abs(ratio - value * _WHOLE) <= slack * _WHOLE for ratio in ratios)
    as_printed = any(abs(ratio - value) <= slack for ratio in ratios)
    if as_fraction != as_printed:
        return as_fraction
    is_told = bool(ratios) and line != "table" and figure.measure_code in _OF_AMOUNTS
    return median(ratios) > value * _NEARER if is_told else None


def _in_per_cent(figure: Figure) -> Figure:
    def times(bound: Decimal | None) -> Decimal | None:
        return None if bound is None else bound * _WHOLE

    return replace(
        figure,
        value=times(figure.value),
        value_low=times(figure.value_low),
        value_high=times(figure.value_high),
        step=figure.step * _WHOLE,
        note=joined_notes(figure.note, _NOTE),
    )
