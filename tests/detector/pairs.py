"""Recall and false alarms of the rules that compare documents: pairs of reports, laid by the hundred into one warehouse.

In a department's copy of the papers one number of one paper is wrong; two builds judge all of them, one of them all
that is correct and tells where an error can be planted, the other the errors.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from flows.judging.register import rules
from flows.model.facts import Comparison, Term
from tests.detector.card import Result
from tests.detector.documents import Document, document
from tests.detector.filing import Filing, Told, compared, filing
from tests.detector.measuring import Cell
from tests.detector.planting import kinds_of
from tests.detector.spots import Spot
from tests.synthetic.pairs import Filed, filed

DEPARTMENTS = 500
_TRIALS = 12


@dataclass(frozen=True, slots=True)
class _Job:
    """Departments in whose papers one kind of error is planted for a rule, and what the rule said of them."""

    rule_code: str
    kind: str
    departments: tuple[int, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class _Planted:
    """A changed paper; `asked` is the one that the rule is asked of, `is_seen` whether a rule of one document fails."""

    job: _Job
    number: int
    changed: Filing
    asked: str
    is_seen: bool


def paired_rules() -> tuple[str, ...]:
    """The codes of the rules that the warehouse asks of two reports."""
    return tuple(code for code, rule in rules().items() if rule.is_active and rule.scope_relation == "documents")


def measured(workers: Executor, departments: int = DEPARTMENTS) -> dict[str, Result]:
    """What each rule says of correct pairs and of planted errors; the same on every run."""
    correct = dict(enumerate(workers.map(_filings, range(departments), chunksize=10)))
    codes = paired_rules()
    told = compared([one for found in correct.values() for one in found], codes)
    plantings = [one for found in workers.map(_plant, list(_jobs(told, departments))) for one in found]
    laid = [
        one.changed if paper.key == one.changed.key else paper for one in plantings for paper in correct[one.number]
    ]
    after = compared(laid, codes)
    results: dict[tuple[str, str], Counter[str]] = {}
    for one in plantings:
        outcome = _outcome(one, told, after)
        results.setdefault((one.job.rule_code, one.job.kind), Counter())[outcome] += 1
    return {
        code: Result(
            tuple(
                Cell(kind, found.total(), found["caught"], found["opened"], found["by_others"])
                for (rule_code, kind), found in results.items()
                if rule_code == code
            ),
            len({one.key for one in told if (one.rule_code, one.status) == (code, "fail")}),
            # A pair of which nothing is asked proves nothing.
            len({one.key for one in told if one.rule_code == code and one.status != "not_applicable"}),
        )
        for code in codes
    }


def _filings(number: int) -> list[Filing]:
    read = [(paper, document(paper.sample)) for paper in filed(number).papers]
    return [filing(number, paper, found, found.report) for paper, found in read]


def _jobs(told: Sequence[Told], departments: int) -> Iterable[_Job]:
    """Each kind of error has departments of its own: no paper holds two."""
    kinds = [(code, kind) for code in paired_rules() for kind in kinds_of(code)]
    passing: dict[tuple[str, int], list[Told]] = {}
    for one in told:
        if one.status == "pass":
            passing.setdefault((one.rule_code, _number(one.key)), []).append(one)
    for at, (code, kind) in enumerate(kinds):
        numbers = tuple(range(at, departments, len(kinds)))
        yield _Job(code, kind, numbers, tuple(one for number in numbers for one in passing.get((code, number), ())))


def _number(key: str) -> int:
    return int(key.partition(" ")[0])


def _plant(job: _Job) -> list[_Planted]:
    """One error a department, until there are enough of them."""
    random, plant = Random(f"{job.rule_code} {job.kind}"), kinds_of(job.rule_code)[job.kind]
    planted: list[_Planted] = []
    for number in job.departments:
        if len(planted) == _TRIALS:
            break
        papers, read = filed(number), cache(_read)
        spots = [
            (one, key, figure_no)
            for one in job.told
            if _number(one.key) == number
            for key, figure_no in ((one.key, one.figure_no), (one.other_key, one.other_figure_no))
        ]
        random.shuffle(spots)
        for one, key, figure_no in spots:
            name = key.partition(" ")[2]
            found = read(papers, name)
            report = plant(random, Spot(found, _comparison(one, key), found.figures[figure_no]))
            if report is not None:
                changed = filing(number, papers.paper(name), found, report)
                is_seen = bool(_failing(found.judged(report)) - _failing(found.comparisons))
                planted.append(_Planted(replace(job, told=()), number, changed, one.key, is_seen))
                break
    return planted


def _failing(comparisons: Iterable[Comparison]) -> set[str]:
    return {one.rule_code for one in comparisons if one.status == "fail"}


def _read(papers: Filed, name: str) -> Document:
    return document(papers.paper(name).sample)


def _comparison(told: Told, key: str) -> Comparison:
    """The comparison as the judge would give it of the paper in which the error is to stand."""
    assert told.left_value is not None and told.right_value is not None
    is_own = key == told.key
    terms = (
        Term("left", 1, told.figure_no if is_own else None, "", told.left_value, "", None),
        Term("right", 1, None if is_own else told.other_figure_no, "", told.right_value, "", None),
    )
    return Comparison(
        0, 0, told.rule_code, "", None, "", told.left_value, told.right_value, told.slack, "", told.relation,
        told.status, "", "", told.explanation, "", terms, None,
    )  # fmt: skip


def _outcome(one: _Planted, before: Sequence[Told], after: Sequence[Told]) -> str:
    asked = (one.job.rule_code, one.asked)
    known, failing = (
        {
            (told.rule_code, told.key, told.explanation)
            for told in found
            if _number(told.key) == one.number and told.status == "fail"
        }
        for found in (before, after)
    )
    if any((code, key) == asked for code, key, _ in failing - known):
        return "caught"
    if one.is_seen or failing - known:
        return "by_others"
    opened = [
        sum((told.rule_code, told.key) == asked and told.status == "not_applicable" for told in found)
        for found in (before, after)
    ]
    return "opened" if opened[1] > opened[0] else "missed"
