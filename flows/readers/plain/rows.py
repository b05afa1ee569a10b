"""Which of the cells that follow each other are one row of a table, by what the cells of each column look like.

The cheapest way to lay the cells over the columns, row after row: an empty column costs, and so does a row that begins
or goes on where a line of several cells says otherwise. Names that merged cells share, and remarks, are often left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.model.totals import is_total
from flows.readers.plain.heads import NAMES, Column, form_of
from flows.readers.plain.solving import EXECUTION, fits, is_number
from flows.readers.plain.tokens import Token

_EMPTY = {"name": 1.0, "caption": 0.0, "text": 0.05, "serial": 0.3, "code": 0.3, "value": 0.8, "mark": 0.8}
_EMPTY_NUMBER, _EMPTY_OF_EXECUTION, _EMPTY_LEVELS = 0.5, 0.15, (0.1, 0.2)
_LEFT_OUT_OF_TOTALS = frozenset({"level", "value", "mark", "text", "code", "serial"})
_NAME_ALONE, _WRAPPED, _REMARKED = 0.9, 0.2, 0.3
_OF_ANOTHER, _CODE_AS_AMOUNT = 0.7, 0.8
_BEGINS_IN_LINE, _GOES_ON_IN_NEXT_LINE = 0.6, 0.4
_HOLLOW = 0.1
_LEFT = 1.0
_LONGEST_VALUE, _LONGEST_MARK = 24, 5
_GOES_ON = re.compile(r"(?:其中|包括)[:：]$")
_DIGITS = re.compile(r"[\d.,，%％]+")
_CODE = re.compile(r"\d{3}|\d{5}|\d{7}")
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")
_REMARK = re.compile(r"[（(][^（()）]{0,20}[）)]")


@dataclass(frozen=True, slots=True)
class Laid:
    """Rows of cells: of each row the tokens of every column. `taken` tokens are in them; `cost` counts what is odd."""

    rows: tuple[tuple[tuple[Token, ...], ...], ...]
    taken: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a way of laying stands: the column that is next, and what its row holds so far.

    `names` tells a row with nothing but names: 1 where a name was just laid, 2 where columns were left empty since.
    `is_hollow` where the name before was left empty, as it is where of two tables side by side only one goes on.
    """

    column: int = 0
    is_open: bool = False
    is_total: bool = False
    names: int = 0
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    cost: float
    before: "tuple[int, _Mark] | None"
    laid: str = ""  # put, join, end or '' for a column left empty


_NEW = _Mark()


def may_stand(column: Column, text: str) -> bool:
    """Whether a cell may stand in a column by what it looks like."""
    is_word = bool(text) and not is_number(text)
    if column.form == "mark":
        return not text or (is_word and len(text) <= _LONGEST_MARK)
    if column.form in NAMES:
        return not text or (is_word and not _DIGITS.fullmatch(text))
    if column.form == "text":
        return is_word or not text
    return not text or fits(column.form, text) or (column.form == "value" and is_word and len(text) <= _LONGEST_VALUE)


def rows_of(columns: Sequence[Column], tokens: Sequence[Token]) -> Laid:
    """The rows that tokens lie in; tokens that no row can take are left behind the last one."""
    ways: list[dict[_Mark, _Way]] = [{} for _ in range(len(tokens) + 1)]
    ways[0][_NEW] = _Way(0.0, None)
    for at, states in enumerate(ways):
        token = tokens[at] if at < len(tokens) else None
        _leave_empty(columns, at, states, is_open=True)
        for mark, way in list(states.items()):
            if mark.is_open and (mark.column == len(columns) or mark.names):
                price = 0.0 if mark.column == len(columns) else _NAME_ALONE
                _offer(states, _NEW, _Way(way.cost + price, (at, mark), "end"))
        if token is None:
            break
        _leave_empty(columns, at, states, is_open=False)
        for mark, way in list(states.items()):
            for mark_after, price, laid in _taking(columns, tokens, at, mark):
                _offer(ways[at + 1], mark_after, _Way(way.cost + price, (at, mark), laid))
    ends = [(states[_NEW].cost + _LEFT * (len(tokens) - at), -at) for at, states in enumerate(ways) if _NEW in states]
    cost, taken = min(ends)
    return Laid(tuple(_traced(columns, tokens, ways, -taken)), -taken, cost)


def _offer(states: dict[_Mark, _Way], mark: _Mark, way: _Way) -> None:
    if mark not in states or way.cost < states[mark].cost:
        states[mark] = way


