"""A list in a sentence that tells the line of a table again: where most of it is the line's, all of it should be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.model.words import plain
from flows.relating.places.facts import is_cell
from flows.relating.places.rows import digits_of
from flows.relating.places.subjects import counter
from flows.relating.places.twins import UNCERTAIN

_AMOUNTS = frozenset({"amount", "count"})
_SHORTEST = 3
_FEWEST_DIGITS = 5  # of all numbers that agree: fewer are the same by chance
_LONGEST_NAME = 20
_LONGEST = 40  # items that a sentence lists
_TARGET = "target"
_MONEY = "元"  # lists of money differ where a fund pays a part of one item: they are told by their measures

_List = Mapping[str, Figure]


def listed_again(figures: Sequence[Figure]) -> Iterator[Relation]:
    """Every item of a list beside the cell of its name, in the line of a table that has all the other items' numbers.

    A list of which a line has every number tells nothing of lines that differ.
    """
    lines = list(_lines(figures))
    by_name: defaultdict[str, list[_List]] = defaultdict(list)
    for line in lines:
        for name in line:
            by_name[name].append(line)
    for items in _lists(figures):
        shared = [
            line
            for line in by_name[next(iter(items))]
            if items.keys() <= line.keys() and all(_may_be_one(item, line[name]) for name, item in items.items())
        ]
        pairs = [[(item, line[name]) for name, item in items.items()] for line in shared]
        agreeing = [[pair for pair in one if _agrees(*pair)] for one in pairs]
        if not pairs or any(len(one) == len(items) for one in agreeing):
            continue
        near = [
            (one, same)
            for one, same in zip(pairs, agreeing, strict=True)
            if len(same) == len(items) - 1 and sum(digits_of(item) for item, _ in same) >= _FEWEST_DIGITS
        ]
        if len(near) == 1:
            yield from (_equal(item, cell) for item, cell in near[0][0])


def _lists(figures: Iterable[Figure]) -> Iterator[_List]:
    """The numbers of one unit, no money, that a sentence tells under names of their own."""
    told: defaultdict[tuple[int, str, str], dict[str, Figure]] = defaultdict(dict)
    several: set[tuple[tuple[int, str, str], str]] = set()
    for figure in figures:
        if figure.value is None or is_cell(figure) or figure.figure_role not in _AMOUNTS or figure.hedge:
            continue
        if figure.unit == _MONEY:
            continue
        key = figure.place.block_no, figure.quote, counter(figure.unit)
        name = _name(figure.label)
        if name and told[key].setdefault(name, figure) is not figure:
            several.add((key, name))
    for key, named in told.items():
        items = {name: figure for name, figure in named.items() if (key, name) not in several}
        yield from _runs(items)


def _runs(items: _List) -> Iterator[_List]:
    """The list without what leads to it, one item after another left out: what is added up stands before its parts."""
    names = list(items)[:_LONGEST]
    for start in range(len(names) - _SHORTEST + 1):
        yield {name: items[name] for name in names[start:]}


def _lines(figures: Iterable[Figure]) -> Iterator[_List]:
    """The rows of tables by the heads of their columns, and the columns by those of their rows."""
    rows: defaultdict[tuple[int, int | None], dict[str, Figure]] = defaultdict(dict)
    columns: defaultdict[tuple[int, int | None], dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        if is_cell(figure) and figure.value is not None and figure.figure_role in _AMOUNTS:
            place = figure.place
            rows[place.block_no, place.row_no].setdefault(_name(place.column_head), figure)
            columns[place.block_no, place.column_no].setdefault(_name(place.row_head), figure)
    yield from (line for line in (*rows.values(), *columns.values()) if len(line) >= _SHORTEST)


def _name(label: str) -> str:
    name = plain(label.rpartition(" / ")[2])
    return name if len(name) <= _LONGEST_NAME else ""


def _agrees(item: Figure, cell: Figure) -> bool:
    if counter(cell.unit) not in ("", counter(item.unit)):
        return False
    return item.value == cell.value


def _may_be_one(item: Figure, cell: Figure) -> bool:
    """Whether nothing says that they are of two years or of two stages."""
    years = {item.period_year, cell.period_year} - {None}
    return len(years) < 2 and (_TARGET in (item.basis, cell.basis)) == (item.basis == cell.basis == _TARGET)


def _equal(item: Figure, cell: Figure) -> Relation:
    return Relation(
        item.report_no, "equal", "places", (Operand(item.figure_no),), (Operand(cell.figure_no),),
        is_closed=True, is_meant=False, confidence=UNCERTAIN, quote=f"{item.label}；{cell.label}",
    )  # fmt: skip
