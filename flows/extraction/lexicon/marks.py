"""Marks of notes at a number (1,280.50¹, 95%①, 3.2*): they are no part of it, whatever stands behind them."""

import re

from flows.extraction.lexicon.quantities import Quantity, ignored_token

_RAISED = "⁰¹²³⁴-⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_AT_NUMBER = re.compile(f"(?<=[0-9])[{_RAISED}]+")
_MARK = rf"[\[［【〔(（⁽]?注?[{_RAISED}]+(?:[,，、][{_RAISED}]+)*[\]］】〕)）⁾]?"
# Those of full height only where the cell ends: in a sentence they number what follows.
_IN_CELL = re.compile(
    rf"(?<=[0-9%‰)）元分人户个])(?:{_MARK}"
    r"|[ \u3000]?(?:[\[［【〔](?:注\s?)?\d{1,2}[\]］】〕]|[①-⑳]+|[*＊※†‡#]{1,3}|[（(]?注\d?[）)]?)(?=\s*$))"
    rf"|^\s*{_MARK}(?=\s*[0-9])"
)
_NUMBERS = re.compile(r"[\d①-⑳⁰¹²³⁴-⁹]+")


def without_marks(folded: str) -> str:
    """A folded text with blanks in place of the marks above the line at its numbers, so that units follow them."""
    return _AT_NUMBER.sub(lambda match: " " * len(match[0]), folded)


def marks_of_cell(text: str, folded: str) -> tuple[str, tuple[Quantity, ...]]:
    """The folded text of a cell with blanks in place of marks, and the marks that are numbers, as ignored tokens."""
    marks: list[Quantity] = []
    for match in _IN_CELL.finditer(folded):
        folded = f"{folded[: match.start()]}{' ' * len(match[0])}{folded[match.end() :]}"
        for number in _NUMBERS.finditer(text, *match.span()):
            marks.append(ignored_token(text, number.start(), number.end(), number.end(), "note_mark"))
    return folded, tuple(marks)
