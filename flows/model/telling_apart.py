"""What tells two reports of one department, year and kind apart: the bodies, projects and titles that they name.

Two versions of one report name the same; a school's form and its neighbour's do not, however alike they are.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from flows.model.file_versions import without_version
from flows.model.words import longest_first, plain, read_seed, split_words

_NUMERAL = re.compile(r"[〇一二三四五六七八九十\d]")
# Label and value, in the order they stand.
Named = Sequence[Sequence[str]]


@cache
def telling_labels() -> frozenset[str]:
    """The labels, each reduced by `plain`, whose value says whom or what a report is about, departments and projects
    aside.
    """
    return frozenset(map(plain, _words("label")))


def are_told_apart(title: str, named: str, other_title: str, other_named: str) -> bool:
    """Whether two reports are of different bodies, projects or places by what stands behind the same label of both, or
    by their titles. `named` is a JSON list of labels and values, '' for none.
    """
    if letters_apart(_own_words(title), _own_words(other_title)):
        return True
    values, other_values = _by_label(named), _by_label(other_named)
    return any(
        all(letters_apart(value, other) for value in values[label] for other in other_values[label])
        for label in values.keys() & other_values.keys()
    )


def are_numbered_apart(named: str, other_named: str) -> bool:
    """Whether what stands behind one label has other Chinese numerals or digits in both reports: 第一小学, 第二小学.

    For texts of which letters may be misread: a misread numeral is missing, and seldom another one.
    """
    values, other_values = _by_label(named), _by_label(other_named)
    return any(
        numbers.isdisjoint(other_numbers)
        for label in values.keys() & other_values.keys()
        if (numbers := set(map(_numbers, values[label])))
        and (other_numbers := set(map(_numbers, other_values[label])))
        and "" not in numbers | other_numbers
    )


def letters_apart(text: str, other: str) -> bool:
    """Whether each text has a letter or digit that the other lacks: 第一小学, 第二小学, but not 教育局, 县教育局."""
    letters, others = (Counter(filter(str.isalnum, plain(name))) for name in (text, other))
    return bool(letters - others) and bool(others - letters)


def _numbers(value: str) -> str:
    return "".join(_NUMERAL.findall(plain(value)))


def _own_words(title: str) -> str:
    """What of a title is its own: without the version and the words that stand in every title."""
    return _title_words().sub("", plain(without_version(title)))


def _by_label(named: str) -> Mapping[str, list[str]]:
    values: dict[str, list[str]] = {}
    pairs: Named = json.loads(named) if named else []
    for label, value in pairs:
        values.setdefault(plain(label), []).append(value)
    return values


@cache
def _title_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(map(plain, _words("title"))))))


def _words(role: str) -> list[str]:
    rows = (row for row in read_seed("telling_words") if row["role"] == role)
    return [word for row in rows for word in split_words(row["words"])]
