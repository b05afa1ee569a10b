"""The night's warehouse takes the place of yesterday's, in one step that no reader can see half of."""

import os
import shutil
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from flows.model.outcomes import Check, Outcome
from flows.store.disk import is_held, on_disk

_READ_ONLY = 0o444
_READERS_PATIENCE = 30.0  # where the system lets nobody rename a file that somebody reads


def start_from(published: Path, build: Path, version: str) -> bool:
    """Copy the published warehouse to where the next one is built, if these models built all of it.

    What another version built is left alone: its rows would stand beside rows of another meaning.
    """
    if not published.is_file() or _built_by(published) != {version}:
        return False
    with on_disk(build):
        shutil.copyfile(published, build)
    return True


def _built_by(published: Path) -> set[str]:
    with on_disk(published), duckdb.connect(str(published), read_only=True) as connection:
        try:
            rows = connection.execute("select distinct built_by from quality.document_states").fetchall()
        except duckdb.CatalogException:  # published before states were kept
            return set()
    return {version for (version,) in rows}


def close_run(
    database: Path, run_id: str, ended_at: datetime, outcomes: Sequence[Outcome], checks: Sequence[Check]
) -> None:
    """Write the end of the night into the built warehouse, which dbt filled before the night was over."""
    with on_disk(database), duckdb.connect(str(database)) as connection:
        connection.execute(
            "update quality.runs set ended_at = greatest(started_at, ?), is_published = true where run_id = ?",
            [ended_at, run_id],
        )
        connection.executemany(
            "insert into quality.outcomes (run_id, source_path, stage, is_ok, reason, seconds) "
            "values (?, ?, ?, ?, ?, ?)",
            [
                [run_id, outcome.source_path, outcome.stage, outcome.is_ok, outcome.reason, outcome.seconds]
                for outcome in outcomes
            ],
        )
        if checks:
            connection.executemany(
                "insert into quality.validations (run_id, suite_name, rule_code, description, row_count, "
                "unexpected_count, is_met, error) values (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    [
                        run_id, check.suite_name, check.rule_code, check.description, check.row_count,
                        check.unexpected_count, check.is_met, check.error,
                    ]
                    for check in checks
                ],
            )  # fmt: skip
        connection.execute("checkpoint")


def publish_file(built: Path, published: Path) -> None:
    """Put a closed database in the published one's place; who has that one open goes on reading it.

    Where the system lets nobody take the place of an open file (Windows), readers are waited for.
    """
    if _log_of(built).exists():
        raise RuntimeError(f"{built} was not closed: its write-ahead log is still there")
    with on_disk(published):
        with built.open("r+b") as file:
            if os.name == "posix":  # elsewhere a file that is read-only cannot be replaced
                built.chmod(_READ_ONLY)
            os.fsync(file.fileno())
        # Whoever wrote into the published file left a log, which is not one of the new file's.
        _log_of(published).unlink(missing_ok=True)
        _put(built, published)
        _names_to_disk(published.parent)


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _put(built: Path, place: Path) -> None:
    """Rename, and try again for a while where a reader of the old file is in the way."""
    deadline = time.monotonic() + _READERS_PATIENCE
    while True:
        try:
            built.replace(place)
            return
        except OSError as error:
            if not is_held(error) or time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def bring_folder(built: Path, published: Path, run_id: str) -> Path:
    """Move `built` to where `publish_folder` will find it; where this fails, nothing is published."""
    home = published.parent / f".{published.name}s"
    with on_disk(published):
        home.mkdir(exist_ok=True)
        built.replace(home / run_id)
    return home / run_id


def publish_folder(target: Path, published: Path) -> None:
    """Let `published` be the folder that was brought, and remove the ones before.

    A folder cannot be replaced in one step, a link can: `report` is a link to the folder of its night. Where no link
    can be made (Windows, a stick), it is the folder itself, and the one before makes way for it.
    """
    home = target.parent
    with on_disk(published):
        fresh = _link_to(target, home / f"{target.name}.link", published) or target
        try:
            fresh.replace(published)
        except OSError:  # what is there, or what comes, is a folder
            if not os.path.lexists(published):
                raise
            _put(published, home / f"{target.name}.before")
            fresh.replace(published)
        for old in home.iterdir():
            if old != target:
                _remove(old)


def _link_to(target: Path, link: Path, published: Path) -> Path | None:
    """A link that leads from the published place to the target; None where none can be made."""
    if link.is_symlink():
        link.unlink()
    try:
        link.symlink_to(target.relative_to(published.parent), target_is_directory=True)
    except OSError:
        return None
    return link


def _remove(path: Path) -> None:
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path)


def _names_to_disk(folder: Path) -> None:
    """Ask for a rename to be on the disk, so that a power cut leaves the old file or the new one."""
    if (is_folder := getattr(os, "O_DIRECTORY", None)) is None:  # Windows opens no folder, and writes names at once
        return
    handle = os.open(folder, os.O_RDONLY | is_folder)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
