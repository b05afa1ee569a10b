"""Text as Apache Tika writes it: a tab starts a cell, a blank line ends a row, merged cells leave empty slots.

The lines are cut into pieces here; `text_grid` decides which pieces are one row and which columns a cell spans.
"""

import re
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from flows.model.characters import seen
from flows.model.exceptions import DamagedReport, EmptyReport
from flows.model.report import Block, Cell, Paragraph, Report, Table
from flows.readers.encoding import decode
from flows.readers.folding import unknown_characters
from flows.readers.grid import check_size
from flows.readers.plain.aligned import Found, aligned_table, stacked_table
from flows.readers.plain.even import even_table
from flows.readers.plain.flattened import flat_table
from flows.readers.plain.glued import glued_table
from flows.readers.plain.grid import Chunk, Piece, lay_out
from flows.readers.plain.wrapped import unwrapped
from flows.readers.served import refuse_served

_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]{0,200}\]")
_PIPE_RULE = re.compile(r"^[\s|:+-]+$")
_LONG_LINE = 60
_WINDOW = 6


def read_txt(data: bytes, source: Path) -> Report:
    """The report of a text file.

    Raises `EmptyReport` where it says nothing, `NoReport` where a server says it, `DamagedReport` where it is no text,
    and `OversizedReport`.
    """
    decoded = decode(data)
    if decoded is None:
        raise DamagedReport(source, "无法识别文字编码")
    # Before the lines are cut: what nobody sees would shift a column or hide a blank line.
    text = _BOOKMARK.sub("", seen(decoded.text)).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    blocks = _blocks(unwrapped(text.split("\n")), source)
    if not text.strip():
        raise EmptyReport(source)
    refuse_served(text, source)
    return Report("txt", tuple(blocks), (*decoded.notes(), *unknown_characters([decoded.text])))


def _blocks(lines: list[str], source: Path) -> list[Block]:
    blocks: list[Block] = []
    tables = 0
    for chunk in _chunks(lines):
        if isinstance(chunk, str):
            blocks.append(Paragraph(len(blocks), chunk))
            continue
        if not isinstance(chunk, Found):
            check_size(source, sum(len(piece.cells) for piece in chunk if isinstance(piece, Piece)), 1)
        parts: list[list[Cell] | str] = [list(chunk.cells)] if isinstance(chunk, Found) else lay_out(chunk)
        for part in parts:
            if isinstance(part, str):
                blocks.append(Paragraph(len(blocks), part))
            else:
                columns = max(cell.column + cell.column_span for cell in part)
                rows = max(cell.row + cell.row_span for cell in part)
                check_size(source, rows, columns)
                blocks.append(Table(len(blocks), tables, rows, columns, tuple(part)))
                tables += 1
    return blocks


@dataclass(slots=True)
class _Lines:
    """Where the walk over the lines stands."""

    lines: list[str]
    at: int = 0

    @property
    def line(self) -> str:
        return self.lines[self.at]

    @property
    def more(self) -> bool:
        return self.at < len(self.lines)


def _chunks(lines: list[str]) -> list[str | list[Chunk] | Found]:
    """Paragraphs, and between them runs of cells with the short lines that may belong to them."""
    found: list[str | list[Chunk] | Found] = []
    run: list[Chunk] = []
    walk = _Lines(lines)
    while walk.more:
        line = walk.line
        if _is_tab_table(walk):
            _end_run(found, run)
            found.append(_tab_rows(walk))
        elif _is_row_a_line(walk):
            _end_run(found, run)
            found.append(_rows_of_lines(walk))
        elif line.startswith("\t"):
            run.append(_piece(walk))
        elif _is_pipe_table(walk):
            _end_run(found, run)
            found.append(_pipe_rows(walk))
        elif not line.strip():
            walk.at += 1
        elif table := aligned_table(lines, walk.at):
            _end_run(found, run)
            found.append(table)
            walk.at = table.end
        elif flat := glued_table(walk.lines, walk.at) or flat_table(walk.lines, walk.at):
            _end_run(found, run)
            found += [*([flat.before] if flat.before else []), Found(flat.cells, flat.end)]
            walk.at = flat.end
            if flat.after:
                walk.lines[walk.at] = flat.after
        elif even := even_table(walk.lines, walk.at):
            _end_run(found, run)
            found += [Found(even.cells, even.end), *even.between]
            walk.at = even.end
        elif table := stacked_table(lines, walk.at):
            _end_run(found, run)
            found.append(table)
            walk.at = table.end
        else:
            # Only the grid can tell a paragraph of a cell from the text between two tables.
            if run and len(line) <= _LONG_LINE and "\t" not in line:
                run.append(line.rstrip())
            else:
                _end_run(found, run)
                found.append(line.strip("\n"))
            walk.at += 1
    _end_run(found, run)
    return found


