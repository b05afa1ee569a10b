"""The rows of a table as they lie on the grid: every cell that covers a row, those from above included."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.extraction.lexicon.labels import is_of_money, measure_of, unit_of_line
from flows.extraction.lexicon.quantities import Quantity, is_blank
from flows.extraction.lexicon.scanning import read_cell, scan
from flows.extraction.lexicon.titles import topic_of
from flows.model.report import Cell, Table
from flows.model.words import measures

PROSE_LENGTH = 40
_STOPS = "；;，、\n "
_NAMED = re.compile(r"\s*(?P<name>[^\d\n]{2,30}?)\s*[:：]\s*(?=[-－—]?\d)")
# The same among several, where no colon need stand and a word of what they are listed by may lead the first.
_LISTED = re.compile(r"\s*(?:[^\d\n:：]{2,12}[:：])?(?P<name>[^\d\n:：]{2,30}?)\s*[:：]?\s*(?=[-－—]?\d)")
_PARTS = re.compile(rf"[^{_STOPS}](?:[^{_STOPS}]|(?<=\d),(?=\d))*[{_STOPS}]*")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as one row sees it; `text` is '' where the cell only continues from a row above.

    `under` are the first column that it belongs to and the one after the last, where that is not where it stands.
    """

    cell: Cell
    text: str
    is_continued: bool
    under: tuple[int, int] | None = None

    @property
    def start(self) -> int:
        """First column."""
        return self.under[0] if self.under else self.cell.column

    @property
    def end(self) -> int:
        """Column after the last one."""
        return self.under[1] if self.under else self.cell.column + self.cell.column_span

    @property
    def is_blank(self) -> bool:
        """Whether the slot says nothing: empty, a dash, or continued from above."""
        return is_blank(self.text)

    @property
    def is_number(self) -> bool:
        """Whether it holds one quantity and nothing else."""
        return not self.is_blank and read_cell(self.text) is not None


Row = tuple[Slot, ...]


def rows_of(table: Table) -> list[Row]:
    """Every row with all cells that cover it, continued ones included, left to right."""
    rows: list[list[Slot]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
            is_continued = row > cell.row
            rows[row].append(Slot(cell, "" if is_continued else cell.text, is_continued))
    return [_alone(tuple(sorted(row, key=lambda slot: slot.start))) for row in rows]


def _alone(row: Row) -> Row:
    """A title, a line with the unit or a text that stands in the first of many cells, as sheets have it, fills its
    row like a merged cell.
    """
    first, *others = row or (None,)
    if first is None or not others or first.is_continued or any(one.is_continued or one.text.strip() for one in others):
        return row
    text = "".join(first.text.split())
    is_title = bool(unit_of_line(text)) or text.endswith("表") or bool(topic_of(text).measure_code and "表" in text)
    return (first,) if len(text) > PROSE_LENGTH or is_title else row


def titles(rows: Iterable[Row]) -> list[Slot]:
    """The cells that fill a row of their own and become captions of the bands below them."""
    return [row[0] for row in rows if len(row) == 1 and len(row[0].text.strip()) <= PROSE_LENGTH]


def borders(row: Row) -> frozenset[int]:
    """The columns in which a cell of the row begins."""
    return frozenset(slot.start for slot in row)


def named_amounts(text: str) -> Sequence[tuple[str, Quantity]]:
    """The names and amounts of a cell that prints them and no more, () for any other cell: 其中：基本支出：900.40, or
    several in a row, 按支出性质分：基本支出900.40；项目支出120.00.

    Only what is of money by its name: of points, codes and dates the same form is as common.
    """
    parts = list(_PARTS.finditer(text))
    if "".join(part[0] for part in parts) != text or not parts:
        return ()
    form = _NAMED if len(parts) == 1 else _LISTED
    matches = [form.match(part[0]) for part in parts]
    quantities = [one for one in scan(text) if not one.ignored_reason]
    if len(quantities) != len(parts) or len(text) > PROSE_LENGTH * len(parts):
        return ()
    found = []
    for part, match, quantity in zip(parts, matches, quantities, strict=True):
        is_amount = match is not None and read_cell(part[0][match.end() :].rstrip(_STOPS)) is not None
        if match is None or not is_amount or quantity.family not in {"", "money"} or not _is_of_money(match["name"]):
            return ()
        found.append((match["name"], quantity))
    return found


def _is_of_money(name: str) -> bool:
    code = measure_of([name], ())
    return measures()[code].unit == "元" if code else is_of_money([name])


def label_of_group(row: Row) -> Slot | None:
    """The words that reach down on the left of a row, None where none do."""
    first = next(iter(row), None)
    if first is None or first.cell.row_span == 1:
        return None
    return first if first.cell.text.strip() and read_cell(first.cell.text) is None else None


def named_rows(rows: Sequence[Row]) -> Mapping[int, Row]:
    """The rows by number that say nothing but names with their amounts, two at least in the first of a run."""
    found: dict[int, Row] = {}
    for number, row in enumerate(rows):
        group = label_of_group(row)
        filled = [slot.text for slot in row if slot.text.strip() and slot is not group]
        named = [named_amounts(text) for text in filled]
        if all(named) and sum(map(len, named)) > (number - 1 not in found):
            found[number] = row
    return found
