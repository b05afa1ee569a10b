"""What the machine sets around a process, and what a night sets itself because it cannot do with it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# A night talks to its own server, on this machine; what stands between it and the world is kept for its alerts, under
# names that processes of its own inherit.
_NO_PROXY = ("NO_PROXY", "no_proxy")
_KEPT = "JIXIAO_KEPT_{}"


@contextmanager
def environment(variables: Mapping[str, str | None]) -> Iterator[None]:
    """A stretch in which these variables are set so, or not at all where None is said."""
    before = {name: os.environ.get(name) for name in variables}
    _set(variables)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@contextmanager
def no_proxies() -> Iterator[None]:
    """A stretch in which everything is reached directly: no proxy knows the way to this machine's own server."""
    kept: dict[str, str | None] = {_KEPT.format(name): os.environ.get(name, "") for name in _NO_PROXY}
    with environment(kept | dict.fromkeys(_NO_PROXY, "*")):
        yield


@contextmanager
def proxies_as_set() -> Iterator[None]:
    """A stretch in which the world is reached as the operator has set it, within `no_proxies` too."""
    kept = {name: os.environ[_KEPT.format(name)] for name in _NO_PROXY if _KEPT.format(name) in os.environ}
    with environment({name: value or None for name, value in kept.items()}):
        yield


def lend_home(folder: Path) -> None:
    """Let `folder` be the home of this process and its children where its own cannot be found or written."""
    try:
        is_usable = os.access(Path.home(), os.W_OK | os.X_OK)
    except RuntimeError:  # the user has no entry in the system's list and HOME is not set
        is_usable = False
    if not is_usable:
        for name in ("HOME", "USERPROFILE"):
            os.environ[name] = str(folder)
