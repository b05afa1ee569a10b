"""The night's warehouse takes the place of yesterday's, in one step that no reader can see half of."""

import os
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from flows.model.outcomes import Check, Outcome
from flows.store.disk import on_disk

_READ_ONLY = 0o444


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
    """Put a closed database in the published one's place; who has that one open goes on reading it."""
    if built.with_name(f"{built.name}.wal").exists():
        raise RuntimeError(f"{built} was not closed: its write-ahead log is still there")
    with on_disk(published):
        os.chmod(built, _READ_ONLY)
        _to_disk(built)
        os.replace(built, published)
        _to_disk(published.parent)


def bring_folder(built: Path, published: Path, run_id: str) -> Path:
    """Move `built` to where `publish_folder` will have `published` lead; where this fails, nothing is published."""
    home = published.parent / f".{published.name}s"
    with on_disk(published):
        home.mkdir(exist_ok=True)
        os.replace(built, home / run_id)
    return home / run_id


def publish_folder(target: Path, published: Path) -> None:
    """Let `published` lead to the folder that was brought, and remove the ones before.

    A folder cannot be replaced in one step, a link can: `report` is a link to the folder of its night.
    """
    home = target.parent
    link = home / f"{target.name}.link"
    with on_disk(published):
        link.unlink(missing_ok=True)
        link.symlink_to(target.relative_to(published.parent), target_is_directory=True)
        if published.is_dir() and not published.is_symlink():
            os.replace(published, home / f"{target.name}.before")
        os.replace(link, published)
        for old in home.iterdir():
            if old != target:
                shutil.rmtree(old)


def _to_disk(path: Path) -> None:
    """Ask for the bytes to be on the disk, so that a power cut leaves the old file or the new one."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
