"""A table with its figures as grids: one for each stretch of rows below a heading and each panel side by side."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from flows.model.facts import Figure
from flows.model.printed.signs import has_plus
from flows.model.report import Cell, Table
from flows.relating.tables.grid import Grid, Heads, Kind, Number, Printed, measured

_KINDS: Mapping[str, Kind] = {
    "change": "change",
    "growth": "growth",
    "share": "rate",
    "completion": "rate",
    "rate": "rate",
    "per_head": "rate",
    "rank": "rate",
    "count": "count",
}
_CODE = re.compile(r"\s*\d{1,7}\s*")
_DASH = re.compile(r"[-—–－─／/]{1,4}")
_WORD = re.compile(r"\w")  # a dash is a blank
_PERCENT, _POINTS = "%", "个百分点"
_LONGEST_LABEL = 60

# The texts of a table that are no figures, by row and column, merged cells at every place that they cover.
_Texts = Mapping[tuple[int, int], Cell]


def grids_of(table: Table, figures: Sequence[Figure]) -> Iterator[list[Grid]]:
    """The grids of a table from top to bottom, those that stand side by side together."""
    numbers = measured(_printed(figures))
    if not numbers:
        return
    numbered = {(number.row, number.column) for number in numbers}
    texts = {
        (row, column): cell
        for cell in table.cells
        if _WORD.search(cell.text) and (cell.row, cell.column) not in numbered
        for row in range(cell.row, min(cell.row + cell.row_span, table.row_count))
        for column in range(cell.column, min(cell.column + cell.column_span, table.column_count))
    }
    dashes = frozenset((cell.row, cell.column) for cell in table.cells if _DASH.fullmatch(cell.text.strip()))
    above = 0
    for first, last in _stretches(numbers, texts):
        here = [number for number in numbers if first <= number.row <= last]
        yield [replace(grid, dashes=dashes) for grid in _panels(here, texts, range(above, first))]
        above = last + 1


def _printed(figures: Iterable[Figure]) -> Iterator[Printed]:
    """The figures that fill a cell of their own and stand surely in their column."""
    cells: dict[tuple[int | None, int | None], list[Figure]] = {}
    for figure in figures:
        cells.setdefault((figure.place.row_no, figure.place.column_no), []).append(figure)
    for (row, column), here in cells.items():
        if len(here) > 1 or row is None or column is None:
            continue
        [figure] = here
        if figure.value is None or figure.hedge or figure.place_note or figure.figure_kind in ("prose", "target"):
            continue
        kind: Kind = "rate" if figure.unit == _PERCENT else "amount"
        kind = _KINDS.get(figure.figure_role, kind)
        is_of_rates = figure.unit in (_PERCENT, _POINTS)
        if figure.unit == _POINTS:
            kind = "change"
        elif has_plus(figure.printed) and kind != "growth":
            kind = "growth" if is_of_rates else "change"
        is_exact = kind == "count" and figure.step == 1
        factor = figure.step.scaleb(_decimals(figure.printed))
        yield Printed(
            figure.figure_no, row, column, figure.value, figure.step, kind,
            _PERCENT if is_of_rates else f"{figure.unit}{factor.normalize()}", is_exact, keeps_own_step=is_of_rates,
            has_plus=has_plus(figure.printed),
        )  # fmt: skip


def _decimals(printed: str) -> int:
    _, point, tail = printed.strip().partition(".")
    return sum(1 for character in tail if character.isdigit()) if point else 0


def _stretches(numbers: Sequence[Number], texts: _Texts) -> Iterator[tuple[int, int]]:
    """The rows of each heading, which is a row without a number that puts words over two columns of numbers."""
    rows = sorted({number.row for number in numbers})
    columns = {number.column for number in numbers}
    first = rows[0]
    for above, below in pairwise(rows):
        if any(
            len({texts[row, column].text for column in columns if (row, column) in texts}) > 1
            and not _heads_again(row, texts, rows[0], columns)
            for row in range(above + 1, below)
        ):
            yield first, above
            first = below
    yield first, rows[-1]


def _heads_again(row: int, texts: _Texts, body: int, columns: Iterable[int]) -> bool:
    """Whether the row says what a row of the first heading says, as it does behind a page break."""
    here = {column: texts[row, column].text for column in columns if (row, column) in texts}
    return any(
        all((above, column) in texts and texts[above, column].text == text for column, text in here.items())
        for above in range(body)
    )


def _panels(numbers: Sequence[Number], texts: _Texts, heading: range) -> Iterator[Grid]:
    rows = sorted({number.row for number in numbers})
    columns = sorted({number.column for number in numbers})
    starts = [0]
    for before, behind in pairwise(columns):
        labelled = [
            column
            for column in range(before + 1, behind)
            if 2 * sum((row, column) in texts for row in rows) > len(rows)
        ]
        if labelled:
            starts.append(labelled[0])
    for start, end in zip(starts, [*starts[1:], max(columns) + 1], strict=True):
        here = [number for number in numbers if start <= number.column < end]
        if here:
            yield _grid(here, texts, heading, start)


def _grid(numbers: Sequence[Number], texts: _Texts, heading: range, start: int) -> Grid:
    left: dict[int, int] = {}
    for number in numbers:
        left[number.row] = min(number.column, left.get(number.row, number.column))
    least = min(left.values())
    rows = {row: _heads_of_row(texts, row, start, max(left[row], least)) for row in left}
    columns = {
        column: _heads_of_column(texts, column, heading) for column in sorted({number.column for number in numbers})
    }
    return Grid(tuple(numbers), rows, columns)


def _heads_of_row(texts: _Texts, row: int, start: int, end: int) -> Heads:
    cells = list(dict.fromkeys(cell for column in range(start, end) if (cell := texts.get((row, column))) is not None))
    codes = [cell.text.strip() for cell in cells if _CODE.fullmatch(cell.text)]
    words = [cell.text.strip() for cell in cells if not _CODE.fullmatch(cell.text)]
    if words and (match := re.match(r"(\d{3,7})[\s_—-]*(?=[^\d\s年])", words[-1])) and not codes:
        codes = [match[1]]
    groups = tuple((cell.row, cell.row + cell.row_span - 1) for cell in cells[:-1] if cell.row_span > 1)
    return Heads(tuple(word[:_LONGEST_LABEL] for word in words), _code(codes), groups)


def _code(parts: Sequence[str]) -> str:
    """The code of a row: 2010101 in one cell, or 201, 01, 01 in the cells of 类, 款, 项, where 1 may stand for 01."""
    if not parts:
        return ""
    if len(parts) == 1:
        return parts[0] if len(parts[0]) >= 3 and len(parts[0]) % 2 else ""
    first, *others = parts
    if len(first) != 3 or any(len(part) > 2 for part in others):
        return max(parts, key=len) if len(max(parts, key=len)) in (3, 5, 7) else ""
    return first + "".join(part.zfill(2) for part in others)


def _heads_of_column(texts: _Texts, column: int, heading: range) -> Heads:
    cells = list(dict.fromkeys(cell for row in heading if (cell := texts.get((row, column))) is not None))
    groups = tuple((cell.column, cell.column + cell.column_span - 1) for cell in cells if cell.column_span > 1)
    return Heads(tuple(cell.text.strip()[:_LONGEST_LABEL] for cell in cells), "", groups)
