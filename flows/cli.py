"""The command `jixiao`. Exit codes: 0 published or answered, 1 not published, 2 wrong use.

What is slow to import (Prefect, dbt, Great Expectations) is imported by the one command that needs it.
"""

import logging
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import duckdb
import typer
from rich.console import Console
from rich.table import Table
from xlsxwriter.exceptions import FileCreateError

from flows import answers, vocabulary
from flows.exceptions import NightError
from flows.prefect_server import configure, prefect_server
from flows.settings import Settings, read_settings
from flows.store.lock import lock_warehouse, running_process
from flows.store.query import Answer, NotAQuestion, ask
from flows.store.saved import ask_saved, saved_queries
from flows.store.summary import NightSummary, summarize

_SEVERITIES = {"error": "错误", "warn": "警告", "info": "提示"}
_UNREAD_SHOWN = 10

app = typer.Typer(
    name="jixiao",
    help="把各县预算绩效报告读成可查询的数据仓库，并逐格指出对不上的数字。",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
# A pipe has no width: eighty columns would cut what another program reads.
_screen = Console(width=None if sys.stdout.isatty() else 200)
_messages = Console(stderr=True)

RawOption = Annotated[Path, typer.Option("--raw", metavar="DIR", help="存放报告的文件夹，任意层级。")]
WarehouseOption = Annotated[
    Path, typer.Option("--warehouse", metavar="DIR", file_okay=False, help="数据仓库所在的文件夹。")
]


class Format(StrEnum):
    """How `query` answers."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


@app.command(
    help="""读取报告、建仓、核对并发布；只读新增或改动的文件。

\b
例：
  jixiao nightly --raw raw --warehouse warehouse
  jixiao nightly --raw /mnt/reports --warehouse /srv/jixiao --accept-losses

\b
退出码：0 已发布；1 未发布（原因见提示，原仓库不变）；2 用法有误。
环境变量：JIXIAO_WORKERS 进程数，JIXIAO_DOCUMENT_SECONDS 单份报告限时（秒），
JIXIAO_LOSS_SHARE 允许减少的文件比例，JIXIAO_ALERTS 告警地址（Apprise，空格分隔；默认不告警）。
"""
)
def nightly(
    raw: RawOption = Path("raw"),
    warehouse: WarehouseOption = Path("warehouse"),
    accept_losses: Annotated[
        bool, typer.Option("--accept-losses", help="确属有意大量删除文件时使用：仍然发布。")
    ] = False,
) -> None:
    """Run one night and tell what came of it."""
    settings = _settings(raw, warehouse, accept_losses)
    if not settings.raw.is_dir() and not settings.staging.exists():
        raise typer.BadParameter(f"找不到文件夹 {raw}", param_hint="--raw")
    _log_stages()
    try:
        with lock_warehouse(settings.warehouse):
            configure(settings.warehouse / ".prefect")
            with prefect_server():
                from flows.nightly import nightly as run

                run(str(settings.raw), str(settings.warehouse), accept_losses)
    except NightError as error:
        _stop(str(error), 1)
    _show_night(summarize(settings.published), settings)


@app.command(
    help="""用 SQL 查询已发布的仓库（只读）。

\b
例：
  jixiao query "select county_name, count(*) from marts.dim_reports
                join marts.dim_counties using (county_id) group by all"
  jixiao query "from quality.findings where status = 'fail'" --format xlsx --output 问题清单.xlsx
  jixiao query "show all tables"
  jixiao query --saved department_comparison --set function=住房和城乡建设 --set year=2020

\b
现成的问题见 jixiao questions；每个是 warehouse/queries 里的一个 .sql 文件，照样子可以添。
"""
)
def query(
    sql: Annotated[str | None, typer.Argument(help="一条 select 语句。", metavar="[SQL]")] = None,
    saved: Annotated[str, typer.Option("--saved", metavar="NAME", help="现成问题的名字，代替 SQL。")] = "",
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="现成问题的参数，可多次使用。")
    ] = None,
    warehouse: WarehouseOption = Path("warehouse"),
    form: Annotated[Format, typer.Option("--format", help="输出格式。")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", dir_okay=False, help="写入文件；xlsx 必填。")
    ] = None,
) -> None:
    """Answer one question."""
    if (sql is None) == (not saved):
        raise typer.BadParameter("请给出一条 SQL，或用 --saved 指定现成的问题（二选一）")
    given = _given(values or [])
    if given and not saved:
        raise typer.BadParameter("只能与 --saved 一起使用", param_hint="--set")
    _require_output(form, output)
    database = warehouse / "jixiao.duckdb"
    try:
        answer = ask(database, sql) if sql is not None else ask_saved(database, saved, given)
    except FileNotFoundError:
        _stop(f"{warehouse} 尚未发布过：请先运行 jixiao nightly", 1)
    except (NotAQuestion, ValueError, duckdb.Error) as error:
        _stop(f"无法查询：{error}", 2)
    _show(answer, form, output)


def _given(values: list[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, equals, _ in pairs if not equals or not name]:
        raise typer.BadParameter(f"{wrong[0]} 应写成 名字=值", param_hint="--set")
    return {name: value for name, _, value in pairs}


@app.command(
    help="""列出现成的问题：名字、用途和参数。

\b
例：
  jixiao questions
  jixiao query --saved sangong_per_head --set county=华容县
"""
)
def questions() -> None:
    """Show the library of saved questions."""
    for saved in saved_queries().values():
        _screen.print(f"{saved.name}  {saved.title}", markup=False, soft_wrap=True)
        _screen.print(f"    {saved.description}", markup=False, soft_wrap=True)
        for parameter in saved.parameters:
            default = f"（缺省 {parameter.default}）" if parameter.default else ""
            _screen.print(f"    --set {parameter.name}=…  {parameter.words}{default}", markup=False, soft_wrap=True)


@app.command(
    help="""词表：标签对应哪个指标项，以及仓库里还没有对应的标签。

词表在 dbt_project/seeds/measures.csv：给指标项的 synonyms 加一个词，下一次运行就会认得。

\b
例：
  jixiao words                         列出全部指标项和它们的说法
  jixiao words 公务接待费 收入总计         查这些标签对应哪个指标项
  jixiao words --unmapped              列出未识别的标签，出现多的在前
"""
)
def words(
    labels: Annotated[list[str] | None, typer.Argument(help="要查的标签。", metavar="[标签]...")] = None,
    unmapped: Annotated[bool, typer.Option("--unmapped", help="仓库里未识别的标签。")] = False,
    warehouse: WarehouseOption = Path("warehouse"),
    form: Annotated[Format, typer.Option("--format", help="输出格式。")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", dir_okay=False, help="写入文件；xlsx 必填。")
    ] = None,
) -> None:
    """Show what the vocabulary knows, and what it does not."""
    if unmapped and labels:
        raise typer.BadParameter("不能同时给出标签", param_hint="--unmapped")
    _require_output(form, output)
    try:
        answer = vocabulary.unmapped(warehouse / "jixiao.duckdb") if unmapped else vocabulary.known(labels or ())
    except FileNotFoundError:
        _stop(f"{warehouse} 尚未发布过：请先运行 jixiao nightly", 1)
    _show(answer, form, output)


@app.command(
    help="""显示最近一次发布的结果，以及是否正在运行。

\b
例：
  jixiao status --warehouse warehouse
"""
)
def status(warehouse: WarehouseOption = Path("warehouse")) -> None:
    """Show the published night and what has become of the last one."""
    settings = _settings(Path("raw"), warehouse)
    process = running_process(settings.warehouse)
    if process is not None:
        _screen.print(f"正在运行（进程 {process or '未知'}）")
    elif settings.staging.exists():
        from flows.store.staging import last_failure

        if failure := last_failure(settings.staging):
            _screen.print(f"最近一次运行未发布：{failure}")
    if not settings.published.exists():
        _stop(f"{warehouse} 尚未发布过：请先运行 jixiao nightly", 1)
    _show_night(summarize(settings.published), settings)


@app.command(
    help="""按时间表自动运行；按 Ctrl+C 结束。

\b
例：
  jixiao schedule --cron "0 2 * * *"        每天凌晨两点
  jixiao schedule --cron "30 6 * * 1-5"     工作日早上六点半
"""
)
def schedule(
    cron: Annotated[str, typer.Option("--cron", help="五段式时间表：分 时 日 月 周。")],
    raw: RawOption = Path("raw"),
    warehouse: WarehouseOption = Path("warehouse"),
    timezone: Annotated[str, typer.Option("--timezone", help="时间表所用时区。")] = "Asia/Shanghai",
) -> None:
    """Serve the night by the clock until interrupted."""
    settings = _settings(raw, warehouse)
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    # Nobody stands by to read a traceback that a night by the clock would raise: let it be logged.
    configure(settings.warehouse / ".prefect", log_level="ERROR")
    from prefect.schedules import Cron

    try:
        timetable = Cron(cron, timezone=timezone)
    except ValueError:
        raise typer.BadParameter(f"{cron}（{timezone}）不是有效的时间表", param_hint="--cron") from None
    with prefect_server(runs_by_the_clock=True):
        from flows.nightly import nightly as run

        _screen.print(f"按 {cron}（{timezone}）运行：{settings.raw} → {settings.warehouse}")
        parameters = {"raw": str(settings.raw), "warehouse": str(settings.warehouse)}
        run.serve(name="nightly", schedule=timetable, parameters=parameters, print_starting_message=False)


def _settings(raw: Path, warehouse: Path, accept_losses: bool = False) -> Settings:
    try:
        settings = read_settings(raw, warehouse, accept_losses)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if settings.warehouse.resolve().is_relative_to(settings.raw.resolve()):
        raise typer.BadParameter("仓库不能放在报告文件夹里面", param_hint="--warehouse")
    return settings


def _log_stages() -> None:
    """One line a stage on stderr, so that a log of the night shows where it is."""
    logger = logging.getLogger("flows")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _show_night(summary: NightSummary, settings: Settings) -> None:
    table = Table(show_header=False)
    table.add_row("读取报告", str(summary.reports))
    table.add_row("提取数字", str(summary.figures))
    for severity, name in _SEVERITIES.items():
        table.add_row(name, str(dict(summary.findings).get(severity, 0)))
    table.add_row("未读文件", str(len(summary.unread)))
    table.add_row("数据仓库", str(settings.published))
    table.add_row("质量报告", str(settings.report / "index.html"))
    _screen.print(table, soft_wrap=True)
    for source_path, reason in summary.unread[:_UNREAD_SHOWN]:
        _screen.print(f"  {source_path}：{reason}", markup=False, soft_wrap=True)
    if len(summary.unread) > _UNREAD_SHOWN:
        _screen.print(f"  另有 {len(summary.unread) - _UNREAD_SHOWN} 个，见质量报告")


def _require_output(form: Format, output: Path | None) -> None:
    if form is Format.XLSX and output is None:
        raise typer.BadParameter("xlsx 需要用 --output 指定文件", param_hint="--output")


def _show(answer: Answer, form: Format, output: Path | None) -> None:
    """The answer on the screen or in a file; exit 2 where the file cannot be written or cannot hold it."""
    try:
        if form is Format.XLSX and output:
            answers.write_xlsx(answer, output)
        elif form is Format.TABLE:
            _write_table(answers.as_table(answer), output)
        else:
            _write_text(answers.as_csv(answer) if form is Format.CSV else answers.as_json(answer), output)
    except ValueError as error:
        _stop(f"无法输出：{error}", 2)
    except (OSError, FileCreateError) as error:
        _stop(f"无法写入 {output}：{error}", 2)


def _write_table(table: Table, output: Path | None) -> None:
    if output is None:
        _screen.print(table)
        return
    with output.open("w", encoding="utf-8") as file:
        Console(file=file, width=200).print(table)


def _write_text(text: str, output: Path | None) -> None:
    """To the screen as it is; to a file with a byte order mark, without which Excel misreads Chinese CSV."""
    if output is None:
        typer.echo(text, nl=not text.endswith("\n"))
    else:
        output.write_text(text, encoding="utf-8-sig" if output.suffix == ".csv" else "utf-8")


def _stop(message: str, code: int) -> NoReturn:
    _messages.print(message, markup=False, soft_wrap=True)
    raise typer.Exit(code)
