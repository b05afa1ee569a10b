"""A worksheet as its user sees it: rows and columns that are hidden close up, and are read apart.

Those that a visible total counts, or a visible rate is worked out from, stay where they are, as the table would not
add up without them.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import pairwise, starmap
from pathlib import Path

from flows.model.report import Block, Paragraph, Table
from flows.readers.grid import is_number
from flows.readers.sheets.counting import counted_lines
from flows.readers.sheets.paper import Sheet, blocks_of
from flows.readers.sheets.rates import divided_columns
from flows.readers.sheets.references import Area, areas_of, letters_of
from flows.readers.unseen import Item, Kind, Told, Unseen, in_runs, in_short

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet as stored: `whole` is all that it holds, of its cells what their looks let be seen.

    `rows` and `columns` are hidden, as is all of it where `is_hidden`; `pieces` are texts that the looks of a cell
    hide: where they stand, why nobody sees them and what they say. `blanked` is what cells hold whose number format
    shows nothing of it, as ;;; does.
    """

    name: str
    whole: Sheet
    rows: AbstractSet[int] = frozenset()
    columns: AbstractSet[int] = frozenset()
    pieces: Sequence[tuple[Spot, Kind, str]] = field(default=())
    is_hidden: bool = False
    blanked: Mapping[Spot, str] = field(default_factory=dict)


def items_of(worksheet: Worksheet, source: Path) -> Iterator[Item | Told]:
    """What is seen of the worksheet, then what is hidden in it, each block with the sheet's name.

    Raises `OversizedReport` as `blocks_of` does.
    """
    for item in _items(worksheet, source):
        if isinstance(item, Unseen):
            yield replace(item, block=replace(item.block, sheet=worksheet.name))
        else:
            yield item if isinstance(item, Told) else replace(item, sheet=worksheet.name)


def _items(worksheet: Worksheet, source: Path) -> Iterator[Item | Told]:
    if worksheet.is_hidden:
        pieces = (Paragraph(0, text) for _, _, text in worksheet.pieces)
        for block in (*blocks_of(worksheet.whole, source), *pieces, *blocks_of(Sheet(worksheet.blanked), source)):
            yield Unseen(block, "sheet", worksheet.name)
        return
    if not worksheet.rows and not worksheet.columns:
        yield from blocks_of(worksheet.whole, source)
    else:
        rows = counted_lines(worksheet.whole.texts, worksheet.rows, worksheet.columns)
        if rows:
            yield Told(f"工作表“{worksheet.name}”隐藏的第 {in_runs(rows)} 行计入合计，已一并核对")
        left = replace(worksheet, rows=worksheet.rows - rows)
        stretches = _stretches(left)
        for numbers, stretch in stretches:
            within = f"（第 {in_runs(numbers)} 行）" if len(stretches) > 1 else ""
            if columns := left.columns - stretch.columns:
                names = _named(columns)
                yield Told(f"工作表“{worksheet.name}”隐藏的第 {names} 列{within}计入合计或比率，已一并核对")
            yield from _parted(stretch, within, source)
    for (row, column), kind, text in worksheet.pieces:
        address = worksheet.whole.address_of(row, column)
        yield Unseen(Paragraph(0, text, address=address), kind, f"{worksheet.name}!{address}")
    if worksheet.blanked:
        where = f"{worksheet.name}!{in_short(map(str, areas_of(worksheet.blanked)))}"
        for block in blocks_of(Sheet(worksheet.blanked), source):
            yield Unseen(block, "format", where, count=_cells_in(block))


def _cells_in(block: Block) -> int:
    """How many cells say something there."""
    return sum(bool(cell.text) for cell in block.cells) if isinstance(block, Table) else 1


def _stretches(worksheet: Worksheet) -> list[tuple[range, Worksheet]]:
    """The worksheet from top to bottom, its hidden columns without those that the totals and rates of the rows count:
    all of it where its tables count the same, else piece by piece.
    """
    whole = worksheet.whole
    height = 1 + max((row for row, _ in whole.texts), default=0)
    if not worksheet.columns:
        return [(range(height), worksheet)]
    starts: list[int] = []
    counted: list[frozenset[int]] = []
    tables = _starts_of_tables(whole.texts)
    for start, table in zip(tables, _cut(whole, tables), strict=True):
        if worksheet.columns.isdisjoint(column for _, column in table.texts):
            continue
        columns = _counted_columns(table.texts, worksheet.columns, worksheet.rows)
        if not counted or columns != counted[-1]:
            starts.append(start if counted else 0)
            counted.append(columns)
    starts, counted = starts or [0], counted or [frozenset()]
    rows = starmap(range, pairwise([*starts, height]))
    pieces = _cut(whole, starts) if len(starts) > 1 else [whole]
    left = (
        replace(worksheet, whole=piece, columns=worksheet.columns - columns)
        for piece, columns in zip(pieces, counted, strict=True)
    )
    return list(zip(rows, left, strict=True))


