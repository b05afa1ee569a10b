"""Tables that text holds without tabs or bars: columns set apart by blanks, or every cell on a line of its own.

Only structure tells them from prose: lines of as many short cells as their neighbours, with numbers in the same
places. Where a line holds fewer cells than the widest, blanks of the printed table are gone: what its position does
not tell is left for those who understand the numbers, its last cell reaches over the columns that are missing.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, takewhile

from flows.model.report import Cell

_GAP = re.compile(r"[ 　\t]{2,}|　")
_SPACED_WORD = re.compile(r"(?<![^\s　])[\u4e00-\u9fff](?:[ 　]{1,6}[\u4e00-\u9fff])+(?![^\s　])")
_NUMBER = re.compile(
    r"[（(≥≤><≧≦＞＜△▲+\-－约近]{0,2}[\d０-９][\d０-９,，.．]{0,30}\s?[%％‰]?[\u4e00-\u9fff㎡/]{0,5}[）)]?|[-—–－/]{1,2}"
)
_DIGIT = re.compile(r"[0-9０-９]")
_SENTENCE = re.compile(r"[。；;！？!?]")
_COLON = re.compile(r"[：:]\s*\S|[：:]$")
_CONTENTS = re.compile(r"第?[一二三四五六七八九十\d]+[、.．章节部\s]|[（(][一二三四五六七八九十\d]+[）)]|附件?|表\d")
_LONGEST_CELL, _LONGEST_WORD = 40, 24
_MOST_COLUMNS = 30
_FEWEST_ROWS, _FEWEST_VALUES = 3, 2
_PROBED_ROWS = 40  # as many lines tell whether a table begins, so that lines that are none cost little


@dataclass(frozen=True, slots=True)
class Found:
    """A table among lines: its cells, and the line behind its last one."""

    cells: tuple[Cell, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    left: int
    right: int


def aligned_table(lines: Sequence[str], start: int) -> Found | None:
    """The table that begins in a line and whose columns blanks set apart, None where none does."""
    if not _GAP.search(lines[start].strip()):
        return None
    rows = [_pieces(line) for line in takewhile(_may_be_row, lines[start : start + _PROBED_ROWS])]
    width = max(map(len, rows), default=0)
    if len(rows) == _PROBED_ROWS:
        more = map(_pieces, takewhile(_may_be_row, islice(lines, start + _PROBED_ROWS, None)))
        rows += takewhile(lambda row: len(row) <= width, more) if _is_table(rows, width) else []
    while rows and _is_form_line(rows[-1]):
        rows.pop()
    if not _is_table(rows, width):
        return None
    full = [row for row in rows if len(row) == width]
    edge, columns = min(row[0].left for row in full), _columns(full)
    cells = tuple(cell for at, row in enumerate(rows) for cell in _row(at, row, width, edge, columns))
    return Found(cells, start + len(rows))


def _is_table(rows: Sequence[Sequence[_Piece]], width: int) -> bool:
    if len(rows) < _FEWEST_ROWS or not 1 < width <= _MOST_COLUMNS or _is_form_line(rows[0]):
        return False
    full = sum(len(row) == width for row in rows)
    values = [row for row in rows if sum(_is_value(piece.text) for piece in row[1:]) * 2 >= max(1, len(row) - 1)]
    if full * 2 < len(rows) or len(values) * 2 < len(rows) or len(values) < _FEWEST_VALUES:
        return False
    if not any(_DIGIT.search(piece.text) for row in values for piece in row):
        return False
    return width > 2 or (len(values) >= _FEWEST_ROWS and not _is_contents(rows))


def _may_be_row(line: str) -> bool:
    return len(pieces := _pieces(line)) > 1 and not any(
        len(piece.text) > _LONGEST_CELL or _SENTENCE.search(piece.text) for piece in pieces
    )


@lru_cache(4 * _PROBED_ROWS)
def _pieces(line: str) -> tuple[_Piece, ...]:
    """The cells of a line with their places on a screen, where a Han character is as wide as two digits."""
    joined = _SPACED_WORD.sub(lambda match: re.sub(r"[ 　]", "\x00", match[0]), line.rstrip())
    offsets = [0]
    for char in joined:
        offsets.append(offsets[-1] + (2 if char == "　" or unicodedata.east_asian_width(char) in "WF" else 1))
    found: list[_Piece] = []
    at = len(joined) - len(joined.lstrip())
    for gap in [*_GAP.finditer(joined, at), None]:
        end = gap.start() if gap else len(joined)
        if text := joined[at:end].replace("\x00", "").strip():
            found.append(_Piece(text, offsets[at], offsets[end]))
        at = gap.end() if gap else end
    return tuple(found)


def _is_value(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text))


def _is_form_line(row: Sequence[_Piece]) -> bool:
    """Whether the line fills in fields (填报单位：… 单位：万元, 签字：…): such lines stand above and below a table."""
    return all(_COLON.search(piece.text) for piece in row) or (
        sum(bool(_COLON.search(piece.text)) for piece in row) * 2 >= len(row)
        and not any(_is_value(piece.text) for piece in row)
    )


def _is_contents(rows: Sequence[Sequence[_Piece]]) -> bool:
    """Whether the lines are of a table of contents: numbered headings and pages that never go back."""
    pages = [row[-1].text for row in rows if row[-1].text.isdigit()]
    numbered = sum(bool(_CONTENTS.match(row[0].text)) for row in rows)
    return len(pages) * 3 >= len(rows) * 2 and numbered * 2 > len(rows) and all(
        int(one) <= int(other) < 1_000 for one, other in pairwise(pages)
    )  # fmt: skip


def _columns(full: Sequence[Sequence[_Piece]]) -> list[tuple[int, int]] | None:
    """Where each column stands, None where the lines are not set one below the other."""
    bounds = [(min(p.left for p in column), max(p.right for p in column)) for column in zip(*full, strict=True)]
    return bounds if all(left[1] <= right[0] for left, right in pairwise(bounds)) else None


def _row(
    at: int, row: Sequence[_Piece], width: int, edge: int, columns: Sequence[tuple[int, int]] | None
) -> list[Cell]:
    if len(row) < width and columns is not None and (places := _places(row, columns)):
        texts = dict(zip(places, (piece.text for piece in row), strict=True))
        return [Cell(at, column, texts.get(column, "")) for column in range(width)]
    if len(row) == width - 1 and _is_value(row[1].text) and not _is_value(row[0].text) and row[0].left > edge:
        return [Cell(at, 0, ""), *(Cell(at, column, piece.text) for column, piece in enumerate(row, 1))]
    return packed(at, [piece.text for piece in row], width)


def _places(row: Sequence[_Piece], columns: Sequence[tuple[int, int]]) -> list[int] | None:
    """The column of each cell by where it stands, None where one stands in none or in several."""
    found: list[int] = []
    for piece in row:
        over = [at for at, (left, right) in enumerate(columns) if left < piece.right and piece.left < right]
        if len(over) != 1 or over[0] in found:
            return None
        found.append(over[0])
    return found


def packed(row: int, texts: Sequence[str], width: int) -> list[Cell]:
    """The cells of a row from the left, the last one over all columns that are left."""
    last = len(texts) - 1
    return [Cell(row, at, text, 1, width - last if at == last else 1) for at, text in enumerate(texts)]


def stacked_table(lines: Sequence[str], start: int) -> Found | None:
    """The table whose cells stand one on a line, blank lines between them or a bar behind each; None where none does.

    The words in front of the first number head it. A row begins with a word and goes on with numbers, so that only
    tables of one column of labels come back.
    """
    head: list[str] = []
    rows: list[list[str]] = []
    end = start
    for at in range(start, len(lines)):
        text = _bare(lines[at])
        if not text:
            continue
        if lines[at].startswith("\t"):
            break  # where tabs mark the cells, the rows are told by more than their words and numbers
        if _is_value(text) and rows and len(rows[-1]) < len(head):
            rows[-1].append(text)
        elif _is_value(text) and not rows and len(head) > _FEWEST_ROWS:
            rows.append([head.pop(), text])
        elif _is_value(text) or not _is_word(text) or (rows and len(rows[-1]) == 1) or len(head) > _MOST_COLUMNS:
            break
        elif rows:
            rows.append([text])
            continue
        else:
            head.append(text)
            continue
        end = at + 1
    rows = [row for row in rows if len(row) > 1]
    width = len(head)
    if len(rows) < _FEWEST_VALUES or max(map(len, rows)) < width:
        return None
    if not any(_DIGIT.search(text) for row in rows for text in row[1:]):
        return None
    cells = tuple(cell for number, row in enumerate([head, *rows]) for cell in packed(number, row, width))
    return Found(cells, end)


def _bare(line: str) -> str:
    return line.strip().removesuffix("|").strip()


def _is_word(text: str) -> bool:
    return len(text) <= _LONGEST_WORD and not _SENTENCE.search(text) and not _COLON.search(text) and "，" not in text
