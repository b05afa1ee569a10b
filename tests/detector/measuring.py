"""Recall of a rule for each kind of error, and false alarms on correct documents; the same on every run."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from flows.judging.register import rules
from flows.model.facts import Comparison
from tests.detector.documents import Document, document, pool
from tests.detector.planting import MOVED, kinds_of
from tests.detector.spots import Kind, Spot
from tests.samples.document import Sample

_TRIALS = 12
_TRIES_IN_DOCUMENT = 2
_ELSEWHERE = "湖南省/岳阳市/华容县/2020/x.txt", "四川省/成都市/金堂县/2020/x.txt"


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of error planted where one rule should notice: how often, and what came of it.

    `caught` by a failing comparison of the rule itself, `opened` where the rule says instead what it lacks, `by_others`
    where only another rule fails.
    """

    kind: str
    planted: int
    caught: int
    opened: int
    by_others: int


def active_rules() -> tuple[str, ...]:
    """The codes of the rules that the judge asks of one document."""
    return tuple(code for code, rule in rules().items() if rule.is_active and rule.scope_relation != "documents")


def recall(rule_code: str) -> tuple[Cell, ...]:
    """What becomes of every kind of error that the rule should notice; kinds that cannot be planted are left out."""
    if rule_code == "V10":
        return (_moved(),)
    cells = (_planted(rule_code, kind, plant) for kind, plant in kinds_of(rule_code).items())
    return tuple(cell for cell in cells if cell.planted)


def alarms(sample: Sample) -> tuple[str, ...]:
    """The rules that fail on a correct report."""
    return tuple(sorted({one.rule_code for one in document(sample).comparisons if one.status == "fail"}))


def _planted(rule_code: str, kind: str, plant: Kind) -> Cell:
    random = Random(f"{rule_code} {kind}")
    results: Counter[str] = Counter()
    for one in pool():
        if results.total() >= _TRIALS:
            break
        spots = list(_spots(one, rule_code))
        random.shuffle(spots)
        done = 0
        for spot in spots:
            report = plant(random, spot) if done < _TRIES_IN_DOCUMENT else None
            if report is not None:
                done += 1
                results[_outcome(one, rule_code, one.judged(report))] += 1
    return Cell(kind, results.total(), results["caught"], results["opened"], results["by_others"])


def _spots(one: Document, rule_code: str) -> Iterator[Spot]:
    figures = one.figures
    for comparison in one.comparisons:
        if comparison.rule_code == rule_code and comparison.status == "pass":
            numbers = {term.figure_no: None for term in comparison.terms if term.figure_no is not None}
            for number in numbers or (None,):
                yield Spot(one, comparison, None if number is None else figures[number])


def _outcome(one: Document, rule_code: str, comparisons: Sequence[Comparison]) -> str:
    known = {comparison.rule_code for comparison in one.comparisons if comparison.status == "fail"}
    failing = {comparison.rule_code for comparison in comparisons if comparison.status == "fail"} - known
    if rule_code in failing:
        return "caught"
    if failing:
        return "by_others"
    open_ones = [sum(c.rule_code == rule_code and c.status == "not_applicable" for c in found)
                 for found in (one.comparisons, comparisons)]  # fmt: skip
    return "opened" if open_ones[1] > open_ones[0] else "missed"


def _moved() -> Cell:
    """A report laid into the folder of another county."""
    caught = [
        any(one.rule_code == "V10" and one.status == "fail" for one in found.judged(found.report, path))
        for found in islice(pool(), _TRIALS)
        for path in [next(path for path in _ELSEWHERE if path.split("/")[2] not in found.path)]
    ]
    return Cell(MOVED, len(caught), sum(caught), 0, 0)


def totals(cells: Sequence[Cell]) -> tuple[int, int]:
    """How many errors were planted in all kinds, and how many the rule caught."""
    return sum(cell.planted for cell in cells), sum(cell.caught for cell in cells)
