"""The samples of `raw/`: made by our script, told in its README, and holding the errors that are told."""

import csv
import re
from pathlib import Path

import pytest

from tests.beside import ROOT

RAW = ROOT / "raw"
FORMATS = {".docx", ".html", ".pdf", ".txt"}


def readme_rows() -> dict[str, str]:
    """Each sample that README.md lists, with its line of the table."""
    lines = (RAW / "README.md").read_text(encoding="utf-8").splitlines()
    return {name: line for line in lines for name in re.findall(r"^\| `(\S+?)` \|", line)}


def lines_of(name: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_script_writes_the_committed_files_byte_for_byte() -> None:
    pytest.importorskip("reportlab", reason="needs reportlab")
    from tests.samples.catalogue import SAMPLES, render

    changed = [sample.path for sample in SAMPLES if (RAW / sample.path).read_bytes() != render(sample)]

    assert changed == []


def test_the_readme_tells_of_every_sample_that_the_script_makes() -> None:
    pytest.importorskip("reportlab", reason="needs reportlab")
    from tests.samples.catalogue import SAMPLES

    assert set(readme_rows()) == {sample.path for sample in SAMPLES}


def test_every_file_named_in_the_readme_exists() -> None:
    assert [name for name in readme_rows() if not (RAW / name).is_file()] == []


def test_there_are_nine_or_more_samples_in_four_formats_from_three_counties_and_two_years() -> None:
    paths = [Path(name) for name in readme_rows()]

    assert len(paths) >= 9
    assert {path.suffix for path in paths} == FORMATS
    assert len({path.parts[2] for path in paths}) >= 3
    assert {path.parts[3] for path in paths} == {"2019", "2020"}


def test_the_manifest_places_only_files_that_exist() -> None:
    with (RAW / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert list(rows[0]) == ["source_path", "county_id", "department_name", "fiscal_year"]
    assert [row["source_path"] for row in rows if not (RAW / row["source_path"]).is_file()] == []


@pytest.mark.parametrize("name", ["samples_expected.csv", "samples_findings.csv"])
def test_expectations_are_about_samples_of_the_readme(name: str) -> None:
    assert {line["source_path"] for line in lines_of(name)} <= set(readme_rows())


def test_the_readme_names_the_rule_of_every_error_that_is_expected() -> None:
    rows = readme_rows()
    expected = {(line["source_path"], line["rule_code"]) for line in lines_of("samples_findings.csv")}
    told = {(name, code) for name, line in rows.items() for code in re.findall(r"\b[A-Z]\d\d\b", line)}

    assert told == expected


def test_both_sides_of_an_expected_error_differ() -> None:
    assert [line for line in lines_of("samples_findings.csv") if float(line["left"]) == float(line["right"])] == []
