"""The command `jixiao`, one file a group of commands.

Knows every room. Exit codes: 0 published, answered or without errors, 1 not published, not answered or errors in a
draft, 2 wrong use or a draft that could not be read.
"""

import typer

from flows.cli import checking, exporting, nights, questions, tracing
from flows.model.settings import read_zone

app = typer.Typer(
    name="jixiao",
    help="把各县预算绩效报告读成可查询的数据仓库，并逐格指出对不上的数字。",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def check_zone() -> None:
    """Wrong use where the zone, which every command shows its times in, is none."""
    try:
        read_zone()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


for group in (checking, nights, questions, tracing, exporting):
    app.add_typer(group.commands)
