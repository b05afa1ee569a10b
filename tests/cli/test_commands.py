"""Wrong use, questions and help: what the command does without running a night."""

import logging
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.cli.nights import PlainLines
from flows.store.lock import lock_warehouse


def jixiao(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A published warehouse with one figure."""
    with duckdb.connect(str(tmp_path / "jixiao.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_figures as select '收入合计' as label, 12.5::decimal(28, 8) as value"
        )
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["nightly", "--raw", "没有的文件夹", "--warehouse", "{tmp}/w"],
        ["nightly", "--raw", "{tmp}", "--warehouse", "{tmp}/w"],
        ["nightly", "--raw"],
        ["nightly", "--unknown"],
        ["query", "--warehouse", "{tmp}"],
        ["query", "select 1", "--format", "docx"],
        ["query", "select 1", "--format", "xlsx", "--warehouse", "{tmp}"],
        ["words", "--format", "xlsx"],
        ["words", "收入", "--unmapped"],
        ["schedule", "--cron", "every night", "--warehouse", "{tmp}/w"],
        ["unknown"],
        [],
    ],
)
def test_wrong_use_ends_with_2(tmp_path: Path, words: list[str]):
    assert jixiao(*(word.format(tmp=tmp_path) for word in words)).exit_code == 2


def test_a_senseless_limit_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "raw").mkdir()
    monkeypatch.setenv("JIXIAO_WORKERS", "many")
    result = jixiao("nightly", "--raw", tmp_path / "raw", "--warehouse", tmp_path / "w")
    assert result.exit_code == 2
    assert "JIXIAO_WORKERS=many 不是数字" in result.stderr


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("csv", "label,value\n收入合计,12.5\n"),
        ("json", '[\n  {\n    "label": "收入合计",\n    "value": 12.5\n  }\n]\n'),
    ],
)
def test_a_question_is_answered_in_the_form_asked_for(warehouse: Path, form: str, text: str):
    result = jixiao("query", "from marts.fct_figures", "--warehouse", warehouse, "--format", form)
    assert (result.exit_code, result.stdout) == (0, text)


def test_a_question_is_answered_as_a_table(warehouse: Path):
    result = jixiao("query", "from marts.fct_figures", "--warehouse", warehouse)
    assert result.exit_code == 0
    assert "收入合计" in result.stdout
    assert "12.5" in result.stdout


def test_a_csv_file_opens_in_excel_with_its_chinese(warehouse: Path, tmp_path: Path):
    target = tmp_path / "结果.csv"
    jixiao("query", "from marts.fct_figures", "--warehouse", warehouse, "--format", "csv", "--output", target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbflabel,value")


@pytest.mark.parametrize("sql", ["drop table marts.fct_figures", "select nothing_like_that", "selec 1"])
def test_what_is_no_question_ends_with_2_and_changes_nothing(warehouse: Path, sql: str):
    result = jixiao("query", sql, "--warehouse", warehouse)
    assert result.exit_code == 2
    assert result.stderr.startswith("无法查询：")
    assert jixiao("query", "from marts.fct_figures", "--warehouse", warehouse).exit_code == 0


@pytest.mark.parametrize("words", [["query", "select 1"], ["status"]])
def test_where_nothing_was_published_the_way_out_is_told(tmp_path: Path, words: list[str]):
    result = jixiao(*words, "--warehouse", tmp_path)
    assert result.exit_code == 1
    assert "请先运行 jixiao nightly" in result.stderr


def test_status_says_that_a_night_is_running(tmp_path: Path):
    with lock_warehouse(tmp_path):
        assert "正在运行" in jixiao("status", "--warehouse", tmp_path).stdout


@pytest.mark.parametrize("command", ["nightly", "query", "status", "schedule", "explain", "diff", "export", "check"])
def test_help_teaches_with_an_example(command: str):
    result = jixiao(command, "--help")
    assert result.exit_code == 0
    assert f"jixiao {command}" in result.stdout


def test_an_answer_that_cannot_be_written_names_the_file(warehouse: Path):
    for form in ("table", "csv", "xlsx"):
        file = warehouse / "没有的文件夹" / "a"
        result = jixiao("query", "select 1", "--warehouse", warehouse, "--format", form, "--output", file)
        assert result.exit_code == 2
        assert "无法写入" in result.stderr


def test_the_words_of_a_label_are_told():
    result = jixiao("words", "公务接待费", "阿猫", "--format", "csv")
    assert result.stdout == "标签,measure_code,指标项\n公务接待费,sangong_reception,公务接待费\n阿猫,,未识别\n"


def test_every_measure_is_listed_with_its_words():
    assert "expenditure_basic,基本支出,元,基本支出" in jixiao("words", "--format", "csv").stdout


def test_labels_that_no_measure_is_known_for_are_listed_by_the_files_they_stand_in(tmp_path: Path):
    with duckdb.connect(str(tmp_path / "jixiao.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_figures as select * from (values"
            " ('支出 / 专款甲', '元', null, 0, 'finance', 'a.docx'), ('专款甲', '元', null, 0, 'finance', 'b.docx'),"
            " ('专款乙', '元', null, 0, 'finance', 'a.docx'), ('专款乙', '元', null, 0, 'finance', 'a.docx'),"
            " ('正文', '元', null, null, 'prose', 'a.docx'), ('收入', '元', 'income_total', 0, 'finance', 'a.docx'))"
            " as figures (label, unit, measure_code, table_no, figure_kind, source_path)"
        )
    result = jixiao("words", "--unmapped", "--warehouse", tmp_path, "--format", "csv")
    assert result.stdout.splitlines()[1:] == [
        "专款甲,元,2,2,专款甲,a.docx",
        "专款乙,元,2,1,专款乙,a.docx",
    ]
    assert jixiao("words", "--unmapped", "--warehouse", tmp_path / "none").exit_code == 1


def test_a_refusal_repeats_nothing_that_belongs_to_a_person(tmp_path: Path):
    told = jixiao("check", tmp_path / "联系人：王建国13900010001.txt")
    assert told.exit_code != 0
    assert "王建国" not in told.output
    assert "13900010001" not in told.output


def test_a_line_of_the_log_repeats_nothing_that_belongs_to_a_person():
    record = logging.LogRecord("flows", logging.INFO, "", 0, "%s: gone", ("联系人：王建国13900010001.txt",), None)
    assert PlainLines("%(message)s").format(record) == "联系人：******.txt: gone"
