"""Signals that end a night, named: what is recorded and told is the signal, not what it happened to break."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from flows.model.exceptions import Interrupted

# Those that this system has: a terminal that closes, a manager that stops a service, Ctrl+C, Ctrl+Break.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))


@contextmanager
def named_signals() -> Iterator[None]:
    """A stretch in which such a signal raises `Interrupted`; outside the main thread, which alone gets them, nothing.

    One that this process was told to ignore, as nohup does, stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    raise Interrupted(number)


def reason_of(error: BaseException) -> str:
    """Why something ended, in words: never nothing."""
    return str(error).strip() or f"程序错误，请报告开发者（{type(error).__name__}）"
