"""One fact printed in two places: figures that say the same subject, year, basis, scope and unit."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from flows.model.relations import Operand, Relation, RelationKind
from flows.model.words import funds
from flows.relating.places.facts import Fact
from flows.relating.places.subjects import LABEL, MEASURE

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_Places = frozenset[tuple[bool, int]]
_LONG, _SHORT = 6, 4  # characters of a label that names one thing in a document, in a table beside a sentence
_NAMED_BUDGETS = frozenset({"initial_budget", "annual_budget", "adjusted_budget"})
_UNSAID = "budget"
CERTAIN, UNCERTAIN = Decimal("0.9"), Decimal("0.6")
_LIKELY, _LIKELIER, _SURE_ENOUGH = 2, 3, 6  # three differences tell two places apart, of labels in like places two


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two facts that should be one value, or of which the first is a part of the second (`order`)."""

    one: Fact
    other: Fact
    is_meant: bool
    kind: RelationKind = "equal"
    is_of_one_basis: bool = True

    @property
    def agrees(self) -> bool:
        return self.one.agrees(self.other) or (self.kind == "order" and self.one.value < self.other.value)

    @property
    def places(self) -> _Places:
        return frozenset((self.one.block, self.other.block))


def twins(facts: Iterable[Fact]) -> Iterator[Relation]:
    """A relation for every further place of a fact, with the place that most others agree with."""
    pairs = [pair for group in _grouped(facts, lambda fact: fact.key).values() for pair in _pairs(group)]
    apart = _told_apart(pairs)
    for pair in pairs:
        if pair.agrees or pair.places not in apart:
            yield relation((pair.one,), (pair.other,), pair.kind, is_meant=pair.is_meant)


def _told_apart(pairs: Iterable[_Pair]) -> frozenset[_Places]:
    """Pairs of places that tell of different things under one set of words: most of what they share differs.

    Labels of two tables are of two things sooner than measures, or than a sentence and the form that it speaks of.
    """
    agreeing: defaultdict[_Places, int] = defaultdict(int)
    differing: defaultdict[_Places, int] = defaultdict(int)
    for pair in pairs:
        if pair.kind == "equal" and pair.is_of_one_basis:
            if pair.agrees:
                agreeing[pair.places] += 1
            else:
                is_alike = pair.one.in_table == pair.other.in_table and not pair.one.is_of_department
                differing[pair.places] += _LIKELIER if is_alike else _LIKELY
    return frozenset(
        places for places, weight in differing.items() if weight >= _SURE_ENOUGH and weight > _LIKELY * agreeing[places]
    )


def _pairs(group: Sequence[Fact]) -> Iterator[_Pair]:
    if len(group) < 2:
        return
    if any(len({fact.head for fact in group if fact.in_table is kind} - {""}) > 1 for kind in (True, False)):
        for head, facts in _grouped(group, lambda fact: fact.head).items():
            if head:
                yield from _pairs(facts)
        return
    said = {key: _alone(facts) for key, facts in _grouped(group, lambda fact: (fact.scope, fact.basis)).items()}
    for facts in said.values():
        yield from _same(facts)
    for (scope, basis), facts in said.items():
        if basis == _UNSAID:
            named = [
                fact
                for (other, known), them in said.items()
                if other == scope and known in _NAMED_BUDGETS
                for fact in them
            ]
            yield from _of_unsaid_budget(facts, named)
        if scope in funds() and (whole := said.get(("", basis))):
            yield from _within_whole(facts, whole)
        if not scope:
            of_funds = [
                fact for (other, known), them in said.items() if other in funds() and known == basis for fact in them
            ]
            yield from _of_unsaid_fund(facts, of_funds)


def _alone(facts: Sequence[Fact]) -> Sequence[Fact]:
    """One fact of each place, none of a place that prints several values of it."""
    places = _grouped(facts, lambda fact: fact.place).values()
    return [here[0] for here in places if all(here[0].agrees(other) for other in here[1:])]


def _same(facts: Sequence[Fact]) -> Iterator[_Pair]:
    """Every fact with the one that most agree with; where several places tell each of two values, these are two facts
    that are told apart by words that nobody read.
    """
    clusters: list[list[Fact]] = []
    for fact in facts:
        home = next((cluster for cluster in clusters if cluster[0].agrees(fact)), None)
        if home is None:
            clusters.append([fact])
        else:
            home.append(fact)
    for cluster in clusters:
        anchor = _anchor(cluster)
        yield from (_Pair(fact, anchor, _is_meant(fact, anchor)) for fact in cluster if fact is not anchor)
    if len(clusters) == 2 and min(map(len, clusters)) == 1:
        most, least = sorted(clusters, key=lambda cluster: (-len(cluster), not cluster[0].in_table))
        if _may_differ(least[0], _anchor(most)):
            yield _Pair(least[0], _anchor(most), _is_meant(least[0], _anchor(most)))


