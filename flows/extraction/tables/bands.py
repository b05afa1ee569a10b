"""Tables by structure: a grid is cut into bands, each with its caption, heading rows and body.

Forms stack several tables in one grid. A band is a run of rows of one shape: a heading whose cells are divided row by
row, then the body, then perhaps a total whose label spans several columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from flows.extraction.lexicon.labels import field_of
from flows.extraction.tables.codes import apart_from_total
from flows.extraction.tables.heading_rows import (
    LONGEST_HEADING,
    completes,
    goes_on_beside,
    heading_rows,
    is_all_words,
    is_heading,
    is_numbering,
    is_ordinal,
    is_pairs_row,
)
from flows.extraction.tables.rows import PROSE_LENGTH, Row, Slot, borders, named_rows, rows_of
from flows.model.report import Table
from flows.model.totals import is_total

_FEWEST_NUMBERS = 2  # of the first row below a heading
_CONTINUED = frozenset({"", "续表", "（续表）", "(续表)", "续上表", "续"})


@dataclass(frozen=True, slots=True)
class Band:
    """One table of a grid; where it continues another, its heading stands there.

    `caption` is the title row right above it; `captions` all titles so far, newest last.
    """

    caption: str
    captions: tuple[str, ...]
    heading: tuple[Row, ...]
    body: tuple[Row, ...]
    is_continued: bool = False

    @property
    def is_pairs(self) -> bool:
        """Whether the rows are label, value, label, value."""
        return not self.heading and bool(self.body) and all(len(row) % 2 == 0 for row in self.body)

    def path(self, slot: Slot) -> tuple[str, ...]:
        """The headings above a slot from top to bottom, each once."""
        parts: list[str] = []
        for level in range(len(self.heading)):
            best = self._over(level, slot) or self._spread_over(level, slot)
            if best and not is_ordinal(best) and (not parts or parts[-1] != best.text):
                parts.append(best.text)
        return tuple(parts)

    def _over(self, level: int, slot: Slot) -> Slot | None:
        over = [
            one for one in self.heading[level] if one.start < slot.end and slot.start < one.end and one.text.strip()
        ]
        return max(over, key=lambda one: (min(one.end, slot.end) - max(one.start, slot.start), one.start), default=None)

    def _spread_over(self, level: int, slot: Slot) -> Slot | None:
        """The heading on the left of a blank one, where text without merged cells leaves blank what it reaches over:
        it is divided below itself, and so is the blank.
        """
        blank = next((one for one in self.heading[level] if one.start <= slot.start < one.end), None)
        left = next((one for one in reversed(self.heading[level]) if one.start < slot.start and one.text.strip()), None)
        if blank is None or blank.is_continued or left is None:
            return None
        lower = range(level + 1, len(self.heading))
        divided = any(self._over(below, left) for below in lower) and any(self._over(below, slot) for below in lower)
        return left if divided else None


@dataclass(slots=True)
class _Draft:
    """A band that is still growing."""

    caption: str
    captions: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    has_body: bool = False  # whether a row holds a number
    _shapes: set[frozenset[int]] = field(default_factory=set)
    _kinds: set[tuple[int, bool]] = field(default_factory=set)
    _kinds_of: int = 0

    def add(self, row: Row) -> None:
        self.rows.append(row)
        self._shapes.add(borders(row))
        self.has_body = self.has_body or any(map(is_ordinal, row))  # 2022年 is a number and a heading

    @property
    def widest(self) -> int:
        """The most slots of a row."""
        return max(map(len, self._shapes))

    def holds(self, row: Row) -> bool:
        """Whether every column border of the row is one of an earlier row's."""
        return any(borders(row) <= shape for shape in self._shapes)

    def is_alike(self, row: Row) -> bool:
        """Whether words stand where the rows above have words, and numbers where they have numbers."""
        if is_heading(row):
            return False
        self._look()
        return all((slot.start, slot.is_number) in self._kinds for slot in row if not slot.is_blank)

    def is_headed_anew(self, row: Row) -> bool:
        """Whether short words of its own stand in every column that held numbers so far."""
        self._look()
        columns = {start for start, is_number in self._kinds if is_number}
        over = [slot for slot in row if any(slot.start <= start < slot.end for start in columns)]
        if any(slot.is_blank or slot.is_number or len("".join(slot.text.split())) > LONGEST_HEADING for slot in over):
            return False
        return len(over) == len({slot.text for slot in over}) > 1

    def has_words_over_numbers(self, row: Row) -> bool:
        """Whether words stand in a column that held numbers so far; a row of labels alone is one without amounts."""
        self._look()
        columns = {start for start, is_number in self._kinds if is_number}
        return any(not slot.is_blank and slot.start <= start < slot.end for slot in row for start in columns)

    def _look(self) -> None:
        """Notes what stands where in the rows that came since the last look; a row of words alone may be a heading."""
        for earlier in self.rows[self._kinds_of :]:
            filled = [slot for slot in earlier if not slot.is_blank]
            kinds = {(slot.start, slot.is_number) for slot in filled}
            # A label over the columns of two levels stands in both.
            kinds |= {(at, False) for slot in filled if not slot.is_number for at in range(slot.start, slot.end)}
            if any(is_number for _, is_number in kinds):
                self._kinds |= kinds
        self._kinds_of = len(self.rows)


