"""Workbooks that lie in a Word document: the sheet that the page shows is read where the object stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from lxml import etree

from flows.model.exceptions import OversizedReport, ReportError
from flows.model.report import Block, Part, Report
from flows.readers.packing.ole import root_streams, streams
from flows.readers.packing.opc import MOST_INFLATED, Package, open_package
from flows.readers.sheets import xls, xlsx
from flows.readers.word.docx_looks import W

_IDENTIFIER = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CONTENTS = ("{urn:schemas-microsoft-com:office:office}OLEObject", f"{W}objectEmbed")
_MOST = 50  # workbooks of one document
_MOST_BYTES = 50 * 1024 * 1024  # of all of them, before what they hold is inflated
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(slots=True)
class Embedded:
    """The objects of a document: `read` are those whose workbook was, `notes` what a clerk should know of them.

    `left` and `left_bytes` are what all workbooks together may still inflate to, and be.
    """

    package: Package
    read: set[etree._Element] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    left: int = MOST_INFLATED
    left_bytes: int = _MOST_BYTES

    def blocks(self, name: str, element: etree._Element, part: Part) -> Iterator[Block]:
        """The tables and lines of the workbook that a `w:object` of the part `name` holds; none where it holds
        something else or cannot be read, which a note tells.
        """
        targets = self.package.targets(name)
        for content in element.iter(*_CONTENTS):
            held = targets.get(content.get(_IDENTIFIER, ""), "")
            if not self.package.has(held) or len(self.read) >= _MOST:
                continue
            shown = PurePosixPath(held).name
            try:
                report = self._workbook(held)
            except ReportError as error:
                self.notes.append(f"嵌入的工作簿 {shown} 未读取：{error.reason}")
                continue
            if report is not None:
                self.read.add(element)
                self.notes.append(f"嵌入的工作簿 {shown} 已在其所在位置读取")
                self.notes.extend(report.notes)
                for block in report.blocks:
                    yield replace(block, part=part) if block.part == "body" else block

    def _workbook(self, name: str) -> Report | None:
        """The sheet in front of the workbook that is this part; None where the part is none."""
        source = self.package.source
        size = self.package.members[name.lower()].file_size
        if size > self.left_bytes:
            raise OversizedReport(source, "嵌入的工作簿的字节数", _MOST_BYTES, _MOST_BYTES - self.left_bytes + size)
        self.left_bytes -= size
        data = self.package.content(name)
        if data.startswith(_OLE):
            found = root_streams(data)
            if found & {"workbook", "book"}:
                return xls.sheet_in_front(data, source)
            data = streams(data, source, ("Package",)).get("Package", b"") if "package" in found else b""
        if not data.startswith(_ZIP):
            return None
        workbook = open_package(data, source)
        if not any(member.startswith("xl/") for member in workbook.members):
            return None
        if workbook.inflated > self.left:
            found_bytes = MOST_INFLATED - self.left + workbook.inflated
            raise OversizedReport(source, "嵌入的工作簿解压后的字节数", MOST_INFLATED, found_bytes)
        self.left -= workbook.inflated
        return xlsx.sheet_in_front(workbook)
