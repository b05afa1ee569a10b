"""CONTRIBUTING.md draws the rooms and arrows that the code has, and names files and commands that there are."""

import re
import tomllib
from functools import cache
from importlib.util import find_spec

import grimp
from typer.main import get_command

from flows.cli import app
from tests.beside import ROOT

_TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_ARROW = re.compile(r"^    (\w+) -> (.+)$", re.MULTILINE)
_NAMED = [quoted.split() for quoted in re.findall(r"`([^`]+)`", _TEXT)]
_FLOOR = re.compile(r"^    (\w+(?: \| \w+)*)  +\S", re.MULTILINE)


def room(module: str) -> str:
    """The room of a module, `` for the root of the package itself."""
    package, _, rest = module.partition(".")
    return package if package == "expectations" else rest.partition(".")[0]


@cache
def arrows() -> dict[str, set[str]]:
    """Every room with the rooms that its modules import."""
    graph = grimp.build_graph("flows", "expectations")
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            if room(module) and room(imported) and room(module) != room(imported):
                found.setdefault(room(module), set()).add(room(imported))
    return found


def test_the_arrows_drawn_are_the_imports_there_are() -> None:
    drawn = {name: set(others.split(", ")) for name, others in _ARROW.findall(_TEXT)}
    assert drawn == arrows()


def test_the_floors_drawn_are_those_that_import_linter_holds() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    [house] = [contract for contract in linter["contracts"] if contract["name"].startswith("The house")]
    held = [{name.removeprefix("flows.") for name in floor.split(" | ")} for floor in house["layers"]]
    drawn = [set(floor.split(" | ")) for floor in _FLOOR.findall(_TEXT)]
    assert drawn == held


def test_every_room_stands_on_a_floor() -> None:
    folders = {path.parent.name for path in (ROOT / "flows").glob("*/__init__.py")} | {"expectations"}
    drawn = set().union(*(floor.split(" | ") for floor in _FLOOR.findall(_TEXT)))
    assert drawn == folders


def named(pattern: str) -> list[str]:
    """The words in code that look like this, those with a placeholder such as <family> up to its folder."""
    found = [word.partition("<")[0] for words in _NAMED for word in words if not word.startswith(".venv/")]
    return [word for word in found if re.fullmatch(pattern, word)]


def after(*before: str) -> set[str]:
    """What follows these words in the commands named."""
    size = len(before)
    return {
        words[at + size]
        for words in _NAMED
        for at in range(len(words) - size)
        if tuple(words[at : at + size]) == before
    }


def test_every_file_and_folder_named_is_there() -> None:
    paths = named(r"[\w.]+(?:/[\w.]*)+|\w+\.(?:md|toml|py|csv)")
    assert len(paths) > 40
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_command_named_is_there() -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"test", "check-all", "bench"} == after("make") <= set(targets)
    assert {"words", "query"} == after(".venv/bin/jixiao") <= set(get_command(app).commands)
    modules = after(".venv/bin/python", "-m")
    assert {"pytest", "tests.fuzz", "tests.detector", "tests.strangers"} == modules
    assert [module for module in modules if find_spec(module) is None] == []


def test_every_line_of_readme_that_leads_here_leads_to_a_page() -> None:
    links = re.findall(r"\]\(([\w./]+\.md)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert {"CONTRIBUTING.md", "CHANGELOG.md"} <= set(links)
    assert [link for link in links if not (ROOT / link).is_file()] == []
