"""What the commands share: their common options, and how an answer reaches the user."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from xlsxwriter.exceptions import FileCreateError

from flows.asking import answers
from flows.cli.screen import Screen, screen, stop
from flows.store.query import Answer

WarehouseOption = Annotated[
    Path, typer.Option("--warehouse", metavar="DIR", file_okay=False, help="数据仓库所在的文件夹。")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", dir_okay=False, help="写入文件；xlsx 必填。")
]


class Format(StrEnum):
    """How an answer is told."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


FormatOption = Annotated[Format, typer.Option("--format", help="输出格式。")]


def require_output(form: Format, output: Path | None) -> None:
    """Wrong use where a workbook is asked for and no file named."""
    if form is Format.XLSX and output is None:
        raise typer.BadParameter("xlsx 需要用 --output 指定文件", param_hint="--output")


def show(answer: Answer, form: Format, output: Path | None) -> None:
    """The answer on the screen or in a file; exit 2 where the file cannot be written or cannot hold it."""
    try:
        if form is Format.XLSX and output:
            answers.write_xlsx(answer, output)
        elif form is Format.TABLE:
            _write_table(answers.as_table(answer), output)
        else:
            _write_text(answers.as_csv(answer) if form is Format.CSV else answers.as_json(answer), output)
    except ValueError as error:
        stop(f"无法输出：{error}", 2)
    except (OSError, FileCreateError) as error:
        stop(f"无法写入 {output}：{error}", 2)


def _write_table(table: Table, output: Path | None) -> None:
    if output is None:
        screen.print(table)
        return
    with output.open("w", encoding="utf-8") as file:
        Screen(file=file, width=200).print(table)


def _write_text(text: str, output: Path | None) -> None:
    """To the screen as it is; to a file with a byte order mark, without which Excel misreads Chinese CSV."""
    if output is None:
        typer.echo(text, nl=not text.endswith("\n"))
    else:
        output.write_text(text, encoding="utf-8-sig" if output.suffix == ".csv" else "utf-8")
