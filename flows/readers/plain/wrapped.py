"""Paragraphs whose lines a page's width has cut, as whoever copies a page gets them: each is one line again."""

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from flows.readers.layout.lines import begins_heading, begins_item, join
from flows.readers.page_numbers import is_page_number

_PROSE = re.compile(r"(?<!\d)[，,。；;]|[，,。；;](?!\d)")  # thousands are no clauses
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENDS = ("。", "；", ";", "：", ":", "！", "？", "”")
_AMOUNT = re.compile(r"\s*-?[\d,]+(?:\.\d+)?\s*(?:[万亿]?元|[%％])")
_HALF = re.compile(r"[（(]\d*[类款][）)][^（()）。；]*$")  # …（类）…（款）行政: a line of the classification goes on
_OPENS_NONE = frozenset("（(，,、。；;：:）)”%％")  # no paragraph begins so, but for its number
_ROW = re.compile(r"(?:^|\s)-?[\d,]+(?:\.\d+)?%?\s+-?[\d,]+(?:\.\d+)?%?(?:\s|$)")  # two numbers of a table's row
_STEP = 5  # columns that full lines differ by: punctuation is set narrow, and digits are as wide as their type
_NARROWEST, _WIDEST = 30, 150  # columns of a page's line
_FEWEST, _PER_LINE = 2, 10
_LONG = 0.75
_INDENT = 4  # columns that the first line of a paragraph begins with, which a copy may have lost
_MOST_BETWEEN = 4
_LONGEST_PARAGRAPH = 5_000


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines with those joined that are one paragraph, all as they are where no width cuts them.

    A page number between two pieces of a paragraph comes behind it; no line is lost.
    """
    width = _width_of(lines)
    if width is None:
        return list(lines)
    found: list[str] = []
    at = 0
    while at < len(lines):
        paragraph, last, between = lines[at], lines[at], []
        at += 1
        while (following := _following(lines, at)) is not None and _goes_on(paragraph, last, lines[following], width):
            between += [line for line in lines[at:following] if line.strip()]
            paragraph, last = join(paragraph.rstrip(), lines[following].strip()), lines[following]
            at = following + 1
        found += [paragraph, *between]
    return found


def _width_of(lines: Sequence[str]) -> int | None:
    """How wide a full line is, None where paragraphs are lines of their own."""
    prose = [line for line in lines if _is_prose(line)]
    widths = sorted(map(_columns, prose), reverse=True)
    enough = max(_FEWEST, len(widths) // _PER_LINE)
    full = next((one for one, last in zip(widths, widths[enough - 1 :], strict=False) if one - last <= _STEP), None)
    if full is None or not _NARROWEST <= full <= _WIDEST:
        return None
    ends = [line.rstrip().endswith(_ENDS) for line in prose if _columns(line) > full - _STEP]
    return full if ends.count(False) >= max(_FEWEST, ends.count(True)) else None


def _is_prose(line: str) -> bool:
    return "\t" not in line and "|" not in line and bool(_PROSE.search(line)) and bool(_HAN.search(line))


def _columns(line: str) -> int:
    """How wide a line is, in digits of a typewriter."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line.strip())


def _following(lines: Sequence[str], at: int) -> int | None:
    """The next line that says something, over blank ones and the number of a page."""
    for place in range(at, min(at + _MOST_BETWEEN, len(lines))):
        if lines[place].strip() and not is_page_number(lines[place]):
            return place
    return None


def _goes_on(paragraph: str, line: str, following: str, width: int) -> bool:
    """Whether a paragraph goes on from its last line so far, which may be its first, to the following one."""
    is_first = paragraph == line
    if len(paragraph) > _LONGEST_PARAGRAPH or any(sign in line + following for sign in "\t|") or not _HAN.search(line):
        return False
    if begins_heading(following.strip()) or _ROW.search(line.strip()) or _ROW.search(following.strip()):
        return False
    if following[:1] in {"　", " "} and line[:1] not in {"　", " "}:
        return False
    is_whole = line.rstrip().endswith(_ENDS)
    if begins_item(following.strip()) and (is_whole or not _is_prose(line)):
        return False
    is_prose = _PROSE.search(paragraph) is not None
    room = width - _columns(line) - (_INDENT if is_first else 0)
    if is_whole:
        return room <= _STEP and is_prose and _is_prose(following)
    is_open = is_prose and room <= (1 - _LONG) * width
    is_amount = (is_prose or _is_prose(following)) and _AMOUNT.match(following) is not None
    is_piece = following.strip()[0] in _OPENS_NONE or _HALF.search(line) is not None
    return room <= _STEP or is_open or is_amount or is_piece
