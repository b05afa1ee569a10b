"""A sample as plain text, the way a converter flattens a Word file.

A tab starts a cell and its end of line closes it, an empty line closes a row. A cell that only continues
the one above is an empty slot; a cell over several columns is one slot.
"""

from tests.samples.document import Grid, Line, Sample, covering


def write_text(sample: Sample) -> bytes:
    """The file's bytes, UTF-8."""
    parts = []
    for block in sample.blocks:
        if isinstance(block, Grid):
            parts.append(_flatten(block))
        elif isinstance(block, Line):
            parts.append(f"{block.text}\n")
        else:
            parts.append("\n")
    return "".join(parts).encode()


def _flatten(grid: Grid) -> str:
    lines = []
    for row_no, row in enumerate(covering(grid)):
        for column, placed in enumerate(row):
            if placed.column == column:
                lines.append(f"\t{placed.slot.text if placed.row == row_no else ''}\n")
        lines.append("\n")
    return "".join(lines) + "\n"
