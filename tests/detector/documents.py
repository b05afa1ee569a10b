"""Correct documents as they are read, and what the judge says of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison, Extract, Figure
from flows.model.report import Report
from flows.readers import read
from tests.samples.catalogue import render
from tests.samples.document import Sample
from tests.synthetic.reports import reports
from tests.synthetic.trapped import many, trapped

POOL = 80
_YEARS = range(2018, 2023)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read, what was understood of it, and every comparison."""

    report: Report
    path: str
    extract: Extract
    comparisons: tuple[Comparison, ...]

    @property
    def figures(self) -> dict[int, Figure]:
        """The figures by their number."""
        return {figure.figure_no: figure for figure in self.extract.figures}

    def understood(self, report: Report, path: str = "") -> Extract:
        """What is understood of the report when it is changed, or lies elsewhere."""
        return extract(report, SourceClues(path or self.path))

    def judged(self, report: Report, path: str = "") -> tuple[Comparison, ...]:
        """What the judge says of it then."""
        return judge(self.understood(report, path))


def document(sample: Sample) -> Document:
    """The sample written, read, understood and judged."""
    report = read(render(sample), PurePosixPath(sample.path))
    found = extract(report, SourceClues(sample.path))
    return Document(report, sample.path, found, judge(found))


def pool() -> Iterator[Document]:
    """The documents in which errors are planted: those with every trap, and a plain one after every third."""
    return map(_pooled, range(POOL))


@cache
def _pooled(number: int) -> Document:
    return document(_plain()[number // 4] if number % 4 == 3 else trapped(number - number // 4).sample)


@cache
def _plain() -> Sequence[Sample]:
    return [one.sample for one in reports(1, _YEARS)]


def correct(plain_counties: int, trapped_count: int) -> list[Sample]:
    """Correct reports of both generators, four a county and year of the plain ones."""
    plain = [one.sample for one in reports(plain_counties, _YEARS)] if plain_counties else []
    return [*plain, *(one.sample for one in many(trapped_count))]
