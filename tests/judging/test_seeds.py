"""What a careful reader finds in a report that contradicts itself in many places is told, each by its two numbers."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.readers import read
from tests.beside import SHARED, needs_shared

pytestmark = needs_shared

_TOLD = {
    "002": [
        ("10.00", "37"), ("8.00", "19"), ("2", "18"), ("2", "一"), ("4036.15", "4129.78"), ("570.18", "528.91"),
        ("151.63", "154.98"), ("5.52", "14.73"), ("6", "528.91"), ("8", "154.98"),
    ],
    "001": [("5075", "5057"), ("162", "143"), ("3496.13", "0")],
}  # fmt: skip


@pytest.mark.parametrize(("number", "pairs"), _TOLD.items())
def test_each_contradiction_is_told_by_its_numbers(number: str, pairs: list[tuple[str, str]]) -> None:
    path = SHARED / "samples" / number / "report.docx"
    found = judge(extract(read(path.read_bytes(), path), SourceClues(path.name)))
    told = [{term.printed for term in one.terms} for one in found if one.status == "fail" and one.severity != "info"]
    assert [pair for pair in pairs if not any(set(pair) <= printed for printed in told)] == []
