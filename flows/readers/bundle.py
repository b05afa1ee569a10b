"""Bundles: the files that an office sends in one zip archive or with one letter, each to be read on its own."""

import errno
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO

from flows.model.allowances import BundleLimits
from flows.model.exceptions import (
    DamagedReport,
    EmptyReport,
    EncryptedReport,
    NoReport,
    OversizedReport,
    ReportError,
)
from flows.readers.detection import detect, zip_format
from flows.readers.formats import BUNDLES, INSIDE, known_formats
from flows.readers.packing.leftovers import is_leftover, is_named_as_lock
from flows.readers.packing.mail import HEAD, Held, files_of, may_be_letter, parse
from flows.readers.packing.names import path_in_words
from flows.readers.packing.zipped import BROKEN, METHODS

_SUSPECT_SIZE = 4 * 1024 * 1024  # smaller files do no harm, however well they are packed
_MOST_KEPT = 32 * 1024 * 1024  # of a letter: no worker sits on a larger one
_MARK = b"PK"  # whatever else follows, no zip archive begins otherwise
_ENCRYPTED = 0x1
_UTF8 = 0x800
_UNICODE_NAME = 0x7075  # extra field of Info-ZIP: the name in UTF-8, with a checksum of the name it replaces


@dataclass(slots=True)
class _Budget:
    """How much of the bundle's limits its archives have used up so far."""

    limits: BundleLimits
    files: int = 0
    inflated: int = 0

    def spend(self, entries: Mapping[str, "_Entry"], source: Path) -> None:
        """Count a bundle's files by the sizes that it states, which hold while it is inflated.

        Raises `OversizedReport`, and counts nothing, where they are too many or too large.
        """
        files = self.files + len(entries)
        inflated = self.inflated + sum(entry.size for entry in entries.values())
        for what, limit, found in (
            ("压缩包内的文件数", self.limits.most_files, files),
            ("解压后的字节数", self.limits.most_bytes, inflated),
        ):
            if found > limit:
                raise OversizedReport(source, what, limit, found)
        self.files, self.inflated = files, inflated


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in a bundle: the bytes it will have, whether a password locks it, and what gives them or raises a
    `ReportError` that names the path it is asked with.
    """

    size: int
    is_locked: bool
    content: Callable[[Path], bytes]


def may_be_bundle(file: BinaryIO, source: Path) -> bool:
    """Whether it is worth a closer look: by the beginning of the open file alone."""
    file.seek(0)
    head = file.read(HEAD)
    return head.startswith(_MARK) or may_be_letter(head, source)


def is_bundle(file: BinaryIO, source: Path) -> bool:
    """Whether the open file is a letter or a zip archive, sound or broken, and no document that only is packed so."""
    if not may_be_bundle(file, source):
        return False
    try:
        file.seek(0)
        if file.read(len(_MARK)) != _MARK:
            return True
        return zip_format(zipfile.ZipFile(file).namelist(), source) in BUNDLES
    except BROKEN:
        file.seek(0)
        return detect(file.read(), source) in BUNDLES


def members(file: BinaryIO, source: Path, limits: BundleLimits) -> Iterator[tuple[str, bytes | ReportError]]:
    """Name and bytes of each file, in the bundle's order, or why it alone cannot be had.

    A file of an inner bundle is `inner.zip!/name`; bundles nested deeper than the limit are given as they
    are. Names are distinct, with slashes, and lead nowhere outside the bundle; what nobody meant as a report
    is left out. Inflates one file at a time. Raises a `ReportError` where nothing of the bundle can be had:
    it is broken, empty, altogether encrypted, or past its limits.
    """
    yield from _members(file, source, "", limits.nesting, _Budget(limits))


def read_member(file: BinaryIO, name: str, source: Path, limits: BundleLimits) -> bytes:
    """The bytes of the file that `members` calls `name`; raises a `ReportError` where they cannot be had."""
    *bundles, last = name.split(INSIDE)
    for bundle_name in bundles:
        file = io.BytesIO(_read(file, bundle_name, source, limits))
    return _read(file, last, source, limits)


def _read(file: BinaryIO, name: str, source: Path, limits: BundleLimits) -> bytes:
    entry = _entries(file, source, limits).get(name)
    if entry is None:
        raise DamagedReport(source, f"压缩包内没有 {name}")
    return entry.content(source)


def _members(
    file: BinaryIO, source: Path, prefix: str, nesting: int, budget: _Budget
) -> Iterator[tuple[str, bytes | ReportError]]:
    found = _entries(file, source, budget.limits)
    entries = {name: entry for name, entry in found.items() if not is_leftover(name)}
    if not entries:
        raise _nothing_in(found, source)
    if all(entry.is_locked for entry in entries.values()):
        raise EncryptedReport(source)
    budget.spend(entries, source)
    for name, entry in entries.items():
        path = f"{prefix}{name}"
        try:
            content = entry.content(Path(path))
            if nesting and is_bundle(io.BytesIO(content), Path(name)):
                yield from _members(io.BytesIO(content), Path(path), f"{path}{INSIDE}", nesting - 1, budget)
            else:
                yield path, content
        except ReportError as error:
            yield path, error


def _nothing_in(found: Iterable[str], source: Path) -> ReportError:
    """Why a bundle holds no file that is meant as a report: it is empty, or somebody packed what the editor hides."""
    if not any(map(is_named_as_lock, found)):
        return EmptyReport(source)
    lock = known_formats()["lock"]
    return NoReport(source, f"里面只有{lock.chinese_name}", lock.way_out)


def _entries(file: BinaryIO, source: Path, limits: BundleLimits) -> Mapping[str, _Entry]:
    file.seek(0)
    if may_be_letter(file.read(HEAD), source):
        return _attachments(file, source, limits)
    with _sound(source, "压缩结构不完整，可能没有下载完或缺少分卷"):
        archive = zipfile.ZipFile(file)
    return {
        name: _Entry(info.file_size, bool(info.flag_bits & _ENCRYPTED), partial(_content, archive, info, limits))
        for name, info in _infos(archive).items()
    }


def _attachments(file: BinaryIO, source: Path, limits: BundleLimits) -> Mapping[str, _Entry]:
    size = file.seek(0, io.SEEK_END)
    if size > limits.most_bytes_of_one:
        raise OversizedReport(source, "邮件字节数", limits.most_bytes_of_one, size)
    file.seek(0)
    found = _opened if size <= _MOST_KEPT else _opened.__wrapped__
    return {
        held.name: _Entry(len(held.content or b""), False, partial(_held, held)) for held in found(file.read(), source)
    }


@lru_cache(maxsize=2)  # a letter, and one that it holds
def _opened(data: bytes, source: Path) -> tuple[Held, ...]:
    """The files of a letter, kept while one after the other is asked for: each time it would be taken apart whole."""
    return tuple(files_of(parse(data, source)))


def _held(held: Held, source: Path) -> bytes:
    """An attachment, which the letter was opened with."""
    if held.content is None:
        raise DamagedReport(source, "附件的编码已损坏，可能没有下载完")
    return held.content


@contextmanager
def _sound(source: Path, detail: str) -> Iterator[None]:
    """Raises `DamagedReport` for what zipfile raises on broken bytes, which it does not check before use."""
    try:
        yield
    except BROKEN as error:
        trouble = error if isinstance(error, OSError) else error.__context__
        if isinstance(trouble, OSError) and trouble.errno not in {None, errno.EINVAL}:
            raise trouble from None  # no place that the archive made up, but the disk's or the share's own trouble
        raise DamagedReport(source, detail) from error


def _infos(archive: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    """The files of one archive by distinct names: the second 表.docx is 表 (2).docx."""
    entries: dict[str, zipfile.ZipInfo] = {}
    times: Counter[str] = Counter()
    for info in archive.infolist():
        name = wanted = member_name(info)
        if name.endswith("/"):
            continue
        stem, suffix = posixpath.splitext(name)
        while name in entries:
            times[wanted] += 1
            name = f"{stem} ({times[wanted] + 1}){suffix}"
        entries[name] = info
    return entries


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as its sender saw it, with slashes: what is not marked as UTF-8 is UTF-8 all the same, or GBK, in each
    folder by itself.

    May still lead out of the bundle. `!/` is left to what stands between an archive and a file in it.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        # The standard's code page 437 has a character for every byte, so nothing was lost.
        spelled = name.encode("cp437")
        name = _unicode_name(info.extra, spelled) or path_in_words(spelled)
    name = name.replace("\\", "/").replace("\0", "").replace(INSIDE, "！/")
    return "/".join(part for part in name.split("/") if part != ".") or "（无名）"


def _unicode_name(extra: bytes, spelled: bytes) -> str:
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_NAME and field[:5] == b"\x01" + struct.pack("<L", zlib.crc32(spelled)):
            return field[5:].decode("utf-8", "replace")
    return ""


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: BundleLimits, source: Path) -> bytes:
    """One file's bytes, at most as many as the archive states."""
    name = member_name(info)
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        raise DamagedReport(source, f"压缩包内的路径“{name[:80]}”指向包外")
    if info.flag_bits & _ENCRYPTED:
        raise EncryptedReport(source)
    if info.compress_type not in METHODS:  # others inflate without a bound, and no office uses them
        raise DamagedReport(source, f"压缩方法 {info.compress_type} 不常见，须改用 Deflate")
    if info.file_size > max(_SUSPECT_SIZE, info.compress_size * limits.most_ratio):
        raise DamagedReport(source, "压缩比异常")
    if info.file_size > limits.most_bytes_of_one:
        raise OversizedReport(source, "解压后的字节数", limits.most_bytes_of_one, info.file_size)
    # Told how many bytes to expect, it inflates no more, whatever the compressed ones would make.
    with _sound(source, "无法解压，或校验和不符"), archive.open(info) as member:
        return member.read(info.file_size)
