"""What becomes of reports, their keys and their findings over many nights, and where a file of the warehouse is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from flows.model.outcomes import Outcome
from flows.model.settings import Settings, now
from flows.night.ingest import ingest
from flows.night.transform import transform
from flows.store.changes import read_changes
from flows.store.staging import Staging
from flows.store.swap import close_run, publish_file
from tests.dbt_project.building import Rows, rows_of
from tests.published import FIRST, FOLDER, WITHDRAWN

pytestmark = pytest.mark.long

WRONG = FIRST
MENDED = FIRST.replace("三公经费决算数13.00万元", "三公经费决算数12.00万元")
OTHER = WITHDRAWN.replace("教育局", "民政局").replace("500", "700")


@dataclass
class Story:
    """A folder of reports with its warehouse, the nights that were run, and the keys of findings to follow."""

    settings: Settings
    nights: list[str] = field(default_factory=list)
    keys: tuple[str, ...] = ()

    def lay(self, name: str, text: str | None) -> None:
        path = self.settings.raw / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8") if text else path.unlink()

    def night(self) -> None:
        run_id, started_at = f"night{len(self.nights)}", now()
        with Staging(self.settings.staging) as staging:
            staging.adopt(self.settings.published)
            staging.begin_run(run_id, started_at)
        self.settings.build.unlink(missing_ok=True)
        ingest(self.settings, run_id)
        transform(self.settings)
        close_run(self.settings.build, run_id, now(), [Outcome("", "transform", True, "", 1.0)], [])
        publish_file(self.settings.build, self.settings.published)
        with Staging(self.settings.staging) as staging:
            staging.adopt(self.settings.published)
        self.nights.append(run_id)

    def ask(self, query: str) -> Rows:
        return rows_of(self.settings.published, query)

    def failure(self) -> Rows:
        """Key, status and lifecycle of what is wrong in the report of the housing bureau."""
        return self.ask(
            "select distinct finding_id, status, lifecycle from quality.findings "
            f"where finding_id in ({', '.join(map(repr, self.keys))}) order by all"
        )


def _keys(story: Story) -> Mapping[str, Rows]:
    return {
        table: story.ask(f"select {key} from {table} order by all")
        for table, key in (
            ("marts.fct_figures", "figure_id, value, is_primary"),
            ("marts.dim_reports", "report_id"),
            ("marts.dim_projects", "project_id"),
            ("quality.findings", "finding_id, status"),
            ("marts.dim_documents", "document_id, first_seen_on, is_primary"),
        )
    }


def test_a_mistake_and_its_report_over_many_nights(tmp_path: Path, prefect_api: None) -> None:
    story = Story(Settings(tmp_path / "raw", tmp_path / "warehouse", True, Decimal(1), settle_seconds=0))
    story.lay("住建局.txt", WRONG)
    story.lay("教育局.txt", WITHDRAWN)
    story.night()
    failing = (
        "select finding_id from quality.findings where status = 'fail' and source_path like '%住建局.txt' order by all"
    )
    story.keys = tuple(str(key) for (key,) in story.ask(failing))
    assert story.keys

    def told(status: str, lifecycle: str | None) -> Rows:
        return [(key, status, lifecycle) for key in story.keys]

    assert story.failure() == told("fail", "new")
    story.night()
    assert story.failure() == told("fail", "known")

    story.lay("住建局.txt", MENDED)
    story.lay("教育局.txt", OTHER)
    story.night()
    assert story.failure() == told("pass", "gone")
    documents = "select is_current, is_withdrawn, version, replaces is null from marts.dim_documents "
    other = documents + "where source_path like '%教育局.txt' order by is_current"
    assert story.ask(other) == [(False, True, 1, True), (True, False, 1, True)]

    story.lay("住建局.txt", WRONG)
    story.night()
    assert story.failure() == told("fail", "regressed")
    answer = read_changes(story.settings.published, None)
    before, after = (answer.columns.index(name) for name in ("原印数字", "新印数字"))
    changed = {(row[before], row[after]) for row in answer.rows if row[0] == "改动"}
    assert changed == {("13.00万元", "12.00万元"), ("12.00万元", "13.00万元")}

    story.lay("住建局.txt", None)
    story.night()
    assert story.failure() == told("fail", "gone")
    story.night()
    assert story.failure() == told("fail", None)

    story.lay("住建局.txt", WRONG)
    story.night()
    assert story.failure() == told("fail", "regressed")
    of_those_there = _keys(story)

    story.settings.published.unlink()
    story.night()
    assert story.failure() == told("fail", "known")
    assert _keys(story) == of_those_there

    story.settings.staging.unlink()
    story.night()
    assert story.failure() == told("fail", "known")
    # What was read of files that are in raw/ no more was in staging alone.
    for table, found in _keys(story).items():
        assert set(found) <= set(of_those_there[table]), table
