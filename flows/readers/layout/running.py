"""What stands on the edge of page after page and is no content: running heads and feet, page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from flows.model.report import Part
from flows.readers.layout.columns import is_row
from flows.readers.layout.lines import Line
from flows.readers.layout.page import Origin, Ruling
from flows.readers.layout.tables import Piece
from flows.readers.layout.text_columns import TextColumns
from flows.readers.page_numbers import is_page_number, number_of_page, parted, with_single_blanks
from flows.readers.unseen import Kind

_EDGE = 0.12  # of the page's height: where headers, footers and page numbers stand
_AT_END = re.compile(r"(?P<name>.*\D)\s[-—–－―·~～]?\s?(?P<number>\d{1,4})\s?[-—–－―·~～]?")
_FEWEST_REPEATS = 3
_FEWEST_NUMBERED = 2  # of a line that counts the pages
_FARTHEST = 1_000  # pages: a number farther from the count of pages is a year
_CAPTION = 2.0  # of a character's height: a line this near above a table may belong to it
_ROWS_APART = 2.5  # of a character's height
_LEADING = 1.2  # of a character's height: the most between the lines of one header

Item = Line | Piece
Key = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as far as it is understood by itself."""

    page_no: int
    size: tuple[int, int]
    height: float
    items: tuple[Item, ...]
    glyph_count: int
    unmapped: int
    rules: tuple[Ruling, ...]
    picture_count: int
    slanted: int
    unseen: int
    origin: Origin
    illegible: int
    hidden: tuple[tuple[Kind, str], ...]
    columns: TextColumns | None = None

    def is_at_edge(self, item: Item) -> bool:
        """Whether it is a line in the top or the bottom margin."""
        return isinstance(item, Line) and not _EDGE < (item.top + item.bottom) / 2 / self.height < 1 - _EDGE


@dataclass(frozen=True, slots=True)
class Running:
    """The lines that most pages repeat: each as first printed with its part, by what they say on every page."""

    lines: Mapping[Key, tuple[str, Part]]
    offset: int | None  # what most page numbers are ahead of the count of pages


def running_lines(sheets: Sequence[Sheet]) -> Running:
    """The lines in the margins that say the same on most pages, but for the number of the page."""
    pages: defaultdict[Key, set[int]] = defaultdict(set)
    lines: dict[Key, tuple[str, Part]] = {}
    offsets: Counter[int] = Counter()
    for sheet in sheets:
        for line in _in_margins(sheet):
            if is_page_number(line.text):
                number = number_of_page(line.text)
                offsets.update([number - sheet.page_no] if number is not None else ())
            elif (key := _key(line, sheet)) and key[0]:
                pages[key].add(sheet.page_no)
                lines.setdefault(key, (line.text, "header" if line.top < sheet.height / 2 else "footer"))
    most = max(_FEWEST_REPEATS, len(sheets) // 2 + 1)
    repeated = {
        key: lines[key] for key, found in pages.items() if len(found) >= (most if key[1] is None else _FEWEST_NUMBERED)
    }
    return Running(repeated, offsets.most_common(1)[0][0] if offsets else None)


def _in_margins(sheet: Sheet) -> Iterator[Line]:
    """The lines in the margins, but no rows of a table without lines nor its header, which each page may repeat."""
    items = sheet.items
    is_table = False
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if not isinstance(item, Line):
            is_table = False
            continue
        above, below = items[index - 1] if index else None, items[index + 1] if index + 1 < len(items) else None
        if is_row(item):
            is_table = any(isinstance(other, Line) and _are_rows(item, other) for other in (above, below))
        else:
            is_table = is_table and bool(item.stretches) and _gap(item, below) < _LEADING * item.size
        if not is_table and sheet.is_at_edge(item):
            yield item


def _are_rows(line: Line, other: Line) -> bool:
    return is_row(other) and max(_gap(line, other), _gap(other, line)) < _ROWS_APART * line.size


def _gap(above: Line, below: Item | None) -> float:
    return below.top - above.bottom if below else inf


def _key(line: Line, sheet: Sheet) -> Key:
    """What the line says besides the number of its page, and how far that is ahead of the count of pages, None where
    it has none.
    """
    ahead: list[int] = []

    def without_number(text: str) -> str:
        text = with_single_blanks(text)
        for name, number in _numbers_in(text, line.top > sheet.height / 2):
            if number is None:
                return name
            if abs(number - sheet.page_no) < _FARTHEST:
                ahead.append(number - sheet.page_no)
                return name
        return text

    words = [without_number(word.text) for word in line.stretches or (line,)]
    return " ".join(word for word in words if word), min(ahead, key=abs, default=None)


def _numbers_in(text: str, is_foot: bool) -> Iterator[tuple[str, int | None]]:
    """The page numbers that the text may hold, each with the rest of it; at the end of a foot one may stand bare."""
    if told := parted(text):
        yield told
    elif is_page_number(text):
        yield "", number_of_page(text)
    elif is_foot and (found := _AT_END.fullmatch(text)):
        yield found["name"].strip(), int(found["number"])


def without_margins(sheet: Sheet, running: Running) -> tuple[list[Item], Line | None]:
    """The page's own content, without the running lines and the page number outside of everything else.

    With it comes the running line right above the content, if there is one: above a table it may be a caption.
    """
    items = list(sheet.items)
    caption = None
    for outermost in (0, -1):
        numbers = 0
        while items:
            item = items[outermost]
            if not isinstance(item, Line) or not sheet.is_at_edge(item):
                break
            is_number = not numbers and _is_number_of(sheet.page_no, item.text, running.offset)
            if not is_number and _key(item, sheet) not in running.lines:
                break
            numbers += is_number
            if outermost == 0 and not is_number:
                caption = item
            del items[outermost]
    is_near = caption and items and items[0].top - caption.bottom < _CAPTION * caption.size
    return items, caption if is_near else None


def _is_number_of(page_no: int, text: str, offset: int | None) -> bool:
    """Whether it is the number of this page: a bare number must count as most others do."""
    if not is_page_number(text):
        return False
    return not text.isdecimal() or offset is None or int(text) - page_no == offset
