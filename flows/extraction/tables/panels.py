"""Tables that stand side by side in one grid (收入 on the left, 支出 on the right), cut where labels begin anew."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.extraction.lexicon.labels import role_of
from flows.extraction.tables.bands import Band
from flows.extraction.tables.codes import CODE_ROLE, columns_of_codes
from flows.extraction.tables.heading_rows import is_numbering
from flows.extraction.tables.rows import Row, Slot

_LABEL_ROLES = frozenset({"item_name", "item_code", "project_name", "unit_name"})
_COUNTING_ROLES = frozenset({"serial", "code"})  # they are neither labels nor values
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]$")


@dataclass(frozen=True, slots=True)
class _Column:
    start: int
    heading: str
    role: str
    has_numbers: bool
    has_words: bool

    @property
    def is_label(self) -> bool:
        return self.role in _LABEL_ROLES or (self.has_words and not self.has_numbers)


def panels(band: Band) -> list[Band]:
    """The band's parts from left to right; the band alone where its labels stand in one place.

    A part begins with a column of labels behind a column of values, headed as labels are (项目, 科目名称), like the
    first column or with the same heading behind it (金额), and has values of its own. A cell that reaches over a border
    belongs to both parts, its words are read in the left one.
    """
    columns = _columns(band)
    cuts = _cuts(columns)
    if not cuts:
        return [band]
    borders = [0, *cuts, max(slot.end for row in (*band.heading, *band.body) for slot in row)]
    return [_part(band, left, right) for left, right in pairwise(borders)]


def _columns(band: Band) -> list[_Column]:
    if not band.heading or not band.body:
        return []
    at_place: defaultdict[tuple[int, int], list[Slot]] = defaultdict(list)
    for row in band.body:
        for one in () if is_numbering(row) else row:
            at_place[one.start, one.end].append(one)
    found, codes = [], columns_of_codes(band.body)
    for slot in max(band.body, key=len):
        cells = at_place[slot.start, slot.end]
        path = band.path(slot)
        heading = "".join(path[-1].split()) if path else ""
        words = any(not one.is_blank and not one.is_number for one in cells)
        role = role_of(heading) or role_of(_BRACKETED.sub("", heading))  # 项目（按功能分类）
        role = CODE_ROLE if slot.start in codes else role
        found.append(_Column(slot.start, heading, role, any(one.is_number for one in cells), words))
    return found


def _cuts(columns: Sequence[_Column]) -> list[int]:
    cuts: list[int] = []
    has_values = False
    for index, column in enumerate(columns):
        before = columns[index - 1] if index else None
        begins = column.is_label and not (before and before.is_label)
        named = column.role in _LABEL_ROLES or (column.has_words and _is_headed_anew(columns, index))
        if begins and has_values and named and _has_values(columns[index:]):
            cuts.append(column.start)
            has_values = False
        has_values = has_values or not (column.is_label or column.role in _COUNTING_ROLES)
    return cuts


def _is_headed_anew(columns: Sequence[_Column], index: int) -> bool:
    """Whether headings repeat from here on: the label's own, or the next one (收入 | 金额 | 支出 | 金额)."""
    start = next((at for at, column in enumerate(columns) if column.role not in _COUNTING_ROLES), 0)
    if columns[index].heading == columns[start].heading:
        return True
    first, again = ([one.heading for one in columns[at + 1 : at + 2]] for at in (start, index))
    return columns[start].is_label and first == again and any(first)


def _has_values(columns: Sequence[_Column]) -> bool:
    return any(not column.is_label and column.role != "remark" for column in columns)


def _part(band: Band, left: int, right: int) -> Band:
    def of(row: Row) -> Row:
        return tuple(_owned(slot, left) for slot in row if slot.end > left and slot.start < right)

    heading = tuple(row for row in map(of, band.heading) if row)
    return replace(band, heading=heading, body=tuple(row for row in map(of, band.body) if row))


def _owned(slot: Slot, left: int) -> Slot:
    return slot if slot.start >= left else replace(slot, is_continued=True)
