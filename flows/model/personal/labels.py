"""The words around personal numbers and names, each role of `personal_labels.csv` as an alternation."""

import re
from collections.abc import Mapping
from functools import cache

from flows.model.words import longest_first, read_seed, split_words


@cache
def _roles() -> Mapping[str, tuple[str, ...]]:
    return {row["role"]: split_words(row["words"]) for row in read_seed("personal_labels")}


def words(role: str) -> tuple[str, ...]:
    """The words of a role; one that the seed does not have raises a KeyError."""
    return _roles()[role]


@cache
def any_of(*roles: str) -> str:
    """A pattern of any word of the roles, the longest first."""
    return "|".join(map(re.escape, longest_first(word for role in roles for word in words(role))))


@cache
def any_spaced(*roles: str) -> str:
    """The same, with what narrow cells put between the characters of a label: blanks (联 系 人) and ends of lines."""
    spaced = longest_first(word for role in roles for word in words(role))
    return "|".join("[ \\n]{0,4}".join(map(re.escape, word)) for word in spaced)


@cache
def first_letters(*roles: str) -> frozenset[str]:
    """The characters that the words of the roles begin with: a text without them holds none of the words."""
    return frozenset(word[0] for role in roles for word in words(role))
