"""How far a budget was carried out, where a sentence tells what was done and the rate, and another place the budget."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.relating.places.facts import is_cell
from flows.relating.places.rows import Row, cells_by_value, digits_of, row_of, rows_of
from flows.relating.places.subjects import is_bare, words_of
from flows.relating.places.twins import UNCERTAIN

_COMPLETION, _AMOUNT, _MONEY = "completion", "amount", "元"
_DONE = frozenset({"actual", "spent"})
_INITIAL = "initial_budget"
_BUDGETS = ("annual_budget", "adjusted_budget", "budget", _INITIAL)  # the one that is meant first
_WHOLES = frozenset({None, "expenditure_total", "income_total", "project_budget", "project_spent"})
_FEWEST_DIGITS = 4  # of an amount that alone tells the row
_WHOLE = Decimal(100)


def executed_elsewhere(figures: Sequence[Figure], explained: Collection[int]) -> Iterator[Relation]:
    """A relation for every rate of execution that a sentence tells with what was done, but without the budget.

    The budget is the one beside that amount in the row of a table; where the amount is only called what was spent, the
    one that the text only calls the budget, if it prints one. None is sure.
    """
    rows = rows_of(figures)
    cells = cells_by_value(rows)
    bare = _bare_budgets(figures)
    told: defaultdict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if is_cell(figure):
            continue
        before = told[figure.place.block_no, figure.quote]
        before.append(figure)
        if figure.figure_role != _COMPLETION or figure.figure_no in explained or figure.value is None:
            continue
        done = _done_before(figure, before)
        if done is None or not any(word in figure.label for word in words_of("executed")):
            continue
        budgets = _beside(done, rows, cells) or (
            bare.get(done.report_no, ()) if _is_of_all(done) and is_bare(done.label) else ()
        )
        if budget := _meant(figure, done, budgets):
            parts = (Operand(done.figure_no, 1, "dividend"), Operand(budget.figure_no, 1, "divisor"))
            yield Relation(
                figure.report_no, "ratio", "places", (Operand(figure.figure_no),), parts,
                is_closed=True, is_meant=False, confidence=UNCERTAIN, quote=figure.quote or figure.label,
            )  # fmt: skip


def _done_before(rate: Figure, told: Sequence[Figure]) -> Figure | None:
    """The amount that the sentence tells right before the rate, None where it tells a budget too or several amounts."""
    amounts = [one for one in told if one.figure_role == _AMOUNT and one.unit == _MONEY and one.value]
    if len(amounts) != 1 or amounts[0].basis not in _DONE or amounts[0].hedge:
        return None
    of_same = rate.of_figure_no in (None, amounts[0].figure_no)
    return amounts[0] if of_same and rate.scope_name in ("", amounts[0].scope_name) else None


def _is_of_all(figure: Figure) -> bool:
    """Whether an amount may be all of the report's: its measure is a whole, of no project and no line."""
    return figure.measure_code in _WHOLES and not figure.scope_name and not figure.item_name


def _bare_budgets(figures: Iterable[Figure]) -> Mapping[int, Sequence[Figure]]:
    """The budgets of each report that sentences only call so (全年预算数), where they print one value of each kind and
    no larger one under another name.
    """
    found: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        is_budget = figure.basis in _BUDGETS and figure.unit == _MONEY and figure.figure_role == _AMOUNT
        if is_budget and figure.value and not is_cell(figure) and _is_of_all(figure):
            found[figure.report_no].append(figure)
    return {report_no: _only_ones(budgets) for report_no, budgets in found.items()}


def _only_ones(budgets: Sequence[Figure]) -> Sequence[Figure]:
    """One budget of each kind, none where there are several of any."""
    found = []
    for basis in _BUDGETS:
        of_basis = [one for one in budgets if one.basis == basis]
        bare = [one for one in of_basis if is_bare(one.label)]
        if of_basis and len({one.value for one in bare}) != 1:
            return ()
        if bare and max(one.value or 0 for one in of_basis) != bare[0].value:
            return ()
        found += bare[:1]
    return found


def _beside(
    done: Figure, rows: Mapping[Row, Sequence[Figure]], cells: Mapping[tuple[object, ...], Sequence[Figure]]
) -> Sequence[Figure]:
    """The budgets in the only row that prints an amount as done."""
    if digits_of(done) < _FEWEST_DIGITS:
        return ()
    its = {
        row_of(cell): cell
        for cell in cells.get((done.report_no, done.value), ())
        if cell.basis in _DONE and cell.unit == done.unit
    }
    if len(its) != 1:
        return ()
    return [one for one in rows[next(iter(its))] if one.basis in _BUDGETS and one.unit == done.unit]


def _meant(rate: Figure, done: Figure, budgets: Sequence[Figure]) -> Figure | None:
    """The budget that explains the rate, else that of the whole year; the initial one only where words say so."""
    explaining = (one for one in budgets if abs(_rate(done, one) - (rate.value or 0)) <= rate.step)
    if found := next(explaining, None):
        return found
    is_initial = any(word in rate.label for word in words_of("initial"))
    named = [one for one in budgets if (one.basis == _INITIAL) is is_initial]
    return min(named, key=lambda one: _BUDGETS.index(one.basis), default=None)


def _rate(done: Figure, budget: Figure) -> Decimal:
    return (done.value or Decimal(0)) / (budget.value or Decimal(1)) * _WHOLE