def _end_run(found: list[str | list[Chunk] | Found], run: list[Chunk]) -> None:
    """Closes a run of cells; lines after its last cell are paragraphs again."""
    if not run:
        return
    trailing: list[str] = []
    while isinstance(run[-1], str):
        trailing.append(str(run.pop()))
    found.append(list(run))
    found.extend(reversed(trailing))
    run.clear()


def _piece(walk: _Lines) -> Piece:
    """The cells up to the next blank line, or to a line that a page break may have put there."""
    cells: list[list[str]] = []
    is_value = True
    while walk.more and walk.line.strip(" \t　") + walk.line[:1] not in {"", " "} and walk.line.strip(" "):
        line = walk.line
        if line.startswith("\t"):
            cells.append([line.removeprefix("\t").lstrip("\t").rstrip()])
            is_value = _is_value(line)
        elif (line.startswith(" ") and is_value) or "\t" in line:
            break
        else:
            if cells[-1] == [""]:
                cells[-1] = [line.strip()]
            else:
                cells[-1].append(line.rstrip())
            is_value = is_value and _is_value(line)
        walk.at += 1
    return Piece(tuple("\n".join(lines) for lines in cells))


def _is_value(text: str) -> bool:
    return not text.strip() or bool(re.fullmatch(r"[\d.,%％　\s—－-]+", text))


def _is_tab_table(walk: _Lines) -> bool:
    """Whether lines begin here that a spreadsheet wrote: cells between tabs, as many in one line as in the next.

    With a single tab a line is more often an item of a list, unless numbers stand behind it.
    """
    if walk.line[:1] in {"\t", ""}:
        return False
    window = [line for line in walk.lines[walk.at : walk.at + _WINDOW] if line.strip()]
    count = walk.line.count("\t")
    alike = list(takewhile(lambda line: line.count("\t") == count, window))
    if not count or len(alike) < 2:
        return False
    return count > 1 or sum(_is_value(line.split("\t")[1]) for line in alike) * 2 >= len(alike)


def _tab_rows(walk: _Lines) -> list[Chunk]:
    """The rows of such lines; an empty cell stays an empty cell."""
    count = walk.line.count("\t")
    rows: list[Chunk] = []
    while walk.more and walk.line.count("\t") == count:
        rows.append(Piece(tuple(cell.strip() for cell in walk.line.split("\t"))))
        walk.at += 1
    return rows


def _is_row_a_line(walk: _Lines) -> bool:
    """Whether lines begin here that are a row each: a tab before every cell, that of the first one too."""
    window = [*takewhile(lambda line: line.startswith("\t"), walk.lines[walk.at : walk.at + _WINDOW])]
    return len(window) > 1 and all("\t" in line.strip() for line in window)


def _rows_of_lines(walk: _Lines) -> list[Chunk]:
    rows: list[Chunk] = []
    while walk.more and walk.line.startswith("\t") and walk.line.strip():
        rows.append(Piece(tuple(cell.strip() for cell in walk.line.split("\t")[1:])))
        walk.at += 1
    return rows


def _is_pipe_table(walk: _Lines) -> bool:
    window = walk.lines[walk.at : walk.at + 2]
    return len(window) == 2 and all(_has_pipes(line) for line in window)


def _has_pipes(line: str) -> bool:
    return line.count("|") > 1


def _pipe_rows(walk: _Lines) -> list[Chunk]:
    rows: list[Chunk] = []
    while walk.more and _has_pipes(walk.line):
        if not _PIPE_RULE.match(walk.line):
            rows.append(Piece(tuple(cell.strip() for cell in walk.line.strip().strip("|").split("|"))))
        walk.at += 1
    return rows
