"""Tables by structure: a grid is cut into bands, each with its caption, heading rows and body.

Forms stack several tables in one grid. A band is a run of rows of one shape: a heading whose cells are divided row by
row, then the body, then perhaps a total whose label spans several columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.extraction.labels import is_heading_word, is_label_word, is_total, unit_of_line
from flows.extraction.quantities import is_blank, read_cell
from flows.extraction.titles import topic_of
from flows.report import Cell, Table

_PROSE_LENGTH = 40
_LONGEST_HEADING = 20
_MOST_HEADINGS = 4
_NUMBERED_LINES = frozenset({"栏次", "行次"})
_CONTINUED = frozenset({"", "续表", "（续表）", "(续表)", "续上表", "续"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as one row sees it; `text` is '' where the cell only continues from a row above.

    `under` are the first column that it belongs to and the one after the last, where that is not where it stands.
    """

    cell: Cell
    text: str
    is_continued: bool
    under: tuple[int, int] | None = None

    @property
    def start(self) -> int:
        """First column."""
        return self.under[0] if self.under else self.cell.column

    @property
    def end(self) -> int:
        """Column after the last one."""
        return self.under[1] if self.under else self.cell.column + self.cell.column_span

    @property
    def is_blank(self) -> bool:
        """Whether the slot says nothing: empty, a dash, or continued from above."""
        return is_blank(self.text)

    @property
    def is_number(self) -> bool:
        """Whether it holds one quantity and nothing else."""
        return not self.is_blank and read_cell(self.text) is not None


Row = tuple[Slot, ...]


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
            if best and (not parts or parts[-1] != best.text):
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


