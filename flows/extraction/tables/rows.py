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
_NAMED = re.compile(r"\s*(?P<name>[^\d\n]{2,30}?)\s*[:：]\s*(?=[-－—]?\d)")


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


def named_amount(text: str) -> tuple[str, Quantity] | None:
    """The name and the amount of a cell that prints both and no more (其中：基本支出：900.40), None for any other.

    Only what is of money by its name: of points, codes and dates the same form is as common.
    """
    match = _NAMED.match(text) if len(text) <= PROSE_LENGTH else None
    if match is None or read_cell(text[match.end() :]) is None:
        return None
    code = measure_of([match["name"]], ())
    is_money = measures()[code].unit == "元" if code else is_of_money([match["name"]])
    found = [quantity for quantity in scan(text) if not quantity.ignored_reason] if is_money else []
    return (match["name"], found[0]) if len(found) == 1 and found[0].family in {"", "money"} else None


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
        if len(filled) > (number - 1 not in found) and all(named_amount(text) for text in filled):
            found[number] = row
    return found
