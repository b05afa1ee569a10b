"""A sentence that tells again what another has told: where one number is the same, the others should be too."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from flows.model.relations import Relation
from flows.relating.places.facts import Fact
from flows.relating.places.subjects import MEASURE
from flows.relating.places.twins import relation

_Sentence = tuple[tuple[int | None, ...], str]
_What = tuple[object, ...]


def retold(facts: Iterable[Fact]) -> Iterator[Relation]:
    """The measures of two sentences that share one of them with its value, and differ in another.

    A sentence alone may tell a measure of a part; one that repeats another number of the same matter tells it again.
    """
    sentences: dict[_Sentence, dict[_What, Fact]] = {}
    several: set[tuple[_Sentence, _What]] = set()
    for fact in facts:
        if fact.subject.kind != MEASURE or fact.in_table:
            continue
        sentence, what = (fact.place, fact.figure.quote), (*fact.key, fact.scope, fact.basis)
        told = sentences.setdefault(sentence, {})
        if what in told and not told[what].agrees(fact):
            several.add((sentence, what))
        told.setdefault(what, fact)
    firsts: dict[tuple[_What, Decimal], _Sentence] = {}
    for sentence, told in sentences.items():
        told_before = {
            firsts.setdefault((what, fact.value), sentence): None for what, fact in told.items() if fact.value
        }
        for first in told_before:
            for what, fact in told.items():
                before = sentences[first].get(what)
                is_told_once = not {(sentence, what), (first, what)} & several
                if before is not None and is_told_once and not before.agrees(fact):
                    yield relation((fact,), (before,), "equal", is_meant=False)
