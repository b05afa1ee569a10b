"""Changes that a sentence tells of its own amount, whose base stands beside that amount in a table.

Names need not meet: where the table prints the sentence's amount, and as what it is compared with one that lies off by
just the change that the sentence tells, both are meant; then the words say which of the two is the larger.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from flows.model.facts import Figure
from flows.model.printed.slips import digits, misprinted
from flows.model.relations import Operand, Relation
from flows.relating.places.changed.directions import CHANGE, BaseKind, base_kind_of, direction_of, names_base
from flows.relating.places.facts import is_cell
from flows.relating.places.rows import Row, digits_of, is_last_year, row_of, rows_of
from flows.relating.places.subjects import counter, general_names, is_general, words_of
from flows.relating.places.twins import CERTAIN, UNCERTAIN

_FEWEST_DIGITS = 3  # fewer are the same by chance
_FEWEST_OF_SLIPS = 4
_AMOUNTS = frozenset({"amount", "count"})
_BUDGETS = frozenset({"initial_budget", "annual_budget", "adjusted_budget", "budget"})
_DONE = frozenset({"actual", "spent"})
_SIGN = re.compile(r"^[\s　]*[加减][:：]")
_SHARED = 2


def told_of_cells(figures: Sequence[Figure], explained: Collection[int]) -> Iterator[Relation]:
    """A relation for every change of a sentence that lies between its amount and the base of it in a table.

    More or less is what the sentence says: where the table shows the other direction, the relation fails. It is sure
    where the row is named by words of the sentence, too.
    """
    cells = Cells(figures)
    for figure, amount in changes_told(figures):
        sign, kind = direction_of(figure.label), base_kind_of(figure.label)
        if not sign or kind is None or figure.figure_no in explained or printed_digits(figure) < _FEWEST_DIGITS:
            continue
        kinds: list[BaseKind] = [kind, "opening"] if _is_since_opening(figure.label) else [kind]
        found = [(now, base) for now in cells.of(amount) for of in kinds for base in cells.bases(now, of)]
        proven = [pair for pair in found if _is_off_by(pair, figure, amount)]
        is_exact = bool(proven)
        if not is_exact:
            known = (pair for pair in found if kind == "opening" or _is_of_row(pair[0], figure, amount))
            proven = [pair for pair in known if _is_off_by_slip(pair, figure)]
        if len({base.value for _, base in proven}) == 1:
            now, base = proven[0]
            is_named = shares_words(now, figure)
            is_meant = is_exact and is_named and names_base(figure.label)
            if is_named or min(digits_of(figure), digits_of(now)) >= _FEWEST_DIGITS:
                yield _change(figure, amount if now.value == amount.value else now, base, sign, is_meant)


def changes_told(figures: Sequence[Figure], role: str = CHANGE) -> Iterator[tuple[Figure, Figure]]:
    """Every change of a sentence, or figure of another such role, with its amount: the one that it was understood to
    be of, else the one before it.
    """
    by_no = {figure.figure_no: figure for figure in figures}
    last: dict[tuple[int, int, str, str], Figure] = {}
    for figure in figures:
        if is_cell(figure) or figure.value is None or figure.hedge:
            continue
        key = figure.report_no, figure.place.block_no, figure.quote, figure.unit
        if figure.figure_role in _AMOUNTS:
            last[key] = figure
        elif figure.figure_role == role:
            amount = last.get(key) if figure.of_figure_no is None else by_no.get(figure.of_figure_no)
            if amount is not None and amount.value and not amount.hedge:
                yield figure, amount


class Cells:
    """The amounts of the tables of a document, by value, by row and by table."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._rows: Mapping[Row, Sequence[Figure]] = rows_of(figures)
        told = [cell for row in self._rows.values() for cell in row if printed_digits(cell) >= _FEWEST_DIGITS]
        self._by_value = sorted(told, key=_value)
        self._values = [_value(cell) for cell in self._by_value]
        self._tables: defaultdict[tuple[int, int | None], list[Figure]] = defaultdict(list)
        for row in self._rows.values():
            for cell in row:
                self._tables[cell.report_no, cell.place.block_no].append(cell)

    def of(self, amount: Figure) -> Iterator[Figure]:
        """The cells that print an amount, or that which it was rounded from."""
        half, value = amount.step / 2, _value(amount)
        near = slice(bisect_left(self._values, value - half), bisect_right(self._values, value + half))
        for cell in sorted(self._by_value[near], key=lambda one: one.figure_no):
            is_one_unit = counter(cell.unit) in ("", counter(amount.unit))
            is_same = _value(cell) == value or amount.step > cell.step
            if is_one_unit and is_same and cell.report_no == amount.report_no:
                yield cell

    def bases(self, now: Figure, kind: BaseKind) -> Iterator[Figure]:
        """What a cell may be compared with: in its row last year's or the budget, in its table the opening amount."""
        if kind == "opening":
            ends = _ends(now, "closing")
            its = self._tables[now.report_no, now.place.block_no]
            yield from (other for other in its if ends and other.unit == now.unit and _ends(other, "opening") == ends)
        else:
            yield from (other for other in self._rows[row_of(now)] if is_base_of(other, now, kind))


