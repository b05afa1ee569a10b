"""The register holds every rule of the catalogue, and its words are those that judge and tables know."""

import re

import pytest

from flows.judging.register import DIMENSIONS, KINDS, RELATIONS, SEVERITIES, parse_terms, rate_formulas, rules
from flows.model.words import measures

CATALOGUE = [
    *(f"A{number:02}" for number in range(1, 25)),
    *(f"R{number:02}" for number in range(1, 15)),
    "S01",
    *(f"X{number:02}" for number in range(1, 9)),
    *(f"C{number:02}" for number in range(1, 5)),
    "L01",
    *(f"V{number:02}" for number in range(1, 11)),
]


def test_every_rule_of_the_catalogue_has_one_row():
    assert list(rules()) == CATALOGUE


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_rule_uses_the_closed_vocabularies_and_known_measures(code):
    rule = rules()[code]
    assert (rule.dimension in DIMENSIONS, rule.kind in KINDS, rule.relation in RELATIONS) == (
        True,
        True,
        True,
    )
    assert rule.severity in SEVERITIES
    terms = [term for readings in rule.equations for one in readings for term in (*one.left, *one.right, *one.divisor)]
    assert {term.code for term in terms} <= set(measures())


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_inactive_rule_says_why_and_an_active_one_says_how_to_mend(code):
    rule = rules()[code]
    if rule.is_active:
        assert all((rule.example_pass, rule.example_fail, rule.how_to_fix, rule.not_applicable_when)), code
    else:
        assert len(rule.not_evaluated_because) > 5, code


def test_chinese_columns_are_chinese():
    for rule in rules().values():
        assert re.search("[\u4e00-\u9fff]", rule.name + rule.equation), rule.code
        assert not re.search("[\u4e00-\u9fff]", rule.name_en), rule.code


def test_a_term_knows_sign_basis_year_and_whether_a_form_may_lack_it():
    [term] = parse_terms("-sangong_total@budget:-1?")
    assert (term.sign, term.code, term.basis, term.year_shift, term.is_optional) == (
        -1,
        "sangong_total",
        "budget",
        -1,
        True,
    )


def test_a_word_that_is_no_term_is_a_mistake():
    with pytest.raises(ValueError, match="收入"):
        parse_terms("+收入")


def test_the_receipt_rate_is_received_over_planned():
    [reading] = rate_formulas()["receipt_rate"]
    assert ([t.code for t in reading.right], [t.code for t in reading.divisor]) == (
        ["project_received"],
        ["project_planned"],
    )
