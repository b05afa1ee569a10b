"""One form, whatever file it is saved in, gives the same figures, headings and findings."""

from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest

from flows.asking.checking import Checked, check
from flows.extraction import SourceClues
from tests.samples.document import Sample
from tests.samples.kaifu import STREET
from tests.samples.qinghe_civil import CIVIL_AFFAIRS
from tests.samples.qinghe_education import EDUCATION
from tests.samples.qinghe_roads import ROADS_2019
from tests.samples.qinghe_water import RESERVOIRS
from tests.samples.write_csv import write_csv
from tests.samples.write_excelml import write_excelml
from tests.samples.write_html import write_html
from tests.samples.write_mht import write_mht
from tests.samples.write_xlsx import write_xlsx

SAMPLES = [STREET, CIVIL_AFFAIRS, EDUCATION, ROADS_2019, RESERVOIRS]


def checked(sample: Sample, data: bytes, suffix: str) -> Checked:
    return check(data, SourceClues(PurePosixPath(sample.path).with_suffix(suffix).as_posix()))


def said(found: Checked) -> tuple[object, ...]:
    figures = Counter(
        (one.label, one.scope_name, one.period_year, one.basis, one.value, one.unit) for one in found.found.figures
    )
    headings = [(one.report_kind, one.title, one.department_name, one.fiscal_year) for one in found.found.headings]
    return figures, headings, sorted(one.rule_code for one in found.findings)


@pytest.mark.parametrize(
    ("write", "suffix", "model", "model_suffix"),
    [
        (write_csv, ".csv", write_xlsx, ".xlsx"),
        (lambda sample: write_csv(sample, "\t", "gb18030"), ".xls", write_xlsx, ".xlsx"),
        (write_excelml, ".xls", write_xlsx, ".xlsx"),
        (write_mht, ".mht", write_html, ".html"),
    ],
)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: PurePosixPath(sample.path).stem)
def test_a_form_says_the_same(
    sample: Sample,
    write: Callable[[Sample], bytes],
    suffix: str,
    model: Callable[[Sample], bytes],
    model_suffix: str,
) -> None:
    wanted = checked(sample, model(sample), model_suffix)
    assert wanted.found.figures
    assert said(checked(sample, write(sample), suffix)) == said(wanted)
