"""What the lines of one cell say: text that its width wrapped, or numbers that stand below each other."""

import re
from collections.abc import Sequence
from typing import Literal

from flows.readers.layout.lines import Line, Margins, is_full, join

Meeting = Literal["apart", "open", "joined"]

_MOST_DIGITS = 11  # before the point of an amount: no county spends more
_FIRST_HAN = "\u2e80"
_GROUPED = r"\d{1,3}(?:[,，]\d{3})+"
_NUMBER = re.compile(rf"[-−－+]?[¥￥]?(?:{_GROUPED}|\d+)(?:\.\d+)?[%％‰]?|[(（](?:{_GROUPED}(?:\.\d+)?|\d+\.\d+)[)）]")
_LONG = re.compile(rf"[-−－+]?[¥￥]?(?:{_GROUPED}(?:\.\d+)?|\d{{4,}}(?:\.\d+)?|\d+\.\d\d)")
_NO_NUMBER = re.compile(r"[-—–－/]{1,2}")  # what stands in place of one
_PIECE = re.compile(r"[-−－+(（¥￥]*[\d,，.]+[%％‰)）]*")


def is_amount(text: str) -> bool:
    """Whether the text is one whole number, its thousands parted as they must be, or what stands in place of one."""
    text = text.replace(" ", "")
    return bool(_NUMBER.fullmatch(text) or _NO_NUMBER.fullmatch(text))


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and sum(map(str.isdecimal, text.partition(".")[0])) <= _MOST_DIGITS


def is_long_amount(text: str) -> bool:
    """Whether the text is a number of money's length and not a share."""
    return bool(_LONG.fullmatch(text.replace(" ", "")))


def is_part_of_amount(text: str) -> bool:
    """Whether the text is an amount or a piece of one that is wrapped."""
    return is_amount(text) or bool(_PIECE.fullmatch(text.replace(" ", "")))


def is_upright(lines: Sequence[Line]) -> bool:
    """Whether the lines are characters of a word set below each other."""
    return (
        len(lines) > 1 and all(len(line.text) == 1 for line in lines) and any(line.text > _FIRST_HAN for line in lines)
    )


def meeting(upper: Line, lower: Line, edges: Margins) -> Meeting:
    """How a line of a cell meets the one below it: `joined` where only both are a number, `apart` where each says
    something of its own, `open` where the cell's width may have wrapped one into the other.
    """
    first, second = upper.text.replace(" ", ""), lower.text.replace(" ", "")
    is_one = bool(_PIECE.fullmatch(first) and _PIECE.fullmatch(second)) and _is_number(first + second)
    if is_amount(first) and is_amount(second):
        return "open" if is_one and is_full(upper, lower, edges) else "apart"
    if is_one:
        return "joined"
    return "open" if is_full(upper, lower, edges) or is_amount(first) else "apart"


def cell_text(lines: Sequence[Line], left: float, right: float) -> str:
    """A cell's lines: those that its width wrapped are joined, and characters one below the other; others stay lines,
    as do numbers that are whole.
    """
    if is_upright(lines):
        return "".join([line.text for line in lines])
    edges = Margins(left, right)
    text = ""
    for index, line in enumerate(lines):
        if not index:
            text = line.text
        elif are_one(lines[index - 1], line, edges):
            text = join(text, line.text)
        else:
            text = f"{text}\n{line.text}"
    return text


def are_one(upper: Line, lower: Line, edges: Margins) -> bool:
    """Whether only the cell's width parts the lines, and no two whole numbers would be glued."""
    return is_full(upper, lower, edges) and meeting(upper, lower, edges) != "apart"
