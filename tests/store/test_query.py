from pathlib import Path

import duckdb
import pytest

from flows.store.query import NotAQuestion, ask


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "jixiao.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.counties as select 'a' as name, 1 as place union select 'b', 2")
    path.chmod(0o444)
    return path


@pytest.mark.parametrize(
    "sql",
    [
        "select name, place from marts.counties order by name",
        "from marts.counties order by name;",
        "with one as (from marts.counties) select * from one order by name",
    ],
)
def test_a_question_is_answered(warehouse: Path, sql: str):
    answer = ask(warehouse, sql)
    assert (answer.columns, answer.rows) == (["name", "place"], [("a", 1), ("b", 2)])


@pytest.mark.parametrize(
    "sql", ["show all tables", "describe marts.counties", "pivot marts.counties on name using sum(place)"]
)
def test_what_only_reads_is_a_question(warehouse: Path, sql: str):
    assert len(ask(warehouse, sql).rows) >= 1


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "drop table marts.counties",
        "insert into marts.counties values ('c', 3)",
        "create temp table t as select 1",
        "select 1; drop table marts.counties",
        "create temp table t as select 1; select 2",
        "set lock_configuration = false",
        "attach 'other.duckdb'",
        "copy marts.counties to 'counties.csv'",
        "install json",
    ],
)
def test_what_does_more_than_read_is_refused(warehouse: Path, sql: str):
    with pytest.raises(NotAQuestion):
        ask(warehouse, sql)


def test_no_other_file_can_be_read(warehouse: Path, tmp_path: Path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.PermissionException):
        ask(warehouse, f"from read_csv('{tmp_path / 'secret.csv'}')")


def test_a_warehouse_that_was_never_published_is_not_created_by_asking(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        ask(tmp_path / "jixiao.duckdb", "select 1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Shanghai", "2031-01-05 10:00:00+08:00"), ("UTC", "2031-01-05 02:00:00+00:00")]
)
def test_times_are_answered_in_the_zone_of_the_settings(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, zone: str, shown: str
):
    monkeypatch.setenv("JIXIAO_ZONE", zone)
    [(moment,)] = ask(warehouse, "select timestamptz '2031-01-05 02:00:00Z'").rows
    assert moment.isoformat(" ") == shown
