"""Tables without vertical lines, found by how their text stands in columns.

Prose must never become a table: either numbers stand in line below each other, or rules of one length above, below and
in between say that it is one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import inf

from flows.readers.layout.aligned_forms import form_rows, with_merged_labels
from flows.readers.layout.aligned_rows import (
    Band,
    as_one_line,
    body_rows,
    header_rows,
    is_cut_off,
    is_row_above,
    overlapping,
)
from flows.readers.layout.columns import (
    Columns,
    columns_of,
    has_numbers_in_line,
    is_contents,
    is_number,
    is_row,
    parted_at,
    words_of,
)
from flows.readers.layout.lines import Line
from flows.readers.layout.page import Ruling
from flows.readers.layout.tables import Box, Piece

_NEAR = 2.5  # of a character's height: lines farther apart belong to different tables
_MOST_LABEL_LINES = 3
_MOST_HEADER_LINES = 6
_WIDER = 6.0  # of a character's height: values above the header may stand so far out of the columns
_SAME_END = 3.0
_MOST_OF = 0.6
_LABELLED = re.compile(r"[^:：]{1,12}[:：].+")  # 单位：万元 above a table is no header

Rules = Mapping[int, Sequence[Ruling]]  # by page, from top to bottom


def with_aligned_tables(items: Sequence[Line | Piece], rules: Rules) -> list[Line | Piece]:
    """The items of all pages in reading order, with lines that are a table without vertical lines as one.

    A table goes on over pages where nothing else stands in between; a header that is repeated comes once.
    """
    result: list[Line | Piece] = []
    lines: list[Line] = []
    for item in (*items, None):
        if isinstance(item, Line):
            lines.append(item)
            continue
        result.extend(_parted(lines, rules))
        lines = []
        if item is not None:
            result.append(item)
    return result


def _parted(lines: Sequence[Line], rules: Rules) -> Iterator[Line | Piece]:
    """Lines that follow each other, with the tables among them."""
    at = 0
    for begin, end in _between_rules(lines, rules):
        yield from _freestanding(lines[at:begin], rules)
        piece = _ruled_table(lines[begin:end], rules)
        yield from (piece,) if piece else lines[begin:end]
        at = end
    yield from _freestanding(lines[at:], rules)


# Between rules


def _between_rules(lines: Sequence[Line], rules: Rules) -> Iterator[tuple[int, int]]:
    """Where lines stand between three rules of one length or more; over pages where the table goes on."""
    found: list[tuple[int, int, float, float]] = []
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        numbers[line.page_no].append(index)
    for page_no, indices in numbers.items():
        for group in _alike(rules.get(page_no, ())):
            left, right = group[0].start, group[0].end
            inside = [i for i in indices if group[0].at < (lines[i].top + lines[i].bottom) / 2 < group[-1].at]
            if not inside or any(lines[i].x0 < left - _SAME_END or lines[i].x1 > right + _SAME_END for i in inside):
                continue
            before = found[-1] if found else (0, -1, 0.0, 0.0)
            if inside[0] < before[1]:
                continue
            begin, end = _with_outer_rows(lines, inside[0], inside[-1] + 1, max(before[1], 0), left, right)
            goes_on = before[1] == begin and lines[begin - 1].page_no + 1 == page_no
            if goes_on and abs(before[2] - left) < _SAME_END and abs(before[3] - right) < _SAME_END:
                found[-1] = (before[0], end, left, right)
            else:
                found.append((begin, end, left, right))
    yield from ((begin, end) for begin, end, _, _ in found)


def _with_outer_rows(
    lines: Sequence[Line], begin: int, end: int, least: int, left: float, right: float
) -> tuple[int, int]:
    """Where the table begins and ends if rules stand only below its rows, or not below the last."""

    def is_in(index: int, other: int) -> bool:
        line, inner = lines[index], lines[other]
        near = line.page_no == inner.page_no and _is_near(*((line, inner) if index < other else (inner, line)))
        return near and bool(line.stretches) and left - _SAME_END < line.x0 and line.x1 < right + _SAME_END

    if not any(line.stretches and not is_row(line) for line in lines[begin : begin + _MOST_LABEL_LINES]):
        while begin > least and is_in(begin - 1, begin) and not _has_labels(lines[begin - 1]):
            begin -= 1
    while end < len(lines) and is_row(lines[end]) and is_in(end, end - 1):
        end += 1
    return begin, end


def _alike(rules: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Three or more rules that begin and end at the same x."""
    groups: list[list[Ruling]] = []
    for rule in rules:
        for group in groups:
            if abs(group[0].start - rule.start) < _SAME_END and abs(group[0].end - rule.end) < _SAME_END:
                group.append(rule)
                break
        else:
            groups.append([rule])
    yield from sorted((group for group in groups if len(group) > 2), key=lambda group: group[0].at)


