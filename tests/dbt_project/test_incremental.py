"""A night that starts from the published warehouse builds what a night from nothing builds, and less of it."""

from pathlib import Path

import pytest

from tests.dbt_project.building import Rows, build, copied, rows


def contents(folder: Path) -> dict[str, Rows]:
    """Every row of every table."""
    names = rows(folder, "select table_schema || '.' || table_name from information_schema.tables order by all")
    return {str(name): rows(folder, f"select * from {name} order by all") for (name,) in names}


@pytest.fixture(scope="module")
def continued(night: Path, next_night: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the later night, built upon the earlier one."""
    folder = tmp_path_factory.mktemp("continued")
    copied(night / "jixiao.duckdb", folder / "built").rename(folder / "jixiao.duckdb")
    assert build(next_night / "staging.duckdb", folder / "jixiao.duckdb", folder) == []
    return folder


def test_a_continued_build_equals_a_full_one(continued: Path, next_night: Path) -> None:
    assert contents(continued) == contents(next_night)


def test_documents_that_nothing_touches_keep_their_state_and_the_changed_ones_get_another(
    night: Path, continued: Path
) -> None:
    before = dict(rows(night, "select document_id, state from quality.document_states"))
    after = dict(rows(continued, "select document_id, state from quality.document_states"))
    changed = {document for document in after if before.get(document) != after[document]}
    assert "new" in changed
    assert changed != set(after)


@pytest.mark.long
def test_what_a_document_no_longer_says_is_gone(night: Path, next_night: Path, tmp_path: Path) -> None:
    """A build upon one that held a document which staging no longer knows, as after staging was lost."""
    copied(next_night / "jixiao.duckdb", tmp_path / "built").rename(tmp_path / "jixiao.duckdb")
    assert build(night / "staging.duckdb", tmp_path / "jixiao.duckdb", tmp_path) == []
    assert contents(tmp_path) == contents(night)
