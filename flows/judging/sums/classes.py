"""Breakdowns by code: every class (类) equals its groups (款), every group its items (项), all classes the total."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from flows.judging.evidence import Evidence, in_table, is_total_name
from flows.judging.intervals import holds, plain_number, rounded, slack_between, total
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, figure_side, rule_named, subject_of
from flows.model.facts import Figure

_LEVELS = (3, 5, 7)
_FUNCTIONAL = "2"
_Column = tuple[int, int | None, int | None]
_MOST_NAMED = 6


def judge_classes(evidence: Evidence, docket: Docket) -> None:
    """Asks A22 of every column of a table whose lines carry codes."""
    rule = rule_named("A22")
    if rule is None:
        return
    columns: defaultdict[_Column, list[Figure]] = defaultdict(list)
    for figure in evidence.lines:
        if in_table(figure) and figure.item_code.isdecimal() and len(figure.item_code) in _LEVELS:
            columns[figure.report_no, figure.place.table_no, figure.place.column_no].append(figure)
    rows = _codes_of_tables(columns)
    for (report_no, table_no, column_no), lines in columns.items():
        by_code = {figure.item_code: figure for figure in lines}
        if len(by_code) < len(lines) or len({(one.measure_code, one.unit) for one in lines}) > 1:
            continue  # a code printed twice stands in several lists, which one column does not tell apart
        for parent in lines:
            _decide(evidence, docket, rule, parent, by_code, rows, parent.item_code)
        for whole in _totals(evidence, (report_no, table_no, column_no), lines):
            _decide(evidence, docket, rule, whole, by_code, rows, "")


def _codes_of_tables(columns: Mapping[_Column, Sequence[Figure]]) -> Mapping[tuple[int, int | None], set[str]]:
    """The codes whose lines print any number, by report and table."""
    codes: defaultdict[tuple[int, int | None], set[str]] = defaultdict(set)
    for (report_no, table_no, _), lines in columns.items():
        codes[report_no, table_no] |= {figure.item_code for figure in lines}
    return codes


def _totals(evidence: Evidence, column: _Column, lines: Sequence[Figure]) -> list[Figure]:
    """The total row of a column of functional classes, [] where there is none or more than one."""
    if not all(figure.item_code.startswith(_FUNCTIONAL) for figure in lines):
        return []
    found = [
        figure
        for figure in evidence.of(lines[0].measure_code or "")
        if (figure.report_no, figure.place.table_no, figure.place.column_no) == column
        and (figure.unit, figure.basis, figure.period_year) == (lines[0].unit, lines[0].basis, lines[0].period_year)
        and any(is_total_name(part) for part in figure.label.split(" / "))
    ]
    return found if len(found) == 1 else []


def _below(code: str, codes: Mapping[str, Figure] | set[str]) -> list[str]:
    size = len(code) + 2 if code else _LEVELS[0]
    return [other for other in codes if len(other) == size and other.startswith(code)]


def _decide(
    evidence: Evidence,
    docket: Docket,
    rule: Rule,
    parent: Figure,
    by_code: Mapping[str, Figure],
    rows: Mapping[tuple[int, int | None], set[str]],
    code: str,
) -> None:
    parts = [by_code[one] for one in _below(code, by_code)]
    if not parts:
        return
    left = figure_side(evidence.range_of(parent), parent)
    values = total(evidence.range_of(part) for part in parts)
    named = " + ".join(f"{part.item_name} {part.printed}" for part in parts[:_MOST_NAMED])
    words = named if len(parts) <= _MOST_NAMED else f"{len(parts)} 个下级科目之和"
    right = Side(values, tuple((1, part) for part in parts), words)
    agree = holds(rounded(left.range.value), rounded(values.value), slack_between(left.range, values, "eq"), "eq")
    lacking = _why_lacking(parent, code, by_code, rows) if not agree and values.value < left.range.value else ""
    if lacking:
        name = parent.item_name or "合计"
        reason = f"{name} {plain_number(parent.value or Decimal(0))}：{lacking}"
        docket.leave_open(rule, subject_of(parent), reason, ((1, parent),))
    else:
        docket.decide(rule, subject_of(parent), left, right)


def _why_lacking(
    parent: Figure, code: str, by_code: Mapping[str, Figure], rows: Mapping[tuple[int, int | None], set[str]]
) -> str:
    """Why the parts below a line may be more than the column prints, '' where they are all there."""
    here = rows[parent.report_no, parent.place.table_no]
    if blank := set(_below(code, here)) - by_code.keys():
        return f"有 {len(blank)} 个下级科目该栏空白，不作 0 处理"
    after = rows.get((parent.report_no, (parent.place.table_no or 0) + 1), set())
    is_cut = bool(_below(code, after)) and code not in after
    return "下级科目可能续印在下一张表" if is_cut else ""