def _ruled_table(lines: Sequence[Line], rules: Rules) -> Piece | None:
    many = [line for line in lines if line.stretches]
    rows = [line for line in lines if is_row(line)] or many
    if len(rows) < 1 or len(many) < _MOST_OF * len(lines):
        return None
    columns = columns_of(rows)
    if len(columns) < 2 or is_contents(rows, columns):
        return None
    lines = [parted_at(columns, line) for line in lines]
    rows = [line for line in lines if is_row(line)] or [line for line in lines if line.stretches]
    header = lines.index(rows[0])
    while header and is_cut_off(lines[header - 1 : header], lines[header], columns, rows):
        header -= 1
    if rows is many:
        first = next(rule for rule in rules[lines[0].page_no] if rule.at > lines[0].bottom - _SAME_END)
        header = sum(line.page_no == lines[0].page_no and line.top < first.at for line in lines)
    return _piece((), lines[:header], lines[header:], columns, rules)


# Without rules


def _freestanding(printed: Sequence[Line], rules: Rules) -> Iterator[Line | Piece]:
    groups = list(overlapping(printed))
    lines = [as_one_line(group) for group in groups]
    at = 0
    while (begin := next((i for i in range(at, len(lines)) if is_row(lines[i])), None)) is not None:
        end = _end_of_rows(lines, begin)
        rows = [line for line in lines[begin:end] if is_row(line)]
        columns = columns_of(rows)
        lines[begin:end] = [parted_at(columns, line) for line in lines[begin:end]]
        rows = [line for line in lines[begin:end] if is_row(line)]
        while begin > at and is_cut_off(lines[begin - 1 : begin], lines[begin], columns, rows):
            begin -= 1
        if begin > at and _is_near(lines[begin - 1], lines[begin]) and not _has_labels(lines[begin - 1]):
            columns = columns.with_named(words_of(lines[begin - 1]))
        header = _header_above(lines[at:begin], lines[begin], columns, rows)
        above = _rows_above(lines[at : begin - len(header)], (header or lines[begin : begin + 1])[0], columns)
        if _is_table(rows, columns, header):
            while end < len(lines) and is_cut_off(lines[begin:end], lines[end], columns, rows):
                end += 1
            yield from chain.from_iterable(groups[at : begin - len(header) - len(above)])
            yield _piece(above, header, lines[begin:end], columns, rules)
        else:
            yield from chain.from_iterable(groups[at:end])
        at = end
    yield from chain.from_iterable(groups[at:])


def _end_of_rows(lines: Sequence[Line], begin: int) -> int:
    """Where rows of numbers end that begin at a line; lines of labels only may stand between them."""
    end, values = begin + 1, _first_value(lines[begin])
    for index in range(begin + 1, len(lines)):
        line = lines[index]
        if not _is_near(lines[index - 1], line) or index - end >= _MOST_LABEL_LINES:
            break
        if is_row(line):
            end, values = index + 1, min(values, _first_value(line))
        elif not line.stretches and line.x0 < values < line.x1:
            break  # prose runs from the labels into the numbers
    return end


def _first_value(row: Line) -> float:
    return next(word.x0 for word in words_of(row)[1:] if is_number(word.text))


def _is_near(line: Line, following: Line) -> bool:
    if line.page_no != following.page_no:
        return line.page_no + 1 == following.page_no
    return following.top - line.bottom < _NEAR * line.size


