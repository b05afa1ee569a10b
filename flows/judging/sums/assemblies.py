"""A reading of an equation with the figures that stand for its terms: where they are looked for, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.judging.evidence import Evidence, basis_key, in_table
from flows.judging.intervals import agree
from flows.judging.register import Reading, RuleTerm
from flows.judging.sides import Side, Signed, sum_side
from flows.judging.standing import ANYWHERE, Area, Kind, column_of, paragraph_of, row_of, table_of
from flows.judging.verdicts import Skip
from flows.model.facts import Figure
from flows.model.words import measures, plain

CARRIED = frozenset({"carry_in", "carry_out"})
_OWN_MONEY = frozenset({"surplus_used", "surplus_distributed"})


@dataclass(frozen=True, slots=True)
class Assembly:
    """A reading of an equation with the figures found for it, and the names of what was not found.

    `is_of_table` is whether its terms must stand in one table, where what stands between them adds up too.
    `is_left_over` is whether nothing but what was left over from last year was found: that is no list of sources.
    """

    reading: Reading
    left: Side
    right: Side
    missing: tuple[str, ...]
    ambiguous: tuple[str, ...]
    blank: tuple[str, ...]
    is_of_table: bool
    is_left_over: bool

    @property
    def is_complete(self) -> bool:
        """Whether every term that must be printed is, and is one number."""
        has_sides = bool(self.left.parts and self.right.parts)
        return has_sides and not (self.missing or self.ambiguous or self.is_left_over)

    @property
    def agrees(self) -> bool:
        """Whether both sides are the same amount."""
        return agree(self.left.range, self.right.range)

    @property
    def parts(self) -> list[Figure]:
        """The figures of the right side."""
        return [figure for _, figure in self.right.parts]

    @property
    def why_incomplete(self) -> Skip:
        """Why the equation cannot be asked by this reading."""
        if self.ambiguous:
            return Skip("ambiguous", {"names": "、".join(self.ambiguous)})
        if self.missing:
            return Skip("missing", {"names": "、".join(self.missing)})
        return Skip("left_over" if self.is_left_over else "no_parts")


def assemble(evidence: Evidence, anchor: Figure, reading: Reading, *, in_one_table: bool) -> Assembly:
    """The reading with the anchor for its total, and for the other terms what stands nearest to it."""
    left: list[Signed] = []
    right: list[Signed] = []
    missing: list[str] = []
    ambiguous: list[str] = []
    blank: list[str] = []
    for parts, terms in ((left, reading.left), (right, reading.right)):
        for term in terms:
            if term is reading.left[0]:
                parts.append((term.sign, anchor))
                continue
            candidates = _nearest(evidence, anchor, term, in_one_table)
            if in_one_table and term.is_optional and right:
                candidates = [figure for figure in candidates if _is_between(figure, right[0][1], anchor)]
            name = measures()[term.code].name
            if len(candidates) > 1:
                ambiguous.append(name)
            elif candidates:
                parts += [(term.sign, candidates[0])] if term.sign else []
            elif not term.is_optional:
                missing.append(name)
            elif term.sign and _hides(evidence, anchor, term, right, in_one_table):
                blank.append(name)
    is_left_over = len(reading.right) > 2 and bool(right) and all(f.measure_code in CARRIED for _, f in right)
    return Assembly(
        reading=reading,
        left=sum_side(evidence, left),
        right=sum_side(evidence, right),
        missing=tuple(missing),
        ambiguous=tuple(ambiguous),
        blank=tuple(blank),
        is_of_table=in_one_table,
        is_left_over=is_left_over,
    )


def _nearest(evidence: Evidence, anchor: Figure, term: RuleTerm, in_one_table: bool) -> Sequence[Figure]:
    """The term's figures nearest to the total, one of each value: in its row, its table, the report; or its paragraph.

    Those of `in_one_table` are looked for in its row, its column and its table.
    """
    period = None if anchor.period_year is None else anchor.period_year + term.year_shift
    kind = Kind(
        term.code, anchor.report_no, plain(anchor.scope_name), period, term.basis or basis_key(anchor), in_table(anchor)
    )
    areas = _areas_in_table(anchor) if in_one_table else _areas(anchor, has_to_be_near=term.sign == 0)
    return next((figures for area in areas if (figures := evidence.standing(kind, area))), [])


def _areas_in_table(anchor: Figure) -> Sequence[Area]:
    place = anchor.place
    return (row_of(place), column_of(place), table_of(place)) if in_table(anchor) else ()


def _areas(anchor: Figure, *, has_to_be_near: bool) -> Sequence[Area]:
    place = anchor.place
    if not in_table(anchor):
        return (paragraph_of(place),)
    return (row_of(place),) if has_to_be_near else (row_of(place), table_of(place), ANYWHERE)


def _is_between(part: Figure, first: Figure, anchor: Figure) -> bool:
    """Whether a part stands between the sum that a total goes on from and the total, where all are in one column: what
    stands above that sum is in it already. Below a total that stands first, it stands anywhere behind that sum.
    """
    if len({one.place.column_no for one in (part, first, anchor)}) > 1 or first.place.row_no == anchor.place.row_no:
        return True
    first_row, row, last_row = (one.place.row_no or 0 for one in (first, part, anchor))
    return first_row < row and (row < last_row or last_row < first_row)


def _may_be_blank(evidence: Evidence, anchor: Figure, term: RuleTerm, right: Sequence[Signed]) -> bool:
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


def _hides(evidence: Evidence, anchor: Figure, term: RuleTerm, right: Sequence[Signed], in_one_table: bool) -> bool:
    """Whether a part that is not printed may be a number all the same."""
    return _may_be_blank(evidence, anchor, term, right) if in_one_table else _has_column(evidence, anchor, term)


def _has_column(evidence: Evidence, anchor: Figure, term: RuleTerm) -> bool:
    """Whether the total's table prints the part for another row, so that its blank here hides a number."""
    return in_table(anchor) and evidence.has_in_table(term.code, anchor.place)
