"""Tables in text whose layout is gone: cells a line each, or set apart by single blanks, rows in lines or not.

A run of words that head columns begins such a table. What a column's cells look like tells where a row ends, and
arithmetic which cells a short row left out (`solving`); a row that neither decides is left to those who understand the
numbers, its last number over all columns that are left.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from flows.model.report import Cell
from flows.model.totals import is_total
from flows.readers.plain.heads import NAMES, Column, form_of, heads_in, may_begin_head
from flows.readers.plain.readings import (
    FEWEST_HEADS,
    MOST_HEADS,
    ORDINALS,
    PROBED,
    Reading,
    counting_row,
    end_of_rows,
    has_names,
    reading_of,
    with_codes_apart,
    words_before_number,
)  # fmt: skip
from flows.readers.plain.rows import is_of_another, rows_of
from flows.readers.plain.solving import Row, is_number, placed
from flows.readers.plain.tokens import LONGEST_CELL, LONGEST_LINE, NEAR, SENTENCE, Token, cells_in, text_of, tokens_from

_COLON = re.compile(r"[：:]")
_MOST_TOKENS = 4_000
_MOST_UNSURE = 20  # rows whose numbers fit several columns
_PROBED_CELLS = 3  # of a head that is wrapped
_MOST_TRIES = 3
_FEWEST_IN_ROW, _FEWEST_ROWS = 3, 4
_WORDS = frozenset({*NAMES, "mark", "text"})

_Tokens = Sequence[Sequence[Token]]  # of a row, those of each column


@dataclass(frozen=True, slots=True)
class Flat:
    """A table among lines: what stands before it in its first line, its cells, the line that it ends in and what
    stands behind it there, '' where it ends with its line before that.
    """

    before: str
    cells: tuple[Cell, ...]
    end: int
    after: str


def flat_table(lines: Sequence[str], start: int) -> Flat | None:
    """The table that begins in a line, None where none does."""
    places = islice(_beginnings(lines, start), _MOST_TRIES)
    return next((found for place in places if (found := _table_at(lines, start, place))), None)


def _table_at(lines: Sequence[str], start: int, first: int) -> Flat | None:
    reading = reading_of(list(islice(tokens_from(lines, start, first), MOST_HEADS + PROBED)))
    if reading is None or not (has_names(reading) or _is_below_title(lines, start)):
        return None
    tokens = list(islice(tokens_from(lines, start, first), _MOST_TOKENS))
    counts = counting_row(tokens[reading.taken :], len(reading.columns))
    body = with_codes_apart(reading.columns, tokens[reading.taken + len(counts) :])
    laid = rows_of(reading.columns, body[: end_of_rows(body)])
    kept = list(laid.rows)
    while kept and not any(cell and is_number(text_of(cell)) for cell in kept[-1]):
        kept.pop()
    rows = _cells_of_rows(reading, kept) or []
    if not _is_table(reading.columns, rows) or _is_broken(reading, rows) or _runs_over_lines(kept):
        return None
    taken = sum(len(cell) for row in kept for cell in row)
    rows = [*([[Cell(0, at, text) for at, text in enumerate(counts)]] if counts else []), *rows]
    cells = (*_cells_of_heads(reading), *_numbered(rows, 2 if reading.is_divided else 1))
    before, last = lines[start][:first].strip(), body[taken - 1].line
    if taken < len(body) and body[taken].line == last:
        return Flat(before, cells, last, lines[last][body[taken].start :])
    return Flat(before, cells, last + 1, "")


def _beginnings(lines: Sequence[str], start: int) -> Iterator[int]:
    """Where in its line a run of heads may begin: at its beginning, or behind other words, then with more heads."""
    line = lines[start]
    if " " not in line.strip() and "　" not in line and (len(line) > LONGEST_CELL or SENTENCE.search(line)):
        return
    own = [text for text, _, _ in islice(cells_in(line[:LONGEST_LINE], 0), _MOST_TOKENS)]
    if not any(map(may_begin_head, own)):
        return
    tokens = list(islice(tokens_from(lines, start, 0), len(own) + MOST_HEADS))
    in_line = len(own)
    last = -1
    for at in range(min(in_line, len(tokens))):
        if at <= last or not heads_in([token.text for token in tokens[at : at + _PROBED_CELLS]]):
            continue
        heads = heads_in(words_before_number(tokens[at:]))
        filled = [head for head, _ in heads if head]
        last = at + sum(taken for _, taken in heads) - 1
        least = FEWEST_HEADS if at or in_line == 1 else FEWEST_HEADS - 1
        if len(filled) >= least and any(form_of(head) not in NAMES for head in filled):
            yield tokens[at].start


def _is_below_title(lines: Sequence[str], start: int) -> bool:
    """Whether no cell can stand above: without names in its rows, a head that is not known would move all others."""
    above = next((line.strip() for line in reversed(lines[max(0, start - NEAR) : start]) if line.strip()), "")
    return not above or above.endswith(("表", ")", "）")) or bool(_COLON.search(above))


def _cells_of_rows(reading: Reading, laid: Sequence[_Tokens]) -> list[list[Cell]] | None:
    """The cells of each row, None where several ways fit one of scores or of a classification: sums over the others
    would be wrong. Other rows are left to those who know what else must add up.
    """
    whole: Row = ()
    rows: list[list[Cell]] = []
    unsure = 0
    joined = _with_halves_joined(reading.columns, laid)
    for texts in (side for row in joined for side in _on_its_sides(reading.columns, row)):
        cells = _placed_cells(reading.columns, texts, whole)
        if cells is None:
            return None
        unsure += any(cell.column_span > 1 for cell in cells)
        if unsure > _MOST_UNSURE:
            return None
        rows.append(cells)
        if any(text and is_total(text) for text in texts):
            whole = tuple(texts)
    has_codes = any(column.form == "code" for column in reading.columns)
    return None if unsure and has_codes else rows


def _with_halves_joined(columns: Sequence[Column], rows: Sequence[_Tokens]) -> Iterator[list[str | None]]:
    """The texts of rows; one whose name a line has cut, its code and its numbers in two rows, is one row again."""
    forms = [column.form for column in columns]
    waiting: list[str | None] | None = None
    for row in rows:
        texts = [text_of(cell) or None for cell in row]
        if waiting is not None:
            if _is_second_half(forms, texts):
                yield ["".join(filter(None, pair)) or None for pair in zip(waiting, texts, strict=True)]
                waiting = None
                continue
            yield waiting
        waiting = texts if _is_first_half(forms, texts) else None
        if waiting is None:
            yield texts
    if waiting is not None:
        yield waiting


def _is_first_half(forms: Sequence[str], texts: Sequence[str | None]) -> bool:
    """Whether a row has a code and a name, and no more."""
    said = {form for form, text in zip(forms, texts, strict=True) if text}
    return said == {"code", "name"}


def _is_second_half(forms: Sequence[str], texts: Sequence[str | None]) -> bool:
    """Whether a row has a name that is no total, and numbers, but no code."""
    said = {form for form, text in zip(forms, texts, strict=True) if text}
    names = [text for form, text in zip(forms, texts, strict=True) if form == "name" and text]
    return "code" not in said and len(said) > 1 and len(names) == 1 and not is_total(names[0])


def _on_its_sides(columns: Sequence[Column], texts: list[str | None]) -> Iterator[list[str | None]]:
    """The row; where two tables stand side by side and only one goes on, below the one that its name belongs to, and
    what was taken for both halves of a row as two rows where both are of one side.
    """
    half = len(columns) // 2
    forms = [column.form for column in columns]
    if len(columns) % 2 or forms[:half] != forms[half:] or forms[0] != "name":
        yield texts
        return
    if not is_of_another(columns, 0, texts[0] or ""):
        yield texts
        return
    nothing: list[str | None] = [None] * half
    yield [*nothing, *texts[:half]]
    if any(texts[half:]):
        yield [*nothing, *texts[half:]]


def _placed_cells(columns: Sequence[Column], texts: Sequence[str | None], whole: Row) -> list[Cell] | None:
    cells: list[Cell] = []
    at = 0
    while at < len(columns):
        if columns[at].form in _WORDS or (texts[at] and not is_number(texts[at] or "")):
            cells.append(Cell(0, at, texts[at] or ""))
            at += 1
            continue
        end = at
        while (
            end < len(columns) and columns[end].form not in _WORDS and (not texts[end] or is_number(texts[end] or ""))
        ):
            end += 1
        own = [text for text in texts[at:end] if text]
        row: Row | None = tuple(texts[at:end])
        if at and texts[at - 1] in ORDINALS:
            row = _counted(columns[at:end], own)
        elif 0 < len(own) < end - at:
            row = placed(columns[at:end], own, whole[at:end])
        if row is None and any(column.form in {"weight", "score", "value"} for column in columns[at:end]):
            return None
        if row is None:
            cells += [
                Cell(0, at + place, text, 1, end - at - place if text is own[-1] and place == len(own) - 1 else 1)
                for place, text in enumerate(own)
            ]
        else:
            cells += [Cell(0, at + place, text or "") for place, text in enumerate(row)]
        at = end
    return cells


def _counted(columns: Sequence[Column], texts: Sequence[str]) -> Row | None:
    """The numbers of the columns below them: those of codes and of lines have none."""
    counted = [at for at, column in enumerate(columns) if column.form not in {"serial", "code"}]
    if len(counted) != len(texts):
        return None
    return tuple(texts[counted.index(at)] if at in counted else None for at in range(len(columns)))


def _is_table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a row is full, and there are numbers enough for more than a label with its value."""
    numbers = sum(bool(cell.text) and is_number(cell.text) for row in rows for cell in row)
    columns_of_numbers = [at for at, column in enumerate(columns) if column.form not in {*_WORDS, "code", "serial"}]
    full = any(all(any(cell.column == at and cell.text for cell in row) for at in columns_of_numbers) for row in rows)
    return full and numbers > 2


