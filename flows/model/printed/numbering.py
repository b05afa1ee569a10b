"""How Chinese reports number their headings, the highest level first: 第一部分, 一、, （一）, 1., （1）, ①."""

import re

from flows.model.years import YEAR

MARKS = (
    r"第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)",
    r"[一二三四五六七八九十]{1,3}[、.．]",
    r"[（(][一二三四五六七八九十]{1,3}[）)]",
    rf"\d{{1,2}}[.．、](?:(?!\d)|(?={YEAR}年))",
    r"[（(]\d{1,2}[）)]",
    r"[①-⑳⑴-⒇⒈-⒛]",
)
_MARK = re.compile(r"[\s　]*(?:" + "|".join(f"({mark})" for mark in MARKS) + r")[\s　、.．]*")


def mark_of(text: str) -> tuple[int, int] | None:
    """The level of the mark that a text opens with, from 0, and where what it numbers begins; None without a mark."""
    match = _MARK.match(text)
    return match and (level_of(match.groups()), match.end())


def is_part(title: str) -> bool:
    """Whether a title is that of a part of a report (第三部分 …情况说明), which its table of contents prints too."""
    mark = mark_of(title)
    return mark is not None and mark[0] == 0


def level_of(groups: tuple[str | None, ...]) -> int:
    """Which of the groups of an alternation of marks matched."""
    return next(level for level, mark in enumerate(groups) if mark)
