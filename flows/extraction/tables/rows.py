"""The rows of a table as they lie on the grid: every cell that covers a row, those from above included."""

from dataclasses import dataclass

from flows.extraction.lexicon.labels import unit_of_line
from flows.extraction.lexicon.quantities import is_blank
from flows.extraction.lexicon.scanning import read_cell
from flows.extraction.lexicon.titles import topic_of
from flows.model.report import Cell, Table

PROSE_LENGTH = 40


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


def titles(table: Table) -> list[Slot]:
    """The cells that fill a row of their own and become captions of the bands below them."""
    return [row[0] for row in rows_of(table) if len(row) == 1 and len(row[0].text.strip()) <= PROSE_LENGTH]


def borders(row: Row) -> frozenset[int]:
    """The columns in which a cell of the row begins."""
    return frozenset(slot.start for slot in row)
