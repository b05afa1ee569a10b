"""What words mean in the accounts of a county as a whole: measures of its own, by the account that they stand in.

There 一般公共预算收入 is what the county takes in, not what a department is granted. 收入总计 and 上年结转 belong to
one of four accounts, told by the words before them or by the heading above; where nothing tells which, they mean none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.extraction.lexicon.labels import measure_of
from flows.extraction.lexicon.subjects import measure_of_subject
from flows.model.words import COUNTY, any_of, county_words, measures, plain, read_seed, remembered, split_words
from flows.model.years import YEAR

# What a county says of itself in a department's words too.
_COMMON = frozenset({"three_public"})
_REMARK = re.compile(r"[（(][^（()）]*[）)]")
_LONGEST_SUBJECT = 60
_LONGEST_WORD_OF_MATTER = 2  # 收入, 支出, 调出: of the matter that the clause before is about
_AT_END_OF_YEAR = re.compile("^[年期][末初底]")  # 年末余额
_DATE = rf"{YEAR}年度?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[末底]?"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text stands in a county's accounts, by the headings above it; '' and None where they do not tell.

    `level` is as printed (全县, 县本级), `account` the account or 政府债务, `side` is 收入 or 支出 where a title is of
    that side of an account alone. `basis` and `year` are those of a part that is about another year than the report.
    `county_name` is what the county is called.
    """

    level: str = ""
    account: str = ""
    side: str = ""
    basis: str = ""
    year: int | None = None
    is_part_of_year: bool = False
    county_name: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A measure's word as a subject speaks of it, with the level named before it and what its last words say of the
    amount: planned, done or ''.
    """

    word: str
    level: str
    stage: str


def is_of_county(report_kind: str) -> bool:
    """Whether a kind of report is about the finances of a county as a whole."""
    return plain(report_kind) in county_words("kind")


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = {}
    for row in read_seed("measures"):
        for word in split_words(row["synonyms"]) if row["statement"] == COUNTY else ():
            known = codes.setdefault(plain(word), [])
            if row["measure_code"] not in known:
                known.append(row["measure_code"])
    return {word: tuple(found) for word, found in codes.items()}


@cache
def _account_of_measure(code: str) -> str:
    """The account that a measure's own name tells, '' where it tells none (税收收入)."""
    return account_in_title(measures()[code].name)


def measures_of_word(word: str) -> Sequence[str]:
    """Every measure that a word means in one account or another."""
    return _codes().get(plain(word), ())


def is_word(text: str) -> bool:
    """Whether a text is a word of a county's measures and nothing else."""
    return plain(text) in _codes()


def measure_of_word(word: str, account: str, before: str | None = None) -> str | None:
    """The measure that a word means in an account; None where it is no word, or means several and nothing tells which.

    `before` is the measure that was spoken of last: 一般债务 is the part of the limit or of the debt that it explains.
    """
    codes = [code for code in measures_of_word(word) if not account or _account_of_measure(code) in {"", account}]
    if len(codes) > 1 and before:
        whole = measures()[before].parent_code or before
        codes = [code for code in codes if measures()[code].parent_code == whole]
    return codes[0] if len(codes) == 1 else None


def is_of_several_accounts(word: str) -> bool:
    """Whether only the account tells which measure a word means (上年结转)."""
    return len({_account_of_measure(code) for code in measures_of_word(word)}) > 1


def is_common_measure(code: str | None) -> bool:
    """Whether a department's measure is one that a county speaks of too (三公经费)."""
    return code is not None and measures()[code].statement in _COMMON


def common_measure(subject: str) -> str | None:
    """The measure of a subject where a department and a county speak of it alike (三公经费), None for any other."""
    code, _ = measure_of_subject(subject)
    return code if is_common_measure(code) else None


def common_measure_of_labels(parts: Sequence[str]) -> str | None:
    """The same of the labels of a cell, the last one first."""
    code = measure_of(parts, tuple(_COMMON))
    return code if is_common_measure(code) else None


def goes_on_about(word: str) -> bool:
    """Whether a word says so little that it is of the matter of the clause before (收入X万元、支出Y万元)."""
    return len(_AT_END_OF_YEAR.sub("", word)) <= _LONGEST_WORD_OF_MATTER or word.endswith("结余")


