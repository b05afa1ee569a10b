"""A damaged or foreign warehouse makes way; what was read is called damaged only where its bytes are."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from flows.model.exceptions import DamagedStaging, ForeignWarehouse, StageFailed
from flows.model.outcomes import Outcome
from flows.store.disk import set_aside, unsound
from flows.store.staging import Staging

Spoil = Callable[[Path], None]
ROWS = 200_000


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "jixiao.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table numbers as select range as number, hash(range) as code from range({ROWS})")
    return path


def written(path: Path, data: bytes) -> None:
    path.unlink()
    path.write_bytes(data)


def cut(path: Path, share: float) -> None:
    os.truncate(path, int(path.stat().st_size * share))


def overwrite(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * 64)


def replaced_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").touch()


def replaced_by_sqlite(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("create table numbers (number)")
    connection.commit()
    connection.close()


KINDS: dict[str, Spoil] = {
    "empty": lambda path: written(path, b""),
    "text": lambda path: written(path, b"a report of some length\n" * 1000),
    "half": lambda path: cut(path, 0.5),
    "the last bytes missing": lambda path: cut(path, 0.999),
    "its head": lambda path: overwrite(path, 4096 + 100),
    "a block of numbers": lambda path: overwrite(path, path.stat().st_size // 2),
    "a folder": replaced_by_folder,
    "another program's database": replaced_by_sqlite,
    "a link to nothing": lambda path: (path.unlink(), path.symlink_to("nothing"))[1],
}


@pytest.mark.parametrize("kind", KINDS)
def test_damage_of_any_kind_is_found_before_a_night_goes_on_from_it(database: Path, kind: str) -> None:
    assert unsound(database) == ""
    KINDS[kind](database)
    assert unsound(database)


def test_where_nothing_was_published_nothing_is_damaged(tmp_path: Path) -> None:
    assert unsound(tmp_path / "jixiao.duckdb") == ""


def test_what_is_set_aside_takes_its_log_along_and_replaces_what_was_set_aside_before(database: Path) -> None:
    log = database.with_name("jixiao.duckdb.wal")
    for words in ("first", "second"):
        database.write_text(words)
        log.write_text(words)
        set_aside(database)
    assert sorted(path.name for path in database.parent.iterdir()) == [
        "jixiao.duckdb.damaged", "jixiao.duckdb.wal.damaged",
    ]  # fmt: skip
    assert database.with_name("jixiao.duckdb.damaged").read_text() == "second"


def test_a_warehouse_of_somebody_else_is_no_night_of_ours(database: Path, tmp_path: Path) -> None:
    with Staging(tmp_path / "staging.duckdb") as staging:
        with pytest.raises(ForeignWarehouse, match="不是 jixiao 发布的仓库"):
            staging.adopt(database)
        staging.begin_run("night1", datetime(2031, 1, 5, 2))
        assert staging.outcomes("night1") == ()


@pytest.fixture
def staging_file(tmp_path: Path) -> Path:
    path = tmp_path / "staging.duckdb"
    with Staging(path) as staging:
        staging.begin_run("night1", datetime(2031, 1, 5, 2))
        staging.record("night1", [Outcome(f"{number}.docx", "read", True, str(number)) for number in range(20_000)])
    return path


@pytest.mark.parametrize("kind", ["text", "half", "its head"])
def test_staging_whose_bytes_are_damaged_is_told_to_be_restored_or_moved_away(staging_file: Path, kind: str) -> None:
    KINDS[kind](staging_file)
    with pytest.raises(DamagedStaging, match=r"staging\.duckdb 已损坏.*有备份请先用备份恢复"):
        Staging(staging_file)


def test_damage_that_shows_only_when_rows_are_read_is_told_the_same_way(staging_file: Path) -> None:
    with duckdb.connect(str(staging_file)) as connection:
        connection.execute(f"create table numbers as select range as number, hash(range) as code from range({ROWS})")
    overwrite(staging_file, staging_file.stat().st_size // 2)
    with pytest.raises(DamagedStaging, match="已损坏"), Staging(staging_file) as staging:
        staging._connection.execute("select bit_xor(code) from numbers").fetchall()


def test_staging_that_this_process_has_open_is_not_called_damaged(staging_file: Path) -> None:
    with (
        duckdb.connect() as other,
        pytest.raises(StageFailed, match="文件没有损坏，请勿移走"),
    ):
        other.execute(f"attach '{staging_file}' as staging (read_only)")
        Staging(staging_file)


def test_a_damaged_write_ahead_log_costs_itself_and_not_the_history(staging_file: Path) -> None:
    log = staging_file.with_name("staging.duckdb.wal")
    write = (
        f"import duckdb, os; connection = duckdb.connect({str(staging_file)!r})\n"
        "for number in range(50): connection.execute(\"insert into runs (run_id) values ('night2')\")\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", write], check=True)
    overwrite(log, log.stat().st_size // 2)
    with Staging(staging_file) as staging:
        assert len(staging.outcomes("night1")) == 20_000
    assert staging_file.with_name("staging.duckdb.wal.damaged").exists()
