"""What a comparison is about, in words that stay when the report is laid out anew: what its findings are known by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from flows.model.facts import Comparison, Figure, Term
from flows.model.words import plain

_PARTS = "…"


def with_subjects(comparisons: Iterable[Comparison], figures: Sequence[Figure]) -> tuple[Comparison, ...]:
    """The comparisons, each with its subject; `figures` are all that their terms may name."""
    by_number = {figure.figure_no: figure for figure in figures}
    return tuple(replace(one, subject=one.subject or subject_of_terms(one.terms, by_number)) for one in comparisons)


def subject_of_terms(terms: Iterable[Term], figures: Mapping[int, Figure]) -> str:
    """What stands on the two sides, '' where nothing does: each thing once, in an order of its own.

    Neither places nor amounts are part of it, so that it stays while text moves and numbers are corrected. A whole
    beside its parts is known by itself: with a row that had been left out it is the same sum.
    """
    sides: dict[str, set[str]] = {"left": set(), "right": set()}
    for term in terms:
        figure = None if term.figure_no is None or term.document_id else figures.get(term.figure_no)
        sides[term.side].add(_name(term, figure))
    left, right = sides.values()
    if len(left) == 1 < len(right):
        right = {_PARTS}
    elif len(right) == 1 < len(left):
        left = {_PARTS}
    return "=".join("+".join(sorted(names)) for names in (left, right)) if left or right else ""


def _name(term: Term, figure: Figure | None) -> str:
    """The measure where it is known, and the folded label, which alone tells one line of a form from the next."""
    code = figure.measure_code if figure and figure.measure_code else ""
    return " ".join(filter(None, (code, plain(term.label))))
