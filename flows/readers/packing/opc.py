"""The package of an Office document: a zip archive of XML parts, opened with limits and without trust."""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from flows.model.exceptions import DamagedReport, EncryptedReport, OversizedReport
from flows.readers.notes import MACROS
from flows.readers.packing.markup import parse_xml
from flows.readers.packing.zipped import BROKEN, METHODS

MOST_MEMBERS = 5_000
MOST_INFLATED = 200 * 1024 * 1024  # bytes of all XML parts together; pictures are never inflated
SUSPECT_SIZE = 4 * 1024 * 1024
SUSPECT_RATIO = 500  # deflate ends near 1000; the most repetitive real table stays below 200


_STRICT_HOST, _ROOT_LENGTH = b"purl.oclc.org", 64 * 1024
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


@dataclass(frozen=True, slots=True)
class Package:
    """The opened archive; members are found by their name in lower case with forward slashes.

    `relationships` keeps those that were read: identifier, type and target by the part they belong to.
    """

    source: Path
    archive: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]
    relationships: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the part exists."""
        return name.lower() in self.members

    def content(self, name: str) -> bytes:
        """The part's bytes.

        Raises `DamagedReport` or `EncryptedReport` where they cannot be had.
        """
        return self._content(name)

    @property
    def inflated(self) -> int:
        """How many bytes all XML parts are together."""
        return _inflated(self.members.values())

    def mentions(self, name: str, *words: bytes) -> frozenset[bytes]:
        """Which of the words the part's bytes hold: cheaper than a parse."""
        content = self._content(name)
        return frozenset(word for word in words if word in content)

    def xml(self, name: str, prepare: Callable[[bytes], bytes] | None = None) -> etree._Element:
        """The root of a part, in the transitional namespaces also where the document is strict.

        `prepare` may shorten the bytes before they are parsed.

        Raises `DamagedReport` where the part is missing, cut off, not well-formed, too deep or declares a
        DTD.
        """
        content = self._content(name)
        if _STRICT_HOST in content[:_ROOT_LENGTH]:  # where the root says what namespaces it is in
            for strict, transitional in _STRICT:
                content = content.replace(strict, transitional)
        if prepare is not None:
            content = prepare(content)
        return parse_xml(content, name, self.source)

    def related(self, name: str, kind: str) -> list[str]:
        """The parts that `name` ('' is the package itself) points to by relationships of this kind, in file
        order.
        """
        return [part for _, found, part in self._related(name) if found.endswith(f"/{kind}")]

    def targets(self, name: str) -> Mapping[str, str]:
        """The parts that `name` points to, by the identifier that its XML uses for each."""
        return {identifier: part for identifier, _, part in self._related(name)}

    def _related(self, name: str) -> tuple[tuple[str, str, str], ...]:
        if name not in self.relationships:
            self.relationships[name] = tuple(self._relationships(name))
        return self.relationships[name]

    def notes(self) -> Iterator[str]:
        """What a clerk should know of a package that holds more than text: macros, and files elsewhere that
        it draws in. Neither is ever opened; links that only a reader would follow are no matter.
        """
        if any(name.endswith("vbaproject.bin") for name in self.members):
            yield MACROS
        outside = sum(
            relationship.get("TargetMode") == "External" and not relationship.get("Type", "").endswith("/hyperlink")
            for name in self.members
            if name.endswith(".rels") and b"External" in self._content(name)
            for relationship in self.xml(name)
        )
        if outside:
            yield f"文件引用了 {outside} 处外部文件（图片、模板或其他工作簿）：没有打开，其中内容未读取"

    def _relationships(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Identifier, type and part of each relationship that stays inside the package."""
        folder, base = posixpath.split(name)
        relationships = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(relationships):
            return
        for relationship in self.xml(relationships):
            if relationship.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
                yield relationship.get("Id", ""), relationship.get("Type", ""), target.lstrip("/")

    def _content(self, name: str) -> bytes:
        info = self.members.get(name.lower())
        if info is None:
            raise DamagedReport(self.source, f"缺少 {name}")
        if info.flag_bits & 1:
            raise EncryptedReport(self.source)
        if info.compress_type not in METHODS:
            raise DamagedReport(self.source, f"{name} 的压缩方法 {info.compress_type} 不是 Office 所用")
        try:
            with self.archive.open(info) as member:
                # Without a size, zipfile inflates all that is there before it counts.
                return member.read(info.file_size)
        except BROKEN as error:
            raise DamagedReport(self.source, f"{name} 无法解压") from error


def open_package(data: bytes, source: Path) -> Package:
    """The package in the bytes, before anything of it is inflated.

    Raises `DamagedReport` for what is no zip archive or a bomb, `OversizedReport` past the limits of this
    module.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise DamagedReport(source, "压缩结构不完整，可能没有下载完") from error
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise OversizedReport(source, "文档内部的文件数", MOST_MEMBERS, len(infos))
    for info in infos:
        if info.file_size > max(SUSPECT_SIZE, info.compress_size * SUSPECT_RATIO):
            raise DamagedReport(source, f"{info.filename} 的压缩比异常")
    inflated = _inflated(infos)
    if inflated > MOST_INFLATED:
        raise OversizedReport(source, "解压后的字节数", MOST_INFLATED, inflated)
    # A name given twice counts once, as in Office: the first.
    members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in reversed(infos)}
    return Package(source, archive, members)


def _inflated(infos: Iterable[zipfile.ZipInfo]) -> int:
    return sum(info.file_size for info in infos if info.filename.lower().endswith((".xml", ".rels")))
