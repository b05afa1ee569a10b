"""Tables that people write beside the reports: CSV as Excel saves it, with the lines where it is broken."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

_LITTLE, _BIG = "utf-16-le", "utf-16-be"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line it begins in: its cells by column, or why it cannot be taken, '' where it can."""

    line_no: int
    cells: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a table, in small letters, and its rows, without blank ones."""

    columns: Sequence[str]
    rows: Sequence[Row]


def read_sheet(path: Path) -> Sheet:
    """The table in a CSV file, without blanks around its cells; OSError where the file cannot be opened.

    Excel saves it as GB 18030, as UTF-8 with a byte order mark, or, as "Unicode text", as UTF-16 with tabs: all are
    read. A line whose quotes do not close costs itself alone.
    """
    lines = list(io.StringIO(_decoded(path.read_bytes()), newline=""))
    first = next((line for line in lines if line.strip()), "")
    delimiter = "\t" if "\t" in first and "," not in first else ","
    columns: Sequence[str] = ()
    rows: list[Row] = []
    for line_no, cells, fault in _records(lines, delimiter):
        if fault:
            rows.append(Row(line_no, {}, fault))
        elif not columns:
            columns = [name.lower() for name in cells]
        else:
            rows.append(_row(line_no, columns, cells))
    return Sheet(columns, rows)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    # Without its mark the names of the columns tell UTF-16: every other byte of theirs is 0.
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return data.decode(_LITTLE if data[1:2] == b"\0" else _BIG, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, Sequence[str], str]]:
    """Line, cells and fault of each record that is not blank. Behind a broken one it goes on with the next line."""
    begun = 0
    while begun < len(lines):
        reader = csv.reader(lines[begun:], delimiter=delimiter, strict=True)
        record = begun
        try:
            for cells in reader:
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    yield record + 1, stripped, ""
                record = begun + reader.line_num
            return
        except csv.Error as error:
            yield record + 1, (), f"引号没有成对（{error}）：请检查这一行的引号，另存为 CSV"
            begun = record + 1


def _row(line_no: int, columns: Sequence[str], cells: Sequence[str]) -> Row:
    if any(cells[len(columns) :]):
        return Row(line_no, {}, f"比第一行多出“{cells[len(columns)]}”：含逗号的内容请放在英文引号里")
    return Row(line_no, dict(zip_longest(columns, cells[: len(columns)], fillvalue="")))
