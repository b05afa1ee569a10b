"""The register counts its rules by family, and its words are those that judge and tables know."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

import pytest

from flows.judging import register
from flows.judging.judge import judge
from flows.judging.register import (
    DIMENSIONS,
    KINDS,
    RELATIONS,
    SEVERITIES,
    Rule,
    RuleTerm,
    parse_terms,
    rate_formulas,
    rules,
)
from flows.model.words import measures, read_seed
from tests.judging.sheets import Sheet


def test_the_rules_of_each_family_are_counted_without_a_gap():
    """A code stands in findings of earlier nights, so that none is ever given to another rule."""
    families = [list(group) for _, group in groupby(rules(), key=lambda code: code[0])]
    assert [family[0][0] for family in families] == ["A", "R", "S", "X", "C", "L", "V"]
    for family in families:
        assert family == [f"{family[0][0]}{number:02}" for number in range(1, len(family) + 1)]


@pytest.mark.parametrize("code", rules())
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


@pytest.mark.parametrize("code", rules())
def test_an_inactive_rule_says_why_and_an_active_one_says_how_to_mend(code):
    rule = rules()[code]
    if rule.is_active:
        assert all((rule.example_pass, rule.example_fail, rule.how_to_fix, rule.not_applicable_when)), code
    else:
        assert len(rule.not_evaluated_because) > 5, code


class Watched(RuleTerm):
    """A term of the register that is remembered once something asks which measure it is of."""

    asked_of: ClassVar[set[int]] = set()

    def __getattribute__(self, name: str) -> object:
        if name == "code":
            Watched.asked_of.add(id(self))
        return super().__getattribute__(name)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Watched]]:
    """The register read anew, with terms that remember being read."""
    monkeypatch.setattr(register, "RuleTerm", Watched)
    for cached in (rules, rate_formulas):
        cached.cache_clear()
    yield Watched
    for cached in (rules, rate_formulas):
        cached.cache_clear()


def measures_of_sides(rule: Rule) -> dict[tuple[int, str, str], set[int]]:
    """The terms of each measure on each side of each equation, however often its readings repeat it."""
    terms: dict[tuple[int, str, str], set[int]] = {}
    for number, readings in enumerate(rule.equations):
        for reading in readings:
            for side in ("left", "right", "divisor"):
                for term in getattr(reading, side):
                    terms.setdefault((number, side, object.__getattribute__(term, "code")), set()).add(id(term))
    return terms


def test_an_active_rule_has_no_term_that_the_judge_does_not_read(watched: type[Watched]):
    """Asked of a form that prints and scores every measure; two documents are compared where both are known."""
    active = [rule for rule in rules().values() if rule.is_active and rule.scope_relation != "documents"]
    terms = {(rule.code, *key): ids for rule in active for key, ids in measures_of_sides(rule).items()}
    assert len(terms) > 100
    form = Sheet()
    for code, measure in measures().items():
        form.cell(code, "1", measure.unit, scope="校舍维修" if measure.statement == "project" else "局机关")
        if measure.statement == "rate":
            form.indicator(measure.name, "5", "5")
    watched.asked_of.clear()
    judge(form.extract())
    assert [key for key, ids in terms.items() if not ids & watched.asked_of] == []


def test_reasons_are_told_to_people_without_keys_and_gaps():
    rule = rules()["A16"]
    assert rule.reasons["gapped"] == "部分指标未填分值，空白不作 0 处理"
    told = "部分三级指标未填分值，空白不作 0 处理；部分指标未填分值，空白不作 0 处理；上级分值未印出"
    assert rule.not_applicable_when == told
    assert rules()["A19"].not_applicable_when.startswith("总分未填；等次「…」不在标准等次之内；")


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


def signs_in_equations(code: str, parent_code: str) -> set[int]:
    """How the equations of the register count a measure in its parent, where that stands alone on the left."""
    readings = (one for rule in rules().values() if rule.is_active for equation in rule.equations for one in equation)
    return {
        term.sign
        for reading in readings
        if not reading.divisor and [term.code for term in reading.left] == [parent_code]
        for term in reading.right
        if term.code == code and term.sign
    }


def test_a_measure_counts_in_its_parent_as_the_equations_of_the_register_say():
    for row in read_seed("measures"):
        signs = signs_in_equations(row["measure_code"], row["parent_code"]) if row["parent_code"] else {""}
        assert {row["sign"]} == {str(sign) for sign in signs or {0}}, row["measure_code"]
    assert signs_in_equations("income_other", "income_total") == {1}
    assert signs_in_equations("key_project_spending", "expenditure_project") == set()
