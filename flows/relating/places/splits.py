"""The same money split otherwise: two tables whose parts of a measure add up alike and are not alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from flows.model.relations import Relation
from flows.model.words import funds, measures
from flows.relating.places.facts import Fact
from flows.relating.places.subjects import MEASURE
from flows.relating.places.twins import relation

_FEWEST = 2

_Table = tuple[int, int | None]


def split_alike(facts: Iterable[Fact]) -> Iterator[Relation]:
    """The parts of a measure in a table of all money and in that of a fund, where the fund pays all of it.

    A fund pays less than all of a measure; where its parts together are all of it, each of them is the whole part.
    """
    matters: defaultdict[tuple[object, ...], dict[_Table, dict[str, Fact]]] = defaultdict(dict)
    for fact in facts:
        if fact.in_table and fact.subject.kind == MEASURE and (parent := measures()[fact.subject.name].parent_code):
            matter = (fact.figure.report_no, fact.figure.period_year, fact.basis, parent)
            table = (fact.figure.place.block_no, fact.figure.place.row_no)
            matters[matter].setdefault(table, {}).setdefault(fact.subject.name, fact)
    for rows in matters.values():
        wholes = [parts for parts in rows.values() if _scope(parts) == ""]
        for parts in rows.values():
            if len(wholes) == 1 and _scope(parts) in funds():
                yield from _otherwise(parts, wholes[0])


def _scope(parts: Mapping[str, Fact]) -> str:
    return next(iter(parts.values())).scope


def _otherwise(parts: Mapping[str, Fact], whole: Mapping[str, Fact]) -> Iterator[Relation]:
    shared = sorted(parts.keys() & whole.keys())
    if len(shared) >= _FEWEST and _total(parts, shared) == _total(whole, shared):
        for code in shared:
            if parts[code].block != whole[code].block and not parts[code].agrees(whole[code]):
                yield relation((parts[code],), (whole[code],), "equal", is_meant=False)


def _total(parts: Mapping[str, Fact], codes: Iterable[str]) -> Decimal:
    return sum((parts[code].value for code in codes), Decimal(0))
