"""A value in a table of a county's accounts: its measure, its line and its level."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.extraction.draft import Draft
from flows.extraction.lexicon.county import (
    Standing,
    account_in,
    common_measure_of_labels,
    is_word,
    level_in,
    measure_of_word,
)
from flows.extraction.lexicon.labels import clean, core, is_amount
from flows.extraction.tables.rows import Slot
from flows.model.report import Table
from flows.model.totals import is_grand_total, is_total, is_whole_total
from flows.model.words import any_of, level_kind, measures, plain
from flows.model.years import YEAR

_YEAR_ALONE = re.compile(rf"{YEAR}年?度?")
_REMARK = re.compile(r"[（(][^（()）]*[）)]")
_SIDES = ("收入", "支出")


@dataclass(frozen=True, slots=True)
class Sense:
    """The measure of a value, the line of it where the value is only one of several, and the level of the county."""

    code: str | None
    item_name: str = ""
    level: str = ""


def county_sense(table: Table, slot: Slot, headings: Sequence[str], labels: Sequence[str], standing: Standing,
                 has_grand_total: bool, draft: Draft, item_code: str) -> Sense:  # fmt: skip
    """What a value is by its row and column; else, below a title of one side of an account, a line of that.

    `labels` lead its row, groups of rows first. Rows and columns that name a level or an account tell it before the
    title and the headings above do.
    """
    path = [*labels, *headings]
    level = next((found for part in reversed(path) if (found := _level(part))), "") or standing.level
    account = next((found for part in reversed(path) if (found := account_in(part))), "") or standing.account
    own = next((part for part in reversed(labels) if not is_amount(part)), "")
    if code := common_measure_of_labels(path):
        return Sense(code, "", level)
    if code := _by_words(own, headings, account):
        return Sense(code, "", level)
    total = next((part for part in reversed(labels) if is_total(part)), "")
    if total:
        return Sense(_of_total(table, slot, total, account, standing, has_grand_total, draft), "", level)
    is_line = standing.side and own and (item_code or not _is_unrelated(own))
    whole = measure_of_word(standing.side, account) if is_line else None
    return Sense(whole, clean(own) if whole else "", level)


def _by_words(own: str, headings: Sequence[str], account: str) -> str | None:
    """The measure by the row's word, by row and column together (一般债务 below 限额), or by the column's alone where
    the row names no matter but a level, an account, a year or a total.
    """
    word = _REMARK.sub("", core(own))
    columns = [_REMARK.sub("", core(part)) for part in reversed(headings)]
    for column in columns:
        if (both := f"{word}{column}") not in {word, column} and is_word(both):
            return measure_of_word(both, account)
    if is_word(word):
        return measure_of_word(word, account)
    if own and not (_level(own) or _is_account(own) or _YEAR_ALONE.fullmatch(word) or is_total(own)):
        return None
    return next((code for column in columns if (code := measure_of_word(column, account))), None)


def _level(label: str) -> str:
    return core(label) if level_kind(core(label)) else level_in(label) or ""


def _is_account(label: str) -> bool:
    return bool(account_in(label)) and not is_word(core(label)) and not any(side in label for side in _SIDES)


def _of_total(table: Table, slot: Slot, label: str, account: str, standing: Standing, has_grand_total: bool,
              draft: Draft) -> str | None:  # fmt: skip
    """What a row of a total adds up: 收入总计 all of the account, 收入合计 what it took in, where the rows above it, or
    a 总计 below it, leave no doubt.
    """
    side = next((one for one in _SIDES if one in label), standing.side)
    if not side or not is_whole_total(label):
        return None
    if is_grand_total(label):
        return measure_of_word(f"{side}总计", account)
    is_pure = has_grand_total or not _holds_other_rows(table, slot, draft)
    return measure_of_word(side, account) if standing.side == side and is_pure else None


def _holds_other_rows(table: Table, slot: Slot, draft: Draft) -> bool:
    """Whether the column printed above what is no part of a year's revenue or expenditure itself (上级补助收入)."""
    for figure in reversed(draft.figures):
        if figure.place.table_no != table.table_no:
            return False
        if figure.place.column_no == slot.cell.column and figure.measure_code and not figure.item_name:
            whole = measures()[figure.measure_code].parent_code
            if whole.endswith("_total"):
                return True
    return False


def _is_unrelated(label: str) -> bool:
    """Whether a row is of what the account got, paid or kept besides its own revenue and expenditure."""
    return bool(re.search(any_of("unrelated_line"), plain(label)))
