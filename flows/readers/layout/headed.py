"""Tables whose head stands above their lines: its words lie over the columns of a first row that holds numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.readers.layout.columns import is_number, words_of
from flows.readers.layout.lines import Line, Stretch
from flows.readers.layout.tables import Box, Piece

_FARTHEST = 1.5  # of a character's height: how far above the lines its head may stand
_FEWEST = 2  # words
_SHARE = 0.5  # of the columns: so many have a head
_OF_FORM = re.compile("[:：]")  # 填报单位：, 单位：万元


def with_heads(items: Sequence[Line | Piece]) -> list[Line | Piece]:
    """The items of a page from top to bottom, the line that is the head of the table below it as its first row."""
    result: list[Line | Piece] = []
    for item in items:
        above = result[-1] if result else None
        if isinstance(item, Piece) and isinstance(above, Line) and (heads := _heads(above, item)):
            result[-1] = _headed(item, above, heads)
        else:
            result.append(item)
    return result


def _heads(line: Line, piece: Piece) -> list[Stretch | None]:
    """What stands above each cell of the first row, nothing where the line is no head of it."""
    words, row = words_of(line), piece.row(0)
    is_near = 0 <= piece.top - line.bottom <= _FARTHEST * line.size
    if not is_near or len(words) < max(_FEWEST, _SHARE * len(row)):
        return []
    if any(is_number(word.text) or _OF_FORM.search(word.text) for word in words):
        return []
    over = [[word for word in words if box.left <= word.x0 and word.x1 <= box.right] for box in row]
    if any(len(inside) > 1 for inside in over) or sum(map(len, over)) < len(words):
        return []
    has_number = any(inside and is_number(box.text) for inside, box in zip(over, row, strict=True))
    return [inside[0] if inside else None for inside in over] if has_number else []


def _headed(piece: Piece, line: Line, heads: Sequence[Stretch | None]) -> Piece:
    first = [
        Box(0, 1, box.left, line.top, box.right, piece.top, _lines(line, word), word.text if word else "", line.page_no)
        for box, word in zip(piece.row(0), heads, strict=True)
    ]
    rest = (replace(box, row=box.row + 1) for box in piece.boxes)
    return replace(piece, boxes=(*first, *rest), row_count=piece.row_count + 1, top=line.top)


def _lines(line: Line, word: Stretch | None) -> tuple[Line, ...]:
    return (replace(line, text=word.text, x0=word.x0, x1=word.x1, stretches=(), pieces=()),) if word else ()
