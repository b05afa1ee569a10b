"""dbt in this process: what fails there stops the night and is named."""

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import duckdb
import pytest

from flows.model.exceptions import BrokenContract, DamagedStaging, Interrupted, StageFailed
from flows.model.settings import PROJECT, Settings
from flows.night.interruption import named_signals
from flows.store.staging import Staging

MODEL = "{{ config(materialized='table') }} select 1 as place"
TEST = """
models:
  - name: places
    columns:
      - name: place
        data_tests: [{accepted_values: {name: place_is_two, arguments: {values: [2], quote: false}}}]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dbt project of one model, with our own profile."""
    import flows.night.transform

    folder = tmp_path / "project"
    (folder / "models").mkdir(parents=True)
    shutil.copy(PROJECT / "dbt_project" / "profiles.yml", folder)
    (folder / "dbt_project.yml").write_text("{name: tiny, profile: jixiao, config-version: 2}")
    (folder / "models" / "places.sql").write_text(MODEL)
    monkeypatch.setattr(flows.night.transform, "_DBT", folder)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "raw", tmp_path / "warehouse")
    settings.warehouse.mkdir()
    duckdb.connect(str(settings.staging)).close()
    return settings


def transform(settings: Settings) -> None:
    from flows.night.transform import transform as stage

    stage.fn(settings)


def test_what_dbt_builds_is_closed_when_it_is_done(settings: Settings, project: Path):
    transform(settings)
    assert [path.name for path in settings.building.glob("jixiao.duckdb*")] == ["jixiao.duckdb"]
    with duckdb.connect(str(settings.build)) as connection:  # another configuration than dbt's
        assert connection.execute("from places").fetchall() == [(1,)]
    assert "JIXIAO_BUILD" not in os.environ


def test_a_failing_test_is_a_broken_contract_and_named(settings: Settings, project: Path):
    (project / "models" / "places.yml").write_text(TEST)
    with pytest.raises(BrokenContract, match="place_is_two"):
        transform(settings)


def test_a_model_that_cannot_be_built_is_named(settings: Settings, project: Path):
    (project / "models" / "broken.sql").write_text("select nothing_like_that from {{ ref('places') }}")
    with pytest.raises(StageFailed, match="broken"):
        transform(settings)


def test_a_signal_in_the_middle_of_a_query_is_a_signal_and_lets_go_of_staging(settings: Settings, project: Path):
    endless = (
        "select count(*) as n from range(100000) as a, range(100000) as b, range(100000) as c where a.range <> b.range"
    )
    (project / "models" / "endless.sql").write_text(MODEL.partition("select")[0] + endless)
    sender = threading.Thread(target=terminate_once, args=(settings.build,))
    sender.start()
    with pytest.raises(Interrupted, match="SIGTERM"), named_signals():
        transform(settings)
    sender.join()
    with Staging(settings.staging) as staging:
        assert staging.files() == {}


def terminate_once(build: Path) -> None:
    """Ask this process to end as soon as dbt has begun to build."""
    while not build.exists():
        time.sleep(0.1)
    time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def test_damaged_staging_is_told_as_such_where_dbt_meets_it(settings: Settings, project: Path):
    with duckdb.connect(str(settings.staging)) as connection:
        connection.execute("create table numbers as select range as number, hash(range) as code from range(200000)")
    with settings.staging.open("r+b") as file:
        file.seek(settings.staging.stat().st_size // 2)
        file.write(bytes(64))
    (project / "models" / "sums.sql").write_text("select bit_xor(code) as code from staging_db.numbers")
    (project / "models" / "totals.sql").write_text(MODEL.partition("select")[0] + "select * from {{ ref('sums') }}")
    with pytest.raises(DamagedStaging, match=r"staging\.duckdb 已损坏（.*Corrupt database file"):
        transform(settings)


def test_a_project_that_cannot_be_read_stops_the_night(settings: Settings, project: Path):
    (project / "models" / "broken.sql").write_text("select * from {{ ref('not_there') }}")
    with pytest.raises(StageFailed, match="not_there"):
        transform(settings)
