"""The night and its clock: run it, watch it, schedule it.

What is slow to import (Prefect, dbt, Great Expectations) is imported by the one command that needs it.
"""

import logging
import sys
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from flows.cli.screen import escaped, screen, stop
from flows.cli.shared import WarehouseOption
from flows.model.personal import masked
from flows.model.settings import Settings, read_settings
from flows.night.interruption import named_signals
from flows.night.prefect_server import configure, prefect_server
from flows.store.lock import lock_warehouse, running_process
from flows.store.summary import NightSummary, summarize

_SEVERITIES = {"error": "错误", "warn": "警告", "info": "提示"}
_UNREAD_SHOWN = 10

commands = typer.Typer()

RawOption = Annotated[Path, typer.Option("--raw", metavar="DIR", help="存放报告的文件夹，任意层级。")]


@commands.command(
    help="""读取报告、建仓、核对并发布；只读新增或改动的文件。

\b
例：
  jixiao nightly --raw raw --warehouse warehouse
  jixiao nightly --raw /mnt/reports --warehouse /srv/jixiao --accept-losses

\b
退出码：0 已发布；1 未发布（原因见提示，原仓库不变）；2 用法有误。
环境变量：JIXIAO_WORKERS 进程数，JIXIAO_DOCUMENT_SECONDS 单份报告限用的处理器时间（秒），
JIXIAO_LOSS_SHARE 允许减少或这次读不出的文件比例，JIXIAO_ALERTS 告警地址（Apprise，空格分隔；默认不告警），
JIXIAO_ZONE 显示时间所用时区（默认 Asia/Shanghai）。
"""
)
def nightly(
    raw: RawOption = Path("raw"),
    warehouse: WarehouseOption = Path("warehouse"),
    accept_losses: Annotated[
        bool, typer.Option("--accept-losses", help="确属有意大量删除文件，或大量文件确实读不出时使用：仍然发布。")
    ] = False,
) -> None:
    """Run one night and tell what came of it."""
    settings = _settings(raw, warehouse, accept_losses)
    if not settings.raw.is_dir() and not settings.staging.exists():
        raise typer.BadParameter(f"找不到文件夹 {raw}", param_hint="--raw")
    _log_stages(settings.zone)
    with named_signals(), lock_warehouse(settings.warehouse):
        configure(settings.records)
        with prefect_server(settings.records):
            from flows.night.nightly import nightly as run

            run(str(settings.raw), str(settings.warehouse), accept_losses)
    _show_night(summarize(settings.published), settings)


@commands.command(
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
        screen.print(f"正在运行（进程 {process or '未知'}）")
    elif settings.staging.exists():
        from flows.store.staging import last_failure

        if failure := last_failure(settings.staging):
            screen.print(masked(f"最近一次运行未发布：{failure}"))
    if not settings.published.exists():
        stop(f"{warehouse} 尚未发布过：请先运行 jixiao nightly", 1)
    _show_night(summarize(settings.published), settings)


@commands.command(
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
    # Nobody stands by to read a traceback that a night by the clock would raise: let it be logged.
    configure(settings.records, log_level="ERROR")
    from prefect.schedules import Cron

    try:
        timetable = Cron(cron, timezone=timezone)
    except ValueError:
        raise typer.BadParameter(f"{cron}（{timezone}）不是有效的时间表", param_hint="--cron") from None
    with prefect_server(settings.records, runs_by_the_clock=True):
        from flows.night.nightly import nightly as run

        screen.print(f"按 {cron}（{timezone}）运行：{settings.raw} → {settings.warehouse}")
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


def _log_stages(zone: tzinfo) -> None:
    """One line a stage on stderr, so that a log of the night shows where it is, by the clock of the zone."""
    logger = logging.getLogger("flows")
    handler = logging.StreamHandler(sys.stderr)
    formatter = PlainLines("%(asctime)s %(message)s", "%H:%M:%S")
    formatter.converter = lambda seconds: datetime.fromtimestamp(seconds or 0, zone).timetuple()
    handler.setFormatter(formatter)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


class PlainLines(logging.Formatter):
    """Lines of a log in which no name moves the cursor and nothing belongs to a person, whoever's words they repeat."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return escaped(masked(super().format(record)))


def _show_night(summary: NightSummary, settings: Settings) -> None:
    table = Table(show_header=False)
    table.add_row("读取报告", str(summary.reports))
    table.add_row("提取数字", str(summary.figures))
    for severity, name in _SEVERITIES.items():
        table.add_row(name, str(dict(summary.findings).get(severity, 0)))
    table.add_row("未读文件", str(len(summary.unread)))
    if summary.shortfalls:
        table.add_row("不是报告或没有读全", str(len(summary.shortfalls)))
    if summary.undecided:
        table.add_row("请选定", f"{summary.undecided} 个文件与另一份是同一报告，见质量报告")
    table.add_row("数据仓库", str(settings.published))
    table.add_row("质量报告", str(settings.report / "index.html"))
    screen.print(table, soft_wrap=True)
    for files in (summary.unread, summary.shortfalls):
        for source_path, reason in files[:_UNREAD_SHOWN]:
            screen.print(f"  {source_path}：{reason}", soft_wrap=True)
        if len(files) > _UNREAD_SHOWN:
            screen.print(f"  另有 {len(files) - _UNREAD_SHOWN} 个，见质量报告")
