"""What belongs to a person is covered before anything is understood, so that no figure, label or quote can carry it.

The text keeps its length: places go on counting the characters of the text as read.
"""

import operator
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from flows.extraction.lexicon.labels import is_heading_word, is_known_label, is_label_word, role_of
from flows.extraction.lexicon.subjects import classified_line
from flows.extraction.lexicon.titles import unit_above
from flows.extraction.tables.rows import Row, Slot, rows_of
from flows.model.facts import Extract
from flows.model.personal import (
    ADDRESS,
    COVER,
    PERSON,
    Personal,
    is_label_of_names,
    is_office,
    is_personal_label,
    personal,
)
from flows.model.report import Block, Cell, Paragraph, Place, Table
from flows.model.totals import is_total

_COVERED = "█"
_RUN = re.compile(f"{_COVERED}+")
_LONGEST_LABEL = 20
_DIGITS_OF_LARGE_AMOUNTS = 10
_WORDS = frozenset({PERSON, ADDRESS})
_CODES = frozenset({"code", "budget_code", "voucher_no"})  # roles of columns whose long numbers are of things
_TOO_LARGE = ("万元", "亿元", "千元")  # no amount in these has eleven digits
_MOBILE_FORM = re.compile(r"1[3-9]\d{9}")
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")

_WITHOUT_WORDS = (int, bool, Decimal, int | None, bool | None, Decimal | None)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Covered:
    """Blocks in which nothing is left of a person, and by block number what was there: its kind and its place."""

    blocks: tuple[Block, ...]
    parts: Mapping[int, tuple[tuple[str, Place], ...]]


def cover_persons(blocks: Sequence[Block]) -> Covered:
    """The blocks with everything that belongs to a person covered, character by character."""
    parts: dict[int, tuple[tuple[str, Place], ...]] = {}
    covered: list[Block] = []
    above: list[str] = []  # the paragraphs since the last table
    label = ""  # the paragraph that introduces a list: 评价组成员名单：
    for block in blocks:
        if isinstance(block, Paragraph):
            found = personal(block.text, label and f"{label}：")
            covered.append(replace(block, text=_cover(block.text, found)) if found else block)
            parts[block.block_no] = tuple(_told(block.place, found))
            if block.text.strip() and not found:
                label = block.text.strip() if is_personal_label(block.text) else ""
            above.append(block.text)
        else:
            table, parts[block.block_no] = _cover_table(block, unit_above(above))
            covered.append(table)
            above, label = [], ""
    return Covered(tuple(covered), parts)


def as_shown(found: Extract, covered: Covered) -> Extract:
    """What was understood of the covered blocks, with the usual `***` in place of what is covered."""
    return _shown(found) if any(covered.parts.values()) else found


def _shown(value: T) -> T:
    shown: Any = value
    if isinstance(value, str):
        shown = _RUN.sub(COVER, value) if _COVERED in value else value
    elif isinstance(value, tuple):
        parts = tuple(map(_shown, value))
        shown = parts if any(map(operator.is_not, parts, value)) else value
    elif names := _names_of_words(type(shown)):  # type: ignore[arg-type]  # every type is hashable
        old = [getattr(value, name) for name in names]
        new = list(map(_shown, old))
        if any(map(operator.is_not, new, old)):
            shown = replace(value, **dict(zip(names, new, strict=True)))  # type: ignore[type-var]
    return shown  # type: ignore[no-any-return]


@cache
def _names_of_words(of: type) -> tuple[str, ...]:
    """The fields of a row that may hold words."""
    if not is_dataclass(of):
        return ()
    return tuple(field.name for field in fields(of) if field.init and field.type not in _WITHOUT_WORDS)


def _cover(text: str, parts: Iterable[Personal]) -> str:
    for part in parts:
        text = f"{text[: part.start]}{_COVERED * (part.end - part.start)}{text[part.end :]}"
    return text


def _told(place: Place, parts: Iterable[Personal]) -> Iterator[tuple[str, Place]]:
    return ((part.kind, place.spanning(part.start, part.end)) for part in parts)


def _cover_table(table: Table, unit: str) -> tuple[Table, tuple[tuple[str, Place], ...]]:
    columns: dict[int, str] = {}  # the label that stands above in the column, of persons or of codes
    found: dict[tuple[int, int], tuple[Personal, ...]] = {}
    rows = rows_of(table)
    amounts = _AmountsAbove(rows, unit)
    for at, row in enumerate(rows):
        amounts.end = at
        label: Slot | None = None  # what stands beside the cell
        for slot in row:
            beside = _words_of(label)
            parts = () if slot.is_continued else _parts(slot, beside, columns.get(slot.start, ""), amounts)
            if parts:
                found[slot.cell.row, slot.cell.column] = parts
                _forget(columns, label)  # a label of what stands beside it heads no column
            if not _is_whole(slot.text, parts) and _is_words(slot.cell.text):
                label = slot
            _head(columns, slot, parts)
    if not found:
        return table, ()
    cells = tuple(_covered_cell(cell, found.get((cell.row, cell.column), ())) for cell in table.cells)
    return replace(table, cells=cells), tuple(_places(table, found))


def _covered_cell(cell: Cell, parts: Sequence[Personal]) -> Cell:
    return replace(cell, text=_cover(cell.text, parts)) if parts else cell


