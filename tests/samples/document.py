"""What a sample report says before it becomes a file: lines and grids, and helpers to write them legibly.

Long text stands in the content modules as wrapped blocks: `paragraphs` joins lines, `rows` cuts at bars.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Look = Literal["title", "heading", "cover", "body", "caption"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside tables; `look` is how it is set, never what it means."""

    text: str
    look: Look = "body"


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell with the columns and rows it covers; paragraphs inside it are parted by `\\n`."""

    text: str
    across: int = 1
    down: int = 1


Row = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: each row lists the cells that begin in it; widths are shares of the page's width."""

    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    heading_rows: int = 0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


Block = Line | Grid | PageBreak


@dataclass(frozen=True, slots=True)
class Sample:
    """One file below `raw/`; the extension of its path says the format."""

    path: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot with the place of its upper left corner."""

    row: int
    column: int
    slot: Slot


def place_all(grid: Grid) -> tuple[Placed, ...]:
    """Every slot with its place; a `ValueError` names the row that is too long, too short or overlaps."""
    width, taken, placed = len(grid.widths), set[tuple[int, int]](), []
    for row_no, row in enumerate(grid.rows):
        free = iter([column for column in range(width) if (row_no, column) not in taken])
        for slot in row:
            column = next(free, None)
            covered = [] if column is None else range(column, column + slot.across)
            for further in covered[1:]:
                if next(free, None) != further:
                    raise ValueError(f"row {row_no}: no room for {slot.text!r}")
            if column is None:
                raise ValueError(f"row {row_no}: too many cells at {slot.text!r}")
            taken |= {(row_no + below, right) for below in range(slot.down) for right in covered}
            placed.append(Placed(row_no, column, slot))
        if next(free, None) is not None:
            raise ValueError(f"row {row_no}: too few cells after {row[-1].text!r}")
    return tuple(placed)


def covering(grid: Grid) -> list[list[Placed]]:
    """For every position of the grid the cell that covers it."""
    matrix: dict[tuple[int, int], Placed] = {}
    for placed in place_all(grid):
        for row in range(placed.row, placed.row + placed.slot.down):
            for column in range(placed.column, placed.column + placed.slot.across):
                matrix[row, column] = placed
    return [[matrix[row, column] for column in range(len(grid.widths))] for row in range(len(grid.rows))]


def chunks(text: str) -> Iterator[list[str]]:
    """The stretches of a block of text that blank lines part, each as its stripped lines."""
    for chunk in text.strip().split("\n\n"):
        yield [line.strip() for line in chunk.strip().splitlines()]


def paragraphs(text: str) -> tuple[Line, ...]:
    """One line a chunk of text; `# ` opens a heading, `> ` a caption on the right."""
    looks: dict[str, Look] = {"# ": "heading", "> ": "caption"}
    joined = ["".join(chunk) for chunk in chunks(text)]
    return tuple(Line(line[2:], looks[line[:2]]) if line[:2] in looks else Line(line) for line in joined)


def rows(text: str) -> list[list[str]]:
    """The lines of a block of text, cut into cells at `|`; `/` on its own is an empty cell."""
    lines = (line for line in text.strip().splitlines() if line.strip())
    return [["" if cell.strip() == "/" else cell.strip() for cell in line.split("|")] for line in lines]


def spread(texts: Sequence[str], spans: Sequence[int]) -> Row:
    """A row of cells, each over its number of columns."""
    return tuple(Slot(text, span) for text, span in zip(texts, spans, strict=True))


def stack(records: Sequence[Sequence[str]], depth: int, spans: Sequence[int]) -> tuple[Row, ...]:
    """Rows whose first `depth` cells are merged downwards as long as they repeat."""
    built: list[Row] = []
    for number, record in enumerate(records):
        row: list[Slot] = []
        for column, text in enumerate(record):
            lead = list(record[: column + 1])
            if column < depth and number and list(records[number - 1][: column + 1]) == lead:
                continue
            down = 1
            while column < depth and number + down < len(records):
                if list(records[number + down][: column + 1]) != lead:
                    break
                down += 1
            row.append(Slot(text, spans[column], down))
        built.append(tuple(row))
    return tuple(built)


def records(text: str) -> list[list[str]]:
    """The chunks of a block of text, each joined and cut into cells at `|`: for cells longer than a line."""
    return [[cell.strip() for cell in "".join(chunk).split("|")] for chunk in chunks(text)]
