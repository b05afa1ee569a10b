"""An answer of the warehouse as people and tools want it: a table on the screen, CSV, JSON, Excel."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import xlsxwriter
from rich.table import Table
from rich.text import Text

from flows.store.query import Answer

# Excel keeps fifteen digits of a number and drops the rest without a word.
_EXCEL_DIGITS = 15
EXCEL_ROWS = 1_048_575
_FORMULA_STARTS = frozenset("=+-@\t\r\n")


def as_table(answer: Answer) -> Table:
    """The answer as a table for the screen."""
    table = Table()
    for column in answer.columns:
        table.add_column(Text(column), overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(_text(value)) for value in row))
    return table


def as_csv(answer: Answer) -> str:
    """The answer as CSV; text that a spreadsheet would take for a formula gets an apostrophe before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(map(harmless, answer.columns))
    writer.writerows([harmless(value) for value in row] for row in answer.rows)
    return buffer.getvalue()


def as_json(answer: Answer) -> str:
    """The answer as a list of objects; a number that no float holds exactly stays text."""
    rows = [dict(zip(answer.columns, map(json_value, row), strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2, default=str)


def write_xlsx(answer: Answer, path: Path) -> None:
    """Write the answer as an Excel sheet with a filter; text never becomes a formula or a link.

    Raises ValueError where there are more rows than a sheet holds.
    """
    if len(answer.rows) > EXCEL_ROWS:
        raise ValueError(f"结果有 {len(answer.rows)} 行，超过 Excel 上限 {EXCEL_ROWS} 行：请加条件或改用 csv")
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("查询结果")
        for number, column in enumerate(answer.columns):
            sheet.write_string(0, number, column, bold)
        for row_number, row in enumerate(answer.rows, start=1):
            for number, value in enumerate(row):
                write_cell(sheet, row_number, number, value)
        sheet.freeze_panes(1, 0)
        if answer.columns:
            sheet.autofilter(0, 0, len(answer.rows), len(answer.columns) - 1)


def write_cell(sheet: Any, row: int, column: int, value: object, form: Any = None) -> None:
    """Write a value in its own kind; text, and a number that Excel would round, as text that is no formula."""
    match value:
        case None:
            sheet.write_blank(row, column, None)
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float() | Decimal() if _fits_excel(value):
            sheet.write_number(row, column, value, form)
        case datetime() if value.tzinfo is None:
            sheet.write_datetime(row, column, value)
        case _:
            sheet.write_string(row, column, _text(value))


def _fits_excel(value: int | float | Decimal) -> bool:
    number = Decimal(str(value))
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= _EXCEL_DIGITS


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return format(_trimmed(value), "f")
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case datetime() | date():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        case _:
            return str(value)


def _trimmed(value: Decimal) -> Decimal:
    """Without the zeros that the column's scale adds; 1E+3 stays 1000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def harmless(value: object) -> str:
    """The value as CSV holds it; text that a spreadsheet would take for a formula gets an apostrophe before it.

    Chinese spreadsheets take full-width signs for one too: ＝1+1.
    """
    text = _text(value)
    is_text = isinstance(value, str) and len(text) > 1 and normalize("NFKC", text[0])[:1] in _FORMULA_STARTS
    return f"'{text}" if is_text and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text[1:].replace(",", "").replace(".", "", 1).isdigit()


def json_value(value: object) -> object:
    """A number as JSON holds it exactly, as text where it cannot; anything else as it is."""
    if not isinstance(value, Decimal):
        return value
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f")
