"""The relations of sentences: changes, shares, completions, sums and products that the words of a paragraph state."""

from collections.abc import Iterator, Sequence

from flows.model.facts import Figure
from flows.model.relations import Relation
from flows.model.report import Paragraph
from flows.relating.sentences.alike import rates_alike
from flows.relating.sentences.bounds.inside import told_among
from flows.relating.sentences.bounds.stating import stated_bounds
from flows.relating.sentences.bounds.targets import averages_within_caps, held_against_targets
from flows.relating.sentences.changes import stated_changes
from flows.relating.sentences.lanes import Dealt, dealt
from flows.relating.sentences.left.balances import stated_balances
from flows.relating.sentences.lists import PartList, lists_of
from flows.relating.sentences.making import Maker
from flows.relating.sentences.numbers import Number, numbers_of
from flows.relating.sentences.products.means import stated_means
from flows.relating.sentences.products.stating import stated_products
from flows.relating.sentences.rates import stated_rates
from flows.relating.sentences.scored import scored_by_rates
from flows.relating.sentences.slips import explained_by, slips_of_rates, slips_of_rests, slips_of_sums
from flows.relating.sentences.sums import stated_sums

_FEWEST = 2
_EQUATIONS = frozenset({"sum", "difference", "equal"})


def relations_of_text(paragraph: Paragraph, figures: Sequence[Figure]) -> Iterator[Relation]:
    """Every relation that the paragraph states of the figures in it, each once."""
    numbers = numbers_of(paragraph.text, figures)
    if len(numbers) < _FEWEST:
        return
    make, lists, shares = Maker(paragraph.text), lists_of(numbers, paragraph.text), dealt(numbers)
    known: set[tuple[object, ...]] = set()
    told = list(_stated(paragraph.text, numbers, lists, shares, make))
    told += rates_alike(numbers, shares.lanes, told, make)
    told += _slips(numbers, lists, shares, explained_by(told), make)
    for relation in sorted(told, key=lambda one: not one.is_meant):
        key = _key(relation)
        if key not in known:
            known.add(key)
            yield relation


def _key(relation: Relation) -> tuple[object, ...]:
    """What tells a relation from others: an equation of the same addends is the same, whatever stands on the left."""
    if relation.relation_kind in _EQUATIONS:
        return ("equation", relation.figure_nos)
    return (relation.relation_kind, relation.left, relation.right)


def _stated(
    text: str, numbers: Sequence[Number], lists: Sequence[PartList], shares: Dealt, make: Maker
) -> Iterator[Relation]:
    wholes = {part.start: one.whole for one in lists for part in one.parts}
    listed = frozenset(wholes)
    yield from stated_sums(numbers, lists, wholes, make)
    yield from stated_balances(numbers, listed, make)
    yield from stated_means(numbers, make)
    yield from scored_by_rates(numbers, make)
    for lane in (shares.rest, *shares.lanes):
        yield from stated_changes(lane, wholes, make)
        yield from stated_rates(lane, wholes, make)
        yield from stated_products(lane, listed, make, frozenset() if lane is shares.rest else shares.common)
    yield from told_among(numbers, make)
    yield from held_against_targets(numbers, make)
    yield from averages_within_caps(numbers, make)
    yield from stated_bounds(numbers, wholes, text, make)


def _slips(
    numbers: Sequence[Number], lists: Sequence[PartList], shares: Dealt, explained: frozenset[int], make: Maker
) -> Iterator[Relation]:
    """What nothing explains but a slip of the pen."""
    yield from slips_of_sums(numbers, lists, explained, make)
    yield from slips_of_rests(numbers, explained, make)
    for lane in (shares.rest, *shares.lanes):
        yield from slips_of_rates(lane, explained, make)
