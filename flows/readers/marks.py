"""Marks that are printed above the line (1,280.50¹, m²), told from the digits that they stand at.

A reader hands over the pieces of a line, those above it as `Raised`; which of them are marks is decided by what stands
beside them, so the same in every format.
"""

import re
from collections.abc import Sequence
from itertools import groupby

_LONGEST_MARK = 8
_RAISED = str.maketrans(
    "0123456789０１２３４５６７８９abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
_NOTE = re.compile(r"\s*[\[［【〔(（]?\s*注?\d{1,2}(?:[,，、]\d{1,2})*\s*[\]］】〕)）]?\s*")
_AT_NUMBER = re.compile(r"[0-9０-９A-Za-z%‰)）\]］】〕]")
_LEAST_RISE = 0.2  # of the height of the characters: what is less is set even with something beside it
_USUAL_SIZE, _SMALL_SIZE = 10.5, 7  # points: what reports are set in, and what no line of them is


class Raised(str):
    """A piece of a line that is printed above it."""

    __slots__ = ()


class Lifted(Raised):
    """A piece that only stands higher than its line, as large as the rest of it for all we know: words on a cover do,
    so that it is a mark only where it looks like one and touches a number or the letters of a unit.
    """

    __slots__ = ()


Rise = type[Raised] | None  # what a reader makes of the text of a run, None where it stands on the line


def risen(rise: float, size: float | None) -> Rise:
    """What text is that stands so many points above its line; `size` is its own in points, None where nothing says it.

    In characters smaller than those of any line it is a mark like one that says so itself.
    """
    if rise < _LEAST_RISE * (size or _USUAL_SIZE):
        return None
    return Raised if size and size <= _SMALL_SIZE else Lifted


def with_marks(pieces: Sequence[str]) -> str:
    """The line that the pieces say, with the raised ones as characters that are (1,280.50¹)."""
    if len(pieces) < 2 or {str}.issuperset(map(type, pieces)):  # nearly all lines, and so without a loop
        return "".join(pieces)
    runs = [(kind, "".join(run)) for kind, run in groupby(filter(None, pieces), key=_kind)]
    said = ""
    for number, (kind, text) in enumerate(runs):
        behind = runs[number + 1][1] if number + 1 < len(runs) else ""
        said += _plain_or_mark(kind, text, said, behind)
    return said


def raised(text: str, before: str, behind: str = "") -> str:
    """What is printed above the line between the two, as characters that are (1,280.50¹, m²).

    Longer texts are no marks and come back as they are, and so does what stands behind nothing, unless it would
    become one number with what follows (¹1,280.50): a whole cell may be set that way by mistake.
    """
    is_mark = 0 < len(text.strip()) <= _LONGEST_MARK and (before[-1:].strip() or _leads(text, behind))
    return text.translate(_RAISED) if is_mark else text


def _plain_or_mark(kind: type[str], text: str, before: str, behind: str) -> str:
    if kind is str:
        return text
    if kind is Lifted and not (_leads(text, behind) or (_NOTE.fullmatch(text) and _AT_NUMBER.match(before[-1:]))):
        return text
    return raised(text, before, behind)


def _kind(piece: str) -> type[str]:
    return type(piece) if isinstance(piece, Raised) else str


def _leads(text: str, behind: str) -> bool:
    """Whether a number of a note stands right before another number."""
    return _NOTE.fullmatch(text) is not None and behind.lstrip()[:1].isdecimal()
