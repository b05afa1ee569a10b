"""What stands beside a total and may be a further part leaves a difference open."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows.model import words
from flows.model.report import Place
from tests.judging.sheets import Sheet

_ROW = {"expenditure_total": "100", "expenditure_basic": "60", "expenditure_project": "30"}


@pytest.fixture
def unnamed() -> Iterator[str]:
    """A measure that is a part of all expenditure and that no rule names, as a new row of the seed gives it."""
    read_seed, caches = words.read_seed, (words.measures, words.measure_by_word)
    [known] = [row for row in read_seed("measures") if row["measure_code"] == "expenditure_project"]
    row = {**known, "measure_code": "expenditure_unnamed", "measure_name": "甲类支出", "sign": "0", "synonyms": ""}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "read_seed", lambda name: (*read_seed(name), *([row] if name == "measures" else [])))
        for cached in caches:
            cached.cache_clear()
        yield row["measure_code"]
    for cached in caches:
        cached.cache_clear()


def form(further: dict[str, str], *, in_column: bool = False) -> Sheet:
    """A total with its parts and what else is printed, in one row or one below the other."""
    sheet = Sheet()
    for number, (code, printed) in enumerate({**_ROW, **further}.items()):
        sheet.cell(code, printed)
        if in_column:
            sheet.figures[number] = replace(sheet.figures[number], place=Place(0, 0, number, 1))
    return sheet


@pytest.mark.parametrize("in_column", [False, True])
def test_a_known_part_that_the_rule_does_not_name_may_be_what_the_total_lacks(unnamed, in_column):
    [comparison] = form({unnamed: "10"}, in_column=in_column).judged("A02")
    assert comparison.status == "not_applicable"
    assert comparison.reason == "支出合计：同一表另有「甲类支出」，可能是另一分项"


@pytest.mark.parametrize("in_column", [False, True])
def test_a_known_part_explains_no_total_that_is_less_than_its_parts(unnamed, in_column):
    assert form({unnamed: "10", "expenditure_project": "50"}, in_column=in_column).statuses("A02") == ["fail"]


def test_a_part_that_is_nothing_or_of_another_unit_explains_nothing(unnamed):
    assert form({unnamed: "0"}).statuses("A02") == ["fail"]
    sheet = form({})
    sheet.cell(unnamed, "10", scope="幼儿园", row=1)
    assert sheet.statuses("A02") == ["fail"]


def test_parts_of_a_part_explain_nothing():
    """人员支出 is part of 基本支出, so the total does not lack it."""
    assert form({"expenditure_personnel": "10"}).statuses("A02") == ["fail"]


def test_a_balance_lacks_none_of_the_parts_of_income(unnamed):
    sheet = form({"income_total": "120", "balance_year": "10", "income_other": "10"})
    assert "fail" in sheet.statuses("A05")
