"""The words that scoring rules are written in, and their text in the one form that the grammar reads."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from flows.model.words import longest_first, read_seed, split_words

# Where an item of a numbered list begins.
ITEM = "\x1e"
# Parted by these, words belong to different statements.
STOPS = f"。;:{ITEM}"
NUMBER = r"(?<![\d.])\d{1,6}(?:\.\d{1,4})?(?![\d.]*\d)"

_NUMBER_ALONE = re.compile(NUMBER)
_CIRCLED = r"[①-⑳⑴-⒇❶-❿➀-➓㈠-㈩]"
_CIRCLED_ITEM = re.compile(rf"(?<![以上述第、和及至]){_CIRCLED}")
_NUMBERED_ITEM = re.compile(
    r"(?:^|(?<=[\n。；;：:分）)]))[ \t　]*(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]"
    r"|(?:\d{1,2})(?:[、．]|\.(?!\d))|[一二三四五六七八九十]{1,2}、|[一二三四五六七八九]是)",
)
_ONE_FORM = str.maketrans("≦≧﹦═，−～﹥﹤", "≤≥==,-~><")
_DIGITS: Mapping[str, Decimal] = {word: Decimal(n) for n, word in enumerate("一二三四五六七八九十", start=1)} | {
    "两": Decimal(2),
    "半": Decimal("0.5"),
}
NUMERAL = f"{NUMBER}|[{''.join(_DIGITS)}]"


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of a role, in the form of `folded`; a role that the seed lacks is a bug and raises."""
    [row] = [row for row in read_seed("scoring_words") if row["role"] == role]
    return split_words(row["words"])


def one_of(*roles: str) -> str:
    """A pattern for any word of the roles, the longest first."""
    found = [word for role in roles for word in words(role)]
    return f"(?:{'|'.join(map(re.escape, longest_first(found)))})"


@cache
def units() -> str:
    """A pattern for the units that a condition may be counted in."""
    found = {unicodedata.normalize("NFKC", row["unit"]) for row in read_seed("units")}
    return f"(?:{'|'.join(map(re.escape, longest_first(found)))})"


def folded(text: str) -> str:
    """The rule without blanks, half-width, with one form of ≤ and ≥ and with `ITEM` where an item begins.

    A circled number that refers to an item (以上③) begins none.
    """
    marked = _NUMBERED_ITEM.sub(ITEM, _CIRCLED_ITEM.sub(ITEM, text.replace(ITEM, "")))
    flat = unicodedata.normalize("NFKC", marked).translate(_ONE_FORM)
    return "".join(character for character in flat if not character.isspace() or character == ITEM)


def number(text: str) -> Decimal:
    """A number printed in digits or as one Chinese numeral."""
    return _DIGITS[text] if text in _DIGITS else Decimal(text)


def is_numeral(text: str) -> bool:
    """Whether a text is a number in digits or one Chinese numeral."""
    return text in _DIGITS or _NUMBER_ALONE.fullmatch(text) is not None
