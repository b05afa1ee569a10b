"""A sample as the text of a sheet: cells between separators, the lines of tables and what was merged are gone."""

import csv
import io

from tests.samples.document import Grid, Line, Sample, place_all


def write_csv(sample: Sample, separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """The file's bytes; lines end as Windows ends them, an empty one stands between table and table."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    for block in sample.blocks:
        if isinstance(block, Line):
            writer.writerow([block.text])
        elif isinstance(block, Grid):
            rows = [[""] * len(block.widths) for _ in block.rows]
            for placed in place_all(block):
                rows[placed.row][placed.column] = placed.slot.text
            writer.writerows(rows)
            writer.writerow([])
    return buffer.getvalue().encode(encoding)
