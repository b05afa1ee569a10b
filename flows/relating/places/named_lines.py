"""A total in a sentence that names what it adds up (教育、卫生健康等五项支出合计): the amounts stand in a table."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.model.totals import is_total
from flows.model.words import longest_first, plain
from flows.relating.places.facts import is_cell
from flows.relating.places.subjects import counter, words_of
from flows.relating.places.twins import UNCERTAIN
from flows.relating.sentences.parts import counted_items
from flows.relating.sentences.words import relation_words

_AMOUNTS = frozenset({"amount", "count"})
_MARKS = "，,。；;：:\n"
_SHORTEST = 2
_LONGEST = 120  # characters of a clause that lists names

_Column = dict[str, Figure]


def sums_of_named_lines(figures: Sequence[Figure], explained: frozenset[int]) -> Iterator[Relation]:
    """A relation for every total of a sentence, unless it is `explained`, over the rows of a table's column that its
    clause names, where it names as many as it says. None is sure.
    """
    columns = _columns(figures)
    for figure in figures:
        if is_cell(figure) or figure.figure_role not in _AMOUNTS or figure.hedge or figure.figure_no in explained:
            continue
        clause = _clause(figure)
        count = counted_items(clause) if clause else None
        if not count or count < _SHORTEST or not any(word in clause for word in relation_words("total")):
            continue
        near = columns[figure.report_no, counter(figure.unit)]
        told = [named for one in near if len(named := _named(one, clause, figure)) == count]
        fitting = [one for one in told if sum(part.value or 0 for part in one) == figure.value]
        if fitting or len(told) == 1:
            yield Relation(
                figure.report_no, "sum", "places", (Operand(figure.figure_no),),
                tuple(Operand(part.figure_no) for part in (fitting or told)[0]), is_closed=True, is_meant=False,
                confidence=UNCERTAIN, quote=figure.quote or figure.label,
            )  # fmt: skip


def _columns(figures: Sequence[Figure]) -> defaultdict[tuple[int, str], list[_Column]]:
    """The columns of all tables with their rows by name, by report and unit; of two rows of one name the first."""
    found: defaultdict[tuple[int, str, int, int | None], _Column] = defaultdict(dict)
    for figure in figures:
        name = _bare(figure.label.split(" / ")[0])
        if is_cell(figure) and figure.figure_role in _AMOUNTS and len(name) >= _SHORTEST and not is_total(name):
            place = figure.place
            found[figure.report_no, counter(figure.unit), place.block_no, place.column_no].setdefault(name, figure)
    columns: defaultdict[tuple[int, str], list[_Column]] = defaultdict(list)
    for (report_no, unit, _, _), column in found.items():
        columns[report_no, unit].append(column)
    return columns


def _named(column: _Column, clause: str, total: Figure) -> Sequence[Figure]:
    """The rows of a column that a clause names, of the time and stage of the total."""
    words, found = plain(clause), []
    for name in longest_first(column):
        one = column[name]
        if name in words and one.period_year == total.period_year and one.basis == total.basis:
            words = words.replace(name, "，", 1)
            found.append(one)
    return sorted(found, key=lambda one: one.figure_no)


def _clause(figure: Figure) -> str:
    """The words of its sentence right before a number, from the last stop on, '' where it is printed there twice."""
    if figure.quote.count(figure.printed) != 1:
        return ""
    before = figure.quote.partition(figure.printed)[0]
    start = max((before.rfind(mark) for mark in _MARKS), default=-1) + 1
    return before[start:][-_LONGEST:]


def _bare(label: str) -> str:
    """A row's name without the word for what all rows are of."""
    name = plain(label)
    return next((name.removesuffix(word) for word in _tails() if name.endswith(word)), name)


@cache
def _tails() -> Sequence[str]:
    return longest_first(words_of("line_tail"))
