"""Bytes in, `Report` out: a folder a family of formats, and one line a format in `READERS`.

Knows pages and grids, and nothing of budgets. The format is told by the content; an extension that says otherwise
becomes a note.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from flows.model.exceptions import DamagedReport, EmptyReport, EncryptedReport, ReportError, UnsupportedFormat
from flows.model.report import Report
from flows.readers.detection import NAMES, contradiction, detect

Reader = Callable[[bytes, Path], Report]


def _reader(module: str, format_name: str) -> Reader:
    """`read_<format>` of the module, imported at its first use: text loads no PDF library."""

    def read_format(data: bytes, source: Path) -> Report:
        reader: Reader = getattr(import_module(f"flows.readers.{module}"), f"read_{format_name}")
        return reader(data, source)

    return read_format


READERS: Mapping[str, Reader] = {
    "doc": _reader("word.doc", "doc"),
    "docx": _reader("word.docx", "docx"),
    "html": _reader("web.html", "html"),
    "image": _reader("scan.image", "image"),
    "pdf": _reader("pdf.document", "pdf"),
    "text": _reader("plain.text", "text"),
    "xls": _reader("sheets.xls", "xls"),
    "xlsx": _reader("sheets.xlsx", "xlsx"),
}

_CONVERT_TO: Mapping[str, str] = {
    "archive": ".zip",
    "excelml": ".xlsx",
    "mht": ".docx",
    "ofd": "带文字层的 PDF",
    "odf": ".docx 或 .xlsx",
    "ole": ".docx 或 .xlsx",
    "zip": "解压后的文件",
}


def read(data: bytes, source: Path) -> Report:
    """The report in the bytes; `source` is only named, never opened.

    Raises a `ReportError`: empty, encrypted, damaged, oversized, or of a format without a reader.
    """
    if not data.strip(b" \t\r\n\0"):
        raise EmptyReport(source)
    found = detect(data, source)
    if found not in READERS:
        raise _refusal(found, source)
    report = READERS[found](data, source)
    if not report.blocks:
        raise EmptyReport(source)
    note = contradiction(found, source)
    return replace(report, notes=(note, *report.notes)) if note else report


def _refusal(found: str, source: Path) -> ReportError:
    if found == "encrypted":
        return EncryptedReport(source)
    if found == "unknown":
        return DamagedReport(source, f"内容不是 {source.suffix or '任何已知格式'} 应有的格式")
    return UnsupportedFormat(source, NAMES[found], _CONVERT_TO.get(found, ".docx"))
