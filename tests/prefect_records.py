"""Prefect's records as they are when its server has just started: bringing them there takes it ten seconds each time."""

import os
import shutil
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from tests.beside import ROOT

_KEPT = ROOT / ".pytest_cache" / f"prefect-{version('prefect')}.db"


def lend(home: Path) -> None:
    """Records of no run yet for a folder that has none, if a server was ever started on this machine."""
    if _KEPT.exists() and not home.exists():
        home.mkdir(mode=0o700, parents=True)
        shutil.copy(_KEPT, home / "prefect.db")
        (home / "prefect.db").chmod(0o600)


def keep(home: Path) -> None:
    """What a server has just made, for the next ones; its process must not have run anything yet."""
    if not _KEPT.exists():
        _KEPT.parent.mkdir(exist_ok=True)
        own = _KEPT.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(home / "prefect.db")) as made, closing(sqlite3.connect(own)) as copy:
            made.backup(copy)
        own.replace(_KEPT)
