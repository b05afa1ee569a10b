"""What stands where a number belongs and is none: dates that a spreadsheet made of 10.15 or 1-10, and its errors."""

import re
from collections.abc import Iterator

from flows.extraction.lexicon.labels import basis_in, role_of
from flows.model.place_words import with_page
from flows.model.report import Table

_DATE = re.compile(
    r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-\d{2})"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!)|#{3,}", re.IGNORECASE)
_MOST_TOLD = 8  # places in one note
_OF_DATES = re.compile(r"日期|时间|期限|年月|起止|月份|时限")
_OF_NUMBERS = frozenset({"weight", "score", "voucher_amount"})
_LONGEST_HEADING = 20


def misplaced(table: Table) -> Iterator[str]:
    """A note for each date in a column of numbers, and one for all errors of formulas."""
    yield from _dates(table)
    yield from _errors(table)


def _errors(table: Table) -> Iterator[str]:
    """A note on the cells that show the error of a formula in place of a number, or that their column is too narrow."""
    found = [(cell, text) for cell in table.cells if _ERROR.fullmatch(text := cell.text.strip())]
    if found:
        names = "、".join(dict.fromkeys(f"“{text[:8]}”" for _, text in found))
        places = "；".join(with_page(table.place_of(cell)) for cell, _ in found[:_MOST_TOLD])
        more = "等" if len(found) > _MOST_TOLD else ""
        ways = "、".join(dict.fromkeys("加宽该列" if text.endswith("##") else "改正公式" for _, text in found))
        yield f"{len(found)} 个单元格显示 {names}，没有可核对的数字：{places}{more}，请{ways}后重新放入"


def _dates(table: Table) -> Iterator[str]:
    """A note for each date in a column of points or amounts, unless the label beside it asks for a date."""
    headings: dict[int, str] = {}
    for row in table.rows():
        beside = ""
        for cell in row:
            text = cell.text.strip()
            if _DATE.fullmatch(text):
                heading = headings.get(cell.column, "")
                if heading and not _OF_DATES.search(beside):
                    where = with_page(table.place_of(cell))
                    yield f"{where}“{heading}”一栏应是数字，写的是日期 {text}：请改回数字，单元格格式设为数值"
            elif 0 < len(text) <= _LONGEST_HEADING and (role := _column_of(text)):
                for column in range(cell.column, cell.column + cell.column_span):
                    headings[column] = text if role == "numbers" else ""
            beside = text or beside


def _column_of(text: str) -> str:
    """Whether a heading begins a column of numbers or of something else, '' where it is no heading."""
    if _OF_DATES.search(text):
        return "other"
    role = role_of(text)
    if role in _OF_NUMBERS or (not role and basis_in(text)):
        return "numbers"
    return "other" if role else ""
