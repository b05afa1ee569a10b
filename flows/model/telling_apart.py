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
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_LONGEST_LEAD = 10  # characters before the word by which a heading announces how a form is filled in
_REMARK = re.compile(r"[（(][^（）()]*[）)]")
# The places before a body's own name: 长沙市开福区, 青禾县.
_PLACES = re.compile(r"^(?:[\u4e00-\u9fff]{1,8}?[省市州县区])+")
# Label and value, in the order they stand.
Named = Sequence[Sequence[str]]


@cache
def implementer_labels() -> frozenset[str]:
    """The labels, each reduced by `plain`, behind which stands who carries a project out: of one report there may be
    many.
    """
    return frozenset(map(plain, words_of_role("implementer")))


def is_instructions(name: str) -> bool:
    """Whether a heading or the name of a sheet announces how a form is filled in (二、填报说明, 样表)."""
    return bool(_instructions().search(plain(name)))


def is_front(name: str) -> bool:
    """Whether the name of a sheet says that it only stands before reports: a cover, a list of them."""
    return plain(name) in map(plain, words_of_role("front"))


@cache
def _instructions() -> re.Pattern[str]:
    words = "|".join(map(re.escape, longest_first(map(plain, words_of_role("instructions")))))
    return re.compile(rf"^.{{0,{_LONGEST_LEAD}}}(?:{words})\d*$")


@cache
def superior_labels() -> frozenset[str]:
    """The labels, each reduced by `plain`, behind which stands the department that a project is of."""
    return frozenset(map(plain, words_of_role("superior")))


@cache
def summary_words() -> tuple[str, ...]:
    """What a form is called that sums up the reports of several departments or lists them."""
    return tuple(words_of_role("summary"))


@cache
def telling_labels() -> frozenset[str]:
    """The labels, each reduced by `plain`, whose value says whom or what a report is about, departments and projects
    aside.
    """
    return frozenset(map(plain, words_of_role("label")))


def are_told_apart(title: str, named: str, other_title: str, other_named: str) -> bool:
    """Whether two reports are of different bodies, projects or places by what stands behind the same label of both, or
    by their titles, or are one a form and one a text. `named` is a JSON list of labels and values, '' for none.
    """
    if letters_apart(own_words(title), own_words(other_title)) or _are_two_papers(title, other_title):
        return True
    values, other_values = _by_label(named), _by_label(other_named)
    return any(
        all(letters_apart(value, other) for value in values[label] for other in other_values[label])
        for label in values.keys() & other_values.keys()
    )


def are_stems_apart(stem: str, other_stem: str, title: str, other_title: str) -> bool:
    """Whether the names of two files, versions aside, say that they are two reports: one is a form and one a text, or
    each has words of its own where no title says whose report it is.
    """
    if _are_two_papers(stem, other_stem):
        return True
    are_titles_enough = _names_a_body(title) and _names_a_body(other_title)
    return not are_titles_enough and letters_apart(own_words(stem), own_words(other_stem))


def are_matters_apart(stem: str, other_stem: str, department: str) -> bool:
    """Whether the names of two forms that name no project say that they are of two: in anything but the department
    and the year.
    """
    if _are_two_papers(stem, other_stem):
        return True
    matter, other = (_matter(name, plain(department)) for name in (stem, other_stem))
    return sorted(filter(str.isalnum, matter)) != sorted(filter(str.isalnum, other)) or letters_apart(matter, other)


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
    """Whether each text has a letter or digit that the other lacks (第一小学, 第二小学, but not 教育局, 县教育局).

    So are those that have the same ones, and digits in another order (12, 21).
    """
    letters, others = (Counter(filter(str.isalnum, plain(name))) for name in (text, other))
    if letters == others:
        return _numbers(text) != _numbers(other)
    return bool(letters - others) and bool(others - letters)


def _numbers(value: str) -> str:
    return "".join(_NUMERAL.findall(plain(value)))


def own_words(title: str) -> str:
    """What of a title is its own: without the version and the words that stand in every title."""
    return _title_words().sub("", plain(without_version(title)))


def _matter(stem: str, department: str) -> str:
    """What a name says without the department, the places before it, and the year."""
    words = _YEAR.sub("", own_words(stem))
    if not department or department not in words:
        return words
    before, _, behind = words.partition(department)
    return _PLACES.sub("", before) + behind


def _names_a_body(title: str) -> bool:
    """Whether a title says whose report it is; a county alone has many."""
    return any(map(str.isalpha, _PLACES.sub("", own_words(title))))


def _are_two_papers(name: str, other: str) -> bool:
    """Whether one is called a form and one a text (自评表, 自评报告): every department hands in both."""
    papers = {_paper(name), _paper(other)}
    return "" not in papers and len(papers) > 1


def _paper(name: str) -> str:
    """What a title or the name of a file calls itself last: form or text, '' where neither."""
    papers = _papers()
    said = _paper_words().findall(plain(_REMARK.sub("", without_version(name))))
    return papers[said[-1]] if said else ""


@cache
def _papers() -> Mapping[str, str]:
    return {plain(word): role for role in ("form", "text") for word in words_of_role(role)}


@cache
def _paper_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(_papers()))))


def _by_label(named: str) -> Mapping[str, list[str]]:
    values: dict[str, list[str]] = {}
    pairs: Named = json.loads(named) if named else []
    for label, value in pairs:
        values.setdefault(plain(label), []).append(value)
    return values


@cache
def _title_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(map(plain, words_of_role("title"))))))


def words_of_role(role: str) -> list[str]:
    """The words of a role in `telling_words.csv`."""
    rows = (row for row in read_seed("telling_words") if row["role"] == role)
    return [word for row in rows for word in split_words(row["words"])]
