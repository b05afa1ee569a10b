"""Where reports lie and what their files are called changes nothing of what is known of them."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from flows.model.settings import Settings
from flows.night.ingest import ingest
from flows.night.transform import transform
from flows.store.staging import Staging
from tests.dbt_project.building import Rows, rows_of
from tests.nights import REPORTS
from tests.samples.catalogue import WRITERS
from tests.samples.qinghe_roads import ROADS_2020

pytestmark = pytest.mark.long

# What tells of the file and not of the report; a finding's lifecycle is of the night.
_OTHER_FILE = '[^；"]+/[^；"]+[.][a-z]+ '
_OF_THE_FILE = {"source_path", "counted_path", "place_source", "place_conflict", "built_by", "state"}


def _build(raw: Path, warehouse: Path) -> Path:
    settings = Settings(raw=raw, warehouse=warehouse, settle_seconds=0)
    with Staging(settings.staging) as staging:
        staging.begin_run("night", datetime(2031, 1, 5, 2, tzinfo=UTC))
    ingest(settings, "night")
    transform(settings)
    return settings.build


def _contents(database: Path) -> Mapping[str, Rows]:
    tables = rows_of(
        database,
        "select table_schema || '.' || table_name, list(column_name order by ordinal_position) "
        "from information_schema.columns join information_schema.tables using (table_schema, table_name) "
        "where table_type = 'BASE TABLE' and table_name not in ('runs', 'outcomes') group by all",
    )
    return {
        str(table): rows_of(
            database,
            f"select {', '.join(_told(column) for column in columns if column not in _OF_THE_FILE)} "
            f"from {table} order by all",
        )
        for table, columns in tables
    }


def _told(column: str) -> str:
    """The column; of places in another file without that file's path."""
    return f"regexp_replace({column}, '{_OTHER_FILE}', '', 'g')" if column == "places" else column


@pytest.fixture(scope="module")
def arranged(tmp_path_factory: pytest.TempPathFactory, prefect_api: None) -> Path:
    """The samples of the invented county as they come, one report in four formats among them."""
    folder = tmp_path_factory.mktemp("arranged")
    shutil.copytree(REPORTS, folder / "raw" / "示例省")
    home = next((folder / "raw").rglob("2020"))
    for suffix, write in WRITERS.items():
        (home / f"同一份报告{suffix}").write_bytes(write(ROADS_2020))
    return _build(folder / "raw", folder / "warehouse")


def test_renaming_reordering_and_bundling_change_no_key_and_no_value(arranged: Path, tmp_path: Path):
    reports = sorted(path for path in (arranged.parents[2] / "raw").rglob("*") if path.is_file())
    raw = tmp_path / "raw" / "收件箱"
    raw.mkdir(parents=True)
    with ZipFile(raw / "报送.zip", "w") as bundle:
        for number, path in enumerate(reversed(reports)):
            name = f"{number:03}{path.suffix}"
            if number % 2:
                bundle.write(path, f"第{number % 3}批/{name}")
            else:
                shutil.copy(path, raw / name)
    elsewhere = _contents(_build(tmp_path / "raw", tmp_path / "warehouse"))
    before = _contents(arranged)
    assert elsewhere.keys() == before.keys()
    assert [table for table in before if before[table] != elsewhere[table]] == []


def test_one_report_in_several_formats_is_one_report_and_its_renditions(arranged: Path):
    [(total, primary)] = rows_of(
        arranged,
        "select count(*), count(*) filter (where is_primary) from marts.dim_documents "
        "where content_fingerprint = (select any_value(content_fingerprint) from marts.dim_documents "
        "where source_path like '%同一份报告.docx')",
    )
    assert (total, primary) == (len(WRITERS), 1)
