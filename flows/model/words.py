"""The words of the field, read once from the CSV seeds that dbt loads too: one home for both."""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"

_SHORT = 60
_MOST_REMEMBERED = 8_192

COUNTY = "county"  # the statement of the measures that only a report of a county's finances speaks of
FUNDS_OF_INCOME = frozenset({"income_general", "income_fund", "income_state_capital"})  # of one budget each
OWN_LEVEL = "own_level"

FISCAL, GENERAL = "财政拨款", "一般公共预算财政拨款"  # funds: all that the treasury pays, and its general budget
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")

_COUNTED = frozenset({"count", "area", "area_mu", "length"})  # families of units that something may be told for each of

R = TypeVar("R")


def remembered(function: Callable[[str], R]) -> Callable[[str], R]:
    """The function with its last answers kept: the labels of a form come again and again.

    Only those to short texts, so that what is kept stays small whatever a document holds.
    """
    known = lru_cache(_MOST_REMEMBERED)(function)

    @wraps(function)
    def answer(text: str) -> R:
        return known(text) if len(text) <= _SHORT else function(text)

    return answer


_RADICALS = frozenset(map(chr, range(0x2F00, 0x2FD6)))  # as fonts print them in place of whole characters
_SEPARATORS = re.compile(r"[\s“”\"'‘’《》〈〉（）()【】\[\]、，,。．·:：;；…—\-—－_/|]+")


