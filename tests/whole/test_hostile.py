"""Every file of tests/fixtures/invalid ends as expected.csv says: in time, in little memory, and without stopping a night.

`refused` is an outcome of the file with this phrase in its reason; `read` is a report with this phrase in its notes
(none where it is empty) and the printed numbers of `holds`, or a bundle with these files; `lost` is a process that was
ended, and replaced.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.night.workers import Lost, WorkerPool
from tests.fixtures.make_invalid import INVALID, KEPT, LARGE
from tests.hostile import Tried, attempt

SECONDS = 110
MEGABYTES = 256  # of which the words and the gazetteer take some 45
MEGABYTES_OF_LARGE = 1024


class Expected(NamedTuple):
    file: str
    outcome: str
    phrase: str
    holds: str


def expected() -> list[Expected]:
    with (INVALID / "expected.csv").open(encoding="utf-8", newline="") as handle:
        return [Expected(**row) for row in csv.DictReader(handle)]


def tried(path: Path) -> Tried | Lost:
    with WorkerPool(1, SECONDS, [attempt.__module__]) as pool:
        [(_, result, _)] = pool.run(attempt, [path])
    return result


def check(row: Expected, result: Tried | Lost, most: int) -> None:
    if isinstance(result, Lost):
        assert (row.outcome, True) == ("lost", row.phrase in result.reason), result.reason
        return
    assert "程序错误" not in result.reason
    assert row.outcome == ("read" if result.is_read else "refused"), result.reason
    assert result.megabytes <= most
    assert not result.leaks
    if row.outcome == "refused":
        assert row.phrase in result.reason
        return
    assert (row.phrase in result.notes) if row.phrase else result.notes == "[]"
    assert set(row.holds.split()) <= result.printed


def test_every_file_is_expected_and_every_expected_one_is_there() -> None:
    names = [row.file for row in expected()]
    assert sorted(names) == sorted({*KEPT, *LARGE})
    assert sorted(KEPT) == sorted(path.name for path in INVALID.iterdir() if path.name != "expected.csv")


@pytest.mark.parametrize("row", [row for row in expected() if row.file in KEPT], ids=lambda row: row.file)
def test_a_broken_or_hostile_file_ends_as_expected(row: Expected) -> None:
    check(row, tried(INVALID / row.file), MEGABYTES)


@pytest.mark.long
@pytest.mark.parametrize("row", [row for row in expected() if row.file in LARGE], ids=lambda row: row.file)
def test_a_large_hostile_file_ends_as_expected(row: Expected, tmp_path: Path) -> None:
    path = tmp_path / row.file
    path.write_bytes(LARGE[row.file]())
    check(row, tried(path), MEGABYTES_OF_LARGE)
