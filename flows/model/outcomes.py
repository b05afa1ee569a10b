"""What became of a file or of the whole night in one stage, and of each expectation."""

from collections.abc import Iterator
from dataclasses import dataclass

# What a document amounts to: told where it is no report or was not understood, which is no failure of the night.
CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One stage of one file, or of the night where `source_path` is ''; `reason` is Chinese, for a clerk."""

    source_path: str
    stage: str
    is_ok: bool
    reason: str = ""
    seconds: float = 0.0


def told_of_content(source_path: str, shortfall: str, is_vouched: bool) -> Iterator[Outcome]:
    """The outcome of a document that is no report or was not understood, unless a person vouches for it."""
    if shortfall and not is_vouched:
        yield Outcome(source_path, CONTENT, False, shortfall)


@dataclass(frozen=True, slots=True)
class Check:
    """How one expectation ended: over how many rows, and how many did not meet it.

    `rule_code` is '' for a contract, whose unmet rows are errors of ours; a rule's are findings. `error` is what an
    expectation raised, which was then asked of no row.
    """

    suite_name: str
    rule_code: str
    description: str
    row_count: int
    unexpected_count: int
    error: str

    @property
    def is_met(self) -> bool:
        """Whether it was asked and every row met it."""
        return not self.error and not self.unexpected_count
