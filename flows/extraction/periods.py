"""The year that a number of prose is about."""

import re

_LAST_YEAR = re.compile(r"(?:上年|去年|上一年|上年度)(?!结转|结余|末|的?基础)")
_COMPARED_YEAR = re.compile(r"(?:较|比|同|与)(?:19|20)\d{2}\s*年")
_COMPARED = re.compile(r"(?:较|比|同|与)(?:上年|去年|上一年|上年度)[^，。；]*$")
_THIS_YEAR = re.compile(r"今年|目前|本年")
_YEAR_SPLIT = re.compile(r"(?:19|20)\d{2}\s*年")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年(?!来)")


def period_of(before: str, clause: str, main_year: int | None, fiscal_year: int | None, *,
              changes: bool, compares: bool) -> int | None:  # fmt: skip
    """The year that the clause names, else the one that opens the sentence; 上年 is the year before the report's.

    `before` are the words of the sentence before the number, `clause` the last of them; `main_year` is the year of
    the matter at hand. A year that a number is compared with is that of the number right behind it only, and never
    of a difference.
    """
    if changes:
        return main_year
    if "年" not in before:
        return fiscal_year
    if compares and main_year and not _YEAR.search(clause):
        return main_year - 1
    if not compares:
        before, clause = _COMPARED_YEAR.sub("", before), _COMPARED_YEAR.sub("", clause)
    if in_clause := _YEAR.findall(clause):
        return int(in_clause[-1])
    if fiscal_year and _LAST_YEAR.search(clause) and not _COMPARED.search(clause):
        return fiscal_year - 1
    if _THIS_YEAR.search(_YEAR_SPLIT.split(before)[-1]):
        return fiscal_year
    first = _YEAR.search(before)
    return int(first[1]) if first else fiscal_year
