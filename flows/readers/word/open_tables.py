"""Tables while their paragraphs come in, as old Word formats have them: a mark ends each cell and each row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.model.exceptions import DamagedReport
from flows.model.report import Part
from flows.readers.unseen import Item, Unseen
from flows.readers.word.doc_table import Row, row_within, table_of


@dataclass(slots=True)
class OpenTable:
    """A table so far: its rows, the cells of its last row, the lines of its last cell, and what is hidden."""

    rows: list[Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    attached: list[Item] = field(default_factory=list)

    def end_cell(self) -> None:
        """The paragraphs so far are a cell, without blank lines around them."""
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        while self.lines and not self.lines[0].strip():
            self.lines.pop(0)
        self.cells.append("\n".join(self.lines))
        self.lines.clear()

    def end_row(self, defined: Callable[[Sequence[str]], Row]) -> None:
        """The cells so far are a row, as it is defined; the text of a cell without its mark is a cell all the same."""
        if any(line.strip() for line in self.lines):
            self.end_cell()
        self.lines.clear()
        # A row that says nothing but what is hidden in half of its cells or more is hidden with it.
        is_unseen = bool(self.unseen) and 2 * len(self.unseen) >= len(self.cells) and not any(self.cells)
        if self.cells and not is_unseen:
            self.rows.append(defined(self.cells))
        row_no = None if is_unseen else len(self.rows) - 1
        self.attached.extend(replace(one, row_no=row_no) for one in self.unseen)
        self.unseen.clear()
        self.cells.clear()

    def blocks(self, source: Path, part: Part) -> Iterator[Item]:
        """The table, then what its cells hold besides text."""
        self.end_row(_as_usual)
        if self.rows:
            yield table_of(self.rows, source, part)
        yield from self.attached


_DEEPEST = 64  # tables within tables


@dataclass(slots=True)
class OpenTables:
    """The tables that are open at a place, each within a cell of the one before it."""

    source: Path
    part: Part
    tables: list[OpenTable] = field(default_factory=list)

    @property
    def innermost(self) -> OpenTable:
        """The table that the next paragraph belongs to; there must be one."""
        return self.tables[-1]

    def at_depth(self, depth: int) -> Iterator[Item]:
        """Opens tables, or ends those that are deeper, which come back; an inner one comes after the one that holds
        it. Raises `DamagedReport` for a depth that no document has.
        """
        if depth > _DEEPEST:
            raise DamagedReport(self.source, "表格嵌套过深")
        while len(self.tables) > depth:
            blocks = self.tables.pop().blocks(self.source, self.part)
            if self.tables:
                self.tables[-1].attached.extend(blocks)
            else:
                yield from blocks
        while len(self.tables) < depth:
            self.tables.append(OpenTable())


def _as_usual(texts: Sequence[str]) -> Row:
    """A row that nothing defines."""
    return row_within(texts, [0])
