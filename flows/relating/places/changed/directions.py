"""Which way a change goes and since when, by the words that tell it."""

import re
from functools import cache
from typing import Literal

from flows.model.words import change_words, clause_words, longest_first, plain
from flows.relating.places.subjects import words_of

CHANGE, GROWTH = "change", "growth"
_SIGNS = {"up": 1, "down": -1}

_COMPARES = re.compile("同比|[比较与]")

BaseKind = Literal["last_year", "budget", "opening"]


def sign_of(own: str) -> int:
    """1 for more than last year, -1 for less, 0 where the words compare with something else or say neither."""
    if any(word in own for word in words_of("not_last_year")):
        return 0
    return direction_of(own)


@cache
def _words_of_change() -> tuple[str, ...]:
    return tuple(longest_first(change_words()))


def direction_of(own: str) -> int:
    """1 for more than whatever the words compare with, -1 for less, 0 where they say neither."""
    own = own.rpartition(" / ")[2]
    word = next((word for word in _words_of_change() if word in own), "")
    return _SIGNS.get(change_words().get(word, ""), 0)


def named_before(own: str) -> str:
    """What the words name as having changed, before those that compare it: 预算数 of 预算数较上年减少."""
    name = _COMPARES.split(own.rpartition(" / ")[2], maxsplit=1)[0]
    return "" if name in clause_words("period") else plain(name)


def names_base(own: str) -> bool:
    """Whether words say what a change compares with at all."""
    return _COMPARES.search(own.rpartition(" / ")[2]) is not None


def base_kind_of(own: str) -> BaseKind | None:
    """What a change compares with by its own words, None where they compare with nothing that is known."""
    own = _COMPARES.split(own.rpartition(" / ")[2], maxsplit=1)[-1]
    if any(word in own for word in words_of("budget_compared")):
        return "budget"
    if any(word in own for word in words_of("opening_compared")):
        return "opening"
    is_other = any(word in own for word in words_of("not_last_year"))
    return None if is_other else "last_year"
