"""A new format is one module and one row: a copy of the project with both reads and publishes its reports."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.readers import READERS
from tests.beside import ROOT
from tests.nights import HANGS, read

MODULE = """
from pathlib import Path

from flows.model.report import Paragraph, Report


def read_slip(data: bytes, source: Path) -> Report:
    lines = data.decode().removeprefix("SLIP").strip().splitlines()
    return Report("slip", tuple(Paragraph(number, line) for number, line in enumerate(lines)))
"""
ROW = {
    "format": "slip", "format_name": "便条", "extensions": ".slip", "media_types": "text/x-slip",
    "plain_text": "always", "reader": "plain.slip", "sort_order": str(len(READERS) + 1),
}  # fmt: skip
READING = """
import sys
from pathlib import Path
from flows.night.raw_folder import list_files
from flows.readers import read
raw = Path(sys.argv[1])
for file in list_files(raw).files:
    report = read(file.path.read_bytes(), file.path)
    print(file.source_path, report.format, len(report.blocks), report.notes)
print(list_files(raw).oddities)
"""
REPORT = "青禾县教育局2020年度部门整体支出绩效自评报告\n2020年收入合计100万元。\n"


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that knows slips."""
    project = tmp_path_factory.mktemp("project")
    for folder in ("flows", "dbt_project", "expectations"):
        ignored = shutil.ignore_patterns("__pycache__", "target", "logs")
        shutil.copytree(ROOT / folder, project / folder, ignore=ignored)
    (project / "flows" / "readers" / "plain" / "slip.py").write_text(MODULE, encoding="utf-8")
    with (project / "dbt_project" / "seeds" / "formats.csv").open("r+", encoding="utf-8", newline="") as seed:
        columns = csv.DictReader(seed).fieldnames or ()
        seed.seek(0, os.SEEK_END)
        csv.DictWriter(seed, columns, lineterminator="\n").writerow(ROW)
    return project


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A slip, the same as text, and a folder that is named like a slip."""
    folder = tmp_path_factory.mktemp("raw")
    (folder / "2020.slip").mkdir()
    (folder / "县教育局.slip").write_text(REPORT, encoding="utf-8")
    (folder / "县民政局.txt").write_text(REPORT.replace("教育局", "民政局"), encoding="utf-8")
    return folder


def of(project: Path, code: str, *words: str) -> str:
    """What a program of a copy of the project prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=project,
        env={**environment, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        timeout=HANGS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_file_of_the_new_format_is_told_by_its_name_and_read(extended: Path, raw: Path) -> None:
    assert of(extended, READING, str(raw)).splitlines() == [
        "县教育局.slip slip 2 ()",
        "县民政局.txt txt 2 ()",
        "(('2020.slip', '是文件夹，不是文件：请放入文件本身，或给文件夹改名'),)",
    ]


@pytest.mark.long
def test_its_figures_are_published_under_its_name(extended: Path, raw: Path, tmp_path: Path) -> None:
    of(extended, "from flows.cli import app; app()", "nightly", "--raw", str(raw), "--warehouse", str(tmp_path))
    figures = (
        "select source_path, format, measure_code, value::integer from marts.fct_figures "
        "join marts.dim_documents using (document_id, source_path) order by all"
    )
    assert read(tmp_path, figures) == [
        ("县教育局.slip", "slip", "income_total", 1_000_000),
        ("县民政局.txt", "txt", "income_total", 1_000_000),
    ]
