"""What a worker does with a broken or hostile file, and how much memory that took; importable, as its process needs."""

import io
import resource
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from flows.extraction import SourceClues
from flows.model.allowances import BundleLimits
from flows.model.exceptions import ReportError
from flows.model.outcomes import CONTENT
from flows.night.raw_folder import RawFile, content_id
from flows.night.understanding import Job, understand
from flows.readers import recognition
from flows.readers.bundle import members

MEGABYTE = 2**20
_MOST_MEMORY = 2048 * MEGABYTE  # less than a night allows, so that machines that test have enough


@dataclass(frozen=True)
class Tried:
    """What became of the file: a reason where it was refused, else its notes and the numbers that it prints.

    `leaks`: it says what stands in /etc/passwd. `megabytes`: by how much the most memory that its process ever
    held has grown.
    """

    is_read: bool
    reason: str
    notes: str
    printed: frozenset[str]
    leaks: bool
    megabytes: int


def attempt(path: Path) -> Tried:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, most))
    before = _most_held()
    found = _opened(path) if path.suffix == ".zip" else _understood(path)
    return Tried(*found, megabytes=(_most_held() - before) // MEGABYTE)


def _understood(path: Path) -> tuple[bool, str, str, frozenset[str], bool]:
    data, found = path.read_bytes(), path.stat()
    file = RawFile(path, path.name, found.st_size, found.st_mtime_ns)
    # Whether pictures can be read depends on what is installed, and a picture may take minutes.
    with patch.object(recognition, "recogniser", return_value=""):
        understood = understand(Job(file, content_id(data), SourceClues(path.name), BundleLimits()))
    last = [outcome for outcome in understood.outcomes if outcome.stage != CONTENT][-1]
    if understood.document is None or understood.facts is None:
        return last.is_ok, last.reason, "", frozenset(), False
    printed = frozenset(str(value) for value in understood.facts["tokens"][2])
    return last.is_ok, last.reason, understood.document.notes, printed, "root:x:0" in str(understood.facts)


def _opened(path: Path) -> tuple[bool, str, str, frozenset[str], bool]:
    """A bundle is refused as a whole, or for the first of its files that cannot be had."""
    try:
        files = dict(members(io.BytesIO(path.read_bytes()), path, BundleLimits()))
    except ReportError as error:
        return False, error.reason, "", frozenset(), False
    for content in files.values():
        if isinstance(content, ReportError):
            return False, content.reason, "", frozenset(), False
    return True, "", "[]", frozenset(files), any(b"root:x:0" in content for content in files.values())


def _most_held() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
