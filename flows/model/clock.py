"""The time as it is written down: in UTC, with its zone."""

from datetime import UTC, datetime


def now() -> datetime:
    """The moment it is, by the clock of the machine and whatever zone it is set to."""
    return datetime.now(UTC)
