"""What leads a person to a cell of a table: its number in the row, the words that lead the row and head the column."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from flows.extraction.lexicon.labels import clean, is_amount, role_of
from flows.extraction.lexicon.quantities import is_blank
from flows.extraction.lexicon.scanning import read_cell
from flows.extraction.tables.bands import Band, bands
from flows.extraction.tables.panels import panels
from flows.extraction.tables.rows import Row, Slot
from flows.extraction.tables.scoring import LEVELS
from flows.model.excerpts import excerpt
from flows.model.report import LONGEST_HEAD, Block, Cell, Guide, Table

_Spot = tuple[int, int]


def with_guides(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], Mapping[int, Sequence[Band]]]:
    """The blocks with guides to the cells of every table that is seen, and the bands of these by block number."""
    found: dict[int, Sequence[Band]] = {}
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and block.part != "hidden":
            found[block.block_no] = bands(block)
            block = guided(block, found[block.block_no])
        result.append(block)
    return tuple(result), found


def guided(table: Table, found: Sequence[Band]) -> Table:
    """The table with guides to its cells by its bands, those of merged cells at their upper left corners."""
    heads = {spot: (lead, above) for band in found for spot, lead, above in _heads(band)}
    numbers = _numbers(table.cells)
    return replace(table, guides={spot: Guide(no, *heads.get(spot, ("", ""))) for spot, no in numbers.items()})


def _numbers(cells: Sequence[Cell]) -> Mapping[_Spot, int]:
    """Which cell of its row each is, counted from 1 as they are seen: those that reach down from above count too."""
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            columns[row].append(cell.column)
    numbers = {row: {column: at for at, column in enumerate(sorted(begun), 1)} for row, begun in columns.items()}
    return {(cell.row, cell.column): numbers[cell.row][cell.column] for cell in cells}


def _heads(band: Band) -> Iterator[tuple[_Spot, str, str]]:
    """Where each cell of a band's body stands, with the words that lead its row and stand above it."""
    if band.is_pairs:
        for row in band.body:
            for label, value in zip(row[::2], row[1::2], strict=True):
                if not value.is_continued:
                    yield (value.cell.row, value.cell.column), _shown(label.cell.text), ""
        return
    for panel in panels(band):
        above: dict[_Spot, str] = {}
        columns = (slot for row in panel.heading for slot in row)
        levels = frozenset(slot.start for slot in columns if role_of(slot.text) in LEVELS)
        for row in panel.body:
            for slot, lead in _led(row, levels):
                spot = slot.start, slot.end
                if spot not in above:
                    above[spot] = _column_head(panel.path(slot))
                yield (slot.cell.row, slot.cell.column), lead, above[spot]


def _led(row: Row, levels: AbstractSet[int]) -> Iterator[tuple[Slot, str]]:
    """The slots that begin in the row, each with the words on its left that name the row: of the lowest cell, and of
    those the first, for the others name a group of rows or tell of this one. Of the columns that hold `levels` of
    indicators the last does.
    """
    lead: Slot | None = None
    for slot in row:
        if not slot.is_continued:
            yield slot, _shown(lead.cell.text) if lead else ""
        text = slot.cell.text
        is_words = bool(clean(text)) and not is_blank(text) and read_cell(text) is None
        if is_words and (lead is None or slot.start in levels or slot.cell.row_span < lead.cell.row_span):
            lead = slot


def _column_head(path: Sequence[str]) -> str:
    """The last heading above a column, behind the one above it where it says no more than 金额."""
    own = path[-2:] if path and is_amount(path[-1]) else path[-1:]
    return " / ".join(map(_shown, own))


def _shown(text: str) -> str:
    return excerpt("".join(text.split()), most=LONGEST_HEAD)
