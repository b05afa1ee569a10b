"""Every file of tests/fixtures/invalid ends as expected.csv says: in time, in little memory, and without stopping a night.

`refused` is an outcome of the file with this phrase in its reason; `read` is a report with this phrase in its notes
(none where it is empty) and the printed numbers of `holds`, or a bundle with these files; `lost` is a process that was
ended, and replaced.
"""

import csv
from collections.abc import Iterator
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


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    """One process for all files; it is replaced where one ends it."""
    with WorkerPool(1, SECONDS, [attempt.__module__]) as workers:
        yield workers


def tried(pool: WorkerPool, path: Path) -> Tried | Lost:
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
def test_a_broken_or_hostile_file_ends_as_expected(row: Expected, pool: WorkerPool) -> None:
    check(row, tried(pool, INVALID / row.file), MEGABYTES)


@pytest.mark.long
@pytest.mark.parametrize("row", [row for row in expected() if row.file in LARGE], ids=lambda row: row.file)
def test_a_large_hostile_file_ends_as_expected(row: Expected, tmp_path: Path, pool: WorkerPool) -> None:
    path = tmp_path / row.file
    path.write_bytes(LARGE[row.file]())
    check(row, tried(pool, path), MEGABYTES_OF_LARGE)
