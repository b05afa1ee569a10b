"""How work that takes long by its nature asks for more time than a document usually gets."""

from collections.abc import Callable
from contextvars import ContextVar


def _nobody(_seconds: float) -> None:
    """Nobody is waiting, so there is nobody to ask."""


asked: ContextVar[Callable[[float], None]] = ContextVar("asked", default=_nobody)


def more_time(seconds: float) -> None:
    """Ask whoever waits for the result, if anybody, for so many seconds more."""
    asked.get()(seconds)
