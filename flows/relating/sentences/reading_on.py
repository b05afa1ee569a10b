"""What a paragraph says of the numbers of those before it: rates, averages and remainders whose amounts stand there."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from flows.model.facts import Figure
from flows.model.printed.slips import digits
from flows.model.relations import Relation
from flows.model.report import Paragraph
from flows.relating.sentences import relations_of_text

_EQUATIONS = frozenset({"sum", "difference", "ratio", "product"})
_PARAGRAPHS = 2  # with numbers, before the one that is read
_LONGEST = 1_500  # characters of them, and of it
_FEWEST_DIGITS, _MOST_SHORT = 3, 2  # two numbers of fewer digits say too little

Numbered = tuple[Paragraph, Sequence[Figure]]


def read_on(before: Sequence[Numbered], here: Numbered, explained: Set[int]) -> Iterator[Relation]:
    """The equations that join numbers of a paragraph which nothing explains with numbers of those before it, read as
    one text. None is sure.
    """
    own = {figure.figure_no for figure in here[1]}
    still_open = own - explained
    if not still_open or not before or len(here[0].text) > _LONGEST:
        return
    text, figures = _joined([*_nearest(before), here])
    telling = {one.figure_no for one in figures if len(digits(one.printed).replace(".", "")) >= _FEWEST_DIGITS}
    for one in relations_of_text(Paragraph(here[0].block_no, text), figures):
        is_over = one.relation_kind in _EQUATIONS and not one.figure_nos <= own
        if is_over and len(one.figure_nos - telling) < _MOST_SHORT and _tells(one, still_open):
            yield replace(one, is_meant=False)


def _tells(one: Relation, still_open: Set[int]) -> bool:
    """Whether an equation is of a number that nothing explains: what it gives, an average, or all parts of a whole."""
    left, right = ({operand.figure_no for operand in side} for side in (one.left, one.right))
    if one.relation_kind == "product":
        return not right.isdisjoint(still_open)
    return left <= still_open or (one.relation_kind == "sum" and right <= still_open)


def _nearest(before: Sequence[Numbered]) -> Sequence[Numbered]:
    taken: list[Numbered] = []
    length = 0
    for one in reversed(before[-_PARAGRAPHS:]):
        length += len(one[0].text)
        if length > _LONGEST:
            break
        taken.insert(0, one)
    return taken


def _joined(parts: Sequence[Numbered]) -> tuple[str, list[Figure]]:
    """The texts one after the other, and their numbers with the places that these have in all of it."""
    texts: list[str] = []
    figures: list[Figure] = []
    start = 0
    for paragraph, here in parts:
        figures += moved(here, start)
        texts.append(paragraph.text)
        start += len(paragraph.text) + 1
    return "\n".join(texts), figures


def moved(figures: Sequence[Figure], by: int) -> list[Figure]:
    """Those figures that have a place in their text, at the place that this has where the text begins `by` later."""
    return [
        replace(one, place=replace(one.place, char_start=start + by, char_end=end + by))
        for one in figures
        if (start := one.place.char_start) is not None and (end := one.place.char_end) is not None
    ]
