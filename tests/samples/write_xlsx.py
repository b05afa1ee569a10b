"""A sample as a workbook of one sheet: lines and tables under each other, merged cells kept, amounts as numbers."""

import re
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Side

from tests.samples.document import Grid, Line, Sample, place_all

_AMOUNT = re.compile(r"-?\d{1,12}\.\d{1,6}")
_RULED = Border(*(Side(style="thin"),) * 4)


def write_xlsx(sample: Sample) -> bytes:
    """The file's bytes; amounts with decimals are numbers that the sheet shows with as many."""
    book = Workbook()
    sheet = book.active
    below = 1
    for block in sample.blocks:
        if isinstance(block, Line):
            sheet.cell(below, 1, block.text)
            below += 1
        elif isinstance(block, Grid):
            for placed in place_all(block):
                row, column, slot = below + placed.row, 1 + placed.column, placed.slot
                cell = sheet.cell(row, column, slot.text or None)
                if _AMOUNT.fullmatch(slot.text):
                    cell.value, cell.number_format = float(slot.text), f"0.{'0' * len(slot.text.partition('.')[2])}"
                for right in range(slot.across):
                    for down in range(slot.down):
                        sheet.cell(row + down, column + right).border = _RULED
                if slot.across * slot.down > 1:
                    sheet.merge_cells(
                        start_row=row, start_column=column, end_row=row + slot.down - 1,
                        end_column=column + slot.across - 1,
                    )  # fmt: skip
            below += len(block.rows)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