def _places(table: Table, found: Mapping[tuple[int, int], Sequence[Personal]]) -> Iterator[tuple[str, Place]]:
    for cell in table.cells:
        yield from _told(table.place_of(cell), found.get((cell.row, cell.column), ()))


def _words_of(label: Slot | None) -> str:
    text = label.cell.text.strip() if label else ""
    return text if len(text) <= _LONGEST_LABEL else ""


def _head(columns: dict[int, str], slot: Slot, parts: Sequence[Personal]) -> None:
    """Keeps what a cell tells of those below it."""
    text = slot.cell.text.strip()
    if slot.is_continued or not text or parts:
        return
    if is_personal_label(text) or role_of(text) in _CODES:
        columns.update(dict.fromkeys(range(slot.start, slot.end), text))
    elif is_heading_word(text) or is_label_word(text):
        _forget(columns, slot)


def _forget(columns: dict[int, str], label: Slot | None) -> None:
    for column in range(label.start, label.end) if label else ():
        columns.pop(column, None)


def _parts(slot: Slot, beside: str, above: str, amounts: "_AmountsAbove") -> tuple[Personal, ...]:
    """What belongs to a person in a cell, by its own words, those beside it and those above it."""
    text = slot.text
    if not text.strip():
        return ()
    parts = [
        part for part in personal(text, beside and f"{beside} | ") if part.kind not in _WORDS or not _is_known(text)
    ]
    if role_of(above) in _CODES:
        parts = [part for part in parts if part.kind == PERSON]
    elif _may_be_bare(text) and any(part.is_bare for part in parts):
        is_line = _is_line_of_money(beside) and amounts.may_hold(slot)
        if is_line or amounts.are_as_large(slot) or (is_office(beside) and amounts.unit_of(slot) == "元"):
            parts = [part for part in parts if not part.is_bare]
    elif beside and not parts and _may_be_bare(text) and not amounts.may_hold(slot):
        parts += personal(text)  # the label beside it says an amount, which this is too large for
    if above and (not is_label_of_names(above) or not _is_known(text)):
        parts += (part for part in personal(text, f"{above}：") if not part.is_bare and _is_free(part, parts))
    return tuple(sorted(parts, key=lambda part: part.start))


def _is_line_of_money(label: str) -> bool:
    """Whether a row is known to be of money: a measure, or a line of the classification of expenditure."""
    return is_known_label(label) or bool(classified_line(label))


def _is_known(text: str) -> bool:
    """Whether the words of a cell are those of forms, and so no name."""
    return is_total(text) or is_personal_label(text) or is_heading_word(text) or is_label_word(text)


def _is_free(part: Personal, others: Iterable[Personal]) -> bool:
    return all(part.end <= other.start or part.start >= other.end for other in others)


def _is_words(text: str) -> bool:
    return bool(text.strip()) and not _AMOUNT.fullmatch("".join(text.split()))


def _is_whole(text: str, parts: Sequence[Personal]) -> bool:
    return bool(parts) and not _RUN.sub("", _cover(text, parts)).strip()


def _may_be_bare(text: str) -> bool:
    return _MOBILE_FORM.fullmatch(text.strip()) is not None


class _AmountsAbove:
    """What the rows above `end` say of amounts, column by column; each is read once, when a cell first asks."""

    def __init__(self, rows: Sequence[Row], unit: str) -> None:
        self.end = 0
        self._rows, self._unit = rows, unit
        self._read = 0
        self._tails: defaultdict[int, str] = defaultdict(str)  # what the words of a column end with
        self._units: defaultdict[int, set[str]] = defaultdict(set)
        self._large: set[int] = set()

    def may_hold(self, slot: Slot) -> bool:
        """Whether eleven digits may be an amount in the unit of their column."""
        return self.unit_of(slot) not in _TOO_LARGE

    def unit_of(self, slot: Slot) -> str:
        """The unit that the headings of a cell's column name, else that of the table."""
        self._read_on()
        named = {unit for column in _columns(slot) for unit in self._units[column]}
        return next((unit for unit in (*_TOO_LARGE, "元") if unit in named), self._unit)

    def are_as_large(self, slot: Slot) -> bool:
        """Whether amounts as large stand above in the column, so that eleven digits are one more."""
        self._read_on()
        return not self._large.isdisjoint(_columns(slot))

    def _read_on(self) -> None:
        for row in self._rows[self._read : self.end]:
            for slot in row:
                if _is_words(slot.text):
                    self._add_words(slot)
                elif _is_large("".join(slot.text.split())):
                    self._large.update(_columns(slot))
        self._read = self.end

    def _add_words(self, slot: Slot) -> None:
        for column in _columns(slot):
            words = self._tails[column] + slot.text  # a unit may be wrapped into the next cell
            self._units[column].update(unit for unit in (*_TOO_LARGE, "元") if unit in words)
            self._tails[column] = words[-1:]


def _columns(slot: Slot) -> range:
    return range(slot.start, slot.end)


def _is_large(text: str) -> bool:
    """Whether it is an amount of as many digits as a mobile number or about as many, and no such number."""
    digits = text.split(".")[0].replace(",", "")
    return (
        _AMOUNT.fullmatch(text) is not None
        and len(digits) >= _DIGITS_OF_LARGE_AMOUNTS
        and not _MOBILE_FORM.fullmatch(digits)
    )
