"""What in a text belongs to a person: telephone and identity numbers, accounts, addresses, and names behind a label.

The one home of this decision: what becomes a figure, the ledger, V08, the masks of all that leaves staging and the net
before publication ask here. The words around a number or a name are those of `personal_labels.csv`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter

from flows.model.personal.folding import fold, places, with_digits
from flows.model.personal.forms import ADDRESS, IDENTITY, MOBILE, is_identity_number
from flows.model.personal.labels import any_of, any_spaced, words
from flows.model.personal.names import NUMBER, names
from flows.model.personal.numbers import NUMBER_KINDS, numbers
from flows.model.words import remembered

__all__ = [
    "ADDRESS", "COVER", "IDENTITY", "MOBILE", "PERSON", "PERSONAL_KINDS", "Personal", "covered", "is_identity_number",
    "is_label_of_names", "is_office", "is_personal_label", "masked", "personal",
]  # fmt: skip

PERSON = "person"
PERSONAL_KINDS = NUMBER_KINDS | {PERSON}
COVER = "***"

_HAN_WORDS = re.compile(r"[\u3005\u3007\u3400-\u9fff\U00020000-\U0003ffff]+(?:\([^()]*\))?")
_START = attrgetter("start")
_MOST_REMEMBERED = 8_192
_SHORT = 80
_LONGEST_LABEL = 24  # a longer line is no label, and costs much to try


@dataclass(frozen=True, slots=True)
class Personal:
    """A stretch of a text that belongs to a person, of one of `PERSONAL_KINDS`; a list of names is one stretch.

    `is_bare` holds of a mobile number in eleven digits that nothing but their form tells to be one.
    """

    kind: str
    start: int
    end: int
    is_bare: bool = False


def personal(text: str, before: str = "") -> tuple[Personal, ...]:
    """What belongs to a person, in the order of the text; places count the characters of the text as given.

    `before` are the words that a form prints in front of the text, `联系电话：` above it or `联系电话 | ` beside it:
    behind them any number of seven digits is a telephone.
    """
    return _remembered(text, before) if len(text) + len(before) <= _SHORT else _personal(text, before)


@remembered
def is_personal_label(text: str) -> bool:
    """Whether a cell or a line is a label of what belongs to a person and nothing else (联系电话, 评价组成员名单：)."""
    flat = "".join(fold(text).split())
    return len(flat) <= _LONGEST_LABEL and _is_label().fullmatch(flat) is not None


@remembered
def is_label_of_names(text: str) -> bool:
    """Whether such a label is that of a person, and not of a number."""
    return _is_label_of_names().search(fold(text)) is not None


def masked(text: str) -> str:
    """The text with `***` in place of everything that belongs to a person."""
    return covered(text, personal(text))


def covered(text: str, parts: Iterable[Personal]) -> str:
    """The text with `***` in place of these parts of it, which are given in its order."""
    kept: list[str] = []
    at = 0
    for part in parts:
        kept += text[at : part.start], COVER
        at = part.end
    return "".join(kept) + text[at:]


def _personal(text: str, before: str) -> tuple[Personal, ...]:
    ahead = fold(before)
    folded = ahead + fold(text)
    digits = with_digits(folded)
    found = [Personal(number.kind, number.start, number.end, number.is_bare) for number in numbers(digits)]
    for start, end in names(_without(folded, found)):
        found += (Personal(PERSON, *part) for part in _between(folded, start, end, tuple(found)))
    found.sort(key=_START)
    at = places(text) if len(folded) - len(ahead) != len(text) else range(len(text))
    return tuple(
        Personal(part.kind, at[part.start - len(ahead)], at[part.end - len(ahead) - 1] + 1, part.is_bare)
        for part in found
        if part.start >= len(ahead)
    )


@remembered
def is_office(text: str) -> bool:
    """Whether words end as the name of an office or a place does, and not as that of a person."""
    return text.strip().endswith(words("office"))


@cache
def _is_label() -> re.Pattern[str]:
    labels = any_spaced(
        "person", "recipient", "duty", "telephone", "identity", "papers", "account", "handle", "address"
    )
    signed = any_of("signed")
    label = rf"[\u4e00-\u9fff]{{0,6}}(?:{labels})(?:号码?|编号|名单)?[及和与、/ ]*"
    return re.compile(rf"(?:{label}){{1,3}}(?:{signed})?(?: *\([^()]*\))? *:?")


@cache
def _label_at_end() -> re.Pattern[str]:
    """The label of a number that stands behind a name (王建国，电话：4230000)."""
    return re.compile(rf"(?:{any_of('telephone', 'identity', 'account')})(?:号码?)?[: ]*\Z")


@cache
def _is_label_of_names() -> re.Pattern[str]:
    return re.compile(any_spaced("person", "recipient", "duty"))


_remembered = lru_cache(_MOST_REMEMBERED)(_personal)


def _without(folded: str, parts: Iterable[Personal]) -> str:
    """The text with `NUMBER` in place of each character of these parts."""
    letters = list(folded)
    for part in parts:
        letters[part.start : part.end] = NUMBER * (part.end - part.start)
    return "".join(letters)


def _between(folded: str, start: int, end: int, numbers_there: Iterable[Personal]) -> Iterator[tuple[int, int]]:
    """The words of a list of names, which stand between the numbers in it."""
    at = start
    for number in sorted((part for part in numbers_there if start < part.end and part.start < end), key=_START):
        yield from _words_of(folded, at, number.start)
        at = number.end
    yield from _words_of(folded, at, end)


def _words_of(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch from its first word to its last, if it has one."""
    label = _label_at_end().search(folded, start, end)
    stretches = [match.span() for match in _HAN_WORDS.finditer(folded, start, label.start() if label else end)]
    if stretches:
        yield stretches[0][0], stretches[-1][1]
