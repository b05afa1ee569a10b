"""Breakdowns by code: every class (类) equals its groups (款), every group its items (项), all classes the total."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.judging.evidence import Evidence, in_table, is_total_name
from flows.judging.intervals import agree, plain_number
from flows.judging.misprints import is_misprint
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import figure_side, sum_side
from flows.judging.verdicts import Skip, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure

_LEVELS = (3, 5, 7)
_FUNCTIONAL = "2"
_Table = tuple[int, int | None]
_MOST_NAMED = 6
_PART = "其中"


@dataclass(frozen=True, slots=True)
class _Column:
    """The lines of one column by their codes, how many it has besides without one, and all codes that each table prints
    a number for.
    """

    lines: Mapping[str, Figure]
    uncoded: int
    codes_of_tables: Mapping[_Table, set[str]]


@asks("A22", skips=("blank_below", "without_code", "goes_on", "some_only", "few"))
def classes(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every column of a table whose lines carry codes."""
    columns: defaultdict[tuple[int, int | None, int | None], list[Figure]] = defaultdict(list)
    uncoded: Counter[tuple[int, int | None, int | None]] = Counter()
    codes_of_tables: defaultdict[_Table, set[str]] = defaultdict(set)
    for figure in evidence.lines:
        if in_table(figure) and not figure.item_code and not figure.label.startswith(_PART):
            uncoded[_column_of(figure)] += 1
        if in_table(figure) and figure.item_code.isdecimal() and len(figure.item_code) in _LEVELS:
            columns[_column_of(figure)].append(figure)
            codes_of_tables[figure.report_no, figure.place.table_no].add(figure.item_code)
    for place, lines in columns.items():
        column = _Column({figure.item_code: figure for figure in lines}, uncoded[place], codes_of_tables)
        if len(column.lines) < len(lines) or len({(line.measure_code, line.unit) for line in lines}) > 1:
            continue  # a code printed twice stands in several lists, which one column does not tell apart
        for parent in lines:
            yield from _against_parts(evidence, rule, column, parent)
        for whole in _totals(evidence, lines):
            yield from _against_parts(evidence, rule, column, whole)


def _totals(evidence: Evidence, lines: Sequence[Figure]) -> list[Figure]:
    """The total row of a column of functional classes, [] where there is none or more than one."""
    if not all(figure.item_code.startswith(_FUNCTIONAL) for figure in lines):
        return []
    totals = [
        figure
        for figure in evidence.of(lines[0].measure_code or "")
        if _column_of(figure) == _column_of(lines[0])
        and (figure.unit, figure.basis, figure.period_year) == (lines[0].unit, lines[0].basis, lines[0].period_year)
        and any(is_total_name(part) for part in figure.label.split(" / "))
    ]
    return totals if len(totals) == 1 else []


def _column_of(figure: Figure) -> tuple[int, int | None, int | None]:
    return figure.report_no, figure.place.table_no, figure.place.column_no


def _below(code: str, codes: Mapping[str, Figure] | set[str]) -> list[str]:
    """The codes right below one, the classes below none."""
    size = len(code) + 2 if code else _LEVELS[0]
    return [other for other in codes if len(other) == size and other.startswith(code)]


def _with_orphans(column: _Column) -> list[Figure]:
    """The classes of a column, and of a class that is not listed what is: 2101102 without 210."""
    lines = column.lines
    return [
        line
        for code, line in lines.items()
        if not (line.item_name.startswith(_PART) or any(code[:size] in lines for size in _LEVELS if size < len(code)))
    ]


def _against_parts(evidence: Evidence, rule: Rule, column: _Column, parent: Figure) -> Iterator[Comparison]:
    parts = [column.lines[code] for code in _below(parent.item_code, column.lines)]
    if not parent.item_code and len(every := _with_orphans(column)) > len(parts):
        whole, added = figure_side(evidence, parent), sum_side(evidence, [(1, part) for part in every])
        parts = every if agree(whole.range, added.range) else parts
    if not parts:
        return
    named = " + ".join(f"{part.item_name} {part.printed}" for part in parts[:_MOST_NAMED])
    words = named if len(parts) <= _MOST_NAMED else f"{len(parts)} 个下级科目之和"
    left, right = figure_side(evidence, parent), sum_side(evidence, [(1, part) for part in parts], words)
    falls_short = right.range.value < left.range.value and not agree(left.range, right.range)
    compared = compare(rule, subject_of(parent), left, right)
    if falls_short and (skip := _why_lacking(parent, column) or _why_few(parent, parts, compared)):
        yield leave_open(rule, subject_of(parent), skip, ((1, parent),))
    else:
        yield compared


def _why_lacking(parent: Figure, column: _Column) -> Skip | None:
    """Why the parts below a line may be more than the column prints, None where they are all there."""
    code, table_no = parent.item_code, parent.place.table_no
    about = _name(parent)
    if any(column.lines[below].item_name.startswith(_PART) for below in _below(code, column.lines)):
        return Skip("some_only", about=about)
    here = column.codes_of_tables[parent.report_no, table_no]
    if blank := set(_below(code, here)) - column.lines.keys():
        return Skip("blank_below", {"count": len(blank)}, about)
    if not code and column.uncoded:
        return Skip("without_code", {"count": column.uncoded}, about)
    after = column.codes_of_tables.get((parent.report_no, (table_no or 0) + 1), set())
    return Skip("goes_on", about=about) if _below(code, after) and code not in after else None


def _why_few(parent: Figure, parts: Sequence[Figure], compared: Comparison) -> Skip | None:
    """Parts that are less than half of a line, where no slip of one number explains it, are only some of them."""
    whole, added = compared.left_value, compared.right_value
    is_few = len(parts) > 1 and whole is not None and added is not None and 2 * abs(added) < abs(whole)
    return Skip("few", about=_name(parent)) if is_few and not is_misprint(compared) else None


def _name(figure: Figure) -> str:
    return f"{figure.item_name or '合计'} {plain_number(figure.value or Decimal(0))}"
