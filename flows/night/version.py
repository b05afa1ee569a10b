"""Which code and words made a row: what another version read is read again, what another built is built anew."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from flows.model.words import SEEDS
from flows.readers.recognition import recogniser

_FLOWS = Path(__file__).resolve().parents[1]
_ROOMS = ("readers", "places", "scoring_rules", "extraction", "relating", "judging")
# Of the model what the rooms read with; its limits and what it says of refusals make no row.
MODULES = (
    "characters", "excerpts", "facts", "file_versions", "outcomes", "personal", "place_words", "printed", "relations",
    "report", "rule_tree", "telling_apart", "totals", "words", "years",
)  # fmt: skip
_MODEL = _FLOWS / "model"
_MASKS = _MODEL / "personal"


@cache
def extractor_version() -> str:
    """A digest of the words and of the code that turn bytes into rows: by another, the same bytes may give other rows.

    A new word is a new row of a seed: nobody has to remember that it must be applied to the reports at hand. What
    recognises pictures counts too: with another, or none, they say something else.
    """
    return _digest([*sources_of_rows(), *SEEDS.glob("*.csv")], recogniser())


def sources_of_rows() -> list[Path]:
    """The code that turns bytes into rows."""
    sources = [_FLOWS / "night" / "understanding.py", _FLOWS / "store" / "conformed.py"]
    sources += (module for name in MODULES if (module := _MODEL / f"{name}.py").exists())
    for room in (*(_FLOWS / name for name in _ROOMS), *(_MODEL / name for name in MODULES)):
        sources += room.rglob("*.py")
    return sources


@cache
def warehouse_version() -> str:
    """A digest of the models, macros, masks and words that make the warehouse of what was read."""
    project = SEEDS.parent
    parts = ("dbt_project.yml", "macros/**/*.sql", "models/**/*.sql", "models/**/*.py", "models/**/*.yml", "seeds/*")
    return _digest([*_MASKS.glob("*.py"), *(file for part in parts for file in project.glob(part))])


def _digest(sources: Iterable[Path], said: str = "") -> str:
    digest = hashlib.sha256(said.encode())
    for source in sorted(sources):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
