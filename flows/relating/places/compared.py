"""Changes and completions that a sentence tells of amounts printed elsewhere (比上年增加18.30万元, both in a table)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from flows.model.facts import Figure
from flows.model.relations import Operand, OperandRole, Relation, RelationKind
from flows.model.words import change_words, longest_first
from flows.relating.places.facts import Fact, facts_of_owner
from flows.relating.places.subjects import words_of
from flows.relating.places.surroundings import Surroundings
from flows.relating.places.twins import UNCERTAIN

_CHANGE, _GROWTH, _COMPLETION = "change", "growth", "completion"
_ACTUAL, _INITIAL = "actual", "initial_budget"
_BUDGETS = frozenset({"initial_budget", "annual_budget", "adjusted_budget", "budget"})
_SIGNS = {"up": 1, "down": -1}

_GLUED = re.compile(r"(.{2,}?)((?:比|较|同比).+)")  # 收入合计比上年增加

_Key = tuple[object, ...]


def compared_elsewhere(
    figures: Sequence[Figure], facts: Iterable[Fact], around: Surroundings, explained: Collection[int]
) -> Iterator[Relation]:
    """A relation for every change, growth and completion of a sentence whose amounts stand once in the document.

    Those that their own sentence has `explained` are left out. None is sure: what a sentence compares, it may compare
    by another scope than the amounts elsewhere.
    """
    printed = _printed(facts)
    told: dict[_Key, list[tuple[Fact, int]]] = {}
    for figure in figures:
        if figure.value is None or figure.figure_no in explained or figure.place.table_no is not None:
            continue
        owner, own = _parted(figure.label)
        if not owner or figure.figure_role not in (_CHANGE, _GROWTH, _COMPLETION):
            continue
        unit = figure.unit if figure.figure_role == _CHANGE else ""
        for subject in facts_of_owner(figure, owner, around):
            amounts = _Amounts(printed, subject, unit)
            if figure.figure_role == _COMPLETION:
                yield from _completed(figure, own, amounts)
            elif sign := _sign(own):
                yield from _changed(figure, sign, amounts)
                if figure.figure_role == _CHANGE:
                    key = _key(subject, figure.period_year, subject.basis)
                    told.setdefault(key, []).append((subject, sign))
    yield from _told_twice(told)


def _printed(facts: Iterable[Fact]) -> dict[_Key, Figure | None]:
    """The amount of a subject by year, basis and unit ("" for any), None where several differ."""
    printed: dict[_Key, Figure | None] = {}
    for fact in facts:
        figure = fact.figure
        if figure.hedge:
            continue
        for unit in {"", figure.unit}:
            key = (*_key(fact, figure.period_year, fact.basis), unit)
            first = printed.setdefault(key, figure)
            if first and first.value != figure.value:
                printed[key] = None
    return printed


class _Amounts:
    """The amounts of a subject by year and basis, wherever they are printed."""

    def __init__(self, printed: Mapping[_Key, Figure | None], subject: Fact, unit: str) -> None:
        self._printed, self._subject, self._unit = printed, subject, unit

    def only(self, year_shift: int, bases: Collection[str]) -> Figure | None:
        """The one amount of a year and basis, None where there is none or several differ."""
        year = self._subject.figure.period_year
        keys = (
            (*_key(self._subject, None if year is None else year + year_shift, basis), self._unit)
            for basis in sorted(bases)
        )
        found = [self._printed[key] for key in keys if key in self._printed]
        return found[0] if len({figure and figure.value for figure in found}) == 1 else None

    @property
    def basis(self) -> str:
        """The basis that the sentence speaks of."""
        return self._subject.basis


def _parted(label: str) -> tuple[str, str]:
    """What the change is of, and its own words; both '' where the label has but one of them."""
    owner, _, own = label.rpartition(" / ")
    match = None if owner else _GLUED.fullmatch(label)
    return (match[1], match[2]) if match else (owner, own)


def _key(fact: Fact, year: int | None, basis: str) -> _Key:
    return fact.figure.report_no, fact.subject.key, fact.scope, year, basis


def _sign(own: str) -> int:
    """1 for more than last year, -1 for less, 0 where the words compare with something else or say neither."""
    if any(word in own for word in words_of("not_last_year")):
        return 0
    word = next((word for word in longest_first(change_words()) if word in own), "")
    return _SIGNS.get(change_words().get(word, ""), 0)


def _is_elsewhere(figure: Figure, *amounts: Figure) -> bool:
    """Whether one of the amounts stands in another paragraph or table: what a sentence itself compares, it states."""
    return any(amount.place.block_no != figure.place.block_no for amount in amounts)


def _changed(figure: Figure, sign: int, amounts: _Amounts) -> Iterator[Relation]:
    now, before = amounts.only(0, {amounts.basis}), amounts.only(-1, {amounts.basis})
    if now is None or before is None or now.unit != before.unit or not before.value:
        return
    if not _is_elsewhere(figure, now, before):
        return
    role: OperandRole = "addend" if figure.figure_role == _CHANGE else "dividend"
    change = (Operand(now.figure_no, sign, role), Operand(before.figure_no, -sign, role))
    if figure.figure_role == _CHANGE:
        yield _relation(figure, "difference", change)
    else:
        yield _relation(figure, "ratio", (*change, Operand(before.figure_no, 1, "divisor")))


def _completed(figure: Figure, own: str, amounts: _Amounts) -> Iterator[Relation]:
    is_initial = any(word in own for word in words_of("initial"))
    spent = amounts.only(0, {_ACTUAL})
    budget = amounts.only(0, {_INITIAL} if is_initial else _BUDGETS)
    if spent and budget and budget.value and spent.unit == budget.unit and _is_elsewhere(figure, spent, budget):
        parts = (Operand(spent.figure_no, 1, "dividend"), Operand(budget.figure_no, 1, "divisor"))
        yield _relation(figure, "ratio", parts)


def _told_twice(told: dict[_Key, list[tuple[Fact, int]]]) -> Iterator[Relation]:
    """The same change of one subject told in two sentences; more and less are two directions of it."""
    for changes in told.values():
        (first, sign), *others = changes
        for other, other_sign in others:
            if other.figure.place.block_no != first.figure.place.block_no and other.figure.unit == first.figure.unit:
                yield _relation(first.figure, "equal", (Operand(other.figure.figure_no, sign * other_sign),))


def _relation(figure: Figure, kind: RelationKind, right: tuple[Operand, ...]) -> Relation:
    return Relation(
        figure.report_no, kind, "places", (Operand(figure.figure_no),), right,
        is_closed=True, is_meant=False, confidence=UNCERTAIN, quote=figure.quote or figure.label,
    )  # fmt: skip
