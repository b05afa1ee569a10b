"""The command `jixiao`, one file a group of commands.

Knows every room. Exit codes: 0 published, answered or without errors, 1 not published, not answered or errors in a
draft, 2 wrong use or a draft that could not be read.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from flows.cli.screen import stop
from flows.cli.utf8 import run_in_utf8
from flows.model.exceptions import Interrupted, NightError
from flows.model.settings import read_zone

# Each command and its module here, in the order in which the help tells them.
_COMMANDS = {
    "check": "checking", "nightly": "nights", "status": "nights", "schedule": "nights", "query": "questions",
    "questions": "questions", "words": "questions", "explain": "tracing", "diff": "tracing", "export": "exporting",
}  # fmt: skip


class _Commands(TyperGroup):
    """Commands that end with a message and the way out where the night or the warehouse does not let them go on.

    Each is imported when it is asked for: a draft is checked without what a night needs.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = dict.fromkeys(_COMMANDS, TyperCommand(""))  # their names, for hints at typing slips

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, None for an unknown one."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"flows.cli.{_COMMANDS[cmd_name]}")
        return get_group(module.commands).commands[cmd_name]

    def invoke(self, ctx: Any) -> Any:
        """What the command gives; exit 1 where it is told to stop."""
        try:
            return super().invoke(ctx)
        except (NightError, Interrupted) as error:
            stop(str(error), 1)
        except typer.Exit:  # no error, and a check with findings ends so
            raise
        except Exception as error:
            from flows.store.disk import unreadable  # loads DuckDB, of which a draft needs nothing

            if reason := unreadable(error):
                stop(f"数据仓库无法读取（{reason}）：可能已损坏或由其他版本写成，请运行 jixiao nightly 重新生成", 1)
            raise


class _App(typer.Typer):
    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Run the command as a program does, with its text in UTF-8."""
        run_in_utf8()
        return super().__call__(*arguments, **options)


app = _App(
    name="jixiao",
    help="把各县预算绩效报告读成可查询的数据仓库，并逐格指出对不上的数字。",
    cls=_Commands,
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
