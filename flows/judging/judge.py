"""The one judge: an extract in, every comparison that its rules allow out."""

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

from flows.judging.asks import (
    belonging,
    changes,
    claims,
    copied_columns,
    cross_place,
    execution,
    graded,
    national,
    personal,
    plausible,
    printed_relations,
    rates,
    row_counts,
    scoring,
    self_scores,
    shares,
    template,
    wording,
)
from flows.judging.evidence import Evidence
from flows.judging.questions import Question
from flows.judging.register import rules
from flows.judging.stated import with_stated
from flows.judging.subjects import with_subjects
from flows.judging.sums import classes, identities, totals
from flows.judging.sums.blanks import answered_blanks
from flows.judging.sums.causes import with_causes
from flows.judging.sums.localization import with_suspects
from flows.model.facts import Comparison, Extract, RecomputedScore


def _questions_of(module: ModuleType) -> tuple[Question, ...]:
    """The questions that a module declares, in their order."""
    return tuple(value for value in vars(module).values() if isinstance(value, Question))


# These name what they find by the field's own words and go first; what the report says besides is asked after them.
_NAMED = tuple(
    question
    for module in (
        identities, totals, classes, execution, shares, rates, changes, scoring, graded, self_scores,
        national, cross_place, row_counts, claims, wording, template, plausible, belonging, copied_columns, personal,
    )
    for question in _questions_of(module)
)  # fmt: skip

QUESTIONS = (*_NAMED, *printed_relations.QUESTIONS)


def judge(extract: Extract) -> tuple[Comparison, ...]:
    """Every rule asked of one document, in the order of the register and then of the document.

    The answer depends on the extract alone. A rule whose total is not printed leaves no trace; one whose
    other terms are missing or ambiguous is not applicable, with the reason in Chinese.
    """
    evidence = Evidence(extract)
    asked = [comparison for question in _NAMED for comparison in question.asked(evidence)]
    numbered = _numbered(_with_blanks(evidence, with_stated(asked, evidence)))
    located = with_causes(with_suspects(numbered, extract.figures), extract.figures)
    return with_subjects(located, extract.figures)


def _with_blanks(evidence: Evidence, asked: Sequence[Comparison]) -> list[Comparison]:
    """The comparisons with those about blank cells: a decided one stands for all that were left open because of it."""
    answers = list(answered_blanks(evidence, asked))
    unsettled = [comparison for comparison in asked if not any(answer.settles(comparison) for answer in answers)]
    return [*unsettled, *(answer.comparison for answer in answers)]


def _numbered(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The comparisons by rule and report, exact repetitions left out, each with its number."""
    order = {code: number for number, code in enumerate(rules())}
    ordered = sorted(comparisons, key=lambda comparison: (order[comparison.rule_code], comparison.report_no))
    return [replace(comparison, comparison_no=number) for number, comparison in enumerate(dict.fromkeys(ordered))]


def recomputed_scores(extract: Extract) -> tuple[RecomputedScore, ...]:
    """One row an indicator: its rate and points by the report's own amounts, or why there are none."""
    evidence = Evidence(extract)
    return tuple(self_scores.recomputed_score(evidence, indicator) for indicator in extract.indicators)