def _starts_of_tables(texts: Mapping[Spot, str]) -> list[int]:
    """The first row, and each that may head a table: of words, below a row that is empty or holds a single text, as
    titles do.
    """
    counts = Counter(row for (row, _), text in texts.items() if text)
    numbered = {row for (row, _), text in texts.items() if is_number(text)}
    return [0, *(row for row in sorted(counts.keys() - numbered) if row and counts[row] > 1 >= counts[row - 1])]


def _cut(sheet: Sheet, starts: Sequence[int]) -> list[Sheet]:
    """The sheet cut above each of these rows, its cells where they were."""
    texts: list[dict[Spot, str]] = [{} for _ in starts]
    bordered: list[set[Spot]] = [set() for _ in starts]
    merges: list[list[Area]] = [[] for _ in starts]
    for place, text in sheet.texts.items():
        texts[bisect_right(starts, place[0]) - 1][place] = text
    for place in sheet.bordered:
        bordered[bisect_right(starts, place[0]) - 1].add(place)
    for area in sheet.merges:
        merges[bisect_right(starts, area.top) - 1].append(area)
    pieces = zip(texts, map(frozenset, bordered), merges, strict=True)
    return [Sheet(*piece, sheet.rows_out, sheet.columns_out) for piece in pieces]


def _counted_columns(
    texts: Mapping[Spot, str], hidden: AbstractSet[int], hidden_rows: AbstractSet[int]
) -> frozenset[int]:
    """The hidden columns that the visible totals and rates of a table count."""
    turned = {(column, row): text for (row, column), text in texts.items()}
    counted = counted_lines(turned, hidden, hidden_rows)
    return counted | divided_columns(texts, hidden - counted, hidden_rows)


def _named(columns: Iterable[int]) -> str:
    return "、".join(map(letters_of, sorted(columns)))


def _parted(worksheet: Worksheet, within: str, source: Path) -> Iterator[Item]:
    whole = worksheet.whole
    rows, columns = sorted(worksheet.rows), sorted(worksheet.columns)
    merged = {(area.top, area.left): area for area in whole.merges}
    texts: dict[Spot, str] = {}
    in_rows: dict[Spot, str] = {}
    in_columns: dict[Spot, str] = {}
    for place, text in whole.texts.items():
        row, column = place
        if row not in worksheet.rows and column not in worksheet.columns:
            texts[row - bisect_left(rows, row), column - bisect_left(columns, column)] = text
        elif place in merged and (area := _closed_up(merged[place], rows, columns)):
            texts[area.top, area.left] = text  # what is left of a merged cell shows what the whole one says
        elif row in worksheet.rows:
            in_rows[place] = text
        else:
            in_columns[place] = text
    bordered = frozenset(
        (row - bisect_left(rows, row), column - bisect_left(columns, column))
        for row, column in whole.bordered
        if row not in worksheet.rows and column not in worksheet.columns
    )
    merges = [area for merge in whole.merges if (area := _closed_up(merge, rows, columns))]
    yield from blocks_of(Sheet(texts, bordered, merges, rows, columns), source)
    if in_rows:
        where = f"{worksheet.name} 第 {in_runs(row for row, _ in in_rows)} 行"
        yield from (Unseen(block, "row", where) for block in blocks_of(Sheet(in_rows), source))
    if in_columns:
        where = f"{worksheet.name} 第 {_named({column for _, column in in_columns})} 列{within}"
        yield from (Unseen(block, "column", where) for block in blocks_of(Sheet(in_columns), source))


def _closed_up(area: Area, rows: Sequence[int], columns: Sequence[int]) -> Area | None:
    """Where the area lies once the hidden rows and columns are gone, None where all of it is."""
    top, left = area.top - bisect_left(rows, area.top), area.left - bisect_left(columns, area.left)
    bottom = area.bottom - bisect_left(rows, area.bottom + 1)
    right = area.right - bisect_left(columns, area.right + 1)
    return Area(top, left, bottom, right) if top <= bottom and left <= right else None
