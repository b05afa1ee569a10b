"""How a column of changes tells a rise from a fall: by a sign, or by none where it prints how much it was."""

from collections.abc import Iterable, Sequence
from functools import cache

from flows.model.words import read_seed, split_words

_PLUS = ("+", "＋")
_FEWEST_RISES = 3  # beside which a single fall without a sign is strange


def has_plus(printed: str) -> bool:
    """Whether the number is printed with a plus, which only a column with signs has."""
    return printed.strip().startswith(_PLUS)


def lone_fall(rises: int, falls: Sequence[int], heads: Iterable[str]) -> int | None:
    """The only fall of a column without signs that else prints rises, None where it has none.

    One that is headed by a word for falls (增减额, 降幅) may print how much either was.
    """
    if rises < _FEWEST_RISES or len(falls) != 1 or any(word in head for head in heads for word in _falls()):
        return None
    return falls[0]


@cache
def _falls() -> tuple[str, ...]:
    rows = (row for row in read_seed("relation_words") if row["role"] == "stem_down")
    return tuple(word for row in rows for word in split_words(row["words"]))
