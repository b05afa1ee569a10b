import os
import stat
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from flows.model.exceptions import DamagedStaging
from flows.model.facts import Comparison, Extract, Figure, Heading, Term
from flows.model.outcomes import Check, Outcome
from flows.model.place_words import brief
from flows.model.report import Cell, Paragraph, Place, Report, Table
from flows.store.records import DocumentRow, FileRecord, Rejection
from flows.store.schema import FACTS, columns_for, rows_of
from flows.store.staging import Staging, last_failure

FIRST, LATER = datetime(2031, 1, 5, 2, tzinfo=UTC), datetime(2031, 1, 6, 2, tzinfo=UTC)
REPORT = Report(
    "docx",
    (
        Paragraph(0, "青禾县教育局\0"),
        Table(1, 0, 1, 2, (Cell(0, 0, "收入合计"), Cell(0, 1, "12,345.67")), page_no=2),
    ),
)
PLACE = Place(1, 0, 0, 1, 0, 9, 2)


def figure(value: str) -> Figure:
    return Figure(
        0, 0, "finance", "", "income_total", "收入合计", 2020, "actual", Decimal(value), None, None, "", "元",
        "12,345.67", "万元", "caption", Decimal("100"), PLACE, "收入合计 12,345.67",
    )  # fmt: skip


def comparison() -> Comparison:
    term = Term("left", 1, 0, "收入合计", Decimal("123456700.10"), "12,345.67", PLACE)
    values: dict[str, object] = {
        "rule_code": "A01", "left_value": Decimal(1), "right_value": Decimal(2), "slack": Decimal("0.5"),
        "relation": "eq", "status": "fail", "severity": "error", "terms": (term,), "place": None,
        "period_year": 2020,
    }  # fmt: skip
    blank = {field.name: 0 if field.type == "int" else "" for field in fields(Comparison) if field.default is MISSING}
    return Comparison(**{**blank, "comparison_no": 0, "report_no": 0, **values})  # type: ignore[arg-type]


def heading() -> Heading:
    return Heading(0, "other", "报告", "990101", "教育局", "", 2020, None, "", "heading", "", 0, 1)


def document(document_id: str = "d1", path: str = "甲.docx", version: str = "1") -> DocumentRow:
    return DocumentRow(document_id, path, "docx", 10, "f", "", False, "[]", version, "")


def facts(document_id: str = "d1", value: str = "123456700.1"):
    rows = rows_of(REPORT, Extract((heading(),), (figure(value),)), [comparison()], [])
    return {table: columns_for(document_id, FACTS[table], found) for table, found in rows.items()}


@pytest.fixture
def staging(tmp_path: Path) -> Iterator[Staging]:
    with Staging(tmp_path / "staging.duckdb") as opened:
        opened.begin_run("n1", FIRST)
        yield opened