def _runs_over_lines(laid: Sequence[_Tokens]) -> bool:
    """Whether lines of several cells are rows of their own, and these others begin in the midst of them."""
    begin: dict[int, bool] = {}
    count: dict[int, int] = {}
    for row in laid:
        for number, token in enumerate(token for cell in row for token in cell):
            count[token.line] = count.get(token.line, 0) + 1
            begin[token.line] = begin.get(token.line, False) or (number == 0 and token.is_first)
    rows = [line for line, cells in count.items() if cells >= _FEWEST_IN_ROW]
    return len(rows) >= _FEWEST_ROWS and sum(not begin[line] for line in rows) * 2 > len(rows)


def _is_broken(reading: Reading, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether rows have numbers and no name to them more often than now and then; where names have no head of their
    own, whether there is but one row, or one that is not full.
    """
    columns = reading.columns
    if reading.is_renamed and (len(rows) < 2 or not all(cell.text for row in rows for cell in row)):
        return True
    names = {at for at, column in enumerate(columns) if column.form in {"name", "level"}}
    nameless = sum(not any(cell.column in names and cell.text for cell in row) for row in rows)
    return bool(names) and nameless * 4 > len(rows)


def _cells_of_heads(reading: Reading) -> Iterator[Cell]:
    if not reading.is_divided:
        yield from (Cell(0, at, column.heads[-1]) for at, column in enumerate(reading.columns))
        return
    at = 0
    columns = reading.columns
    while at < len(columns):
        top = columns[at].heads[0]
        if len(columns[at].heads) == 1:
            yield Cell(0, at, top, 2, 1)
            at += 1
            continue
        end = at
        while end < len(columns) and columns[end].heads[0] == top and len(columns[end].heads) > 1:
            end += 1
        yield Cell(0, at, top, 1, end - at)
        yield from (Cell(1, place, columns[place].heads[1]) for place in range(at, end))
        at = end


def _numbered(rows: Sequence[Sequence[Cell]], first: int) -> Iterator[Cell]:
    for number, row in enumerate(rows, first):
        yield from (replace(cell, row=number) for cell in row)