@cache
def _lead() -> re.Pattern[str]:
    small = rf"(?:{_DATE}|{any_of('lead')}|的)*"
    named = rf".*(?P<level>{any_of('level')})|{small}(?P<first>{any_of('level_first')})"
    limited = r".*核定(?:[\u4e00-\u9fff]{0,8}[县区市旗州])?"  # 省财政厅核定青禾县政府债务限额
    return re.compile(rf"(?:{named}|{limited})?{small}")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('tail')})*")


@cache
def _first_level() -> re.Pattern[str]:
    return re.compile(rf"(?:{_DATE}|{any_of('lead')})*({any_of('level', 'level_first')})")


def opening_level(subject: str) -> str:
    """The level that opens a subject (县级“三公”经费), '' where none does."""
    match = _first_level().match("".join(subject.split()))
    return match[1] if match else ""


@remembered
def spoken_in(subject: str) -> Spoken | None:
    """The word of a measure that a subject is made of, None where it says anything else besides.

    What may stand before it is a level, a date, who set a limit, a verb; behind it what became of the amount.
    镇级税收收入 and 其他税收收入 are no 税收收入.
    """
    text = plain(_REMARK.sub("", subject))[-_LONGEST_SUBJECT:]
    for start in range(len(text)):
        lead = _lead().fullmatch(text, 0, start)
        for end in range(len(text), start + 1, -1) if lead else ():
            if text[start:end] in _codes() and _tail().fullmatch(text, end):
                level = (lead["level"] or lead["first"] or "") if lead else ""
                return Spoken(text[start:end], level, _stage(text[end:]))
    return None


@remembered
def only_level(subject: str) -> str:
    """The level that a subject names where it names no matter besides (县本级完成), else ''."""
    text = plain(_REMARK.sub("", subject))
    for end in range(len(text), 0, -1):
        if (lead := _lead().fullmatch(text, 0, end)) and _tail().fullmatch(text, end):
            return lead["level"] or lead["first"] or ""
    return ""


def _stage(tail: str) -> str:
    stages = {meaning for word, meaning in county_words("tail").items() if meaning and word in tail}
    return "done" if "done" in stages else next(iter(stages), "")


@cache
def _account() -> re.Pattern[str]:
    return re.compile(any_of("account"))


@cache
def _account_of_title() -> re.Pattern[str]:
    return re.compile(any_of("account", "account_of_title"))


@cache
def _aside() -> re.Pattern[str]:
    """What is said of another account or level than the number's own: 占全县一般公共预算支出, 调入一般公共预算."""
    return re.compile(rf"(?:{any_of('aside')})[^，。；、：（）()\d]*")


def account_in(text: str) -> str:
    """The account that a text names last, '' where it names none."""
    found = _account().findall(plain(_aside().sub("", text)))
    return county_words("account")[found[-1]] if found else ""


def account_in_title(text: str) -> str:
    """The account that a heading or a label names, 政府债务 among them, '' where it names none or several."""
    meanings = {**county_words("account_of_title"), **county_words("account")}
    found = {meanings[word] for word in _account_of_title().findall(plain(_aside().sub("", text)))}
    return found.pop() if len(found) == 1 else ""


@cache
def _levels() -> re.Pattern[str]:
    one = f"(?:{any_of('level')})"
    return re.compile(rf"(?P<pair>{one}(?:[、和及与]?{one})+)|(?P<one>{one})")


def level_in(text: str) -> str | None:
    """The level that a text names last, '' where it names none; None where it names several at once (全县、县本级)."""
    found = list(_levels().finditer("".join(_aside().sub("", text).split())))
    return found[-1]["one"] if found else ""


def levels_listed(text: str) -> tuple[Sequence[str], str]:
    """The levels that a text names at once, and the text behind them; none where it names no two."""
    pair = next((match for match in _levels().finditer("".join(text.split())) if match["pair"]), None)
    if pair is None:
        return (), text
    return re.findall(any_of("level"), pair["pair"]), pair.string[pair.end() :]
