"""What the name of a file says of which version of a report it is: its words, numbers and dates, and what is left.

The words are a seed, `version_words`. A name alone never says that two files are the same report.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from flows.model.words import longest_first, plain, read_seed, split_words

_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_LEAP_YEAR = 2000
_EXTENSION = re.compile(r"\.[A-Za-z]{2,5}$")
_COPY_NUMBER = re.compile(r"[（(](\d{1,2})[）)]\s*$")
_NUMBERED = re.compile(
    r"第?(?P<ordinal>[一二三四五六七八九十]|\d{1,2})(?:次(?:修改|修订))?[稿版]"
    r"|(?<![A-Za-z])[vV](?P<number>\d{1,2}(?:\.\d{1,2})?)(?![\d.])"
)
_NUMBER_BEHIND = r"(?P<behind>\d{1,2}|[一二三四五六七八九十])?(?![\d\u4e00-\u9fffA-Za-z])"


@dataclass(frozen=True, slots=True)
class FileVersion:
    """The version that a file's name tells: by its words (0 where it has none), its number (1 where it has none), its
    date (0 where it has none; 20210420, or 420 without a year) and the number of a second download; whether it is
    called no copy; and the name without all that. The greater of two is the later, as far as names tell.
    """

    word_rank: int = 0
    number: float = 1
    date_no: int = 0
    copy_no: int = 0
    is_original: bool = True
    stem: str = ""


def file_version(source_path: str) -> FileVersion:
    """What a path tells: the file's own name and, where this says nothing, a folder called by nothing else."""
    *folders, name = source_path.split("/") if source_path else [""]
    told = _read(_EXTENSION.sub("", name))
    if (told.word_rank, told.number, told.date_no) != (0, 1, 0):
        return told
    for folder in reversed(folders):
        above = _read(folder.removesuffix("!").removesuffix(".zip").removesuffix(".eml"))
        if not above.stem and (above.word_rank, above.number, above.date_no) != (0, 1, 0):
            return replace(above, copy_no=told.copy_no, is_original=told.is_original, stem=told.stem)
    return told


def _read(name: str) -> FileVersion:
    copy_no = 0
    if match := _COPY_NUMBER.search(name):
        copy_no, name = int(match[1]), name[: match.start()]
    numbers = [_number(match["ordinal"] or match["number"]) for match in _NUMBERED.finditer(name)]
    name = _NUMBERED.sub(" ", name)
    name, dates = _without_dates(name)
    is_original = not _copy_words().search(name)
    name = _copy_words().sub(" ", name)
    ranks: list[int] = []
    for match in _version_words().finditer(name):
        ranks.append(_ranks()[plain(match["word"])])
        numbers += [_number(match["behind"])] if match["behind"] else []
    return FileVersion(
        word_rank=ranks[-1] if ranks else 0,
        number=max(numbers, default=1),
        date_no=max(dates, default=0),
        copy_no=copy_no,
        is_original=is_original,
        stem=plain(_version_words().sub(" ", name)),
    )


def _number(text: str) -> float:
    return _NUMERALS.get(text) or float(text)


def _without_dates(name: str) -> tuple[str, list[int]]:
    """The name without its dates, and these as numbers."""
    dates: list[int] = []
    for pattern in _dates():
        for match in list(pattern.finditer(name)):
            if number := _date_no(int(match.groupdict().get("year") or 0), int(match["month"]), int(match["day"])):
                dates.append(number)
                name = name.replace(match[0], " ", 1)
    return name, dates


def _date_no(year: int, month: int, day: int) -> int:
    """The date as one number, 0 where the calendar has no such day; without a year any leap year has it."""
    try:
        date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return 0
    return year * 10_000 + month * 100 + day


@cache
def _dates() -> tuple[re.Pattern[str], ...]:
    """A month and a day, behind the year or without it: 2021-04-20, 2021年4月20日; 20210420; 4.20, 4月20日; 0420.

    Without the year they are a version's only where the name goes on with no other word than a version's, and none
    stands in quotes: S3.10省道, 5.12活动 and “4.20”专项 are matters.
    """
    before = r"(?<![\d.A-Za-z“\"])"
    behind = rf"(?:(?![\d.%％”\"\u4e00-\u9fffA-Za-z])|(?=稿|版|{_any_of('version')}))"
    return (
        re.compile(r"(?<!\d)(?P<year>20\d\d)[-._年/](?P<month>\d{1,2})[-._月/](?P<day>\d{1,2})日?(?!\d)"),
        re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\d{4}|\d{6})?(?!\d)"),
        re.compile(rf"{before}(?P<month>\d{{1,2}})[.\-月](?P<day>\d{{1,2}})[日号]?{behind}"),
        re.compile(rf"{before}(?P<month>\d\d)(?P<day>\d\d){behind}"),
    )


@cache
def _rows(role: str) -> Mapping[str, str]:
    return {
        word: row["version_rank"]
        for row in read_seed("version_words")
        if row["role"] == role
        for word in split_words(row["words"])
    }


@cache
def _ranks() -> Mapping[str, int]:
    return {plain(word): int(rank) for word, rank in _rows("version").items()}


def _any_of(role: str) -> str:
    return "|".join(map(re.escape, longest_first(_rows(role))))


@cache
def _version_words() -> re.Pattern[str]:
    """A word counts where no word goes on behind it: 维修改造 is no 修改."""
    return re.compile(rf"(?P<word>{_any_of('version')}){_NUMBER_BEHIND}", re.IGNORECASE)


@cache
def _copy_words() -> re.Pattern[str]:
    words = _any_of("copy")
    return re.compile(rf"^(?:{words})|[\s\-_—（(]+(?:{words})(?![\u4e00-\u9fffA-Za-z])", re.IGNORECASE)


def without_version(name: str) -> str:
    """A title without the words that say which version it is."""
    return _version_words().sub(" ", name)
