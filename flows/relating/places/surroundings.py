"""What stands around the numbers of a document: titles of tables, the funds that sections are of, words in front."""

import re
from collections.abc import Sequence

from flows.model.facts import Figure
from flows.model.printed.numbering import MARKS, mark_of
from flows.model.report import Block, Paragraph, Table
from flows.model.words import fund_of, last_fund

_LONGEST_HEADING = 45
_LINES_OF_TITLE = 4
_TABLE = "表"
_LEADING_IN = ("：", ":")  # 财政拨款支出主要内容如下：
# From the first digit of a run alone, which is not tried again: a cell of thousands of numbers took time without end.
_AMOUNT = re.compile(r"(?<!\d)(?<!\d[,.，])\d[\d,.，]*+\s*+[万亿]?\s*+元")
_NOTE = re.compile(r"^[\s　]*(?:注|备注|说明)\s*[\d一二三]?\s*[:：.．、]")
_CLAUSE = re.compile(r"[。；;！!？?\n]")
_LONGEST_SENTENCE = 2_000
_REMARK = re.compile(r"[（(【\[][^（()）【】\[\]]*[）)】\]]")


class Surroundings:
    """Look-ups by the place of a figure, made once for a document."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._texts: dict[tuple[int, int | None, int | None], str] = {}
        self._first_amounts: dict[tuple[int, int | None, int | None], tuple[int, int]] = {}
        self._funds: dict[int, str] = {}
        self._titles: dict[int, str] = {}
        self._notes: dict[int, str] = {}
        above: list[str] = []
        sections: dict[int, str] = {}
        last_table: int | None = None
        for block in blocks:
            if isinstance(block, Table):
                self._titles[block.block_no] = title_of(block, above)
                above, last_table = [], block.block_no
                for cell in block.cells:
                    self._texts[block.block_no, cell.row, cell.column] = cell.text
                continue
            if _NOTE.match(block.text) and last_table is not None and not above:
                self._notes[last_table] = block.text
            above.append(block.text)
            self._texts[block.block_no, None, None] = block.text
            if level := _level(block):
                sections = {known: fund for known, fund in sections.items() if known < level}
                sections[level] = fund_of(block.text)
            named = (sections[known] for known in sorted(sections, reverse=True))
            self._funds[block.block_no] = next(filter(None, named), "")

    def before(self, figure: Figure) -> str:
        """The text of the paragraph or the cell in front of the number."""
        place = figure.place
        text = self._texts.get((place.block_no, place.row_no, place.column_no), "")
        return text[: place.char_start] if place.char_start is not None else ""

    def _before_amounts(self, figure: Figure) -> str:
        """The text in front of the number up to its first amount, which is looked for once in a paragraph or a cell; of
        a long one the end.
        """
        before, place = self.before(figure), figure.place
        key = (place.block_no, place.row_no, place.column_no)
        if key not in self._first_amounts:
            text = self._texts.get(key, "")
            first = _AMOUNT.search(text)
            self._first_amounts[key] = first.span() if first else (len(text), len(text))
        start, end = self._first_amounts[key]
        return (before[:start] if end <= len(before) else before)[-_LONGEST_SENTENCE:]

    def clause(self, figure: Figure) -> str:
        """The words of the sentence in front of the number, no more of them than a sentence has."""
        return _CLAUSE.split(self.before(figure)[-_LONGEST_SENTENCE:])[-1]

    def title(self, block_no: int) -> str:
        """The title of a table, '' where none is printed."""
        return self._titles.get(block_no, "")

    def note(self, block_no: int) -> str:
        """The note right below a table, '' where none is printed."""
        return self._notes.get(block_no, "")

    def fund(self, figure: Figure) -> str:
        """The fund that is spoken of where the number stands, '' for none: that of the table's title, the one that the
        sentence or the paragraph names before its first amount, or that of the headings above it.
        """
        block_no = figure.place.block_no
        if block_no in self._titles:
            return fund_of(self._titles[block_no])
        own = last_fund(_AMOUNT.split(self.clause(figure), maxsplit=1)[0])
        return own or last_fund(self._before_amounts(figure)) or self._funds.get(block_no, "")


def title_of(table: Table, above: Sequence[str]) -> str:
    """The title of a table: its own first row where that is one cell, else the nearest line above that calls itself a
    table.
    """
    first = [cell for cell in table.cells if cell.row == 0]
    if len(first) == 1 and first[0].text.strip():
        return first[0].text
    return next((line for line in reversed(above[-_LINES_OF_TITLE:]) if _is_title(line)), "")


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and _TABLE in _REMARK.sub("", line) and not line.rstrip().endswith("。")


def _level(paragraph: Paragraph) -> int:
    """How deep a heading stands, 0 for a paragraph that is none."""
    text = paragraph.text.strip()
    if not text or len(text) > _LONGEST_HEADING or text.endswith(("，", "；")):
        return 0
    if text.endswith(_LEADING_IN):
        return len(MARKS) + 1
    mark = mark_of(text)
    return mark[0] + 1 if mark else 0
