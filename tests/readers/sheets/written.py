"""Worksheets written for the tests, and what is read of them."""

import io
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from flows.model.report import Block, Table
from flows.readers.sheets.xlsx import read_xlsx

HERE = Path("自评报告.xlsx")


THIN = Side(style="thin")


BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


SHEET = "xl/worksheets/sheet1.xml"


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def new_sheet() -> Worksheet:
    created = openpyxl.Workbook().active
    assert isinstance(created, Worksheet)
    return created


def saved(paper: Worksheet) -> bytes:
    buffer = io.BytesIO()
    assert paper.parent is not None
    paper.parent.save(buffer)
    return buffer.getvalue()


def shared_strings(rows: list[list[object]]) -> bytes:
    """A workbook as Excel writes it: the sheet holds the numbers of its texts."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        paper = book.add_worksheet()
        for down, row in enumerate(rows):
            paper.write_row(down, 0, row)
    return buffer.getvalue()


def blocks(paper: Worksheet) -> tuple[Block, ...]:
    return read_xlsx(saved(paper), HERE).blocks


def fill(paper: Worksheet, top: int, left: int, rows: list[list[object]], has_borders: bool = False) -> None:
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            cell = paper.cell(top + down, left + across)
            cell.value = value  # type: ignore[assignment]
            if has_borders:
                cell.border = BOX


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows()]


def replaced(data: bytes, member: str, old: str, new: str) -> bytes:
    """The package with a member changed by hand, as a program other than openpyxl may write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == member:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return buffer.getvalue()
