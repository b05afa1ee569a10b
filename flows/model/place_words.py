"""A place as it is told to people, counted from 1 as they count: briefly in the warehouse, at length on pages.

A cell is told by the words that a person looks for, 「局机关」行「公共财政拨款」栏, with the address that its workbook
goes to (Sheet!G18) or its number among the cells of its row; never by a column of a grid that merged cells hide.
"""

import re

from flows.model.report import Place

# A name that a reference to a worksheet can hold without quotes: no other signs, no digit in front, and nothing that
# could be a cell (A1, R1C1) or a value.
_PLAIN_NAME = re.compile(r"(?!(?:[a-z]{1,3}\d+|r\d*c?\d*|c\d*|true|false)$)[^\W\d]\w*", re.IGNORECASE)


def brief(place: Place) -> str:
    """表1 行3「局机关」行「公共财政拨款」栏（第2格） in a table, Sheet!G18 in a workbook, 段落12 outside."""
    if place.cell_address:
        return _with_heads(_reference(place), place)
    if place.table_no is None:
        return f"段落{place.block_no + 1}"
    numbers = (("表", place.table_no), ("行", place.row_no))
    words = " ".join(f"{what}{number + 1}" for what, number in numbers if number is not None)
    return words + _cell(place, " 列{}")


def at_length(place: Place) -> str:
    """第 1 个表格第 3 行「局机关」行「公共财政拨款」栏（第2格） in a table, 单元格 Sheet!G18 in a workbook,
    正文第 12 段 outside.
    """
    if place.cell_address:
        return _with_heads(f"单元格 {_reference(place)}", place)
    if place.table_no is None:
        return f"正文第 {place.block_no + 1} 段"
    numbers = ((place.table_no, "个表格"), (place.row_no, "行"))
    words = "".join(f"第 {number + 1} {what}" for number, what in numbers if number is not None)
    return words + _cell(place, "第 {} 列")


def with_page(place: Place | None) -> str:
    """The place at length, after its page where the format has pages; '' without a place."""
    if place is None:
        return ""
    words = at_length(place)
    return words if place.page_no is None else f"第 {place.page_no} 页，{words}"


def brief_with_page(place: Place) -> str:
    """The place as the warehouse words it, after its page where the format has pages."""
    words = brief(place)
    return words if place.page_no is None else f"第{place.page_no}页 {words}"


def _heads(place: Place) -> str:
    row = f"「{place.row_head}」行" if place.row_head else ""
    return row + (f"「{place.column_head}」栏" if place.column_head else "")


def _cell(place: Place, column: str) -> str:
    """What tells the cell of its row; the column of the grid only where nothing else does."""
    if place.cell_no is not None:
        return f"{_heads(place)}（第{place.cell_no}格）"
    is_told = place.column_head or place.column_no is None
    return _heads(place) + ("" if is_told else column.format((place.column_no or 0) + 1))


def _with_heads(words: str, place: Place) -> str:
    heads = _heads(place)
    return f"{words}（{heads}）" if heads else words


def _reference(place: Place) -> str:
    """The address as a workbook's name box takes it."""
    if not place.sheet:
        return place.cell_address
    name = " ".join(place.sheet.split())
    name = name if _PLAIN_NAME.fullmatch(name) else "'" + name.replace("'", "''") + "'"
    return f"{name}!{place.cell_address}"
