"""Rows that lost their blank cells on the way into text: arithmetic tells which column each number stands in.

Such a row has fewer numbers than there are columns, and its last one reaches over several headings. Totals must add
up along the row and down the columns; where exactly one way of placing the numbers satisfies them, it is taken, and
where none or several do, the column stays unknown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from flows.extraction.bands import Band
from flows.extraction.labels import is_part_label, is_total
from flows.extraction.rows import Row, Slot
from flows.extraction.scanning import read_cell

PLACED = "空格消失，所在列按合计与分项推定"
UNKNOWN = "空格消失，所在列无法确定"
_MOST_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class _Sum:
    """A column that is the sum of others, as the rows that are whole show."""

    total: int
    parts: tuple[int, ...]

    def holds(self, values: Sequence[Decimal]) -> bool:
        return values[self.total] == sum((values[part] for part in self.parts), Decimal(0))


def restored(band: Band) -> tuple[Band, dict[int, str]]:
    """The band with such rows set right, and for the index of each of them the note that says how sure that is."""
    columns = _columns(band)
    band = replace(band, body=tuple(_narrowed(row, columns) for row in band.body))
    short = [at for at, row in enumerate(band.body) if _is_short(row, columns)] if len(columns) > 1 else []
    if not short or len(columns) > _MOST_COLUMNS:
        return band, dict.fromkeys(short, UNKNOWN)
    whole = {
        at: _values(row, columns) for at, row in enumerate(band.body) if at not in short and _is_whole(row, columns)
    }
    sums = list(_sums(band, columns, list(whole.values())))
    body, notes = list(band.body), dict.fromkeys(short, UNKNOWN)
    for at in short:
        numbers = [slot for slot in body[at] if slot.is_number]
        ways = [
            places
            for places in combinations(range(len(columns)), len(numbers))
            if (sums or len(short) == 1) and _is_right(at, places, numbers, band, columns, sums, whole, len(short) == 1)
        ]
        if len(ways) == 1:
            body[at] = _placed(body[at], numbers, [columns[place] for place in ways[0]])
            notes[at] = PLACED
    return replace(band, body=tuple(body)), notes


def _columns(band: Band) -> list[Slot]:
    """The headings right above the columns in which some row has a number of that very column."""
    spans = {(slot.start, slot.end) for row in band.body for slot in row if slot.is_number}
    lowest = {(slot.start, slot.end): slot for row in band.heading for slot in row if slot.text.strip()}
    return [lowest[span] for span in sorted(spans & lowest.keys())]


def _narrowed(row: Row, columns: Sequence[Slot]) -> Row:
    """The row; a last number that reaches over one column of numbers and over empty remarks stands in the former."""
    last = row[-1]
    over = [column for column in columns if column.start < last.end and last.start < column.end]
    if len(over) != 1 or not last.is_number or (last.start, last.end) == (over[0].start, over[0].end):
        return row
    return (*row[:-1], replace(last, under=(over[0].start, over[0].end)))


def _is_short(row: Row, columns: Sequence[Slot]) -> bool:
    """Whether a row of a label and numbers has fewer of them than there are columns, the last one over several."""
    last = row[-1]
    if not last.is_number or len(row) < 2 or row[0].is_number or any(slot.is_blank for slot in row):
        return False
    return sum(column.start < last.end and last.start < column.end for column in columns) > 1


def _is_whole(row: Row, columns: Sequence[Slot]) -> bool:
    return all(any((slot.start, slot.end) == (column.start, column.end) for slot in row) for column in columns)


def _number(slot: Slot) -> Decimal:
    quantity = None if slot.is_blank else read_cell(slot.text)
    return quantity.value if quantity and quantity.value is not None else Decimal(0)


def _values(row: Row, columns: Sequence[Slot]) -> list[Decimal]:
    by_start = {slot.start: slot for slot in row}
    return [_number(by_start[column.start]) for column in columns]


def _sums(band: Band, columns: Sequence[Slot], whole: Sequence[Sequence[Decimal]]) -> Iterator[_Sum]:
    """Columns that add up their neighbours in every whole row, by name in one row, else in two that show it."""
    for total in range(len(columns)):
        named = any(is_total(part) for part in band.path(columns[total])[-1:])
        after = [tuple(range(total + 1, end)) for end in range(total + 3, len(columns) + 1)]
        before = [tuple(range(start, total)) for start in range(total - 1)]
        for parts in (*after, *before):
            relation = _Sum(total, parts)
            shown = sum(sum(bool(values[part]) for part in parts) > 1 for values in whole)
            if all(map(relation.holds, whole)) and shown >= (1 if named else 2):
                yield relation


def _is_right(at: int, places: Sequence[int], numbers: Sequence[Slot], band: Band, columns: Sequence[Slot],
              sums: Sequence[_Sum], whole: dict[int, list[Decimal]], is_only: bool) -> bool:  # fmt: skip
    values = [Decimal(0)] * len(columns)
    for place, slot in zip(places, numbers, strict=True):
        values[place] = _number(slot)
    down = _adds_up(band, {**whole, at: values}) if is_only and len(whole) + 1 == len(band.body) else None
    return all(relation.holds(values) for relation in sums) and down is not False and bool(sums or down)


def _adds_up(band: Band, values: dict[int, list[Decimal]]) -> bool | None:
    """Whether the one total row is the sum of the others in every column, None where there is none to ask."""
    totals = [at for at, row in enumerate(band.body) if is_total(row[0].text)]
    parts = [at for at, row in enumerate(band.body) if at not in totals and not is_part_label(row[0].text)]
    if len(totals) != 1 or not parts:
        return None
    return all(
        value == sum((values[at][column] for at in parts), Decimal(0)) for column, value in enumerate(values[totals[0]])
    )


def _placed(row: Row, numbers: Sequence[Slot], columns: Sequence[Slot]) -> Row:
    """The row with its numbers below the columns given; each cell keeps the place where it stands in the report."""
    moved = [replace(slot, under=(column.start, column.end)) for slot, column in zip(numbers, columns, strict=True)]
    return (*(slot for slot in row if not slot.is_number), *moved)
