import errno
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.model.exceptions import StorageFailed
from flows.model.outcomes import Check, Outcome
from flows.store import swap
from flows.store.swap import bring_folder, close_run, publish_file, publish_folder, start_from

CHECK = Check("finance", "A01", "收入合计", 20, 3, "")


def build(path: Path, night: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema quality")
        connection.execute(
            "create table quality.runs as select ? as run_id, timestamptz '2031-01-05 02:00:00Z' as started_at, "
            "null::timestamptz as ended_at, false as is_published",
            [night],
        )
        connection.execute(
            "create table quality.outcomes (run_id varchar, source_path varchar, stage varchar, "
            "is_ok boolean, "
            "reason varchar, seconds double)"
        )
        connection.execute(
            "create table quality.validations (run_id varchar, suite_name varchar, rule_code varchar, "
            "description varchar, row_count integer, unexpected_count integer, is_met boolean, error varchar)"
        )
    return path


def night_of(path: Path) -> str:
    with duckdb.connect(str(path), read_only=True) as connection:
        [(night,)] = connection.execute("select run_id from quality.runs").fetchall()
    return str(night)


def test_the_new_warehouse_takes_the_place_of_the_old_and_cannot_be_written(tmp_path: Path):
    published = tmp_path / "jixiao.duckdb"
    publish_file(build(tmp_path / "a" / "jixiao.duckdb", "one"), published)
    publish_file(build(tmp_path / "b" / "jixiao.duckdb", "two"), published)
    assert night_of(published) == "two"
    assert stat.S_IMODE(published.stat().st_mode) == 0o444
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["jixiao.duckdb"]


def test_who_reads_during_the_swap_goes_on_reading_the_old_night(tmp_path: Path):
    published = tmp_path / "jixiao.duckdb"
    publish_file(build(tmp_path / "a" / "jixiao.duckdb", "one"), published)
    with duckdb.connect(str(published), read_only=True) as reader:
        publish_file(build(tmp_path / "b" / "jixiao.duckdb", "two"), published)
        assert reader.execute("select run_id from quality.runs").fetchall() == [("one",)]


def test_a_warehouse_that_is_still_open_is_not_published(tmp_path: Path):
    built = build(tmp_path / "a" / "jixiao.duckdb", "one")
    (tmp_path / "a" / "jixiao.duckdb.wal").write_bytes(b"left by a writer")
    with pytest.raises(RuntimeError, match="write-ahead log"):
        publish_file(built, tmp_path / "jixiao.duckdb")
    assert not (tmp_path / "jixiao.duckdb").exists()


def test_what_somebody_left_beside_the_published_warehouse_does_not_reach_the_new_one(tmp_path: Path):
    published = tmp_path / "jixiao.duckdb"
    publish_file(build(tmp_path / "a" / "jixiao.duckdb", "one"), published)
    write = "import duckdb, os, sys; held = duckdb.connect(sys.argv[1]); held.execute('create table own (a int)'); os._exit(1)"
    published.chmod(0o644)
    subprocess.run([sys.executable, "-c", write, str(published)], check=False)
    assert published.with_name("jixiao.duckdb.wal").exists()
    publish_file(build(tmp_path / "b" / "jixiao.duckdb", "two"), published)
    assert night_of(published) == "two"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["jixiao.duckdb"]


def held(*_: object) -> None:
    error = PermissionError(errno.EACCES, "另一个程序正在使用此文件，进程无法访问。")
    error.winerror = 32  # type: ignore[attr-defined]
    raise error


def test_where_an_open_file_cannot_be_replaced_its_reader_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    published, replace = tmp_path / "jixiao.duckdb", Path.replace
    attempts = iter([held, held, replace])
    with monkeypatch.context() as windows:
        windows.setattr(Path, "replace", lambda self, place: next(attempts)(self, place))
        publish_file(build(tmp_path / "a" / "jixiao.duckdb", "one"), published)
    assert night_of(published) == "one"
    monkeypatch.setattr(swap, "_READERS_PATIENCE", 0.0)
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(StorageFailed, match="正被另一个程序打开"):
        publish_file(build(tmp_path / "b" / "jixiao.duckdb", "two"), published)
    assert night_of(published) == "one"


def test_where_folders_cannot_be_opened_the_warehouse_is_published_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delattr(os, "O_DIRECTORY")
    publish_file(build(tmp_path / "a" / "jixiao.duckdb", "one"), tmp_path / "jixiao.duckdb")
    assert night_of(tmp_path / "jixiao.duckdb") == "one"


def test_the_end_of_the_night_is_written_before_it_is_published(tmp_path: Path):
    built = build(tmp_path / "a" / "jixiao.duckdb", "one")
    close_run(built, "one", datetime(2031, 1, 5, 3, tzinfo=UTC), [Outcome("", "publish", True, "", 0.5)], [CHECK])
    with duckdb.connect(str(built), read_only=True) as connection:
        assert connection.execute("select ended_at, is_published from quality.runs").fetchall() == [
            (datetime(2031, 1, 5, 3, tzinfo=UTC), True)
        ]
        assert connection.execute("from quality.outcomes").fetchall() == [("one", "", "publish", True, "", 0.5)]
        assert connection.execute("from quality.validations").fetchall() == [
            ("one", "finance", "A01", "收入合计", 20, 3, False, "")
        ]
    assert not built.with_name("jixiao.duckdb.wal").exists()


def folder(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(text)
    return path


def test_the_report_is_replaced_as_a_whole_and_the_old_one_goes(tmp_path: Path):
    report = tmp_path / "report"
    publish_folder(bring_folder(folder(tmp_path / "a", "one"), report, "night1"), report)
    publish_folder(bring_folder(folder(tmp_path / "b", "two"), report, "night2"), report)
    assert (report / "index.html").read_text() == "two"
    assert [path.name for path in (tmp_path / ".reports").iterdir()] == ["night2"]


def unlinked(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "客户端没有所需的特权。")


def test_where_no_link_can_be_made_the_report_is_the_folder_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    report = tmp_path / "report"
    publish_folder(bring_folder(folder(tmp_path / "a", "linked"), report, "night0"), report)
    with monkeypatch.context() as windows:
        windows.setattr(Path, "symlink_to", unlinked)
        for night in ("one", "two"):
            publish_folder(bring_folder(folder(tmp_path / night, night), report, night), report)
            assert not report.is_symlink()
            assert (report / "index.html").read_text() == night
            assert list((tmp_path / ".reports").iterdir()) == []
    publish_folder(bring_folder(folder(tmp_path / "b", "linked again"), report, "night3"), report)
    assert (report / "index.html").read_text() == "linked again"
    assert [path.name for path in (tmp_path / ".reports").iterdir()] == ["night3"]


def test_a_night_that_was_killed_before_its_link_took_its_place_hinders_nobody(tmp_path: Path):
    report = tmp_path / "report"
    publish_folder(bring_folder(folder(tmp_path / "a", "one"), report, "night1"), report)
    bring_folder(folder(tmp_path / "b", "killed"), report, "night2")
    (tmp_path / ".reports" / "night2.link").symlink_to(".reports/night2", target_is_directory=True)
    publish_folder(bring_folder(folder(tmp_path / "c", "three"), report, "night3"), report)
    assert (report / "index.html").read_text() == "three"
    assert [path.name for path in (tmp_path / ".reports").iterdir()] == ["night3"]


def test_a_folder_that_somebody_put_there_makes_way(tmp_path: Path):
    report = folder(tmp_path / "report", "put here by hand")
    publish_folder(bring_folder(folder(tmp_path / "a", "one"), report, "night1"), report)
    assert (report / "index.html").read_text() == "one"


def test_a_warehouse_that_is_moved_takes_its_report_along(tmp_path: Path):
    publish_folder(
        bring_folder(folder(tmp_path / "w" / "a", "one"), tmp_path / "w" / "report", "night1"),
        tmp_path / "w" / "report",
    )
    (tmp_path / "w").rename(tmp_path / "moved")
    assert (tmp_path / "moved" / "report" / "index.html").read_text() == "one"


def built_by(path: Path, *versions: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema if not exists quality")
        connection.execute("create table quality.document_states (document_id varchar, built_by varchar)")
        rows = [[str(number), version] for number, version in enumerate(versions)]
        connection.executemany("insert into quality.document_states values (?, ?)", rows)
    path.chmod(0o444)
    return path


def test_a_night_starts_from_what_the_same_models_built(tmp_path: Path):
    published = built_by(tmp_path / "jixiao.duckdb", "now", "now")
    assert start_from(published, tmp_path / "build.duckdb", "now")
    with duckdb.connect(str(tmp_path / "build.duckdb")) as connection:
        connection.execute("delete from quality.document_states")


def test_a_night_starts_from_nothing_where_other_models_built_a_part_or_none_is_known(tmp_path: Path):
    assert not start_from(tmp_path / "nothing.duckdb", tmp_path / "build.duckdb", "now")
    assert not start_from(built_by(tmp_path / "mixed.duckdb", "now", "before"), tmp_path / "build.duckdb", "now")
    assert not start_from(build(tmp_path / "a" / "old.duckdb", "one"), tmp_path / "build.duckdb", "now")
    assert not (tmp_path / "build.duckdb").exists()
