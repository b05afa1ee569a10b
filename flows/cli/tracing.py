"""Where a number comes from, and which numbers changed after they were published."""

import json
import re
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.tree import Tree

from flows.asking import questions, tracing
from flows.cli.screen import screen, stop
from flows.cli.shared import Format, FormatOption, OutputOption, WarehouseOption, require_output, show
from flows.model.explanation import figure_tree, figures_within
from flows.store import explain as store
from flows.store.changes import read_changes
from flows.store.query import Answer, open_for_reading

_ID = re.compile(r"[0-9a-fA-F]{6,16}")
_MOST = 40
_ON_SCREEN = {
    "变化",
    "县",
    "部门",
    "年度",
    "标签",
    "数据年度",
    "原印数字",
    "新印数字",
    "差额",
    "原位置",
    "新位置",
    "新文件",
}

commands = typer.Typer()


@commands.command(
    help="""一个数字从哪里来：由合计到各项、再到报告里的那一格，附文件、位置和原文。

\b
可以写数字编号、问题编号（开头 6 位以上、不重复即可），也可以写文字：
县区、年度、部门、指标项、口径，次序不限；认不出的词按标签或单位、项目名称查找。

\b
例：
  jixiao explain "华容县 2020 三公经费"
  jixiao explain 衡山县 住建局 2020年 收入合计 决算
  jixiao explain d800f4892134553a              质量报告或 quality.findings 里的问题编号
  jixiao explain 95a6a741 --json               marts.fct_figures 里的数字编号，输出 JSON
"""
)
def explain(
    question: Annotated[list[str], typer.Argument(help="编号，或县区、年度、指标项等文字。", metavar="编号或文字")],
    warehouse: WarehouseOption = Path("warehouse"),
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
) -> None:
    """Print the tree of a figure, of a finding, or of every figure that the words ask for."""
    text = " ".join(question).strip()
    try:
        connection = open_for_reading(warehouse / "jixiao.duckdb")
    except FileNotFoundError:
        stop(f"{warehouse} 尚未发布过：请先运行 jixiao nightly", 1)
    with connection:
        data, trees = _of_id(connection, text) if _ID.fullmatch(text) else _of_words(connection, text)
    if as_json:
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
        return
    for tree in trees:
        screen.print(tree)


_Told = tuple[Any, list[Tree]]


def _of_id(connection: Any, text: str) -> _Told:
    """The tree of the one figure or finding whose id begins so."""
    found = store.ids_like(connection, text)
    if not found:
        stop(f"没有以 {text} 开头的数字编号或问题编号：编号见质量报告、quality.findings 和 marts.fct_figures", 2)
    if len(found) > 1:
        ids = "\n".join(f"  {identity}（{'数字' if kind == 'figure' else '问题'}）" for kind, identity in found)
        stop(f"以 {text} 开头的编号不止一个，请多写几位：\n{ids}", 2)
    [(kind, identity)] = found
    if kind == "finding":
        comparison = store.read_comparison(connection, identity)
        return {"finding": tracing.comparison_data(comparison)}, [tracing.comparison_tree(comparison)]
    node = figure_tree(identity, store.read_material(connection, [identity]))
    return {"figures": [tracing.figure_data(node)]}, [tracing.figure_tree(node)]


def _of_words(connection: Any, text: str) -> _Told:
    """The trees of all figures that are asked for, report by report."""
    question = questions.understand(text, store.read_names(connection))
    if not question.understood:
        stop(
            "请写明要查什么：数字或问题的编号，或县区、年度、指标项等文字，如 jixiao explain 华容县 2020 三公经费",
            2,
        )
    if not question.asks_for_a_number:
        stop(f"看懂的是 {question.in_words()}；请再写明指标项，如 三公经费、收入合计（全部说法见 jixiao words）", 2)
    figures, count = store.find_figures(connection, question.wanted, _MOST)
    if not count:
        stop(f"没有找到。看懂的是 {question.in_words()}。{_way_out(question)}", 2)
    if count > _MOST:
        stop(f"共 {count} 个数字，超过 {_MOST} 个。看懂的是 {question.in_words()}。{_narrower(question)}", 2)
    material = store.read_material(connection, [figure.figure_id for figure in figures])
    trees, data = [], []
    shown: frozenset[str] = frozenset()
    for title, group in groupby(figures, key=tracing.report_title):
        tree = Tree(title)
        for figure in group:
            node = figure_tree(figure.figure_id, material, shown)
            shown |= figures_within(node)
            tracing.figure_tree(node, tree)
            data.append(tracing.figure_data(node))
        trees.append(tree)
    return {"understood": dict(question.understood), "figures": data}, trees


def _way_out(question: questions.Question) -> str:
    asked = question.wanted
    if asked.words:
        words = "、".join(asked.words)
        return f"“{words}”不是已知的县区、部门或指标项，也不在这些报告的标签里：可换一种说法（见 jixiao words）"
    dropped = [
        what for what, given in (("年度", asked.years), ("部门", asked.department_ids), ("口径", asked.bases)) if given
    ]
    return f"可去掉{'、'.join(dropped)}再试" if dropped else "这些报告没有这一指标项"


def _narrower(question: questions.Question) -> str:
    asked = question.wanted
    parts = (
        ("县区", asked.county_ids),
        ("年度", asked.years),
        ("部门", asked.department_ids),
        ("口径（如 决算）", asked.bases),
    )
    missing = [what for what, given in parts if not given]
    return f"请加上{'、'.join(missing)}" if missing else "请写明单位或项目名称"


@commands.command(
    help="""已公布的报告里，后来悄悄改了哪些数字。

同一报告的更正版与原版逐个数字对照：改动、删除、新增，附两处的数值、位置和文件；
被撤下的报告也列出（仓库不记撤下的日期，因此不受 --since 限制）。同一报告的不同格式只算一次。

\b
例：
  jixiao diff --since 2026-11-01                                   十一月以来的更正
  jixiao diff --since 2026-11-01 --format xlsx --output 更正清单.xlsx
  jixiao diff --format csv --output 更正清单.csv                     历来的全部更正
"""
)
def diff(
    since: Annotated[
        datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="更正版首次收到的日期，从这一天起。")
    ] = None,
    warehouse: WarehouseOption = Path("warehouse"),
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    """List what corrected versions changed."""
    require_output(form, output)
    try:
        answer = read_changes(warehouse / "jixiao.duckdb", since.date() if since else None)
    except FileNotFoundError:
        stop(f"{warehouse} 尚未发布过：请先运行 jixiao nightly", 1)
    if form is Format.TABLE and output is None and not answer.rows:
        screen.print("没有更正，也没有撤下的报告")
        return
    show(_brief(answer) if form is Format.TABLE else answer, form, output)


def _brief(answer: Answer) -> Answer:
    """The columns that a screen has room for."""
    places = [place for place, column in enumerate(answer.columns) if column in _ON_SCREEN]
    return Answer(
        [answer.columns[place] for place in places], [tuple(row[place] for place in places) for row in answer.rows]
    )
