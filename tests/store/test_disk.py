"""What the disk or another program refuses is told in Chinese with the file and the way out."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.model.exceptions import DamagedStaging, StorageFailed
from flows.model.outcomes import Outcome
from flows.store.disk import on_disk
from flows.store.staging import Staging
from flows.store.swap import bring_folder, start_from

_FULL = Path("/dev/full")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("needs to mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    """A database that another process holds open for writing."""
    path = tmp_path / "held.duckdb"
    hold = f"import duckdb; held = duckdb.connect({str(path)!r}); print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield path
        process.communicate(b"\n")


def test_a_full_disk_is_told_by_the_file_and_the_log_keeps_the_systems_words(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StorageFailed, match=r"^/dev/full 所在磁盘已满：请清理出空间"), on_disk(_FULL):
        _FULL.write_text("a word")
    assert os.strerror(errno.ENOSPC) in caplog.text


def test_staging_on_a_full_disk_says_so_and_can_be_opened_again(small: Path) -> None:
    path = small / "staging.duckdb"
    with Staging(path) as staging:
        staging.begin_run("night1", datetime(2031, 1, 5, 2, tzinfo=UTC))
    filler = small / "filler"
    filler.write_bytes(bytes(os.statvfs(small).f_bavail * os.statvfs(small).f_frsize))
    long = "一" * 40_000
    with pytest.raises(StorageFailed, match=r"staging\.duckdb 所在磁盘已满"), Staging(path) as staging:
        for number in range(40):
            staging.record("night1", [Outcome(f"{number}.docx", "read", False, f"{number}{long}")])
    filler.unlink()
    with Staging(path) as staging:
        assert staging.outcomes("night2") == ()


def test_a_file_that_another_program_holds_is_named(held: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match=r"held\.duckdb 正被另一个程序打开：请关闭该程序"):
        Staging(held)
    with pytest.raises(StorageFailed, match=r"held\.duckdb 正被另一个程序打开"):
        start_from(held, tmp_path / "build.duckdb", "1")
    with Staging(tmp_path / "staging.duckdb") as staging, pytest.raises(StorageFailed, match=r"held\.duckdb 正被"):
        staging.adopt(held)


def test_a_report_that_cannot_take_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / ".reports").write_text("no folder")
    with pytest.raises(StorageFailed, match="/report 无法读写"):
        bring_folder(tmp_path / "built", tmp_path / "report", "night1")


def test_what_is_not_the_disks_fault_is_not_blamed_on_it(tmp_path: Path) -> None:
    with pytest.raises(duckdb.CatalogException), on_disk(tmp_path):
        duckdb.connect().execute("from nowhere")
    (tmp_path / "staging.duckdb").write_text("no database")
    with pytest.raises(DamagedStaging, match="移走该文件"):
        Staging(tmp_path / "staging.duckdb")


def test_a_night_whose_warehouse_cannot_be_written_ends_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "file").write_text("no folder")
    words = ["nightly", "--raw", str(tmp_path / "raw"), "--warehouse", str(tmp_path / "file" / "warehouse")]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 1
    assert "请检查磁盘和文件夹" in result.stderr
