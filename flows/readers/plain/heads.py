"""The heads of columns in text without a layout: which words head a column, and what its cells look like."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.model.totals import is_total, total_words
from flows.model.words import longest_first, plain, read_seed, remembered, split_words
from flows.model.years import YEAR

NAMES = frozenset({"name", "level", "caption"})
NUMBERS = frozenset({"amount", "rate", "weight", "score", "serial", "code", "number"})
_GLUED = frozenset({"level", "weight", "score", "value"})
_LONGEST = 30
_BRACKETED = re.compile(r"[（(][^（()）]{0,20}[）)]$")
_WHEN = re.compile(rf"^(?:{YEAR}年?度?|本年度?|上年度?|当年|全年|年初|年度)")
_RATE = re.compile(r"(?:率|比例|比重|幅度|百分比|[%％])$")
_GROUP = re.compile(r"(?:增减|变化|变动|完成|执行|资金)情况$|^其中[:：]?$|^功能分类科目$|^财政拨款$")
_JOINED = 3  # a head is wrapped into as many cells at most


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the heads above it, from top to bottom, and what its cells look like.

    `form` is name, caption (names, or none for a row alone), level (names of several levels, some left out), code,
    serial, amount, rate, weight, score, number (one of these), value (what an indicator is to reach: words or a
    quantity), mark (a sign or a unit), text (words, often left out), or group, for a head that others divide.
    """

    heads: tuple[str, ...]
    form: str


@remembered
def form_of(text: str) -> str:
    """What the cells below a head look like, '' where the words head no column that is known."""
    word = _folded(text)
    if form := _named(word):
        return form
    if is_total(word) and len(word) < _LONGEST // 2 and ":" not in word:
        return "amount"
    if any(_GROUP.search(_WHEN.sub("", reading)) for reading in (word, _BRACKETED.sub("", word))):
        return "group"
    return "rate" if _RATE.search(word) and 1 < len(word) < _LONGEST // 2 and not word[0].isdigit() else ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split())).rstrip(":")


@remembered
def _named(word: str) -> str:
    """The form of a head that is one of the seeds' words, its time and a remark in brackets aside, or ''."""
    if not word or len(word) > _LONGEST or (word[0].isdigit() and not re.match(YEAR, word)):
        return ""
    for reading in dict.fromkeys((word, _BRACKETED.sub("", word))):
        for one in dict.fromkeys(plain(each) for each in (reading, _WHEN.sub("", reading))):
            if form := _forms().get(one, ""):
                return "rate" if form == "amount" and _RATE.search(reading) else form
    return ""


@cache
def _forms() -> Mapping[str, str]:
    """The form of every word that heads columns, reduced by `plain`; roles come before bases, those before measures."""
    forms: dict[str, str] = {}
    words = [(word, row["form"]) for row in read_seed("column_roles") for word in split_words(row["words"])]
    words += [
        (word, "amount") for row in read_seed("basis_words") if row["basis"] for word in split_words(row["words"])
    ]
    words += [(word, "amount") for word in total_words()]
    words += [
        (word, "rate" if row["unit"] == "%" else "amount")
        for row in read_seed("measures")
        for word in (row["measure_name"], *split_words(row["synonyms"]))
    ]
    for word, form in words:
        forms.setdefault(plain(word), form)
    return forms


@cache
def head_words() -> tuple[str, ...]:
    """The words that head columns of numbers and of levels, as printed, the longest first."""
    roles = (word for row in read_seed("column_roles") if row["form"] in _GLUED for word in split_words(row["words"]))
    bases = (word for row in read_seed("basis_words") if row["basis"] for word in split_words(row["words"]))
    others = (word for row in read_seed("measures") if row["unit"] == "%" for word in split_words(row["synonyms"]))
    return tuple(longest_first([*roles, *bases, *others]))


def heads_in(texts: Sequence[str]) -> list[tuple[str, int]]:
    """The longest run of heads that cells begin with: each head, and how many cells it takes.

    A head may be wrapped into several cells; where one cell is a head already, it stands alone unless the next would
    then be none. Two heads may be glued together in one cell, which the second of them takes no cell for.
    """
    reach: list[tuple[int, tuple[tuple[str, int], ...]]] = [(0, ())] * (len(texts) + 1)
    for at in range(len(texts) - 1, -1, -1):
        best: tuple[int, tuple[tuple[str, int], ...]] = (0, ())
        for count in range(1, min(_JOINED, len(texts) - at) + 1):
            joined = "".join(texts[at : at + count])
            if count > 1 and all(map(form_of, texts[at : at + count])):
                continue
            parts = (
                (joined,)
                if (form_of(joined) if count == 1 else _named(_folded(joined))) or (count == 1 and not joined and at)
                else tuple(split_heads(joined))
                if count == 1
                else ()
            )
            if parts and count + reach[at + count][0] > best[0]:
                own = ((parts[0], count), *((part, 0) for part in parts[1:]))
                best = (count + reach[at + count][0], own + reach[at + count][1])
        reach[at] = best
    return list(reach[0][1]) if reach else []


@remembered
def may_begin_head(text: str) -> bool:
    """Whether a cell is a head, or the beginning of one that is wrapped or glued to the next."""
    return bool(form_of(text)) or _folded(text) in _beginnings() or bool(leading_heads(text))


@cache
def _beginnings() -> frozenset[str]:
    """What the words of heads begin with, their time included."""
    times = ("", "本年", "上年", "全年", "年初", "年度", "本年度", "上年度", "当年")
    return frozenset((time + word)[:end] for word in _forms() for time in times for end in range(1, len(time + word)))


def split_heads(text: str) -> list[str]:
    """The heads that a text without blanks is made of (科目编码科目名称), [] where it is not made of heads only."""
    found = leading_heads(text)
    return found if len(found) > 1 and sum(map(len, found)) == len(text) else []


def leading_heads(text: str) -> list[str]:
    """The heads that a text without blanks begins with, the longest first, brackets behind a head included."""
    found: list[str] = []
    at = 0
    while at < len(text):
        head = next(
            (
                text[at:end]
                for end in range(min(at + _LONGEST // 2, len(text)), at + 1, -1)
                if _named(_folded(text[at:end]))
            ),
            "",
        )
        if not head:
            break
        found.append(head)
        at += len(head)
    return found
