"""Growths that a sentence tells of its own amount, which a table prints beside last year's.

As with changes, names need not meet: the amount has enough digits to be known by, and the table says what it was a year
ago. A growth of just that size is meant, whichever way the words go; one of another size is, where the names meet too.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from flows.model.facts import Figure
from flows.model.relations import NAMED, Operand, Relation
from flows.relating.places.changed.anchored import Cells, changes_told, printed_digits, shares_words
from flows.relating.places.changed.directions import GROWTH, base_kind_of, direction_of, names_base
from flows.relating.places.twins import UNCERTAIN
from flows.relating.sentences.words import relation_words

_FEWEST_DIGITS = 4  # by which an amount is known without its name


def growths_of_cells(figures: Sequence[Figure], explained: Collection[int]) -> Iterator[Relation]:
    """A relation for every growth of a sentence that nothing in it explains, over the amounts in the table's row."""
    cells = Cells(figures)
    for growth, amount in changes_told(figures, GROWTH):
        sign, kind = direction_of(growth.label), base_kind_of(growth.label)
        if not sign or kind != "last_year" or growth.figure_no in explained or growth.unit != "%":
            continue
        if printed_digits(amount) < _FEWEST_DIGITS:
            continue
        found = {
            (now.value, base.value): (now, base)
            for now in cells.of(amount)
            for base in cells.bases(now, kind)
            if base.value and (_is_of_size(growth, now, base) or shares_words(now, growth))
        }
        if len(found) == 1:
            [(now, base)] = found.values()
            is_named = shares_words(now, growth) and names_base(growth.label) and not _is_worked_out(growth)
            yield _relation(growth, amount if now.value == amount.value else now, base, sign, is_named)


def _is_of_size(growth: Figure, now: Figure, base: Figure) -> bool:
    """Whether the growth between two amounts is as large as the one that is told, one way or the other."""
    change = 100 * ((now.value or Decimal(0)) / (base.value or Decimal(1)) - 1)
    return abs(abs(change) - (growth.value or Decimal(0))) <= growth.step


def _is_worked_out(growth: Figure) -> bool:
    """Whether its sentence speaks of growths that are not those of the printed amounts: 可比口径, 年均."""
    return any(word in growth.quote for word in relation_words("per_year"))


def _relation(growth: Figure, now: Figure, base: Figure, sign: int, is_named: bool) -> Relation:
    right = (
        Operand(now.figure_no, sign, "dividend"),
        Operand(base.figure_no, -sign, "dividend"),
        Operand(base.figure_no, 1, "divisor"),
    )
    return Relation(
        growth.report_no, "ratio", "places", (Operand(growth.figure_no),), right,
        is_closed=True, is_meant=False, confidence=NAMED if is_named else UNCERTAIN,
        quote=growth.quote or growth.label,
    )  # fmt: skip
