"""raw/ as it lies on the disk: which files are there, and their bytes once they have come to rest."""

import csv
import hashlib
import io
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.exceptions import ReportStillChanging, StageFailed, VanishedReport

MANIFEST = "manifest.csv"
_MANIFEST_COLUMNS = ("source_path", "county_id", "department_name", "fiscal_year")

# Ours, the system's and half-written ones: nobody meant these as reports.
_SKIPPED_NAMES = {MANIFEST, "readme.md", "thumbs.db", "desktop.ini"}
_SKIPPED_SUFFIXES = {".py", ".pyc", ".tmp", ".part", ".crdownload"}
_REPORT_SUFFIXES = {
    ".docx",
    ".doc",
    ".wps",
    ".pdf",
    ".html",
    ".htm",
    ".mht",
    ".txt",
    ".xlsx",
    ".xls",
    ".et",
    ".ofd",
    ".rtf",
}


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file of raw/ as listed; `source_path` is relative, with slashes, and always printable."""

    path: Path
    source_path: str
    size_bytes: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of raw/ by path, and the entries that look like reports and are no files, with the reason."""

    files: tuple[RawFile, ...]
    oddities: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """What a person says of a file."""

    county_id: str
    department_name: str
    fiscal_year: str


def list_files(raw: Path) -> Listing:
    """Every file below `raw` that may be a report, in order of path; an empty listing where the folder is
    gone.

    Hidden and temporary files, Python sources, manifest.csv and README.md are not reports. Raises OSError
    where a folder cannot be read.
    """
    files: list[RawFile] = []
    oddities: list[tuple[str, str]] = []
    for entry, source_path in _walk(raw) if raw.is_dir() else ():
        try:
            found = entry.stat()
        except FileNotFoundError:
            reason = "链接指向的文件不存在" if entry.is_symlink() else "列出后文件即消失：下一次运行再取"
            oddities.append((source_path, reason))
            continue
        except OSError as error:  # links in a circle, a folder without permission: this entry's trouble alone
            oddities.append((source_path, f"无法打开（{error.strerror}）：请检查链接或权限"))
            continue
        if stat.S_ISDIR(found.st_mode):
            if entry.suffix.lower() in _REPORT_SUFFIXES:
                oddities.append((source_path, "是文件夹，不是文件：请放入文件本身，或给文件夹改名"))
        elif stat.S_ISREG(found.st_mode):
            files.append(RawFile(entry, source_path, found.st_size, found.st_mtime_ns))
        else:
            oddities.append((source_path, "不是普通文件：请放入文件本身"))
    return Listing(tuple(sorted(files, key=lambda file: file.source_path)), tuple(sorted(oddities)))


def _walk(raw: Path) -> Iterator[tuple[Path, str]]:
    """Folders and files below `raw` with their printable paths, without what is skipped by name."""

    def stop(error: OSError) -> None:
        raise error

    for folder, names, leaves in os.walk(raw, onerror=stop):
        names[:] = sorted(name for name in names if not name.startswith(".") and name != "__pycache__")
        for name in [*names, *sorted(leaves)]:
            if not _is_skipped(name):
                path = Path(folder, name)
                yield path, printable(path.relative_to(raw))


def _is_skipped(name: str) -> bool:
    return (
        name.startswith((".", "~$"))
        or name.lower() in _SKIPPED_NAMES
        or os.path.splitext(name)[1].lower() in _SKIPPED_SUFFIXES
    )


def printable(path: Path) -> str:
    """A path with slashes; names that are no UTF-8, as old archives leave them, are read as GB 18030."""
    encoded = os.fsencode(path.as_posix())
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError:
        return encoded.decode("gb18030", "replace")


def read_settled(file: RawFile) -> bytes:
    """The bytes of a file that has not changed since it was listed.

    Raises `VanishedReport` where it is gone, `ReportStillChanging` where its size or time is another.
    """
    try:
        with file.path.open("rb") as handle:
            before = os.fstat(handle.fileno())
            data = handle.read()
        after = file.path.stat()
    except FileNotFoundError:
        raise VanishedReport(file.path) from None
    listed = (file.size_bytes, file.modified_ns)
    if any((found.st_size, found.st_mtime_ns) != listed for found in (before, after)) or len(data) != file.size_bytes:
        raise ReportStillChanging(file.path)
    return data


def content_id(data: bytes) -> str:
    """The document's id: sha256 of its bytes."""
    return hashlib.sha256(data).hexdigest()


def read_manifest(raw: Path) -> Mapping[str, ManifestRow]:
    """What manifest.csv says, by source path; nothing where there is no manifest.

    Excel saves it as GB 18030 or with a byte order mark: both are read. Raises `StageFailed` where a column
    is missing, since reports would lose their places.
    """
    path = raw / MANIFEST
    if not path.is_file():
        return {}
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in _MANIFEST_COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise StageFailed("ingest", f"{path} 缺少列 {'、'.join(missing)}：补上后再运行")
    return {
        row["source_path"].strip().replace("\\", "/"): ManifestRow(
            *((row[name] or "").strip() for name in _MANIFEST_COLUMNS[1:])
        )
        for row in reader
        if row["source_path"]
    }
