import subprocess
import sys
from pathlib import Path

import pytest

from tests.beside import ROOT

TESTS = """
import pytest

@pytest.mark.skipif(True, reason="needs a thing")
@pytest.mark.parametrize("number", range(3))
def test_of_a_thing(number): ...

def test_of_a_disk():
    pytest.skip("needs a disk")

def test_of_nothing(): ...
"""


@pytest.mark.parametrize("processes", [(), ("-n", "2")])
def test_skipped_tests_say_why_counted_by_reason_on_one_process_and_on_two(processes: tuple[str, ...], tmp_path: Path):
    (tmp_path / "test_things.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text(f"[pytest]\npythonpath = {ROOT}\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.skipping", *processes]
    printed = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    ).stdout
    assert [line for line in printed.splitlines() if " skipped: " in line] == [
        "1 skipped: needs a disk",
        "3 skipped: needs a thing",
    ]
