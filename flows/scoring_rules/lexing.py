"""A folded scoring rule as tokens: numbers, units, points, and the words of `scoring_words.csv` with their roles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.model.words import longest_first, read_seed, remembered, split_words
from flows.model.years import YEAR
from flows.scoring_rules.words import NUMBER, STOPS, one_of, units

_SYMBOLS: Mapping[str, str] = {
    "≥": "at_least", ">=": "at_least", "≤": "at_most", "<=": "at_most", ">": "above", "<": "below", "=": "equal",
}  # fmt: skip
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a rule from `start` on.

    `kind` is number, unit, point (the 分 behind a number), symbol, stop, year, word, or other for what has no meaning;
    digits that are no number are other. `roles` are those that a word has in the seed; `value` is that of a number.
    """

    kind: str
    text: str
    start: int
    roles: frozenset[str] = frozenset()
    value: Decimal | None = None

    @property
    def end(self) -> int:
        """Where the next token begins."""
        return self.start + len(self.text)

    @property
    def has_digits(self) -> bool:
        """Whether it prints a number that is none of a year."""
        return self.kind == "number" or (self.kind == "other" and any(one.isdigit() for one in self.text))

    def means(self, *roles: str) -> bool:
        """Whether it has one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def compares(self) -> str:
        """How a symbol compares (at_least, above …), '' where it is none."""
        return _SYMBOLS.get(self.text, "") if self.kind == "symbol" else ""


@cache
def _roles() -> Mapping[str, frozenset[str]]:
    """The roles of every word."""
    found: dict[str, set[str]] = {}
    for row in read_seed("scoring_words"):
        for word in split_words(row["words"]):
            found.setdefault(word, set()).add(row["role"])
    return {word: frozenset(roles) for word, roles in found.items()}


@cache
def _pattern() -> re.Pattern[str]:
    """One token. A word that ends in points (得分) gives way where a longer one begins with these (分值)."""
    points, no_points = one_of("points"), one_of("no_points")
    single = re.escape(next(iter(_points())))
    words = "|".join(
        re.escape(word) + (rf"(?<!(?={no_points}){single})" if word[-1:] in _points() else "")
        for word in longest_first(_roles())
    )
    symbols = "|".join(map(re.escape, longest_first(_SYMBOLS)))
    return re.compile(
        rf"(?P<year>(?<!\d){YEAR}年度?)|(?P<symbol>{symbols})|(?P<stop>[,{STOPS}])"
        rf"|(?P<point>(?<=\d)(?!{no_points}){points}(?!钟))|(?P<unit>(?<=\d){units()})"
        rf"|(?P<word>{words})|(?P<number>{NUMBER})|(?P<other>\d+(?:\.\d+)*|[\s\S])"
    )


@cache
def _points() -> frozenset[str]:
    [row] = [row for row in read_seed("scoring_words") if row["role"] == "points"]
    return frozenset(split_words(row["words"]))


@remembered
def lexed(text: str) -> Sequence[Token]:
    """The tokens of a folded text, which together are the text."""
    tokens = []
    for match in _pattern().finditer(text):
        kind, piece = match.lastgroup or "other", match.group()
        value = Decimal(piece) if kind == "number" else None
        tokens.append(Token(kind, piece, match.start(), _roles().get(piece, frozenset()), value))
    return tuple(tokens)


def is_percent(token: Token) -> bool:
    """Whether a unit is per cent."""
    return token.kind == "unit" and token.text == _PERCENT


def at(tokens: Sequence[Token], index: int) -> Token:
    """The token at an index, an empty one past the end."""
    return tokens[index] if 0 <= index < len(tokens) else _END


_END = Token("stop", "", 0)


def over(tokens: Sequence[Token], index: int, *roles: str, most: int = 1) -> int:
    """The index behind at most so many words of the roles."""
    end = index
    while end < index + most and at(tokens, end).means(*roles):
        end += 1
    return end
