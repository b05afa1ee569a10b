"""The grid of a table whose lines were lost: which cells are one row, and which columns each cell spans.

In flattened text a blank line ends a row, but an empty paragraph inside a cell looks the same, and a cell merged over
columns is one slot. The number of columns decides both: rows of one table tend to have one width, so the reading with
the fewest changes of width wins; a heading of fewer cells is laid over the row below it so that every cell that only
continues (an empty slot) stands under exactly one cell.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from flows.model.report import Cell


@dataclass(frozen=True, slots=True)
class Piece:
    """Cells between two blank lines: a row, or a part of one."""

    cells: tuple[str, ...]


Chunk = Piece | str

_WIDTH_CHANGES = 4
_TITLE_ROW = 2
_MERGES_OVER_BLANK = 5
_STARTS_EMPTY = 4
_TEXT_IN_CELL = 2
_CAPTION_IN_CELL = 9
_TEXT_BREAKS_TABLE = 7
# What stands above a table: its name, or its unit.
_CAPTION = re.compile(r"表\s*$|单\s*位\s*[:：]")
_MOST_PIECES = 14
_SHORT = 12
_MOST_UNDER_HEADING = 60  # laying one row over another costs the cube of its cells


def lay_out(chunks: list[Chunk]) -> list[list[Cell] | str]:
    """The tables of a run of cells, and the lines between them that turned out to be paragraphs."""
    parts: list[list[Cell] | str] = []
    rows: list[tuple[str, ...]] = []
    for row in _rows(chunks):
        if isinstance(row, str):
            if rows:
                parts.append(_grid(rows))
                rows = []
            parts.append(row)
        else:
            rows.append(row)
    if rows:
        parts.append(_grid(rows))
    return parts


@dataclass(slots=True)
class _Best:
    """The cheapest reading that ends at a chunk with a row of a certain width."""

    cost: int
    came_from: tuple[int, int] | None
    row: tuple[str, ...] | str | None = field(default=None)


def _rows(chunks: list[Chunk]) -> list[tuple[str, ...] | str]:
    """Rows and paragraphs of the cheapest reading (dynamic programme over ends and widths)."""
    states: list[dict[int, _Best]] = [{} for _ in range(len(chunks) + 1)]
    states[0][0] = _Best(0, None)
    for start in range(len(chunks)):
        first, candidates = chunks[start], _candidates(chunks, start)
        for width, best in list(states[start].items()):
            if isinstance(first, str):
                cost = best.cost + (_TEXT_BREAKS_TABLE if width else 0)
                _offer(states[start + 1], 0, _Best(cost, (start, width), first.strip()))
            for end, row, price in candidates:
                if isinstance(first, str) and len(row) != width:
                    continue  # a glued page header may open a row only where the row then fits the table
                cost = best.cost + price + _change(width, len(row))
                _offer(states[end], len(row), _Best(cost, (start, width), row))
    return _trace(states)


def _change(before: int, after: int) -> int:
    """What a change of width costs; a row of one cell is a title and may stand anywhere."""
    if before in {0, after}:
        return 0
    return _TITLE_ROW if 1 in {before, after} else _WIDTH_CHANGES


def _offer(states: dict[int, _Best], width: int, best: _Best) -> None:
    if width not in states or best.cost < states[width].cost:
        states[width] = best


def _trace(states: list[dict[int, _Best]]) -> list[tuple[str, ...] | str]:
    rows: list[tuple[str, ...] | str] = []
    at = len(states) - 1
    width = min(states[at], key=lambda width: states[at][width].cost)
    while (best := states[at][width]).came_from is not None:
        if best.row is not None:
            rows.append(best.row)
        at, width = best.came_from
    return rows[::-1]


def _candidates(chunks: list[Chunk], start: int) -> list[tuple[int, tuple[str, ...], int]]:
    """Every row that may begin at a chunk: where it ends, its cells and the price of its merges."""
    found: list[tuple[int, tuple[str, ...], int]] = []
    cells: list[str] = []
    price = 0
    for end in range(start, min(start + _MOST_PIECES, len(chunks))):
        chunk = chunks[end]
        if isinstance(chunk, str):
            price += _CAPTION_IN_CELL if _CAPTION.search(chunk) else _TEXT_IN_CELL
            if cells:
                cells[-1] = f"{cells[-1]}\n{chunk}".strip("\n")
            else:
                cells.append(chunk.strip())
        else:
            if cells and isinstance(chunks[end - 1], Piece):
                if len(cells) == 1 and cells[0].strip():
                    break  # a title alone never shares its row with what follows a blank line
                price += _MERGES_OVER_BLANK + (0 if chunk.cells[0].strip() else _STARTS_EMPTY)
            cells.extend(chunk.cells)
        if end > start or isinstance(chunk, Piece):
            found.append((end + 1, tuple(cells), price))
    return found


def _grid(rows: list[tuple[str, ...]]) -> list[Cell]:
    """Cells with spans: each row is laid over the one below it, and the widest row gives the columns."""
    spans = [[1] * len(row) for row in rows]
    for upper in range(len(rows) - 2, -1, -1):
        lower = upper + 1
        if size := _repeated_under(rows[upper], rows[lower]):
            spans[upper] = [sum(spans[lower][at : at + size]) for at in range(0, len(rows[lower]), size)]
        elif _is_heading_over(rows[upper], rows[lower]):
            groups = _cover(rows[upper], rows[lower])
            at = 0
            for index, count in enumerate(groups):
                spans[upper][index] = sum(spans[lower][at : at + count])
                at += count
        elif under_numbers := _under_numbers(rows, lower):
            spans[lower] = under_numbers
        elif _is_total_under(rows[lower], rows[upper]):
            spans[lower][0] = sum(spans[upper]) - (len(rows[lower]) - 1)
        elif upper and _is_narrowed(rows, lower):
            _spread(rows, spans, lower)
    width = max(sum(span) for span in spans)
    cells: list[Cell] = []
    for row_no, (row, span) in enumerate(zip(rows, spans, strict=True)):
        span[-1] += width - sum(span)
        column = 0
        for text, count in zip(row, span, strict=True):
            cells.append(Cell(row_no, column, text.strip(" \n"), 1, count))
            column += count
    return cells


def _is_heading_over(upper: tuple[str, ...], lower: tuple[str, ...]) -> bool:
    """Whether the lower row divides the upper one: it has more cells and its first slot only continues."""
    is_wider = 1 < len(upper) < len(lower) <= _MOST_UNDER_HEADING
    return is_wider and not lower[0].strip() and not any(_looks_numeric(cell) for cell in upper)


def _repeated_under(upper: tuple[str, ...], lower: tuple[str, ...]) -> int:
    """How many labels each cell of the upper row covers where the lower one repeats the same for each, else 0."""
    size, rest = divmod(len(lower), len(upper))
    if rest or size < 2 or len(upper) < 2 or any(_looks_numeric(cell) or not cell.strip() for cell in (*upper, *lower)):
        return 0
    return size if lower == lower[:size] * len(upper) else 0


def _is_total_under(lower: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    """Whether the lower row is a total whose label spans several columns: it has a value for each one above.

    With fewer values than that, cells were lost, and which ones the grid cannot tell.
    """
    values = [cell for cell in lower[1:] if cell.strip()]
    labels = next(
        (at for at in range(len(upper), 0, -1) if upper[at - 1].strip() and not _looks_numeric(upper[at - 1])), 0
    )
    return (
        2 <= len(lower) == 1 + len(upper) - labels < len(upper)
        and bool(values)
        and all(_looks_numeric(cell) for cell in values)
        and bool(lower[0].strip() and not _looks_numeric(lower[0]))
        and _looks_numeric(upper[-1])
    )


def _under_numbers(rows: list[tuple[str, ...]], at: int) -> list[int]:
    """The spans of a row that has a number for every column of numbers above, [] where it has not or nothing tells.

    Between two numbers, blank slots cover what lies between their columns; the label covers what lies before.
    """
    row, width = rows[at], len(rows[at - 1])
    if not 2 <= len(row) < width or not row[0].strip() or _looks_numeric(row[0]):
        return []
    above = [other for other in rows[:at] if len(other) == width]
    columns = [
        column for column in range(1, width) if sum(_looks_numeric(other[column]) for other in above) * 2 > len(above)
    ]
    slots = [slot for slot in range(1, len(row)) if row[slot].strip()]
    if not columns or len(slots) != len(columns) or not all(_looks_numeric(row[slot]) for slot in slots):
        return []
    spans = [1] * len(row)
    spans[0] = columns[0] - (slots[0] - 1)
    for slot, next_slot, column, next_column in zip(
        slots, [*slots[1:], len(row)], columns, [*columns[1:], width], strict=True
    ):
        blanks, between = next_slot - slot - 1, next_column - column - 1
        if blanks:
            spans[next_slot - 1] += between - blanks
        elif between:
            return []
    return spans if min(spans) > 0 else []


def _is_narrowed(rows: list[tuple[str, ...]], at: int) -> bool:
    """Whether a row of the body lost one or two slots to a cell that spans columns: rows before and after are wider."""
    row, width = rows[at], max(len(rows[at - 1]), len(rows[at - 2]))
    after = {len(other) for other in rows[at + 1 : at + 4]}
    return not row[0].strip() and 2 < width - 2 <= len(row) < width and width in after


def _spread(rows: list[tuple[str, ...]], spans: list[list[int]], at: int) -> None:
    """Gives the longest text of a narrowed row the columns that are missing: numbers keep one column each."""
    row, width = rows[at], max(len(rows[at - 1]), len(rows[at - 2]))
    longest = max(range(len(row)), key=lambda index: len(row[index]))
    model = rows[at - 1] if len(rows[at - 1]) == width else rows[at - 2]
    if len(row[longest]) <= _SHORT:  # the row above told which column is wide: its longest text's
        longest = min(max(range(len(model)), key=lambda index: len(model[index])), len(row) - 2)
    spans[at][longest] += width - len(row)


def _looks_numeric(text: str) -> bool:
    return bool(text.strip()) and all(char in "0123456789.,%－-—　 \n" for char in text.strip())


def _cover(upper: tuple[str, ...], lower: tuple[str, ...]) -> list[int]:
    """How many slots of the lower row each cell of the upper one covers."""

    @cache
    def best(cell: int, slot: int) -> tuple[float, tuple[int, ...]]:
        if cell == len(upper):
            return (0, ()) if slot == len(lower) else (1e9, ())
        options = []
        for count in range(1, len(lower) - slot - (len(upper) - cell - 1) + 1):
            cost, rest = best(cell + 1, slot + count)
            options.append((cost + _cover_cost(upper[cell], lower[slot : slot + count]), (count, *rest)))
        return min(options, default=(1e9, ()))

    return list(best(0, 0)[1])


def _cover_cost(above: str, below: tuple[str, ...]) -> float:
    if len(below) == 1:
        return 0 if not below[0].strip() or not above.strip() else 1.5
    empty = sum(not text.strip() for text in below)
    akin = sum(1 for text in below if len(_shared(above, text)) >= 2)
    strange = len(below) - akin if akin else 0  # 项目支出 does not belong under 结余, where 当年结余 does
    return 2 * empty - 0.5 * akin + 0.3 * strange + 0.05 * len(below) ** 2


def _shared(above: str, below: str) -> set[str]:
    return set(above) & set(below) - set("：: \n（）()其中")
