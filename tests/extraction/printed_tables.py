"""Small tables for the tests: rows of cells written as text, `<3>合计` for a cell over three columns."""

import re

from flows.model.report import Cell, Paragraph, Report, Table


def table(*rows: str, block_no: int = 0, table_no: int = 0) -> Table:
    """A table of rows written as `甲 | <2>乙 | 3`; `^` continues the cell above, a backslash n breaks a line."""
    cells: list[Cell] = []
    above: dict[int, int] = {}
    width = 0
    for row_no, row in enumerate(rows):
        column = 0
        for text in row.split("|"):
            match = re.fullmatch(r"\s*(?:<(\d+)>)?(.*?)\s*", text, re.DOTALL)
            assert match is not None
            span = int(match[1] or 1)
            if match[2].strip() == "^":
                index = above[column]
                old = cells[index]
                cells[index] = Cell(old.row, old.column, old.text, row_no - old.row + 1, old.column_span)
                span = old.column_span
            else:
                above[column] = len(cells)
                cells.append(Cell(row_no, column, match[2].replace("\\n", "\n"), 1, span))
            column += span
        width = max(width, column)
    return Table(block_no, table_no, len(rows), width, tuple(cells))


def report(*blocks: str | Table) -> Report:
    """A report of paragraphs and tables in their order."""
    made: list[Paragraph | Table] = []
    tables = 0
    for number, block in enumerate(blocks):
        if isinstance(block, str):
            made.append(Paragraph(number, block))
        else:
            made.append(Table(number, tables, block.row_count, block.column_count, block.cells))
            tables += 1
    return Report("docx", tuple(made))
