"""How many of the relations of the invented sentences are found, and how many of those are decided as they should be.

A found relation is right if it joins the same numbers in the same way as a labelled one: numbers that are added up, with
their signs; a smaller and a larger; a rate with what it divides; a product with its factors.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.extraction import SourceClues, extract
from flows.judging.asks.printed_relations import QUESTIONS
from flows.judging.evidence import Evidence
from flows.model.facts import Extract, Figure
from flows.model.relations import Operand, Relation
from flows.model.report import Paragraph, Report
from tests.strangers.documents import Passage

_TERM = re.compile(r"(?P<sign>-(?:\s*-)?)?\s*(?P<digits>\d+(?:\.\d+)?)")
_ORDERED = frozenset({"part", "limit", "direction"})
_LINEAR = frozenset({"sum", "diff", "equal"})

Terms = tuple[tuple[Decimal, int], ...]
Key = tuple[str, Terms, Terms, Terms]


@dataclass(frozen=True, slots=True)
class Found:
    """A relation that was found, and whether it holds, None where that was left open."""

    key: Key
    holds: bool | None
    is_meant: bool
    relation: Relation


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage with its labelled relations and those that were found in it."""

    passage: Passage
    wanted: dict[str, Key]
    found: tuple[Found, ...]

    @property
    def right(self) -> list[Found]:
        """Those found that are labelled, by themselves or part by part."""
        labelled = set(self.wanted.values())
        return [one for one in self.found if one.key in labelled or any(map(labelled.__contains__, _parted(one.key)))]

    @property
    def recalled(self) -> dict[str, Found]:
        """The labels that were found, each with what was found of it."""
        known: dict[Key, Found] = {}
        for one in self.found:
            for key in (*_parted(one.key), one.key):
                known[key] = one if known.get(key) is None or one.key == key else known[key]
        return {label: known[key] for label, key in self.wanted.items() if key in known}

    @property
    def rightly_decided(self) -> list[str]:
        """The labels found whose verdict is that of the label."""
        return [label for label, one in self.recalled.items() if one.holds is (label not in self.passage.broken)]


def read_passage(passage: Passage) -> Reading:
    """The relations of a passage that nothing but its text is known of."""
    found = extract(Report("txt", (Paragraph(0, passage.text),)), SourceClues("passage.txt"))
    figures = {figure.figure_no: figure for figure in found.figures}
    known: dict[Key, Found] = {}
    for relation in found.relations:
        key = _key_of(relation, figures)
        known.setdefault(key, Found(key, _verdict(found, relation), relation.is_meant, relation))
    wanted = {label: _wanted(label, found.figures) for label in passage.relations}
    return Reading(passage, wanted, tuple(known.values()))


def precision(readings: Iterable[Reading]) -> float:
    """The share of the found relations that are labelled."""
    listed = list(readings)
    return sum(len(one.right) for one in listed) / max(1, sum(len(one.found) for one in listed))


def recall(readings: Iterable[Reading]) -> float:
    """The share of the labelled relations that are found."""
    listed = list(readings)
    return sum(len(one.recalled) for one in listed) / max(1, sum(len(one.wanted) for one in listed))


def verdicts(readings: Iterable[Reading]) -> float:
    """The share of the labelled relations found that are decided as labelled."""
    listed = list(readings)
    return sum(len(one.rightly_decided) for one in listed) / max(1, sum(len(one.recalled) for one in listed))


def _verdict(found: Extract, relation: Relation) -> bool | None:
    evidence = Evidence(replace(found, relations=(relation,)))
    [comparison] = (one for question in QUESTIONS for one in question.asked(evidence))
    return None if comparison.status == "not_applicable" else comparison.status == "pass"


def _parted(key: Key) -> Sequence[Key]:
    """What a bound of several parts says of each of them."""
    kind, left, right, _ = key
    return [(kind, (part,), right, ()) for part in left] if kind == "bound" and len(left) > 1 else []


