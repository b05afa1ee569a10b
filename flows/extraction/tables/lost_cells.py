"""Rows that lost their blank cells on the way into text: arithmetic tells which column each number stands in.

Such a row has fewer cells than there are columns: its last number reaches over several headings, or numbers stand
where other rows have labels. Where it has a number for every column, only a label was lost. Else totals must add up
along the row and down the columns; where exactly one way of placing the numbers satisfies them, it is taken, and where
none or several do, the column stays unknown.
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from flows.extraction.lexicon.labels import is_part_label, role_of
from flows.extraction.lexicon.scanning import read_cell
from flows.extraction.tables.bands import Band
from flows.extraction.tables.rows import Row, Slot
from flows.model.totals import is_total

PLACED = "空格消失，所在列按合计与分项推定"
COUNTED = "空格消失，数字与列数相同，依次对应"
UNKNOWN = "空格消失，所在列无法确定"
_MOST_COLUMNS = 10
_CODES = frozenset({"item_code", "serial", "code", "voucher_no"})


@dataclass(frozen=True, slots=True)
class _Sum:
    """A column that is the sum of others, as the rows that are whole show."""

    total: int
    parts: tuple[int, ...]

    def holds(self, values: Sequence[Decimal]) -> bool:
        return values[self.total] == sum((values[part] for part in self.parts), Decimal(0))


def restored(band: Band) -> tuple[Band, dict[int, str]]:
    """The band with such rows set right, and for the index of each of them the note that says how sure that is.

    Numbers whose column is unknown stand behind the last one, below no heading.
    """
    columns = _columns(band)
    codes = {slot.start for row in band.heading for slot in row if role_of(slot.text) in _CODES}
    band = replace(band, body=tuple(_narrowed(row, columns) for row in band.body))
    lost = [at for at, row in enumerate(band.body) if _is_short(row, columns, codes)] if len(columns) > 1 else []
    counted = [at for at in lost if len(_numbers(band.body[at], codes)) == len(columns)]
    notes = dict.fromkeys(lost, UNKNOWN) | dict.fromkeys(counted, COUNTED)
    body = list(band.body)
    for at in counted:
        body[at] = _placed(body[at], _numbers(body[at], codes), columns)
    band, short = replace(band, body=tuple(body)), [at for at in lost if at not in counted]
    for at, way in _ways(band, short, columns, codes).items():
        body[at], notes[at] = _placed(body[at], _numbers(body[at], codes), [columns[place] for place in way]), PLACED
    for at in lost:
        if notes[at] == UNKNOWN:
            body[at] = _unplaced(body[at], _numbers(body[at], codes))
    return replace(band, body=tuple(body)), notes


def _ways(band: Band, short: Sequence[int], columns: Sequence[Slot], codes: Set[int]) -> dict[int, tuple[int, ...]]:
    """For each row, by its index, whose numbers satisfy the sums in exactly one way the columns that they belong to."""
    if not short or len(columns) > _MOST_COLUMNS:
        return {}
    whole = {
        at: _values(row, columns) for at, row in enumerate(band.body) if at not in short and _is_whole(row, columns)
    }
    sums = list(_sums(band, columns, list(whole.values())))
    found: dict[int, tuple[int, ...]] = {}
    for at in short:
        numbers = _numbers(band.body[at], codes)
        ways = [
            places
            for places in combinations(range(len(columns)), len(numbers))
            if (sums or len(short) == 1) and _is_right(at, places, numbers, band, columns, sums, whole, len(short) == 1)
        ]
        if len(ways) == 1:
            found[at] = ways[0]
    return found


def _columns(band: Band) -> list[Slot]:
    """The headings right above the columns in which the rows have numbers of that very column, and more than words."""
    counts: Counter[tuple[int, int]] = Counter()
    for row in band.body:
        for slot in row:
            if not slot.is_blank:
                counts[slot.start, slot.end] += 1 if slot.is_number else -1
    spans = {span for span, count in counts.items() if count > 0}
    lowest = {(slot.start, slot.end): slot for row in band.heading for slot in row if slot.text.strip()}
    return [lowest[span] for span in sorted(spans & lowest.keys()) if role_of(lowest[span].text) not in _CODES]


def _narrowed(row: Row, columns: Sequence[Slot]) -> Row:
    """The row; a last number that reaches over one column of numbers and over empty remarks stands in the former."""
    last = row[-1]
    over = [column for column in columns if column.start < last.end and last.start < column.end]
    if len(over) != 1 or not last.is_number or (last.start, last.end) == (over[0].start, over[0].end):
        return row
    return (*row[:-1], replace(last, under=(over[0].start, over[0].end)))


def _numbers(row: Row, codes: Set[int]) -> list[Slot]:
    """The numbers of a row; one in a column of codes is none as long as words follow."""
    words = [slot.start for slot in row if not slot.is_blank and not slot.is_number]
    last = max(words, default=-1)
    return [slot for slot in row if slot.is_number and not (slot.start in codes and slot.start < last)]


def _is_short(row: Row, columns: Sequence[Slot], codes: Set[int]) -> bool:
    """Whether a row of labels and numbers behind them lost cells: its last number reaches over several columns."""
    numbers = _numbers(row, codes)
    labels = row[: len(row) - len(numbers)]
    if not numbers or not labels or len(numbers) > len(columns) or any(slot.is_blank for slot in row):
        return False
    if any(slot in numbers for slot in labels):
        return False
    last = numbers[-1]
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
    return (*(slot for slot in row if slot not in numbers), *moved)


def _unplaced(row: Row, numbers: Sequence[Slot]) -> Row:
    end = row[-1].end
    return (*(slot for slot in row if slot not in numbers), *(replace(slot, under=(end, end + 1)) for slot in numbers))
