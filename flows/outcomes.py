"""What became of a file or of the whole night in one stage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One stage of one file, or of the night where `source_path` is ''; `reason` is Chinese, for a clerk."""

    source_path: str
    stage: str
    is_ok: bool
    reason: str = ""
    seconds: float = 0.0
