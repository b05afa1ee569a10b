"""The samples in raw/: the figures and the findings each is known to hold, whatever its format."""

import csv
from decimal import Decimal
from functools import cache

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.judging.register import rules
from flows.model.facts import Extract
from flows.readers import read
from tests.beside import ROOT

RAW = ROOT / "raw"
REPORTS = sorted(
    path.relative_to(RAW).as_posix() for path in RAW.rglob("*") if path.suffix in {".docx", ".pdf", ".html", ".txt"}
)


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def manifest() -> dict[str, dict[str, str]]:
    with (RAW / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["source_path"]: row for row in csv.DictReader(file)}


@cache
def extracted(source_path: str) -> Extract:
    row = manifest().get(source_path, {})
    clues = SourceClues(
        source_path, row.get("county_id", ""), row.get("department_name", ""), row.get("fiscal_year", "")
    )
    path = RAW / source_path
    return extract(read(path.read_bytes(), path), clues)


@pytest.mark.parametrize("row", rows("samples_expected.csv"), ids=lambda row: f"{row['label']}-{row['value']}")
def test_a_figure_that_a_sample_holds_is_found(row):
    found = [
        figure
        for figure in extracted(row["source_path"]).figures
        if (figure.value, figure.unit, figure.basis, figure.scope_name)
        == (Decimal(row["value"]), row["unit"], row["basis"], row["scope"])
        and figure.period_year == int(row["period_year"])
        and row["label"] in figure.label
    ]
    assert found


@pytest.mark.parametrize("source_path", REPORTS)
def test_a_sample_fails_the_rules_it_is_made_to_fail_and_no_other(source_path):
    active = {rule.code for rule in rules().values() if rule.is_active and rule.scope_relation != "documents"}
    wanted = sorted(
        (row["rule_code"], round(Decimal(row["left"]), 2), round(Decimal(row["right"]), 2))
        for row in rows("samples_findings.csv")
        if row["source_path"] == source_path and row["rule_code"] in active
    )
    failed = sorted(
        (c.rule_code, round(c.left_value, 2), round(c.right_value, 2))
        for c in judge(extracted(source_path))
        if c.status == "fail" and c.left_value is not None and c.right_value is not None
    )
    assert failed == wanted
