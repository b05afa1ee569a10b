"""Columns of change beside two years: the difference and the rate that they print, recomputed along the row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile

from flows.judging.asks.rates import compare_rate, rate_of
from flows.judging.evidence import BUDGETS, Evidence, is_change_column
from flows.judging.intervals import Range, agree
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import Signed, figure_side, sum_side
from flows.judging.verdicts import compare, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.printed.signs import has_plus, lone_fall
from flows.model.years import years_in

_BUDGET = "预算"
_YEAR = "年"

_Parts = tuple[Signed, ...]


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


@asks("A24")
def changes(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every number in a column of change against the two years beside it."""
    printed_changes = list(_changes(evidence))
    signed = {change.column for change in printed_changes if _shows_signs(evidence, change)}
    lone = _lone_falls(evidence, [change for change in printed_changes if change.column not in signed])
    for change in printed_changes:
        is_lone = change.printed.figure_no in lone
        has_signs = is_lone or change.column in signed
        readings = [change.terms] if has_signs else [change.terms, change.turned]
        asked = replace(rule, severity="warn") if is_lone else rule
        if change.is_rate:
            yield from _rates(evidence, asked, change, readings)
        else:
            right = next((parts for parts in readings if _is_right(evidence, change, parts)), change.terms)
            left = figure_side(evidence, change.printed)
            yield compare(asked, subject_of(change.printed), left, sum_side(evidence, right))


def _shows_signs(evidence: Evidence, change: _Change) -> bool:
    """Whether the number shows that its column prints signs: a plus, or a fall with a minus."""
    is_fall = (change.printed.value or 0) < 0 and _is_right(evidence, change, change.terms)
    return is_fall or has_plus(change.printed.printed)


def _lone_falls(evidence: Evidence, unsigned: Sequence[_Change]) -> frozenset[int]:
    """The changes that are the only fall of their column, where a minus may be missing."""
    columns: defaultdict[tuple[int | None, int | None], list[_Change]] = defaultdict(list)
    for change in unsigned:
        if change.printed.value:
            columns[change.column].append(change)
    found: set[int] = set()
    for column in columns.values():
        rises = {
            (change.now.value, change.before.value) for change in column if _is_right(evidence, change, change.terms)
        }
        falls = [
            change.printed.figure_no
            for change in column
            if not _is_right(evidence, change, change.terms) and _is_right(evidence, change, change.turned)
        ]
        if (fall := lone_fall(len(rises), falls, column[0].printed.label.split(" / ")[-1:])) is not None:
            found.add(fall)
    return frozenset(found)


def _changes(evidence: Evidence) -> Iterator[_Change]:
    rows: defaultdict[tuple[int | None, int | None], list[Figure]] = defaultdict(list)
    for figure in evidence.extract.figures:
        if figure.value is not None and figure.place.table_no is not None and figure.place.column_no is not None:
            rows[figure.place.table_no, figure.place.row_no].append(figure)
    said = {
        (table_no, figure.period_year, figure.basis) for (table_no, _), row in rows.items() for figure in row
    }  # a blank cell hides what the table compares
    for row in rows.values():
        row.sort(key=lambda figure: (figure.place.column_no or 0, figure.place.char_start or 0))
        for at, figure in enumerate(row):
            if _is_change(figure) and (years := _years_beside(row[:at])) and _compares(figure, *years):
                now, before = years
                is_one_basis = now.basis == before.basis
                if is_one_basis or (figure.place.table_no, now.period_year, before.basis) not in said:
                    yield _Change(figure, now, before)


def _years_beside(left: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The amounts of one matter this year and last, on the left up to the next column of change; None where no matter
    or several have both.
    """
    before_changes = dropwhile(_is_change, reversed(left))
    matters: defaultdict[tuple[str | None, ...], list[Figure]] = defaultdict(list)
    for amount in takewhile(lambda figure: not _is_change(figure), before_changes):
        if amount.measure_code and amount.unit != "%" and not amount.place_note:
            matter = (amount.measure_code, amount.item_code, amount.item_name, amount.scope_name, amount.unit)
            matters[matter].append(amount)
    # A second amount of one year may be a change by another name.
    distinct_years = [
        amounts
        for amounts in matters.values()
        if len({(amount.period_year, amount.basis) for amount in amounts}) == len(amounts)
    ]
    pairs = [pair for nearest in distinct_years if (pair := _in_two_years(nearest[:2]))]
    return pairs[0] if len(pairs) == 1 else None


def _is_change(figure: Figure) -> bool:
    return is_change_column(figure)


def _in_two_years(amounts: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    before, now = (*sorted(amounts, key=lambda figure: figure.period_year or 0), None, None)[:2]
    if before is None or now is None or before.period_year is None or now.period_year != before.period_year + 1:
        return None
    return now, before


def _compares(figure: Figure, *years: Figure) -> bool:
    """Whether the column compares the two years in their unit or per cent: 比预算增减 does so only between budgets."""
    heading = figure.label.split(" / ")[-1]
    if figure.unit not in ("%", years[0].unit):
        return False
    if not set(years_in(heading)) <= {amount.period_year for amount in years}:
        return False  # 2020年比2018年增减, beside 2019年
    return _BUDGET not in heading or _YEAR in heading or all(amount.basis in BUDGETS for amount in years)


def _rates(evidence: Evidence, rule: Rule, change: _Change, readings: Sequence[_Parts]) -> Iterator[Comparison]:
    rates = [rate for parts in readings if (rate := rate_of(evidence, parts, ((1, change.before),)))]
    printed = evidence.range_of(change.printed)
    as_share = Range(100 * printed.value, 100 * printed.low, 100 * printed.high)  # 0.1 in a cell may stand for 10 %
    if rates and not any(agree(as_share, rate.range) for rate in rates):
        yield compare_rate(evidence, rule, change.printed, rates)


def _is_right(evidence: Evidence, change: _Change, parts: _Parts) -> bool:
    if change.is_rate:
        rate = rate_of(evidence, parts, ((1, change.before),))
        return rate is not None and agree(evidence.range_of(change.printed), rate.range)
    return agree(evidence.range_of(change.printed), sum_side(evidence, parts).range)
