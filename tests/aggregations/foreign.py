"""A foreign table of texts as a grid: numbers in four notations, a rate where a sign says so, words as they stand."""

import re
from collections.abc import Sequence
from decimal import Decimal

from flows.relating.tables.grid import Grid, Heads, Number, Printed, measured

_NOTATIONS = {
    "Comma Point": (",", "."),
    "None Point": ("", "."),
    "Space Comma": (" ", ","),
    "Space Point": (" ", "."),
    "None Comma": ("", ","),
}
_NUMBER = re.compile(
    r"(?P<open>\()?[$€£]?(?P<sign>[-−–+])?[$€£]?(?P<digits>\d+(?:\.\d*)?|\.\d+)(?P<percent>%)?(?P<close>\))?"
)


def grid_of(texts: Sequence[Sequence[str]], notation: str) -> Grid:
    """The grid of a table's texts; `notation` names the signs of thousands and of the decimals."""
    printed: list[Printed] = []
    words: dict[tuple[int, int], str] = {}
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            if number := _number(text, notation, len(printed), row, column):
                printed.append(number)
            elif text.strip():
                words[row, column] = text.strip()
    return _with_heads(measured(printed), words)


def _with_heads(numbers: Sequence[Number], words: dict[tuple[int, int], str]) -> Grid:
    first = {}
    for number in numbers:
        first.setdefault(number.column, number.row)
    rows: dict[int, list[str]] = {}
    columns: dict[int, list[str]] = {}
    for (row, column), text in sorted(words.items()):
        rows.setdefault(row, []).append(text)
        if row < first.get(column, 0):
            columns.setdefault(column, []).append(text)
    return Grid(
        tuple(numbers),
        {row: Heads(tuple(texts)) for row, texts in rows.items()},
        {column: Heads(tuple(texts)) for column, texts in columns.items()},
    )


def _number(text: str, notation: str, number_no: int, row: int, column: int) -> Printed | None:
    thousands, point = _NOTATIONS[notation]
    bare = text.strip().replace("\xa0", " ")
    if thousands:
        bare = re.sub(rf"(?<=\d){thousands}(?=\d{{3}}(?!\d))", "", bare)
    bare = bare.replace(point, ".").replace(" ", "")
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return None
    value = Decimal(match["digits"].rstrip(".") or "0")
    _, _, tail = match["digits"].partition(".")
    if (match["sign"] or "") in tuple("-−–") or (match["open"] and match["close"]):
        value = -value
    is_rate = bool(match["percent"])
    return Printed(
        number_no, row, column, value, Decimal(1).scaleb(-len(tail)), "rate" if is_rate else "amount",
        "%" if is_rate else "", keeps_own_step=True,
    )  # fmt: skip
