"""What a report itself says must hold: blocks and the figures in them in, relations out; pure.

Relations come from words (合计, 其中, 比上年增加, 占, 完成) and from layout (a total row over its block, columns of two
years beside their difference), never from the dictionary of measures.

Knows facts and words, and no other room.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby

from flows.model.facts import Figure, Heading, Indicator
from flows.model.relations import Relation
from flows.model.report import Block, Paragraph, Table
from flows.relating.places import missing_tables, relations_of_places
from flows.relating.sentences import relations_of_text
from flows.relating.sentences.listed_below import listed_below
from flows.relating.sentences.reading_on import Numbered, read_on
from flows.relating.sentences.slips import explained_by
from flows.relating.tables import relations_of_table

__all__ = ["missing_tables", "relations"]

_OF_SENTENCES = frozenset({"prose", "percentage"})


def relations(
    blocks: Sequence[Block], figures: Sequence[Figure], headings: Sequence[Heading], indicators: Sequence[Indicator]
) -> Iterator[Relation]:
    """Every relation that the blocks state, in the order of the document, and then those between its places."""
    by_block: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.value is not None:
            by_block.setdefault(figure.place.block_no, []).append(figure)
    stated = (*_of_blocks(blocks, by_block), *_of_lists(blocks, by_block))
    yield from stated
    of_places = tuple(relations_of_places(blocks, figures, headings, indicators, stated))
    yield from of_places
    yield from _over_paragraphs(blocks, by_block, explained_by((*stated, *of_places)))


def _over_paragraphs(
    blocks: Sequence[Block], by_block: Mapping[int, Sequence[Figure]], explained: Set[int]
) -> Iterator[Relation]:
    """What paragraphs say of numbers of those before them, tables being between none."""
    before: list[Numbered] = []
    for block in blocks:
        here = by_block.get(block.block_no, ())
        if isinstance(block, Table):
            before = []
        elif here:
            yield from read_on(before, (block, here), explained)
            before.append((block, here))


def _of_blocks(blocks: Sequence[Block], by_block: Mapping[int, Sequence[Figure]]) -> Iterator[Relation]:
    """What each table and paragraph states by itself."""
    for block in blocks:
        if not (here := by_block.get(block.block_no)):
            continue
        if isinstance(block, Table):
            yield from relations_of_table(block, here)
            yield from _of_cells(block, here)
        else:
            yield from relations_of_text(block, here)


def _of_lists(blocks: Sequence[Block], by_block: Mapping[int, Sequence[Figure]]) -> Iterator[Relation]:
    """What paragraphs say of those below them, tables being between none."""
    for is_table, run in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if not is_table:
            yield from listed_below(
                [(block, by_block.get(block.block_no, ())) for block in run if not isinstance(block, Table)]
            )


def _of_cells(table: Table, figures: Sequence[Figure]) -> Iterator[Relation]:
    """What the sentences in the cells of a table state."""
    by_cell: dict[tuple[int | None, int | None], list[Figure]] = {}
    for figure in figures:
        if figure.figure_kind in _OF_SENTENCES:
            by_cell.setdefault((figure.place.row_no, figure.place.column_no), []).append(figure)
    for cell in table.cells if by_cell else ():
        here = by_cell.get((cell.row, cell.column), [])
        if len(here) > 1:
            yield from relations_of_text(Paragraph(table.block_no, cell.text), here)
