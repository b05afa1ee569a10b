"""Totals and their parts within one unit: the register's equations asked of every printed total."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.judging.evidence import Evidence, basis_key, distinct, in_table, name_of
from flows.judging.intervals import holds, rounded, slack_between, total
from flows.judging.register import Reading, Rule, RuleTerm, rules
from flows.judging.verdicts import Docket, Side, subject_of
from flows.model.facts import Figure
from flows.model.words import measures, plain

_CARRY_OVER = frozenset({"carry_in", "carry_out"})
_OWN_MONEY = frozenset({"surplus_used", "surplus_distributed"})
_SCOPES = frozenset({"same_unit", "same_table"})  # the terms stand beside the total, or anywhere in the unit's report


@dataclass(frozen=True, slots=True)
class _Assembly:
    """A reading of an equation with the figures found for it, and the names of what was not found."""

    left: tuple[tuple[int, Figure], ...]
    right: tuple[tuple[int, Figure], ...]
    missing: tuple[str, ...]
    ambiguous: tuple[str, ...]
    blank: tuple[str, ...]
    is_closed: bool
    is_of_table: bool  # whether its terms must stand in one table, where what stands between them adds up too

    @property
    def is_complete(self) -> bool:
        return bool(self.left and self.right) and not self.missing and not self.ambiguous


def judge_identities(evidence: Evidence, docket: Docket) -> None:
    """Asks every active rule of kind equality within one unit or table of every figure that could be its total."""
    for rule in rules().values():
        if rule.is_active and rule.kind == "equality" and rule.scope_relation in _SCOPES:
            for readings in rule.equations:
                _judge_equation(evidence, docket, rule, readings)


def _judge_equation(evidence: Evidence, docket: Docket, rule: Rule, readings: Sequence[Reading]) -> None:
    decided: set[object] = set()
    open_ones: list[tuple[object, Figure, str]] = []
    anchors = [figure for figure in evidence.of(readings[0].left[0].code) if _can_stand(figure)]
    in_one_table = rule.scope_relation == "same_table"
    assembled = {
        one.figure_no: [_assemble(evidence, one, reading, in_one_table) for reading in readings] for one in anchors
    }
    habits = _habits(evidence, anchors, assembled)
    for anchor in sorted(anchors, key=lambda figure: not in_table(figure)):
        key = (anchor.report_no, plain(anchor.scope_name), anchor.period_year, anchor.basis)
        found = assembled[anchor.figure_no]
        complete = [assembly for assembly in found if assembly.is_complete]
        if not complete:
            if any(len(assembly.left) + len(assembly.right) > 1 for assembly in found):
                open_ones.append((key, anchor, _why_incomplete(found[0])))
            continue
        habit = [habits[anchor.place.table_no, number] for number, one in enumerate(found) if one.is_complete]
        _, best = min(zip(habit, complete, strict=True), key=lambda pair: _badness(evidence, pair[1], pair[0]))
        best = next(_refuted(evidence, anchor, readings, found), best)
        reason = "" if _agrees(evidence, best) else _why_undecided(evidence, anchor, best)
        if reason:
            open_ones.append((key, anchor, reason))
            continue
        sides = tuple(
            Side(total(evidence.range_of(f).times(s) for s, f in parts), parts) for parts in (best.left, best.right)
        )
        same = (key, sides[0].range.value, sides[1].range.value)
        if same not in decided:  # a sentence that repeats the form is the same answer, not another one
            decided.update({same, key})
            docket.decide(rule, subject_of(anchor), *sides)
    for asked, anchor, reason in open_ones:
        if asked not in decided:
            decided.add(asked)
            docket.leave_open(rule, subject_of(anchor), f"{name_of(anchor)}：{reason}", ((1, anchor),))


def _can_stand(figure: Figure) -> bool:
    """Whether a figure may be a term: a voucher's total is no expenditure of the unit, a rate no amount."""
    return figure.figure_kind not in ("percentage", "voucher") and figure.unit != "%"


