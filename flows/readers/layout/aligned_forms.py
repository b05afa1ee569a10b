"""Forms without lines: rows of labels and values above the columns, and labels that reach over several rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.readers.layout.aligned_rows import Band, BandCell
from flows.readers.layout.columns import Columns, is_number, words_of
from flows.readers.layout.lines import Line
from flows.readers.layout.rulings import nearest

_OFF = 2.0  # of a character's height: how far the edge of a centred cell may be off a column's
_HALF_WAY = 0.6  # of a character's height: how far a label may be off the middle of its rows


def form_rows(lines: Sequence[Line], columns: Columns) -> Iterator[Band]:
    """Lines of labels and values, each a row whose cells fill the table's width.

    Where every word stands in the middle of its cell, the middles say where cells end; else each goes on to the next
    word.
    """
    for line in lines:
        words = words_of(line)
        begins = _centred(line, columns) or _begun(line, columns)
        ends = [*(begin - 1 for begin in begins[1:]), len(columns) - 1]
        yield Band(
            tuple(
                BandCell(0, 1, first, last, word.text, line.top, line.bottom, line.page_no)
                for word, first, last in zip(words, begins, ends, strict=True)
            )
        )


def _centred(line: Line, columns: Columns) -> list[int]:
    """The first column of each word's cell if all stand in the middle of theirs; nothing if they do not."""
    xs = columns.boundaries()
    begins = [0]
    for word in words_of(line)[:-1]:
        end = 2 * word.middle - xs[begins[-1]]
        near = nearest(xs, end)
        if abs(xs[near] - end) > _OFF * line.size or not begins[-1] < near < len(columns):
            return []
        begins.append(near)
    return begins


def _begun(line: Line, columns: Columns) -> list[int]:
    """The first column of each word's cell where cells begin where their words do."""
    begins: list[int] = []
    for index, word in enumerate(words_of(line)):
        room = len(columns) - (len(words_of(line)) - index)
        least = begins[-1] + 1 if begins else 0
        begins.append(min(max(columns.under(word)[0], least), max(room, least)) if index else 0)
    return begins


def with_merged_labels(bands: Sequence[Band], columns: Columns, body_at: int) -> list[Band]:
    """The rows, with labels that stand half way up several rows reaching over them.

    `body_at` is the first row below the header. Only where that row has no label of its own can labels stand half way
    up: elsewhere they stand in the first of their rows.
    """
    for column in range(len(columns) - 1):
        if any(is_number(cell.text) for band in bands[body_at:] for cell in band.cells if cell.first == column):
            break
        bands, body_at = _merged(bands, column, columns.size, body_at)
    return list(bands)


def _merged(bands: Sequence[Band], column: int, size: float, body_at: int) -> tuple[Sequence[Band], int]:
    labels = [next((c for c in band.cells if c.first <= column <= c.last), None) for band in bands]
    alone = [label is not None and len(band.cells) == 1 for band, label in zip(bands, labels, strict=True)]
    if body_at >= len(bands) or (labels[body_at] and not alone[body_at]):
        return bands, body_at
    blocks = _blocks(bands, labels, alone, size, body_at)
    if not blocks:
        return bands, body_at
    result: list[Band] = []
    for index, band in enumerate(bands):
        cells = [cell for cell in band.cells if index not in blocks or cell is not labels[index]]
        for at, (begin, end) in blocks.items():
            label = labels[at]
            if begin == index and label:
                rows = [one for place, one in enumerate(bands[begin : end + 1], begin) if place != at or not alone[at]]
                cells.insert(0, replace(label, row=0, row_span=sum(one.row_count for one in rows)))
        if index in blocks and alone[index]:
            body_at -= index < body_at
            continue
        result.append(replace(band, cells=tuple(cells)))
    return result, body_at


def _blocks(
    bands: Sequence[Band], labels: Sequence[BandCell | None], alone: Sequence[bool], size: float, body_at: int
) -> dict[int, tuple[int, int]]:
    """For each label that reaches over other rows the first and the last of them; nothing where not all do so."""
    blocks: dict[int, tuple[int, int]] = {}
    free = next((index for index, label in enumerate(labels) if not label), 0)
    for index in range(free, len(bands)):
        if not labels[index]:
            continue
        if free == index and not alone[index]:
            free = index + 1
            continue
        # The first block may begin with the header or below it.
        starts = [free] if blocks or free >= body_at else [free, body_at]
        found = next(
            ((start, end) for start in starts if (end := _end(bands, labels, start, index, size)) is not None), None
        )
        if not found:
            return {}
        blocks[index] = found
        free = found[1] + 1
    return blocks if len(bands) - free <= 1 else {}


def _end(bands: Sequence[Band], labels: Sequence[BandCell | None], start: int, index: int, size: float) -> int | None:
    """The row that is as far below the label as the start is above it, with none labelled in between."""
    wanted = 2 * _middle(bands[index]) - _middle(bands[start])
    for end in range(index + 1, len(bands)):
        if labels[end] or _middle(bands[end]) > wanted + 2 * _HALF_WAY * size:
            return None
        if abs(_middle(bands[end]) - wanted) <= 2 * _HALF_WAY * size:
            return end
    return None


def _middle(band: Band) -> float:
    return (min(cell.top for cell in band.cells) + max(cell.bottom for cell in band.cells)) / 2
