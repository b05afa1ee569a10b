"""What the command prints is what it was given: markup, smileys and control characters are words like any other."""

import io
import os
import subprocess
from pathlib import Path

import duckdb
import pytest
from rich.table import Table
from rich.text import Text
from rich.tree import Tree
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.screen import Screen
from tests.nights import COMMAND

NAME = "[/b]:smile:\x1b[2J\x9b\u202e\udcff表.docx"
SHOWN = "[/b]:smile:\\x1b[2J\\x9b\\u202e\\udcff表.docx"


def in_a_table(name: str) -> Table:
    table = Table(show_header=False)
    table.add_row(name)
    return table


@pytest.mark.parametrize("shape", [str, Text, in_a_table, Tree], ids=["words", "text", "table", "tree"])
def test_a_name_is_printed_as_it_is_in_any_shape(shape: type) -> None:
    file = io.StringIO()
    Screen(file=file, width=200, force_terminal=True).print(shape(NAME), soft_wrap=True)
    assert SHOWN in file.getvalue()


@pytest.mark.parametrize("damage", ["text", "foreign"])
@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["explain", "华容县 2020 三公经费"],
        ["diff"],
        ["words", "--unmapped"],
        ["query", "--saved", "completeness"],
    ],
    ids=lambda words: words[0],
)
def test_a_warehouse_that_cannot_be_read_is_told_with_the_way_out(
    tmp_path: Path, damage: str, words: list[str]
) -> None:
    published = tmp_path / "jixiao.duckdb"
    if damage == "text":
        published.write_text("no database" * 1000)
    else:
        with duckdb.connect(str(published)) as connection:
            connection.execute("create table somebodys as select 1 as number")
    result = CliRunner().invoke(app, [*words, "--warehouse", str(tmp_path)])
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert "无法" in result.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_the_command_speaks_chinese_under_a_locale_that_knows_none(locale: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0"}
    answer = subprocess.run([*COMMAND, "words", "公务接待费"], capture_output=True, env=environment, check=True)
    assert "公务接待费" in answer.stdout.decode("utf-8")
