"""The files inside an OFD package: found however their paths are written, and read within a limit."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZipInfo

from lxml import etree

from flows.model.exceptions import DamagedReport, OversizedReport
from flows.readers.packing.names import path_in_words
from flows.readers.packing.opc import MOST_INFLATED, Package, open_package

_UTF8_NAME = 0x800  # of a zip entry's flags


@dataclass(slots=True)
class Parts:
    """The package while it is read; `inflated` counts the bytes of all parts that were parsed, again each time."""

    source: Path
    package: Package
    inflated: int = 0

    def find(self, beside: str, location: str) -> str:
        """The name of the part that `beside` calls `location`, '' where there is none.

        A path begins at the package's root with a slash, else beside the part that names it; programs also leave the
        slash out.
        """
        path = location.strip().replace("\\", "/")
        for folder in (posixpath.dirname(beside), "", posixpath.dirname(posixpath.dirname(beside))):
            name = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/").lower()
            if path and self.package.has(name):
                return name
        return ""

    def xml(self, name: str) -> etree._Element:
        """The root of a part that `find` found.

        Raises `DamagedReport`, or `OversizedReport` where the parts are too many bytes in all.
        """
        self.inflated += self.package.members[name].file_size
        if self.inflated > MOST_INFLATED:
            raise OversizedReport(self.source, "解压后的字节数", MOST_INFLATED, self.inflated)
        return self.package.xml(name)


def open_parts(data: bytes, source: Path) -> Parts:
    """The package in the bytes.

    Raises `DamagedReport`, `EncryptedReport` or `OversizedReport`.
    """
    package = open_package(data, source)
    parts = Parts(source, replace(package, members={**_in_words(package.members), **package.members}))
    if not package.has("ofd.xml"):
        raise DamagedReport(source, "缺少 OFD.xml")
    return parts


def _in_words(members: Mapping[str, ZipInfo]) -> dict[str, ZipInfo]:
    """Members whose names are in the characters of an old system, by their names in words."""
    found: dict[str, ZipInfo] = {}
    for name, info in members.items():
        if not name.isascii() and not info.flag_bits & _UTF8_NAME:
            written = info.orig_filename.encode("cp437", "replace")
            found[path_in_words(written).replace("\\", "/").lstrip("/").lower()] = info
    return found


def local(element: etree._Element) -> str:
    """The element's name without its namespace: programs write several, and none."""
    return str(element.tag).rpartition("}")[2]


def named(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of this name, whatever their namespace."""
    return (child for child in (() if element is None else element) if local(child) == name)


def first(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of the first name, its first child of the next, and so on; None where one is missing."""
    for name in names:
        element = next(named(element, name), None)
    return element


def text_of(element: etree._Element | None) -> str:
    """What an element holds, '' for none."""
    return "" if element is None else (element.text or "").strip()