def _is_since_opening(label: str) -> bool:
    """Whether words compare with the end of last year (较上年末减少), which is where this year began."""
    return any(word in label.rpartition(" / ")[2] for word in words_of("opening"))


def _ends(cell: Figure, role: str) -> str:
    """The head of a cell without the words that say at which end of the year it is, '' where it has none of them."""
    head = _SIGN.sub("", cell.label.split(" / ")[0])
    word = next((word for word in words_of(role) if word in head), "")
    return head.replace(word, "", 1) if word else ""


def is_base_of(other: Figure, cell: Figure, kind: BaseKind) -> bool:
    """Whether another cell of its row is what a cell is compared with: that of last year, or the budget."""
    if kind == "last_year":
        return is_last_year(other, cell)
    is_one_year = other.period_year == cell.period_year and other.unit == cell.unit
    return is_one_year and other.basis in _BUDGETS and cell.basis in _DONE


def _is_of_row(now: Figure, change: Figure, amount: Figure) -> bool:
    """Whether a cell prints the amount of a change, in a row that its sentence names, and its words name a base."""
    return now.value == amount.value and shares_words(now, change) and names_base(change.label)


def _distance(pair: tuple[Figure, Figure]) -> Decimal:
    now, base = pair
    return abs(_value(now) - _value(base))


def _value(figure: Figure) -> Decimal:
    return figure.value or Decimal(0)


def _is_off_by(pair: tuple[Figure, Figure], change: Figure, amount: Figure) -> bool:
    """Whether two amounts differ by just the change; where the sentence rounds, by what rounding leaves open."""
    slack = change.step if amount.step > pair[0].step else Decimal(0)
    return abs(_distance(pair) - (change.value or Decimal(0))) <= slack


def _is_off_by_slip(pair: tuple[Figure, Figure], change: Figure) -> bool:
    """Whether one slip of the pen makes the change what two amounts differ by."""
    text = digits(change.printed)
    if digits_of(change) < _FEWEST_OF_SLIPS or not change.value:
        return False
    worth = change.value / Decimal(text)
    return any(worth * Decimal(other) == _distance(pair) for other in misprinted(text))


def printed_digits(figure: Figure) -> int:
    """How many digits are printed, with those that only fill the number up."""
    return sum(one.isdecimal() for one in figure.printed)


def shares_words(cell: Figure, told: Figure) -> bool:
    """Whether the sentence has words of the name of the cell's row, and not only such as any row may have."""
    names = (cell.scope_name, cell.item_name, cell.label.split(" / ")[0])
    return any(
        (run := name[at : at + _SHARED]) in told.quote and not is_general(run) and run not in general_names()
        for name in names
        for at in range(len(name) - _SHARED + 1)
    )


def _change(figure: Figure, now: Figure, base: Figure, sign: int, is_meant: bool) -> Relation:
    right = (Operand(now.figure_no, sign), Operand(base.figure_no, -sign))
    return Relation(
        figure.report_no, "difference", "places", (Operand(figure.figure_no),), right, is_closed=True,
        is_meant=is_meant, confidence=CERTAIN if is_meant else UNCERTAIN, quote=figure.quote or figure.label,
    )  # fmt: skip
