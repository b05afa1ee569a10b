"""Questions to the published warehouse: SQL, saved questions, and the words that it knows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from flows.asking import vocabulary
from flows.cli.screen import messages, screen, stop
from flows.cli.shared import Format, FormatOption, OutputOption, WarehouseOption, require_output, show
from flows.store.query import NotAQuestion, ask
from flows.store.saved import ask_saved, not_at_hand, saved_queries

# So many values are told of those that could have been asked for.
_TOLD = 8

commands = typer.Typer()


@commands.command(
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
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    """Answer one question."""
    if (sql is None) == (not saved):
        raise typer.BadParameter("请给出一条 SQL，或用 --saved 指定现成的问题（二选一）")
    given = _given(values or [])
    if given and not saved:
        raise typer.BadParameter("只能与 --saved 一起使用", param_hint="--set")
    require_output(form, output)
    database = warehouse / "jixiao.duckdb"
    try:
        answer = ask(database, sql) if sql is not None else ask_saved(database, saved, given)
    except FileNotFoundError:
        stop(f"{warehouse} 尚未发布过：请先运行 jixiao nightly", 1)
    except (NotAQuestion, ValueError, duckdb.Error) as error:
        stop(f"无法查询：{error}", 2)
    show(answer, form, output)
    if saved and not answer.rows:
        messages.print(_why_empty(database, given), soft_wrap=True)


def _why_empty(database: Path, given: dict[str, str]) -> str:
    """What to ask instead where a saved question has no answer."""
    missing = not_at_hand(database, given)
    if not missing:
        return "没有符合条件的结果"
    return "\n".join(f"没有结果：仓库里没有 {one.parameter}={one.value}{_instead(one.at_hand)}" for one in missing)


def _instead(at_hand: Sequence[str]) -> str:
    if not at_hand:
        return "，也没有可以代替它的值"
    more = f" 等 {len(at_hand)} 个" if len(at_hand) > _TOLD else ""
    return f"；可用：{'、'.join(at_hand[:_TOLD])}{more}"


def _given(values: list[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, equals, _ in pairs if not equals or not name]:
        raise typer.BadParameter(f"{wrong[0]} 应写成 名字=值", param_hint="--set")
    return {name: value for name, _, value in pairs}


@commands.command(
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
        screen.print(f"{saved.name}  {saved.title}", soft_wrap=True)
        screen.print(f"    {saved.description}", soft_wrap=True)
        for parameter in saved.parameters:
            default = f"（缺省 {parameter.default}）" if parameter.default else ""
            screen.print(f"    --set {parameter.name}=…  {parameter.words}{default}", soft_wrap=True)


@commands.command(
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
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    """Show what the vocabulary knows, and what it does not."""
    if unmapped and labels:
        raise typer.BadParameter("不能同时给出标签", param_hint="--unmapped")
    require_output(form, output)
    try:
        answer = vocabulary.unmapped(warehouse / "jixiao.duckdb") if unmapped else vocabulary.known(labels or ())
    except FileNotFoundError:
        stop(f"{warehouse} 尚未发布过：请先运行 jixiao nightly", 1)
    show(answer, form, output)
