"""Prefect without a server of its own to run: quiet, offline, and gone with the process that needed it.

Prefect would start its temporary server as another process, which outlives a killed night and takes a second
start of Python. Here the server is a thread of the night.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flows.model.exceptions import StorageFailed

_LOGGER = logging.getLogger(__name__)

_START_SECONDS = 120.0

# What a server runs for others: work pools, automations, retention. A single night needs none of it.
_IDLE_SERVICES = (
    "CANCELLATION_CLEANUP",
    "CLEANUP_RECONCILER",
    "DB_VACUUM",
    "EVENT_LOGGER",
    "EVENT_PERSISTER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "TRIGGERS",
)


def configure(home: Path, log_level: str = "CRITICAL") -> None:
    """Set what Prefect, dbt, Great Expectations and friends read once, at their import: no telemetry, few
    words.

    Prefect keeps its own records in `home`; it logs what is as grave as `log_level`. What the operator has
    set already stays.
    """
    quiet = {
        "DO_NOT_TRACK": "1",
        "GX_ANALYTICS_ENABLED": "false",
        "PREFECT_HOME": str(home),
        "PREFECT_LOGGING_LEVEL": log_level,
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": log_level,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_API_BLOCKS_REGISTER_ON_START": "false",
        "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _IDLE_SERVICES},
    }
    for name, value in quiet.items():
        os.environ.setdefault(name, value)


@contextmanager
def prefect_server(runs_by_the_clock: bool = False) -> Iterator[None]:
    """Prefect's API for the time of the block; nothing where PREFECT_API_URL names one already.

    `runs_by_the_clock` starts the scheduler too. Call `configure` before. Raises `StorageFailed` where it does
    not start, or cannot go on: all that it needs is a place for its records.
    """
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    import uvicorn
    from prefect.exceptions import PrefectHTTPStatusError
    from prefect.server.api.server import create_app
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    app = create_app(ephemeral=not runs_by_the_clock, final=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="on"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        _wait_until_started(server, thread)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        try:
            # A heartbeat tells other machines that a flow lives, and holds up the end of each by a second.
            with temporary_settings({PREFECT_API_URL: url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
                yield
        except PrefectHTTPStatusError as error:
            if error.response.status_code != HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            raise _unwritten(str(error)) from error
        finally:
            server.should_exit = True
            thread.join()


def _wait_until_started(server: Any, thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise _unwritten("Prefect's server did not start")
        time.sleep(0.02)


def _unwritten(said: str) -> StorageFailed:
    _LOGGER.error("%s; PREFECT_LOGGING_LEVEL=INFO tells why", said)
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect"))
    return StorageFailed(home, "写不进运行记录：请检查磁盘空间和文件夹权限后再运行一次")
