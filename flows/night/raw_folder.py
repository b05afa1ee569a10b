"""raw/ as it lies on the disk: which files are there, and their bytes once they have come to rest."""

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from flows.model.exceptions import ReportStillChanging, VanishedReport
from flows.readers.formats import INSIDE, formats_by_extension
from flows.readers.packing.leftovers import is_leftover, is_leftover_folder
from flows.readers.packing.names import path_in_words


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

    Hidden and temporary files, Python sources, manifest.csv and README.md are not reports. A link is followed to
    what lies in `raw` too, and told where it leads out of it. Raises OSError where `raw` itself cannot be read.
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

    for entry, source_path, refusal in _walk(raw, close) if raw.is_dir() else ():
        if refusal:
            oddities.append((source_path, refusal))
            continue
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


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to look into, and where it really lies: elsewhere where it is linked, or below one that is."""

    path: Path
    real: Path
    is_linked: bool = False


def _walk(raw: Path, close: Callable[[OSError], None]) -> Iterator[tuple[Path, str, str]]:
    """Folders and files below `raw` with their printable paths, without what is left out by name; for a link that is
    not followed, why.
    """
    home = raw.resolve()
    waiting = [_Folder(raw, home)]
    while waiting:
        folder = waiting.pop()
        try:
            entries = _entries(folder.path)
        except OSError as error:
            close(error)
            continue
        for entry in entries:
            path, is_folder, is_link = folder.path / entry.name, _is_folder(entry), _is_link(entry)
            if is_folder and is_leftover_folder(entry.name):
                continue
            real, refusal = _led_to(path, is_folder, folder, home) if is_link else (folder.real / entry.name, "")
            if not is_leftover(entry.name):
                yield path, printable(path.relative_to(raw)), refusal
            if is_folder and not refusal and not _is_named_as_inside(path):
                waiting.append(_Folder(path, real, folder.is_linked or is_link))


def _entries(folder: Path) -> Sequence[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle: told when it is looked at
        return False


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a link, or what Windows calls a junction."""
    if sys.platform == "win32":
        tag = entry.stat(follow_symlinks=False).st_reparse_tag
        return entry.is_symlink() or tag == stat.IO_REPARSE_TAG_MOUNT_POINT
    return entry.is_symlink()


def _led_to(link: Path, is_folder: bool, folder: _Folder, home: Path) -> tuple[Path, str]:
    """Where a link leads, and why it is not followed there: what it makes of a tree stays as finite as the tree."""
    try:
        real = Path(os.path.realpath(link, strict=True))
    except OSError as error:
        return link, _why_out_of_reach(link, error)
    if not real.is_relative_to(home):
        return real, "链接指向 raw/ 之外，不予读取：请放入文件或文件夹本身"
    if is_folder and folder.real.is_relative_to(real):
        return real, "链接指向它自己所在的文件夹，不再跟随：请删除该链接"
    if is_folder and folder.is_linked:
        return real, "链接的文件夹里还有指向文件夹的链接，不再跟随：请放入文件夹本身"
    return real, ""


def _is_named_as_inside(folder: Path) -> bool:
    """Whether `folder/file` reads like a file inside a bundle that lies beside it."""
    return folder.name.endswith(INSIDE[0]) and os.path.isfile(os.fspath(folder)[:-1])


def printable(path: Path) -> str:
    """A path with slashes; a name in it that is no UTF-8, as old archives leave them, is read as GB 18030."""
    return path_in_words(os.fsencode(path.as_posix()))


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
