"""The warehouse as files for others: Parquet, CSV or one Excel workbook, described by a Data Package."""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from flows.asking.answers import EXCEL_ROWS, harmless, write_cell
from flows.asking.keys import Keys, read_keys
from flows.readers.formats import known_formats
from flows.store.export import SHEETS, Column, Export, Relation, open_export

_WORKBOOK = "jixiao.xlsx"
_TYPES = {
    "VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean",
    "DATE": "date", "TIMESTAMP WITH TIME ZONE": "datetime",
}  # fmt: skip
_MEDIA = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "xlsx": known_formats()["xlsx"].media_types[0],
}
# Widths in characters; so many rows tell how wide a column is.
_NARROWEST, _WIDEST, _MEASURED = 8, 60, 500


class Kind(StrEnum):
    """The format of the files."""

    PARQUET = "parquet"
    XLSX = "xlsx"
    CSV = "csv"


def export(
    database: Path, folder: Path, kind: Kind, counties: Sequence[str] = (), years: Collection[int] = ()
) -> Sequence[Path]:
    """Write the tables of a published warehouse and `datapackage.json` into a folder; what was written comes back.

    The files take their places only when all of them are complete; those of an earlier export give way.
    Raises FileNotFoundError where nothing is published, ValueError where a county is not known or a sheet would be
    too long, OSError where the folder cannot be written.
    """
    with open_export(database, counties, years) as source:
        folder.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".jixiao-export-", dir=folder))
        try:
            resources = _workbook(source, work) if kind is Kind.XLSX else _files(source, work, kind)
            package = json.dumps(_package(resources), ensure_ascii=False, indent=2)
            (work / "datapackage.json").write_text(f"{package}\n", encoding="utf-8")
            return _in_place(sorted(work.iterdir()), folder, work)
        finally:
            shutil.rmtree(work)


def _in_place(paths: Sequence[Path], folder: Path, work: Path) -> Sequence[Path]:
    """Put files where those of an earlier export may be; where one cannot be put, the earlier ones are back again."""
    earlier = Path(tempfile.mkdtemp(dir=work))
    placed: list[Path] = []
    try:
        for path in paths:
            target = folder / path.name
            if target.is_file():
                os.replace(target, earlier / path.name)
            os.replace(path, target)
            placed.append(target)
    except OSError:
        for target in placed:
            target.unlink()
        for path in earlier.iterdir():
            os.replace(path, folder / path.name)
        raise
    return placed


def _files(source: Export, folder: Path, kind: Kind) -> list[Mapping[str, Any]]:
    keys = read_keys()
    resources = []
    tables = source.tables()
    for table in tables:
        path = folder / f"{table.schema}.{table.name}.{kind}"
        if kind is Kind.PARQUET:
            source.copy_parquet(table, path)
        else:
            _write_csv(table, source.rows(table), path)
        resources.append(_resource(table, path.name, kind, keys.get(table.name, Keys())))
    return resources


def _write_csv(table: Relation, rows: Iterable[tuple[Any, ...]], path: Path) -> None:
    """With a byte order mark, without which Excel misreads Chinese; text can start no formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in table.columns)
        writer.writerows([harmless(value) for value in row] for row in rows)


def _workbook(source: Export, folder: Path) -> list[Mapping[str, Any]]:
    sheets = source.sheets()
    for sheet in sheets:
        if (count := source.count(sheet)) > EXCEL_ROWS:
            raise ValueError(
                f"工作表“{sheet.name}”有 {count} 行，超过 Excel 上限 {EXCEL_ROWS} 行："
                "请用 --county 或 --year 分批导出，或改用 --format csv、parquet"
            )
    # No memory grows with the rows; text that looks like a formula or a link stays text.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(folder / _WORKBOOK, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            _write_sheet(book, bold, sheet, source.rows(sheet))
    return [_resource(sheet, _WORKBOOK, Kind.XLSX, Keys()) for sheet in sheets]


def _write_sheet(book: Any, bold: Any, sheet: Relation, rows: Iterable[tuple[Any, ...]]) -> None:
    page = book.add_worksheet(sheet.name)
    rows = iter(rows)
    first = list(islice(rows, _MEASURED))
    formats = [_number_format(book, column) for column in sheet.columns]
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, _width([column.name, *(row[number] for row in first)]), formats[number])
        page.write_string(0, number, column.name, bold)
    last = 0
    for last, row in enumerate(chain(first, rows), start=1):
        for number, value in enumerate(row):
            write_cell(page, last, number, value, formats[number])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _number_format(book: Any, column: Column) -> Any:
    if column.kind.startswith("DECIMAL"):
        return book.add_format({"num_format": "#,##0.00####"})
    # A year has no thousands.
    return book.add_format({"num_format": "0"}) if column.kind == "INTEGER" else None


def _width(values: Iterable[object]) -> int:
    widest = max(sum(2 if east_asian_width(sign) in "WF" else 1 for sign in harmless(value)) for value in values)
    return min(max(widest + 2, _NARROWEST), _WIDEST)


def _package(resources: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {
        "profile": "data-package",
        "name": "jixiao",
        "title": "县级预算绩效报告数据仓库",
        "description": (
            "由 jixiao 从公开的预算绩效报告中读出的数字、部门、项目、指标和核对结果。"
            "许可适用于表的编排和说明；报告原文归其发布单位。"
        ),
        "licenses": [{"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}],
        "resources": list(resources),
    }


def _resource(relation: Relation, path: str, kind: Kind, keys: Keys) -> Mapping[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in relation.columns]}
    if keys.primary:
        schema["primaryKey"] = list(keys.primary)
    if keys.foreign:
        schema["foreignKeys"] = [
            {"fields": field, "reference": {"resource": f"{home}.{table}", "fields": other}}
            for field, home, table, other in keys.foreign
        ]
    resource = {
        "name": f"{relation.schema}.{relation.name}",
        "title": relation.name,
        "description": relation.description.strip(),
        "path": path,
        "format": str(kind),
        "mediatype": _MEDIA[kind],
        "schema": schema,
    }
    if kind is Kind.CSV:
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
    if kind is Kind.XLSX:
        resource |= {"name": f"sheet-{_position(relation)}", "dialect": {"sheet": relation.name}}
    return resource


def _position(relation: Relation) -> int:
    return SHEETS.index(relation.name) + 1


def _field(column: Column) -> Mapping[str, str]:
    base = "array" if column.kind.endswith("[]") else _TYPES.get(column.kind.partition("(")[0], "number")
    field = {"name": column.name, "type": base, "description": column.description}
    return field | {"format": "any"} if base == "datetime" else field
