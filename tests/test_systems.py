"""What runs where there is no POSIX: every module is there for a clerk with Windows."""

import subprocess
import sys
from pathlib import Path

import pytest

import expectations
import flows

ROOT = Path(flows.__file__).parents[1]
POSIX_ONLY = ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty")

# As on Windows, for our own modules. What `os` and `signal` lack there, mypy knows (`make lint`).
WITHOUT_POSIX = f"""
import builtins, importlib, multiprocessing.context, sys

absent = {POSIX_ONLY!r}
system = builtins.__import__

def as_on_windows(name, globals=None, locals=None, fromlist=(), level=0):
    asking = (globals or {{}}).get("__name__", "")
    if name.partition(".")[0] in absent and asking.partition(".")[0] in ("flows", "expectations"):
        raise ModuleNotFoundError(f"{{asking}} imports {{name}}")
    return system(name, globals, locals, fromlist, level)

builtins.__import__ = as_on_windows
for name in ("ForkProcess", "ForkServerProcess"):
    delattr(multiprocessing.context, name)
for module in sys.argv[1:]:
    importlib.import_module(module)
"""


def modules() -> list[str]:
    folders = [Path(package.__file__ or "").parent for package in (flows, expectations)]
    files = [file.relative_to(ROOT).with_suffix("") for folder in folders for file in sorted(folder.rglob("*.py"))]
    return [".".join(file.parts).removesuffix(".__init__") for file in files]


def without_posix(*names: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_POSIX, *names]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_module_is_imported_where_the_modules_of_posix_are_missing() -> None:
    assert {"flows.night.workers", "flows.store.lock", "flows.cli.nights"} <= set(modules())
    imported = without_posix(*modules())
    assert imported.returncode == 0, imported.stderr


@pytest.mark.parametrize(
    "line", ["import fcntl", "from resource import getrlimit", "from multiprocessing.context import ForkServerProcess"]
)
def test_a_module_that_needs_what_is_missing_there_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "expectations.py").write_text(line)
    refused = without_posix("expectations", folder=tmp_path)
    assert refused.returncode == 1
    assert line.split()[-1] in refused.stderr


def test_no_folder_of_a_system_is_named_in_code() -> None:
    named = [
        f"{file.relative_to(ROOT)}: {path}"
        for file in sorted((ROOT / "flows").rglob("*.py"))
        for path in ("/tmp", "/proc", "/dev/", "/var/", "/etc/")
        if f'"{path}' in file.read_text(encoding="utf-8")
    ]
    assert named == []
