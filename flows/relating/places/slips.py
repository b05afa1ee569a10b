"""Two numbers whose digits are one another's with two of them swapped, under labels that share their words."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations

from flows.model.relations import Relation
from flows.relating.places.facts import Fact
from flows.relating.places.subjects import LABEL, general_names, is_general
from flows.relating.places.twins import relation

_FEWEST_DIGITS, _PAIR = 3, 2
_SHARED = 3  # characters of the words that both labels have in common
_LONGEST_LABEL = 40
_MOST = 6  # numbers of the same digits in a document, beyond which digits tell nothing


def swapped(facts: Iterable[Fact]) -> Iterator[Relation]:
    """Pairs of numbers of one unit, year and basis in different places, of which one is the other with a slip.

    Labels that are worded otherwise are taken for one subject only where they share words and the digits tell a slip.
    """
    groups: defaultdict[Hashable, dict[int, Fact]] = defaultdict(dict)
    for fact in facts:
        digits = _digits(fact)
        if fact.subject.kind == LABEL and len(digits) >= _FEWEST_DIGITS and not fact.figure.hedge:
            _, _, year, unit = fact.key
            key = fact.figure.report_no, year, unit, "".join(sorted(digits))
            groups[key].setdefault(fact.figure.figure_no, fact)
    for group in groups.values():
        if 1 < len(group) <= _MOST:
            for one, other in combinations(group.values(), 2):
                if _may_be_one(one, other) and _is_swapped(one, other) and _share_words(one, other):
                    yield relation((one,), (other,), "equal", is_meant=False)


def _digits(fact: Fact) -> str:
    """The digits of the number as printed, without those that only fill it up."""
    return "".join(one for one in fact.figure.printed if one.isdecimal()).strip("0")


def _may_be_one(one: Fact, other: Fact) -> bool:
    """Whether nothing that is said of two numbers in different places tells them apart."""
    said = ((one.scope, other.scope), (one.basis, other.basis))
    return one.block != other.block and all(its == others or "" in (its, others) for its, others in said)


def _is_swapped(one: Fact, other: Fact) -> bool:
    """Whether two neighbouring digits of one number stand the other way round in the other."""
    first, second = f"{one.value:f}", f"{other.value:f}"
    if len(first) != len(second) or one.figure.step != other.figure.step or not _may_be_of_one_measure(one, other):
        return False
    places = [at for at, (its, others) in enumerate(zip(first, second, strict=True)) if its != others]
    if len(places) != _PAIR:
        return False
    left, right = places
    is_crossed = first[left] == second[right] and first[right] == second[left]
    return is_crossed and not first[left + 1 : right].strip(".")


def _may_be_of_one_measure(one: Fact, other: Fact) -> bool:
    return len({figure.measure_code for figure in (one.figure, other.figure)} - {None}) < 2


def _share_words(one: Fact, other: Fact) -> bool:
    shared = _common(one.subject.name[:_LONGEST_LABEL], other.subject.name[:_LONGEST_LABEL])
    return len(shared) >= _SHARED and not is_general(shared) and shared not in general_names()


def _common(one: str, other: str) -> str:
    """The longest run of characters that both texts have."""
    best, lengths = "", [0] * (len(other) + 1)
    for at, character in enumerate(one):
        row = [0] * (len(other) + 1)
        for place, its in enumerate(other, start=1):
            if character == its:
                row[place] = lengths[place - 1] + 1
                if row[place] > len(best):
                    best = one[at + 1 - row[place] : at + 1]
        lengths = row
    return best
