"""What a text must hold for a pattern to match it, read off the pattern: most texts need not be searched at all."""

import re
from collections.abc import Iterable, Iterator
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 200  # more characters than these are a class of their own, and hardly any text has none of them


def required(pattern: str, flags: int = 0) -> tuple[frozenset[str], ...]:
    """Sets of characters, of each of which every match has one in it or beside it; () where nothing can be told.

    Of what the parser of `re` yields and this does not know, nothing is required: then the pattern is tried.
    """
    parsed = parser.parse(pattern, flags)
    return () if parsed.state.flags & re.IGNORECASE else tuple(dict.fromkeys(_of_sequence(parsed)))


def _of_sequence(sequence: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    for kind, value in sequence:
        if kind is code.LITERAL:
            yield frozenset(chr(value))
        elif kind is code.IN:
            if letters := _of_class(value):
                yield letters
        elif kind in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT} and value[0] > 0:
            yield from _of_sequence(value[2])
        elif kind is code.SUBPATTERN and not value[1] & re.IGNORECASE:
            yield from _of_sequence(value[3])
        elif kind in {code.ASSERT, code.ATOMIC_GROUP}:
            yield from _of_sequence(value[1] if kind is code.ASSERT else value)
        elif kind is code.BRANCH:
            # Whichever branch matches, its own first requirement holds.
            firsts = [next(_of_sequence(branch), frozenset()) for branch in value[1]]
            if all(firsts):
                yield frozenset().union(*firsts)


def _of_class(members: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The characters of a class, none where it has many or is told by what it leaves out."""
    letters: set[str] = set()
    for kind, value in members:
        if kind is code.LITERAL:
            letters.add(chr(value))
        elif kind is code.RANGE and value[1] - value[0] < _MOST:
            letters.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return frozenset()
    return frozenset(letters)