def bands(table: Table) -> list[Band]:
    """The bands of a table in order; title rows become captions, a long one a band of its own.

    Rows of named amounts are of none: what stands around them goes on below them.
    """
    found: list[Band] = []
    captions: tuple[str, ...] = ()
    caption = ""
    draft: _Draft | None = None
    rows = rows_of(table)
    named = named_rows(rows)
    for row in chain.from_iterable(apart_from_total(row) for number, row in enumerate(rows) if number not in named):
        if not any(slot.text.strip() for slot in row):
            continue  # an empty row says nothing; a page break may leave one in mid-table
        if len(row) == 1:
            if draft:
                found.append(_close(draft, found))
                draft = None
            text = row[0].text.strip()
            if len(text) > PROSE_LENGTH:
                found.append(Band(caption, captions, (), (row,)))
            elif text:
                caption, captions = text, (*captions, text)
            continue
        if draft and (_is_repeated(draft, row) or not _goes_on(draft, row, found)):
            found.append(_close(draft, found))
            draft = None
        if draft is None:
            draft, caption = _Draft(caption, captions), ""
        draft.add(row)
    if draft:
        found.append(_close(draft, found))
    return found


def _is_repeated(draft: _Draft, row: Row) -> bool:
    """Whether the band's heading begins again, as it does behind a page break."""
    return draft.has_body and _is_same(row, draft.rows[0]) and not any(slot.is_number for slot in row)


def _is_same(one: Row, other: Row) -> bool:
    shapes = [[(slot.start, slot.end, slot.cell.row_span, slot.text) for slot in row] for row in (one, other)]
    return shapes[0] == shapes[1]


def _goes_on(draft: _Draft, row: Row, earlier: Sequence[Band]) -> bool:
    return _repeats_heading([*draft.rows, row], earlier) or _continues(draft, row)


def _repeats_heading(rows: Sequence[Row], earlier: Sequence[Band]) -> bool:
    """Whether the rows are the first ones of the heading of the band before."""
    heading = earlier[-1].heading if earlier else ()
    return 0 < len(rows) <= len(heading) and all(map(_is_same, rows, heading))


def _continues(draft: _Draft, row: Row) -> bool:
    previous, has_body = draft.rows[-1], draft.has_body
    if has_body and (draft.is_headed_anew(row) or (is_all_words(row) and not draft.holds(row))):
        return False
    if is_pairs_row(previous) and field_of(previous[0].text) and is_heading(row):
        return False  # 部门名称 and the name of it head no column
    if len(row) == len(previous):
        if not has_body and completes(previous, row):
            return True
        is_new = is_heading(row) and row[0].text.strip() not in {"", previous[0].text.strip()}
        return not is_new or (has_body and not draft.has_words_over_numbers(row))
    if is_numbering(row):
        return draft.holds(row) or (not has_body and _within(previous, row))  # 类, 款, 项 divide the code above
    if has_body and _is_merged_line(previous) and draft.holds(row):
        return not is_heading(row)  # codes and names of the lines stand apart again below 合计
    opens_empty = not row[0].text.strip()
    if opens_empty and has_body and len(row) == draft.widest:
        return True  # behind a row that lost a slot to a merged cell
    if has_body and len(row) > len(previous) and draft.holds(row) and draft.is_alike(row):
        return True  # behind one that lost its blank cells
    if not has_body and (_names_lines_below_corner(previous, row) or _is_first_of_merged(previous, row)):
        return True
    if len(row) > len(previous):
        is_divided = opens_empty or (is_heading(row) and (is_heading(previous) or goes_on_beside(row)))
        return not has_body and is_divided and _within(previous, row)
    if not draft.holds(row):
        return False
    values = [slot for slot in row[1:] if not slot.is_blank]
    total = bool(values) and all(slot.is_number for slot in values) and is_total(row[0].text)
    return total or (opens_empty and len(row) > 2) or (has_body and len(row) > 2 and draft.is_alike(row))


def _names_lines_below_corner(heading: Row, row: Row) -> bool:
    """Whether the row names its group and its line below the one blank corner of a heading, and is else cut like it."""
    corner = heading[0]
    if corner.text.strip() or not is_heading(heading) or not _within(heading, row):
        return False
    divided = borders(row) - borders(heading)
    return bool(divided) and max(divided) < corner.end


def _is_first_of_merged(heading: Row, row: Row) -> bool:
    """Whether the row is the first below a heading, its labels reach over some columns of it, and no number does."""
    numbers = [slot.start for slot in row if slot.is_number]
    if len(numbers) < _FEWEST_NUMBERS or not is_heading(heading) or not borders(row) <= borders(heading):
        return False
    return {one for one in borders(heading) if one >= numbers[0]} <= borders(row)


def _is_merged_line(row: Row) -> bool:
    """Whether 栏次 or 合计 fills the places of the code and the name together."""
    first = row[0]
    return first.cell.column_span > 1 and (is_numbering(row) or is_total(first.text))


def _within(upper: Row, lower: Row) -> bool:
    """Whether every column border of the upper row is one of the lower row's."""
    return borders(upper) <= borders(lower)


def _close(draft: _Draft, earlier: Sequence[Band]) -> Band:
    rows = draft.rows
    count = heading_rows(rows)
    if earlier and (again := len(earlier[-1].heading)) < len(rows) and _repeats_heading(rows[:again], earlier):
        count = again
    heading, body = tuple(rows[:count]), tuple(rows[count:])
    if not heading and not Band("", (), (), body).is_pairs and earlier and draft.caption in _CONTINUED:
        above = earlier[-1]
        if above.heading and above.body and len(above.body[-1]) == len(rows[0]):
            heading = above.heading  # the table goes on behind a page break without its heading
            return Band("", draft.captions, heading, body, is_continued=True)
    return Band(draft.caption, draft.captions, heading, body)
