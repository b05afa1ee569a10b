"""What a report says, whatever its format: blocks in reading order, each with its place.

Nothing here knows a file format or a budget. Readers build these objects, extraction reads them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from string import ascii_uppercase, digits
from typing import Literal

Part = Literal["body", "header", "footer", "footnote", "textbox", "hidden"]

LONGEST_HEAD = 20  # characters of the words that lead a row or head a column

# Left, top, right and bottom in points from the upper left corner of the page as it is read.
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: enough to put a finger on it.

    Block, table, row and column count from 0; a page from 1, and is None where the format has no pages.
    `char_start` and `char_end` count characters of the paragraph's or the cell's text. The rest tells no two places
    apart, but leads a person there: `box` is where the paragraph or the cell begins on the page, None where the format
    has no pages; `sheet` and `cell_address` (G18) are those of a workbook, '' elsewhere; `cell_no` counts from 1 the
    cells of a row that are seen, merged ones once, None where nobody counted; `row_head` and `column_head` are the
    words that lead the row and stand above the column, '' where none do.
    """

    block_no: int
    table_no: int | None = None
    row_no: int | None = None
    column_no: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    page_no: int | None = None
    box: Box | None = field(default=None, compare=False)
    sheet: str = field(default="", compare=False)
    cell_address: str = field(default="", compare=False)
    cell_no: int | None = field(default=None, compare=False)
    row_head: str = field(default="", compare=False)
    column_head: str = field(default="", compare=False)

    def spanning(self, char_start: int, char_end: int) -> "Place":
        """The same place, narrowed to some of its characters."""
        return Place(
            self.block_no, self.table_no, self.row_no, self.column_no, char_start, char_end, self.page_no, self.box,
            self.sheet, self.cell_address, self.cell_no, self.row_head, self.column_head,
        )  # fmt: skip

    def crossing(self, column: "Place") -> "Place":
        """The cell in the row of this one and the column of another one of its table; nobody counted which it is."""
        address = column.cell_address.rstrip(digits) + self.cell_address.lstrip(ascii_uppercase)
        return Place(
            self.block_no, self.table_no, self.row_no, column.column_no, page_no=self.page_no, sheet=self.sheet,
            cell_address=address if self.cell_address else "", row_head=self.row_head, column_head=column.column_head,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    r"""One paragraph outside tables; line breaks inside it are `\\n`.

    `confidence`, from 0 to 1, is that of its least sure part; None where the format is exact. `sheet` is the name of
    the worksheet that it stands on and `address` its cell there (A3), '' where the format has none.
    """

    block_no: int
    text: str
    part: Part = "body"
    page_no: int | None = None
    box: Box | None = field(default=None, compare=False)
    confidence: Decimal | None = None
    sheet: str = field(default="", compare=False)
    address: str = field(default="", compare=False)

    @property
    def place(self) -> Place:
        """The paragraph as a whole."""
        return Place(self.block_no, page_no=self.page_no, box=self.box, sheet=self.sheet, cell_address=self.address)


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One cell of the grid; a merged cell stands once, at its upper left corner, with its spans.

    Several paragraphs in a cell are joined by `\\n`. `confidence` and `address` are as a paragraph's.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page_no: int | None = None
    box: Box | None = field(default=None, compare=False)
    confidence: Decimal | None = None
    address: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Guide:
    """What leads a person to a cell of a table, as `Place` has it."""

    cell_no: int | None = None
    row_head: str = ""
    column_head: str = ""


_NO_GUIDE = Guide()


@dataclass(frozen=True, slots=True)
class Table:
    """A full grid: every position is covered by exactly one cell, empty ones included; `sheet` is as a paragraph's.

    `guides` lead to the cells, by row and column; a reader knows none.
    """

    block_no: int
    table_no: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    part: Part = "body"
    page_no: int | None = None
    sheet: str = field(default="", compare=False)
    guides: Mapping[tuple[int, int], Guide] = field(default_factory=dict, compare=False)

    def place_of(self, cell: Cell) -> Place:
        """The cell's place, without a character span."""
        guide = self.guides.get((cell.row, cell.column), _NO_GUIDE)
        return Place(
            self.block_no, self.table_no, cell.row, cell.column, None, None, cell.page_no or self.page_no, cell.box,
            self.sheet, cell.address, guide.cell_no, guide.row_head, guide.column_head,
        )  # fmt: skip

    def rows(self) -> Iterator[list[Cell]]:
        """The cells that begin in each row, left to right; a row of continued cells only is empty."""
        rows: list[list[Cell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        for row in rows:
            yield sorted(row, key=lambda cell: cell.column)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Report:
    """One file as read: its blocks in document order and what the reader wants a person to know."""

    format: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = field(default=())
