"""Relations between two places of one document that print the same fact, whatever its measure."""

from collections.abc import Iterator, Mapping, Sequence

from flows.model.facts import Figure, Heading, Indicator
from flows.model.relations import Relation
from flows.model.report import Block
from flows.relating.places.changed.anchored import told_of_cells
from flows.relating.places.changed.bare import told_without_amounts
from flows.relating.places.changed.based import told_of_bases
from flows.relating.places.changed.compared import compared_elsewhere, owners_of_changes
from flows.relating.places.changed.growths import growths_of_cells
from flows.relating.places.changed.opposed import changes_of_parts, told_both_ways
from flows.relating.places.contents import missing_tables
from flows.relating.places.execution import executed_elsewhere
from flows.relating.places.facts import facts_of
from flows.relating.places.listed import listed_again
from flows.relating.places.named_lines import sums_of_named_lines
from flows.relating.places.numbered_rows import told_of_heads
from flows.relating.places.per_head import over_named_heads
from flows.relating.places.per_unit import averages_elsewhere
from flows.relating.places.retold import retold
from flows.relating.places.rows import last_year_of_rows
from flows.relating.places.scores import scores_told
from flows.relating.places.shared import shared_over_paragraphs
from flows.relating.places.slips import swapped
from flows.relating.places.splits import split_alike
from flows.relating.places.statements import opened_as_closed, said_to_be_empty, within_debt_limits, within_three_public
from flows.relating.places.surroundings import Surroundings
from flows.relating.places.targets import reached_of_targets
from flows.relating.places.twins import twins

_EXPLAINING = frozenset({"difference", "ratio"})
_BOUND = "order"

__all__ = ["missing_tables", "relations_of_places"]


def relations_of_places(
    blocks: Sequence[Block], figures: Sequence[Figure], headings: Sequence[Heading], indicators: Sequence[Indicator],
    stated: Sequence[Relation],
) -> Iterator[Relation]:  # fmt: skip
    """Every relation between figures that stand in different places of the document, without what tables and sentences
    have stated of the same numbers.
    """
    copies = {heading.report_no for heading in headings if heading.copy_no}
    surroundings = Surroundings(blocks)
    own = [figure for figure in figures if figure.report_no not in copies]
    facts = tuple(facts_of(own, surroundings))
    explained = {one.left[0].figure_no for one in stated if one.relation_kind in _EXPLAINING and len(one.left) == 1}
    added = frozenset(one.left[0].figure_no for one in stated if one.relation_kind == "sum" and len(one.left) == 1)
    found = [
        *split_alike(facts),
        *twins(facts),
        *retold(facts),
        *told_of_heads(blocks, facts),
        *within_three_public(facts),
        *opened_as_closed(facts),
        *within_debt_limits(facts),
        *said_to_be_empty(blocks, figures),
        *compared_elsewhere(own, facts, surroundings, explained, owners_of_changes(stated)),
        *told_of_cells(own, explained),
        *growths_of_cells(own, explained),
        *told_of_bases(own, explained),
        *told_both_ways(own),
        *changes_of_parts(own),
        *told_without_amounts(blocks, own),
        *last_year_of_rows(own),
        *executed_elsewhere(own, explained),
        *listed_again(own),
        *sums_of_named_lines(own, added),
        *shared_over_paragraphs(own, explained),
        *reached_of_targets(own),
        *over_named_heads(own),
        *scores_told(own, indicators),
    ]
    multiplied = {no for one in (*stated, *found) if one.relation_kind == "product" for no in one.figure_nos}
    found += averages_elsewhere(own, multiplied)
    doubted = _unequal(found, figures)
    slips = (slip for slip in swapped(facts) if doubted.isdisjoint(_numbers(slip)))
    known = {_numbers(one) for one in stated}
    first_of: dict[tuple[bool, frozenset[int]], Relation] = {}
    for one in (*found, *slips):
        first_of.setdefault((one.relation_kind == _BOUND, _numbers(one)), one)
    by_no = {figure.figure_no: figure for figure in figures}
    first = ((numbers, one) for (_, numbers), one in first_of.items())
    yield from (one for numbers, one in first if numbers not in known and not _is_of_one_row(one, by_no))


def _numbers(relation: Relation) -> frozenset[int]:
    return frozenset(operand.figure_no for _, operand in relation.operands())


def _is_of_one_row(relation: Relation, by_no: Mapping[int, Figure]) -> bool:
    """Whether two cells of one row are said to be the same: its columns print different things of one name."""
    places = [by_no[no].place for no in _numbers(relation)]
    rows = {(place.block_no, place.row_no) for place in places}
    columns = {place.column_no for place in places}
    return relation.relation_kind == "equal" and places[0].row_no is not None and len(rows) == 1 < len(columns)


def _unequal(relations: Sequence[Relation], figures: Sequence[Figure]) -> frozenset[int]:
    """The numbers of relations whose two sides differ, by rounding or by mistake: their slip is not told twice. What is
    only at most another says nothing of a slip.
    """
    values = {figure.figure_no: figure.value for figure in figures}
    return frozenset(
        number
        for relation in relations
        if relation.relation_kind != _BOUND and len({values[no] for no in _numbers(relation)}) > 1
        for number in _numbers(relation)
    )
