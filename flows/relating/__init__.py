"""What a report itself says must hold: blocks and the figures in them in, relations out; pure.

Relations come from words (合计, 其中, 比上年增加, 占, 完成) and from layout (a total row over its block, columns of two
years beside their difference), never from the dictionary of measures.

Knows facts and words, and no other room.
"""

from collections.abc import Iterator, Sequence

from flows.model.facts import Figure, Heading
from flows.model.relations import Relation
from flows.model.report import Block, Table
from flows.relating.places import missing_tables, relations_of_places
from flows.relating.sentences import relations_of_text
from flows.relating.tables import relations_of_table

__all__ = ["missing_tables", "relations"]


def relations(blocks: Sequence[Block], figures: Sequence[Figure], headings: Sequence[Heading]) -> Iterator[Relation]:
    """Every relation that the blocks state, in the order of the document, and then those between its places."""
    by_block: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.value is not None:
            by_block.setdefault(figure.place.block_no, []).append(figure)
    for block in blocks:
        if here := by_block.get(block.block_no):
            yield from relations_of_table(block, here) if isinstance(block, Table) else relations_of_text(block, here)
    yield from relations_of_places(blocks, figures, headings)
