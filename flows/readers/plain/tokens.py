"""The cells that follow each other in lines of text whose layout is gone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_CELL = 40
LONGEST_LINE = 20_000
NEAR = 12  # lines that tell whether blank ones part the cells, and what a table stands below
SENTENCE = re.compile(r"[。；;！？!?]|，.{12,}|，.*，|[：:].{25,}")
_WORD = re.compile(r"[^\s|]+")
_REST = re.compile(r"\s*(\d+)\s*$")
_CUT = re.compile(r"\d[\d,]*[.,]")


@dataclass(frozen=True, slots=True)
class Token:
    """A cell as it stands among lines: its words, its line and the characters there.

    `is_first` of its line; `is_alone` on it, so that the line tells nothing of rows.
    """

    text: str
    line: int
    start: int
    end: int
    is_first: bool
    is_alone: bool


def cells_in(line: str, first: int) -> Iterator[tuple[str, int, int]]:
    """The cells of a line that blanks or bars set apart, with their places; spaced-out words are joined."""
    pending: list[re.Match[str]] = []
    for match in [*_WORD.finditer(line, first), None]:
        if match is not None and len(match[0]) == 1 and "\u4e00" <= match[0] <= "\u9fff":
            pending.append(match)
            continue
        if pending:
            yield "".join(one[0] for one in pending), pending[0].start(), pending[-1].end()
            pending = []
        if match is not None:
            yield match[0], match.start(), match.end()


def tokens_from(lines: Sequence[str], start: int, first: int) -> Iterator[Token]:
    """The cells from a place in a line on, up to a line of prose or of tabs."""
    keeps_empty: bool | None = None
    skipped = -1
    for at in range(start, len(lines)):
        line = lines[at][: LONGEST_LINE + first]
        if at == skipped:
            continue
        if "\t" in line:
            return
        words = list(cells_in(line, first if at == start else 0))
        if not words and line and "|" not in line:
            if keeps_empty is None:
                keeps_empty = "\n\n" not in "\n".join(lines[start : start + NEAR]).rstrip("\n")
            if not keeps_empty:
                continue
            yield Token("", at, 0, 0, True, True)
        if (
            words
            and _CUT.fullmatch(words[-1][0])
            and (rest := _REST.match(lines[at + 1] if at + 1 < len(lines) else ""))
        ):
            words[-1] = (words[-1][0] + rest[1], *words[-1][1:])  # a number wrapped behind its point
            skipped = at + 1
        for number, (text, left, right) in enumerate(words):
            if len(text) > LONGEST_CELL or SENTENCE.search(text):
                return
            yield Token(text, at, left, right, number == 0, len(words) == 1)


def text_of(cell: Sequence[Token]) -> str:
    """The text of a cell that may be wrapped."""
    return "".join(token.text for token in cell)
