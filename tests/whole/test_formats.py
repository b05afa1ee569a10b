"""One report, whatever format it comes in, gives the same rows of the warehouse and loses no number."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.beside import SAMPLES, needs_ocr, needs_shared
from tests.nights import read, run

REPORTS = ["000", "001", "002", "003", "004"]
SCANNED = ["003", "004"]
# Word counts list items and pages by itself; other formats hold these numbers as text, or not at all.
NUMBERED_BY_WORD = {"list_number", "page_number"}

pytestmark = [needs_shared, pytest.mark.long]

Rows = Counter[tuple[object, ...]]


def night(folder: Path, names: list[str]) -> Path:
    """The warehouse of a night over the samples, all formats side by side."""
    for name in names:
        target = folder / "raw" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / name, target)
    code, output, messages = run(folder / "raw", folder / "warehouse")
    assert code == 0, output + messages
    return folder / "warehouse"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    suffixes = ("docx", "doc", "html", "pdf", "txt")
    names = [f"{number}/report.{suffix}" for number in REPORTS for suffix in suffixes]
    return night(tmp_path_factory.mktemp("formats"), names)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    suffixes = ("docx", "scanned.pdf")
    return night(tmp_path_factory.mktemp("scans"), [f"{number}/report.{end}" for number in SCANNED for end in suffixes])


def figures(warehouse: Path, name: str, columns: str) -> Rows:
    return Counter(read(warehouse, f"select {columns} from marts.fct_figures where source_path = '{name}'"))


def numbers(warehouse: Path, name: str) -> Rows:
    """The numeric tokens of a report as printed, blanks aside, each with why it is no figure."""
    return Counter(
        read(
            warehouse,
            "select regexp_replace(printed, '\\s', '', 'g'), coalesce(ignored_reason, '')"
            " from marts.fct_number_ledger join marts.dim_documents using (document_id)"
            f" where source_path = '{name}'",
        )
    )


def share(wanted: Rows, found: Rows, what: str) -> float:
    """The rows that both have, of those that either has; what differs is printed."""
    print(f"\n{what}: {(wanted & found).total()} of {wanted.total()} rows, {found.total()} found")
    for sign, rows in (("-", wanted - found), ("+", found - wanted)):
        for row, count in rows.items():
            print(f"  {sign}{count}", *row)
    return (wanted & found).total() / max(wanted.total(), found.total())


@pytest.mark.parametrize("suffix", ["doc", "html", "pdf", "txt"])
@pytest.mark.parametrize("number", REPORTS)
def test_the_figures_are_those_of_the_word_file(warehouse: Path, number: str, suffix: str) -> None:
    columns = "label, scope_name, period_year, basis, value, unit"
    wanted = figures(warehouse, f"{number}/report.docx", columns)
    found = figures(warehouse, f"{number}/report.{suffix}", columns)

    assert wanted
    assert share(wanted, found, f"{number} {suffix}") >= 0.995


@pytest.mark.parametrize("suffix", ["doc", "html", "pdf", "txt"])
@pytest.mark.parametrize("number", REPORTS)
def test_no_number_is_lost_in_another_format(warehouse: Path, number: str, suffix: str) -> None:
    wanted = numbers(warehouse, f"{number}/report.docx")
    found = numbers(warehouse, f"{number}/report.{suffix}")
    share(wanted, found, f"{number} {suffix} numbers")
    differing = (wanted - found) + (found - wanted)

    assert wanted
    assert {reason for _, reason in differing} <= NUMBERED_BY_WORD


@needs_ocr
@pytest.mark.long
@pytest.mark.parametrize("number", SCANNED)
def test_the_figures_of_a_scan_are_those_of_the_word_file(scanned: Path, number: str) -> None:
    columns = "measure_code, value, unit"
    wanted = figures(scanned, f"{number}/report.docx", columns)
    found = figures(scanned, f"{number}/report.scanned.pdf", columns)

    assert wanted
    assert share(wanted, found, f"{number} scanned") >= 0.95


def primaries(warehouse: Path) -> list[tuple[object, ...]]:
    """Of each sample: how many documents, how many of them primary, how many figures count, how many the Word file has."""
    return read(
        warehouse,
        "select split_part(source_path, '/', 1) as sample, count(distinct document_id), "
        "count(distinct document_id) filter (where is_primary), count(*) filter (where is_primary) "
        "= count(*) filter (where source_path like '%.docx') from marts.fct_figures group by sample order by sample",
    )


def test_one_report_in_five_formats_is_one_report_whose_figures_count_once(warehouse: Path) -> None:
    assert primaries(warehouse) == [(number, 5, 1, True) for number in REPORTS]


@needs_ocr
@pytest.mark.long
def test_the_scan_beside_its_text_is_a_rendition_though_letters_of_it_are_misread(scanned: Path) -> None:
    assert primaries(scanned) == [(number, 2, 1, True) for number in SCANNED]