def _assemble(evidence: Evidence, anchor: Figure, reading: Reading, in_one_table: bool) -> _Assembly:
    left: list[tuple[int, Figure]] = []
    right: list[tuple[int, Figure]] = []
    missing: list[str] = []
    ambiguous: list[str] = []
    blank: list[str] = []
    for parts, terms in ((left, reading.left), (right, reading.right)):
        for term in terms:
            if term is reading.left[0]:
                parts.append((term.sign, anchor))
                continue
            found = distinct(_nearest(evidence, anchor, term, in_one_table))
            if in_one_table and term.is_optional and right:
                found = [figure for figure in found if _is_between(figure, right[0][1], anchor)]
            if len(found) > 1:
                ambiguous.append(measures()[term.code].name)
            elif found and term.sign:
                parts.append((term.sign, found[0]))
            elif not found and not term.is_optional:
                missing.append(measures()[term.code].name)
            elif (
                not found
                and term.sign
                and (
                    _may_be_blank(evidence, anchor, term, right)
                    if in_one_table
                    else _has_column(evidence, anchor, term)
                )
            ):
                blank.append(measures()[term.code].name)
    if len(reading.right) > 2 and right and all(figure.measure_code in _CARRY_OVER for _, figure in right):
        missing.append("除结转外的各项来源")  # what was left over from last year alone is no list of sources
    return _Assembly(
        tuple(left), tuple(right), tuple(missing), tuple(ambiguous), tuple(blank), reading.is_closed, in_one_table
    )


def _nearest(evidence: Evidence, anchor: Figure, term: RuleTerm, in_one_table: bool) -> list[Figure]:
    """The term's figures nearest to the total: in its row, its table, the report; or its paragraph.

    Those of `in_one_table` are looked for in its row, its column and its table.
    """
    basis = term.basis or basis_key(anchor)
    period = None if anchor.period_year is None else anchor.period_year + term.year_shift
    found = [
        figure
        for figure in evidence.of(term.code)
        if _can_stand(figure)
        and figure.report_no == anchor.report_no
        and plain(figure.scope_name) == plain(anchor.scope_name)
        and figure.period_year == period
        and basis_key(figure) == basis
        and in_table(figure) == in_table(anchor)
    ]
    levels = _levels_in_table(anchor, found) if in_one_table else _levels(anchor, found, has_to_be_near=term.sign == 0)
    return next((level for level in levels if level), [])


def _levels_in_table(anchor: Figure, found: Sequence[Figure]) -> Iterator[list[Figure]]:
    here = [f for f in found if in_table(f) and f.place.table_no == anchor.place.table_no]
    yield [f for f in here if f.place.row_no == anchor.place.row_no]
    yield [f for f in here if f.place.column_no == anchor.place.column_no]
    yield here


def _levels(anchor: Figure, found: Sequence[Figure], *, has_to_be_near: bool) -> Iterator[list[Figure]]:
    place = anchor.place
    if not in_table(anchor):
        where = (place.block_no, place.row_no, place.column_no)
        yield [f for f in found if (f.place.block_no, f.place.row_no, f.place.column_no) == where]
        return
    yield [f for f in found if (f.place.table_no, f.place.row_no) == (place.table_no, place.row_no)]
    if not has_to_be_near:
        yield [f for f in found if f.place.table_no == place.table_no]
        yield list(found)


def _is_between(part: Figure, first: Figure, anchor: Figure) -> bool:
    """Whether a part stands between the sum that a total goes on from and the total, where all are in one column: what
    stands above that sum is in it already. Below a total that stands first, it stands anywhere behind that sum.
    """
    if len({one.place.column_no for one in (part, first, anchor)}) > 1 or first.place.row_no == anchor.place.row_no:
        return True
    first_row, row, last_row = (one.place.row_no or 0 for one in (first, part, anchor))
    return first_row < row and (row < last_row or last_row < first_row)


def _may_be_blank(evidence: Evidence, anchor: Figure, term: RuleTerm, right: Sequence[tuple[int, Figure]]) -> bool:
    """Whether the part may hide in a cell without a number between the sum that the total goes on from and the total.

    What the treasury paid (a fund's column) is neither used up as a surplus nor distributed: no line is printed for it.
    """
    if anchor.scope_name and term.code in _OWN_MONEY:
        return False
    first, place = right[0][1].place if right else anchor.place, anchor.place
    if first.column_no != place.column_no or place.row_no is None or first.row_no is None:
        return True
    if place.row_no < first.row_no:  # the total stands first, and nothing tells where its parts end
        return True
    rows = range(first.row_no + 1, place.row_no)
    return not all(evidence.has_number(replace(place, row_no=row)) for row in rows)


def _has_column(evidence: Evidence, anchor: Figure, term: RuleTerm) -> bool:
    """Whether the total's table prints the part for another row, so that its blank here hides a number."""
    return in_table(anchor) and any(
        figure.place.table_no == anchor.place.table_no and in_table(figure) for figure in evidence.of(term.code)
    )


