"""Text whose lines are cells between separators, as a spreadsheet saves it: which separator, and the cells."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

_SEPARATORS = ("\t", ";", ",")
_HINT = "sep="  # Excel's own first line
_LOOKED_AT = 300  # lines that tell the separator
_SURELY = 3  # lines of as many cells as each other are no chance
_TALLEST = 100  # lines of one cell; a quotation mark that none closes is a mark like others
_MOST_TRIED = 2_000  # lines that quotation marks which none closes were looked for in; behind them nothing is quoted
_KEPT = '="'  # so Excel writes a text that it is not to take for a number: ="00123", and ="1,150.00" with its comma
_FORMULA = re.compile(r'\s*="((?:[^"]|"")*)"\s*')

Row = Sequence[str]


def separator_of(text: str) -> str:
    """What parts the cells, '' where nothing does.

    It is the one with the most cells in lines of the same number of them: amounts with commas are in some lines only.
    """
    if text[: len(_HINT)].lower() == _HINT and text[len(_HINT) : len(_HINT) + 1] in _SEPARATORS:
        return text[len(_HINT)]
    lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    weights = {separator: _weight(lines, separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda separator: weights[separator])
    return best if weights[best] else ""


def is_sheet(text: str) -> bool:
    """Whether the text is plainly a table of cells, whatever it is called: half of its lines at least have several,
    some as many as each other, and three where a mark that sentences use parts them. Beside more lines of text a table
    between tabs is still one.
    """
    separator = separator_of(text)
    lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    rows = [row for row in _rows(lines, separator) if any(cell.strip() for cell in row)] if separator else []
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    fewest = 2 if separator == "\t" else 3
    alike = max(Counter(len(row) for row in rows if len(row) >= fewest).values(), default=0)
    is_mostly_cells = sum(count > 1 for count in filled) * 2 >= len(rows)
    return alike > 1 and (is_mostly_cells or (separator == "\t" and alike > _SURELY))


def rows_of(text: str, separator: str) -> Iterator[Row]:
    """The cells of each line, quoted ones with the line breaks in them; all of a line where `separator` is ''."""
    lines = text.split("\n")
    if lines[0][: len(_HINT)].lower() == _HINT and lines[0][len(_HINT) :] == separator:
        del lines[0]
    yield from _rows(lines, separator)


def _weight(lines: Sequence[str], separator: str) -> int:
    counts = Counter(len(row) for row in _rows(lines, separator))
    return max(((count - 1) * times for count, times in counts.items()), default=0)


def _rows(lines: Sequence[str], separator: str) -> Iterator[Row]:
    at = tried = 0
    while at < len(lines):
        line = lines[at]
        row: Row = line.split(separator) if separator else [line]
        height = 1
        if separator and '"' in line and tried < _MOST_TRIED:
            quoted = (_without_marks(f"{one}\n", separator) for one in islice(lines, at, at + _TALLEST))
            reader = csv.reader(quoted, delimiter=separator, strict=True)
            try:
                row, height = next(reader), reader.line_num
            except csv.Error:
                tried += reader.line_num
        yield [_kept(cell) for cell in row] if height > 1 or _KEPT in line else row
        at += height


def _without_marks(line: str, separator: str) -> str:
    """The line with its texts that Excel keeps as they are quoted like others, also one that goes on in the next."""
    return _opened(separator).sub('"', line) if _KEPT in line else line


@cache
def _opened(separator: str) -> re.Pattern[str]:
    """Where such a text begins, as a cell of its own: behind it the cell ends, or the line does before it is closed."""
    return re.compile(rf'(?<![^{separator}]) *="(?=(?:[^"]|"")*+(?:"[{separator}\n]|\Z))')


def _kept(cell: str) -> str:
    """What a cell says that keeps its text as a formula, where the quotation marks of a table stood around that."""
    match = _FORMULA.fullmatch(cell)
    return match[1].replace('""', '"') if match else cell
