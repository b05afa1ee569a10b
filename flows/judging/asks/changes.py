"""Columns of change beside two years: the difference and the rate that they print, recomputed along the row."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from flows.judging.asks.rates import agrees, decide_rate, rate_of
from flows.judging.evidence import BUDGETS, Evidence
from flows.judging.intervals import Range, total
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, rule_named, subject_of
from flows.model.facts import Figure

_CHANGE = "change"
_BUDGET = "预算"
_YEAR = "年"
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")

_Parts = tuple[tuple[int, Figure], ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """A printed change with the amounts of the two years that it is the difference of."""

    printed: Figure
    now: Figure
    before: Figure

    @property
    def column(self) -> tuple[int | None, int | None]:
        """The table and column that it is printed in."""
        return self.printed.place.table_no, self.printed.place.column_no

    @property
    def is_rate(self) -> bool:
        """Whether it is printed in per cent of the year before."""
        return self.printed.unit == "%"

    @property
    def terms(self) -> _Parts:
        """The difference of the two years."""
        return (1, self.now), (-1, self.before)

    @property
    def turned(self) -> _Parts:
        """The difference as a column without signs prints a decrease."""
        return (1, self.before), (-1, self.now)


def judge_changes(evidence: Evidence, docket: Docket) -> None:
    """Asks A24 of every number in a column of change."""
    rule = rule_named("A24")
    if rule is None:
        return
    found = list(_changes(evidence))
    signed = {one.column for one in found if (one.printed.value or 0) < 0 and _is_right(evidence, one, one.terms)}
    for one in found:
        readings = [one.terms] if one.column in signed else [one.terms, one.turned]
        if one.is_rate:
            _decide_rate(evidence, docket, rule, one, readings)
        else:
            right = next((parts for parts in readings if _is_right(evidence, one, parts)), one.terms)
            docket.decide(
                rule, subject_of(one.printed), *(_side(evidence, side) for side in (((1, one.printed),), right))
            )


def _changes(evidence: Evidence) -> Iterator[_Change]:
    rows: defaultdict[tuple[int | None, int | None], list[Figure]] = defaultdict(list)
    for figure in evidence.extract.figures:
        if figure.value is not None and figure.place.table_no is not None and figure.place.column_no is not None:
            rows[figure.place.table_no, figure.place.row_no].append(figure)
    for row in rows.values():
        row.sort(key=lambda figure: (figure.place.column_no or 0, figure.place.char_start or 0))
        for at, figure in enumerate(row):
            if figure.basis == _CHANGE and (years := _years_beside(row[:at])) and _compares(figure, *years):
                yield _Change(figure, *years)


def _years_beside(left: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The amounts of one matter this year and last, on the left up to the next column of change; None where no matter
    or several have both.
    """
    amounts = takewhile(lambda one: one.basis != _CHANGE, dropwhile(lambda one: one.basis == _CHANGE, reversed(left)))
    matters: defaultdict[tuple[str | None, ...], list[Figure]] = defaultdict(list)
    for one in amounts:
        if one.measure_code and one.unit != "%" and not one.place_note:
            matters[one.measure_code, one.item_code, one.item_name, one.scope_name, one.unit].append(one)
    # A second amount of one year may be a change by another name.
    told_apart = [some for some in matters.values() if len({(one.period_year, one.basis) for one in some}) == len(some)]
    pairs = [pair for nearest in told_apart if (pair := _in_two_years(nearest[:2]))]
    return pairs[0] if len(pairs) == 1 else None


def _in_two_years(amounts: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    before, now = (*sorted(amounts, key=lambda figure: figure.period_year or 0), None, None)[:2]
    if before is None or now is None or before.period_year is None or now.period_year != before.period_year + 1:
        return None
    return now, before


def _compares(figure: Figure, *years: Figure) -> bool:
    """Whether the column compares the two years in their unit or per cent: 比预算增减 does so only between budgets."""
    own = figure.label.split(" / ")[-1]
    if figure.unit not in ("%", years[0].unit):
        return False
    if not {int(year) for year in _YEARS.findall(own)} <= {one.period_year for one in years}:
        return False  # 2020年比2018年增减, beside 2019年
    return _BUDGET not in own or _YEAR in own or all(one.basis in BUDGETS for one in years)


def _decide_rate(evidence: Evidence, docket: Docket, rule: Rule, one: _Change, readings: Sequence[_Parts]) -> None:
    rates = [rate for parts in readings if (rate := rate_of(evidence, parts, ((1, one.before),)))]
    own = evidence.range_of(one.printed)
    as_share = Range(100 * own.value, 100 * own.low, 100 * own.high)  # 0.1 in a cell may stand for 10 %
    if rates and not any(agrees(as_share, rate.range) for rate in rates):
        decide_rate(evidence, docket, rule, one.printed, rates)


def _is_right(evidence: Evidence, one: _Change, parts: _Parts) -> bool:
    if one.is_rate:
        rate = rate_of(evidence, parts, ((1, one.before),))
        return rate is not None and agrees(evidence.range_of(one.printed), rate.range)
    return agrees(evidence.range_of(one.printed), _side(evidence, parts).range)


def _side(evidence: Evidence, parts: _Parts) -> Side:
    return Side(total(evidence.range_of(figure).times(sign) for sign, figure in parts), tuple(parts))
