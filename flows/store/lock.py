"""One run per warehouse."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.model.exceptions import AlreadyRunning
from flows.store.disk import on_disk

# A second file handle of this process would be locked out by the first one: remember what we hold.
_held: set[Path] = set()


@contextmanager
def lock_warehouse(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse alone; raises `AlreadyRunning` where another process does, `StorageFailed` where its
    folder cannot be written.

    The operating system lets go when the process ends, however it ends. A process that holds the warehouse
    may enter again: the command takes it before Prefect starts, the flow again, for runs by the clock.
    """
    path = warehouse.resolve() / ".lock"
    if path in _held:
        yield
        return
    with on_disk(warehouse):
        warehouse.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(warehouse, _number(os.pread(handle, 32, 0))) from None
        with on_disk(path):
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        _held.add(path)
        try:
            yield
        finally:
            _held.remove(path)
    finally:
        os.close(handle)


def running_process(warehouse: Path) -> int | None:
    """The number of the process that holds the warehouse, 0 where it is not known, None where nobody does."""
    try:
        handle = os.open(warehouse / ".lock", os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _number(os.pread(handle, 32, 0)) or 0
    else:
        return None
    finally:
        os.close(handle)


def _number(text: bytes) -> int | None:
    return int(text) if text.isdigit() else None
