"""Numbers in a text: each numeric token as a quantity, or with the named reason to ignore it.

The reasons to ignore one are the patterns of `ignored_numbers.csv`, tried in the order of the file. Numbers of persons
are covered before (`flows.extraction.covering`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter

from flows.extraction.lexicon.digits import digits_pattern, fold, is_of_currency, ranged, read_digits
from flows.extraction.lexicon.marks import marks_of_cell, without_marks
from flows.extraction.lexicon.numerals import CHINESE_DIGITS, read_spelled, spelled_pattern
from flows.extraction.lexicon.quantities import Quantity, holds_digit, ignored_token, negated, overlaps, with_unit
from flows.extraction.lexicon.required import required
from flows.extraction.lexicon.units import units
from flows.model.words import read_seed, remembered

_START = attrgetter("start")
_DIGIT = re.compile(r"[\d①-⒛]")
_ASCII_DIGITS = re.compile("[0-9]+")
# 元, as some formats set it in place of ¥, and the mark by which a sheet is told that a number is text.
_SET_BEFORE = re.compile(r"^(\s*)(?:[元圆](?=[ \u3000]?[-(（]?\d)|['‘’＇](?=-?\d))")
_LONGEST_CELL = 200  # blanks and marks included
# Cells printed with nothing between them: 31.8026.70, 100%100%20, 303010100.00%. Where one number ends, nobody can say.
_GLUED = re.compile(r"(?<![\d.,])(?:\d+\.\d{3,}\.\d[\d.]*|\d+(?:\.\d+)?[%％](?=\d)[\d.%％]+|\d{5,}(?:\.\d+)?(?=[%％]))")
# What grew from next to nothing did so by so much.
_OF_CHANGE = re.compile(r"(?:增长|增加|增幅|上升|提高|下降|减少|降低|降幅|变动|增减)[率幅度额了为约达]{0,3}[ \u3000]?$")
_BROKEN = 2  # line ends: numbers in three lines are three
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年")  # no length of time: a row or a column of that year
_CELL_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


@cache
def _ignored(has_digits: bool) -> tuple[tuple[str, re.Pattern[str], tuple[frozenset[str], ...]], ...]:
    """Each reason with its pattern, and the characters that a text must hold for it to match.

    Without digits only those that spelled numbers match, by their example.
    """
    return tuple(
        (row["ignored_reason"], re.compile(row["pattern"], re.MULTILINE), required(row["pattern"], re.MULTILINE))
        for row in read_seed("ignored_numbers")
        if has_digits or not _DIGIT.search(row["example"])
    )


def scan(text: str) -> tuple[Quantity, ...]:
    """Every numeric token of the text in its order; none overlaps another."""
    folded = fold(text)
    has_digits = _DIGIT.search(folded) is not None  # without one, only the patterns of Chinese numerals can match
    taken = bytearray(len(text))
    found = _scan_ignored(text, folded, has_digits, taken)
    if has_digits:
        folded = without_marks(folded)
        found.extend(_scan_digits(text, folded, taken))
    for match in spelled_pattern().finditer(text):
        quantity = read_spelled(text, match)
        if quantity is not None and not overlaps(taken, quantity.start, quantity.end):
            found.append(quantity)
    found.sort(key=_START)
    if has_digits and (left := _left_over(text, folded, found)):
        found = sorted([*found, *left], key=_START)
    return tuple(found)


def _scan_ignored(text: str, folded: str, has_digits: bool, taken: bytearray) -> list[Quantity]:
    """The tokens that a pattern ignores; they mark their characters as taken."""
    found: list[Quantity] = []
    for reason, start, end in _to_ignore(folded, has_digits):
        span = _digits_span(folded, start, end)
        if span and not overlaps(taken, *span):
            if reason != "note_mark" or folded[span[0]].isdecimal():  # a unit may follow a mark above the line
                taken[slice(*span)] = b"\1" * (span[1] - span[0])
            found.append(ignored_token(text, *span, end, reason))
    return found


def _to_ignore(folded: str, has_digits: bool) -> Iterator[tuple[str, int, int]]:
    """The stretches that hold no figure, with the reason; an earlier one rules out those that overlap it."""
    letters = frozenset(folded)
    for reason, pattern, needed in _ignored(has_digits):
        if not any(map(letters.isdisjoint, needed)):
            yield from ((reason, *match.span()) for match in pattern.finditer(folded))


def _scan_digits(text: str, folded: str, taken: bytearray) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _GLUED.finditer(folded):
        is_change = _OF_CHANGE.search(folded, max(0, match.start() - 8), match.start())
        if not is_change and not overlaps(taken, *match.span()):
            taken[slice(*match.span())] = b"\1" * len(match[0])
            found.append(ignored_token(text, *match.span(), match.end(), ""))
    at = 0
    for match in digits_pattern().finditer(folded):
        start, end = match.start("number"), match.end("number")
        if match["sign"]:
            start = match.start("sign")
        if start < at or overlaps(taken, match.start("number"), end) or _goes_on(folded, start):
            continue
        quantity = read_digits(text, folded, match, start, taken)
        if _is_inside_word(folded, start) and not quantity.printed_unit:  # GDP156.3亿元 is an amount, A4 a name
            continue
        if not quantity.printed_unit and is_of_currency(text, start):
            quantity = with_unit(quantity, "元")
        found.append(ranged(text, folded, quantity, taken))
        at = found[-1].end
    return found


def _left_over(text: str, folded: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Digits that no pattern took: tokens without a value, so that none is lost."""
    left: list[Quantity] = []
    start = 0
    for quantity in [*found, None]:
        end = quantity.start if quantity else len(folded)
        for match in _ASCII_DIGITS.finditer(folded, start, end) if start < end else ():
            left.append(ignored_token(text, match.start(), match.end(), match.end(), ""))
        if quantity:
            whole = quantity.unit_end if holds_digit(quantity.printed_unit) else quantity.end
            start = max(start, whole)
    return left