def _key_of(relation: Relation, figures: dict[int, Figure]) -> Key:
    def terms(operands: Iterable[Operand]) -> list[tuple[Decimal, int]]:
        return [_told(figures[one.figure_no], one.sign) for one in operands]

    left, right = relation.left, relation.right
    if relation.relation_kind in {"part_of", "order"}:
        return _bound(terms(left), terms(right))
    if right[0].role in {"dividend", "divisor"}:
        upper, lower = ([one for one in right if one.role == role] for role in ("dividend", "divisor"))
        return _ratio(terms(left)[0], terms(upper), terms(lower))
    if relation.relation_kind == "product" and right[0].role == "factor":
        return _product(terms(left), terms(right))
    return _linear([*terms(left), *((number, -sign) for number, sign in terms(right))])


def _told(figure: Figure, sign: int) -> tuple[Decimal, int]:
    digits = Decimal(re.sub(r"[^\d.]", "", _half_width(figure.printed)) or "0") if _is_digits(figure) else figure.value
    assert digits is not None
    return abs(digits), -sign if figure.value is not None and figure.value < 0 else sign


def _is_digits(figure: Figure) -> bool:
    return bool(re.search(r"\d", figure.printed))


def _half_width(printed: str) -> str:
    return printed.translate(str.maketrans("．０１２３４５６７８９", ".0123456789"))


def _wanted(label: str, figures: Sequence[Figure]) -> Key:
    kind, _, formula = label.partition(": ")
    formula = formula.replace("%", "")
    printed = {_told(figure, 1)[0] for figure in figures if figure.value is not None}
    values = {abs(figure.value): _told(figure, 1)[0] for figure in figures if figure.value is not None}

    def terms(words: str) -> list[tuple[Decimal, int]]:
        listed = []
        for match in _TERM.finditer(words.replace("(", " ").replace(")", " ")):
            number = Decimal(match["digits"])
            sign = -1 if (match["sign"] or "").count("-") == 1 else 1
            listed.append((number if number in printed else values.get(number, number), sign))
        return listed

    if kind in _ORDERED:
        sign = next(mark for mark in ("<=", ">", "<") if mark in formula)
        one, _, other = formula.partition(" says ")[0].partition(sign)
        return _bound(terms(other), terms(one)) if sign == ">" else _bound(terms(one), terms(other))
    left, _, right = formula.partition(" = ")
    if kind in _LINEAR:
        return _linear([*terms(left), *((number, -sign) for number, sign in terms(right))])
    if kind == "product" and "%" in label:
        amount, rate = (part for part in left.split("*"))
        return _ratio(terms(rate)[0], terms(right), terms(amount))
    if kind == "product":
        return _product(terms(right), terms(left.replace("*", " ")))
    upper, _, lower = left.partition(" / ")
    if kind == "perhead":
        return _product(terms(upper), [*terms(lower), *terms(right)])
    return _ratio(terms(right)[0], terms(upper), terms(lower))


def _sorted(terms: Iterable[tuple[Decimal, int]]) -> Terms:
    return tuple(sorted((number, sign) for number, sign in terms if number))


def _linear(terms: Sequence[tuple[Decimal, int]]) -> Key:
    turned = [(number, -sign) for number, sign in terms]
    return "linear", min(_sorted(terms), _sorted(turned)), (), ()


def _bound(left: Sequence[tuple[Decimal, int]], right: Sequence[tuple[Decimal, int]]) -> Key:
    return "bound", tuple(sorted(left)), tuple(sorted(right)), ()


def _ratio(
    rate: tuple[Decimal, int], upper: Sequence[tuple[Decimal, int]], lower: Sequence[tuple[Decimal, int]]
) -> Key:
    number, turned = rate
    return "ratio", ((number, 1),), _sorted((one, sign * turned) for one, sign in upper), _sorted(lower)


def _product(total: Sequence[tuple[Decimal, int]], factors: Sequence[tuple[Decimal, int]]) -> Key:
    return "product", tuple(sorted(total)), tuple(sorted(factors)), ()


def kinds(readings: Iterable[Reading]) -> Counter[str]:
    """How many labelled relations of each kind there are, and how many of them are found (`found KIND`)."""
    counted: Counter[str] = Counter()
    for one in readings:
        for label in one.wanted:
            kind = label.partition(":")[0]
            counted[kind] += 1
            counted[f"found {kind}"] += label in one.recalled
    return counted
