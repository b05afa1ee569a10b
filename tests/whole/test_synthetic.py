"""Invented reports of many counties: every number they state is understood, and none is called wrong."""

from pathlib import PurePosixPath

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.readers import read
from tests.samples.catalogue import render
from tests.synthetic.reports import Synthetic, reports

_YEARS = range(2018, 2023)


def _stated_but_not_read(report: Synthetic) -> set[object]:
    path = PurePosixPath(report.sample.path)
    extracted = extract(read(render(report.sample), path), SourceClues(report.sample.path))
    [heading] = extracted.headings
    assert (heading.county_id, heading.fiscal_year) == (report.books.department.county_id, report.books.year)
    found = {(f.measure_code, f.scope_name, f.period_year, f.basis, f.value) for f in extracted.figures}
    stated = {(f.measure_code, f.scope_name, f.period_year, f.basis, f.value) for f in report.facts}
    wrong = [comparison.explanation for comparison in judge(extracted) if comparison.status == "fail"]
    return (stated - found) | set(wrong)


@pytest.mark.parametrize("counties", [3, pytest.param(100, marks=pytest.mark.long)])
def test_every_stated_number_is_read_with_its_meaning_and_no_correct_report_is_called_wrong(counties: int):
    missed = {report.sample.path: _stated_but_not_read(report) for report in reports(counties, _YEARS)}
    assert {path: found for path, found in missed.items() if found} == {}
    assert len(missed) == counties * len(_YEARS) * 4
