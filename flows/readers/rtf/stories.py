"""What a rich text file says while it is read: paragraphs and tables of its body, its headers, notes and text boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.model.report import Paragraph, Part
from flows.readers.marks import with_marks
from flows.readers.unseen import Item, Kind, Unseen
from flows.readers.word.doc_table import Row, row_within
from flows.readers.word.open_tables import OpenTables

_MOST_CELLS = 1_000  # of one row


@dataclass(slots=True)
class RowDefinition:
    """Where a row begins, where its cells end, and how they are merged, in the order in which the file says it."""

    left: int = 0
    edges: list[int] = field(default_factory=list)
    across: list[int] = field(default_factory=list)
    down: list[int] = field(default_factory=list)
    next_across: int = 0
    next_down: int = 0

    def end_cell(self, edge: int) -> None:
        """The cell that was described ends here; more than a row can hold are left out."""
        if len(self.edges) < _MOST_CELLS:
            self.edges.append(edge)
            self.across.append(self.next_across)
            self.down.append(self.next_down)
        self.next_across = self.next_down = 0

    def row(self, texts: Sequence[str]) -> Row:
        """The row with these texts."""
        left = min(self.left, self.edges[0] - 1) if self.edges else self.left
        return row_within(texts, (left, *self.edges), self.across, self.down)


@dataclass(slots=True)
class Story:
    """One part of the text so far; `blocks` are those that are whole."""

    source: Path
    part: Part
    tables: OpenTables = field(init=False)
    blocks: list[Item] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    unseen: dict[Kind, list[str]] = field(default_factory=dict)
    boxes: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tables = OpenTables(self.source, self.part)

    def say(self, text: str, hides: Kind | None) -> None:
        """Adds text to the paragraph, `Raised` where it stands above the line, or to what nobody sees of it."""
        (self.unseen.setdefault(hides, []) if hides else self.shown).append(text)

    def end_paragraph(self, depth: int) -> None:
        """The paragraph is whole and stands in so many tables; what is anchored in it comes after it."""
        self.blocks.extend(self.tables.at_depth(depth))
        shown, boxes = with_marks(self.shown), list(self.boxes)
        pieces = ((kind, with_marks(texts).strip()) for kind, texts in self.unseen.items())
        unseen = [Unseen(Paragraph(0, text), kind) for kind, text in pieces if text]
        for kept in (self.shown, self.unseen, self.boxes):
            kept.clear()
        if depth:
            self.tables.innermost.lines.append(shown.rstrip())
            self.tables.innermost.unseen.extend(unseen)
            self.tables.innermost.attached.extend(boxes)
            return
        if text := shown.strip():
            self.blocks.append(Paragraph(0, text, self.part))
        self.blocks.extend((*unseen, *boxes))

    def end_cell(self, depth: int) -> None:
        """The paragraph ends a cell."""
        self.end_paragraph(depth)
        self.tables.innermost.end_cell()

    def end_row(self, depth: int, definition: RowDefinition) -> None:
        """A row ends; text behind its last cell is a cell all the same."""
        if self.shown or self.unseen or self.boxes:
            self.end_paragraph(depth)
        self.blocks.extend(self.tables.at_depth(depth))
        self.tables.innermost.end_row(definition.row)

    def close(self) -> list[Item]:
        """All of it, whatever is still open."""
        if self.shown or self.unseen or self.boxes:
            self.end_paragraph(len(self.tables.tables))
        self.blocks.extend(self.tables.at_depth(0))
        return self.blocks
