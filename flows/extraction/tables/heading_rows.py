"""Which rows of a table are its heading: rows of the words that headings are made of, divided row by row."""

from collections.abc import Sequence

from flows.extraction.lexicon.labels import is_heading_word, is_label_word, role_of
from flows.extraction.lexicon.titles import topic_of
from flows.extraction.tables.rows import Row, Slot
from flows.model.totals import is_total

LONGEST_HEADING = 20
_MOST_HEADINGS = 4
_LINE_ROLES = frozenset({"item_code", "item_name"})
_NUMBERED_LINES = frozenset({"栏次", "行次"})


def heading_rows(rows: Sequence[Row]) -> int:
    """How many of the first rows are the heading of a table, 0 where it has none."""
    first = rows[0]
    if len(rows) == 1 or any(slot.is_number and not is_heading_word(slot.text) for slot in first):
        return 0
    if 0 < (unmerged := _unmerged_rows(rows)) < len(rows):
        return unmerged
    if (is_pairs_row(first) and not _has_numbers_for_labels(rows)) or (len(first) == 2 and not is_heading(first)):
        return 0
    count = 1
    while count < len(rows) - 1:
        above, row = rows[count - 1], rows[count]
        if names_and_counts(row):
            return count + 1
        if any(is_ordinal(slot) or len("".join(slot.text.split())) > LONGEST_HEADING for slot in row):
            break
        divides = len(row) > len(above) and (not row[0].text.strip() or is_heading(row))
        goes_on = len(row) == len(above) and completes(above, row)
        if not divides and not goes_on and not (goes_on_beside(row) and _is_spanning(above)):
            break
        count += 1
    return count


def is_heading(row: Row) -> bool:
    """Whether words of headings fill the row, with no number among them."""
    filled = [slot for slot in row if not slot.is_blank]
    if len(filled) < 2 or any(slot.is_number and not is_heading_word(slot.text) for slot in filled):
        return False
    names_lines = any(role_of(slot.text) in _LINE_ROLES for slot in filled)  # beside 科目名称 小计 heads a column too
    known = sum(_is_heading_text(slot.text) or (names_lines and is_total(slot.text)) for slot in filled)
    return known * 5 >= len(filled) * 3


def _is_heading_text(text: str) -> bool:
    return is_heading_word(text) or bool(topic_of(text).measure_code)


def is_all_words(row: Row) -> bool:
    """Whether short words fill every place of the row."""
    return len(row) > 2 and not any(
        slot.is_blank or slot.is_number or len("".join(slot.text.split())) > LONGEST_HEADING for slot in row
    )


def is_numbering(row: Row) -> bool:
    """Whether the row only counts the columns: 栏次, or nothing but 1, 2, 3 from left to right."""
    if any("".join(slot.text.split()) in _NUMBERED_LINES for slot in row):
        return True  # 类, 款, 项 may stand before 栏次
    return _counts([slot.text.strip() for slot in row if slot.text.strip()]) or names_and_counts(row)


def names_and_counts(row: Row) -> bool:
    """Whether the row names the columns of codes and names and only counts the others: 科目编码, 科目名称, 1, 2."""
    named = [slot for slot in row if role_of(slot.text) in _LINE_ROLES]
    return bool(named) and _counts([slot.text.strip() for slot in row if slot.text.strip() and slot not in named])


def is_ordinal(slot: Slot) -> bool:
    """Whether a cell of a heading only counts its column."""
    return slot.is_number and not is_heading_word(slot.text)


def _counts(texts: Sequence[str]) -> bool:
    return len(texts) > 2 and list(texts) == [str(number) for number in range(1, len(texts) + 1)]


def goes_on_beside(row: Row) -> bool:
    """Whether cells from the row above reach down beside those that the row divides."""
    return sum(slot.is_continued for slot in row) * 2 >= len(row)


def completes(above: Row, row: Row) -> bool:
    """Whether a heading goes on in the next row, where text without merged cells leaves what reaches down blank."""
    return is_heading(above) and is_heading(row) and any(
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


def _is_spanning(row: Row) -> bool:
    """Whether the row still has a cell over several columns next to cells that go on downwards."""
    return any(slot.cell.row_span > 1 for slot in row) and any(
        slot.cell.row_span == 1 and slot.cell.column_span > 1 for slot in row
    )


def is_pairs_row(row: Row) -> bool:
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


def _has_numbers_for_labels(rows: Sequence[Row]) -> bool:
    """Whether the rows below the first print numbers where its labels stand, so that no row is pairs."""
    return any(slot.is_number for row in rows[1:] if len(row) == len(rows[0]) for slot in row[::2])
