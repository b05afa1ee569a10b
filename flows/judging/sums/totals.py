"""Totals over rows: units, projects, sources of money, vouchers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flows.judging.evidence import (
    Evidence,
    distinct,
    funding_level,
    in_table,
    is_part,
    is_total_name,
    name_of,
)
from flows.judging.intervals import agree
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import figure_side, sum_side
from flows.judging.verdicts import Skip, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.words import plain

_PART_ROW = "其中"
_STAGES = ("project_planned", "project_received", "project_spent", "project_balance", "project_budget")
_PER_HEAD = "per_head"


@asks("A04", skips=("same_names", "blank_rows"))
def totals_over_units(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """The total row of every table of units, column by column."""
    yield from _total_rows(evidence, rule, "finance")


@asks("A13", skips=("same_names", "blank_rows"))
def totals_over_projects(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """The total row of every table of projects, and the one source of money that is told beside the whole."""
    yield from _total_rows(evidence, rule, "project")
    yield from _parts_at_most(evidence, rule)


def _total_rows(evidence: Evidence, rule: Rule, kind: str) -> Iterator[Comparison]:
    columns: dict[tuple[object, ...], list[Figure]] = {}
    for figure in evidence.figures:
        if figure.figure_kind != kind or not in_table(figure) or not figure.scope_name:
            continue
        if figure.scope_name.startswith(_PART_ROW) or (figure.unit == "%" and figure.basis != "share"):
            continue
        if figure.figure_role == _PER_HEAD:
            continue  # 三家平均
        table = (figure.report_no, figure.place.table_no)
        key = (*table, plain(figure.label), figure.period_year, figure.basis, figure.unit)
        columns.setdefault(key, []).append(figure)
    blocks = _rows_of_blocks(evidence, columns.values())
    for column in columns.values():
        totals = [figure for figure in column if is_total_name(figure.scope_name)]
        units = [figure for figure in column if not is_total_name(figure.scope_name)]
        if len(totals) == 1 and units:  # else there is no total row, or sub-totals whose members a grid does not tell
            [whole] = totals
            yield _against_rows(evidence, rule, whole, units, blocks[whole.place.table_no, whole.place.row_no])


def _against_rows(evidence: Evidence, rule: Rule, whole: Figure, units: Sequence[Figure], rows: set[str]) -> Comparison:
    """The total row against the units of its column; `rows` are all that it adds up, those without a number too."""
    names = [plain(unit.scope_name) for unit in units]
    words = " + ".join(f"{unit.scope_name} {unit.printed}" for unit in units)
    left, right = figure_side(evidence, whole), sum_side(evidence, [(1, unit) for unit in units], words)
    if not agree(left.range, right.range):
        if len(set(names)) < len(names):
            return leave_open(rule, subject_of(whole), Skip("same_names", about=name_of(whole)), ((1, whole),))
        blank = rows - set(names)
        if blank and right.range.value < left.range.value:
            skip = Skip("blank_rows", {"count": len(blank)}, name_of(whole))
            return leave_open(rule, subject_of(whole), skip, ((1, whole),))
    return compare(rule, subject_of(whole), left, right)


def _rows_of_blocks(
    evidence: Evidence, columns: Iterable[Sequence[Figure]]
) -> dict[tuple[int | None, int | None], set[str]]:
    """The rows that each total row adds up, by the total's place: those of its columns, and those beside them.

    One row of other words may part them. A form repeats its units in every part; a unit that one part leaves out
    altogether hides no number there.
    """
    rows: dict[tuple[int | None, int | None], set[str]] = {}
    blocks: dict[tuple[int | None, int | None], set[str]] = {}
    blanks = [(blank.place.table_no, blank.place.row_no, blank.scope_name) for blank in evidence.extract.blank_rows]
    for column in columns:
        cells = [(figure.place.table_no, figure.place.row_no, figure.scope_name) for figure in column]
        units = {plain(name) for _, _, name in cells if not is_total_name(name)}
        for table_no, row_no, name in (*cells, *blanks):
            rows.setdefault((table_no, row_no), set()).update([] if is_total_name(name) else [plain(name)])
        for table_no, row_no, name in cells:
            if is_total_name(name):
                blocks.setdefault((table_no, row_no), set()).update(units)
    for (table_no, row_no), names in blocks.items():
        for step in (1, -1):
            at = row_no or 0
            while (table_no, at) in rows or (table_no, at + step) in rows:
                names |= rows.get((table_no, at), set())
                at += step
    return blocks


def _whole_of(evidence: Evidence, part: Figure) -> Figure | None:
    """The figure beside the part that counts all sources of money, None where there is not just one."""
    wholes = distinct(
        figure
        for figure in evidence.of(part.measure_code or "")
        if in_table(figure)
        and (figure.report_no, figure.place.table_no) == (part.report_no, part.place.table_no)
        and plain(figure.scope_name) == plain(part.scope_name)
        and figure.basis == part.basis
        and figure.period_year == part.period_year
    )
    return wholes[0] if len(wholes) == 1 else None


def _stage_parts(evidence: Evidence) -> Iterable[tuple[Figure, list[Figure]]]:
    """Each stage's total of a project with the parts printed for its sources of money."""
    groups: dict[int, tuple[Figure, list[Figure]]] = {}
    for code in _STAGES:
        for part in evidence.parts_of(code):
            if in_table(part) and (whole := _whole_of(evidence, part)):
                groups.setdefault(whole.figure_no, (whole, []))[1].append(part)
    return groups.values()


