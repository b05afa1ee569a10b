"""Prefect without a server of its own to run: quiet, offline, and gone with the process that needed it.

Prefect would start its temporary server as another process, which outlives a killed night and takes a second
start of Python. Here the server is a thread of the night.
"""

import logging
import os
import socket
import sqlite3
import threading
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flows.model.exceptions import ServerFailed, StorageFailed
from flows.night.surroundings import lend_home, no_proxies
from flows.store.disk import on_disk, set_aside, way_out_of

_LOGGER = logging.getLogger(__name__)

# A busy machine takes its time; what has died is noticed at once.
_START_SECONDS = 600.0

# What the operator has set for a server of his own, which a server of ours must not take for its own.
_OF_ANOTHER_SERVER = (
    "PREFECT_API_",
    "PREFECT_CLIENT_",
    "PREFECT_CLOUD_",
    "PREFECT_PROFILE",
    "PREFECT_SERVER_API_",
    "PREFECT_SERVER_DATABASE_",
)

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

_ANSWER_SECONDS = 5.0
_PROBE_BYTES = 2**20
# So Prefect's client begins what it says of a server that it cannot ask for its version.
_UNREACHED = "Failed to reach API"
_BUSY = "机器可能过于繁忙，请稍后再运行一次"


def configure(home: Path, log_level: str = "CRITICAL") -> None:
    """Set what Prefect, dbt, Great Expectations and friends read once, at their import: no telemetry, few
    words.

    Prefect keeps its own records in `home`, which is made anew where it is damaged; it logs what is as grave as
    `log_level`. What the operator has set already stays, but for a server that does not answer: a night does not wait
    for it.
    """
    if not _answers(os.environ.get("PREFECT_API_URL", "")):
        for name in [name for name in os.environ if name.startswith(_OF_ANOTHER_SERVER)]:
            del os.environ[name]
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
        # On a busy machine an answer may take longer than Prefect waits for one of another machine.
        "PREFECT_API_REQUEST_TIMEOUT": "600",
        "PREFECT_SERVER_DATABASE_TIMEOUT": "600",
        "PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT": "600",
        **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _IDLE_SERVICES},
    }
    for name, value in quiet.items():
        os.environ.setdefault(name, value)
    if os.environ["PREFECT_HOME"] == str(home):
        with on_disk(home):
            if fault := _damage(home):
                _renew(home, fault)
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
    lend_home(home)


def _answers(url: str) -> bool:
    """Whether a server of the operator's is there; that it is not is logged."""
    if not url:
        return False
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=_ANSWER_SECONDS):
            return True
    except urllib.error.HTTPError as error:  # it may want to know who asks
        if error.code < HTTPStatus.INTERNAL_SERVER_ERROR:
            return True
        reason = str(error)
    except (OSError, ValueError) as error:
        reason = str(error)
    _LOGGER.warning("PREFECT_API_URL=%s does not answer (%s): this night keeps its own records", url, reason)
    return False


def _damage(home: Path) -> str:
    """Why Prefect could not use a folder of its own records, '' where it can or none is there yet."""
    if not os.path.lexists(home):
        return ""
    if not home.is_dir():
        return "no folder"
    for file in home.glob("*.toml"):
        try:
            tomllib.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            return f"{file.name}: {error}"
    return _database_damage(home / "prefect.db")


def _database_damage(database: Path) -> str:
    if not os.path.lexists(database):
        return ""
    if not database.is_file():
        return "prefect.db is no file"
    try:
        with closing(sqlite3.connect(database)) as connection:
            [(verdict,), *_] = connection.execute("pragma quick_check(1)").fetchall()
    except sqlite3.OperationalError as error:  # locked, or not to be opened: not its bytes' fault
        _LOGGER.info("%s was not checked: %s", database, error)
        return ""
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if verdict == "ok" else str(verdict)


