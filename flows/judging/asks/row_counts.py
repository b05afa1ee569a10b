"""How many projects or units a sentence counts against the rows that a table lists."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.judging.evidence import Evidence, distinct, in_table, is_total_name
from flows.judging.intervals import agree
from flows.judging.questions import asks
from flows.judging.register import Rule, rule_words
from flows.judging.sides import constant_side, figure_side
from flows.judging.verdicts import compare, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.words import plain

_PART_ROW = "其中"
_UNIT = "个"
_UNITS = (_UNIT, "家")
_MOST_NAMED = 6


@asks("X04")
def project_counts(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Projects counted in words, only where the sentence names the table's own total: else it may count others."""
    tables = _tables(evidence)
    by_block: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in evidence.figures:
        if not in_table(figure) and figure.place.table_no is None:
            by_block[figure.place.block_no].append(figure)
    for spoken in by_block.values():
        counts = [figure for figure in spoken if figure.unit == _UNIT and _counts_projects(rule, figure)]
        if len(counts) != 1:
            continue
        rows = [
            names
            for totals, names in tables
            if any(_is_same(evidence, figure, total) for figure in spoken for total in totals)
        ]
        if len(rows) == 1:
            yield _against_rows(evidence, rule, counts[0], rows[0])


def _against_rows(evidence: Evidence, rule: Rule, count: Figure, rows: Sequence[str]) -> Comparison:
    left = replace(figure_side(evidence, count), words=f"文中称项目 {count.printed} 个", unit=_UNIT, name="文中称项目")
    right = constant_side(len(rows), f"表中 {len(rows)} 行（{'、'.join(rows[:_MOST_NAMED])}）", _UNIT, "表中行数")
    return compare(rule, subject_of(count), left, right)


def _tables(evidence: Evidence) -> list[tuple[list[Figure], list[str]]]:
    """The total amounts and the rows of each table of projects that has a total row."""
    tables: defaultdict[tuple[int, int | None], tuple[list[Figure], dict[str, str]]] = defaultdict(lambda: ([], {}))
    for figure in evidence.figures:
        name = figure.scope_name
        if figure.figure_kind != "project" or not in_table(figure) or not name or name.startswith(_PART_ROW):
            continue
        totals, names = tables[figure.report_no, figure.place.table_no]
        if is_total_name(name):
            totals.append(figure)
        else:
            names.setdefault(plain(name), name)
    blank = {(row.report_no, row.place.table_no) for row in evidence.extract.blank_rows}
    return [(totals, list(names.values())) for key, (totals, names) in tables.items() if totals and key not in blank]


def _counts_projects(rule: Rule, figure: Figure) -> bool:
    """Whether the number counts projects: 共3个项目, 包含项目2个."""
    words = "|".join(map(re.escape, rule.words))
    number = rf"(?<![\d.]){re.escape(figure.printed)}(?![\d.])"
    return bool(re.search(rf"{number}\s*个?(?:重点|专项)?(?:{words})|(?:{words})\s*共?{number}", figure.quote))


def _is_same(evidence: Evidence, spoken: Figure, total: Figure) -> bool:
    return (
        spoken.unit == total.unit and bool(total.value) and agree(evidence.range_of(spoken), evidence.range_of(total))
    )


@asks("X05")
def unit_counts(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Units below the department: as many as a sentence says, or as its tables of income and expenditure list."""
    counting = [figure for figure in evidence.figures if figure.unit in _UNITS and _counts_units(rule, figure)]
    for report_no in dict.fromkeys(figure.report_no for figure in counting):
        counts = distinct(figure for figure in counting if figure.report_no == report_no)
        listed = _listed_units(evidence, report_no)
        if len(counts) != 1 or not listed or any(word in counts[0].quote for word in rule_words(rule, "apart")):
            continue
        [count] = counts
        below = _below(rule, listed, count)
        words = f"收支表所列 {len(below)} 个（{'、'.join(below[:_MOST_NAMED])}）" if below else "收支表未列二级单位"
        stated = f"文中称二级单位 {count.printed}{count.unit}"
        left = replace(figure_side(evidence, count), words=stated, unit=_UNIT, name="文中称二级单位")
        yield compare(rule, subject_of(count), left, constant_side(len(below), words, _UNIT, "收支表所列"))


def _below(rule: Rule, listed: Sequence[str], count: Figure) -> list[str]:
    """The units listed without the department's own office, which may also stand first under the department's name."""
    offices = rule_words(rule, "office")
    below = [name for name in listed if not plain(name).rstrip("）)").endswith(offices)]
    return below[1:] if len(below) == len(listed) == (count.value or 0) + 1 else below


def _counts_units(rule: Rule, figure: Figure) -> bool:
    """Whether a sentence counts the units below the department: 下属8个二级单位, 所属事业单位3个."""
    if in_table(figure):
        return False
    number = rf"(?<![\d.]){re.escape(figure.printed)}(?![\d.])"
    count, unit = ("|".join(map(re.escape, rule_words(rule, group))) for group in ("count", "unit"))
    between = r"[^，。；：、\d]{0,8}?"
    before = rf"(?:{count}){between}{number}\s*[个家]{between}(?:{unit})"
    behind = rf"{number}\s*[个家]{between}(?:{count}){between}(?:{unit})"
    counted = rf"(?:{count}){between}(?:{unit})\s*(?:共|有)*\s*{number}\s*[个家]"
    return bool(re.search(rf"{before}|{behind}|{counted}", figure.quote))


def _listed_units(evidence: Evidence, report_no: int) -> list[str]:
    """The units that the tables of income and expenditure list beside a row for all of them, the largest table's."""
    rows: defaultdict[int | None, dict[str, str]] = defaultdict(dict)
    with_total = set()
    for figure in evidence.figures:
        if figure.report_no == report_no and figure.figure_kind == "finance" and in_table(figure) and figure.scope_name:
            if is_total_name(figure.scope_name):
                with_total.add(figure.place.table_no)
            else:
                rows[figure.place.table_no].setdefault(plain(figure.scope_name), figure.scope_name)
    tables = [list(rows[table].values()) for table in with_total if rows[table]]
    return max(tables, key=len, default=[])
