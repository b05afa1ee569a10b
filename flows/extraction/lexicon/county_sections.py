"""The parts of a county's accounts: which level, account and year the text below a heading is about."""

import re
from dataclasses import dataclass
from functools import cache, reduce

from flows.extraction.lexicon.county import Standing, account_in_title, level_in
from flows.model.printed.numbering import mark_of
from flows.model.words import any_of, county_words, plain
from flows.model.years import YEAR, named_years

_CHAPTER, _UNNUMBERED = -1, 9
_UNIT = re.compile(r"[（(\s　]*(?:金额)?单\s*位\s*[:：].*$")
_ANNEX = re.compile(r"^[\s　]*附[表件]?[\d一二三四五六七八九十]{0,3}\s*[:：]")
_WORDS = re.compile(r"[^。：:\n]*")
_LONGEST = 45
_SENTENCE = re.compile(r"[，,；;]|\d[\d,，.]*\s*(?:[亿万]?元|[%％])")
_TABLE = re.compile(r"表\d*(?:[（(][^（()）]*[）)])?$")
_COUNTY_OF_TITLE = re.compile(rf"(?:关于)?([\u4e00-\u9fff]{{1,8}}?[县区市旗])(?={YEAR}|人民政府|财政)")
_MONTHS = re.compile(r"1\s*[-—–~至到]\s*(?:[2-9]|1[01])\s*月|(?<!\d)(?:[1-9]|1[01])\s*月(?:底|末|份)")


@dataclass(frozen=True, slots=True)
class _Heading:
    rank: int
    says: Standing


class CountySections:
    """Follows the paragraphs of a report: what a heading names holds below it, until one of its rank or above."""

    def __init__(self) -> None:
        self._open: list[_Heading] = []

    def begin(self, says: Standing) -> None:
        """A report begins: what its title says, as `standing_of_title` gives it, holds throughout."""
        self._open = [_Heading(_CHAPTER - 1, says)]

    def read(self, text: str) -> None:
        """A paragraph, which may be a heading or begin with one."""
        heading = _heading_of(text)
        if heading is None:
            return
        self._open = [one for one in self._open if one.rank < heading.rank]
        self._open.append(heading)

    @property
    def standing(self) -> Standing:
        """What holds below the headings so far: of each thing what the nearest heading says that says any."""
        return reduce(_below, (heading.says for heading in self._open), Standing())


def below_title(standing: Standing | None, title: str) -> Standing | None:
    """What holds in a table below the title that it bears itself; None where the report is of no county."""
    return standing and _below(standing, _said(_UNIT.sub("", title)))


def _below(above: Standing, says: Standing) -> Standing:
    return Standing(
        says.level or above.level,
        says.account or above.account,
        says.side,
        says.basis or above.basis,
        says.year or above.year,
        says.is_part_of_year or above.is_part_of_year,
        above.county_name or says.county_name,
    )


def standing_of_title(title: str, county_name: str) -> Standing:
    """What a report's title says of all of it; whose it is, too, where its county is not known."""
    named = _COUNTY_OF_TITLE.match("".join(title.split()))
    basis = _basis(title) if len(set(named_years(title))) == 1 else ""
    return Standing(basis=basis, county_name=county_name or (named[1] if named else ""))


def is_part_of_year(text: str) -> bool:
    """Whether a text speaks of less than a year (上半年, 1-9月)."""
    return bool(_part_of_year().search(plain(text)) or _MONTHS.search(text))


@cache
def _part_of_year() -> re.Pattern[str]:
    return re.compile(any_of("part_of_year"))


def _heading_of(text: str) -> _Heading | None:
    """The heading that a paragraph is or opens with, None where it is none. A sentence under a number ends what the
    numbers before it opened, and says no more.
    """
    mark = mark_of(text)
    line = _UNIT.sub("", _ANNEX.sub("", text[mark[1] if mark else 0 :])).strip()
    words = _WORDS.match(line)
    own = words[0].strip() if words else ""
    if mark is None:
        is_heading = 0 < len(line) <= _LONGEST and own == line and not _SENTENCE.search(line)
        return _unnumbered(line) if is_heading else None
    rank = mark[0] - 1
    is_sentence = len(own) > _LONGEST or _SENTENCE.search(own)
    return _Heading(rank, Standing() if is_sentence else _said(own))


def _unnumbered(line: str) -> _Heading | None:
    """A heading without a number: the title of a table, of a part of its own, or of what is above."""
    says = _said(line)
    if says == Standing():
        return None
    is_of_part = not _TABLE.search(line) and bool(says.level or says.year)
    return _Heading(_CHAPTER if is_of_part else _UNNUMBERED, says)


def _said(heading: str) -> Standing:
    years = set(named_years(heading))
    if len(years) > 1:
        return Standing(level_in(heading) or "", account_in_title(heading), _side(heading))
    basis = _basis(heading)
    # A heading that only dates its matter (2023年债务情况) opens no part about another year.
    year = years.pop() if len(years) == 1 and basis else None
    return Standing(
        level_in(heading) or "", account_in_title(heading), _side(heading), basis, year, is_part_of_year(heading)
    )


def _basis(heading: str) -> str:
    """Whether what follows was planned or done; 决算 and 执行 go before 草案: final accounts are a draft too."""
    found = {basis for word, basis in county_words("heading_basis").items() if word in plain(heading)}
    return "actual" if "actual" in found else next(iter(found), "")


@cache
def _one_side() -> re.Pattern[str]:
    before = rf"(?:{any_of('account', 'level')}|{YEAR}年度?)(?:本级|地方|本年|财政)*"
    return re.compile(rf"{before}(收入|支出)(?!.*(?:收入|支出))")


def _side(heading: str) -> str:
    """收入 or 支出 where a title is of that side of an account alone (一般公共预算支出决算表), else ''."""
    match = _one_side().search(plain(heading))
    return match[1] if match else ""