def _habits(
    evidence: Evidence, anchors: Sequence[Figure], assembled: Mapping[int, Sequence[_Assembly]]
) -> Counter[tuple[int | None, int]]:
    """How often each reading holds in each table: a form reads its own columns the same way in every row."""
    return Counter(
        (anchor.place.table_no, number)
        for anchor in anchors
        for number, assembly in enumerate(assembled[anchor.figure_no])
        if assembly.is_complete and _agrees(evidence, assembly)
    )


def _badness(evidence: Evidence, assembly: _Assembly, habit: int) -> tuple[bool, bool, int, int, int]:
    """How little a reading convinces: one that agrees first, then one left open, then the table's habit, then one
    whose parts stand in the total's own table.
    """
    agrees = _agrees(evidence, assembly)
    [(_, anchor), *_] = assembly.left
    elsewhere = sum(figure.place.table_no != anchor.place.table_no for _, figure in assembly.right)
    return not agrees, not agrees and not assembly.blank, -habit, elsewhere, -len(assembly.right)


def _refuted(
    evidence: Evidence, anchor: Figure, readings: Sequence[Reading], found: Sequence[_Assembly]
) -> Iterator[_Assembly]:
    """The readings that must hold beside the others and do not, in the total's own table or paragraph.

    One that lacks a part which others are made up of (小计 of the vehicles, where only its items are printed) proves
    nothing as long as its parts are too little.
    """
    shared = set.intersection(*({term.code for term in reading.right} for reading in readings))
    for reading, one in zip(readings, found, strict=True):
        if not (reading.holds_always and one.is_complete) or _agrees(evidence, one):
            continue
        parts = [figure for _, figure in one.right]
        lacking = {term.code for term in reading.right} - {figure.measure_code for figure in parts}
        left, right = (sum(sign * (figure.value or 0) for sign, figure in side) for side in (one.left, one.right))
        if (
            (right > left or lacking <= shared)
            and all(figure.place.block_no == anchor.place.block_no for figure in parts)
            and not _why_undecided(evidence, anchor, one)
        ):
            yield one


def _agrees(evidence: Evidence, assembly: _Assembly) -> bool:
    left, right = (total(evidence.range_of(f).times(s) for s, f in parts) for parts in (assembly.left, assembly.right))
    return holds(rounded(left.value), rounded(right.value), slack_between(left, right, "eq"), "eq")


def _why_incomplete(assembly: _Assembly) -> str:
    if assembly.ambiguous:
        return f"「{'、'.join(assembly.ambiguous)}」在同一处印有多个数值，无法确定用哪一个"
    if assembly.missing:
        return f"未印出「{'、'.join(assembly.missing)}」，空白不作 0 处理"
    return "未印出任何分项"


def _why_undecided(evidence: Evidence, anchor: Figure, assembly: _Assembly) -> str:
    """Why a difference proves nothing, '' where it does."""
    left, right = (total(evidence.range_of(f).times(s) for s, f in parts) for parts in (assembly.left, assembly.right))
    if right.value > left.value and not assembly.is_closed:
        return (
            _why_unknown_neighbours(evidence, anchor, assembly) if any(sign < 0 for sign, _ in assembly.right) else ""
        )
    if assembly.is_closed:
        is_one_to_one = len(assembly.left) == len(assembly.right) == 1  # there is nothing that could be left out
        return "" if is_one_to_one else _why_unknown_neighbours(evidence, anchor, assembly)
    if assembly.blank:
        return f"「{'、'.join(assembly.blank)}」空白或未印出，不作 0 处理"
    if not in_table(anchor):
        return "文中只列举了部分分项，其和未超过合计"
    return _why_unknown_neighbours(evidence, anchor, assembly)


def _why_unknown_neighbours(evidence: Evidence, anchor: Figure, assembly: _Assembly) -> str:
    """Names what no measure is known for in the total's row or below its parts: there may be further parts."""
    if not in_table(anchor):
        return ""
    place = anchor.place
    unknown = [
        figure
        for figure in evidence.figures
        if figure.measure_code is None
        and in_table(figure)
        and figure.value
        and figure.basis != "change"
        and (figure.place.table_no, figure.place.row_no) == (place.table_no, place.row_no)
        and replace(figure.place, char_start=None, char_end=None) != replace(place, char_start=None, char_end=None)
    ]
    if unknown:
        return f"同一行有未识别的栏目「{'、'.join(name_of(figure) for figure in unknown[:3])}」，可能是另一分项"
    parts = [part for _, part in assembly.right]
    lines = evidence.between(anchor, parts) if assembly.is_of_table else evidence.lines_beside(anchor, parts)
    if lines:
        return f"同一表另有「{'、'.join(line.item_name or name_of(line) for line in lines[:3])}」，可能是另一分项"
    return ""
