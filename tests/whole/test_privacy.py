"""No telephone number, no identity number and no name after its label leaves staging."""

import os
import stat
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.nights import read
from tests.published import IDENTITIES, MOBILES, NAMES, TELEPHONES

PERSONAL = (*MOBILES, *TELEPHONES, *IDENTITIES, *NAMES)


def test_the_report_was_read_and_its_numbers_are_there(published: Path) -> None:
    printed = read(
        published,
        "select printed from marts.fct_figures where source_path like '%民政局%' and measure_code is not null",
    )
    assert {("300",), ("280",)} <= set(printed)


def test_staging_holds_what_the_published_warehouse_does_not(published: Path) -> None:
    with duckdb.connect(str(published / "staging.duckdb"), read_only=True) as connection:
        kept = str(connection.execute("select text from paragraphs union all select text from cells").fetchall())
    assert [words for words in PERSONAL if words not in kept] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_may_read_what_is_private_and_everybody_what_is_published(published: Path) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in published.iterdir()}
    private = {name: mode for name, mode in modes.items() if name.startswith(("staging", ".prefect"))}
    assert "staging.duckdb" in private
    assert {name: mode & 0o077 for name, mode in private.items()} == dict.fromkeys(private, 0)
    assert modes["jixiao.duckdb"] == 0o444
    assert modes["report"] & 0o055 == 0o055


def test_no_table_or_view_holds_personal_data(published: Path) -> None:
    tables = read(
        published,
        "select table_schema, table_name from information_schema.tables "
        "where table_schema in ('marts', 'quality', '查询', 'interop')",
    )
    assert len(tables) > 30
    texts = {table: str(read(published, f'from "{schema}"."{table}"')) for schema, table in tables}
    assert [(table, words) for table, text in texts.items() for words in PERSONAL if words in text] == []


def test_no_page_of_the_report_holds_personal_data(published: Path) -> None:
    pages = [page for page in (published / "report").resolve().rglob("*") if page.is_file()]
    assert pages
    texts = {page.name: page.read_bytes().decode("utf-8", "replace") for page in pages}
    assert [(name, words) for name, text in texts.items() for words in PERSONAL if words in text] == []


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_no_export_holds_personal_data(published: Path, tmp_path: Path, form: str) -> None:
    words = ["export", "--warehouse", str(published), "--to", str(tmp_path), "--format", form]
    assert CliRunner().invoke(app, words).exit_code == 0
    for path in tmp_path.iterdir():
        match path.suffix:
            case ".parquet":
                with duckdb.connect() as connection:
                    text = str(connection.execute(f"from '{path}'").fetchall())
            case ".xlsx":
                from openpyxl import load_workbook

                text = str([list(sheet.values) for sheet in load_workbook(path)])
            case _:
                text = path.read_text(encoding="utf-8-sig")
        assert [one for one in PERSONAL if one in text] == [], path.name
