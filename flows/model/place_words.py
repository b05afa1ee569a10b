"""A place as it is told to people, counted from 1 as they count: briefly in the warehouse, at length on pages."""

from flows.model.report import Place


def brief(place: Place) -> str:
    """表1 行3 列2 in a table, 段落12 outside: what the warehouse stores beside every place."""
    if place.table_no is None:
        return f"段落{place.block_no + 1}"
    numbers = (("表", place.table_no), ("行", place.row_no), ("列", place.column_no))
    return " ".join(f"{what}{number + 1}" for what, number in numbers if number is not None)


def at_length(place: Place) -> str:
    """第 1 个表格第 3 行第 2 列 in a table, 正文第 12 段 outside."""
    if place.table_no is None:
        return f"正文第 {place.block_no + 1} 段"
    numbers = ((place.table_no, "个表格"), (place.row_no, "行"), (place.column_no, "列"))
    return "".join(f"第 {number + 1} {what}" for number, what in numbers if number is not None)


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