def _renew(home: Path, fault: str) -> None:
    """Records that are damaged make way: of earlier nights they tell nothing that the warehouse does not."""
    aside = set_aside(home)
    home.mkdir(mode=0o700)
    _LOGGER.warning("%s is damaged (%s): set aside as %s", home, fault, aside.name)


@contextmanager
def prefect_server(home: Path | None = None, runs_by_the_clock: bool = False) -> Iterator[None]:
    """Prefect's API for the time of the block; nothing where PREFECT_API_URL names one already.

    `home` is the folder of its records where they may be made anew, should it not start with them;
    `runs_by_the_clock` starts the scheduler too. Call `configure` before. Raises `StorageFailed` where the disk does
    not let it start or go on, `ServerFailed` where something else does not.
    """
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    import httpx
    from prefect.exceptions import PrefectHTTPStatusError
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    records = Path(os.environ["PREFECT_HOME"])
    with no_proxies(), socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = _Server(listener, runs_by_the_clock)
        if server.fault and records == home:
            with on_disk(home):
                _renew(home, server.fault)
            server = _Server(listener, runs_by_the_clock)
        if server.fault:
            raise ServerFailed(server.fault, "请再运行一次；仍然如此，请报告开发者")
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        try:
            # A heartbeat tells other machines that a flow lives, and holds up the end of each by a second.
            with temporary_settings({PREFECT_API_URL: url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
                yield
        except PrefectHTTPStatusError as error:
            if error.response.status_code != HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            raise _unanswered(records, str(error)) from error
        except httpx.TransportError as error:
            raise _unanswered(records, f"{type(error).__name__} {error}") from error
        except RuntimeError as error:
            if not str(error).startswith(_UNREACHED):
                raise
            raise _unanswered(records, str(error)) from error
        finally:
            server.stop()


class _Server:
    """Prefect's server as a thread; `fault` is why it did not start, '' where it did.

    Raises `StorageFailed` where the disk keeps it from it, `ServerFailed` where it takes too long.
    """

    def __init__(self, listener: socket.socket, runs_by_the_clock: bool) -> None:
        import uvicorn
        from prefect.server.api.server import create_app

        self._app = create_app(ephemeral=not runs_by_the_clock, final=True, ignore_cache=True)
        self._said = self.fault = ""
        self._server = uvicorn.Server(
            uvicorn.Config(self._serve, interface="asgi3", log_level="critical", lifespan="on")
        )
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        self._wait()

    async def _serve(self, scope: Any, receive: Any, send: Any) -> None:
        async def hear(message: Any) -> None:
            if message["type"] == "lifespan.startup.failed":
                self._said = message["message"]
            await send(message)

        await self._app(scope, receive, hear if scope["type"] == "lifespan" else send)

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while self._thread.is_alive() and not self._server.started:
            if time.monotonic() > deadline:
                raise ServerFailed(f"{_START_SECONDS:g} 秒内没有启动完", _BUSY)
            time.sleep(0.02)
        if self._server.started:
            return
        self.fault = self._said.strip().rpartition("\n")[2] or "没有说明原因"
        _LOGGER.error("Prefect's server did not start: %s", self._said or self.fault)
        if way_out := way_out_of(self._said):
            raise StorageFailed(Path(os.environ["PREFECT_HOME"]), way_out)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()


def _unanswered(records: Path, said: str) -> StorageFailed | ServerFailed:
    """Why a server that had started failed a request: the disk where it takes no more, else the load of the machine."""
    _LOGGER.error("%s; PREFECT_LOGGING_LEVEL=INFO tells why", said)
    probe = records / "probe"
    try:
        with on_disk(records):
            probe.write_bytes(bytes(_PROBE_BYTES))
            probe.unlink()
    except StorageFailed as error:
        return error
    if fault := _database_damage(records / "prefect.db"):
        return ServerFailed(fault, "再运行一次即可，损坏的记录会自动重建")
    return ServerFailed(said.partition("\n")[0], _BUSY)
