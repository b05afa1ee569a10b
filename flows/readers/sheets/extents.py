"""Rows and columns of a worksheet that are hidden: by a mark of their own, as all that is not listed, or because they
are drawn to nothing.
"""

from collections.abc import Iterable

from lxml import etree

from flows.readers.sheets.references import index_of

POINTS_OF_DIGIT = 5.25  # the widths of columns are counted in digits, which are seven pixels wide unless said otherwise
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LEAST = 1.0  # points, hardly more than a pixel: no stroke of a digit is told there
_FALSE = frozenset({"", "0", "false"})


def is_gone(points: float) -> bool:
    """Whether a row of this height, or a column of this width, is a line at most: what stands in it is not seen."""
    return 0 <= points <= _LEAST


def measure(printed: str | None) -> float:
    """A height or a width as an attribute gives it; one that is none, or is not given, leaves room for everything."""
    try:
        return float(printed or "inf")
    except ValueError:
        return float("inf")


def is_row_hidden(row: etree._Element) -> bool:
    """Whether the row is hidden: by hand, by a filter, with its group, or drawn to nothing."""
    return row.get("hidden", "") not in _FALSE or is_gone(measure(row.get("ht")))


def rows_not_listed(root: etree._Element, listed: Iterable[int], end: int) -> frozenset[int]:
    """The rows before `end` that are hidden because the sheet shows only those that it lists; mostly none.

    So Excel saves a sheet below whose form all rows were hidden.
    """
    usual = root.find(f"{_S}sheetFormatPr")
    if usual is None or usual.get("zeroHeight", "") in _FALSE:
        return frozenset()
    return frozenset(range(end)).difference(listed)


def hidden_columns(root: etree._Element) -> frozenset[int]:
    """The columns that are hidden as rows are; those that the sheet does not list are as wide as it says all are."""
    usual = root.find(f"{_S}sheetFormatPr")
    width = None if usual is None else usual.get("defaultColWidth")
    is_seen_if_listed = is_gone(measure(width) * POINTS_OF_DIGIT)
    hidden: set[int] = set(range(LAST_COLUMN)) if is_seen_if_listed else set()
    for element in root.iterfind(f"{_S}cols/{_S}col"):
        own = measure(element.get("width", width)) * POINTS_OF_DIGIT
        is_hidden = element.get("hidden", "") not in _FALSE or is_gone(own)
        columns = range(index_of(element.get("min"), 1) - 1, min(index_of(element.get("max"), 0), LAST_COLUMN))
        if is_hidden:
            hidden.update(columns)
        elif is_seen_if_listed:
            hidden.difference_update(columns)
    return frozenset(hidden)
