"""Zip bundles: the files that a department sends in one archive, each to be read on its own."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.exceptions import DamagedReport, EncryptedReport, OversizedReport
from flows.readers.detection import detect

MOST_FILES = 2_000
MOST_INFLATED = 1024 * 1024 * 1024  # bytes of all files together, those of inner archives too
MOST_OF_ONE = 200 * 1024 * 1024
SUSPECT_SIZE = 4 * 1024 * 1024
SUSPECT_RATIO = 500
DEEPEST = 1  # archives inside the archive are opened, archives inside those are handed on as they are

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)
_UTF8 = 0x800
_IS_PACKAGE = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".ofd"})
_NO_REPORT = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)


@dataclass(slots=True)
class _Budget:
    """What has been taken out of the bundle so far."""

    files: int = 0
    inflated: int = 0


def members(data: bytes, source: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file, in the archive's order; a file of an inner archive is `inner.zip!/name`.

    Names are decoded from UTF-8 or GBK, with forward slashes, and lead nowhere outside the bundle. Folders
    and what systems leave behind (__MACOSX, Thumbs.db, ~$ files) are left out. Inflates one file at a
    time. Raises `DamagedReport` for broken archives, bombs and names that leave the bundle,
    `EncryptedReport`, and `OversizedReport` past the limits of this module.
    """
    yield from _members(data, source, "", 0, _Budget())


def _members(data: bytes, source: Path, prefix: str, depth: int, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise DamagedReport(source, "压缩结构不完整，可能没有下载完") from error
    with archive:
        for info in archive.infolist():
            name = member_name(info, source)
            if info.is_dir() or name.endswith("/") or _NO_REPORT.search(name):
                continue
            content = _inflated(archive, info, name, source, budget)
            if depth < DEEPEST and _is_archive(content, name):
                yield from _members(content, source, f"{prefix}{name}!/", depth + 1, budget)
            else:
                yield f"{prefix}{name}", content


def member_name(info: zipfile.ZipInfo, source: Path) -> str:
    """The name as its sender saw it: what is not marked as UTF-8 is UTF-8 all the same, or GBK.

    Raises `DamagedReport` for a name that is absolute or climbs out of the bundle.
    """
    name = info.orig_filename.replace("\\", "/")
    if not info.flag_bits & _UTF8:
        # The standard's code page 437 has a character for every byte, so nothing was lost.
        name = _decoded(info.orig_filename.encode("cp437")).replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/") or "\0" in name:
        raise DamagedReport(source, f"压缩包内的路径“{name[:80]}”指向包外")
    return "/".join(part for part in name.split("/") if part != ".")


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("cp437")


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, source: Path, budget: _Budget) -> bytes:
    """One file's bytes; the sizes that the archive states are checked before, and hold while inflating."""
    if info.flag_bits & 1:
        raise EncryptedReport(source)
    if info.file_size > max(SUSPECT_SIZE, info.compress_size * SUSPECT_RATIO):
        raise DamagedReport(source, f"{name} 的压缩比异常")
    budget.files += 1
    budget.inflated += info.file_size
    for what, limit, found in (
        ("压缩包内的文件数", MOST_FILES, budget.files),
        (f"压缩包内 {name} 的字节数", MOST_OF_ONE, info.file_size),
        ("解压后的字节数", MOST_INFLATED, budget.inflated),
    ):
        if found > limit:
            raise OversizedReport(source, what, limit, found)
    try:
        return archive.read(info)
    except _BROKEN as error:
        raise DamagedReport(source, f"{name} 无法解压") from error


def _is_archive(content: bytes, name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return suffix not in _IS_PACKAGE and content.startswith(b"PK") and detect(content, Path(name)) == "archive"
