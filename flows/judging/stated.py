"""What the report itself says must hold beside what the rules of the field ask: one answer to each matter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.judging.asks import printed_relations
from flows.judging.evidence import Evidence
from flows.judging.misprints import is_misprint
from flows.model.facts import Comparison, Figure, Term
from flows.model.relations import NAMED

_OF_RELATIONS = frozenset(code for question in printed_relations.QUESTIONS for code in question.codes)
_OF_CHANGES = frozenset(printed_relations.printed_changes.codes)
_POINTS = "分"
_POINTS_OF_RATE = "印出的比率与所列金额相符：请按分值乘以比率核对得分"
_NEAR = Decimal("0.25")  # how far an old number that was left standing may lie from the one that it should be


def with_stated(asked: Sequence[Comparison], evidence: Evidence) -> list[Comparison]:
    """The comparisons of the rules with those that the report states.

    One that a rule has decided of the same numbers stands for both. A printed rate is right where one of its readings
    explains it; where none does, the report's own words say of what it is, and the dictionary is not asked.
    """
    every = (comparison for question in printed_relations.QUESTIONS for comparison in question.asked(evidence))
    stated = list(_weighed(evidence, every))
    relation_nos = {_numbers(comparison): comparison.relation_no for comparison in reversed(stated)}
    known = {_numbers(comparison) for comparison in asked if comparison.status != "not_applicable"}
    both = [
        *(replace(comparison, relation_no=relation_nos.get(_numbers(comparison))) for comparison in asked),
        *(comparison for comparison in stated if _numbers(comparison) not in known),
    ]
    answers = _answers(evidence, both)
    return [told for one in both if (told := _told(evidence, one, answers.get(_matter(one), []))) is not None]


def _told(evidence: Evidence, one: Comparison, answers: Sequence[Comparison]) -> Comparison | None:
    """What stays of a comparison beside all that is decided of its printed rate, None where nothing does."""
    if one.status != "fail" or _stands(one, answers):
        return one
    is_right = any(answer.status == "pass" for answer in answers)
    return replace(one, suggestion=_POINTS_OF_RATE) if is_right and _is_of_points(evidence, one) else None


def _weighed(evidence: Evidence, every: Iterable[Comparison]) -> Iterator[Comparison]:
    """What is told of comparisons that words join.

    They stay as they are where they hold, and equations where one slip of the pen explains why they fail. Else the
    numbers may be the wrong ones: a question where the sides lie near each other or the words leave no others to read,
    and nothing where they do not; the rate of a change that an equation bears out is surely that, and a bound that
    words surely state is asked however far it is broken. Words that reach over paragraphs are asked where the sides lie
    near. What a table asks its layout bears out; that two numbers are said to be the same is a claim, which fails by
    any amount.
    """
    printed: dict[int, list[Figure]] = {}
    for figure in evidence.figures:
        printed.setdefault(figure.place.block_no, []).append(figure)
    every = list(every)
    differences = _differences(every)
    for one in every:
        if one.status == "fail" and _is_read_on(evidence, one):
            if _is_near(one):
                yield replace(one, severity="warn")
        elif one.status != "fail" or not _is_open(evidence, one) or _is_borne_out(one, differences):
            yield one
        elif _is_near(one):
            yield one if one.relation != "eq" else replace(one, severity="warn")
        elif _is_surely_meant(evidence, one) or not _leaves_others(evidence, one, printed):
            yield replace(one, severity="warn")


def _is_read_on(evidence: Evidence, failing: Comparison) -> bool:
    """Whether words of one paragraph join its numbers with those of another."""
    relation = None if failing.relation_no is None else evidence.extract.relations[failing.relation_no]
    blocks = {term.place.block_no for term in failing.terms if term.place is not None}
    return relation is not None and relation.origin == "words" and len(blocks) > 1


def _is_open(evidence: Evidence, failing: Comparison) -> bool:
    """Whether it may be of other numbers than those it joins."""
    relation = None if failing.relation_no is None else evidence.extract.relations[failing.relation_no]
    is_claim = relation is not None and relation.relation_kind == "equal" and relation.is_meant
    in_sentences = any(_is_in_sentence(term) for term in failing.terms)
    if is_claim or not in_sentences or failing.left_value is None:
        return False
    if failing.relation != "eq":
        return True
    numbers = [evidence.printed(no) for no in _numbers(failing) if no is not None]
    counted = [one.figure_no for one in numbers if (known := evidence.range_of(one)).low == known.high]
    return is_misprint(failing, counted) is False


def _is_surely_meant(evidence: Evidence, failing: Comparison) -> bool:
    """Whether words name all its numbers, or surely say that one is at most the other: the farther, the worse."""
    relation = None if failing.relation_no is None else evidence.extract.relations[failing.relation_no]
    if relation is None:
        return False
    return relation.confidence == NAMED or (relation.is_meant and failing.relation != "eq")


def _differences(every: Iterable[Comparison]) -> Mapping[int | None, Sequence[frozenset[int | None]]]:
    """The numbers of every equation that holds, by the one that it gives."""
    told: dict[int | None, list[frozenset[int | None]]] = {}
    for one in every:
        left = [term.figure_no for term in one.terms if term.side == "left"]
        if one.status == "pass" and one.relation == "eq" and len(left) == 1 and _matter(one) is None:
            told.setdefault(left[0], []).append(_numbers(one))
    return told


def _is_borne_out(failing: Comparison, differences: Mapping[int | None, Sequence[frozenset[int | None]]]) -> bool:
    """Whether an equation that holds gives the change from the base that its rate is of: 5 = 65 − 60, then 5 ÷ 60."""
    if failing.rule_code not in _OF_CHANGES or _matter(failing) is None:
        return False
    change, *others = [term.figure_no for term in failing.terms if term.role == "dividend"]
    bases = {term.figure_no for term in failing.terms if term.role == "divisor"}
    return not others and any(bases <= numbers for numbers in differences.get(change, ()))


def _is_near(failing: Comparison) -> bool:
    left = failing.left_value or Decimal(0)
    return abs(left - (failing.right_value or Decimal(0))) <= abs(left) * _NEAR


def _leaves_others(evidence: Evidence, stated: Comparison, printed: Mapping[int, Sequence[Figure]]) -> bool:
    """Whether the paragraphs of its numbers print others that may have been meant; `printed` are all of each block."""
    own = _numbers(stated)
    blocks = {term.place.block_no for term in stated.terms if term.place is not None}
    units = {evidence.printed(number).unit for number in own if number is not None}
    return any(
        figure.unit in units and figure.figure_no not in own for block in blocks for figure in printed.get(block, ())
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


def _is_of_points(evidence: Evidence, one: Comparison) -> bool:
    """Whether it is the rate of the points in a row of a table, which stand beside what the rate itself is of."""
    upper = [term for term in one.terms if term.role == "dividend" and not _is_in_sentence(term)]
    return any(evidence.printed(term.figure_no).unit == _POINTS for term in upper if term.figure_no is not None)


def _stands(failing: Comparison, answers: Sequence[Comparison]) -> bool:
    """Whether nothing that is said of the same rate is better known."""
    if any(answer.status == "pass" for answer in answers):
        return False
    own = [answer for answer in answers if answer.relation_no is not None and answer.severity == "error"]
    return not own or failing in own
