"""Totals over rows: units, projects, sources of money, vouchers."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from flows.judging.evidence import (
    Evidence,
    distinct,
    funding_level,
    in_table,
    is_part,
    is_total_name,
    name_of,
)
from flows.judging.intervals import exact, holds, rounded, slack_between, total
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, figure_side, rule_named, subject_of
from flows.model.facts import Figure
from flows.model.words import plain

_PART_ROW = "其中"
_STAGES = ("project_planned", "project_received", "project_spent", "project_balance", "project_budget")


def judge_totals(evidence: Evidence, docket: Docket) -> None:
    """Asks A04, A11, A12 and A13."""
    if rule := rule_named("A04"):
        _total_rows(evidence, docket, rule, "finance")
    if rule := rule_named("A13"):
        _total_rows(evidence, docket, rule, "project")
        _parts_at_most(evidence, docket, rule)
    if rule := rule_named("A11"):
        _sources(evidence, docket, rule)
        _balances(evidence, docket, rule)
    if rule := rule_named("A12"):
        _vouchers(evidence, docket, rule)


def _sum(evidence: Evidence, parts: Sequence[tuple[int, Figure]]) -> Side:
    return Side(total(evidence.range_of(figure).times(sign) for sign, figure in parts), tuple(parts))


def _agree(left: Side, right: Side) -> bool:
    slack = slack_between(left.range, right.range, "eq")
    return holds(rounded(left.range.value), rounded(right.range.value), slack, "eq")


def _total_rows(evidence: Evidence, docket: Docket, rule: Rule, kind: str) -> None:
    columns: dict[tuple[object, ...], list[Figure]] = {}
    for figure in evidence.figures:
        if figure.figure_kind != kind or not in_table(figure) or not figure.scope_name:
            continue
        if figure.scope_name.startswith(_PART_ROW):
            continue
        table = (figure.report_no, figure.place.table_no)
        columns.setdefault((*table, plain(figure.label), figure.period_year, figure.basis, figure.unit), []).append(
            figure
        )
    blocks = _rows_of_blocks(evidence, columns.values())
    for (report_no, *_), column in columns.items():
        totals = [figure for figure in column if is_total_name(figure.scope_name)]
        units = [figure for figure in column if not is_total_name(figure.scope_name)]
        if len(totals) != 1 or not units or not isinstance(report_no, int):
            continue  # no total row, or sub-totals whose members a grid does not tell
        names = [plain(figure.scope_name) for figure in units]
        blank = blocks[totals[0].place.table_no, totals[0].place.row_no] - set(names)
        left, right = (
            figure_side(evidence.range_of(totals[0]), totals[0]),
            _sum(evidence, [(1, unit) for unit in units]),
        )
        right = Side(right.range, right.parts, " + ".join(f"{unit.scope_name} {unit.printed}" for unit in units))
        if not _agree(left, right):
            if len(set(names)) < len(names):
                docket.leave_open(
                    rule,
                    subject_of(totals[0]),
                    f"{name_of(totals[0])}：同名的行不止一行，无法加总",
                    ((1, totals[0]),),
                )
                continue
            if blank and right.range.value < left.range.value:
                docket.leave_open(
                    rule,
                    subject_of(totals[0]),
                    f"{name_of(totals[0])}：有 {len(blank)} 行空白，不作 0 处理",
                    ((1, totals[0]),),
                )
                continue
        docket.decide(rule, subject_of(totals[0]), left, right)


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
        mine = [(figure.place.table_no, figure.place.row_no, figure.scope_name) for figure in column]
        units = {plain(name) for _, _, name in mine if not is_total_name(name)}
        for table_no, row_no, name in (*mine, *blanks):
            rows.setdefault((table_no, row_no), set()).update([] if is_total_name(name) else [plain(name)])
        for table_no, row_no, name in mine:
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
    found = distinct(
        figure
        for figure in evidence.of(part.measure_code or "")
        if in_table(figure)
        and (figure.report_no, figure.place.table_no) == (part.report_no, part.place.table_no)
        and plain(figure.scope_name) == plain(part.scope_name)
        and figure.basis == part.basis
        and figure.period_year == part.period_year
    )
    return found[0] if len(found) == 1 else None


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


def _parts_at_most(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    groups = list(_stage_parts(evidence))
    for whole, parts in groups:
        if len(_known_sources(groups, whole)) == 1:  # several sources are a full grid, which A11 adds up
            left, right = (
                _sum(evidence, [(1, part) for part in parts]),
                figure_side(evidence.range_of(whole), whole),
            )
            docket.decide(rule, subject_of(parts[0]), left, right, relation="le")


def _sources(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    groups = list(_stage_parts(evidence))
    for whole, parts in groups:
        known = _known_sources(groups, whole)
        if len(known) < 2:
            continue
        left, right = (
            figure_side(evidence.range_of(whole), whole),
            _sum(evidence, [(1, part) for part in parts]),
        )
        blank = known - {funding_level(part) for part in parts}
        if not _agree(left, right) and blank and right.range.value < left.range.value:
            docket.leave_open(
                rule,
                subject_of(whole),
                f"{name_of(whole)}：有 {len(blank)} 项资金来源空白，不作 0 处理",
                ((1, whole),),
            )
        else:
            docket.decide(rule, subject_of(whole), left, right)


def _balances(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    every = [*evidence.of("project_balance"), *evidence.parts_of("project_balance")]
    for balance in (figure for figure in every if in_table(figure)):
        found = []
        for code in ("project_received", "project_spent"):
            pool = evidence.parts_of(code) if is_part(balance) else evidence.of(code)
            found.append(distinct(figure for figure in pool if _is_beside(figure, balance)))
        if all(len(one) == 1 for one in found):
            [[received], [spent]] = found
            left, right = (
                figure_side(evidence.range_of(balance), balance),
                _sum(evidence, [(1, received), (-1, spent)]),
            )
            docket.decide(rule, subject_of(balance), left, right)
        elif not is_part(balance):
            names = [name for name, one in zip(("到位", "支出"), found, strict=True) if len(one) != 1]
            reason = f"{name_of(balance)}：未印出唯一的{'、'.join(names)}数"
            docket.leave_open(rule, subject_of(balance), reason, ((1, balance),))


def _is_beside(figure: Figure, other: Figure) -> bool:
    return (
        in_table(figure)
        and (figure.report_no, figure.place.table_no) == (other.report_no, other.place.table_no)
        and plain(figure.scope_name) == plain(other.scope_name)
        and funding_level(figure) == funding_level(other)
        and figure.period_year == other.period_year
    )


def _vouchers(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    lines: dict[tuple[int, str], list[Figure]] = {}
    for voucher in evidence.extract.vouchers:
        if figure := evidence.figure(voucher.amount_figure_no):
            lines.setdefault((voucher.report_no, voucher.scope_name), []).append(figure)
    for (report_no, scope_name), amounts in lines.items():
        mine = {figure.figure_no for figure in amounts}
        printed = [
            figure
            for figure in evidence.figures
            if figure.figure_kind == "voucher"
            and figure.figure_no not in mine
            and any(is_total_name(part) for part in figure.label.split(" / "))
            and (figure.report_no, figure.scope_name) == (report_no, scope_name)
        ]
        totals = distinct(printed)
        sum_of_lines = _sum(evidence, [(1, figure) for figure in amounts])
        worded = Side(sum_of_lines.range, sum_of_lines.parts, f"{len(amounts)} 笔凭证之和 {_yuan(sum_of_lines)}")
        if len(totals) == 1:
            docket.decide(rule, subject_of(totals[0]), figure_side(evidence.range_of(totals[0]), totals[0]), worded)
        spent = distinct(evidence.of_project("project_spent", scope_name))
        if len(spent) == 1:
            [stage] = spent
            left = figure_side(evidence.range_of(stage), stage)
            whole = _sum(evidence, [(1, totals[0])]) if len(totals) == 1 else worded
            docket.decide(rule, subject_of(stage), left, whole)
        elif not totals:
            docket.leave_open(rule, subject_of(amounts[0]), "凭证合计与项目实际支出均未印出", ())


def _yuan(side: Side) -> str:
    return f"{exact(Decimal(side.range.value)).value.normalize():f} 元"
