"""Bytes in, `Report` out: a folder a family of formats, one module and one row of `formats.csv` a format.

Knows pages and grids, and nothing of budgets. The format is told by the content; an extension that says otherwise
becomes a note.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from flows.model.exceptions import (
    DamagedReport,
    EmptyReport,
    EncryptedReport,
    NoReport,
    ReportError,
    UnopenedBundle,
    UnsupportedFormat,
)
from flows.model.report import Report
from flows.readers.detection import contradiction, detect
from flows.readers.encoding import decode
from flows.readers.folding import as_seen
from flows.readers.formats import BUNDLES, INSIDE, Format, known_formats
from flows.readers.served import refuse_served
from flows.readers.stacked import with_stacks_parted

_HEAD = 64 * 1024  # what a server sends in place of a file is shorter

Reader = Callable[[bytes, Path], Report]


def _reader(read_as: Format) -> Reader:
    """`read_<format>` of the row's module, imported at its first use: text loads no PDF library."""

    def read_format(data: bytes, source: Path) -> Report:
        reader: Reader = getattr(import_module(f"flows.readers.{read_as.reader}"), f"read_{read_as.name}")
        return reader(data, source)

    return read_format


READERS: Mapping[str, Reader] = {one.name: _reader(one) for one in known_formats().values() if one.reader}


def read(data: bytes, source: Path) -> Report:
    """The report in the bytes; `source` is only named, never opened.

    Raises a `ReportError`: empty, encrypted, damaged, oversized, no report, of a format without a reader, or files
    packed in one.
    """
    found = detect(data, source)
    if found != "lock" and not data.strip(b" \t\r\n\0"):
        raise EmptyReport(source)
    if found not in READERS:
        raise _refusal(found, data, source)
    report = with_stacks_parted(as_seen(READERS[found](data, source)))
    if not report.blocks:
        raise EmptyReport(source)
    note = contradiction(found, source)
    return replace(report, notes=(note, *report.notes)) if note else report


def _refusal(found: str, data: bytes, source: Path) -> ReportError:
    if found == "encrypted":
        return EncryptedReport(source)
    if found == "unknown":
        head = decode(data[:_HEAD], is_cut=len(data) > _HEAD)
        refuse_served(head.text if head else "", source)
        return DamagedReport(source, f"内容不是 {source.suffix or '任何已知格式'} 应有的格式")
    known = known_formats()[found]
    if found in BUNDLES:
        return UnopenedBundle(source, known.chinese_name, known.convert_to, is_inside=INSIDE in source.as_posix())
    if known.way_out:
        return NoReport(source, known.chinese_name, known.way_out)
    return UnsupportedFormat(source, known.chinese_name, known.convert_to)
