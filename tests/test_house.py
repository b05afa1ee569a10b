"""The shape of the package: what import-linter does not hold, which is how many rooms there are and how full they are."""

import ast
from pathlib import Path

import pytest

import flows

ROOM = Path(flows.__file__).parent
FOLDERS = sorted({module.parent for module in ROOM.rglob("*.py")} - {ROOM})
ROOMS = [folder for folder in FOLDERS if folder.parent == ROOM]
_MOST_ROOMS, _MOST_MODULES = 14, 20
_FEWEST_WORDS = 5


def names(folders: list[Path]) -> list[str]:
    return [folder.relative_to(ROOM).as_posix() for folder in folders]


def told_by(folder: Path) -> str:
    """The docstring of a folder, '' where it has none."""
    return ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""


def test_no_module_stands_at_the_root_and_the_rooms_are_few():
    assert [module.name for module in ROOM.glob("*.py")] == ["__init__.py"]
    assert {"readers", "model", "store"} <= set(names(ROOMS))
    assert len(ROOMS) <= _MOST_ROOMS


@pytest.mark.parametrize("folder", FOLDERS, ids=names(FOLDERS))
def test_a_folder_is_not_crowded_and_says_in_its_first_line_what_it_holds(folder: Path):
    assert len(list(folder.glob("*.py"))) <= _MOST_MODULES
    assert len(told_by(folder).split("\n")[0].split()) >= _FEWEST_WORDS


@pytest.mark.parametrize("room", ROOMS, ids=names(ROOMS))
def test_a_room_says_what_it_knows(room: Path):
    assert "\n\nKnows " in told_by(room)
