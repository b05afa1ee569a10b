"""What the report itself says must hold beside what the rules of the field ask: one answer to each matter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.judging.asks import printed_relations
from flows.judging.evidence import Evidence
from flows.model.facts import Comparison

_OF_RELATIONS = frozenset(code for question in printed_relations.QUESTIONS for code in question.codes)
_NEAR = Decimal("0.2")  # a slip of a digit behind the first moves a rate less


def with_stated(asked: Sequence[Comparison], evidence: Evidence) -> list[Comparison]:
    """The comparisons of the rules with those that the report states.

    One that a rule has decided of the same numbers stands for both. A printed rate is right where one of its readings
    explains it; where none does, the report's own words say of what it is, and the dictionary is not asked.
    """
    every = (comparison for question in printed_relations.QUESTIONS for comparison in question.asked(evidence))
    stated = [comparison for comparison in every if not _is_guess(evidence, comparison)]
    relation_nos = {_numbers(comparison): comparison.relation_no for comparison in reversed(stated)}
    known = {_numbers(comparison) for comparison in asked if comparison.status != "not_applicable"}
    both = [
        *(replace(comparison, relation_no=relation_nos.get(_numbers(comparison))) for comparison in asked),
        *(comparison for comparison in stated if _numbers(comparison) not in known),
    ]
    answers = _answers(evidence, both)
    return [one for one in both if one.status != "fail" or _stands(one, answers.get(_matter(one), []))]


def _is_guess(evidence: Evidence, failing: Comparison) -> bool:
    """Whether a rate fails by far of numbers that no words join to it: then these are not what it is of."""
    if failing.status != "fail" or failing.relation_no is None or failing.left_value is None:
        return False
    relation = evidence.extract.relations[failing.relation_no]
    is_sure = relation.is_meant or relation.origin != "words" or relation.relation_kind != "ratio"
    gap = abs(failing.left_value - (failing.right_value or Decimal(0)))
    return not is_sure and gap > abs(failing.left_value) * _NEAR


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