def _anchor(cluster: Sequence[Fact]) -> Fact:
    """The cell of a form where one stands in it, else the first."""
    return next((fact for fact in cluster if fact.in_table), cluster[0])


def _may_differ(one: Fact, other: Fact) -> bool:
    """Whether a difference is worth asking about: what is named is one thing in the document.

    Measures of sentences are asked about by the rules of the field; a sentence may tell them of a part.
    """
    codes = {fact.figure.measure_code for fact in (one, other)} - {None}
    if one.subject.kind == MEASURE:
        return (one.in_table or other.in_table or one.words == other.words) and _is_of_one_fund(one, other)
    if one.subject.is_line and other.subject.is_line:
        return True
    if one.subject.is_line != other.subject.is_line and any(
        fact.spoken_fund not in ("", fact.scope) for fact in (one, other)
    ):
        return False
    is_long = len(one.subject.name) >= (_SHORT if one.in_table != other.in_table else _LONG)
    return len(codes) < 2 and (is_long or one.subject.is_line or other.subject.is_line)


def _is_of_one_fund(one: Fact, other: Fact) -> bool:
    """Whether no words around the numbers say that they are of different money."""
    return all(fact.in_table or fact.spoken_fund in ("", fact.scope) for fact in (one, other)) or (
        one.spoken_fund == other.spoken_fund
    )


def _is_meant(one: Fact, other: Fact) -> bool:
    """Whether all is said in both places, one of them a table, of something that has but one meaning."""
    is_sure = all(fact.is_said and not fact.figure.hedge and fact.figure.confidence == 1 for fact in (one, other))
    is_named = (one.subject.is_line and other.subject.is_line) or len(one.subject.name) >= _LONG
    return is_sure and is_named and one.subject.kind == LABEL and (one.in_table or other.in_table)


def _of_unsaid_budget(facts: Sequence[Fact], named: Sequence[Fact]) -> Iterator[_Pair]:
    """A budget that does not say which one it is with the one that is named, where all others agree."""
    if not facts or not named:
        return
    unsaid = _anchor(facts)
    agreeing = next((fact for fact in named if fact.agrees(unsaid)), None)
    if agreeing is not None:
        yield _Pair(agreeing, unsaid, is_meant=False, is_of_one_basis=False)
    elif all(named[0].agrees(fact) for fact in named[1:]) and all(unsaid.agrees(fact) for fact in facts):
        yield _Pair(named[0], unsaid, is_meant=False, is_of_one_basis=False)


def _of_unsaid_fund(facts: Sequence[Fact], of_funds: Sequence[Fact]) -> Iterator[_Pair]:
    """A line that a sentence tells without its fund, with the only fund that a table prints it of."""
    cells = [fact for fact in of_funds if fact.in_table]
    if not cells or any(fact.in_table for fact in facts) or any(not cells[0].agrees(cell) for cell in cells[1:]):
        return
    for fact in facts:
        if fact.subject.is_line:
            yield _Pair(fact, cells[0], is_meant=False)


def _within_whole(facts: Sequence[Fact], whole: Sequence[Fact]) -> Iterator[_Pair]:
    """What one fund pays, within what all of them pay."""
    cells = [fact for fact in whole if fact.in_table]
    if not cells or not facts or any(not cells[0].agrees(cell) for cell in cells[1:]):
        return
    part = _anchor(facts)
    if all(part.agrees(fact) for fact in facts) and part.place != cells[0].place and part.value > 0:
        yield _Pair(part, cells[0], is_meant=False, kind="order")


def relation(left: Sequence[Fact], right: Sequence[Fact], kind: RelationKind, *, is_meant: bool) -> Relation:
    """The relation between facts; its words are the labels of both sides."""
    return Relation(
        left[0].figure.report_no,
        kind,
        "places",
        tuple(Operand(fact.figure.figure_no) for fact in left),
        tuple(Operand(fact.figure.figure_no) for fact in right),
        is_closed=True,
        is_meant=is_meant,
        confidence=CERTAIN if is_meant else UNCERTAIN,
        quote=f"{left[0].figure.label}；{right[0].figure.label}",
    )


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> Mapping[K, Sequence[T]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
