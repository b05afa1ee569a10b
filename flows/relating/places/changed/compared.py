"""Changes and completions that a sentence tells of amounts printed elsewhere (比上年增加18.30万元, both in a table)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from flows.model.facts import Figure
from flows.model.relations import Operand, OperandRole, Relation, RelationKind
from flows.relating.places.changed.directions import CHANGE, GROWTH, sign_of
from flows.relating.places.facts import Fact, facts_of_owner
from flows.relating.places.subjects import words_of
from flows.relating.places.surroundings import Surroundings
from flows.relating.places.twins import UNCERTAIN

_COMPLETION = "completion"
_ACTUAL, _INITIAL = "actual", "initial_budget"
_BUDGETS = frozenset({"initial_budget", "annual_budget", "adjusted_budget", "budget"})

_CHANGE_AND_AMOUNT = 2  # what the change is divided by: the amount less the change, or with it

_GLUED = re.compile(r"(.{2,}?)((?:比|较|同比).+)")  # 收入合计比上年增加

_Key = tuple[object, ...]


def owners_of_changes(stated: Iterable[Relation]) -> dict[int, int]:
    """By the number of each change whose growth is printed with it, that of the amount that both are of."""
    owners: dict[int, int] = {}
    for one in stated:
        dividends = [operand.figure_no for operand in one.right if operand.role == "dividend"]
        divisors = [operand.figure_no for operand in one.right if operand.role == "divisor"]
        if len(dividends) == 1 and len(divisors) == _CHANGE_AND_AMOUNT and dividends[0] in divisors:
            owners[dividends[0]] = divisors[1 - divisors.index(dividends[0])]
    return owners


def compared_elsewhere(
    figures: Sequence[Figure], facts: Iterable[Fact], around: Surroundings, explained: Collection[int],
    owners: Mapping[int, int],
) -> Iterator[Relation]:  # fmt: skip
    """A relation for every change, growth and completion of a sentence whose amounts stand once in the document.

    `owners` tell what changes are of where their growths do. Those that their own sentence has `explained` are left
    out. None is sure: what a sentence compares, it may compare by another scope than the amounts elsewhere.
    """
    facts = tuple(facts)
    printed = _printed(facts)
    subjects = _by_figure(facts)
    told: dict[_Key, list[tuple[Fact, int]]] = {}
    for figure in figures:
        if figure.value is None or figure.figure_no in explained or figure.place.table_no is not None:
            continue
        owner, own = _parted(figure.label)
        if figure.figure_role not in (CHANGE, GROWTH, _COMPLETION):
            continue
        unit = figure.unit if figure.figure_role == CHANGE else ""
        sign = 0 if figure.figure_role == _COMPLETION else sign_of(own or figure.label)
        amount_no = owners.get(figure.figure_no, figure.of_figure_no)
        is_as_labelled = figure.of_figure_no in (None, amount_no)
        for subject in facts_of_owner(figure, owner, around) if owner and is_as_labelled else ():
            amounts = _Amounts(printed, subject, figure.period_year, unit)
            if figure.figure_role == _COMPLETION:
                yield from _completed(figure, own, amounts)
            elif sign:
                yield from _changed(figure, sign, amounts)
                if figure.figure_role == CHANGE:
                    key = _key(subject, figure.period_year, subject.basis)
                    told.setdefault(key, []).append((subject, sign))
        for subject in subjects.get(amount_no, ()) if sign else ():
            yield from _changed(figure, sign, _Amounts(printed, subject, figure.period_year, unit))
    yield from _told_twice(told)


def _by_figure(facts: Iterable[Fact]) -> Mapping[int | None, Sequence[Fact]]:
    """The amounts of sentences under each of their subjects, by their numbers."""
    subjects: dict[int | None, list[Fact]] = {}
    for fact in facts:
        if not fact.in_table:
            subjects.setdefault(fact.figure.figure_no, []).append(fact)
    return subjects


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
    """The amounts of a subject by basis, in a year and the one before, wherever they are printed."""

    def __init__(self, printed: Mapping[_Key, Figure | None], subject: Fact, year: int | None, unit: str) -> None:
        self._printed, self._subject, self._year, self._unit = printed, subject, year, unit

    def only(self, year_shift: int, bases: Collection[str]) -> Figure | None:
        """The one amount of a year and basis, None where there is none or several differ."""
        if self._year is None and year_shift:
            return None
        year = None if self._year is None else self._year + year_shift
        keys = ((*_key(self._subject, year, basis), self._unit) for basis in sorted(bases))
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


def _changed(figure: Figure, sign: int, amounts: _Amounts) -> Iterator[Relation]:
    own = figure.label.rpartition(" / ")[2]
    of_before = _ACTUAL if any(word in own for word in words_of("carried_out")) else amounts.basis  # 比上年执行数增长
    now, before = amounts.only(0, {amounts.basis}), amounts.only(-1, {of_before})
    if now is None or before is None or now.unit != before.unit or not before.value:
        return
    role: OperandRole = "addend" if figure.figure_role == CHANGE else "dividend"
    change = (Operand(now.figure_no, sign, role), Operand(before.figure_no, -sign, role))
    if figure.figure_role == CHANGE:
        yield _relation(figure, "difference", change)
    else:
        yield _relation(figure, "ratio", (*change, Operand(before.figure_no, 1, "divisor")))


def _completed(figure: Figure, own: str, amounts: _Amounts) -> Iterator[Relation]:
    is_initial = any(word in own for word in words_of("initial"))
    spent = amounts.only(0, {_ACTUAL})
    budget = amounts.only(0, {_INITIAL} if is_initial else _BUDGETS)
    if spent and budget and budget.value and spent.unit == budget.unit:
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
