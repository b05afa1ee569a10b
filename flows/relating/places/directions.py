"""Which way a change goes since last year, by the words that tell it."""

from flows.model.words import change_words, longest_first
from flows.relating.places.subjects import words_of

CHANGE, GROWTH = "change", "growth"
_SIGNS = {"up": 1, "down": -1}


def sign_of(own: str) -> int:
    """1 for more than last year, -1 for less, 0 where the words compare with something else or say neither."""
    if any(word in own for word in words_of("not_last_year")):
        return 0
    word = next((word for word in longest_first(change_words()) if word in own), "")
    return _SIGNS.get(change_words().get(word, ""), 0)
