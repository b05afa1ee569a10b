"""What a night does when a stage fails, or when it finds new errors: the stages are stand-ins."""

import json
import os
import signal
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import duckdb
import pytest

from flows.model.exceptions import BrokenContract, Interrupted
from flows.night.alerts import send_alert
from flows.night.surroundings import no_proxies
from flows.store.staging import last_failure
from flows.store.summary import NightSummary

Sent = list[tuple[str, str]]


@pytest.fixture
def sent(prefect_api: None, monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Every stage succeeds at once; the alerts of the night are kept here."""
    import flows.night.nightly

    alerts: Sent = []
    for stage in ("ingest", "validate", "publish"):
        monkeypatch.setattr(flows.night.nightly, stage, lambda *_: None)
    monkeypatch.setattr(flows.night.nightly, "transform", lambda settings: settings.building.mkdir())
    monkeypatch.setattr(flows.night.nightly, "summarize", lambda _: summary(new_errors=0))
    monkeypatch.setattr(flows.night.nightly, "send_alert", lambda _, title, body: alerts.append((title, body)))
    return alerts


def summary(new_errors: int) -> NightSummary:
    night = datetime(2031, 1, 5, 2)
    return NightSummary("n1", night, night, 1, 1, (("error", 1),), new_errors, ())


def run(folder: Path) -> None:
    from flows.night.nightly import nightly

    nightly(str(folder / "raw"), str(folder / "warehouse"))


def test_a_quiet_night_tells_nobody(tmp_path: Path, sent: Sent):
    run(tmp_path)
    assert sent == []
    assert not (tmp_path / "warehouse" / ".building").exists()


def test_new_errors_are_told(tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("flows.night.nightly.summarize", lambda _: summary(new_errors=3))
    run(tmp_path)
    assert [title for title, _ in sent] == ["绩效报告新增错误 3 处"]


def test_a_broken_contract_is_told_recorded_and_leaves_yesterdays_warehouse(
    tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise BrokenContract("键", "fct_figures 有 2 行重复")

    published = tmp_path / "warehouse" / "jixiao.duckdb"
    run(tmp_path)
    monkeypatch.setattr("flows.night.nightly.validate", fail)
    monkeypatch.setattr("flows.night.nightly.publish", lambda *_: published.write_text("published all the same"))
    with pytest.raises(BrokenContract):
        run(tmp_path)
    assert sent == [("绩效夜间运行失败：未发布", "契约检查未通过 键：fct_figures 有 2 行重复")]
    assert not published.exists()
    assert last_failure(tmp_path / "warehouse" / "staging.duckdb").startswith("validate：契约检查未通过")


def test_what_a_killed_night_left_is_cleared_first(tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch):
    left = tmp_path / "warehouse" / ".building" / "jixiao.duckdb"
    left.parent.mkdir(parents=True)
    left.write_text("half a night")
    seen: list[bool] = []
    monkeypatch.setattr("flows.night.nightly.ingest", lambda *_: seen.append(left.exists()))
    run(tmp_path)
    assert seen == [False]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_is_named_where_people_look_and_the_night_leaves_staging_alone(
    tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
):
    monkeypatch.setattr("flows.night.nightly.validate", lambda *_: os.kill(os.getpid(), number))
    before = signal.signal(number, signal.SIG_DFL)  # a shell may have told this process to ignore it
    try:
        with pytest.raises(Interrupted):
            run(tmp_path)
    finally:
        signal.signal(number, before)
    words = f"运行被信号 {number.name} 中止：再运行一次即可"
    assert sent == [("绩效夜间运行失败：未发布", words)]
    assert last_failure(tmp_path / "warehouse" / "staging.duckdb") == f"validate：{words}"


def test_a_signal_that_the_process_is_told_to_ignore_stays_ignored(
    tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("flows.night.nightly.validate", lambda *_: os.kill(os.getpid(), signal.SIGHUP))
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        run(tmp_path)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert sent == []


def test_an_error_without_words_still_has_a_reason(tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("flows.night.nightly.validate", fail)
    with pytest.raises(ZeroDivisionError):
        run(tmp_path)
    assert last_failure(tmp_path / "warehouse" / "staging.duckdb") == (
        "validate：程序错误，请报告开发者（ZeroDivisionError）"
    )
    assert sent == [("绩效夜间运行失败：未发布", "程序错误，请报告开发者（ZeroDivisionError）")]


def test_what_stopped_the_night_is_told_even_where_it_cannot_be_recorded(
    tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch
):
    staging = tmp_path / "warehouse" / "staging.duckdb"

    def fail(*_: object) -> None:
        staging.unlink()
        staging.write_text("no database" * 1000)
        raise BrokenContract("键", "fct_figures 有 2 行重复")

    monkeypatch.setattr("flows.night.nightly.validate", fail)
    with pytest.raises(BrokenContract):
        run(tmp_path)


def test_a_damaged_warehouse_is_set_aside_and_told_and_the_night_goes_on(tmp_path: Path, sent: Sent):
    published = tmp_path / "warehouse" / "jixiao.duckdb"
    published.parent.mkdir()
    published.write_text("no database" * 1000)
    run(tmp_path)
    assert not published.exists()
    assert published.with_name("jixiao.duckdb.damaged").read_text().startswith("no database")
    with duckdb.connect(str(tmp_path / "warehouse" / "staging.duckdb"), read_only=True) as connection:
        [(reason,)] = connection.execute("select reason from outcomes where stage = 'begin'").fetchall()
    assert reason == "jixiao.duckdb 不能用（不是 DuckDB 数据库）：已改名为 jixiao.duckdb.damaged，本次重新生成"


def test_a_foreign_database_in_the_warehouses_place_is_set_aside(tmp_path: Path, sent: Sent):
    published = tmp_path / "warehouse" / "jixiao.duckdb"
    published.parent.mkdir()
    with duckdb.connect(str(published)) as connection:
        connection.execute("create table somebodys as select 1 as number")
    run(tmp_path)
    assert published.with_name("jixiao.duckdb.damaged").exists()


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A webhook on this machine, and what it was told."""
    told: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/", told
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_alert_arrives(webhook: tuple[str, list[dict[str, str]]]):
    url, told = webhook
    assert send_alert([url], "标题", "正文")
    assert [(one["title"], one["message"]) for one in told] == [("标题", "正文")]


def test_an_alert_takes_the_operators_proxy_though_the_night_takes_none(
    webhook: tuple[str, list[dict[str, str]]], monkeypatch: pytest.MonkeyPatch
):
    url, told = webhook
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("http_proxy", url.replace("json", "http"))
    with no_proxies():
        assert send_alert(["json://alerts.invalid/"], "标题", "正文")
    assert [one["title"] for one in told] == ["标题"]


def test_an_address_that_does_not_answer_changes_nothing(webhook: tuple[str, list[dict[str, str]]]):
    url, told = webhook
    assert not send_alert(["no address", url], "标题", "正文")
    assert len(told) == 1


def test_without_addresses_nobody_is_told():
    assert send_alert([], "标题", "正文")
