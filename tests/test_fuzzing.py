import subprocess
import sys
from pathlib import Path

from tests.fuzz.originals import SUFFIXES
from tests.nights import HANGS

ROOT = Path(__file__).resolve().parent.parent


def test_a_broken_document_of_every_format_is_read_understood_and_loaded_or_refused() -> None:
    """The first seed of each is one that goes all the way; ten thousand more are left to `make check-all`."""
    fuzzing = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "--mutations", "1"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS,
    )
    assert fuzzing.returncode == 0, fuzzing.stdout + fuzzing.stderr
    told = [line.partition(":")[0] for line in fuzzing.stdout.splitlines()]
    assert told == list(SUFFIXES)
