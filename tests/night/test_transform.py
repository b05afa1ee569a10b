"""dbt in this process: what fails there stops the night and is named."""

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from flows.model.exceptions import BrokenContract, StageFailed
from flows.model.settings import PROJECT, Settings

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


def test_a_project_that_cannot_be_read_stops_the_night(settings: Settings, project: Path):
    (project / "models" / "broken.sql").write_text("select * from {{ ref('not_there') }}")
    with pytest.raises(StageFailed, match="not_there"):
        transform(settings)
