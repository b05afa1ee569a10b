"""What the report itself says must hold beside what the rules of the field ask: one answer to each matter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from flows.judging.asks import printed_relations
from flows.judging.evidence import Evidence
from flows.model.facts import Comparison

_CHANGES = frozenset({"change", "growth"})
_Matter = tuple[int, bool]  # the printed number that is explained, and whether as a quotient


def with_stated(asked: Sequence[Comparison], evidence: Evidence) -> list[Comparison]:
    """The comparisons of the rules with those that the report states.

    One that a rule has decided of the same numbers stands for both. A printed rate or change is right where one of its
    readings explains it; where none does, the report's own words say of what it is, and the dictionary is not asked.
    """
    stated = [comparison for question in printed_relations.QUESTIONS for comparison in question.asked(evidence)]
    relation_nos = {_numbers(comparison): comparison.relation_no for comparison in reversed(stated)}
    known = {_numbers(comparison) for comparison in asked if comparison.status != "not_applicable"}
    both = [
        *(replace(comparison, relation_no=relation_nos.get(_numbers(comparison))) for comparison in asked),
        *(comparison for comparison in stated if _numbers(comparison) not in known),
    ]
    answers = _answers(evidence, both)
    return [one for one in both if one.status != "fail" or _stands(one, answers.get(_matter(evidence, one), []))]


def _numbers(comparison: Comparison) -> frozenset[int | None]:
    """The numbers that it joins, by which two comparisons of one matter are known."""
    return frozenset(term.figure_no for term in comparison.terms)


def _answers(evidence: Evidence, both: Iterable[Comparison]) -> Mapping[_Matter | None, Sequence[Comparison]]:
    """What is decided of each printed rate and change."""
    answers: dict[_Matter | None, list[Comparison]] = {}
    for one in both:
        if one.status != "not_applicable" and (matter := _matter(evidence, one)):
            answers.setdefault(matter, []).append(one)
    return answers


def _matter(evidence: Evidence, one: Comparison) -> _Matter | None:
    """The printed rate or change that the comparison explains, None where it explains neither."""
    left = [term for term in one.terms if term.side == "left"]
    if len(left) != 1 or left[0].figure_no is None or left[0].document_id or one.relation != "eq":
        return None
    is_rate = any(term.role == "dividend" for term in one.terms)
    is_change = evidence.printed(left[0].figure_no).figure_role in _CHANGES
    return (left[0].figure_no, is_rate) if is_rate or is_change else None


def _stands(failing: Comparison, answers: Sequence[Comparison]) -> bool:
    """Whether nothing that is said of the same rate or change is better known."""
    if any(answer.status == "pass" for answer in answers):
        return False
    own = [answer for answer in answers if answer.relation_no is not None and answer.severity == "error"]
    return not own or failing in own
