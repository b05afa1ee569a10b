"""What a figure's scope is: the whole, a total row, a fund, a measure, or a unit or project by its name."""

from functools import cache

from flows.model.totals import is_total
from flows.model.words import measure_by_word, plain, read_seed, split_words, words_of_measures

_INCOMES_OF_ALL = ("income_general", "income_total")


def scope_kind(scope_name: str) -> str:
    """What a figure's scope is: whole, total (a row that adds up others), fund (which money), measure, or named (a
    unit, a project) where no word of the field says otherwise.
    """
    if not scope_name:
        return "whole"
    if is_total(scope_name):
        return "total"
    word = plain(scope_name)
    if word in _fund_words():
        return "fund"
    return "measure" if word in measure_by_word() else "named"


def is_of_fund(scope_name: str) -> bool:
    """Whether a scope is some fund's money (财政拨款, 政府性基金预算 …): no unit and never the whole department."""
    return plain(scope_name) in _funds_of_titles()


@cache
def _funds_of_titles() -> frozenset[str]:
    rows = (row for row in read_seed("table_titles") if row["role"] == "fund")
    return frozenset(plain(word) for row in rows for word in (row["meaning"], *split_words(row["words"])))


@cache
def _fund_words() -> frozenset[str]:
    return frozenset().union(*(words_of_measures()[code] for code in _INCOMES_OF_ALL))
