"""Where there is no answer, the commands say so in words, and what could have been asked instead."""

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.store.saved import saved_queries
from tests.dbt_project.building import build
from tests.dbt_project.staging_file import create_staging


def jixiao(warehouse: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--warehouse", str(warehouse)])


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of a night that found no report."""
    folder = tmp_path_factory.mktemp("empty")
    tables: dict[str, list[list[object]]] = {
        "runs": [["night", datetime(2031, 1, 4, 2), None, False]],
        "current_run": [["night"]],
    }
    create_staging(folder / "staging.duckdb", {}, {}, tables)
    assert build(folder / "staging.duckdb", folder / "jixiao.duckdb", folder) == []
    return folder


@pytest.mark.parametrize(
    ("question", "given", "hint"),
    [
        ("department_comparison", "function=住建", "没有 function=住建；可用：住房和城乡建设"),
        ("department_comparison", "year=1999", "没有 year=1999；可用：2020"),
        ("income_and_expenditure", "county=华容县", "没有 county=华容县；可用：青禾县"),
        ("cost_per_household", "programme=修路", "没有 programme=修路"),
        ("indicators_by_county", "indicator=D99", "；可用：D09"),
    ],
)
def test_a_value_that_no_report_holds_is_told_with_those_that_are_there(
    published: Path, question: str, given: str, hint: str
) -> None:
    result = jixiao(published, "query", "--saved", question, "--set", given, "--format", "csv")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)
    assert hint in result.stderr
    assert len(result.stderr) < 200


def test_no_hint_where_every_value_is_known(published: Path) -> None:
    result = jixiao(published, "query", "--saved", "execution_out_of_range", "--set", "low=0", "--set", "high=999")
    assert (result.exit_code, result.stderr) == (0, "没有符合条件的结果\n")
    assert jixiao(published, "query", "--saved", "income_and_expenditure").stderr == ""


@pytest.mark.parametrize("name", saved_queries())
def test_every_question_has_an_empty_answer_where_there_are_no_reports(empty: Path, name: str) -> None:
    result = jixiao(empty, "query", "--saved", name, "--format", "json")
    assert (result.exit_code, result.stdout.strip(), result.stderr) == (0, "[]", "没有符合条件的结果\n")


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_an_export_of_nothing_has_every_table(empty: Path, tmp_path: Path, form: str) -> None:
    assert jixiao(empty, "export", "--to", str(tmp_path), "--format", form).exit_code == 0
    assert (tmp_path / "datapackage.json").is_file()
    assert len(list(tmp_path.iterdir())) > (1 if form == "xlsx" else 20)


def test_nothing_changed_and_no_label_is_unknown_where_there_are_no_reports(empty: Path) -> None:
    assert "没有更正" in jixiao(empty, "diff").stdout
    unmapped = jixiao(empty, "words", "--unmapped", "--format", "csv")
    assert (unmapped.exit_code, len(unmapped.stdout.splitlines())) == (0, 1)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "请写明要查什么"),
        ("？", "请写明要查什么"),
        ("华容县", "请再写明指标项"),
        ("华容县 2020 三公经费", "没有找到"),
        ("abcdef12", "没有以 abcdef12 开头"),
    ],
)
def test_nothing_can_be_explained_where_there_are_no_reports(empty: Path, words: str, message: str) -> None:
    result = jixiao(empty, "explain", words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
