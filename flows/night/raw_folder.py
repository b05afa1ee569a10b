"""raw/ as it lies on the disk: which files are there, and their bytes once they have come to rest."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from flows.model.exceptions import ReportStillChanging, VanishedReport
from flows.readers.bundle import INSIDE
from flows.readers.formats import formats_by_extension
from flows.readers.packing.leftovers import is_leftover, is_leftover_folder


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file of raw/ as listed; `source_path` is relative, with slashes, and always printable."""

    path: Path
    source_path: str
    size_bytes: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of raw/ by path; the entries that cannot be taken, with the reason; of those, the folders that
    could not be looked into.
    """

    files: tuple[RawFile, ...]
    oddities: tuple[tuple[str, str], ...]
    closed_folders: tuple[str, ...] = ()


def list_files(raw: Path) -> Listing:
    """Every file below `raw` that may be a report, in order of path; an empty listing where the folder is
    gone.

    Hidden and temporary files, Python sources, manifest.csv and README.md are not reports. Raises OSError
    where `raw` itself cannot be read.
    """
    files: dict[str, RawFile] = {}
    oddities: list[tuple[str, str]] = []
    closed: list[str] = []

    def close(error: OSError) -> None:
        folder = Path(error.filename)
        if folder == raw:
            raise error
        closed.append(printable(folder.relative_to(raw)))
        oddities.append((closed[-1], f"文件夹无法打开（{error.strerror}）：请检查权限；其中已读的报告仍沿用"))

    for entry, source_path in _walk(raw, close) if raw.is_dir() else ():
        try:
            found = entry.stat()
        except OSError as error:  # this entry's trouble alone
            oddities.append((source_path, _why_out_of_reach(entry, error)))
            continue
        if stat.S_ISREG(found.st_mode) and source_path not in files:
            files[source_path] = RawFile(entry, source_path, found.st_size, found.st_mtime_ns)
        elif stat.S_ISREG(found.st_mode):  # once as UTF-8 and once in an older encoding
            oddities.append((f"{source_path} (2)", "与另一文件同名，只是文件名的编码不同：请改名"))
        elif not stat.S_ISDIR(found.st_mode):
            oddities.append((source_path, "不是普通文件：请放入文件本身"))
        elif reason := _folder_oddity(entry):
            oddities.append((source_path, reason))
    # A folder that looks like a report and cannot be opened is told once.
    told = dict(reversed(oddities))
    return Listing(tuple(files[path] for path in sorted(files)), tuple(sorted(told.items())), tuple(closed))


def _why_out_of_reach(entry: Path, error: OSError) -> str:
    if not isinstance(error, FileNotFoundError):
        return f"无法打开（{error.strerror}）：请检查链接或权限"
    return "链接指向的文件不存在" if entry.is_symlink() else "列出后文件即消失：下一次运行再取"


def _folder_oddity(folder: Path) -> str:
    if _is_named_as_inside(folder):
        return f"与 {printable(Path(folder.name[:-1]))} 内文件的路径相混：请给文件夹改名"
    is_named_as_file = bool(folder.suffix) and folder.suffix.lower() in formats_by_extension()
    return "是文件夹，不是文件：请放入文件本身，或给文件夹改名" if is_named_as_file else ""


def _walk(raw: Path, close: Callable[[OSError], None]) -> Iterator[tuple[Path, str]]:
    """Folders and files below `raw` with their printable paths, without what is left out by name."""
    for folder, names, leaves in os.walk(raw, onerror=close):
        names[:] = sorted(name for name in names if not is_leftover_folder(name))
        for name in [*names, *sorted(leaves)]:
            if not is_leftover(name):
                path = Path(folder, name)
                yield path, printable(path.relative_to(raw))
        names[:] = [name for name in names if not _is_named_as_inside(Path(folder, name))]


def _is_named_as_inside(folder: Path) -> bool:
    """Whether `folder/file` reads like a file inside a bundle that lies beside it."""
    return folder.name.endswith(INSIDE[0]) and os.path.isfile(os.fspath(folder)[:-1])


def printable(path: Path) -> str:
    """A path with slashes; names that are no UTF-8, as old archives leave them, are read as GB 18030."""
    encoded = os.fsencode(path.as_posix())
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError:
        return encoded.decode("gb18030", "replace")


@contextmanager
def settled(file: RawFile) -> Iterator[BufferedReader]:
    """The open file, which has not changed since it was listed and does not while it is read.

    Raises `VanishedReport` where it is gone, `ReportStillChanging` where its size or time is another.
    """
    try:
        with file.path.open("rb") as handle:
            _demand_rest(file, os.fstat(handle.fileno()))
            try:
                yield handle
            finally:  # what goes wrong with a file that is being written is not the file's fault
                _demand_rest(file, file.path.stat())
    except FileNotFoundError:
        raise VanishedReport(file.path) from None


def _demand_rest(file: RawFile, found: os.stat_result) -> None:
    if (found.st_size, found.st_mtime_ns) != (file.size_bytes, file.modified_ns):
        raise ReportStillChanging(file.path)


def content_id(data: bytes) -> str:
    """The document's id: sha256 of its bytes."""
    return hashlib.sha256(data).hexdigest()
