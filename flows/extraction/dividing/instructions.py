"""What explains how a form is filled in: notes below it, a heading with numbered lines, a worksheet of its own."""

import re
from collections.abc import Sequence

from flows.extraction.lexicon.titles import is_note
from flows.model.report import Block, Paragraph
from flows.model.telling_apart import is_instructions

_NUMBERED = re.compile(r"^[\s　]*\d{1,2}[、.．]")
_LONGEST_HEADING = 20


class Instructions:
    """Follows the blocks of a document and tells which of them only explain the form."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        sheets = {block.sheet for block in blocks if block.part == "body"}
        explaining = frozenset(sheet for sheet in sheets if is_instructions(sheet))
        self._sheets = explaining if explaining < sheets else frozenset()
        self._sheet = ""
        self._is_within = False

    def holds(self, block: Block) -> bool:
        """Whether the next block explains the form; what such a heading opens ends with its sheet, and elsewhere with
        the first line that has no number.
        """
        if block.sheet in self._sheets:
            return True
        if block.sheet != self._sheet:
            self._sheet, self._is_within = block.sheet, False
        if not isinstance(block, Paragraph):
            return False
        is_opened = is_note(block.text) or _is_heading(block.text)
        self._is_within = is_opened or (self._is_within and bool(_NUMBERED.match(block.text)))
        return self._is_within


def _is_heading(text: str) -> bool:
    return len(text.strip()) <= _LONGEST_HEADING and is_instructions(text)
