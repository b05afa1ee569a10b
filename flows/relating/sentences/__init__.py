"""The relations of sentences: changes, shares, completions, sums and products that the words of a paragraph state."""

from collections.abc import Iterator, Sequence

from flows.model.facts import Figure
from flows.model.relations import Relation
from flows.model.report import Paragraph


def relations_of_text(paragraph: Paragraph, figures: Sequence[Figure]) -> Iterator[Relation]:
    """Every relation that the paragraph states of the figures in it."""
    yield from ()
