"""What an earlier version left, staging.duckdb and jixiao.duckdb, goes on with its nights in their order."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows.store.staging import Staging, last_failure
from flows.store.summary import summarize

# The first night in the zone of China, the second one in UTC: its clock showed less. The third one was killed.
NIGHTS = """
    create table runs (run_id varchar, started_at timestamp, ended_at timestamp, is_published boolean);
    insert into runs values
        ('first', '2031-01-05 10:00', '2031-01-05 10:10', true), ('second', '2031-01-05 05:00', '2031-01-05 05:10', true),
        ('third', '2031-01-06 05:00', null, false);
    update runs set ended_at = '2031-01-05 05:20' where run_id = 'second';
    create table current_run (run_id varchar);
    insert into current_run values ('third');
"""
STAGING = (
    NIGHTS
    + """
    create table documents (document_id varchar, source_path varchar, first_seen_at timestamp, is_present boolean);
    insert into documents values
        ('old', '甲.docx', '2031-01-05 10:05', false), ('new', '甲.docx', '2031-01-05 05:05', true),
        ('last', '乙.docx', '2031-01-06 05:01', true), ('oldest', '丙.docx', '2030-01-01', true);
    create table document_paths (source_path varchar, document_id varchar, is_present boolean, present_since timestamp);
    insert into document_paths values
        ('甲.docx', 'old', false, null), ('甲.docx', 'new', true, '2031-01-05 05:06'),
        ('乙.docx', 'last', true, '2031-01-06 05:02');
    create table first_seen (document_id varchar, first_seen_at timestamp);
    insert into first_seen values ('lost', '2031-01-05 05:00');
    """
)
PUBLISHED = (
    "create schema quality; create schema marts; use jixiao.quality;"
    + NIGHTS
    + """
    drop table current_run;
    create table finding_history (finding_id varchar, run_id varchar, status varchar);
    create table outcomes (run_id varchar, source_path varchar, stage varchar, is_ok boolean, reason varchar);
    create table findings (document_id varchar, status varchar, severity varchar, lifecycle varchar);
    create table marts.dim_documents (
        document_id varchar, first_seen_on date, is_current boolean, rendition_of varchar);
    insert into marts.dim_documents values ('old', '2031-01-05', true, null), ('oldest', '2030-01-01', true, null);
    create table marts.dim_reports (document_id varchar);
    create table marts.fct_figures (document_id varchar);
    """
)


def lay(path: Path, statements: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute(statements)
    return path


def read(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_nights_are_numbered_as_they_were_written_and_documents_go_with_them(tmp_path: Path):
    path = lay(tmp_path / "staging.duckdb", STAGING)
    for _ in range(2):
        with Staging(path):
            pass
    assert read(path, "select run_id, night_no from runs order by 2") == [("first", 1), ("second", 2), ("third", 3)]
    nights = "select document_id, first_night_no from documents order by 2"
    assert read(path, nights) == [("oldest", 0), ("old", 1), ("new", 2), ("last", 3)]
    stays = "select document_id, first_night_no, present_since_night_no from document_paths order by 2"
    assert read(path, stays) == [("old", 1, 1), ("new", 2, 2), ("last", 3, 3)]
    assert read(path, "select first_night_no from first_seen") == [(2,)]


def test_times_without_a_zone_are_those_of_the_machine(tmp_path: Path):
    path = lay(tmp_path / "staging.duckdb", STAGING)
    with Staging(path):
        pass
    began = read(path, "select started_at from runs where run_id = 'first'")
    assert began == [(datetime(2031, 1, 5, 10).astimezone(),)]
    assert read(path, "select first_seen_at from documents where document_id = 'old'") == [
        (datetime(2031, 1, 5, 10, 5).astimezone(),)
    ]


def test_the_next_night_comes_after_all_of_them(tmp_path: Path):
    path = lay(tmp_path / "staging.duckdb", STAGING)
    with Staging(path) as staging:
        staging.begin_run("fourth", datetime(2031, 1, 1, tzinfo=UTC))
    assert read(path, "select night_no from runs join current_run using (run_id)") == [(4,)]


def test_why_the_last_night_failed_can_be_asked_before_the_first_new_one(tmp_path: Path):
    assert last_failure(lay(tmp_path / "staging.duckdb", STAGING + "create table outcomes (run_id varchar, "
        "source_path varchar, stage varchar, is_ok boolean, reason varchar)")) == "运行中断（可能被终止或断电）"  # fmt: skip


def test_what_an_earlier_version_published_stands_in_for_a_lost_staging(tmp_path: Path):
    published = lay(tmp_path / "jixiao.duckdb", PUBLISHED)
    path = tmp_path / "staging.duckdb"
    with Staging(path) as staging:
        staging.adopt(published)
        staging.adopt(published)
        assert staging.next_night_no() == 4
    assert read(path, "select run_id, night_no from runs order by 2") == [("first", 1), ("second", 2), ("third", 3)]
    assert read(path, "select document_id, first_night_no, first_seen_at from first_seen order by 1") == [
        ("old", 1, datetime(2031, 1, 5, 10).astimezone()),
        ("oldest", 0, datetime(2030, 1, 1).astimezone()),
    ]


def test_what_an_earlier_version_published_is_summed_up_by_its_last_night(tmp_path: Path):
    assert summarize(lay(tmp_path / "jixiao.duckdb", PUBLISHED)).run_id == "second"
