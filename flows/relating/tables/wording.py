"""What the words of a row or a column say of it: a total, one of which, taken away, numbered, coded."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.model.totals import is_grand_total, is_total, is_whole_total
from flows.model.words import read_seed, split_words
from flows.relating.tables.grid import Heads, Lines

_MOST_REMEMBERED = 8_192
_MARKS = (
    r"[一二三四五六七八九十]{1,3}[、.．]",
    r"[（(][一二三四五六七八九十]{1,3}[）)]",
    r"\d{1,2}(?:[、．]|[.](?!\d))",
    r"[（(]\d{1,2}[）)]",
    r"[①-⑳⑴-⒇⒈-⒛]",
)
_MARK = re.compile(r"[\s　]*(?:" + "|".join(f"({mark})" for mark in _MARKS) + ")")


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of a line.

    `total` is sub, whole or grand, '' where it is no total. `level` is that of the mark that its label opens with, 0
    for 一、, None without one. `code` is its number in a classification, '' where it has none.
    """

    total: str = ""
    is_of_which: bool = False
    is_minus: bool = False
    level: int | None = None
    code: str = ""


def wordings(lines: Lines) -> dict[int, Wording]:
    """What is said of each line that holds a number."""
    return {line: wording(lines.heads(line)) for line in lines.numbered}


@lru_cache(_MOST_REMEMBERED)
def wording(heads: Heads) -> Wording:
    """What the words of a line say: its own label is the last of a row, and the lowest of a column."""
    own = heads.words[-1] if heads.words else ""
    mark = _MARK.match(own)
    label = own[mark.end() :] if mark else own
    level = next(at for at, group in enumerate(mark.groups()) if group) if mark else None
    return Wording(
        _total_of(heads.words),
        any(_opens_as(word, "of_which") for word in (*heads.words, label)),
        _opens_as(label, "minus"),
        level,
        heads.code,
    )


def _total_of(words: tuple[str, ...]) -> str:
    """The kind of total that the own label says; 合计 in front of other labels is the group that they divide."""
    own = words[-1] if words else ""
    if not is_total(own):
        return ""
    if is_grand_total(own):
        return "grand"
    return "whole" if is_whole_total(own) else "sub"


def _opens_as(label: str, role: str) -> bool:
    return label.strip().startswith(_openings(role))


@cache
def _openings(role: str) -> tuple[str, ...]:
    rows = (row for row in read_seed("table_words") if row["role"] == role)
    return tuple(word for row in rows for word in split_words(row["words"]))


def parents(codes: dict[int, str]) -> dict[int, int]:
    """The line right above each in a classification: the one whose code is the longest beginning of its own.

    A code that stands twice is no parent: the lines belong to several lists.
    """
    lines: dict[str, list[int]] = {}
    for line, code in codes.items():
        lines.setdefault(code, []).append(line)
    found: dict[int, int] = {}
    for line, code in codes.items():
        for size in range(len(code) - 1, 0, -1):
            if (above := lines.get(code[:size])) is not None:
                if len(above) == 1:
                    found[line] = above[0]
                break
    return found


def parents_by_level(levels: list[tuple[int, int | None]]) -> dict[int, int]:
    """The line that each is one of by its mark: the nearest above of a higher level; lines without a mark end it."""
    found: dict[int, int] = {}
    open_lines: list[tuple[int, int]] = []
    for line, level in levels:
        if level is None:
            open_lines = []
            continue
        while open_lines and open_lines[-1][1] >= level:
            open_lines.pop()
        if open_lines:
            found[line] = open_lines[-1][0]
        open_lines.append((line, level))
    return found
