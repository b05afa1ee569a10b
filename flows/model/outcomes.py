"""What a document amounts to, and what became of a file, of the whole night and of each expectation in one stage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from flows.model.words import read_seed

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


@dataclass(frozen=True, slots=True)
class Substance:
    """A row of the seed substances; `reason` is what a clerk is told, with the way out, '' of a whole report.

    `is_report` says whether it counts as one, `is_compared` whether enough was understood for its answers to mean
    anything.
    """

    code: str
    is_report: bool
    is_compared: bool
    reason: str


def substance(code: str, figures: int, unexplained: int, file_format: str) -> Substance:
    """The substance by its code, told with the numbers that are figures and those that nothing explains.

    Who sends what a report is written in is not asked for that.
    """
    row = _rows()[code]
    told = row["told"].format(all=figures + unexplained, figures=figures, unexplained=unexplained)
    way_out = (row["way_out_of_original"] if file_format in _originals() else "") or row["way_out"]
    reason = f"{told}：{way_out}" if told else ""
    return Substance(code, row["is_report"] == "true", row["is_compared"] == "true", reason)


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    return {row["substance"]: row for row in read_seed("substances")}


@cache
def _originals() -> frozenset[str]:
    """The formats that reports are written in."""
    return frozenset(row["format"] for row in read_seed("formats") if row["is_original"] == "true")
