"""The two sides of a comparison: what they are worth, of which figures, and what a clerk calls them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.judging.evidence import Evidence, in_table, name_of
from flows.judging.intervals import Range, exact, total
from flows.judging.naming import names_of
from flows.model.facts import Figure, Term, TermRole
from flows.model.place_words import brief
from flows.model.relations import SideName
from flows.model.words import basis_name

_MOST_NAMED = 3
_TABLE_OR_TEXT = {True: "表中", False: "文中"}

Signed = tuple[int, Figure]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its range, the signed figures that make it up, and words for them.

    Of a quotient, `dividends` and `divisors` are the signed figures, of a product `factors`; `sources` are those that a
    side was worked out from in another way. Money is told in the unit of the first figure, or in `told_in` 元 where
    that is given. `name` says what the side is, without its number; '' where its figures say it (`names_of_sides`).
    """

    range: Range
    parts: tuple[Signed, ...] = ()
    words: str = ""
    unit: str = ""
    name: str = ""
    dividends: tuple[Signed, ...] = ()
    divisors: tuple[Signed, ...] = ()
    factors: tuple[Signed, ...] = ()
    sources: tuple[Signed, ...] = ()
    told_in: Decimal | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that its name tells of."""
        return tuple(figure for _, figure in (*self.parts, *self.dividends, *self.divisors, *self.factors))

    def terms(self, name: SideName) -> Iterator[Term]:
        """Every figure of the side as a term of it."""
        roles: tuple[tuple[TermRole, tuple[Signed, ...]], ...] = (
            ("addend", self.parts), ("dividend", self.dividends), ("divisor", self.divisors), ("factor", self.factors),
            ("source", self.sources),
        )  # fmt: skip
        for role, parts in roles:
            for sign, figure in parts:
                yield term_of(name, sign, figure, role)


def figure_side(evidence: Evidence, figure: Figure) -> Side:
    """A side that is one printed figure."""
    return Side(evidence.range_of(figure), ((1, figure),))


def sum_side(evidence: Evidence, parts: Sequence[Signed], words: str = "", unit: str = "") -> Side:
    """A side that adds up signed figures."""
    return Side(total(evidence.range_of(figure).times(sign) for sign, figure in parts), tuple(parts), words, unit)


def constant_side(value: Decimal | int, words: str, unit: str = "", name: str = "应为") -> Side:
    """A side that is no figure: what must be, or a number of words or rows, of which `name` says what it is."""
    return Side(exact(Decimal(value)), (), words, unit, name)


def term_of(side: SideName, sign: int, figure: Figure, role: TermRole = "addend") -> Term:
    """A figure as a term of a comparison."""
    value = figure.value if figure.value is not None else Decimal(0)
    return Term(side, sign, figure.figure_no, figure.label, value, figure.printed, figure.place, role)


def names_of_sides(left: Side, right: Side) -> tuple[str, str]:
    """What stands on each side, so that a person who sees nothing else tells the two apart.

    A number of a sentence beside one of a table is told so; two of one name by year, by basis, else by their places.
    """
    figures = [*left.figures, *right.figures]
    called = names_of(figures)[1]
    named = {id(figure): name for figure, name in zip(figures, called, strict=True)}
    names = _name_of(left, named), _name_of(right, named)
    if left.name or right.name or len(left.parts) != 1 or len(right.parts) != 1:
        return names if names[0] != names[1] else (f"{names[0]}（一处）", f"{names[1]}（另一处）")
    [(_, one)], [(_, other)] = left.parts, right.parts
    plain_names = name_of(one), name_of(other)
    if in_table(one) != in_table(other):
        told = _TABLE_OR_TEXT[in_table(one)], _TABLE_OR_TEXT[in_table(other)]
    elif plain_names[0] != plain_names[1]:
        return plain_names
    else:
        told = next(both for both in _differences(one, other) if both[0] != both[1])
    return f"{plain_names[0]}（{told[0]}）", f"{plain_names[1]}（{told[1]}）"


def _differences(one: Figure, other: Figure) -> Iterator[tuple[str, str]]:
    if one.period_year and other.period_year:
        yield f"{one.period_year}年", f"{other.period_year}年"
    if one.basis and other.basis:
        yield basis_name(one.basis), basis_name(other.basis)
    yield brief(one.place), brief(other.place)
    yield "一处", "另一处"


def _name_of(side: Side, named: Mapping[int, str]) -> str:
    if side.name:
        return side.name
    if side.dividends:
        return " ÷ ".join(
            f"（{_listed(parts, named)}）" if len(parts) > 1 else _listed(parts, named)
            for parts in (side.dividends, side.divisors)
        )
    if side.factors:
        return " × ".join(named[id(figure)] for _, figure in side.factors)
    if side.sources:
        return "按评分标准复算"
    return _listed(side.parts, named) if side.parts else side.words


def _listed(parts: Sequence[Signed], named: Mapping[int, str]) -> str:
    """The figures as a sum in words; a long sum is told by its first part and how many there are."""
    if len(parts) > _MOST_NAMED and all(sign > 0 for sign, _ in parts):
        return f"{named[id(parts[0][1])]}等 {len(parts)} 项之和"
    words = ""
    for sign, figure in parts:
        joint = ("−" if sign < 0 else "") if not words else (" − " if sign < 0 else " + ")
        words += f"{joint}{named[id(figure)]}"
    return words
