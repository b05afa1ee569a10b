"""Totals and their parts within one unit: the register's equations asked of every printed total."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.judging.evidence import Evidence, can_stand, in_table, name_of, own_label
from flows.judging.intervals import agree, total
from flows.judging.questions import asks
from flows.judging.register import Reading, Rule
from flows.judging.sums.assemblies import CARRIED, Assembly, assemble
from flows.judging.sums.neighbours import why_neighbours_count
from flows.judging.verdicts import Skip, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.words import plain

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Equation:
    """One equation of a rule, and how its readings turn out for every figure that could be its total, by its number."""

    evidence: Evidence
    readings: Sequence[Reading]
    assemblies: Mapping[int, Sequence[Assembly]]

    @property
    def named(self) -> frozenset[str]:
        """The measures that some reading names."""
        return frozenset(term.code for reading in self.readings for term in (*reading.left, *reading.right))

    def habits(self, anchors: Sequence[Figure]) -> Counter[tuple[int | None, int]]:
        """How often each reading holds in each table: a form reads its own columns the same way in every row."""
        return Counter(
            (anchor.place.table_no, number)
            for anchor in anchors
            for number, assembly in enumerate(self.assemblies[anchor.figure_no])
            if assembly.is_complete and assembly.agrees
        )


@asks(
    "A01", "A02", "A03", "A05", "A07", "A08", "A09", "A10", "A20", "A23",
    skips=("ambiguous", "missing", "left_over", "no_parts", "blank", "listed", "unknown_column", "other_part"),
)  # fmt: skip
def totals_and_parts(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every equation of the rule within one unit or table, asked of every figure that could be its total."""
    for readings in rule.equations:
        yield from _ask(evidence, rule, readings)


def _ask(evidence: Evidence, rule: Rule, readings: Sequence[Reading]) -> Iterator[Comparison]:
    anchors = [figure for figure in evidence.of(readings[0].left[0].code) if can_stand(figure)]
    in_one_table = rule.scope_relation == "same_table"
    equation = _Equation(
        evidence,
        readings,
        {
            anchor.figure_no: [assemble(evidence, anchor, reading, in_one_table=in_one_table) for reading in readings]
            for anchor in anchors
        },
    )
    habits = equation.habits(anchors)
    decided: set[object] = set()
    undecided: list[tuple[object, Figure, Skip]] = []
    for anchor in sorted(anchors, key=lambda figure: not in_table(figure)):
        key = (anchor.report_no, plain(anchor.scope_name), anchor.period_year, anchor.basis)
        assemblies = equation.assemblies[anchor.figure_no]
        if not any(assembly.is_complete for assembly in assemblies):
            if any(len(assembly.left.parts) + len(assembly.right.parts) > 1 for assembly in assemblies):
                undecided.append((key, anchor, assemblies[0].why_incomplete))
            continue
        chosen = next(_refuted(equation, anchor), _most_convincing(anchor, assemblies, habits))
        if not chosen.agrees and (skip := _doubt(equation, anchor, chosen)):
            undecided.append((key, anchor, skip))
            continue
        values = (key, chosen.left.range.value, chosen.right.range.value)
        if values not in decided:  # a sentence that repeats the form is the same answer, not another one
            decided.update({values, key})
            yield compare(rule, subject_of(anchor), chosen.left, chosen.right)
    for question, anchor, skip in undecided:
        if question not in decided:
            decided.add(question)
            yield leave_open(rule, subject_of(anchor), replace(skip, about=name_of(anchor)), ((1, anchor),))


def _most_convincing(
    anchor: Figure, assemblies: Sequence[Assembly], habits: Counter[tuple[int | None, int]]
) -> Assembly:
    """The complete reading that agrees, else one left open, else the table's habit, else one whose parts stand in the
    total's own table.
    """

    def badness(numbered: tuple[int, Assembly]) -> tuple[bool, bool, int, int, int]:
        number, assembly = numbered
        elsewhere = sum(part.place.table_no != anchor.place.table_no for part in assembly.parts)
        is_sure = not assembly.agrees and not assembly.blank
        habit = habits[anchor.place.table_no, number]
        return not assembly.agrees, is_sure, -habit, elsewhere, -len(assembly.parts)

    complete = ((number, assembly) for number, assembly in enumerate(assemblies) if assembly.is_complete)
    return min(complete, key=badness)[1]


