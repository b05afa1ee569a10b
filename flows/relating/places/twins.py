"""One fact printed in two places: figures that say the same subject, year, basis, scope and unit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from flows.model.relations import NAMED, Operand, Relation, RelationKind
from flows.model.words import funds
from flows.relating.places.facts import Fact
from flows.relating.places.subjects import LABEL, MEASURE

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_Block = tuple[bool, int]
_Places = frozenset[_Block]
_LONG, _SHORT = 6, 4  # characters of a label that names one thing in a document, in a table beside a sentence
_NAMED_BUDGETS = frozenset({"initial_budget", "annual_budget", "adjusted_budget"})
_UNSAID = "budget"
CERTAIN, UNCERTAIN = Decimal("0.9"), Decimal("0.6")
_MANY, _MOST_VALUES = 3, 20  # differences of two places, values of one label
_AIM, _PERCENT = "target", "%"
_TELL_NOTHING = frozenset({Decimal(0), Decimal(100)})


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
    def is_mixed(self) -> bool:
        """Whether a sentence stands against a form."""
        return self.one.in_table != self.other.in_table

    @property
    def is_named(self) -> bool:
        """Whether its name is that of one thing in a document, whatever else its places tell."""
        facts = (self.one, self.other)
        is_of_project = all(fact.is_of_project for fact in facts)
        return is_of_project or any(fact.is_of_department or fact.subject.is_line for fact in facts)

    @property
    def is_surely_one(self) -> bool:
        """Whether its words leave no other thing of the document to be meant, however far the two numbers differ: a
        measure of the department whose form prints which budget a sentence leaves unsaid, or what sentences count
        by one long name.
        """
        if self.is_meant or self.kind != "equal":
            return False
        facts = (self.one, self.other)
        if not self.is_of_one_basis:
            return self.is_mixed and all(fact.is_of_department and not fact.scope for fact in facts)
        is_counted = all(fact.figure.figure_role == "count" and not fact.in_table for fact in facts)
        return is_counted and self.one.subject.kind == LABEL and len(self.one.subject.name) >= _SHORT

    @property
    def tells(self) -> bool:
        """Whether its agreement tells anything: aims, nothing and all are the same for many things."""
        return self.one.basis != _AIM and self.one.value not in _TELL_NOTHING

    @property
    def places(self) -> _Places:
        return frozenset((self.one.block, self.other.block))


def twins(facts: Iterable[Fact]) -> Iterator[Relation]:
    """A relation for every further place of a fact, with the place that most others agree with."""
    pairs = [pair for group in _grouped(facts, lambda fact: fact.key).values() for pair in _pairs(group)]
    evidence = _Evidence(pairs)
    for pair in pairs:
        if pair.agrees or evidence.backs(pair):
            found = relation((pair.one,), (pair.other,), pair.kind, is_meant=pair.is_meant)
            yield replace(found, confidence=NAMED) if pair.is_surely_one else found


class _Evidence:
    """What the places of a document share: whether two of them tell of one thing or of two under one set of words."""

    def __init__(self, pairs: Iterable[_Pair]) -> None:
        self._agreeing: Counter[_Places] = Counter()
        self._differing: Counter[_Places] = Counter()
        self._told: set[_Block] = set()  # the tables of which some sentence tells a number
        for pair in pairs:
            if pair.kind != "equal" or not pair.is_of_one_basis:
                continue
            if not pair.agrees:
                self._differing[pair.places] += 1
            elif pair.tells:
                self._agreeing[pair.places] += 1
                self._told |= pair.places if pair.is_mixed else set()

    def backs(self, pair: _Pair) -> bool:
        """Whether a difference may be a contradiction.

        Where three numbers of two places differ and no more agree, they are of two things. Beyond that, measures of
        a department, lines of the classification and what is of a named project are one thing by their names; other
        labels are where most of what the places share agrees, in two paragraphs some of it. A rate of a form is what a
        sentence tells where the text tells other numbers of the form rightly.
        """
        agreeing, differing = self._agreeing[pair.places], self._differing[pair.places]
        if pair.kind == "equal" and differing >= _MANY and differing > agreeing:
            return False
        if pair.kind == "order" or not pair.is_of_one_basis or pair.is_named:
            return True
        if pair.is_mixed:
            return pair.one.figure.unit != _PERCENT or not self._told.isdisjoint(pair.places)
        return agreeing > differing if pair.one.in_table else agreeing > 0


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
        if len(clusters) > _MOST_VALUES:
            return
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
        is_one_name = one.words == other.words or (one.scope == other.scope and one.scope in funds())
        return (one.in_table or other.in_table or is_one_name) and _is_of_one_fund(one, other)
    if one.subject.is_line and other.subject.is_line:
        return True
    if one.subject.is_line != other.subject.is_line and not _is_of_one_fund(one, other):
        return False
    is_long = len(one.subject.name) >= (_SHORT if one.in_table != other.in_table or codes else _LONG)
    return len(codes) < 2 and (is_long or one.subject.is_line or other.subject.is_line)


def _is_of_one_fund(one: Fact, other: Fact) -> bool:
    """Whether no words around the numbers say that they are of different money; levels and projects have their own."""
    if one.scope not in funds() | {""}:
        return len({one.spoken_fund, other.spoken_fund} - {""}) < len((one, other))
    return one.spoken_fund == other.spoken_fund or all(
        fact.in_table or fact.spoken_fund in ("", fact.scope) for fact in (one, other)
    )


def _is_meant(one: Fact, other: Fact) -> bool:
    """Whether all is said in both places of something that has but one meaning: a line or a long label of a table and
    of another place, or a total of two tables of the set that departments publish.
    """
    if any(not fact.is_said or fact.figure.hedge or fact.figure.confidence < 1 for fact in (one, other)):
        return False
    if one.subject.kind == MEASURE:
        statements = {fact.statement for fact in (one, other)} - {""}
        return one.is_of_department and one.in_table and other.in_table and len(statements) > 1
    is_named = (one.subject.is_line and other.subject.is_line) or len(one.subject.name) >= _LONG
    return is_named and (one.in_table or other.in_table)


def _of_unsaid_budget(facts: Sequence[Fact], named: Sequence[Fact]) -> Iterator[_Pair]:
    """A budget that does not say which one it is with the one that is named, where all others agree."""
    if not facts or not named:
        return
    unsaid = _anchor(facts)
    named = [fact for fact in named if fact.block != unsaid.block]  # beside a named one it is another
    agreeing = next((fact for fact in named if fact.agrees(unsaid)), None)
    if agreeing is not None:
        yield _Pair(agreeing, unsaid, is_meant=False, is_of_one_basis=False)
    elif named and all(named[0].agrees(fact) for fact in named[1:]) and all(unsaid.agrees(fact) for fact in facts):
        yield _Pair(named[0], unsaid, is_meant=False, is_of_one_basis=False)


def _of_unsaid_fund(facts: Sequence[Fact], of_funds: Sequence[Fact]) -> Iterator[_Pair]:
    """A line that a sentence tells without its fund, with the only fund that a table prints it of."""
    cells = [fact for fact in of_funds if fact.in_table]
    if not cells or any(fact.in_table for fact in facts) or any(not cells[0].agrees(cell) for cell in cells[1:]):
        return
    for fact in facts:
        if fact.subject.is_line or fact.spoken_fund == cells[0].scope:
            yield _Pair(fact, cells[0], is_meant=False)


def _within_whole(facts: Sequence[Fact], whole: Sequence[Fact]) -> Iterator[_Pair]:
    """What one fund pays, within what all of them pay."""
    cells = [fact for fact in whole if fact.in_table]
    if not cells or not facts or any(not cells[0].agrees(cell) for cell in cells[1:]):
        return
    part = _anchor(facts)
    if part.subject.kind != MEASURE and not (part.subject.is_line and cells[0].subject.is_line):
        return
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
