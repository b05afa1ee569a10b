"""The year that a number is about, where words tell it."""

import re

from flows.model.words import remembered
from flows.model.years import YEAR

# 加上年初结转 adds what was carried over at the year's beginning.
_LAST_YEAR = re.compile(r"(?:(?<!加)上年|去年|上一年|上年度)(?!结转|结余|年?末[^，。；]{0,12}(?:结转|结余)|的?基础)")
_COMPARED_YEAR = re.compile(rf"(?:较|比|同|与){YEAR}\s*年")
_COMPARED_AMOUNT = re.compile(rf"[较比与同]({YEAR})\s*年度?(?:[（(]|[^增减升降多少提超节压缩扩落涨平，,]{{2,12}})$")
_WITH = tuple("较比同与")  # 比上年增加0.37万元（上年18.20万元）: the last one is not compared with
_THIS_YEAR = re.compile(r"今年|目前|本年")
_CHANGED_YEAR = re.compile(rf"\s*(?:其中[:：]?)?({YEAR})\s*年度?[^，,比较同与]{{0,12}}$")  # 与之相比，2023年度增加
_YEAR_SPLIT = re.compile(rf"{YEAR}\s*年")
_YEAR = re.compile(rf"({YEAR})\s*年(?!来)")
_OPENING_YEAR = re.compile(rf"\s*(?:其中[:：]?)?\s*({YEAR})\s*年(?!来)")
_AMOUNT = re.compile(r"\d[\d,.]*\s*(?:[万亿]?元|[%％人户个项辆])")
_PART_END = re.compile(r"[；;]")
_CLAUSE_END = re.compile(r"[，,]")
_LAST_YEAR_ALONE = re.compile(
    r"(?:上年|去年|上一年)度?末?(?:同期)?(?:年初|全年)?(?:收入|支出|预算|决算|执行|完成|实际|实有)*(?:数|金额|额|情况)?(?:[（(].*)?"
    r"|(?:上年|去年|上一年)度?(?!结转|结余|滚存|累计|余额|[末终底](?:结|滚|累|余|财|资|债))[^比较增减变升降占]{0,10}"
)


@remembered
def is_last_year(heading: str) -> bool:
    """Whether a heading says of its numbers that they are last year's (上年决算数) and names no matter (上年结转)."""
    return _LAST_YEAR_ALONE.fullmatch("".join(heading.split())) is not None


def year_of_change(clause: str) -> int | None:
    """The year that opens the clause of a change and that it has happened in, None where none does."""
    found = _CHANGED_YEAR.fullmatch(clause)
    return int(found[1]) if found else None


def period_of(before: str, clause: str, main_year: int | None, fiscal_year: int | None, *,
              changes: bool, compares: bool) -> int | None:  # fmt: skip
    """The year that the clause names, else the one that opens what it belongs to; 上年 is the year before the report's.

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
    if amount := _COMPARED_AMOUNT.search(clause):  # 比2019年收入总计700万元, 与2019年得分95分相比
        return int(amount[1])
    if not compares:
        before, clause = _COMPARED_YEAR.sub("", before), _COMPARED_YEAR.sub("", clause)
    if in_clause := _YEAR.findall(clause):
        return int(in_clause[-1])
    if fiscal_year and _names_last_year(clause):
        return fiscal_year - 1
    if _THIS_YEAR.search(_YEAR_SPLIT.split(before)[-1]):
        return fiscal_year
    return _opening_year(before) or fiscal_year


def _names_last_year(clause: str) -> bool:
    """Whether the last 上年 of a clause says of when the number is, not what it is compared with."""
    found = list(_LAST_YEAR.finditer(clause))
    return bool(found) and not clause[: found[-1].start()].endswith(_WITH)


def _opening_year(before: str) -> int | None:
    """The year of the whole whose parts follow (2019年5万元，2020年4万元，其中：), else that which opens its part of
    the sentence (2019年…；2020年…), else the first that stands in front of all amounts.
    """
    for part in reversed(_PART_END.split(before)):
        whole = _CLAUSE_END.split(part.rpartition("其中")[0].rstrip("，, "))[-1]
        if found := _OPENING_YEAR.match(whole) or _OPENING_YEAR.match(part):
            return int(found[1])
    amount = _AMOUNT.search(before)  # 收入98万元，2021年为91万元；支出: of this year
    found = _YEAR.search(before, 0, amount.start() if amount else len(before))
    return int(found[1]) if found else None