def _is_table(rows: Sequence[Line], columns: Columns, header: Sequence[Line]) -> bool:
    if len(columns) < 2 or len(rows) < (2 if header else 3) or is_contents(rows, columns):
        return False
    # A merged label stands beside one of its rows only: the others begin in the second column.
    second = columns.extents[1][1] if len(columns) > 2 else -inf
    first = [words_of(row)[0] for row in rows]
    labelled = sum(word.x0 < columns.extents[0][1] or (word.x0 < second and not is_number(word.text)) for word in first)
    return labelled >= len(rows) / 2 and has_numbers_in_line(rows, columns)


def _header_above(lines: Sequence[Line], row: Line, columns: Columns, rows: Sequence[Line]) -> Sequence[Line]:
    """The lines above the first row that name its columns.

    A title or a unit above is no header: the header begins with a line that names several columns or a group of them.
    Nor is a row of the form above, whose words stand a whole step above names of the same columns.
    """
    count = 0
    below = row
    for seen, line in enumerate(reversed(lines[-_MOST_HEADER_LINES:]), 1):
        if line.page_no != row.page_no or not _is_near(line, below) or not _may_be_header(line, columns):
            break
        if is_row_above(line, lines[len(lines) - seen + 1 :], columns, rows):
            break
        if line.stretches or (count and _names_a_group(line, columns)):
            count = seen
        elif not count or columns.met_by(words_of(line)[0]) != [0]:
            break  # the labels' own name may stand half way up, if more of the header comes above it
        below = line
    return lines[len(lines) - count :]


def _rows_above(lines: Sequence[Line], first: Line, columns: Columns) -> Sequence[Line]:
    """The rows of a form that stand above the names of its columns."""
    count = 0
    for line in reversed(lines[-_MOST_HEADER_LINES:]):
        is_alike = len(words_of(line)) > 1 and abs(line.size - columns.size) < 0.15 * columns.size
        if line.page_no != first.page_no or not (
            is_alike and _is_near(line, first) and _may_be_header(line, columns, _WIDER)
        ):
            break
        count, first = count + 1, line
    return lines[len(lines) - count :]


def _may_be_header(line: Line, columns: Columns, most: float = 2.0) -> bool:
    slack = most * columns.size
    if line.x0 < columns.left - slack or line.x1 > columns.right + slack:
        return False
    return not _has_labels(line)


def _has_labels(line: Line) -> bool:
    return any(_LABELLED.fullmatch(word.text) for word in words_of(line))


def _names_a_group(line: Line, columns: Columns) -> bool:
    """Whether a word alone stands above some of the columns after the first, as a title in the middle does not."""
    middle = (line.x0 + line.x1) / 2
    is_title = abs(middle - (columns.left + columns.right) / 2) < columns.size
    return not is_title and line.x0 > columns.extents[0][1] and abs(line.size - columns.size) < 0.15 * columns.size


def _piece(
    above: Sequence[Line], header: Sequence[Line], body: Sequence[Line], columns: Columns, rules: Rules
) -> Piece:
    rows = _without_repeats([line.text for line in header], body)
    names = [*form_rows(above, columns), *header_rows(header, columns, body)]
    bands = with_merged_labels([*names, *body_rows(rows, columns, rules)], columns, len(names))
    boxes: list[Box] = []
    count = 0
    for band in bands:
        boxes.extend(_boxes(band, count, columns))
        count += band.row_count
    first, last = (above or header or body)[0], body[-1]
    return Piece(tuple(boxes), count, columns.left, columns.right, first.top, last.bottom, first.page_no)


def _without_repeats(header: Sequence[str], body: Sequence[Line]) -> list[Line]:
    """The body without the header that its further pages may repeat."""
    kept: list[Line] = []
    left_out = 0
    for index, line in enumerate(body):
        is_first = index > 0 and line.page_no != body[index - 1].page_no
        if header and is_first and [other.text for other in body[index : index + len(header)]] == header:
            left_out = len(header)
        if left_out:
            left_out -= 1
        else:
            kept.append(line)
    return kept


def _boxes(band: Band, row: int, columns: Columns) -> Iterator[Box]:
    xs = columns.boundaries()
    for cell in band.cells:
        left, right = xs[cell.first], xs[cell.last + 1]
        yield Box(row + cell.row, cell.row_span, left, cell.top, right, cell.bottom, (), cell.text, cell.page_no)
