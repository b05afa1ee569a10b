"""The warehouse as files for others."""

from pathlib import Path
from typing import Annotated

import duckdb
import typer
from xlsxwriter.exceptions import FileCreateError

from flows.asking.export import Kind
from flows.asking.export import export as write_files
from flows.cli.screen import screen, stop
from flows.cli.shared import WarehouseOption

commands = typer.Typer()


@commands.command(
    help="""把数据仓库导出为文件，并附 datapackage.json（各表各列的含义、主键、外键）。

parquet、csv：marts 和 quality 的每张表一个文件，历次版本都在内（is_primary 为真的只算一次）；
xlsx：一个工作簿，报告、部门收支、县级财政、项目资金、指标得分、数字、问题各一张工作表。

\b
例：
  jixiao export --to 导出 --format parquet
  jixiao export --to 导出 --format csv --county 华容县 --county 430423
  jixiao export --to 导出 --format xlsx --county 华容县 --year 2020
"""
)
def export(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", file_okay=False, help="写入的文件夹，没有则新建。")],
    form: Annotated[Kind, typer.Option("--format", help="文件格式。")],
    county: Annotated[
        list[str] | None, typer.Option("--county", metavar="县区", help="县区名称或六位代码，可重复。")
    ] = None,
    year: Annotated[list[int] | None, typer.Option("--year", metavar="年度", help="报告年度，可重复。")] = None,
    warehouse: WarehouseOption = Path("warehouse"),
) -> None:
    """Write the tables into a folder."""
    database = warehouse / "jixiao.duckdb"
    if not database.is_file():
        stop(f"{warehouse} 尚未发布过：请先运行 jixiao nightly", 1)
    try:
        paths = write_files(database, to, form, county or (), year or ())
    except ValueError as error:
        stop(f"无法导出：{error}", 2)
    except (OSError, FileCreateError, duckdb.IOException) as error:
        stop(f"无法写入 {to}：{error}", 2)
    screen.print(f"已写入 {len(paths)} 个文件：{to}", soft_wrap=True)
