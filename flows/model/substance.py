"""What a document amounts to: a report, one that was not understood, or something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flows.model.words import read_seed


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


def substance(code: str, figures: int, unexplained: int) -> Substance:
    """The substance by its code, told with the numbers that are figures and those that nothing explains."""
    row = _rows()[code]
    told = row["told"].format(all=figures + unexplained, figures=figures, unexplained=unexplained)
    reason = f"{told}：{row['way_out']}" if told else ""
    return Substance(code, row["is_report"] == "true", row["is_compared"] == "true", reason)


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    return {row["substance"]: row for row in read_seed("substances")}
