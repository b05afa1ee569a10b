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
_STATUS, _PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_MOST_MEMORY = 2048 * MEGABYTE  # less than a night allows, so that machines that test have enough


@dataclass(frozen=True)
class Tried:
    """What became of the file: a reason where it was refused, else its notes and the numbers that it prints.

    `leaks`: it says what stands in /etc/passwd. `megabytes`: how much more memory its process held at most than before.
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
    before = _held_so_far()
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


def _held_so_far() -> int:
    """The memory that is held now, from which on the most is counted; where a system forgets no peak, that peak."""
    if not _STATUS.exists():
        return _most_held()
    _PEAK.write_text("5", encoding="ascii")
    return _told("VmRSS")


def _most_held() -> int:
    return _told("VmHWM") if _STATUS.exists() else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _told(name: str) -> int:
    line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024
