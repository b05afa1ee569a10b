"""One run per warehouse."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from flows.model.exceptions import AlreadyRunning
from flows.store.disk import on_disk

# Somebody who asks whether a night runs holds the lock for a moment.
_PATIENCE = 1.0


@contextmanager
def lock_warehouse(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse alone; raises `AlreadyRunning` where another process does, `StorageFailed` where its
    folder cannot be written.

    The operating system lets go when the process ends, however it ends. A process that holds the warehouse
    may enter again: the command takes it before Prefect starts, the flow again, for runs by the clock.
    """
    path = _lock_file(warehouse.resolve())
    with on_disk(warehouse):
        warehouse.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, thread_local=False, is_singleton=True, preserve_lock_file=True, on_acquired=_sign)
    with on_disk(path):
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout:
            raise AlreadyRunning(warehouse, _signature(path)) from None
    try:
        yield
    finally:
        lock.release()


def running_process(warehouse: Path) -> int | None:
    """The number of the process that holds the warehouse, 0 where it is not known, None where nobody does."""
    path = _lock_file(warehouse)
    if not path.is_file():
        return None
    try:
        with FileLock(path, timeout=0, preserve_lock_file=True):
            return None
    except Timeout:
        return _signature(path) or 0
    except OSError:  # who may only read here cannot try the lock
        process = _signature(path)
        return process if process and psutil.pid_exists(process) else None


def _lock_file(warehouse: Path) -> Path:
    return warehouse / ".lock"


def _sign(handle: int) -> None:
    """Leave the number of this process behind the first byte, which Windows lets nobody else read."""
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, f"\n{os.getpid()}".encode())


def _signature(path: Path) -> int | None:
    with path.open("rb", buffering=0) as file:
        file.seek(1)
        text = file.read(32)
    return int(text) if text.isdigit() else None