@remembered
def read_cell(text: str) -> Quantity | None:
    """The quantity of a cell that holds nothing else (1,234.50 or 95% or ≥20个), else None."""
    if len(text) > _LONGEST_CELL:
        return None
    folded, marks = marks_of_cell(text, _CELL_THOUSANDS.sub(",", _SET_BEFORE.sub(r"\1 ", fold(text))))
    quantity = _read_whole(text, folded)
    return replace(quantity, marks=marks) if quantity and marks else quantity


def _read_whole(text: str, folded: str) -> Quantity | None:
    """The quantity that a cell's folded text, of which marks are gone, is nothing but, else None."""
    stripped = folded.strip()
    if not stripped or len(stripped) > 40 or _YEAR.fullmatch(stripped) or stripped.count("\n") >= _BROKEN:
        return None
    if not _DIGIT.search(stripped):
        spelled = spelled_pattern().search(text)
        return read_spelled(text, spelled) if spelled and spelled[0] == text.strip() else None
    # A share in brackets is an aside more often than a loss, 10分 the weight of a line.
    negative = re.fullmatch(r"[(（]\s*(\d[\d,.]*)\s*(?:亿元|万元|元)?\s*[)）]", stripped)
    compact = re.sub(r"(?<=[\d.,])[ \n　]+(?=[\d.,])", lambda m: "\x00" * len(m[0]), folded)
    if "\x00" in compact:  # a number broken by a line end or blanks: places still count the printed text
        joined = compact.replace("\x00", "")
        whole = read_cell(joined)
        return (
            replace(
                whole,
                start=_first_digit(folded),
                end=_last_digit(folded),
                printed=text.strip(),
                note="数字被断开",
            )
            if whole
            else None
        )
    match = digits_pattern().search(folded)
    if match is None:
        return None
    if negative:
        quantity = read_digits(text, folded, match, match.start("number"), bytearray())
        return replace(negated(quantity), printed=text.strip())
    start = match.start("sign") if match["sign"] else match.start("number")
    quantity = ranged(text, folded, read_digits(text, folded, match, start, bytearray()), bytearray())
    lead, rest = folded[: match.start()].strip(), folded[max(match.end(), quantity.unit_end) :].strip()
    return None if lead or (rest and not _is_other_unit(rest)) else quantity


def _is_other_unit(text: str) -> bool:
    """Whether brackets hold a unit that may as well be said instead (68万头（只）, 12台（套）)."""
    return text[0] in "(（" and text[-1] in ")）" and text[1:-1].strip() in units()


def _digits_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    digits = [i for i in range(start, end) if text[i].isdigit() or "①" <= text[i] <= "⒛"] or [
        i for i in range(start, end) if text[i] in CHINESE_DIGITS
    ]
    return (digits[0], digits[-1] + 1) if digits else None


def _first_digit(text: str) -> int:
    return next(i for i, char in enumerate(text) if char.isdigit())


def _last_digit(text: str) -> int:
    return max(i for i, char in enumerate(text) if char.isdigit()) + 1


def _is_inside_word(text: str, start: int) -> bool:
    return start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()


def _goes_on(text: str, start: int) -> bool:
    """Whether digits are the rest of a number or of a name that began before."""
    return start > 0 and ((text[start - 1].isascii() and text[start - 1].isdecimal()) or text[start - 1] in "._")
