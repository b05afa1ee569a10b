"""Every rule is asked by the questions that declare it, and each says why it may not be asked in the register's words."""

import ast
import importlib
import pkgutil
import string
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flows.judging
from flows.judging import documents, questions
from flows.judging import judge as judging
from flows.judging.evidence import Evidence
from flows.judging.judge import QUESTIONS, judge
from flows.judging.questions import Question
from flows.judging.register import rules
from flows.judging.verdicts import Skip, leave_open, subject_of
from flows.model.facts import Comparison
from tests.judging.golden import golden_extract
from tests.judging.sheets import Sheet, sheet_of

_FOLDER = Path(flows.judging.__file__).parent
_MODULES = sorted(module.name for module in pkgutil.walk_packages([str(_FOLDER)], "flows.judging.") if not module.ispkg)


def declared(module: str) -> list[Question]:
    """The questions that a module defines itself."""
    values = vars(importlib.import_module(module)).values()
    return [value for value in values if isinstance(value, Question) and value.ask.__module__ == module]


def tree(module: str) -> ast.Module:
    return ast.parse((_FOLDER.parent.parent / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))


def helpers(module: str) -> list[str]:
    """The module, and those it imports from that ask nothing themselves."""
    imported = [node.module for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom) and node.module]
    return [module, *(name for name in imported if name in _MODULES and not declared(name))]


def skips(module: str) -> Iterator[tuple[set[str], set[str]]]:
    """The keys that each skip made by the module may have, and the gaps that it fills."""
    for name in helpers(module):
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Skip":
                key = node.args[0]
                branches = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
                gaps = node.args[1].keys if len(node.args) > 1 and isinstance(node.args[1], ast.Dict) else []
                yield (
                    {branch.value for branch in branches if isinstance(branch, ast.Constant)},
                    {gap.value for gap in gaps if isinstance(gap, ast.Constant)},
                )


_ASKING = [module for module in _MODULES if declared(module)]


def test_the_judge_asks_every_question_that_is_declared_once():
    every = [question for module in _ASKING for question in declared(module)]
    assert sorted(map(id, QUESTIONS)) == sorted(map(id, every))


def test_every_active_rule_within_a_document_is_asked_and_no_other():
    within = {code for code, rule in rules().items() if rule.is_active and rule.scope_relation != "documents"}
    assert {code for question in QUESTIONS for code in question.codes} == within


def test_every_active_rule_between_documents_is_asked_and_no_other():
    between = {code for code, rule in rules().items() if rule.is_active and rule.scope_relation == "documents"}
    assert {question.code for question in documents.QUESTIONS} == between


def test_a_question_answers_only_for_the_rule_that_it_is_handed():
    evidence = Evidence(golden_extract())
    answers = [
        (rule.code, comparison.rule_code)
        for question in QUESTIONS
        for rule in question.rules
        for comparison in question.ask(evidence, rule)
    ]
    assert len(answers) > 100
    assert all(asked == answered for asked, answered in answers)


def test_no_question_depends_on_what_another_left(monkeypatch):
    """The judge comes to the same comparisons in whatever order it asks."""
    extract = golden_extract()
    answers = judge(extract)
    monkeypatch.setattr(judging, "QUESTIONS", QUESTIONS[::-1])
    assert sorted(map(unnumbered, judge(extract))) == sorted(map(unnumbered, answers))


def unnumbered(comparison: Comparison) -> str:
    return repr(replace(comparison, comparison_no=0))


def test_a_code_stands_in_a_decorator_only():
    for module in _MODULES:
        decorators = [
            constant
            for node in ast.walk(tree(module))
            if isinstance(node, ast.FunctionDef)
            for decorator in node.decorator_list
            for constant in ast.walk(decorator)
        ]
        codes = [node for node in ast.walk(tree(module)) if isinstance(node, ast.Constant) and node.value in rules()]
        assert len(codes) == sum(isinstance(node, ast.Constant) and node.value in rules() for node in decorators), (
            module
        )


def test_an_inactive_rule_is_not_asked(monkeypatch):
    sheet = sheet_of(rules()["A02"].example_fail)
    assert sheet.statuses("A02") == ["fail"]
    without = {**rules(), "A02": replace(rules()["A02"], is_active=False)}
    monkeypatch.setattr(questions, "rules", lambda: without)
    assert sheet.statuses("A02") == []


@pytest.mark.parametrize("code", rules())
def test_the_reasons_of_a_rule_are_those_that_its_questions_declare(code):
    of_questions = [question.skips for question in QUESTIONS if code in question.codes]
    of_questions += [question.skips for question in documents.QUESTIONS if code == question.code]
    assert frozenset(rules()[code].reasons) == frozenset().union(*of_questions)


@pytest.mark.parametrize("module", _ASKING)
def test_a_question_declares_the_skips_that_it_makes(module):
    made = {key for keys, _ in skips(module) for key in keys}
    assert made == {key for question in declared(module) for key in question.skips}


@pytest.mark.parametrize("module", _ASKING)
def test_a_skip_fills_the_gaps_of_its_reason(module):
    rows = [rule for question in declared(module) for rule in question.rules]
    for keys, filled in skips(module):
        words = [rule.reasons[key] for key in keys for rule in rows if key in rule.reasons]
        gaps = {gap for reason in words for _, gap, _, _ in string.Formatter().parse(reason) if gap}
        assert (gaps, bool(words)) == (filled, True), keys


def test_rates_that_may_stand_several_times_are_those_that_the_register_reads_within_a_unit():
    scopes = {
        question.ask.__name__: {rule.scope_relation for rule in question.rules}
        for question in declared("flows.judging.asks.rates")
    }
    assert scopes == {"rates_of_a_report": {"document"}, "rates_of_a_place": {"same_unit"}}


def test_a_reason_that_the_register_does_not_list_is_a_bug():
    sheet = Sheet()
    sheet.cell("income_total", "100")
    [figure] = sheet.figures
    with pytest.raises(KeyError, match="no_such_reason"):
        leave_open(rules()["A01"], subject_of(figure), Skip("no_such_reason"))


def test_a_reason_says_what_it_is_about_and_fills_its_gaps():
    sheet = Sheet()
    sheet.cell("income_total", "100")
    [figure] = sheet.figures
    skip = Skip("missing", {"names": "项目支出"}, "支出合计")
    assert (
        leave_open(rules()["A02"], subject_of(figure), skip).reason == "支出合计：未印出「项目支出」，空白不作 0 处理"
    )
