"""Files for others: every row once, described, keyed, and nothing that a spreadsheet would run."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from flows.asking import export as exporting
from flows.cli import app
from tests.nights import read


def export(warehouse: Path, to: Path, *words: object) -> Result:
    return CliRunner().invoke(app, ["export", "--warehouse", str(warehouse), "--to", str(to), *map(str, words)])


def package_of(folder: Path) -> dict[str, dict[str, object]]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def tables(warehouse: Path) -> list[str]:
    query = (
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_schema in ('marts', 'quality') order by all"
    )
    return [str(name) for (name,) in read(warehouse, query)]


def test_parquet_holds_every_row_of_every_table(published: Path, tmp_path: Path) -> None:
    assert export(published, tmp_path, "--format", "parquet").exit_code == 0
    assert sorted(package_of(tmp_path)) == tables(published)
    for table in tables(published):
        with duckdb.connect() as connection:
            found = connection.execute(f"from '{tmp_path / f'{table}.parquet'}' order by all").fetchall()
        assert found == read(published, f"from {table} order by all")


def test_csv_is_read_back_as_it_was_written(published: Path, tmp_path: Path) -> None:
    assert export(published, tmp_path, "--format", "csv").exit_code == 0
    path = tmp_path / "marts.fct_figures.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    stored = read(published, "select figure_id, value::varchar, printed, quote from marts.fct_figures order by all")
    for row, (identity, value, printed, quote) in zip(
        sorted(rows, key=lambda row: row["figure_id"]), stored, strict=True
    ):
        assert (row["figure_id"], row["printed"], row["quote"]) == (identity, printed, quote)
        assert (Decimal(row["value"]) if row["value"] else None) == (value and Decimal(str(value)))


def test_the_package_describes_every_column_and_names_the_keys(published: Path, tmp_path: Path) -> None:
    export(published, tmp_path, "--format", "csv")
    resources = package_of(tmp_path)
    for name, resource in resources.items():
        schema = resource["schema"]
        assert isinstance(schema, dict)
        with (tmp_path / str(resource["path"])).open(encoding="utf-8-sig", newline="") as file:
            assert [field["name"] for field in schema["fields"]] == next(csv.reader(file))
        assert all(field["description"] for field in schema["fields"]), name
        assert resource["description"], name
        for key in schema.get("foreignKeys", ()):
            home = resources[key["reference"]["resource"]]["schema"]
            assert key["reference"]["fields"] in [field["name"] for field in home["fields"]]  # type: ignore[index]
    figures = resources["marts.fct_figures"]["schema"]
    assert isinstance(figures, dict)
    assert figures["primaryKey"] == ["figure_id"]
    assert {
        "fields": "report_id",
        "reference": {"resource": "marts.dim_reports", "fields": "report_id"},
    } in figures["foreignKeys"]
    kinds = {field["name"]: field["type"] for field in figures["fields"]}
    assert (kinds["value"], kinds["fiscal_year"], kinds["is_primary"], kinds["box"]) == (
        "number", "integer", "boolean", "array",
    )  # fmt: skip


def test_the_same_warehouse_gives_the_same_bytes(published: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        export(published, tmp_path / folder, "--format", "csv")
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert [
        name for name in names if (tmp_path / "a" / name).read_bytes() != (tmp_path / "b" / name).read_bytes()
    ] == []


@pytest.mark.parametrize("words", [["--county", "青禾县"], ["--county", "990101", "--year", "2020"]])
def test_a_county_s_export_holds_its_rows_and_no_others(published: Path, tmp_path: Path, words: list[str]) -> None:
    assert export(published, tmp_path, "--format", "parquet", *words).exit_code == 0
    with duckdb.connect() as connection:
        counties = connection.execute(f"select county_id from '{tmp_path}/marts.dim_counties.parquet'").fetchall()
        figures = connection.execute(f"select count(*) from '{tmp_path}/marts.fct_figures.parquet'").fetchall()
    assert counties == [("990101",)]
    assert figures == read(published, "select count(*) from marts.fct_figures where county_id = '990101'")


def test_another_year_has_no_reports(published: Path, tmp_path: Path) -> None:
    assert export(published, tmp_path, "--format", "parquet", "--year", "1999").exit_code == 0
    for table in ("marts.dim_reports", "marts.fct_figures", "marts.fct_claims", "quality.findings"):
        with duckdb.connect() as connection:
            assert connection.execute(f"select count(*) from '{tmp_path}/{table}.parquet'").fetchall() == [(0,)]


def test_the_workbook_has_a_sheet_a_table_with_chinese_headings(published: Path, tmp_path: Path) -> None:
    assert export(published, tmp_path, "--format", "xlsx", "--county", "青禾县").exit_code == 0
    book = load_workbook(tmp_path / "jixiao.xlsx")
    assert book.sheetnames == ["报告", "部门收支", "县级财政", "项目资金", "指标得分", "数字", "问题"]
    page = book["数字"]
    headings = [cell.value for cell in page[1]]
    assert (page.freeze_panes, page.auto_filter.ref is not None) == ("A2", True)
    [(count,)] = read(published, 'select count(*) from "查询"."数字"')
    assert page.max_row == count + 1  # type: ignore[operator]
    value = page.cell(2, headings.index("数值") + 1)
    assert (value.data_type, value.number_format) == ("n", "#,##0.00####")
    assert page.cell(2, headings.index("年度") + 1).number_format == "0"
    assert page.column_dimensions["A"].width > 8
    assert all(cell.data_type != "f" and not cell.hyperlink for row in page.iter_rows() for cell in row)


def test_what_is_longer_than_a_sheet_names_the_way_out_and_leaves_nothing(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "EXCEL_ROWS", 1)
    result = export(published, tmp_path / "out", "--format", "xlsx")
    assert result.exit_code == 2
    assert "工作表“报告”有" in result.stderr
    assert "改用 --format csv、parquet" in result.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_an_export_that_breaks_leaves_the_earlier_one(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(published, tmp_path, "--format", "csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(exporting, "_package", full)
    assert export(published, tmp_path, "--format", "csv", "--year", "1999").exit_code == 2
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_that_cannot_take_its_place_brings_the_earlier_ones_back(published: Path, tmp_path: Path) -> None:
    export(published, tmp_path, "--format", "csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    blocked = max(before)
    (tmp_path / blocked).unlink()
    (tmp_path / blocked / "of somebody").mkdir(parents=True)

    assert export(published, tmp_path, "--format", "csv", "--year", "1999").exit_code == 2
    assert {path.name for path in tmp_path.iterdir()} == set(before)
    del before[blocked]
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_a_county_that_nobody_knows_is_wrong_use(published: Path, tmp_path: Path) -> None:
    result = export(published, tmp_path, "--format", "csv", "--county", "没有县")
    assert (result.exit_code, "不认识县区“没有县”" in result.stderr) == (2, True)


def test_where_nothing_was_published_the_way_out_is_told(tmp_path: Path) -> None:
    assert export(tmp_path, tmp_path / "out", "--format", "csv").exit_code == 1


def test_a_folder_that_cannot_be_made_is_named(published: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere" / "folder")
    result = export(published, tmp_path / "link" / "out", "--format", "csv")
    assert (result.exit_code, "无法写入" in result.stderr) == (2, True)


def test_a_county_s_export_refers_to_nothing_outside_it(published: Path, tmp_path: Path) -> None:
    assert export(published, tmp_path, "--format", "parquet", "--county", "青禾县").exit_code == 0
    with duckdb.connect() as connection:
        names, strangers = connection.execute(
            f"""
            select count(*), count(*) filter (department_id not in (
                select department_id from '{tmp_path}/marts.dim_departments.parquet'))
            from '{tmp_path}/marts.dim_department_names.parquet'
            """
        ).fetchall()[0]
    assert (names > 0, strangers) == (True, 0)
