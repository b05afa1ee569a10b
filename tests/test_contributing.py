"""CONTRIBUTING.md draws the rooms and arrows that the code has."""

import re
import tomllib
from functools import cache

import grimp

from tests.beside import ROOT

_TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_ARROW = re.compile(r"^    (\w+) -> (.+)$", re.MULTILINE)
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