@cache
def read_seed(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a seed, as printed; without rows, or with one of another width, it is a bug and raises."""
    heads, lines = _seed(name)
    return tuple(dict(zip(heads, line, strict=True)) for line in lines)


def read_columns(name: str, *heads: str) -> list[tuple[str, ...]]:
    """These columns of a seed, row by row, of a seed with too many rows to be kept as `read_seed` keeps them."""
    all_heads, lines = _seed(name)
    return list(map(itemgetter(*map(all_heads.index, heads)), lines))


def _seed(name: str) -> tuple[list[str], list[list[str]]]:
    """The heads of a seed, and its rows."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        heads, *lines = list(csv.reader(file)) or [[]]
    for number, line in enumerate(lines, start=1):
        if len(line) != len(heads):
            raise ValueError(f"seed {name}.csv, row {number}: {len(line)} fields where the head has {len(heads)}")
    if not lines:
        raise ValueError(f"seed {name}.csv has no rows")
    return heads, lines


@cache
def _basis_names() -> Mapping[str, str]:
    return {row["basis"]: row["basis_name"] for row in read_seed("basis_words")}


def basis_name(basis: str) -> str:
    """What a basis is called (决算数), '' for one without a name."""
    return _basis_names().get(basis, "")


@cache
def change_words() -> Mapping[str, str]:
    """The direction (up, down, same) of each word that tells how a number changed."""
    return {word: row["direction"] for row in read_seed("change_words") for word in split_words(row["words"])}


@remembered
def plain(text: str) -> str:
    """A label reduced to what tells it from others: full-width forms folded, punctuation and blanks gone."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).lower()


def folded(text: str) -> str:
    """A name in its usual characters (⽔利局 is 水利局, ２０ is 20) without blanks, its punctuation as printed."""
    return "".join(unicodedata.normalize("NFKC", one) if _is_written(one) else one for one in text if not one.isspace())


def _is_written(character: str) -> bool:
    return character.isalpha() or character.isdecimal() or character in _RADICALS


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the warehouse: code, Chinese name, statement, base unit, and what it is part of, '' for a total.

    `is_never_negative` where an amount below 0 is a mistake; not where it may be one, or nobody has said so.
    """

    code: str
    name: str
    statement: str
    unit: str
    parent_code: str
    is_never_negative: bool


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure by its code."""
    return {
        row["measure_code"]: Measure(
            row["measure_code"],
            row["measure_name"],
            row["statement"],
            row["unit"],
            row["parent_code"],
            row["is_never_negative"] == "true",
        )
        for row in read_seed("measures")
    }


@cache
def ancestors_of(code: str) -> tuple[str, ...]:
    """The measures that a measure is part of, the nearest first, () for a total."""
    parent = measures()[code].parent_code
    return (parent, *ancestors_of(parent)) if parent else ()


def statement_of(measure_code: str | None) -> str:
    """The statement of the accounts that a measure belongs to, '' for a number of none and for what is no measure."""
    measure = measures().get(measure_code or "")
    return measure.statement if measure else ""


@cache
def measure_by_word() -> Mapping[str, str]:
    """The measure's code for every name and synonym, each reduced by `plain`; the first row wins."""
    words: dict[str, str] = {}
    for row in read_seed("measures"):
        for word in [row["measure_name"], *row["synonyms"].split("|")]:
            words.setdefault(plain(word), row["measure_code"])
    return words


@cache
def words_of_measures() -> Mapping[str, frozenset[str]]:
    """The name and synonyms of every measure, each reduced by `plain`, by its code."""
    return {
        row["measure_code"]: frozenset(map(plain, (row["measure_name"], *split_words(row["synonyms"]))))
        for row in read_seed("measures")
    }


def split_words(cell: str) -> tuple[str, ...]:
    """The words of a seed's cell that lists several, separated by `|`."""
    return tuple(filter(None, cell.split("|")))


def longest_first(words: Iterable[str]) -> list[str]:
    """Words in the order an alternation must try them, so that a short one never hides a long one."""
    return sorted(set(words), key=lambda word: (-len(word), word))


@cache
def county_words(role: str) -> Mapping[str, str]:
    """The words of a role in the seed, reduced by `plain`, with what each means."""
    rows = (row for row in read_seed("county_words") if row["role"] == role)
    return {plain(word): row["meaning"] for row in rows for word in split_words(row["words"])}


@cache
def any_of(*roles: str) -> str:
    """A pattern, without groups, of any word of some roles, the longest first."""
    return "|".join(map(re.escape, longest_first(word for role in roles for word in county_words(role))))


@remembered
def level_kind(scope_name: str) -> str:
    """Whether a scope is the county as a whole (`county`: 全县) or without what is below it (`own_level`: 县本级), ''
    for any other.
    """
    word = plain(scope_name)
    return county_words("level").get(word, "") or county_words("level_first").get(word, "")


@cache
def clause_words(role: str) -> frozenset[str]:
    """The words of a role that lead to a number in a sentence."""
    rows = (row for row in read_seed("clause_words") if row["role"] == role)
    return frozenset(word for row in rows for word in split_words(row["words"]))


@cache
def each() -> re.Pattern[str]:
    """Words that a number is of one of several (人均, 每场); 去年同期均为 and 12月31日均 are none."""
    units = [row["unit"] for row in read_seed("units") if row["family"] in _COUNTED]
    counted = (f"{average}每{unit}" for unit in units for average in ("", "平均"))
    words = longest_first((*clause_words("per_head"), *counted))
    return re.compile(rf"(?<![同\d])(?:{'|'.join(map(re.escape, words))})")


@cache
def fund_words() -> Mapping[str, str]:
    """The fund that each word means, by the word reduced by `plain`."""
    rows = (row for row in read_seed("table_titles") if row["role"] == "fund")
    return {plain(word): row["meaning"] for row in rows for word in split_words(row["words"])}


@cache
def _funds() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!非)(?:{'|'.join(map(re.escape, longest_first(fund_words())))})"
    )  # 非财政拨款结余 is of none


@remembered
def fund_of(text: str) -> str:
    """The fund that a title or a column names (一般公共预算财政拨款 …), '' where it names none or several."""
    funds = {fund_words()[word] for word in _funds().findall(plain(_BRACKETED.sub("", text)))}
    own = funds - {FISCAL} or funds
    return next(iter(own)) if len(own) == 1 else ""


def last_fund(text: str) -> str:
    """The fund that a text names last, '' where it names none."""
    named = _funds().findall(plain(text))
    return fund_words()[named[-1]] if named else ""


def without_funds(text: str) -> str:
    """The text, reduced by `plain`, without the words of funds."""
    return _funds().sub("", plain(text))


@cache
def funds() -> frozenset[str]:
    """All funds that tables and sections are of, by their names."""
    return frozenset(fund_words().values())
