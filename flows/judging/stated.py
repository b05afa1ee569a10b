"""What the report itself says must hold beside what the rules of the field ask: one answer to each matter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.judging.asks import printed_relations
from flows.judging.evidence import Evidence
from flows.judging.misprints import is_misprint
from flows.model.facts import Comparison, Term

_OF_RELATIONS = frozenset(code for question in printed_relations.QUESTIONS for code in question.codes)
_NEAR = Decimal("0.25")  # how far an old number that was left standing may lie from the one that it should be


def with_stated(asked: Sequence[Comparison], evidence: Evidence) -> list[Comparison]:
    """The comparisons of the rules with those that the report states.

    One that a rule has decided of the same numbers stands for both. A printed rate is right where one of its readings
    explains it; where none does, the report's own words say of what it is, and the dictionary is not asked.
    """
    every = (comparison for question in printed_relations.QUESTIONS for comparison in question.asked(evidence))
    stated = [one for comparison in every if (one := _weighed(evidence, comparison)) is not None]
    relation_nos = {_numbers(comparison): comparison.relation_no for comparison in reversed(stated)}
    known = {_numbers(comparison) for comparison in asked if comparison.status != "not_applicable"}
    both = [
        *(replace(comparison, relation_no=relation_nos.get(_numbers(comparison))) for comparison in asked),
        *(comparison for comparison in stated if _numbers(comparison) not in known),
    ]
    answers = _answers(evidence, both)
    return [one for one in both if one.status != "fail" or _stands(one, answers.get(_matter(one), []))]


def _weighed(evidence: Evidence, stated: Comparison) -> Comparison | None:
    """What is told of a comparison that words state: as it is where it holds, or one slip of the pen explains why it
    fails, or the words leave no other numbers to read. Else these may be the wrong ones: a question where the sides lie
    near each other, and nothing where they do not. What a table asks its layout bears out; that two numbers are said
    to be the same is a claim, which fails by any amount.
    """
    relation = None if stated.relation_no is None else evidence.extract.relations[stated.relation_no]
    is_claim = stated.relation != "eq" or (relation is not None and relation.relation_kind == "equal")
    in_sentences = any(_is_in_sentence(term) for term in stated.terms)
    if stated.status != "fail" or is_claim or not in_sentences or stated.left_value is None:
        return stated
    if is_misprint(stated) is not False or not _leaves_others(evidence, stated):
        return stated
    gap = abs(stated.left_value - (stated.right_value or Decimal(0)))
    return replace(stated, severity="warn") if gap <= abs(stated.left_value) * _NEAR else None


def _leaves_others(evidence: Evidence, stated: Comparison) -> bool:
    """Whether the paragraphs of its numbers print others that may have been meant."""
    own = _numbers(stated)
    blocks = {term.place.block_no for term in stated.terms if term.place is not None}
    units = {evidence.printed(number).unit for number in own if number is not None}
    return any(
        figure.place.block_no in blocks and figure.unit in units and figure.figure_no not in own
        for figure in evidence.figures
    )


def _is_in_sentence(term: Term) -> bool:
    return term.place is not None and term.place.table_no is None


def _numbers(comparison: Comparison) -> frozenset[int | None]:
    """The numbers that it joins, by which two comparisons of one matter are known."""
    return frozenset(term.figure_no for term in comparison.terms)


def _answers(evidence: Evidence, both: Iterable[Comparison]) -> Mapping[int | None, Sequence[Comparison]]:
    """What is decided of each printed rate by a rule of the field or surely meant words; a guess that fits proves
    nothing.
    """
    answers: dict[int | None, list[Comparison]] = {}
    for one in both:
        relation = None if one.relation_no is None else evidence.extract.relations[one.relation_no]
        is_guess = relation is not None and not relation.is_meant and one.rule_code in _OF_RELATIONS
        if one.status != "not_applicable" and not is_guess and (matter := _matter(one)) is not None:
            answers.setdefault(matter, []).append(one)
    return answers


def _matter(one: Comparison) -> int | None:
    """The printed rate that the comparison explains by a quotient, by its number; None where it explains none."""
    left = [term for term in one.terms if term.side == "left"]
    is_rate = one.relation == "eq" and any(term.role == "dividend" for term in one.terms)
    return left[0].figure_no if is_rate and len(left) == 1 and not left[0].document_id else None


def _stands(failing: Comparison, answers: Sequence[Comparison]) -> bool:
    """Whether nothing that is said of the same rate is better known."""
    if any(answer.status == "pass" for answer in answers):
        return False
    own = [answer for answer in answers if answer.relation_no is not None and answer.severity == "error"]
    return not own or failing in own
