import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from flows.model.exceptions import AlreadyRunning
from flows.store import lock
from flows.store.lock import lock_warehouse, running_process

HOLD = """
import sys, time
from pathlib import Path
from flows.store.lock import lock_warehouse
with lock_warehouse(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):
    process = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_process_is_told_who_runs(tmp_path: Path, holder: subprocess.Popen[str]):
    with pytest.raises(AlreadyRunning) as told, lock_warehouse(tmp_path):
        pass
    assert told.value.process == holder.pid
    assert running_process(tmp_path) == holder.pid


def test_a_killed_process_leaves_no_lock(tmp_path: Path, holder: subprocess.Popen[str]):
    holder.kill()
    holder.wait()
    assert running_process(tmp_path) is None
    with lock_warehouse(tmp_path):
        assert running_process(tmp_path) == os.getpid()


def test_the_process_that_holds_it_may_enter_again(tmp_path: Path):
    with lock_warehouse(tmp_path):
        with lock_warehouse(tmp_path):
            pass
        assert running_process(tmp_path) == os.getpid()
    assert running_process(tmp_path) is None


def test_who_looks_whether_it_is_held_keeps_nobody_from_entering(tmp_path: Path):
    looking = threading.Thread(target=lambda: [running_process(tmp_path) for _ in range(300)])
    with lock_warehouse(tmp_path):
        pass
    looking.start()
    for _ in range(20):
        with lock_warehouse(tmp_path):
            pass
    looking.join()


def test_who_may_only_read_is_told_who_runs(
    tmp_path: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(lock, "FileLock", refuse)
    assert running_process(tmp_path) == holder.pid
    holder.kill()
    holder.wait()
    assert running_process(tmp_path) is None


def test_another_warehouse_is_free(tmp_path: Path, holder: subprocess.Popen[str]):
    with lock_warehouse(tmp_path / "other"):
        assert running_process(tmp_path / "other") == os.getpid()


def test_where_nothing_ever_ran_nobody_runs(tmp_path: Path):
    assert running_process(tmp_path / "none") is None
