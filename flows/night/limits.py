"""What one process may take: memory that a hostile file is refused, and time after which the system ends it."""

import contextlib
import faulthandler
import os
import sys
from collections.abc import Iterator
from functools import cache
from typing import TextIO

import psutil

# A hostile file may ask for all memory of the machine; its process is told no at this many bytes.
MEMORY_LIMIT = 4 * 2**30

# Elsewhere nothing is refused: whoever started the process looks at it, and ends it (`is_greedy`).
SYSTEM_REFUSES = sys.platform == "linux"


def limit_memory(taken: int = 0) -> None:
    """Have the system refuse this process more than the limit on top of what it has `taken`, where it can."""
    if sys.platform == "linux":
        _, most = psutil.Process().rlimit(psutil.RLIMIT_AS)
        allowed = taken + MEMORY_LIMIT if most == psutil.RLIM_INFINITY else most
        psutil.Process().rlimit(psutil.RLIMIT_AS, (allowed, most))


@contextlib.contextmanager
def limited_memory() -> Iterator[None]:
    """A stretch of this process in which a hostile file is told no as in a process of its own, where the system can."""
    if sys.platform == "linux":
        process = psutil.Process()
        before = process.rlimit(psutil.RLIMIT_AS)
        limit_memory(process.memory_info().vms)
        try:
            yield
        finally:
            process.rlimit(psutil.RLIMIT_AS, before)
    else:
        yield


def is_greedy(process: int) -> bool:
    """Whether a process holds more memory than one may; one that is gone does not."""
    with contextlib.suppress(psutil.Error):
        return psutil.Process(process).memory_info().rss > MEMORY_LIMIT
    return False


def end_after(seconds: float) -> None:
    """Have this process ended after so many seconds, whatever it does then; takes the place of an earlier call.

    A clock of C ends it: code that hangs in C lets no other code of Python run.
    """
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())


def end_no_more() -> None:
    """Let this process live as long as it likes."""
    faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")