def rows_of(table: Table) -> list[Row]:
    """Every row with all cells that cover it, continued ones included, left to right."""
    rows: list[list[Slot]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
            is_continued = row > cell.row
            rows[row].append(Slot(cell, "" if is_continued else cell.text, is_continued))
    return [_alone(tuple(sorted(row, key=lambda slot: slot.start))) for row in rows]


def _alone(row: Row) -> Row:
    """A title, a line with the unit or a text that stands in the first of many cells, as sheets have it, fills its
    row like a merged cell.
    """
    first, *others = row or (None,)
    if first is None or not others or first.is_continued or any(one.is_continued or one.text.strip() for one in others):
        return row
    text = "".join(first.text.split())
    is_title = bool(unit_of_line(text)) or text.endswith("表") or bool(topic_of(text).measure_code and "表" in text)
    return (first,) if len(text) > _PROSE_LENGTH or is_title else row


def titles(table: Table) -> list[Slot]:
    """The cells that fill a row of their own and become captions of the bands below them."""
    return [row[0] for row in rows_of(table) if len(row) == 1 and len(row[0].text.strip()) <= _PROSE_LENGTH]


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
        self._shapes.add(_borders(row))
        self.has_body = self.has_body or any(slot.is_number for slot in row)

    @property
    def widest(self) -> int:
        """The most slots of a row."""
        return max(map(len, self._shapes))

    def holds(self, row: Row) -> bool:
        """Whether every column border of the row is one of an earlier row's."""
        return any(_borders(row) <= shape for shape in self._shapes)

    def is_alike(self, row: Row) -> bool:
        """Whether words stand where the rows above have words, and numbers where they have numbers."""
        if _is_heading(row):
            return False
        self._look()
        return all((slot.start, slot.is_number) in self._kinds for slot in row if not slot.is_blank)

    def is_headed_anew(self, row: Row) -> bool:
        """Whether short words of its own stand in every column that held numbers so far."""
        self._look()
        columns = {start for start, is_number in self._kinds if is_number}
        over = [slot for slot in row if any(slot.start <= start < slot.end for start in columns)]
        if any(slot.is_blank or slot.is_number or len("".join(slot.text.split())) > _LONGEST_HEADING for slot in over):
            return False
        return len(over) == len({slot.text for slot in over}) > 1

    def _look(self) -> None:
        """Notes what stands where in the rows that came since the last look; a row of words alone may be a heading."""
        for earlier in self.rows[self._kinds_of :]:
            kinds = {(slot.start, slot.is_number) for slot in earlier if not slot.is_blank}
            if any(is_number for _, is_number in kinds):
                self._kinds |= kinds
        self._kinds_of = len(self.rows)


def bands(table: Table) -> list[Band]:
    """The bands of a table in order; title rows become captions, a long one a band of its own."""
    found: list[Band] = []
    captions: tuple[str, ...] = ()
    caption = ""
    draft: _Draft | None = None
    for row in rows_of(table):
        if not any(slot.text.strip() for slot in row):
            continue  # an empty row says nothing; a page break may leave one in mid-table
        if len(row) == 1:
            if draft:
                found.append(_close(draft, found))
                draft = None
            text = row[0].text.strip()
            if len(text) > _PROSE_LENGTH:
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


def _is_all_words(row: Row) -> bool:
    """Whether short words fill every place of the row."""
    return len(row) > 2 and not any(
        slot.is_blank or slot.is_number or len("".join(slot.text.split())) > _LONGEST_HEADING for slot in row
    )


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
    if has_body and (draft.is_headed_anew(row) or (_is_all_words(row) and not draft.holds(row))):
        return False
    if len(row) == len(previous):
        if not has_body and _completes(previous, row):
            return True
        return not (_is_heading(row) and row[0].text.strip() not in {"", previous[0].text.strip()})
    if is_numbering(row):
        return draft.holds(row)
    if has_body and _is_merged_line(previous) and draft.holds(row):
        return not _is_heading(row)  # codes and names of the lines stand apart again below 合计
    opens_empty = not row[0].text.strip()
    if opens_empty and has_body and len(row) == draft.widest:
        return True  # behind a row that lost a slot to a merged cell
    if has_body and len(row) > len(previous) and draft.holds(row) and draft.is_alike(row):
        return True  # behind one that lost its blank cells
    if len(row) > len(previous):
        is_divided = opens_empty or (_is_heading(row) and (_is_heading(previous) or _goes_on_beside(row)))
        return not has_body and is_divided and _within(previous, row)
    if not draft.holds(row):
        return False
    values = [slot for slot in row[1:] if not slot.is_blank]
    total = bool(values) and all(slot.is_number for slot in values) and is_total(row[0].text)
    return total or (opens_empty and len(row) > 2) or (has_body and len(row) > 2 and draft.is_alike(row))


def is_numbering(row: Row) -> bool:
    """Whether the row only counts the columns: 栏次, or nothing but 1, 2, 3 from left to right."""
    if "".join(row[0].text.split()) in _NUMBERED_LINES:
        return True
    filled = [slot.text.strip() for slot in row if slot.text.strip()]
    return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _goes_on_beside(row: Row) -> bool:
    """Whether cells from the row above reach down beside those that the row divides."""
    return sum(slot.is_continued for slot in row) * 2 >= len(row)


def _completes(above: Row, row: Row) -> bool:
    """Whether a heading goes on in the next row, where text without merged cells leaves what reaches down blank."""
    return _is_heading(above) and _is_heading(row) and any(
        upper.text.strip() and not lower.text.strip() for upper, lower in zip(above, row, strict=True)
    )  # fmt: skip


def _unmerged_rows(rows: Sequence[Row]) -> int:
    """How many rows are the heading of a table without merged cells, 0 where none is: the rows below the first leave
    the place of the labels blank, and only together do they head every column.
    """
    first = rows[0]
    headed = {slot.start for slot in first[1:] if slot.text.strip()}
    columns = {slot.start for slot in first[1:]}
    if headed == columns:
        return 0
    for count, row in enumerate(rows[1:_MOST_HEADINGS], 2):
        if len(row) != len(first) or row[0].text.strip() or any(slot.is_continued or slot.is_number for slot in row):
            return 0
        headed |= {slot.start for slot in row if slot.text.strip()}
        if headed == columns:
            return count
    return 0


def _is_merged_line(row: Row) -> bool:
    """Whether 栏次 or 合计 fills the places of the code and the name together."""
    first = row[0]
    return first.cell.column_span > 1 and (is_numbering(row) or is_total(first.text))


def _within(upper: Row, lower: Row) -> bool:
    """Whether every column border of the upper row is one of the lower row's."""
    return _borders(upper) <= _borders(lower)


def _borders(row: Row) -> frozenset[int]:
    return frozenset(slot.start for slot in row)


def _is_heading(row: Row) -> bool:
    """Whether words of headings fill the row, with no number among them."""
    filled = [slot for slot in row if not slot.is_blank]
    if len(filled) < 2 or any(slot.is_number and not is_heading_word(slot.text) for slot in filled):
        return False
    return sum(_is_heading_text(slot.text) for slot in filled) * 5 >= len(filled) * 3


def _is_heading_text(text: str) -> bool:
    return is_heading_word(text) or bool(topic_of(text).measure_code)


def _is_pairs_row(row: Row) -> bool:
    """Whether labels that a form is known to print stand at every second place, and none between them."""
    if len(row) % 2:
        return False
    labels = [slot.text for slot in row[::2] if slot.text.strip()]
    values = [slot for slot in row[1::2]]
    if not labels or any(
        is_label_word(slot.text) or _is_heading_text(slot.text) for slot in values if not slot.is_blank
    ):
        return False
    return any(is_label_word(text) for text in labels) and not any(slot.is_number for slot in row[::2])


def _close(draft: _Draft, earlier: Sequence[Band]) -> Band:
    rows = draft.rows
    count = _heading_rows(rows)
    if earlier and (again := len(earlier[-1].heading)) < len(rows) and _repeats_heading(rows[:again], earlier):
        count = again
    heading, body = tuple(rows[:count]), tuple(rows[count:])
    if not heading and not Band("", (), (), body).is_pairs and earlier and draft.caption in _CONTINUED:
        above = earlier[-1]
        if above.heading and above.body and len(above.body[-1]) == len(rows[0]):
            heading = above.heading  # the table goes on behind a page break without its heading
            return Band("", draft.captions, heading, body, is_continued=True)
    return Band(draft.caption, draft.captions, heading, body)


def _heading_rows(rows: Sequence[Row]) -> int:
    first = rows[0]
    if len(rows) == 1 or any(slot.is_number and not is_heading_word(slot.text) for slot in first):
        return 0
    if 0 < (unmerged := _unmerged_rows(rows)) < len(rows):
        return unmerged
    if _is_pairs_row(first) or (len(first) == 2 and not _is_heading(first)):
        return 0
    count = 1
    while count < len(rows) - 1:
        above, row = rows[count - 1], rows[count]
        if any(slot.is_number or len("".join(slot.text.split())) > _LONGEST_HEADING for slot in row):
            break
        divides = len(row) > len(above) and (not row[0].text.strip() or _is_heading(row))
        completes = len(row) == len(above) and _completes(above, row)
        if not divides and not completes and not (_goes_on_beside(row) and _is_spanning(above)):
            break
        count += 1
    return count


def _is_spanning(row: Row) -> bool:
    """Whether the row still has a cell over several columns next to cells that go on downwards."""
    return any(slot.cell.row_span > 1 for slot in row) and any(
        slot.cell.row_span == 1 and slot.cell.column_span > 1 for slot in row
    )
