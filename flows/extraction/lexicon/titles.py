"""What a table or a column is about by its title: the measure it breaks down and the fund it speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flows.extraction.lexicon.labels import basis_in, core, unit_hint, unit_of_line, units_of_line, year_in
from flows.extraction.lexicon.units import unit_named
from flows.model.words import fund_of, longest_first, plain, read_seed, remembered, split_words, without_funds
from flows.model.years import YEAR

_LONGEST, _TOO_LONG = 50, 200
_HEADER_LINES = 4
_SERIAL = re.compile(
    r"^(?:表|附件|附表|公开表?)[\d一二三四五六七八九十\-—－.]*表?$|^第?[\d一二三四五六七八九十]+[表页]$"
)
_NUMERAL = r"(?:(?!一般)[\d一二三四五六七八九十])"
# The number of a form in front of its name: 表4财政拨款…, 附表二：…, 公开05表…
_FORM = re.compile(
    rf"^[（(]?(?:附?表|附件|公开表?|财决)第?{_NUMERAL}+(?:[\-—－.]{_NUMERAL}+)?表?[）)]?[:：、.．]?(?=[^\d\s]{{3}})"
)
# The same behind its name: …决算表公开05表, …明细表（附表5）.
_FORM_BEHIND = re.compile(
    rf"(?<=表)[（(]?(?:(?:公开|附|财决){_NUMERAL}+表|(?:附?表|附件){_NUMERAL}+(?:[\-—－.]{_NUMERAL}+)?)[）)]?$"
)
_LEADING = re.compile(rf"^(?:.*?{YEAR}年度?|[（(]?[\d一二三四五六七八九十]+[）)、.．])+")
_NOTE = re.compile(r"^[\s　]*(?:注|备注|说明|填表说明|填报说明)\s*[:：]")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
# What stands behind a title, after a gap or right after 表: 支出决算表　　单位：万元, 支出决算表（单位：万元）.
_LABELLED_BEHIND = re.compile(r"(?<=\S)[\s　]+\S{2,8}[:：].*$|(?<=表)[（(]?\S{0,2}单位[:：].*$")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a title says: the measure that nameless amounts below it are of, '' where it says none or several; the
    fund they belong to; basis and year where it names one.
    """

    measure_code: str = ""
    fund: str = ""
    basis: str = ""
    period_year: int | None = None


@cache
def _words(role: str) -> dict[str, str]:
    rows = (row for row in read_seed("table_titles") if row["role"] == role)
    return {plain(word): row["meaning"] for row in rows for word in split_words(row["words"])}


@cache
def _pattern(role: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in longest_first(_words(role))))


def is_fund(text: str) -> bool:
    """Whether a heading names a fund and nothing else."""
    return bool(fund_of(text)) and not without_funds(_BRACKETED.sub("", core(text)))


@remembered
def topic_of(text: str) -> Topic:
    """The topic of a title or of the heading over several columns.

    Only a title made of nothing but a topic, funds and the words that tables are called by has a measure: 支出预算总表
    is of expenditure, 部门整体支出绩效评价基础数据表 of many things. Nor has a text too long for any title.
    """
    if len(text) > _TOO_LONG:
        return Topic()
    fund = fund_of(text)
    name = plain(_BRACKETED.sub("", _LEADING.sub("", "".join(text.split()))))
    rest = without_funds(name)
    topics = {_words("topic")[word] for word in _pattern("topic").findall(rest)}
    rest = _pattern("filler").sub("", _pattern("topic").sub("", rest))
    code = next(iter(topics)) if len(topics) == 1 and not rest else ""
    return Topic(code, fund if not rest else "", basis_in(text), year_in(text))


@remembered
def lists_projects(title: str) -> bool:
    """Whether a title is that of a table with a project in each row (项目支出绩效自评情况汇总表)."""
    name = plain(title)
    topics = {_words("topic")[word] for word in _pattern("topic").findall(name)}
    return topics <= {"expenditure_project"} and bool(_pattern("projects").search(name))


def announces_projects(lines: Sequence[str]) -> bool:
    """Whether the nearest line above a table that may be its title is that of a list of projects."""
    for line in reversed(lines[-_HEADER_LINES:]):
        title = "".join(_BRACKETED.sub("", line).split())
        if title and not _SERIAL.match(title) and not unit_of_line(title) and "：" not in title:
            return len(title) <= _LONGEST and lists_projects(title)
    return False


def is_note(text: str) -> bool:
    """Whether a paragraph opens the notes below a table or a form (注：…)."""
    return bool(_NOTE.match(text))


def title_above(lines: Sequence[str]) -> str:
    """The title among the lines above a table, nearest last, without the number of the form; lines of unit and
    department and such numbers alone are none.
    """
    for whole in reversed(lines[-_HEADER_LINES:]):
        line = _LABELLED_BEHIND.sub("", whole)
        text = _FORM_BEHIND.sub("", _FORM.sub("", "".join(line.split())))
        if not text or _SERIAL.match(text) or unit_of_line(line) or "：" in text or ":" in text:
            continue
        return text if len(text) <= _LONGEST and not text.endswith(("。", "；", "，")) else ""
    return ""


def form_above(lines: Sequence[str]) -> str | None:
    """The name of the numbered form that begins below these lines (附表1 困难群众救助项目), None where none does."""
    whole = ("".join(line.split()) for line in reversed(lines))
    return next((line[match.end() :] for line in whole if (match := _FORM.match(line))), None)


def other_units_above(lines: Sequence[str]) -> tuple[str, ...]:
    """What the line above a table that declares several units names beside that of money, () where none does."""
    found = next((several for line in reversed(lines[-_HEADER_LINES:]) if (several := units_of_line(line))), ())
    return tuple(one for one in found if (unit := unit_named(one)) and unit.family != "money")


def unit_above(lines: Sequence[str]) -> str:
    """The unit that the lines between the title and the table declare, '' where none does."""
    for line in reversed(lines[-_HEADER_LINES:]):
        if unit := unit_of_line(line) or (unit_hint(line) if len(line) <= _LONGEST else ""):
            return unit
        if len(line) > _LONGEST:
            break
    return ""