def _leave_empty(columns: Sequence[Column], at: int, states: dict[_Mark, _Way], *, is_open: bool) -> None:
    for column in range(len(columns)):
        for mark in [mark for mark in states if mark.column == column and mark.is_open is is_open]:
            form = columns[column].form
            is_hollow = form == "name" or (mark.is_hollow and form not in NAMES)
            price = _HOLLOW if mark.is_hollow and is_hollow else _price(columns, column, is_total=mark.is_total)
            after = _Mark(column + 1, mark.is_open, mark.is_total, 2 if mark.names else 0, is_hollow)
            _offer(states, after, _Way(states[mark].cost + price, (at, mark)))


def _price(columns: Sequence[Column], column: int, *, is_total: bool) -> float:
    form = columns[column].form
    if is_total and form in _LEFT_OUT_OF_TOTALS:
        return 0.0
    if form == "level":
        level = sum(other.form == "level" for other in columns[:column])
        is_last = not any(other.form == "level" for other in columns[column + 1 :])
        return _EMPTY["name"] if is_last else _EMPTY_LEVELS[min(level, 1)]
    if form in EXECUTION and any(other.form == "amount" for other in columns):
        return _EMPTY_OF_EXECUTION  # only the whole amount is weighted, no part of it
    return _EMPTY.get(form, _EMPTY_NUMBER)


def _taking(
    columns: Sequence[Column], tokens: Sequence[Token], at: int, mark: _Mark
) -> Iterator[tuple[_Mark, float, str]]:
    token = tokens[at]
    price = 0.0
    if not token.is_alone:
        price = (_GOES_ON_IN_NEXT_LINE if mark.is_open else 0.0) if token.is_first else (
            0.0 if mark.is_open else _BEGINS_IN_LINE
        )  # fmt: skip
    if mark.names == 1 and _continues(tokens[at - 1].text, token.text):
        yield mark, price + _WRAPPED, "join"
    if mark.column == len(columns):
        return
    form = columns[mark.column].form
    if not may_stand(columns[mark.column], token.text):
        return
    after = _Mark(mark.column + 1, True, mark.is_total, 0)
    if not token.text:
        yield _Mark(mark.column + 1, mark.is_open, mark.is_total, 2 if mark.names else 0), 0.0, "put"
    elif form in NAMES:
        is_sum = mark.is_total or is_total(token.text)
        price += _OF_ANOTHER if is_of_another(columns, mark.column, token.text) else 0.0
        yield _Mark(mark.column + 1, True, is_sum, 1 if mark.names or not mark.is_open else 0), price, "put"
    elif (mark.is_total and form in {"value", "mark", "text"}) or (form == "text" and _HEADING.match(token.text)):
        return
    else:
        has_codes = form == "amount" and any(column.form == "code" for column in columns)
        price += _CODE_AS_AMOUNT if has_codes and _CODE.fullmatch(token.text) else 0.0
        yield after, price + (_REMARKED if form == "text" else 0.0), "put"


def is_of_another(columns: Sequence[Column], column: int, name: str) -> bool:
    """Whether a name says that it belongs below another head (支出) than that of its column (收入)."""
    own = columns[column].heads[0]
    others = {other.heads[0] for other in columns if len(other.heads[0]) > 1} - {own}
    return own not in name and any(other in name for other in others)


def _continues(above: str, text: str) -> bool:
    """Whether a cell goes on in the next one: 其中： before its first part, a remark in brackets, a word wrapped."""
    if not text or is_number(text):
        return False
    return bool(
        _GOES_ON.search(above) or _REMARK.fullmatch(text)
        or (form_of(above + text) and not form_of(above))
    )  # fmt: skip


def _traced(
    columns: Sequence[Column], tokens: Sequence[Token], ways: Sequence[dict[_Mark, _Way]], end: int
) -> list[tuple[tuple[Token, ...], ...]]:
    rows: list[tuple[tuple[Token, ...], ...]] = []
    row: list[list[Token]] = [[] for _ in columns]
    at, mark = end, _NEW
    while (way := ways[at][mark]).before is not None:
        before, mark_before = way.before
        if way.laid == "end":
            row = [[] for _ in columns]
        elif way.laid == "put":
            row[mark_before.column].insert(0, tokens[before])
        elif way.laid == "join":
            row[mark_before.column - 1].insert(0, tokens[before])
        if way.laid != "end" and mark_before == _NEW:
            rows.insert(0, tuple(map(tuple, row)))
        at, mark = before, mark_before
    return rows
