"""Whether words say that a row, a column or a number adds up others, and what a scope is; see the seed total_words."""

import re
from collections.abc import Iterator
from functools import cache

from flows.model.words import (
    fund_words,
    funds,
    longest_first,
    measure_by_word,
    plain,
    read_seed,
    remembered,
    split_words,
    words_of_measures,
)

_GRAND = "grand_total"
_SUB = "sub_total"
_INCOMES_OF_ALL = ("income_general", "income_total")
_FUNDS = "fund_total"
_REMARK = re.compile(r"[（(\[【][^（()）\[\]【】]*[）)\]】]?")
# The amount itself, where one cell holds it with its label: 合计 9,027,205, 总分100分.
# Each part ends with its unit, so that digits can be parted in one way only.
_AMOUNTS = r"(?:[\d.]+(?:[万亿][元分%]?|[元分%]))*[\d.]*"


@remembered
def is_total(label: str) -> bool:
    """Whether a label says that it adds up others.

    It ends with a word for a total (合计, 收入总计, 局机关及二级机构汇总), or with one and the noun of what is added
    up (合计金额, 支出合计数), a remark in brackets aside (合计（万元）, 总计（含结转）). A longer word that begins like
    one is none: 总计划, 汇总平台, 总分馆.
    """
    return any(_ending(reading) for reading in _readings(label))


@remembered
def is_grand_total(label: str) -> bool:
    """Whether a total is 总计 (收入总计 …), which in final accounts stands below 合计 and adds carry-over to it."""
    return any(_ending(reading) == _GRAND for reading in _readings(label))


@remembered
def is_whole_total(label: str) -> bool:
    """Whether a total adds up all there is, and not only some of the rows as 小计 does."""
    return is_total(label) and not any(_ending(reading) == _SUB for reading in _readings(label))


@remembered
def is_total_of_rows(label: str) -> bool:
    """Whether a total adds up all rows beside it, whatever they are."""
    return is_whole_total(label) and not is_total_of_funds(label)


@remembered
def is_total_of_funds(label: str) -> bool:
    """Whether a total is of money by its name: 年度资金总额, of whose row the score is none of all indicators."""
    return any(_ending(reading) == _FUNDS for reading in _readings(label))


@cache
def total_words() -> frozenset[str]:
    """The words that say a total, reduced by `plain`."""
    return frozenset(plain(row["word"]) for row in read_seed("total_words"))


def _readings(label: str) -> Iterator[str]:
    yield plain(label)
    if (bare := _REMARK.sub("", label)) != label:
        yield plain(bare)


def _ending(words: str) -> str:
    """The kind of total that the words end as, '' where they end as none."""
    match = _total_at_end().search(words)
    return match.lastgroup or "" if match else ""


@cache
def _total_at_end() -> re.Pattern[str]:
    """Each kind of total is a group of its name."""
    forms: dict[str, list[str]] = {}
    for row in read_seed("total_words"):
        nouns = "|".join(longest_first(map(plain, split_words(row["followed_by"]))))
        forms.setdefault(row["kind"], []).append(f"{plain(row['word'])}(?:{nouns})?" if nouns else plain(row["word"]))
    kinds = "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in forms.items())
    return re.compile(f"(?:{kinds}){_AMOUNTS}$")


def scope_kind(scope_name: str) -> str:
    """What a figure's scope is: whole, total (a row that adds up others), fund (which money), measure, or named (a
    unit, a project) where no word of the field says otherwise.
    """
    if not scope_name:
        return "whole"
    if is_total(scope_name):
        return "total"
    word = plain(scope_name)
    if word in _names_of_income():
        return "fund"
    return "measure" if word in measure_by_word() else "named"


def is_of_fund(scope_name: str) -> bool:
    """Whether a scope is some fund's money (财政拨款, 政府性基金预算 …): no unit and never the whole department."""
    return plain(scope_name) in fund_words() or scope_name in funds()


@cache
def _names_of_income() -> frozenset[str]:
    return frozenset().union(*(words_of_measures()[code] for code in _INCOMES_OF_ALL))