def _known_sources(groups: Iterable[tuple[Figure, list[Figure]]], whole: Figure) -> set[str]:
    return {
        funding_level(part)
        for other, parts in groups
        if plain(other.scope_name) == plain(whole.scope_name)
        for part in parts
    }


def _parts_at_most(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    groups = list(_stage_parts(evidence))
    for whole, parts in groups:
        if len(_known_sources(groups, whole)) == 1:  # several sources are a full grid, which another rule adds up
            left, right = sum_side(evidence, [(1, part) for part in parts]), figure_side(evidence, whole)
            yield compare(replace(rule, relation="le"), subject_of(parts[0]), left, right)


@asks("A11", skips=("blank_sources", "received_missing", "spent_missing", "stages_missing"))
def project_money(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """The money of projects over its sources, and what is left of it between its stages."""
    yield from _sources(evidence, rule)
    yield from _balances(evidence, rule)


def _sources(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    groups = list(_stage_parts(evidence))
    for whole, parts in groups:
        known = _known_sources(groups, whole)
        if len(known) < 2:
            continue
        between, beside = _unknown_among(evidence, parts)
        left, right = figure_side(evidence, whole), sum_side(evidence, [(1, part) for part in (*parts, *between)])
        if beside and not agree(left.range, right.range):  # 中央水利发展资金 above 省级配套 is a source, too
            right = sum_side(evidence, [(1, part) for part in (*parts, *between, *beside)])
        blank = known - {funding_level(part) for part in parts}
        if blank and right.range.value < left.range.value and not agree(left.range, right.range):
            skip = Skip("blank_sources", {"count": len(blank)}, name_of(whole))
            yield leave_open(rule, subject_of(whole), skip, ((1, whole),))
        else:
            yield compare(rule, subject_of(whole), left, right)


def _unknown_among(evidence: Evidence, parts: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Amounts of the column of known sources whose source goes by an unknown name: between those, and right beside."""
    first, own = parts[0], {part.figure_no for part in parts}
    here = (first.report_no, first.place.table_no, first.place.column_no)
    lines = {
        figure.place.row_no or 0: figure
        for figure in evidence.extract.figures
        if (figure.report_no, figure.place.table_no, figure.place.column_no) == here
        and figure.measure_code == first.measure_code
        and (figure.item_name or figure.figure_no in own)
    }
    rows = {part.place.row_no or 0 for part in parts}
    low, high = min(rows), max(rows)
    between = [figure for row, figure in lines.items() if low < row < high and figure.figure_no not in own]
    while low - 1 in lines:
        low -= 1
    while high + 1 in lines:
        high += 1
    beside = [figure for row, figure in lines.items() if low <= row <= high and not min(rows) <= row <= max(rows)]
    return between, beside


def _balances(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    every = [*evidence.of("project_balance"), *evidence.parts_of("project_balance")]
    for balance in (figure for figure in every if in_table(figure)):
        received, spent = (_beside(evidence, code, balance) for code in ("project_received", "project_spent"))
        if received and spent:
            left, right = figure_side(evidence, balance), sum_side(evidence, [(1, received), (-1, spent)])
            yield compare(rule, subject_of(balance), left, right)
        elif not is_part(balance):
            about = name_of(balance)
            if received:
                skip = Skip("spent_missing", about=about)
            else:
                skip = Skip("received_missing", about=about) if spent else Skip("stages_missing", about=about)
            yield leave_open(rule, subject_of(balance), skip, ((1, balance),))


def _beside(evidence: Evidence, code: str, balance: Figure) -> Figure | None:
    """The one amount of a stage in the balance's row or table, None where there is none or several differ."""
    stage = evidence.parts_of(code) if is_part(balance) else evidence.of(code)
    amounts = distinct(figure for figure in stage if _is_beside(figure, balance))
    return amounts[0] if len(amounts) == 1 else None


def _is_beside(figure: Figure, other: Figure) -> bool:
    return (
        in_table(figure)
        and (figure.report_no, figure.place.table_no) == (other.report_no, other.place.table_no)
        and plain(figure.scope_name) == plain(other.scope_name)
        and funding_level(figure) == funding_level(other)
        and figure.period_year == other.period_year
    )


@asks("A12", skips=("no_total",))
def vouchers(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """The vouchers of a project against their total, and that against what the project spent."""
    lines: dict[tuple[int, str], list[Figure]] = {}
    for voucher in evidence.extract.vouchers:
        if figure := evidence.figure(voucher.amount_figure_no):
            lines.setdefault((voucher.report_no, voucher.scope_name), []).append(figure)
    for (report_no, scope_name), amounts in lines.items():
        numbers = {amount.figure_no for amount in amounts}
        totals = distinct(
            figure
            for figure in evidence.figures
            if figure.figure_kind == "voucher"
            and figure.figure_no not in numbers
            and any(is_total_name(part) for part in figure.label.split(" / "))
            and (figure.report_no, figure.scope_name) == (report_no, scope_name)
        )
        added = sum_side(evidence, [(1, amount) for amount in amounts])
        added = replace(added, words=f"{len(amounts)} 笔凭证之和 {added.range.value.normalize():f} 元")
        if len(totals) == 1:
            yield compare(rule, subject_of(totals[0]), figure_side(evidence, totals[0]), added)
        spent = distinct(evidence.of_project("project_spent", scope_name, report_no))
        if len(spent) == 1:
            whole = figure_side(evidence, totals[0]) if len(totals) == 1 else added
            yield compare(rule, subject_of(spent[0]), figure_side(evidence, spent[0]), whole)
        elif not totals:
            yield leave_open(rule, subject_of(amounts[0]), Skip("no_total"))