def _refuted(equation: _Equation, anchor: Figure) -> Iterator[Assembly]:
    """The readings that must hold beside the others and do not, in the total's own table or paragraph.

    One that lacks a part which others are made up of (小计 of the vehicles, where only its items are printed) proves
    nothing as long as its parts are too little.
    """
    shared = set.intersection(*({term.code for term in reading.right} for reading in equation.readings))
    for assembly in equation.assemblies[anchor.figure_no]:
        if not (assembly.reading.holds_always and assembly.is_complete) or assembly.agrees:
            continue
        lacking = {term.code for term in assembly.reading.right} - {part.measure_code for part in assembly.parts}
        if (
            (assembly.right.range.value > assembly.left.range.value or lacking <= shared)
            and all(part.place.block_no == anchor.place.block_no for part in assembly.parts)
            and not _why_undecided(equation, anchor, assembly)
        ):
            yield assembly


def _doubt(equation: _Equation, anchor: Figure, chosen: Assembly) -> Skip | None:
    """Why the difference of the chosen reading proves nothing; too much of one that counts what was carried over
    (年初结转 added to 本年收入) proves nothing either where the one without it is open.
    """
    if skip := _why_undecided(equation, anchor, chosen):
        return skip
    if chosen.reading.holds_always or chosen.right.range.value < chosen.left.range.value:
        return None
    fewer = (
        one
        for one in equation.assemblies[anchor.figure_no]
        if one.is_complete
        and one.right.range.value < one.left.range.value
        and set(one.parts) < set(chosen.parts)
        and all(part.measure_code in CARRIED for part in set(chosen.parts) - set(one.parts))
    )
    return next((skip for one in fewer if (skip := _why_undecided(equation, anchor, one))), None)


def _other_parts(equation: _Equation, anchor: Figure, assembly: Assembly) -> Sequence[Figure]:
    """What else, of which the rule knows nothing, the report adds up to the total, where its numbers bear that out."""
    evidence, known = equation.evidence, {part.figure_no for part in assembly.parts}
    for one in evidence.extract.relations:
        if one.relation_kind != "sum" or [part.figure_no for part in one.left] != [anchor.figure_no]:
            continue
        parts = [(part.sign, evidence.printed(part.figure_no)) for part in one.right]
        others = [figure for _, figure in parts if figure.figure_no not in known]
        added = total(evidence.range_of(figure).times(sign) for sign, figure in parts)
        is_more = len(others) + len(known) == len(parts) > len(known)
        is_unknown = all(figure.measure_code not in equation.named for figure in others)
        if is_more and is_unknown and agree(evidence.range_of(anchor), added):
            return others
    return ()


def _why_undecided(equation: _Equation, anchor: Figure, assembly: Assembly) -> Skip | None:
    """Why a difference proves nothing, None where it does."""
    if skip := _why_listed(equation, anchor, assembly):
        return skip
    others = _other_parts(equation, anchor, assembly)
    names = "、".join(_name_beside(other, anchor) for other in others[:_MOST_NAMED])
    return Skip("other_part", {"names": names}) if others else None


def _name_beside(part: Figure, anchor: Figure) -> str:
    """What a part of a total is called: by its row, or by its column where both stand in one row."""
    is_beside = part.place.row_no == anchor.place.row_no
    return (part.place.column_head if is_beside else part.place.row_head) or own_label(part)


def _why_listed(equation: _Equation, anchor: Figure, assembly: Assembly) -> Skip | None:
    """Why the parts need not be all of them, None where nothing says so."""
    evidence = equation.evidence
    if assembly.reading.is_closed:
        # Of two amounts that must be one there is nothing that could be left out.
        is_one_to_one = len(assembly.left.parts) == len(assembly.right.parts) == 1
        return None if is_one_to_one else why_neighbours_count(evidence, anchor, assembly, equation.named)
    if assembly.right.range.value > assembly.left.range.value:
        subtracts = any(sign < 0 for sign, _ in assembly.right.parts)
        return why_neighbours_count(evidence, anchor, assembly, equation.named) if subtracts else None
    if assembly.blank:
        return Skip("blank", {"names": "、".join(assembly.blank)})
    # One part of several that a total could have is no list of them, in a table as little as in a sentence.
    if len(assembly.right.parts) == 1 or not (in_table(anchor) or _tells_all(evidence, anchor, assembly)):
        return Skip("listed")
    return why_neighbours_count(evidence, anchor, assembly, equation.named)


def _tells_all(evidence: Evidence, anchor: Figure, assembly: Assembly) -> bool:
    """Whether a sentence lists as parts of the total everything that the rule knows of, also what is 0."""
    listed = {
        part.figure_no
        for one in evidence.extract.relations
        if one.relation_kind == "part_of" and anchor.figure_no in {whole.figure_no for whole in one.right}
        for part in one.left
    }
    told = {part.measure_code for part in assembly.parts if part.figure_no in listed}
    return told >= {term.code for term in assembly.reading.right}
