"""The warehouse of a hundred counties over five years: a night with one changed report builds little, and the same."""

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.model.settings import PROJECT, Settings
from flows.night.ingest import ingest
from flows.night.transform import transform
from flows.store.staging import Staging
from flows.store.swap import publish_file
from tests.dbt_project.building import rows_of
from tests.samples.catalogue import render
from tests.synthetic.reports import reports

pytestmark = pytest.mark.long

_YEARS = range(2018, 2023)
_COUNTIES = 100


def _night(settings: Settings, number: int) -> float:
    """Ingest and build as a night does; the seconds that dbt took."""
    run_id = f"night{number}"
    with Staging(settings.staging) as staging:
        staging.begin_run(run_id, datetime(2031, 1, number, 2, tzinfo=UTC))
    ingest(settings, run_id)
    return _build(settings)


def _build(settings: Settings) -> float:
    settings.build.unlink(missing_ok=True)
    started = time.monotonic()
    transform(settings)
    return time.monotonic() - started


def _tables(database: Path) -> list[str]:
    names = "select table_schema || '.' || table_name from information_schema.tables order by all"
    return [str(name) for (name,) in rows_of(database, names)]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, prefect_api: None) -> Settings:
    folder = tmp_path_factory.mktemp("many")
    for report in reports(_COUNTIES, _YEARS):
        path = folder / "raw" / report.sample.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(report.sample))
    shutil.copytree(PROJECT / "raw", folder / "raw", dirs_exist_ok=True)
    for real in ("seeds", "samples"):
        if (shared := PROJECT.parent / "shared" / real).is_dir():
            shutil.copytree(shared, folder / "raw" / real)
    return Settings(raw=folder / "raw", warehouse=folder / "warehouse", settle_seconds=0)


def test_a_night_with_one_changed_report_builds_little_and_what_a_full_build_builds(settings: Settings):
    _night(settings, 1)
    publish_file(settings.build, settings.published)
    changed = next(settings.raw.rglob("2022/*.txt"))
    changed.write_text(changed.read_text(encoding="utf-8") + "\n接待群众来访321人次。\n", encoding="utf-8")

    continued = _night(settings, 2)
    kept = settings.build.rename(settings.build.with_name("continued.duckdb"))
    settings.published.rename(settings.published.with_name("away.duckdb"))
    full = _build(settings)

    [(documents, all_rows)] = rows_of(
        settings.build, "select count(distinct document_id), count(*) from marts.fct_figures"
    )
    with duckdb.connect() as connection:
        connection.execute(
            f"attach '{kept}' as continued (read_only); attach '{settings.build}' as complete (read_only)"
        )
        different = {
            table: connection.execute(
                f"select count(*) from ((from continued.{table} except all from complete.{table}) union all "
                f"(from complete.{table} except all from continued.{table}))"
            ).fetchall()[0][0]
            for table in _tables(settings.build)
        }
        before = settings.published.with_name("away.duckdb")
        connection.execute(f"attach '{before}' as before (read_only)")
        [(touched, rows_touched)] = connection.execute(
            "select count(distinct document_id), count(*) from complete.marts.fct_figures "
            "where document_id in (select document_id from (from complete.quality.document_states "
            "except from before.quality.document_states))"
        ).fetchall()
    print(
        f"continued: {touched} of {documents} documents, {rows_touched} of {all_rows} figures, {continued:.1f} s; "
        f"full: {full:.1f} s"
    )
    assert _tables(kept) == _tables(settings.build)
    assert {table: count for table, count in different.items() if count} == {}
    assert touched < documents / 100
    assert rows_touched < all_rows / 100