def read(staging: Staging, sql: str) -> list[tuple[object, ...]]:
    return staging._connection.execute(sql).fetchall()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_may_read_the_file_nor_its_log_while_it_is_written(tmp_path: Path):
    path = tmp_path / "staging.duckdb"
    with Staging(path) as staging:
        staging.begin_run("1", FIRST)
        assert {name.name: stat.S_IMODE(name.stat().st_mode) for name in tmp_path.iterdir()} == {
            "staging.duckdb": 0o600, "staging.duckdb.wal": 0o600,
        }  # fmt: skip
    (tmp_path / "other").touch()
    assert stat.S_IMODE((tmp_path / "other").stat().st_mode) & 0o044


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path):
    path = tmp_path / "staging.duckdb"
    Staging(path).__exit__(None, None, None)
    path.chmod(0o644)
    Staging(path).__exit__(None, None, None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_money_arrives_to_the_last_digit(staging: Staging):
    staging.load_document(document(), facts(value="12345678901234567.89"))
    assert read(staging, "select value, step from figures") == [
        (Decimal("12345678901234567.89000000"), Decimal("100.00000000"))
    ]


def test_a_place_becomes_columns_and_a_missing_one_nulls(staging: Staging):
    staging.load_document(document(), facts())
    columns = "block_no, table_no, row_no, column_no, char_start, char_end, page_no"
    assert read(staging, f"select {columns} from figures") == [(1, 0, 0, 1, 0, 9, 2)]
    assert read(staging, f"select {columns} from comparisons") == [(None,) * 7]


def test_terms_are_rows(staging: Staging):
    staging.load_document(document(), facts())
    [found] = read(
        staging,
        "select document_id, comparison_no, term_no, side, sign, role, figure_no, label, value, printed, "
        "other_document_id, row_no, place_in_words from comparison_terms",
    )
    amount = Decimal("123456700.10")
    who = ("d1", 0, 0, "left", 1, "addend", 0)
    assert found == (*who, "收入合计", amount, "12,345.67", "", 0, brief(PLACE))


def test_everything_as_read_is_kept(staging: Staging):
    staging.load_document(document(), facts())
    assert read(staging, "select block_no, text from paragraphs") == [(0, "青禾县教育局")]
    assert read(staging, "select table_no, row_no, column_no, text, page_no from cells order by column_no") == [
        (0, 0, 0, "收入合计", 2),
        (0, 0, 1, "12,345.67", 2),
    ]


def test_a_box_is_a_list_of_whole_points_and_missing_where_there_are_no_pages(staging: Staging):
    boxed = replace(figure("1"), place=replace(PLACE, box=(72, 100, 300, 121)))
    rows = {"figures": columns_for("d1", Figure, [boxed, figure("2")])}
    staging.load_document(document(), rows)
    assert read(staging, "select box::integer[] from figures order by value") == [([72, 100, 300, 121],), (None,)]


def test_a_document_replaces_its_earlier_rows_and_keeps_its_first_night(staging: Staging):
    staging.load_document(document(), facts(value="1"))
    staging.begin_run("n2", LATER)
    staging.load_document(document(version="2"), facts(value="2"))
    assert read(staging, "select value from figures") == [(Decimal(2),)]
    assert read(staging, "select first_night_no, first_seen_at, extractor_version from documents") == [(1, FIRST, "2")]


def test_nights_are_counted_whatever_the_clock_says(staging: Staging):
    staging.end_run("n1", LATER)
    staging.begin_run("set back", FIRST)
    staging.end_run("set back", datetime(2031, 1, 1, tzinfo=UTC))
    staging.load_document(document("old clock"), {})
    staging.begin_run("much later", datetime(2041, 1, 1, tzinfo=UTC))
    staging.load_document(document("future"), {})
    staging.begin_run("now", LATER)
    staging.load_document(document("new"), {})
    assert read(staging, "select run_id, night_no, started_at <= ended_at from runs order by night_no") == [
        ("n1", 1, True), ("set back", 2, True), ("much later", 3, None), ("now", 4, None),
    ]  # fmt: skip
    assert read(staging, "select document_id, first_night_no, first_seen_at from documents order by all") == [
        ("future", 3, datetime(2041, 1, 1, tzinfo=UTC)),
        ("new", 4, datetime(2041, 1, 1, tzinfo=UTC)),
        ("old clock", 2, LATER),
    ]


def test_a_path_knows_since_which_night_a_document_stands_there(staging: Staging):
    for night, document_id in enumerate(("old", "new", "old"), start=2):
        staging.begin_run(f"n{night}", FIRST)
        staging.load_document(document(document_id), {})
        staging.settle([FileRecord("甲.docx", document_id, 10, night)], [])
    nights = "select document_id, first_night_no, present_since_night_no from document_paths order by all"
    assert read(staging, nights) == [("new", 3, 3), ("old", 2, 4)]


def test_a_document_that_cannot_be_loaded_leaves_its_earlier_rows(staging: Staging):
    staging.load_document(document(), facts(value="1"))
    with pytest.raises(duckdb.Error):
        staging.load_document(document(version="2"), {"figures": [["no such number of columns"]]})
    assert read(staging, "select value from figures") == [(Decimal(1),)]
    assert read(staging, "select extractor_version from documents") == [("1",)]


def test_a_number_that_no_column_holds_is_refused_before_it_is_loaded():
    with pytest.raises(OverflowError, match=r"1.000e\+30"):
        facts(value="1" + "0" * 30)


def test_rows_of_an_earlier_version_are_conformed_when_the_file_is_opened(tmp_path: Path):
    with Staging(tmp_path / "staging.duckdb") as earlier:
        earlier.begin_run("n1", FIRST)
        earlier.load_document(document(), facts())
        conformed = "scope_kind, funding_source, followed_name, place_in_words"
        loaded = read(earlier, f"select {conformed} from figures")
        for column in conformed.split(", "):
            earlier._connection.execute(f"alter table figures drop column {column}")
    with Staging(tmp_path / "staging.duckdb") as opened:
        assert read(opened, f"select {conformed} from figures") == loaded
        assert None not in loaded[0]


def test_a_corrected_file_makes_the_earlier_document_an_older_version(staging: Staging):
    for night, document_id in ((FIRST, "old"), (LATER, "new")):
        staging.begin_run(document_id, night)
        staging.load_document(document(document_id), facts(document_id))
        staging.settle([FileRecord("甲.docx", document_id, 10, night.day)], [])
    assert read(staging, "select document_id, is_present from documents order by first_night_no") == [
        ("old", False),
        ("new", True),
    ]
    assert read(staging, "select source_path, document_id, is_present from document_paths order by is_present") == [
        ("甲.docx", "old", False),
        ("甲.docx", "new", True),
    ]


def test_a_damaged_replacement_leaves_the_readable_version_current(staging: Staging):
    staging.load_document(document("good"), facts("good"))
    staging.settle([FileRecord("甲.docx", "good", 10, 1)], [])
    staging.settle([FileRecord("甲.docx", "damaged", 5, 2)], [])
    assert read(staging, "select document_id, is_present from documents") == [("good", True)]
    assert read(staging, "select content_id from files") == [("damaged",)]


def test_a_withdrawn_file_keeps_its_rows_and_is_no_longer_current(staging: Staging):
    staging.load_document(document(), facts())
    staging.settle([FileRecord("甲.docx", "d1", 10, 1)], [])
    staging.settle([], [])
    assert read(staging, "select is_present from documents") == [(False,)]
    assert read(staging, "select count(*) from figures") == [(1,)]
    assert staging.files() == {}


def test_a_file_that_could_not_be_read_this_time_keeps_what_is_known(staging: Staging):
    staging.load_document(document(), facts())
    staging.settle([FileRecord("甲.docx", "d1", 10, 1)], [])
    staging.settle([], ["甲.docx"])
    assert read(staging, "select is_present from documents") == [(True,)]
    assert list(staging.files()) == ["甲.docx"]


def test_a_copy_elsewhere_keeps_a_document_current(staging: Staging):
    staging.load_document(document(), facts())
    staging.settle([FileRecord("甲.docx", "d1", 10, 1), FileRecord("乙.docx", "d1", 10, 1)], [])
    staging.settle([FileRecord("乙.docx", "d1", 10, 1)], [])
    assert read(staging, "select is_present, source_path from documents") == [(True, "乙.docx")]


def test_bytes_that_were_refused_are_remembered_for_this_version_and_these_limits_only(staging: Staging):
    refusal = Rejection("d1", "1", "read", "文件已损坏")
    staging.reject(refusal)
    staging.reject(refusal)
    assert staging.rejections("1") == {"d1": refusal}
    assert staging.rejections("2") == {}


def test_only_the_published_warehouse_tells_which_night_was_published(tmp_path: Path, staging: Staging):
    published = tmp_path / "jixiao.duckdb"
    with duckdb.connect(str(published)) as connection:
        connection.execute("create schema quality; create schema marts")
        connection.execute(
            "create table marts.dim_documents as select 'd1' as document_id, 1 as first_night_no, "
            "timestamptz '2031-01-05 02:00:00Z' as first_seen_at"
        )
        connection.execute(
            "create table quality.runs as select 'n1' as run_id, 1 as night_no, "
            "timestamptz '2031-01-05 02:00:00Z' as started_at, timestamptz '2031-01-05 03:00:00Z' as ended_at, "
            "true as is_published"
        )
        connection.execute(
            "create table quality.finding_history as select 'f1' as finding_id, 'n1' as run_id, 'fail' as status"
        )
    staging.adopt(tmp_path / "nothing yet.duckdb")
    assert read(staging, "select is_published from runs") == [(False,)]
    staging.adopt(published)
    staging.adopt(published)
    assert read(staging, "select run_id, ended_at, is_published from runs") == [
        ("n1", datetime(2031, 1, 5, 3, tzinfo=UTC), True)
    ]
    assert read(staging, "from finding_history") == [("f1", "n1", "fail")]
    staging.begin_run("n2", LATER)
    staging.load_document(document(), {})
    staging.load_document(document("d2"), {})
    seen = "select document_id, first_night_no, first_seen_at from documents order by all"
    assert read(staging, seen) == [("d1", 1, FIRST), ("d2", 2, LATER)]


def test_how_expectations_ended_outlives_staging(tmp_path: Path, staging: Staging):
    published = tmp_path / "jixiao.duckdb"
    with duckdb.connect(str(published)) as connection:
        connection.execute("create schema quality; create schema marts")
        connection.execute(
            "create table marts.dim_documents as select 'd1' as document_id, date '2031-01-05' as first_seen_on"
        )
        connection.execute(
            "create table quality.runs as select 'n0' as run_id, timestamp '2031-01-05 02:00' as started_at, "
            "timestamp '2031-01-05 03:00' as ended_at, true as is_published"
        )
        connection.execute("create table quality.finding_history (finding_id varchar, run_id varchar, status varchar)")
        connection.execute(
            "create table quality.validations as select 'n0' as run_id, 'finance' as suite_name, 'A01' as rule_code, "
            "'收入合计' as description, 20 as row_count, 3 as unexpected_count, false as is_met, '' as error"
        )
    staging.record_checks("n1", [Check("finance", "A01", "收入合计", 21, 0, "")])
    staging.adopt(published)
    staging.adopt(published)
    assert read(staging, "select run_id, row_count, unexpected_count, is_met from validations order by all") == [
        ("n0", 20, 3, False),
        ("n1", 21, 0, True),
    ]
    assert staging.checks("n0") == (Check("finance", "A01", "收入合计", 20, 3, ""),)


def test_a_failed_night_says_why(tmp_path: Path):
    path = tmp_path / "staging.duckdb"
    with Staging(path) as staging:
        staging.begin_run("n1", FIRST)
        staging.record("n1", [Outcome("甲.docx", "read", False, "损坏"), Outcome("", "validate", False, "键重复")])
    assert last_failure(path) == "validate：键重复"


def test_a_killed_night_says_that_it_was_interrupted(tmp_path: Path):
    path = tmp_path / "staging.duckdb"
    with Staging(path) as staging:
        staging.begin_run("n1", FIRST)
    assert last_failure(path) == "运行中断（可能被终止或断电）"


def test_staging_of_an_older_version_gets_the_columns_it_lacks(tmp_path: Path):
    path = tmp_path / "staging.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table documents (document_id varchar, source_path varchar)")
    with Staging(path) as staging:
        assert staging.documents() == {}


def test_a_broken_staging_file_is_named_with_the_way_out(tmp_path: Path):
    path = tmp_path / "staging.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(DamagedStaging, match="移走该文件再运行一次"):
        Staging(path)
