"""The words that join numbers in sentences, from the seeds, as patterns."""

import re
from collections.abc import Iterable
from functools import cache

from flows.model.words import change_words, clause_words, longest_first, read_seed, remembered, split_words
from flows.model.years import YEAR

DIRECTIONS = ("up", "down")
_CORE_ROLES = ("period", "amount", "basis", "doing", "stage", "step", "spent", "planned", "closing")
_BLANK = re.compile(r"[\s　（(）)\[\]【】、,，:：;；“”\"‘’\d.．%％/／\-—－的]+")
_SIDES = ("收入", "支出")


@cache
def relation_words(role: str) -> tuple[str, ...]:
    """The words of a role that join numbers, the longest first."""
    rows = (row for row in read_seed("relation_words") if row["role"] == role)
    return tuple(longest_first(word for row in rows for word in split_words(row["words"])))


@cache
def words_of_rows(role: str) -> tuple[tuple[str, ...], ...]:
    """The words of a role row by row, where each row is of something else."""
    return tuple(split_words(row["words"]) for row in read_seed("relation_words") if row["role"] == role)


def any_word(words: Iterable[str]) -> str:
    """A pattern, without groups, of any of the words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, longest_first(words)))})"


@cache
def any_of(*roles: str) -> str:
    """A pattern, without groups, of any word of some roles."""
    return any_word(word for role in roles for word in relation_words(role))


@cache
def anywhere(*roles: str) -> re.Pattern[str]:
    """Any word of some roles, wherever it stands."""
    return re.compile(any_of(*roles))


@cache
def direction_words(direction: str) -> tuple[str, ...]:
    """The words that say that a number grew (up), fell (down) or changed either way (change)."""
    own = (word for word, its in change_words().items() if its == direction)
    return (*own, *relation_words(direction))


@cache
def _idle() -> re.Pattern[str]:
    words = {word for role in _CORE_ROLES for word in clause_words(role)}
    words.update(word for direction in (*DIRECTIONS, "change", "same") for word in direction_words(direction))
    words.update(word for role in ("idle", "before", "up_of_rates") for word in relation_words(role))
    idle = any_word(words - set(relation_words("in_names")))
    return re.compile(rf"(?P<name>{any_of('fund_names')})|{YEAR}年?(?:度|末|底)?|{idle}")


@remembered
def core_of(words: str) -> str:
    """What words say a number is about, without when it was, which amount it is and what joins it; '' where nothing."""
    return _BLANK.sub("", _idle().sub(lambda found: found["name"] or "", words))


@remembered
def side_of(words: str) -> str:
    """收入 or 支出, whichever alone the words name, else ''."""
    named = [side for side in _SIDES if side in words]
    return named[0] if len(named) == 1 else ""


@remembered
def is_of_both(words: str) -> bool:
    """Whether words name income and expenditure at once: 收、支总计."""
    return "收支" in "".join(words.split()).replace("、", "") or all(side in words for side in _SIDES)


UNLIKE = 4


def likeness(name: str, core: str) -> int:
    """How well a name tells what a number is about, 0 the best, UNLIKE where it does not; 非税 is not 税."""
    if name == core:
        return 0
    if name in core:
        at = core.find(name)
        if at and core[at - 1] in relation_words("negation"):
            return UNLIKE
        return 1 if core.endswith(name) else 2
    return 3 if core and core in name else UNLIKE
