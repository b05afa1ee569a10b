"""Figures read by hand from real reports, against what extraction finds in each format."""

import json
from collections import Counter

import pytest

from flows.extraction import SourceClues, extract
from flows.model.facts import Extract
from flows.readers import read
from tests.beside import SHARED, needs_shared

REPORTS = ["000", "001", "002", "003", "004"]


def extracted(number: str, suffix: str) -> Extract:
    path = SHARED / "samples" / number / f"report.{suffix}"
    return extract(read(path.read_bytes(), path), SourceClues(f"{number}/report.{suffix}"))


@needs_shared
@pytest.mark.parametrize("number", ["001", "003"])
def test_every_amount_read_by_hand_is_found_with_its_value(number):
    scale = {"万元": 10**4, "亿元": 10**8, "万平方米": 10**4, "万平米": 10**4, "万人": 10**4}
    gold = [json.loads(line) for line in (SHARED / "gold" / f"figures_{number}.jsonl").read_text("utf-8").splitlines()]
    wanted = Counter(round(row["value"] * scale.get(row["unit"], 1), 4) for row in gold)
    found = Counter(round(float(f.value), 4) for f in extracted(number, "txt").figures if f.value is not None)
    assert not wanted - found


@needs_shared
@pytest.mark.parametrize("number", REPORTS)
def test_at_most_two_in_a_hundred_numeric_tokens_stay_unexplained(number):
    tokens = extracted(number, "docx").tokens
    unexplained = [t.printed for t in tokens if t.figure_no is None and not t.ignored_reason]
    assert len(unexplained) <= max(2, 0.02 * len(tokens)), unexplained


@needs_shared
def test_headings_are_those_read_by_hand():
    wanted = json.loads((SHARED / "gold" / "headers.json").read_text("utf-8"))
    for number, header in wanted.items():
        heading = extracted(number, "docx").headings[0]
        assert (heading.county_id, heading.fiscal_year) == (header["adcode"], header["year"])
        assert heading.department_name in {header["department"], f"{header['county']}{header['department']}"}
        assert heading.budget_code == header.get("budget_code", "")
