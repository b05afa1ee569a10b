"""What a file may take: more time where its work is long by nature, and how much may come packed in it."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


def _nobody(_seconds: float) -> None:
    """Nobody is waiting, so there is nobody to ask."""


asked: ContextVar[Callable[[float], None]] = ContextVar("asked", default=_nobody)


def more_time(seconds: float) -> None:
    """Ask whoever waits for the result, if anybody, for so many seconds more."""
    asked.get()(seconds)


@dataclass(frozen=True, slots=True)
class BundleLimits:
    """What a .zip, or a letter with attachments, may hold before it is taken for a bomb.

    `most_files` and `most_bytes` are of the bundle with all its inner archives, `most_bytes_of_one` of one
    file in it; a large file that inflates to more than `most_ratio` times its size is refused; `nesting` is
    how many archives may lie in one another below the bundle.
    """

    most_files: int = 2_000
    most_bytes: int = 1024 * MEGABYTE
    most_bytes_of_one: int = 200 * MEGABYTE
    most_ratio: int = 500
    nesting: int = 1
