"""Prefect's own records cost no night: damaged they are made anew, and no server of anybody's else is waited for."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from flows.model.exceptions import ServerFailed, StorageFailed
from flows.night import prefect_server as module
from flows.night.prefect_server import configure, prefect_server


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What Prefect reads is of this test alone."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    monkeypatch.setattr(os, "environ", variables)
    return variables


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Records of earlier nights, in order."""
    home = tmp_path / ".prefect"
    home.mkdir()
    connection = sqlite3.connect(home / "prefect.db")
    connection.execute(
        "create table runs as with recursive n(i) as (select 1 union all select i + 1 from n limit 9999) select * from n"
    )
    connection.commit()
    connection.close()
    return home


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = b"\xa5" * (len(data) - len(data) // 2)
    path.write_bytes(data)


def into_a_file(home: Path) -> None:
    (home / "prefect.db").unlink()
    home.rmdir()
    home.write_text("no folder")


@pytest.mark.parametrize(
    "damage",
    [
        into_a_file,
        lambda home: (home / "prefect.db").write_text("no database" * 1000),
        lambda home: spoil(home / "prefect.db"),
        lambda home: (home / "profiles.toml").write_text("active = = default"),
        lambda home: (home / "profiles.toml").write_bytes(b"\xff\xfe\x00"),
    ],
    ids=["no folder", "no database", "half a database", "no settings", "no text"],
)
def test_damaged_records_are_set_aside_and_made_anew(home: Path, damage: object) -> None:
    damage(home)  # type: ignore[operator]
    configure(home)
    assert home.with_name(".prefect.damaged").exists()
    assert list(home.iterdir()) == []


def test_sound_records_stay_even_while_another_program_writes_them(home: Path) -> None:
    writer = sqlite3.connect(home / "prefect.db")
    writer.execute("begin exclusive")
    configure(home)
    writer.close()
    configure(home)
    assert [path.name for path in home.iterdir()] == ["prefect.db"]


def test_records_that_the_operator_keeps_elsewhere_are_not_touched(
    home: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    environment["PREFECT_HOME"] = str(home)
    (home / "prefect.db").write_text("no database" * 1000)
    configure(tmp_path / "ours")
    assert (home / "prefect.db").read_text().startswith("no database")


def test_a_server_that_does_not_answer_is_not_waited_for(home: Path, environment: dict[str, str]) -> None:
    environment |= {
        "PREFECT_API_URL": "http://127.0.0.1:9/api",
        "PREFECT_API_KEY": "of that server",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": "postgresql+asyncpg://nobody@127.0.0.1:9/prefect",
        "PREFECT_PROFILE": "production",
    }
    configure(home)
    assert not {"PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_PROFILE"} & environment.keys()
    assert "PREFECT_SERVER_DATABASE_CONNECTION_URL" not in environment


@pytest.fixture(params=[200, 401], ids=["open", "asks who it is"])
def living(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server that lives."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(request.param)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_that_answers_stays_the_operators(home: Path, environment: dict[str, str], living: str) -> None:
    environment |= {"PREFECT_API_URL": living, "PREFECT_API_KEY": "of that server"}
    configure(home)
    assert (environment["PREFECT_API_URL"], environment["PREFECT_API_KEY"]) == (living, "of that server")


class StandIn:
    """A server that ends as told before it has started, each time it is asked."""

    said: ClassVar[list[str]] = []
    starts: ClassVar[int] = 0

    def __init__(self, *_: object) -> None:
        self.fault = StandIn.said[StandIn.starts]
        StandIn.starts += 1

    def stop(self) -> None:
        pass


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> type[StandIn]:
    monkeypatch.setattr(module, "_Server", StandIn)
    StandIn.starts = 0
    return StandIn


def test_a_server_that_does_not_start_with_its_records_starts_without_them(home: Path, stand_in: type[StandIn]) -> None:
    stand_in.said = ["Can't locate revision identified by 'abc'", ""]
    configure(home)
    with prefect_server(home):
        assert list(home.iterdir()) == []
    assert home.with_name(".prefect.damaged").is_dir()


def test_a_server_that_does_not_start_at_all_says_why_and_blames_no_disk(home: Path, stand_in: type[StandIn]) -> None:
    stand_in.said = ["no port is free"] * 2
    configure(home)
    with (
        pytest.raises(ServerFailed, match=r"运行记录服务没有启动（no port is free）：请再运行一次"),
        prefect_server(home),
    ):
        pass


class Slow:
    """A server whose start takes longer than the test, in a thread that lives."""

    started = False

    def is_alive(self) -> bool:
        return True


def test_a_start_that_takes_too_long_is_a_busy_machine_and_no_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_START_SECONDS", 0.1)
    server = object.__new__(module._Server)
    server._server = server._thread = Slow()  # type: ignore[assignment]
    with pytest.raises(ServerFailed, match="机器可能过于繁忙"):
        server._wait()


def test_a_request_that_fails_on_a_disk_with_room_is_not_called_a_full_disk(home: Path) -> None:
    assert "机器可能过于繁忙" in str(module._unanswered(home, "500 Internal Server Error"))


def test_a_request_that_fails_where_nothing_can_be_written_names_the_folder(home: Path) -> None:
    into_a_file(home)
    error = module._unanswered(home, "500 Internal Server Error")
    assert isinstance(error, StorageFailed)
    assert error.path == home
