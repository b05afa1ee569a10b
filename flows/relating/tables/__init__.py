"""The relations of a table: totals over their blocks, differences and rates of columns and rows."""

from collections.abc import Iterator, Sequence

from flows.model.facts import Figure
from flows.model.relations import Relation
from flows.model.report import Table


def relations_of_table(table: Table, figures: Sequence[Figure]) -> Iterator[Relation]:
    """Every relation that the table states of the figures in it."""
    yield from ()
