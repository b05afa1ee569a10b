"""Rows of a worksheet that only have a format, cut out of its XML before it is parsed.

Somebody formats whole columns, and a million rows without a word are saved below a form of forty. The tree of them
takes twenty seconds and a gigabyte.
"""

import re

_MANY = 20_000  # cells or rows that say nothing; fewer are parsed faster than they are looked for
_LONG = 20_000  # bytes without a value; the empty rows inside a table, which its borders hold together, are shorter
_VALUE = re.compile(rb"<(?:\w{1,20}:)?(?:v|is|f)[\s/>]")
_ROW, _ROW_END, _ROWS_END = b"<row ", b"</row>", b"</sheetData>"


def without_empty_rows(content: bytes) -> bytes:
    """The same XML without long runs of rows that hold no value, no text and no formula.

    Returned as it came where there are few such rows, or where `<` may begin something else than an element.
    """
    if not _has_many(content) or (b"!" in content and b"<!" in content):
        return content
    kept: list[bytes] = []
    done = last = 0
    for match in _VALUE.finditer(content):
        if match.start() - last > _LONG:
            first = _behind_row(content, last, match.start())
            until = content.rfind(_ROW, first, match.start())
            if until > first:
                kept.append(content[done:first])
                done = until
        last = match.start()
    first, until = _behind_row(content, last, len(content)), content.find(_ROWS_END, last)
    if until > first:
        kept.append(content[done:first])
        done = until
    kept.append(content[done:])
    return b"".join(kept)


def _has_many(content: bytes) -> bool:
    values = content.count(b"<v") + content.count(b"<is") + content.count(b"<f")
    return max(content.count(b"<c "), content.count(_ROW)) - values > _MANY


def _behind_row(content: bytes, start: int, end: int) -> int:
    """Where the row that `start` lies in ends, `end` where no row does."""
    at = content.find(_ROW_END, start, end)
    return end if at < 0 else at + len(_ROW_END)
