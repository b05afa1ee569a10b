"""Codes of the classification in columns of their own: 类, 款 and 项 below each other, or beside each other, of which
each goes below the one on its left.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from flows.extraction.lexicon.labels import role_of
from flows.extraction.tables.rows import Row, Slot
from flows.model.totals import is_total

CODE_ROLE = "item_code"
_DIGITS_BELOW = 2  # of a 款 and of a 项: a sheet that takes them for numbers prints 1 for 01
_WHOLE_CODE = re.compile(r"[1-5]\d{2}(?:\d{2}){0,2}")  # of a 类, a 款 or a 项
_FEWEST_CODES, _LONGEST_UNIT = 3, 2


def apart_from_total(row: Row) -> tuple[Row, ...]:
    """The row as two where it is two in one: 类, 款, 项 close the heading of their columns, and right beside them
    合计 is the first line of the others. Any other row comes back alone.
    """
    naming = [slot for slot in row if role_of(slot.text) == CODE_ROLE]
    others = [slot for slot in row if slot not in naming and not slot.is_blank]
    is_mixed = naming and len(others) > 1 and is_total(others[0].text) and all(slot.is_number for slot in others[1:])
    if not is_mixed:
        return (row,)
    return tuple(_only(row, named) for named in (True, False))


def _only(row: Row, named: bool) -> Row:
    """The row with what names a column of codes, or with what does not; the rest is as if it went on from above."""
    return tuple(
        slot if (role_of(slot.text) == CODE_ROLE) == named else replace(slot, text="", is_continued=True)
        for slot in row
    )  # fmt: skip


def columns_of_codes(body: Sequence[Row]) -> frozenset[int]:
    """Where columns begin that print whole codes and no other number, whatever they are headed.

    Each code has a name right beside it. One of them goes below another (20805 below 208), or they rise from row to
    row and the names are no units (120 人, 300 户).
    """
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in body:
        for slot, beside in pairwise(row):
            if slot.is_number:
                found[slot.start].append((_text(slot), "" if beside.is_number else _text(beside)))
    return frozenset(start for start, lines in found.items() if _are_codes(lines))


def _are_codes(lines: Sequence[tuple[str, str]]) -> bool:
    codes = dict(lines)
    if len(codes) < _FEWEST_CODES or not all(_WHOLE_CODE.fullmatch(code) and name for code, name in lines):
        return False
    if any(code[:-_DIGITS_BELOW] in codes for code in codes):
        return True
    return list(codes) == sorted(codes) and not any(len(name) <= _LONGEST_UNIT for name in codes.values())


def _text(slot: Slot) -> str:
    return "".join(slot.text.split())


@dataclass(slots=True)
class LineCodes:
    """The codes of a table's rows from top to bottom; `roles` are those of its columns by where they begin."""

    roles: Mapping[int, str]
    _above: list[str] = field(default_factory=list)  # of the last row with a code, a level each

    def of(self, row: Row) -> str:
        """The whole code of the row's line, '' where it prints none.

        A level that is blank on the left of a printed one is that of the rows above.
        """
        columns = [slot for slot in row if self.roles.get(slot.start) == CODE_ROLE]
        printed = [_text(slot) if slot.is_number else "" for slot in columns]
        if not any(printed):
            return ""
        if not _is_stepped(columns):
            return "".join(printed)
        last = max(level for level, text in enumerate(printed) if text)
        levels = [text or above for text, above in _beside(printed[: last + 1], self._above)]
        if not all(levels):
            return "".join(printed)
        self._above = list(_steps(levels))
        return "".join(self._above)


def _is_stepped(columns: list[Slot]) -> bool:
    """Whether columns of codes stand right beside each other, with nothing between them."""
    return all(left.end == right.start for left, right in pairwise(columns))


def _beside(printed: list[str], above: list[str]) -> Iterator[tuple[str, str]]:
    """Each level with the one above it; behind a level that is printed nothing goes on from above."""
    is_new = False
    for level, text in enumerate(printed):
        is_new = is_new or bool(text)
        yield text, "" if is_new or level >= len(above) else above[level]


def _steps(levels: list[str]) -> Iterator[str]:
    """What each level adds to the code: without the levels on its left where it repeats them (201, 20106)."""
    whole = ""
    for text in levels:
        own = text.removeprefix(whole) if len(text) > len(whole) else text
        step = own.zfill(_DIGITS_BELOW) if whole and own.isdecimal() else own
        whole += step
        yield step
