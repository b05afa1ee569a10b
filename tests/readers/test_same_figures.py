"""One report as a Word file, as rich text and as a layout document holds the same figures."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.extraction import SourceClues, extract
from flows.readers import read
from tests.samples.document import Sample
from tests.samples.kaifu import STREET
from tests.samples.qinghe_civil import CIVIL_AFFAIRS
from tests.samples.qinghe_health import PUBLIC_HEALTH
from tests.samples.write_docx import write_docx
from tests.samples.write_ofd import write_ofd
from tests.samples.write_rtf import write_rtf


def figures(data: bytes, sample: Sample, suffix: str) -> Counter[tuple[object, ...]]:
    path = Path(sample.path).with_suffix(suffix)
    found = extract(read(data, path), SourceClues(path.as_posix()))
    return Counter(
        (one.label, one.scope_name, one.period_year, one.basis, one.value, one.unit) for one in found.figures
    )


@pytest.mark.parametrize(("write", "suffix"), [(write_rtf, ".rtf"), (write_ofd, ".ofd")])
@pytest.mark.parametrize("sample", [CIVIL_AFFAIRS, PUBLIC_HEALTH, STREET], ids=lambda sample: Path(sample.path).stem)
def test_the_figures_are_those_of_the_word_file(sample: Sample, write: Callable[[Sample], bytes], suffix: str) -> None:
    wanted = figures(write_docx(sample), sample, ".docx")
    found = figures(write(sample), sample, suffix)

    assert wanted.total() > 20
    assert (wanted - found, found - wanted) == (Counter(), Counter())
