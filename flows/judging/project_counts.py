"""How many projects a sentence counts against the rows of the table whose total it names."""

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from flows.facts import Figure
from flows.judging.evidence import Evidence, in_table, is_total_name
from flows.judging.intervals import exact, holds, rounded, slack_between
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, figure_side, rule_named, subject_of
from flows.words import plain

_PART_ROW = "其中"
_UNIT = "个"


def judge_project_counts(evidence: Evidence, docket: Docket) -> None:
    """Asks X04, only where the sentence names the table's own total: else it may count other projects."""
    rule = rule_named("X04")
    if rule is None:
        return
    tables = _tables(evidence)
    by_block: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in evidence.figures:
        if not in_table(figure) and figure.place.table_no is None:
            by_block[figure.place.block_no].append(figure)
    for said in by_block.values():
        counts = [figure for figure in said if figure.unit == _UNIT and _counts_projects(rule, figure)]
        if len(counts) != 1:
            continue
        rows = [names for totals, names in tables if any(_agree(evidence, a, b) for a in said for b in totals)]
        if len(rows) == 1:
            _decide(evidence, docket, rule, counts[0], rows[0])


def _decide(evidence: Evidence, docket: Docket, rule: Rule, count: Figure, rows: Sequence[str]) -> None:
    right = Side(exact(Decimal(len(rows))), (), f"表中 {len(rows)} 行（{'、'.join(rows[:6])}）", _UNIT)
    left = figure_side(evidence.range_of(count), count)
    docket.decide(rule, subject_of(count), Side(left.range, left.parts, f"文中称项目 {count.printed} 个", _UNIT), right)


def _tables(evidence: Evidence) -> list[tuple[list[Figure], list[str]]]:
    """The total amounts and the rows of each table of projects that has a total row."""
    found: defaultdict[tuple[int, int | None], tuple[list[Figure], dict[str, str]]] = defaultdict(lambda: ([], {}))
    for figure in evidence.figures:
        name = figure.scope_name
        if figure.figure_kind != "project" or not in_table(figure) or not name or name.startswith(_PART_ROW):
            continue
        totals, names = found[figure.report_no, figure.place.table_no]
        if is_total_name(name):
            totals.append(figure)
        else:
            names.setdefault(plain(name), name)
    blank = {(row.report_no, row.place.table_no) for row in evidence.extract.blank_rows}
    return [(totals, list(names.values())) for key, (totals, names) in found.items() if totals and key not in blank]


def _counts_projects(rule: Rule, figure: Figure) -> bool:
    """Whether the number counts projects: 共3个项目, 包含项目2个."""
    words = "|".join(map(re.escape, rule.words))
    number = rf"(?<![\d.]){re.escape(figure.printed)}(?![\d.])"
    return bool(re.search(rf"{number}\s*个?(?:重点|专项)?(?:{words})|(?:{words})\s*共?{number}", figure.quote))


def _agree(evidence: Evidence, one: Figure, other: Figure) -> bool:
    if one.unit != other.unit or not other.value:
        return False
    left, right = evidence.range_of(one), evidence.range_of(other)
    return holds(rounded(left.value), rounded(right.value), slack_between(left, right, "eq"), "eq")
