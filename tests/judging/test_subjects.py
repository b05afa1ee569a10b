"""What a comparison is known by: what is compared, wherever it stands and whatever is printed."""

from dataclasses import replace
from decimal import Decimal

from flows.judging.subjects import subject_of_terms, with_subjects
from flows.model.facts import Term
from flows.model.report import Place
from tests.dbt_project.invented_night import comparison, figure


def term(side: str, label: str, row: int, figure_no: int | None = None) -> Term:
    return Term(side, 1, figure_no, label, Decimal(row), str(row), Place(row, 0, row, 1))  # type: ignore[arg-type]


def test_neither_places_nor_amounts_are_part_of_it():
    above, below = (
        [term("left", "收入合计", 3), term("right", "拨款", 4)],
        [term("left", "收入 合计", 9), term("right", "拨款", 11)],
    )

    assert subject_of_terms(above, {}) == subject_of_terms(below, {}) == "收入合计=拨款"


def test_a_known_measure_goes_before_its_label():
    income = figure(7, "1", Place(3))

    assert subject_of_terms([term("left", "收入合计", 3, 7)], {7: income}) == "income_total 收入合计="


def test_a_sum_is_known_by_its_whole_so_that_a_row_that_was_left_out_changes_nothing():
    short = [term("left", "合计", 5), term("right", "基本支出", 3), term("right", "项目支出", 4)]

    assert subject_of_terms(short, {}) == subject_of_terms([*short, term("right", "经营支出", 6)], {}) == "合计=…"


def test_what_stands_in_another_document_is_known_by_its_label():
    other = replace(term("right", "收入合计", 3, 7), document_id="other")

    assert subject_of_terms([other], {7: figure(7, "1", Place(3))}) == "=收入合计"


def test_words_alone_have_no_subject():
    [found] = with_subjects([comparison(0, terms=(), subject="")], ())

    assert found.subject == ""
