"""Which column each cell of a row stands in, where the layout is gone: types and arithmetic tell, or nobody does.

Cells keep their order. Every way to lay them over the columns whose cells may look so is tried within a bound; the
relations that forms print (a rate is one amount of another, a score its weight times the rate, a change a difference,
a total the sum of its neighbours, a part no more than its whole) tell the ways apart. One way that is better than all
others is taken; where two are as good, none is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations
from math import comb

from flows.model.totals import is_total
from flows.readers.plain.heads import Column, form_of

_PLAIN = r"[+\-−△▲]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_BLANK = re.compile(r"[-—–－/]{1,4}")
_NUMBER = re.compile(rf"{_PLAIN}(?:[亿万千]?元)?|[（(]{_PLAIN}[）)]")
_PERCENT = re.compile(rf"{_PLAIN}[%％]")
_QUANTITY = re.compile(rf"[≥≤＞＜><=＝≧≦约]{{0,2}}{_PLAIN}[%％]?[\u4e00-\u9fff㎡/]{{0,6}}")
_INTEGER = re.compile(r"\d{1,4}")
_CODE = re.compile(r"\d{1,12}")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,2})?分?")
_MOST_WAYS = 20_000
_MOST_PLACINGS = 2_000  # of the numbers of one row: of more ways no one is alone the best
_MOST_COLUMNS = 16
EXECUTION = frozenset({"weight", "rate", "score"})

Row = tuple[str | None, ...]


@cache
def _shapes(form: str) -> tuple[re.Pattern[str], ...]:
    return {
        "amount": (_NUMBER, _BLANK),
        "number": (_NUMBER, _PERCENT, _BLANK),
        "rate": (_PERCENT, _NUMBER, _BLANK),
        "weight": (_POINTS, _BLANK),
        "score": (_POINTS, _BLANK),
        "serial": (_INTEGER,),
        "code": (_CODE,),
        "value": (_QUANTITY, _BLANK),
    }.get(form, ())


def fits(form: str, text: str) -> bool:
    """Whether a text that is a number, or the dash in place of one, may stand in a column of that form."""
    return any(shape.fullmatch(text) for shape in _shapes(form))


def is_number(text: str) -> bool:
    """Whether a cell holds a number or the dash in place of one, and nothing else."""
    return (fits("number", text) or fits("value", text)) and not form_of(text)


def placed(columns: Sequence[Column], texts: Sequence[str], whole: Row = ()) -> Row | None:
    """The cells of a row by the columns that they must stand in, None where several ways are as good.

    `whole` is the row that this one may be a part of, () where there is none.
    """
    if len(texts) > len(columns) or comb(len(columns), len(texts)) > _MOST_PLACINGS:
        return None
    ways = (
        _laid(len(columns), places, texts)
        for places in combinations(range(len(columns)), len(texts))
        if all(fits(columns[place].form, text) for place, text in zip(places, texts, strict=True))
    )
    return _best(columns, ways, whole)


def cut(columns: Sequence[Column], run: str, whole: Row = ()) -> Row | None:
    """The numbers of a row that were printed without anything between them, None where several cuts are as good."""
    ways = _cuts(columns, run) if len(columns) <= _MOST_COLUMNS and len(run) <= 120 else iter(())
    return _best(columns, ways, whole)


def _laid(width: int, places: Sequence[int], texts: Sequence[str]) -> Row:
    row: list[str | None] = [None] * width
    for place, text in zip(places, texts, strict=True):
        row[place] = text
    return tuple(row)


def _cuts(columns: Sequence[Column], run: str) -> Iterator[Row]:
    left = _MOST_WAYS

    def rest(column: int, at: int, row: Row) -> Iterator[Row]:
        nonlocal left
        left -= 1
        if left < 0:
            return
        if column == len(columns):
            if at == len(run):
                yield row
            return
        yield from rest(column + 1, at, (*row, None))
        for end in _ends(columns[column].form, run, at):
            yield from rest(column + 1, end, (*row, run[at:end]))

    yield from rest(0, 0, ())
    if left < 0:
        yield from ((None,) * len(columns),) * 2  # too many to tell apart


_PIECE = re.compile(
    r"(?P<relation>[≥≤＞＜><=＝≧≦]{0,2})(?P<sign>[+\-−]?)(?P<digits>\d+)(?:\.(?P<decimals>\d+))?(?P<percent>[%％]?)"
)


def _ends(form: str, run: str, at: int) -> Iterator[int]:
    """Where a number may end that begins there: it has no needless zero in front, and two decimals at most."""
    match = _PIECE.match(run, at)
    if match is None or form not in {"amount", "number", "rate", "weight", "score", "value"}:
        return
    if (match["relation"] and form != "value") or (match["sign"] and form not in {"amount", "number", "rate"}):
        return
    ends = [*range(match.start("digits") + 1, match.end("digits") + 1)]
    if match["decimals"]:
        ends += [*range(match.start("decimals") + 1, min(match.start("decimals") + 2, match.end("decimals")) + 1)]
    if match["percent"]:
        ends.append(match.end())
    for end in ends:
        text = run[at:end]
        digits = re.sub(r"^\D+", "", text)
        if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
            continue
        if form == "rate" and not text.endswith(("%", "％")):
            continue
        if fits(form, text):
            yield end


@dataclass(frozen=True, slots=True, order=True)
class _Rank:
    """How good a way is: fewer relations that fail, then more that hold, then fewer columns left empty."""

    failed: int
    held: int
    filled: int


def _best(columns: Sequence[Column], ways: Iterator[Row], whole: Row) -> Row | None:
    best: list[Row] = []
    rank: _Rank | None = None
    for count, row in enumerate(ways):
        if count > _MOST_WAYS:
            return None
        own = _rank(columns, row, whole)
        if rank is None or own > rank:
            best, rank = [row], own
        elif own == rank:
            best.append(row)
    return best[0] if len(best) == 1 and rank is not None and not rank.failed else None


def _rank(columns: Sequence[Column], row: Row, whole: Row) -> _Rank:
    answers = list(_relations(columns, row, whole))
    execution = [text for column, text in zip(columns, row, strict=True) if column.form in EXECUTION]
    has_amounts = any(column.form == "amount" for column in columns)
    is_torn = has_amounts and len(execution) > 1 and 0 < sum(text is not None for text in execution) < len(execution)
    return _Rank(-answers.count(False) - is_torn, answers.count(True), sum(text is not None for text in row))


def relations_held(columns: Sequence[Column], row: Sequence[str | None]) -> int:
    """How many of the relations that a row has numbers for hold, less how many do not."""
    answers = list(_relations(columns, tuple(row), ()))
    return answers.count(True) - answers.count(False)


def _relations(columns: Sequence[Column], row: Row, whole: Row) -> Iterator[bool]:
    """Whether each relation that the row has numbers for holds."""
    values = [_value(text) for text in row]
    amounts = [at for at, column in enumerate(columns) if column.form == "amount" and values[at] is not None]
    rates = [at for at, column in enumerate(columns) if column.form == "rate" and values[at] is not None]
    for at in rates:
        if len(amounts) > 1:
            yield any(_is_rate(values, one, other, at, row[at] or "") for one in amounts for other in amounts)
    weight, score = _only(columns, "weight", values), _only(columns, "score", values)
    if weight is not None and score is not None:
        yield score <= weight
        if len(rates) == 1 and (rate := values[rates[0]]) is not None:
            yield abs(score - weight * min(rate, Decimal(100)) / 100) <= Decimal("0.05")
    for total in amounts:
        parts = _parts(columns, values, total) if is_total(columns[total].heads[-1]) else []
        if len(parts) > 1:
            yield values[total] == sum(parts, Decimal(0))
    for at in amounts:
        if _CHANGE.search(columns[at].heads[-1]):
            others = [values[one] or Decimal(0) for one in amounts if one < at]
            if len(others) > 1:
                yield any(values[at] == one - other for one in others for other in others if one is not other)
    if whole:
        for at in amounts:
            limit = _value(whole[at])
            yield limit is not None and abs(values[at] or Decimal(0)) <= abs(limit)


def _parts(columns: Sequence[Column], values: Sequence[Decimal | None], total: int) -> list[Decimal]:
    """The amounts behind a total under the same head; of a head that is divided, its own total or all its parts."""
    level = len(columns[total].heads) - 1
    under: dict[str, list[int]] = {}
    for at, column in enumerate(columns):
        if (
            at > total
            and column.form == "amount"
            and len(column.heads) > level
            and column.heads[:level] == columns[total].heads[:level]
        ):
            under.setdefault(column.heads[level], []).append(at)
    sums = ([at for at in places if is_total(columns[at].heads[-1])][:1] or places for places in under.values())
    return [sum((values[at] or Decimal(0) for at in places), Decimal(0)) for places in sums]


_CHANGE = re.compile(r"增减|差额|差异|变动")


def _is_rate(values: Sequence[Decimal | None], one: int, other: int, rate: int, printed: str) -> bool:
    part, base, told = values[one], values[other], values[rate]
    if one == other or not base or part is None or told is None:
        return False
    step = Decimal(1).scaleb(-len(printed.rstrip("%％").partition(".")[2]))
    return any(abs(each * 100 - told) < step for each in (part / base, (part - base) / base))


def _only(columns: Sequence[Column], form: str, values: Sequence[Decimal | None]) -> Decimal | None:
    found = [values[at] for at, column in enumerate(columns) if column.form == form]
    return found[0] if len(found) == 1 else None


def _value(text: str | None) -> Decimal | None:
    if text is None:
        return None
    match = re.search(r"(?P<sign>[\-−△▲（(]?)(?P<number>\d[\d,]*(?:\.\d+)?)", text)
    if match is None:
        return Decimal(0) if _BLANK.fullmatch(text) else None
    number = Decimal(match["number"].replace(",", ""))
    return -number if match["sign"] else number
