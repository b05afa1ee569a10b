"""Tables that text holds on one line with nothing between their cells: 年度资金总额:303010100.00%10.

At least three heads in a row begin one. A row is words and the numbers behind them; these are cut where the columns and
their arithmetic leave one way only (`solving`).
A row that has none or several leaves the whole unread: sums over the others would be wrong.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from flows.model.report import Cell
from flows.model.totals import is_total
from flows.readers.plain.flattened import Flat
from flows.readers.plain.heads import NAMES, Column, form_of, head_words, leading_heads
from flows.readers.plain.solving import Row, cut

_ROW = re.compile(
    r"(?P<words>(?:[（(][^（()）]{0,20}[）)]|[^\d≥≤<>＞＜（()）。；，]){2,60})(?P<run>[≥≤<>＞＜\-−]{0,2}\d[\d.,%％\-−≥≤<>＞＜]{0,100})"
)
_LEVEL = re.compile(r"[\u4e00-\u9fff]{2,9}?指标(?:[（(]\d{1,3}分[）)])?(?=.)")
_DIGIT = re.compile(r"\d")
_FEWEST_HEADS = 3
_LONGEST_LINE = 20_000


def glued_table(lines: Sequence[str], start: int) -> Flat | None:
    """The table that begins in a line, None where none does or a row of it cannot be told."""
    line = lines[start]
    match = _heads_in(line, 0, _LONGEST_LINE)
    heads = leading_heads(line[match.start() : match.start() + _LONGEST_LINE]) if match else []
    if match is None or len(heads) < _FEWEST_HEADS:
        return None
    if is_total(heads[-1]) and len(heads) > _FEWEST_HEADS:
        heads.pop()  # 年度资金总额 is the name of the first row
    return _with_heads(lines, start, match.start(), heads)


def _with_heads(lines: Sequence[str], start: int, first: int, heads: Sequence[str]) -> Flat | None:
    line = lines[start]
    columns = [Column((head,), form_of(head)) for head in heads]
    if not any(column.form in NAMES for column in columns):
        columns.insert(0, Column(("",), "name"))
    at = first + sum(map(len, heads))
    cells = [Cell(0, place, column.heads[-1]) for place, column in enumerate(columns)]
    number = 0
    whole: Row = ()
    while (row := _ROW.match(line, at)) and (numbers := _numbers(columns, row["words"], row["run"], whole)):
        number += 1
        names = _names(columns, row["words"])
        cells += [Cell(number, place, text or "") for place, text in enumerate(_laid(columns, names, numbers))]
        whole = whole or numbers
        at = row.end()
    after = _heads_in(line, at, len(line))
    left = line[at : after.start() if after else None]
    if not number or _DIGIT.search(left) or not _adds_up(columns, cells):
        return None
    return Flat(line[:first].strip(), tuple(cells), start if line[at:].strip() else start + 1, line[at:])


def _adds_up(columns: Sequence[Column], cells: Sequence[Cell]) -> bool:
    """Whether the weights of a table that prints their total make it: a row cut wrongly, or left out, would tell."""
    weight = next((at for at, column in enumerate(columns) if column.form == "weight"), None)
    if weight is None or not any(column.form == "value" for column in columns):
        return True
    totals = {cell.row for cell in cells if cell.row and is_total(cell.text)}
    weights = {cell.row: Decimal(cell.text) for cell in cells if cell.row and cell.column == weight and cell.text}
    own = sum((value for row, value in weights.items() if row not in totals), Decimal(0))
    return len(totals) == 1 and own == weights.get(totals.pop())


def _numbers(columns: Sequence[Column], words: str, run: str, whole: Row) -> Row | None:
    """The numbers of a row by its columns of numbers, None where they cannot be told or other heads follow."""
    if _heads_in(words, 0, len(words)):
        return None
    own = [column for column in columns if column.form not in NAMES]
    asked = [column for column in own if column.form in {"weight", "score"}]
    is_sum = is_total(words) and bool(asked) and any(column.form == "value" for column in own)
    found = cut(asked if is_sum else own, run, () if is_sum else whole)
    if found is None or not is_sum:
        return found
    places = iter(found)
    return tuple(next(places) if column in asked else None for column in own)


def _names(columns: Sequence[Column], words: str) -> list[str]:
    """The names of a row, those of its levels cut off where they end as levels do."""
    most = sum(column.form in NAMES for column in columns)
    names: list[str] = []
    while len(names) < most - 1 and (level := _LEVEL.match(words)):
        names.append(level[0])
        words = words[level.end() :]
    return [*[""] * (most - 1 - len(names)), *names, words]


def _laid(columns: Sequence[Column], names: Sequence[str], numbers: Row) -> Iterator[str | None]:
    words, values = iter(names), iter(numbers)
    for column in columns:
        yield next(words) if column.form in NAMES else next(values)


def _heads_in(line: str, start: int, end: int) -> re.Match[str] | None:
    """The first heads in a row as begin a table, None where no digit stands behind them."""
    match = _heads().search(line, start, end)
    # Where none stands behind the first, none does behind others: the rest is looked through once and not from each.
    return match if match and _DIGIT.search(line, match.end(), end) else None


@cache
def _heads() -> re.Pattern[str]:
    """As many heads in a row as begin a table, a remark in brackets behind each aside."""
    words = "|".join(map(re.escape, head_words()))
    # Words are made of other words: each is taken once, or a line of them has no end of readings.
    return re.compile(rf"(?:(?>{words})(?>[（(][^（()）]{{1,8}}[）)])?+){{{_FEWEST_HEADS},}}+")
